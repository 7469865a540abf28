import CalendarCore
import ConferencingCore
import Foundation
import Synchronization
import Testing

@testable import CalendarServices

/// Teams meetings that Microsoft does not make, turns off, or turns on again.
@Suite struct CreatedWithoutTeamsTests {
  /// Graph answers 201 without a meeting: the event is there, and says why it has none.
  @Test(arguments: [
    #"{"id":"c","name":"Calendar","allowedOnlineMeetingProviders":["unknown"]}"#,
    #"{"id":"c","name":"Calendar","allowedOnlineMeetingProviders":[]}"#,
    #"{"id":"c","name":"Calendar"}"#, "",
  ])
  func theEventIsThereWithoutTeams(_ calendar: String) async throws {
    try await StubServer.run { request in
      switch request.method {
      case "POST": .json(Self.event(isOnline: false), status: 201)
      default:
        calendar.isEmpty
          ? .json(#"{"error":{"code":"ErrorItemNotFound","message":"no"}}"#, status: 404)
          : .json(calendar)
      }
    } _: { server in
      let start = Date(timeIntervalSince1970: 1_796_112_000)
      let made = try await server.microsoft().create(
        EventDraft(
          account: AccountID("work"),
          calendar: CalendarID("c"),
          title: "Plan",
          time: .timed(start: start, end: start + 3600, zone: nil)
        ),
        conferencing: .autocreate(Autocreate(provider: .microsoftTeams)),
        id: EventID("own"),
        notify: true
      )
      #expect(made.remoteID == RemoteEventID("e"))
      #expect(made.conferencing == .none)
      #expect(made.conferencingFailure?.contains("created, without Teams") == true)
      #expect(server.requests.all.count { $0.method == "POST" } == 1)
    }
  }

  /// What went wrong on the way to the meeting is not said to be the calendar's nature.
  @Test(arguments: [401, 403, 412]) func anotherReasonIsSaid(_ status: Int) async throws {
    try await StubServer.run { request in
      switch request.method {
      case "POST": .json(Self.event(isOnline: false), status: 201)
      case "GET" where status != 412:
        .json(#"{"error":{"code":"Other","message":"Not now"}}"#, status: status)
      case "GET":
        .json(#"{"id":"c","name":"C","allowedOnlineMeetingProviders":["teamsForConsumer"]}"#)
      default: .json(#"{"error":{"code":"Other","message":"Not now"}}"#, status: status)
      }
    } _: { server in
      let start = Date(timeIntervalSince1970: 1_796_112_000)
      let made = try await server.microsoft().create(
        EventDraft(
          account: AccountID("work"),
          calendar: CalendarID("c"),
          title: "Plan",
          time: .timed(start: start, end: start + 3600, zone: nil)
        ),
        conferencing: .autocreate(Autocreate(provider: .microsoftTeams)),
        id: EventID("own"),
        notify: true
      )
      let text = try #require(made.conferencingFailure)
      #expect(text.hasPrefix("The event was created, without Teams: "), "\(text)")
      #expect(!text.contains("personal accounts"), "\(text)")
    }
  }

  /// A Graph that turns the meeting at every body without its text, off and on in turn.
  private static func toggling(
    _ isOnline: Bool,
    sticky: Bool = false,
    _ body: (StubServer, MicrosoftService, Event) async throws -> Void
  ) async throws {
    let state = Mutex(isOnline)
    try await StubServer.run { request in
      if request.method == "PATCH", request.body.contains("body") {
        state.withLock { $0 = sticky ? true : !$0 }
      }
      return .json(Self.event(isOnline: state.withLock { $0 }))
    } _: { server in
      let service = try server.microsoft()
      var before = try await service.event(RemoteEventID("e"), in: CalendarID("c"))
      before.conferencing = .none
      try await body(server, service, before)
    }
  }

  @Test func aMeetingThatIsTurnedOnAgainIsTakenOff() async throws {
    try await Self.toggling(false) { server, service, before in
      let after = try await service.update(
        RemoteEventID("e"),
        in: CalendarID("c"),
        patch: EventPatch(description: "new words"),
        current: before,
        notify: false
      )
      #expect(after.conferencing == .none && after.conferencingFailure == nil)
      let bodies = server.requests.all.filter { $0.method == "PATCH" }.map(\.body)
      #expect(bodies.count == 2 && bodies.allSatisfy { $0.contains("new words") })
    }
  }

  @Test func aMeetingThatStaysOnIsSaid() async throws {
    try await Self.toggling(false, sticky: true) { _, service, before in
      let after = try await service.update(
        RemoteEventID("e"),
        in: CalendarID("c"),
        patch: EventPatch(description: "new words"),
        current: before,
        notify: false
      )
      #expect(
        after.conferencingFailure?.contains("put a Teams meeting on this event again") == true
      )
      #expect(after.conferencing.provider == .microsoftTeams)
    }
  }

  /// A link of Zoom on an event whose Teams was turned on meanwhile can be taken off, and Teams too.
  @Test func takingALinkOffTakesBothOff() async throws {
    try await Self.toggling(true) { _, service, before in
      var current = before
      let zoom = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/81234567890")
      current.description = InvitationBlock.appended(to: "words", zoom)
      current.conferencing = .details(zoom)
      let after = try await service.update(
        RemoteEventID("e"),
        in: CalendarID("c"),
        patch: EventPatch(description: "words", conferencing: .strip),
        current: current,
        notify: false
      )
      #expect(after.conferencing == .none)
    }
  }

  /// A change of other fields does not look at the meeting, and one that was on and goes is said.
  @Test func aMeetingThatGoesWithAChangeIsSaid() async throws {
    try await Self.toggling(true) { _, service, before in
      var current = before
      current.conferencing = .details(
        ConferencingDetails(provider: .microsoftTeams, url: Self.url)
      )
      let after = try await service.update(
        RemoteEventID("e"),
        in: CalendarID("c"),
        patch: EventPatch(description: "new words"),
        current: current,
        notify: false
      )
      #expect(after.conferencingFailure?.contains("took the Teams meeting off") == true)
    }
  }

  private static let url = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_a/0"

  private static func event(isOnline: Bool) -> String {
    let online =
      isOnline
      ? #""isOnlineMeeting":true,"onlineMeetingProvider":"teamsForBusiness","#
        + #""onlineMeeting":{"joinUrl":"\#(url)"}"#
      : #""isOnlineMeeting":false,"onlineMeetingProvider":"unknown","onlineMeeting":null"#
    return #"{"id":"e","@odata.etag":"W/\"1\"","subject":"Plan","isOrganizer":true,"#
      + #""start":{"dateTime":"2026-12-01T09:00:00.0000000","timeZone":"UTC"},"#
      + #""end":{"dateTime":"2026-12-01T10:00:00.0000000","timeZone":"UTC"},"#
      + #""body":{"contentType":"html","content":"words"},\#(online)}"#
  }
}
