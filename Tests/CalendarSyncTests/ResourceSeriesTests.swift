import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarServices

/// What a user does with series that stand in a store of resources, the same on each store.
@Suite struct ResourceSeriesTests {
  @Test(
    "One occurrence is changed, deleted, and both taken back",
    arguments: ResourceStandKind.allCases
  )
  func this(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.onSeries(kind) { world in
      let third = try world.event("2026-12-02", "Daily")
      try await world.edit(
        third.id,
        .update(
          EventPatch(title: "Other", time: try ResourceTexts.at("2026-12-02", 11, minutes: 30))
        ),
        scope: .this
      )
      let changed =
        [ResourceTexts.first, ResourceTexts.moved, "2026-12-02 11:0 30 Other"] + ResourceTexts.last
      try await world.expect(changed)
      let lines = ResourceTexts.lines(try await world.stand.texts().values.first)
      #expect(lines.contains("RECURRENCE-ID;TZID=Europe/Berlin:20261202T090000"))
      #expect(lines.filter { $0 == "X-KEEP:1" }.count == 2 && lines.contains("X-OWN:2"))

      let own = try world.event("2026-12-02", "Other")
      try await world.edit(own.id, .update(EventPatch(title: "Other still")), scope: .this)
      try await world.undo()
      try await world.expect(changed)
      try await world.edit(own.id, .delete, scope: .this)
      try await world.expect([ResourceTexts.first, ResourceTexts.moved] + ResourceTexts.last)
      try await world.undo()
      try await world.expect(changed)
      try await world.undo()
      try await world.expect(ResourceTexts.all)

      let last = try world.event("2026-12-05", "Daily")
      try await world.edit(last.id, .delete, scope: .this)
      try await world.expect(ResourceTexts.all.dropLast())
      try await world.undo()
      try await world.expect(ResourceTexts.all)
    }
  }

  @Test(
    "An occurrence and those after it are changed and deleted",
    arguments: ResourceStandKind.allCases
  )
  func following(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.onSeries(kind) { world in
      let third = try world.event("2026-12-02", "Daily")
      try await world.edit(
        third.id,
        .update(
          EventPatch(title: "Later", time: try ResourceTexts.at("2026-12-02", 10, minutes: 30))
        ),
        scope: .following
      )
      try await world.expect([
        ResourceTexts.first, ResourceTexts.moved, "2026-12-02 10:0 30 Later",
        "2026-12-04 10:0 30 Later",
        "2026-12-05 10:0 30 Later",
      ])
      let parts = try await world.stand.texts()
      #expect(parts.count == 2)
      try await world.undo()
      try await world.expect(ResourceTexts.all)
      let whole = try await world.stand.texts()
      #expect(whole.count == 1)

      // An exception behind the cut goes with the tail.
      let first = try world.event("2026-12-05", "Daily")
      try await world.edit(first.id, .update(EventPatch(title: "Last")), scope: .this)
      let again = try world.event("2026-12-02", "Daily")
      try await world.edit(again.id, .update(EventPatch(location: "Hall")), scope: .following)
      let shown = ResourceTexts.all.dropLast() + ["2026-12-05 9:0 30 Last"]
      try await world.expect(Array(shown))
      #expect(try world.event("2026-12-05", "Last").location == "Hall")
      #expect(try world.event("2026-11-30", "Daily").location == "")
      try await world.undo()
      try await world.expect(Array(shown))
      try await world.edit(try world.event("2026-12-02", "Daily").id, .delete, scope: .following)
      try await world.expect([ResourceTexts.first, ResourceTexts.moved])
      try await world.undo()
      try await world.expect(Array(shown))
    }
  }

  @Test("A whole series is changed, moved and deleted", arguments: ResourceStandKind.allCases)
  func all(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.onSeries(kind) { world in
      let third = try world.event("2026-12-02", "Daily")
      try await world.edit(third.id, .update(EventPatch(title: "Stand-up")), scope: .all)
      try await world.expect(
        ResourceTexts.all.map {
          $0.hasSuffix("later") ? $0 : $0.replacing("Daily", with: "Stand-up")
        }
      )
      try await world.undo()
      try await world.expect(ResourceTexts.all)

      // What was moved on its own and what was left out stay so on the later day.
      try await world.edit(
        third.id,
        .update(EventPatch(time: try ResourceTexts.at("2026-12-03", 8, minutes: 30))),
        scope: .all
      )
      try await world.expect([
        "2026-12-01 14:0 30 Daily later", "2026-12-01 8:0 30 Daily", "2026-12-03 8:0 30 Daily",
        "2026-12-05 8:0 30 Daily", "2026-12-06 8:0 30 Daily",
      ])
      try await world.undo()
      try await world.expect(ResourceTexts.all)

      try await world.edit(third.id, .delete, scope: .all)
      try await world.expect([])
      let left = try await world.stand.texts()
      #expect(left.isEmpty)
      try await world.undo()
      try await world.expect(ResourceTexts.all)
    }
  }

  @Test("A series is deleted although a change of an exception is refused")
  func deletedAlthoughAnExceptionIsRefused() async throws {
    try await FaultyStand.run(.memory) { stand, path in
      let world = try ResourceWorld(stand, path: path)
      try await stand.put(ResourceTexts.series, as: "daily.ics")
      try await world.refresh()
      stand.faulty.faults.withLock { $0.refusalOfChanges = .forbidden("It may not be changed.") }
      let edit = EventEdit(
        event: try world.event("2026-12-02", "Daily").id,
        change: .delete,
        scope: .all
      )
      try world.cache.submit(edit, at: ResourceWorld.start)
      for _ in 0..<3 { _ = await world.sync.refreshAll(onlyChanges: true) }
      #expect(try await stand.texts().isEmpty)
    }
  }

  @Test("A series is created with a rule", arguments: ResourceStandKind.allCases)
  func created(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.run(kind) { world in
      try await world.refresh()
      var draft = try ResourceTexts.draft(world, "Choir")
      draft.recurrence = Recurrence(lines: ["RRULE:FREQ=WEEKLY;COUNT=3"])
      try await world.edit(EventID("choir-1"), .create(draft, conferencing: .keep))
      try await world.expect([
        "2026-11-27 15:0 60 Choir", "2026-12-04 15:0 60 Choir", "2026-12-11 15:0 60 Choir",
      ])
      let second = try world.event("2026-12-04", "Choir")
      try await world.edit(second.id, .delete, scope: .this)
      try await world.expect(["2026-11-27 15:0 60 Choir", "2026-12-11 15:0 60 Choir"])
      try await world.undo()
      try await world.undo()
      try await world.expect([])
    }
  }
}
