import CalendarCore
import ConferencingCore
import Foundation
import Synchronization
import Testing

@testable import CalendarServices

/// A server that lists resources and does not give each of them.
@Suite struct RefusedResourcesTests {
  private static let calendar = StubCollection.calendar
  private static let window = DateInterval(
    start: Date(timeIntervalSince1970: 0),
    duration: 4e9
  )
  private static let good = (0..<20).map { "\($0).ics" }
  private static let bad = RemoteEventID("bad")

  private static func changes(
    _ service: ResourceService,
    since token: String?
  ) async throws -> EventPage {
    try await service.changes(
      in: calendar,
      window: window,
      since: SyncMark(moment: window.start, token: token),
      cursor: nil
    )
  }

  @Test(
    "One event that the server refuses keeps no other away",
    arguments: [403, 415, 500],
    [true, false]
  )
  func one(status: Int, supportsSyncCollection: Bool) async throws {
    try await StubCollection.run { state in
      state.names = Self.good + ["bad.ics"]
      state.refused = ["bad.ics": status]
      state.supportsSyncCollection = supportsSyncCollection
    } _: { _, service in
      let page = try await service.events(in: Self.calendar, window: Self.window, cursor: nil)
      #expect(page.events.count == 20)
      #expect(page.unreadable == [Self.bad])
      #expect(page.reasons[Self.bad]?.hasPrefix("bad.ics is not shown. 127.0.0.1 ") == true)
      #expect(page.next == nil && page.syncToken != nil)
    }
  }

  @Test("What a server refused is asked for again, whether it tells of it or not")
  func again() async throws {
    try await StubCollection.run { state in
      state.names = Self.good + ["bad.ics", "bad too.ics"]
      state.refused = ["bad.ics": 500, "bad%20too.ics": 403]
    } _: { collection, service in
      let all = try await service.events(in: Self.calendar, window: Self.window, cursor: nil)
      #expect(all.unreadable.count == 2)
      collection.state.withLock { $0.changed = ["3.ics"] }
      let some = try await Self.changes(service, since: all.syncToken)
      #expect(some.events.compactMap(\.remoteID) == [RemoteEventID("3")])
      #expect(Set(some.unreadable) == Set(all.unreadable))
      // Nothing else has changed: of what is refused alone a calendar goes on as well.
      collection.state.withLock { $0.changed = [] }
      let none = try await Self.changes(service, since: some.syncToken)
      #expect(none.events.isEmpty && none.unreadable.count == 2)
      collection.state.withLock { $0.refused["bad.ics"] = nil }
      let last = try await Self.changes(service, since: none.syncToken)
      #expect(last.events.compactMap(\.remoteID) == [Self.bad])
      #expect(last.unreadable == [RemoteEventID("bad%20too")])
      collection.state.withLock { $0.refused = [:] }
      let end = try await Self.changes(service, since: last.syncToken)
      #expect(end.events.count == 1 && end.unreadable.isEmpty)
      let quiet = try await Self.changes(service, since: end.syncToken)
      #expect(quiet.events.isEmpty)
      // The server is asked with its own tokens.
      #expect(collection.state.withLock { $0.tokens } == ["", "t1", "t2", "t3", "t4", "t5"])
    }
  }

  @Test("A server that refuses everything is in trouble itself", arguments: [403, 500])
  func all(status: Int) async throws {
    try await StubCollection.run { state in
      state.names = Self.good + Self.good.map { "x" + $0 }
      state.refused = Dictionary(uniqueKeysWithValues: state.names.map { ($0, status) })
    } _: { collection, service in
      let error = await #expect(throws: ServiceError.self) {
        _ = try await service.events(in: Self.calendar, window: Self.window, cursor: nil)
      }
      #expect(error?.kind == (status == 403 ? "forbidden" : "unavailable 500"))
      #expect(collection.state.withLock { $0.refusals } < 50)
    }
  }

  @Test("An edit of an event that is refused says what the server says", arguments: [403, 500])
  func edits(status: Int) async throws {
    try await StubCollection.run { state in
      state.names = ["bad.ics"]
      state.refused = ["bad.ics": status]
    } _: { _, service in
      let kind = status == 403 ? "forbidden" : "unavailable 500"
      let read = await #expect(throws: ServiceError.self) {
        _ = try await service.event(Self.bad, in: Self.calendar)
      }
      #expect(read?.kind == kind)
      let copied = await #expect(throws: ServiceError.self) {
        _ = try await service.text(of: Self.bad, in: Self.calendar)
      }
      #expect(copied?.kind == kind)
    }
  }

  @Test("Names that differ in their bytes alone are two, also where a server is listed")
  func twins() async throws {
    let (composed, decomposed) = ("%C3%BC.ics", "u%CC%88.ics")
    try await StubCollection.run { state in
      state.names = [composed, decomposed]
      state.supportsSyncCollection = false
    } _: { collection, service in
      let all = try await service.events(in: Self.calendar, window: Self.window, cursor: nil)
      #expect(all.events.count == 2)
      for name in [composed, decomposed] {
        collection.state.withLock { $0.names = [composed, decomposed].filter { $0 != name } }
        let some = try await Self.changes(service, since: all.syncToken)
        #expect(some.gone == [RemoteEventID(String(name.dropLast(4)))])
        #expect(some.events.isEmpty)
      }
    }
  }

  @Test("A mark of a listing as it was kept before is not taken for one of today")
  func oldMarks() async throws {
    try await StubCollection.run { state in
      state.names = Self.good
      state.supportsSyncCollection = false
    } _: { _, service in
      let error = await #expect(throws: ServiceError.self) {
        _ = try await Self.changes(
          service,
          since: #"listing {"sums":{"0.ics":"c3VtMTIzNDU="},"tag":""}"#
        )
      }
      #expect(error?.kind == "sync expired")
    }
  }
}
