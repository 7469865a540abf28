import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import CalendarServices

/// Events of Google that are more than ordinary events.
@Suite struct EventKindTests {
  private static func event(_ type: String) -> String {
    #"{"id":"\#(type)","etag":"\"1\"","eventType":"\#(type)","summary":"S","#
      + #""start":{"date":"2026-12-01"},"end":{"date":"2026-12-02"}}"#
  }

  private static let types = [
    "default", "birthday", "workingLocation", "focusTime", "outOfOffice", "fromGmail",
    "somethingNew",
  ]

  @Test func allKindsAreReadAndToldApart() async throws {
    let items = Self.types.map(Self.event).joined(separator: ",")
    try await StubServer.run { _ in
      .json(#"{"items":[\#(items)]}"#)
    } _: { server in
      let window = DateInterval(start: Date(timeIntervalSince1970: 0), duration: 86_400)
      let page = try await server.google().events(
        in: CalendarID("c"),
        window: window,
        cursor: nil
      )
      #expect(page.events.map { $0.kind?.rawValue ?? "default" } == Self.types)
      #expect(page.events.filter { !$0.isBusy }.map(\.kind) == [.workingLocation])
    }
  }

  /// What the service would refuse is refused before anything is sent; what it takes is sent, without
  /// properties of ours.
  @Test(arguments: [
    ("birthday", EventPatch(title: "N"), true), ("birthday", EventPatch(description: "N"), false),
    ("workingLocation", EventPatch(participants: [Participant(email: "a@b.example")]), false),
    ("workingLocation", EventPatch(title: "N"), true),
    ("focusTime", EventPatch(conferencing: .autocreate(Autocreate(provider: .googleMeet))), false),
    ("focusTime", EventPatch(description: "N"), true),
    ("outOfOffice", EventPatch(location: "N"), false), ("fromGmail", EventPatch(title: "N"), false),
    ("fromGmail", EventPatch(isBusy: false), true), ("somethingNew", EventPatch(title: "N"), false),
    ("default", EventPatch(title: "N"), true),
  ])
  func changesAreGuarded(_ type: String, _ patch: EventPatch, _ isTaken: Bool) async throws {
    try await StubServer.run { _ in
      .json(Self.event(type))
    } _: { server in
      let service = try server.google()
      let current = try await service.event(RemoteEventID(type), in: CalendarID("c"))
      let error = await failure {
        _ = try await service.update(
          RemoteEventID(type),
          in: CalendarID("c"),
          patch: patch,
          current: current,
          notify: false
        )
      }
      let sent = server.requests.all.filter { $0.method == "PATCH" }
      #expect(sent.count == (isTaken ? 1 : 0))
      #expect(sent.allSatisfy { !$0.body.contains("extendedProperties") })
      guard !isTaken else { return #expect(error == nil) }
      #expect(error?.message.contains("of Google Calendar") == true)
      #expect(current.kind?.refusal(of: patch) != nil)
      // No article, which would have to fit the word of the service.
      let kind = try #require(current.kind)
      #expect(error?.message.contains("is of the kind “\(kind.name)”") == true)
    }
  }
}
