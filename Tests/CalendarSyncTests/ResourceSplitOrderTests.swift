import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarServices

/// A series in a store of resources is cut only once the store has its later part.
@Suite struct ResourceSplitOrderTests {
  private static let kinds: [ResourceStandKind] = [.memory, .vdir, .caldav]

  /// Gives the third occurrence and those after it another title, which is not sent yet.
  private func split(_ world: ResourceWorld) throws -> EventID {
    let third = try world.event("2026-12-02", "Daily")
    return try world.cache.submit(
      EventEdit(
        event: third.id,
        change: .update(EventPatch(location: "Hall")),
        scope: .following
      ),
      at: world.clock.now()
    )
  }

  private func begin(_ stand: FaultyStand, _ path: String) async throws -> ResourceWorld {
    let world = try ResourceWorld(stand, path: path)
    try await stand.put(ResourceSplitTests.text(), as: "daily.ics")
    try await world.refresh()
    try await world.expect(ResourceSplitTests.shown)
    return world
  }

  /// What is refused.
  static let refusals = [
    ServiceError.rejected("The store is full (507)."), .forbidden("Not yours (403)."),
  ]

  @Test("A later part that is refused leaves the series whole", arguments: kinds, refusals)
  func refused(_ kind: ResourceStandKind, _ refusal: ServiceError) async throws {
    try await FaultyStand.run(kind) { stand, path in
      let world = try await begin(stand, path)
      let before = try await stand.texts()
      stand.faulty.faults.withLock { $0.refusal = refusal }
      let made = try split(world)
      _ = try await world.sync.send(made)
      _ = await world.sync.refreshAll(onlyChanges: true)
      #expect(try await stand.texts() == before)
      #expect(try world.cache.outbox.operations().count > 1)
      let elsewhere = try await world.shownElsewhere()
      #expect(elsewhere == ResourceSplitTests.shown)
      // Given up, nothing of it is left.
      try world.cache.outbox.discard(made)
      try await world.expect(ResourceSplitTests.shown)
      #expect(try await stand.texts() == before)
    }
  }

  @Test("A later part that is refused and tried again brings the rest with it", arguments: kinds)
  func triedAgain(_ kind: ResourceStandKind) async throws {
    try await FaultyStand.run(kind) { stand, path in
      let world = try await begin(stand, path)
      stand.faulty.faults.withLock { $0.refusal = .rejected("The store is full (507).") }
      let made = try split(world)
      #expect(try await world.sync.send(made) == .refused("The store is full (507)."))
      stand.faulty.faults.withLock { $0.refusal = nil }
      try world.cache.outbox.retry(made)
      #expect(try await world.sync.send(made) == .delivered)
      try await world.expect(ResourceSplitTests.shown)
      #expect(try await stand.texts().count == 2)
      #expect(try world.event("2026-12-04", "Daily").location == "Hall")
      try await world.undo()
      try await world.expect(ResourceSplitTests.shown)
      // Made once more, it waits for its later part again.
      stand.faulty.faults.withLock { $0.refusal = .rejected("The store is full (507).") }
      let texts = try await stand.texts()
      _ = try world.cache.history.undo(
        .redo,
        freshID: EventID(UUID().uuidString),
        at: world.clock.now()
      )
      _ = await world.sync.refreshAll(onlyChanges: true)
      #expect(try await stand.texts() == texts)
      stand.faulty.faults.withLock { $0.refusal = nil }
      for operation in try world.cache.outbox.operations() {
        try world.cache.outbox.retry(operation.edit.event)
      }
      for operation in try world.cache.outbox.operations() {
        #expect(try await world.sync.send(operation.edit.event) == .delivered)
      }
      try await world.expect(ResourceSplitTests.shown)
    }
  }

  @Test("A program that ends once the later part is made goes on with the rest", arguments: kinds)
  func ended(_ kind: ResourceStandKind) async throws {
    try await FaultyStand.run(kind) { stand, path in
      let before: [String: String]
      do {
        let world = try await begin(stand, path)
        before = try await stand.texts()
        stand.faulty.faults.withLock { $0.endsProgram = true }
        let made = try split(world)
        _ = try await world.sync.send(made)
      }
      let between = try await stand.texts()
      #expect(between.count == 2 && between["daily.ics"] == before["daily.ics"])
      let world = try ResourceWorld(stand, path: path)
      for operation in try world.cache.outbox.operations() {
        _ = try await world.sync.send(operation.edit.event)
      }
      try await world.refresh()
      try await world.expect(ResourceSplitTests.shown)
      #expect(try await stand.texts().count == 2)
    }
  }

  @Test("An edit that waited before a division is not given up with it")
  func earlierEdit() async throws {
    try await FaultyStand.run(.memory) { stand, path in
      let world = try await begin(stand, path)
      let first = try world.event("2026-11-30", "Daily")
      try world.cache.submit(
        EventEdit(
          event: first.id,
          change: .update(EventPatch(description: "Mine")),
          scope: .all
        ),
        at: world.clock.now()
      )
      stand.faulty.faults.withLock { $0.refusal = .rejected("The store is full (507).") }
      let made = try split(world)
      _ = await world.sync.refreshAll(onlyChanges: true)
      try world.cache.outbox.discard(made)
      try await world.expect(ResourceSplitTests.shown)
      #expect(try world.event("2026-12-04", "Daily").description == "Mine")
    }
  }
}
