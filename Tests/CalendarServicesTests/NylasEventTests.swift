import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import CalendarServices

/// What the service sends, and what it has been seen to send, as events.
@Suite struct NylasEventTests {
  private func read(_ json: String) throws -> Event? {
    try JSONDecoder().decode(NylasEvent.self, from: Data(json.utf8))
      .event(account: AccountID("work"), calendar: CalendarID("cal"))
  }

  private func event(_ fields: String) throws -> Event {
    let json = #"{"id":"e","when":{"start_time":100,"end_time":200},\#(fields)}"#
    return try #require(try read(json))
  }

  @Test func readsAWholeEvent() throws {
    let event = try read(
      #"""
      {"id":"e#1","grant_id":"g","calendar_id":"primary","object":"event","title":"Plan",
       "description":"<b>Hi</b>","location":"Room 4","busy":false,"status":"confirmed",
       "visibility":"private","read_only":true,"master_event_id":"m","updated_at":1700000000,
       "when":{"object":"timespan","start_time":100,"end_time":200,
               "start_timezone":"Europe/Berlin","end_timezone":"Europe/Berlin"},
       "participants":[{"email":"a@x.example","name":"A","status":"yes"},{"name":"no mail"},
                       {"email":"b@x.example","status":"odd"}],
       "organizer":{"name":"O","email":"o@x.example"},
       "conferencing":{"provider":"Zoom Meeting","details":{"meeting_code":"123",
         "password":"pw","url":"https://zoom.us/j/123"}}}
      """#
    )
    #expect(
      event
        == Event(
          id: EventID("e#1"),
          remoteID: RemoteEventID("e#1"),
          account: AccountID("work"),
          calendar: CalendarID("cal"),
          title: "Plan",
          time: .timed(
            start: Date(timeIntervalSince1970: 100),
            end: Date(timeIntervalSince1970: 200),
            zone: "Europe/Berlin"
          ),
          location: "Room 4",
          description: "<b>Hi</b>",
          visibility: .private,
          isBusy: false,
          participants: [
            Participant(name: "A", email: "a@x.example", response: .yes),
            Participant(email: "b@x.example"),
          ],
          organizer: Person(name: "O", email: "o@x.example"),
          isReadOnly: true,
          conferencing: .details(
            ConferencingDetails(
              provider: .zoomMeeting,
              url: "https://zoom.us/j/123",
              meetingCode: "123",
              accessCode: "pw"
            )
          ),
          occurrence: OccurrenceKey(
            series: .remote(RemoteEventID("m")),
            originalStart: .moment(Date(timeIntervalSince1970: 100))
          ),
          updatedAt: Date(timeIntervalSince1970: 1_700_000_000)
        )
    )
  }

  static let times: [(String, EventTime?)] = [
    (#"{"start_time":10,"end_time":5}"#, timed(10, 10)),
    (#"{"start_time":10}"#, timed(10, 10)),
    (#"{"start_time":"10","end_time":20.9}"#, timed(10, 20)),
    (#"{"object":"time","time":10,"timezone":"UTC"}"#, timed(10, 10, "UTC")),
    (#"{"start_time":10,"end_time":20,"end_timezone":"UTC"}"#, timed(10, 20, "UTC")),
    (#"{"date":"2026-02-28"}"#, days("2026-02-28", "2026-02-28")),
    (#"{"object":"date","date":"2026-02-28T00:00:00Z"}"#, days("2026-02-28", "2026-02-28")),
    (#"{"start_date":"2026-02-27","end_date":"2026-03-01"}"#, days("2026-02-27", "2026-03-01")),
    (#"{"start_date":"2026-02-27","end_date":"2026-02-01"}"#, days("2026-02-27", "2026-02-27")),
    (#"{"start_date":"2026-02-27"}"#, days("2026-02-27", "2026-02-27")),
    (#"{"date":"2026-02-30"}"#, nil), (#"{"date":"tomorrow"}"#, nil), ("null", nil), ("{}", nil),
    ("[]", nil), ("7", nil), (#"{"start_time":1e300,"end_time":2}"#, nil),
    (#"{"start_time":null,"end_time":2}"#, nil),
  ]

  @Test(arguments: times)
  func readsTimes(_ when: String, time: EventTime?) throws {
    #expect(try read(#"{"id":"e","when":\#(when)}"#)?.time == time)
  }

  static let meetings: [(String, Conferencing)] = [
    ("null", .none), ("{}", .none), ("7", .none), ("[]", .none), (#"{"provider":null}"#, .none),
    (#"{"details":{}}"#, .none),
    (
      #"{"provider":"Hangouts","details":{"url":"https://h.example/1"}}"#,
      .details(
        ConferencingDetails(provider: ConferencingProvider("Hangouts"), url: "https://h.example/1")
      )
    ),
    (
      #"{"details":{"url":"https://h.example/1"}}"#,
      .details(ConferencingDetails(provider: .unknown, url: "https://h.example/1"))
    ),
    (
      #"{"provider":"Hangouts"}"#,
      .details(ConferencingDetails(provider: ConferencingProvider("Hangouts"), url: ""))
    ),
    // Who asked for a link knows that it is on its way; of others nothing but the name is known.
    (
      #"{"provider":"Zoom Meeting"}"#,
      .details(ConferencingDetails(provider: .zoomMeeting, url: ""))
    ),
    (
      #"{"provider":"Google Meet","autocreate":{}}"#, .autocreate(Autocreate(provider: .googleMeet))
    ),
    (
      #"{"provider":"Google Meet","details":null,"autocreate":null}"#,
      .details(ConferencingDetails(provider: .googleMeet, url: ""))
    ),
    (
      #"{"provider":"Zoom Meeting","autocreate":{"conf_grant_id":"z","conf_settings":{"password":"p","settings":{"waiting_room":true,"auto_recording":"none"}}}}"#,
      .autocreate(
        Autocreate(
          provider: .zoomMeeting,
          hostGrant: GrantID("z"),
          settings: ConferencingSettings([
            "password": .text("p"), "waiting_room": .flag(true), "auto_recording": .text("none"),
          ])
        )
      )
    ),
    (
      #"{"provider":"WebEx","details":{"url":"https://w.example","pin":42,"phone":"+1 2","extra":{}}}"#,
      .details(
        ConferencingDetails(provider: .webEx, url: "https://w.example", pin: "42", phones: ["+1 2"])
      )
    ),
    (
      #"{"provider":"Google Meet","details":{"phone":["+1 2",null,3,"+4 5"]}}"#,
      .details(ConferencingDetails(provider: .googleMeet, url: "", phones: ["+1 2", "+4 5"]))
    ),
  ]

  @Test(arguments: meetings)
  func readsConferencing(_ json: String, meeting: Conferencing) throws {
    #expect(try event(#""conferencing":\#(json)"#).conferencing == meeting)
  }

  @Test(
    arguments: [
      ("maybe", .tentative), ("tentative", .tentative), ("cancelled", .cancelled),
      ("confirmed", .confirmed), ("odd", .confirmed),
    ] as [(String, EventStatus)]
  )
  func readsStatus(_ word: String, status: EventStatus) throws {
    #expect(try event(#""status":"\#(word)""#).status == status)
  }

  @Test func absentAndNullAreDefaults() throws {
    let bare = try event(
      #""title":null,"busy":null,"updated_at":null,"visibility":null,"participants":null,"organizer":null,"description":null,"status":null,"ical_uid":null"#
    )
    #expect(bare == (try event(#""object":"event""#)))
    #expect(bare.isBusy && bare.title.isEmpty && bare.visibility == .standard)
  }

  @Test func anIdMayBeANumberAndMustBeThere() throws {
    #expect(try read(#"{"id":7,"when":{"date":"2026-01-01"}}"#)?.remoteID == RemoteEventID("7"))
    #expect(try read(#"{"when":{"date":"2026-01-01"}}"#) == nil)
    #expect(try read(#"{"id":"","when":{"date":"2026-01-01"}}"#) == nil)
  }

  private static func timed(_ start: Double, _ end: Double, _ zone: String? = nil) -> EventTime {
    .timed(
      start: Date(timeIntervalSince1970: start),
      end: Date(timeIntervalSince1970: end),
      zone: zone
    )
  }

  private static func days(_ first: String, _ last: String) -> EventTime? {
    guard let first = Day(first), let last = Day(last) else { return nil }
    return .allDay(first: first, last: last)
  }
}
