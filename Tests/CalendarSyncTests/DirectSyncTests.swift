import CalendarServices
import CalendarSync
import CalendarCore
import Foundation
import LocalCache
import Testing

/// Calendars of Google and Microsoft that are spoken to directly, over real HTTP.
@Suite(.timeLimit(.minutes(3))) struct DirectSyncTests {
  /// One request a calendar tells that nothing changed.
  @Test(arguments: [ServiceKind.google, .microsoft])
  func aQuietRefreshCostsARequestACalendar(_ kind: ServiceKind) async throws {
    try await EightyWorld.run(kind) { world in
      await world.sync.refreshAll()
      let before = try await world.requests().count
      await world.sync.refreshAll(onlyChanges: true)
      let requests = try await world.requests().dropFirst(before)
      let calendars = try world.cache.directory().calendars.count { $0.account == EightyWorld.work }
      let events = requests.filter { $0.hasSuffix("/events") || $0.hasSuffix("/delta") }
      #expect(events.count == calendars && calendars > 1, "\(requests)")
      #expect(Set(events).count == calendars)
      // Beside them the list of calendars, and whose it is.
      #expect(requests.count - events.count <= 2, "\(requests)")
    }
  }

  /// Microsoft says no word of a cancelled occurrence, but sends its series again without it.
  @Test func aCancelledOccurrenceGoesFromTheCache() async throws {
    try await EightyWorld.run(.microsoft, events: nil) { world in
      await world.sync.refreshAll()
      func standUps() throws -> [EventSummary] {
        try world.shown().filter { $0.title.hasPrefix("Weekly stand-up") }
      }
      let before = try standUps()
      let last = try #require(before.last?.id)
      let event = try #require(try world.cache.event(last))
      let service = try #require(world.service)
      let id = try #require(event.remoteID)
      try await service.delete(id, in: event.calendar, current: nil, notify: false)
      await world.sync.refreshAll(onlyChanges: true)
      let after = try standUps()
      #expect(after.count == before.count - 1)
      #expect(!after.contains { $0.id == last })
      // The rest is what it was, by its own ids.
      #expect(Set(after.map(\.id)).isSubset(of: before.map(\.id)))
    }
  }
}
