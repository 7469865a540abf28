import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Testing

@testable import CalendarServices

/// What a user noted of a series in a store of resources names it still when its deletion is undone.
@Suite struct ResourceNamesTests {
  private static let kinds = [ResourceStandKind.memory, .vdir, .caldav]

  /// An occurrence with all the names by which commands find it.
  private struct Noted {
    let start: EventTime
    let title: String
    let names: [String]

    init(_ event: Event, _ cache: LocalCache) throws {
      (start, title) = (event.time, event.title)
      names = try [event.id.rawValue, cache.name(of: event), cache.shortName(of: event)]
    }

    func expect(in world: ResourceWorld, _ what: String) throws {
      for name in names {
        let found = try world.cache.events(matching: name)
        #expect(
          found.map(\.time) == [start] && found.map(\.title) == [title],
          "\(what): \(name) names \(found.map { "\($0.id) \($0.title)" })"
        )
      }
    }
  }

  private func deleteAndUndo(_ world: ResourceWorld, _ noted: [Noted]) async throws {
    for round in 0..<3 {
      let name = try #require(noted.first?.names.first)
      let event = try #require(try world.cache.events(matching: name).first)
      try await world.edit(event.id, .delete, scope: .all)
      for operation in try world.cache.outbox.operations() {
        _ = try await world.sync.send(operation.edit.event)
      }
      #expect(try world.shown().isEmpty)
      try await world.undo()
      for one in noted { try one.expect(in: world, "round \(round)") }
      try await world.refresh(everything: true)
      for one in noted { try one.expect(in: world, "round \(round), read again") }
    }
  }

  @Test("A series of a file", arguments: kinds)
  func read(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.onSeries(kind) { world in
      let days = [
        ("2026-11-30", "Daily"), ("2026-12-01", "Daily later"), ("2026-12-02", "Daily"),
        ("2026-12-05", "Daily"),
      ]
      let noted = try days.map { try Noted(try world.event($0, $1), world.cache) }
      try await deleteAndUndo(world, noted)
    }
  }

  @Test("A series that was created here", arguments: kinds)
  func created(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.run(kind) { world in
      try await world.refresh()
      var draft = try ResourceTexts.draft(world, "Choir")
      draft.recurrence = Recurrence(lines: ["RRULE:FREQ=WEEKLY;COUNT=3"])
      let id = EventID("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9")
      try await world.edit(id, .create(draft, conferencing: .keep))
      let noted = try ["2026-11-27", "2026-12-04", "2026-12-11"]
        .map { try Noted(try world.event($0, "Choir"), world.cache) }
      try await deleteAndUndo(world, noted)
    }
  }
}
