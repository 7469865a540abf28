import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import CalendarServices

/// What is sent, to the byte.
@Suite struct NylasEventRequestTests {
  private let start = Date(timeIntervalSince1970: 1000.9)
  private let end = Date(timeIntervalSince1970: 2000)

  private func draft() -> EventDraft {
    EventDraft(
      account: AccountID("work"),
      calendar: CalendarID("cal"),
      title: "Plan",
      time: .timed(start: start, end: end, zone: "Europe/Berlin")
    )
  }

  private func json(_ request: NylasEventRequest) throws -> String {
    String(decoding: try request.json(), as: UTF8.self)
  }

  @Test func creationSendsOnlyWhatIsSet() throws {
    let request = NylasEventRequest(draft(), conferencing: .keep, id: EventID("id-1"))
    #expect(
      try json(request) == #"{"busy":true,"metadata":{"key1":"id-1"},"title":"Plan","#
        + #""when":{"end_time":2000,"end_timezone":"Europe/Berlin","start_time":1000,"#
        + #""start_timezone":"Europe/Berlin"}}"#
    )
  }

  @Test func creationSendsEverything() throws {
    var draft = draft()
    draft.time = .timed(start: start, end: end, zone: nil)
    draft.location = "R/4"
    draft.description = "\u{1F600} \"x\"\n"
    draft.visibility = .private
    draft.isBusy = false
    draft.participants = [
      Participant(name: "A", email: "a@x.example", response: .yes),
      Participant(email: "b@x.example"),
    ]
    let request = NylasEventRequest(draft, conferencing: .strip, id: EventID("i"))
    #expect(
      try json(request) == #"{"busy":false,"description":"😀 \"x\"\n","location":"R/4","#
        + #""metadata":{"key1":"i"},"participants":[{"email":"a@x.example","name":"A"},"#
        + #"{"email":"b@x.example"}],"title":"Plan","visibility":"private","#
        + #""when":{"end_time":2000,"start_time":1000}}"#
    )
  }

  @Test func daysAreSentInclusive() throws {
    let first = try #require(Day("2026-02-27"))
    var request = NylasEventRequest()
    request.when = NylasWhenRequest(time: .allDay(first: first, last: first))
    #expect(try json(request) == #"{"when":{"date":"2026-02-27"}}"#)
    request.when = NylasWhenRequest(time: .allDay(first: first, last: first.advanced(by: 2)))
    #expect(
      try json(request) == #"{"when":{"end_date":"2026-03-01","start_date":"2026-02-27"}}"#
    )
  }

  private static let full = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://z.example/1",
    meetingCode: "123",
    accessCode: "pw",
    pin: "9",
    phones: ["+1 555 0100", "+1 555 0101"]
  )

  private static func full(_ provider: ConferencingProvider) -> ConferencingChange {
    var details = full
    details.provider = provider
    return .details(details)
  }

  static let changes: [(ConferencingChange, Conferencing, String?)] = [
    (.keep, .details(full), nil),
    (.strip, .details(full), "{}"),
    (.strip, .none, "{}"),
    (
      .autocreate(Autocreate(provider: .googleMeet)), .none,
      #"{"autocreate":{},"provider":"Google Meet"}"#
    ),
    (
      .autocreate(
        Autocreate(
          provider: .zoomMeeting,
          hostGrant: GrantID("z"),
          settings: ConferencingSettings([
            "password": .text("p"), "waiting_room": .flag(false), "auto_recording": .text("cloud"),
          ])
        )
      ), .none,
      #"{"autocreate":{"conf_grant_id":"z","conf_settings":{"password":"p","settings":{"auto_recording":"cloud","waiting_room":false}}},"provider":"Zoom Meeting"}"#
    ),
    (
      full(.zoomMeeting), .none,
      #"{"details":{"meeting_code":"123","password":"pw","url":"https://z.example/1"},"provider":"Zoom Meeting"}"#
    ),
    (
      full(.googleMeet), .none,
      #"{"details":{"phone":["+1 555 0100"],"pin":"9","url":"https://z.example/1"},"provider":"Google Meet"}"#
    ),
    (
      full(.microsoftTeams), .none,
      #"{"details":{"url":"https://z.example/1"},"provider":"Microsoft Teams"}"#
    ),
    (
      full(.webEx), .none,
      #"{"details":{"password":"pw","phone":["+1 555 0100","+1 555 0101"],"pin":"9","url":"https://z.example/1"},"provider":"WebEx"}"#
    ),
    (
      full(.goToMeeting), .none,
      #"{"details":{"meeting_code":"123","password":"pw","phone":["+1 555 0100","+1 555 0101"],"url":"https://z.example/1"},"provider":"GoToMeeting"}"#
    ),
    (full(ConferencingProvider("Jitsi Meet")), .none, nil),
    (full(.unknown), .autocreate(Autocreate(provider: .googleMeet)), "{}"),
    (full(.unknown), .details(full), "{}"),
  ]

  @Test(arguments: changes)
  func conferencing(_ change: ConferencingChange, current: Conferencing, sent: String?) throws {
    var request = NylasEventRequest()
    request.conferencing = NylasConferencingRequest(change, over: current)
    #expect(try json(request) == (sent.map { #"{"conferencing":\#($0)}"# } ?? "{}"))
    #expect(request.isEmpty == (sent == nil))
  }

  @Test func whatTheServiceKnowsOfAPersonIsKept() throws {
    let known = try JSONDecoder().decode(
      NylasParticipant.self,
      from: Data(
        #"{"email":"a@x.example","comment":"late","phone_number":"+1","status":"yes"}"#.utf8
      )
    )
    var request = NylasEventRequest()
    request.participants = [
      NylasParticipantRequest(Participant(email: "A@x.example"), known: known)
    ]
    #expect(
      try json(request)
        == #"{"participants":[{"comment":"late","email":"A@x.example","phone_number":"+1"}]}"#
    )
  }

  @Test func limitsAreCheckedBeforeSending() throws {
    try SharedLimits.check(
      title: String(repeating: "é", count: 1024),
      location: String(repeating: "x", count: 255),
      time: .timed(start: end, end: end, zone: nil)
    )
    #expect(throws: ServiceError.self) {
      try SharedLimits.check(title: String(repeating: "e", count: 1025), location: nil, time: nil)
    }
    #expect(throws: ServiceError.self) {
      try SharedLimits.check(title: nil, location: String(repeating: "e", count: 256), time: nil)
    }
    #expect(throws: ServiceError.self) {
      try SharedLimits.check(
        title: nil,
        location: nil,
        time: .timed(start: end, end: start, zone: nil)
      )
    }
    #expect(Timestamp.seconds(.distantFuture) > 0)
    #expect(Timestamp.seconds(Date(timeIntervalSince1970: .infinity)) == 0)
    #expect(Timestamp.seconds(Date(timeIntervalSince1970: 1e300)) == 253_402_300_799)
  }
}
