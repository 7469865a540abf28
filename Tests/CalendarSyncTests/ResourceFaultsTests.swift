import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarServices

/// Stores of every kind that cannot be reached for a while, whose answers get lost, and a program that
/// ends while it writes.
@Suite struct ResourceFaultsTests {
  private static let all = ResourceTexts.all

  /// A world on a stand with a series.
  private func world(_ stand: FaultyStand, _ path: String) async throws -> ResourceWorld {
    let world = try ResourceWorld(stand, path: path)
    try await stand.put(ResourceTexts.series, as: "daily.ics")
    try await world.refresh()
    try await world.expect(Self.all)
    return world
  }

  @Test(
    "What is edited offline shows at once and is sent when the store is back",
    arguments: ResourceStandKind.allCases
  )
  func offline(_ kind: ResourceStandKind) async throws {
    try await FaultyStand.run(kind) { stand, path in
      let world = try await world(stand, path)
      let before = try await stand.texts()
      stand.faulty.faults.withLock { $0.isOffline = true }
      // An event of a series that is not there yet cannot be deleted alone.
      let now = world.clock.now()
      let third = try world.event("2026-12-02", "Daily").id
      try world.cache.submit(
        EventEdit(event: third, change: .update(EventPatch(title: "Later")), scope: .following),
        at: now
      )
      let draft = try ResourceTexts.draft(world, "Dentist")
      try world.cache.submit(
        EventEdit(event: EventID("22222222-bbbb"), change: .create(draft, conferencing: .keep)),
        at: now
      )
      let first = try world.event("2026-11-30", "Daily").id
      try world.cache.submit(
        EventEdit(event: first, change: .update(EventPatch(title: "First")), scope: .this),
        at: now
      )
      let shown = [
        "2026-11-27 15:0 60 Dentist", "2026-11-30 9:0 30 First", ResourceTexts.moved,
        "2026-12-02 9:0 30 Later", "2026-12-04 9:0 30 Later", "2026-12-05 9:0 30 Later",
      ]
      #expect(try world.shown() == shown)
      for _ in 0..<2 {
        let status = await world.sync.refreshAll()[ResourceWorld.account]
        #expect(status?.failure?.contains("no network") == true)
        #expect(try world.shown() == shown)
      }
      #expect(try await stand.texts() == before)
      stand.faulty.faults.withLock { $0.isOffline = false }
      try await world.refresh()
      // Not every server checks the condition of a write together with the write.
      #expect(stand.faulty.faults.withLock { $0.writtenAtOnce }.isEmpty)
      try await world.expect(shown)
      #expect(try await stand.texts().count == 3)
    }
  }

  @Test(
    "A lost answer makes nothing twice and loses nothing",
    arguments: ResourceStandKind.allCases
  )
  func lostAnswers(_ kind: ResourceStandKind) async throws {
    try await FaultyStand.run(kind) { stand, path in
      let world = try await world(stand, path)
      func edit(_ event: EventID, _ change: EventChange, _ scope: EditScope? = nil) async throws {
        stand.faulty.faults.withLock { $0.lostAnswers = 1 }
        try await world.edit(event, change, scope: scope)
        stand.faulty.faults.withLock { $0.lostAnswers = 0 }
      }
      let id = EventID("22222222-bbbb")
      let draft = try ResourceTexts.draft(world, "Dentist")
      try await edit(id, .create(draft, conferencing: .keep))
      try await edit(id, .update(EventPatch(title: "Doctor")))
      let doctor = "2026-11-27 15:0 60 Doctor"
      try await world.expect([doctor] + Self.all)
      #expect(try await stand.texts().count == 2)
      let third = try world.event("2026-12-02", "Daily").id
      try await edit(third, .update(EventPatch(title: "Other")), .this)
      let changed = [doctor, ResourceTexts.first, ResourceTexts.moved]
      try await world.expect(changed + ["2026-12-02 9:0 30 Other"] + ResourceTexts.last)
      try await edit(third, .delete, .this)
      try await world.expect(changed + ResourceTexts.last)
      let fourth = try world.event("2026-12-04", "Daily").id
      try await edit(fourth, .update(EventPatch(title: "Later")), .following)
      try await world.expect(
        changed + ResourceTexts.last.map { $0.replacing("Daily", with: "Later") }
      )
      #expect(try await stand.texts().count == 3)
      try await edit(id, .delete)
      try await edit(try world.event("2026-12-05", "Later").id, .delete, .all)
      try await edit(try world.event("2026-11-30", "Daily").id, .delete, .all)
      try await world.expect([])
      #expect(try await stand.texts().isEmpty)
    }
  }

  @Test(
    "A program that ends while it writes goes on with it at the next start",
    arguments: ResourceStandKind.allCases
  )
  func ended(_ kind: ResourceStandKind) async throws {
    try await FaultyStand.run(kind) { stand, path in
      var world = try await world(stand, path)
      func edit(_ event: EventID, _ change: EventChange, _ scope: EditScope? = nil) async throws {
        try world.cache.submit(
          EventEdit(event: event, change: change, scope: scope),
          at: world.clock.now()
        )
        stand.faulty.faults.withLock { $0.endsProgram = true }
        _ = await world.sync.refreshAll(onlyChanges: true)
        #expect(!stand.faulty.faults.withLock { $0.endsProgram })
        world = try ResourceWorld(stand, path: path)
        try await world.refresh()
        try await world.refresh()
      }
      let id = EventID("22222222-bbbb")
      try await edit(id, .create(try ResourceTexts.draft(world, "Dentist"), conferencing: .keep))
      let dentist = "2026-11-27 15:0 60 Dentist"
      try await world.expect([dentist] + Self.all)
      try await edit(
        try world.event("2026-12-02", "Daily").id,
        .update(EventPatch(title: "Later")),
        .following
      )
      let later = ([ResourceTexts.third] + ResourceTexts.last)
        .map { $0.replacing("Daily", with: "Later") }
      try await world.expect([dentist, ResourceTexts.first, ResourceTexts.moved] + later)
      #expect(try await stand.texts().count == 3)
      try await edit(try world.event("2026-12-04", "Later").id, .delete, .this)
      try await world.expect(
        [dentist, ResourceTexts.first, ResourceTexts.moved]
          + later.filter { !$0.hasPrefix("2026-12-04") }
      )
      try await edit(id, .delete)
      #expect(try await stand.texts().count == 2)
    }
  }
}
