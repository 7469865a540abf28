import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import CalendarServices

/// What a service cannot do for calendars of a provider is not asked for.
@Suite struct ProviderLimitsTests {
  private static let window = DateInterval(
    start: Date(timeIntervalSince1970: 1_795_000_000),
    duration: 731 * 86_400
  )

  /// Stands in for Nylas with a grant of a provider; windows over a year are refused to iCloud.
  private static func answer(_ request: StubServer.Request, _ provider: String) -> StubServer.Answer
  {
    guard request.target.contains("/events") else {
      return .json(#"{"data":{"id":"grant","provider":"\#(provider)","email":"m@acme.example"}}"#)
    }
    let start = request.query("start").flatMap { Int($0) } ?? 0
    let end = request.query("end").flatMap { Int($0) } ?? 0
    let isRefused =
      provider == "icloud"
      && (end - start > 365 * 86_400 || request.query("updated_after") != nil
        || request.query("show_cancelled") != nil)
    if isRefused || (provider == "ews" && request.query("show_cancelled") != nil) {
      return .json(#"{"error":{"type":"invalid_request_error","message":"no"}}"#, status: 400)
    }
    // Two pages of each stretch, and one event that lasts over its end.
    let isFirst = request.query("page_token") == nil
    return .json(
      #"{"data":[{"id":"e\#(start)\#(isFirst)","when":{"start_time":\#(start),"end_time":\#(end)}}]"#
        + (isFirst ? #","next_cursor":"n:1"}"# : "}")
    )
  }

  @Test(arguments: [("icloud", 10), ("ews", 2), ("google", 2)])
  func longStretchesAreCut(_ provider: String, pages: Int) async throws {
    try await StubServer.run {
      Self.answer($0, provider)
    } _: { server in
      let service = try server.nylas()
      var cursor: String?
      var events: [Event] = []
      var count = 0
      repeat {
        let page = try await service.events(
          in: CalendarID("c"),
          window: Self.window,
          cursor: cursor
        )
        events += page.events
        cursor = page.next
        count += 1
      } while cursor != nil && count < 100
      #expect(count == pages)
      #expect(Set(events.map(\.id)).count == pages)
      let asked = server.requests.all.filter { $0.target.contains("/events") }
      let starts = asked.compactMap { $0.query("start").flatMap { Int($0) } }
      let ends = asked.compactMap { $0.query("end").flatMap { Int($0) } }
      #expect(starts.min() == 1_795_000_000)
      #expect(ends.max() == 1_795_000_000 + 731 * 86_400)
      // No gap between the stretches.
      for end in ends where end != ends.max() { #expect(starts.contains(end)) }
      // The provider is asked for once.
      #expect(server.requests.all.count == pages + 1)
    }
  }

  @Test func changesAreAskedForWhereTheyAreTold() async throws {
    for provider in ["icloud", "ews", "google"] {
      try await StubServer.run {
        Self.answer($0, provider)
      } _: { server in
        let page = try await server.nylas().changes(
          in: CalendarID("c"),
          window: Self.window,
          since: SyncMark(moment: Date(timeIntervalSince1970: 1_795_000_000)),
          cursor: nil
        )
        #expect(page.events.count == 1)
        let asked = try #require(server.requests.all.last)
        #expect((asked.query("updated_after") == nil) == (provider == "icloud"))
      }
    }
  }

  @Test func anAnswerThatICloudDoesNotTakeIsNotSent() async throws {
    try await StubServer.run {
      Self.answer($0, "icloud")
    } _: { server in
      let error = await failure {
        try await server.nylas().respond(to: RemoteEventID("e"), in: CalendarID("c"), with: .yes)
      }
      #expect(error?.message.contains("iCloud takes no responses through Nylas") == true)
      #expect(server.requests.all.allSatisfy { $0.method == "GET" })
    }
    #expect(!GrantProvider.icloud.takesResponses)
    #expect(GrantProvider.google.takesResponses && GrantProvider.ews.takesResponses)
  }

  /// A list that Google has cut is never written back.
  @Test func aCutListOfPeopleIsNotWritten() async throws {
    try await StubServer.run { _ in
      .json(
        #"{"id":"e","etag":"\"1\"","attendeesOmitted":true,"start":{"date":"2026-12-01"},"#
          + #""end":{"date":"2026-12-02"},"attendees":[{"email":"mara@acme.example","self":true},"#
          + #"{"email":"jon@acme.example"}]}"#
      )
    } _: { server in
      let service = try server.google()
      let current = try await service.event(RemoteEventID("e"), in: CalendarID("c"))
      let error = await failure {
        _ = try await service.update(
          RemoteEventID("e"),
          in: CalendarID("c"),
          patch: EventPatch(participants: [Participant(email: "new@acme.example")]),
          current: current,
          notify: false
        )
      }
      #expect(error?.message.contains("only a part of those invited") == true)
      #expect(server.requests.all.allSatisfy { $0.method == "GET" })
      // An answer names the own entry alone, and says so.
      try await service.respond(to: RemoteEventID("e"), in: CalendarID("c"), with: .yes)
      let sent = try #require(server.requests.all.last { $0.method == "PATCH" }).body
      #expect(sent.contains(#""attendeesOmitted":true"#))
      #expect(sent.contains("accepted") && !sent.contains("jon@acme.example"))
      // What is not about people is changed as ever, without them.
      _ = try await service.update(
        RemoteEventID("e"),
        in: CalendarID("c"),
        patch: EventPatch(title: "New"),
        current: current,
        notify: false
      )
      let title = try #require(server.requests.all.last { $0.method == "PATCH" }).body
      #expect(!title.contains("attendees"))
    }
  }

  /// Names of zones that are not those of IANA are understood, and never sent.
  @Test(arguments: [
    ("W. Europe Standard Time", "Europe/Berlin"), ("tzone://Microsoft/Custom", nil),
    ("Customized Time Zone", nil), ("(UTC+05:30) Chennai", nil), ("", nil), ("GMT+2", nil),
    ("../../etc/localtime", nil), ("CET", "CET"), ("EST5EDT", "EST5EDT"),
    ("Europe/Kyiv", "Europe/Kyiv"), ("Antarctica/Troll", "Antarctica/Troll"), ("UTC", "UTC"),
    ("Asia/Calcutta", "Asia/Calcutta"), ("Mars/Olympus", nil),
  ])
  func zonesAreThoseOfIANA(_ name: String, _ zone: String?) throws {
    let json =
      #"{"start_time":1,"end_time":2,"start_timezone":"\#(name)","end_timezone":"\#(name)"}"#
    let when = try JSONDecoder().decode(NylasWhen.self, from: Data(json.utf8))
    #expect(when.time?.zone == zone)
    // As an older version may have kept it.
    let start = Date(timeIntervalSince1970: 1)
    let time = EventTime.timed(start: start, end: start + 1, zone: name)
    let sent = try JSONEncoder().encode(NylasWhenRequest(time: time, endZone: name))
    let members = try #require(try JSONSerialization.jsonObject(with: sent) as? [String: Any])
    #expect(members["start_timezone"] as? String == zone)
    #expect(members["end_timezone"] as? String == zone)
    let google = GoogleMomentRequest.both(time, endZone: name, isPatch: false)
    let end = try JSONSerialization.jsonObject(with: JSONEncoder().encode(google.end))
    #expect((end as? [String: Any])?["timeZone"] as? String == zone)
  }
}
