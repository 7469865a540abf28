import CalendarCore
import ConferencingCore
import Foundation
import Synchronization
import Testing

@testable import CalendarServices

/// A server that lists resources.
@Suite struct RefusedResourcesTests {
  private static let calendar = StubCollection.calendar
  private static let window = DateInterval(
    start: Date(timeIntervalSince1970: 0),
    duration: 4e9
  )
  private static let good = (0..<20).map { "\($0).ics" }

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

  @Test("Names that differ in their bytes alone are two, also where a server is listed")
  func twins() async throws {
    let (composed, decomposed) = ("%C3%BC.ics", "u%CC%88.ics")
    try await StubCollection.run { state in
      state.names = [composed, decomposed]
      state.tellsChanges = false
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
      state.tellsChanges = false
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
