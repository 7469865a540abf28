import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarServices

/// A series moves to another calendar, which refuses one of its exceptions for good.
@Suite struct SeriesTransferRefusalTests {
  private static let local = CalendarID("local")
  private static let refusal = ServiceError.rejected("The store is full (507).")

  /// Three days with two exceptions in a calendar of this machine, or in a folder.
  private func makeSeries(in calendar: CalendarID, of account: AccountID, _ world: ResourceWorld)
    async throws
  {
    try world.cache.configure(accounts: [
      Account(id: ResourceWorld.account, service: VdirDescriptor.kind, grant: GrantID("files")),
      Account(id: .local, service: .local),
    ])
    try await world.refresh()
    let draft = EventDraft(
      account: account,
      calendar: calendar,
      title: "Daily",
      time: try ResourceTexts.at("2026-11-30", 9, minutes: 30),
      recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=3"])
    )
    try world.cache.submit(
      EventEdit(event: EventID("series"), change: .create(draft, conferencing: .keep)),
      at: ResourceWorld.start
    )
    try await send(world)
    for day in ["2026-12-01", "2026-12-02"] {
      try edit(day, "Daily", .update(EventPatch(title: "Own")), .this, in: world)
      try await send(world)
    }
  }

  private func edit(
    _ day: String,
    _ title: String,
    _ change: EventChange,
    _ scope: EditScope?,
    in world: ResourceWorld
  ) throws {
    let event = try world.event(day, title).id
    try world.cache.submit(
      EventEdit(event: event, change: change, scope: scope),
      at: ResourceWorld.start
    )
  }

  /// Sends what can be sent.
  private func send(_ world: ResourceWorld) async throws {
    for _ in 0..<6 where try !world.cache.outbox.operations().isEmpty {
      _ = await world.sync.refreshAll(onlyChanges: true)
    }
  }

  private func move(
    to calendar: CalendarID,
    of account: AccountID,
    _ world: ResourceWorld
  ) throws -> [EventEdit] {
    let event = try world.event("2026-11-30", "Daily")
    let plan = BulkPlan(
      .move(to: CalendarKey(account: account, calendar: calendar)),
      of: [
        BulkEvent(id: event.id, event: event, series: try world.cache.series.series(of: event.id))
      ],
      in: try world.cache.directory(),
      viewer: .gmt,
      freshID: { EventID("fresh") }
    )
    try world.cache.submit(plan.edits, at: ResourceWorld.start)
    return plan.edits
  }

  private func refused(_ world: ResourceWorld) throws -> OutboxOperation {
    try #require(try world.cache.outbox.operations().first(where: \.isRefused))
  }

  private func expect(
    _ shown: [String],
    in calendar: CalendarID,
    _ world: ResourceWorld
  ) throws {
    let left = try world.cache.outbox.operations()
    #expect(left.isEmpty, "\(left.map { $0.failure ?? "\($0.edit)" })")
    #expect(try world.shown() == shown)
    for (day, title) in [("2026-11-30", "Daily"), ("2026-12-01", "Own"), ("2026-12-02", "Own")] {
      #expect(try world.event(day, title).calendar == calendar, "\(day)")
    }
  }

  @Test(
    "Discarded, it takes all of the move back: nothing is left in the other calendar",
    arguments: [0, 1],
    [false, true]
  )
  func discarded(after accepted: Int, isOneChange: Bool) async throws {
    try await FaultyStand.run(.memory) { stand, path in
      let world = try ResourceWorld(stand, path: path)
      try await makeSeries(in: Self.local, of: .local, world)
      let shown = try world.shown()
      stand.faulty.faults.withLock { faults in
        (faults.refusalOfChanges, faults.changesBeforeRefusal) = (Self.refusal, accepted)
      }
      let edits = try move(to: stand.calendar, of: ResourceWorld.account, world)
      for _ in 0..<3 { _ = await world.sync.refreshAll(onlyChanges: true) }
      #expect(try await stand.texts().count == 1)
      let waiting = try refused(world)
      #expect(waiting.edit.event == edits[1 + accepted].event)
      stand.faulty.faults.withLock { $0.refusalOfChanges = nil }
      if isOneChange {
        try world.cache.pending.discard(change: waiting.sequence)
      } else {
        try world.cache.outbox.discard(waiting.edit.event)
      }
      try await send(world)
      try expect(shown, in: Self.local, world)
      #expect(try await stand.texts().isEmpty)
      #expect(try world.cache.event(edits[0].event) == nil)
      // What is undone next is the edit before the move.
      let next = try world.cache.history.undo(
        .undo,
        freshID: EventID("other"),
        at: ResourceWorld.start
      )
      guard case .done(let step, _) = next else {
        Issue.record("\(next)")
        return
      }
      #expect(step.title == "Own")
      #expect(try world.event("2026-12-02", "Daily").calendar == Self.local)
    }
  }

  @Test(
    "Where the series was edited there meanwhile, that is said, and nothing is lost",
    arguments: ["2026-12-01", "2026-12-02"]
  )
  func editedMeanwhile(_ day: String) async throws {
    try await FaultyStand.run(.memory) { stand, path in
      let world = try ResourceWorld(stand, path: path)
      try await makeSeries(in: Self.local, of: .local, world)
      stand.faulty.faults.withLock { faults in
        (faults.refusalOfChanges, faults.changesBeforeRefusal) = (Self.refusal, 1)
      }
      _ = try move(to: stand.calendar, of: ResourceWorld.account, world)
      for _ in 0..<3 { _ = await world.sync.refreshAll(onlyChanges: true) }
      let waiting = try refused(world)
      stand.faulty.faults.withLock { $0.refusalOfChanges = nil }
      try edit(day, "Own", .update(EventPatch(location: "Room 1")), .this, in: world)
      let before = try world.cache.outbox.operations()
      let error = #expect(throws: CacheError.self) {
        try world.cache.pending.discard(change: waiting.sequence)
      }
      #expect(error?.description.contains("it was edited there since.") == true)
      #expect(try world.cache.outbox.operations() == before)
      try world.cache.outbox.retry(waiting.edit.event)
      try await send(world)
      #expect(try world.cache.outbox.operations().isEmpty)
      #expect(try world.event(day, "Own").location == "Room 1")
      #expect(try world.event("2026-12-02", "Own").calendar == stand.calendar)
      #expect(
        try world.cache.exports.exported(calendar: Self.local, account: .local).events.isEmpty
      )
    }
  }

  @Test("However much else was edited since, all of the move is taken back", arguments: [1, 101])
  func discardedLater(_ edits: Int) async throws {
    try await FaultyStand.run(.memory) { stand, path in
      let world = try ResourceWorld(stand, path: path)
      try await makeSeries(in: Self.local, of: .local, world)
      try await makeOther(world)
      let shown = try world.shown()
      stand.faulty.faults.withLock { faults in
        (faults.refusalOfChanges, faults.changesBeforeRefusal) = (Self.refusal, 1)
      }
      _ = try move(to: stand.calendar, of: ResourceWorld.account, world)
      for _ in 0..<3 { _ = await world.sync.refreshAll(onlyChanges: true) }
      let waiting = try refused(world)
      stand.faulty.faults.withLock { $0.refusalOfChanges = nil }
      try editOther(edits, world)
      try world.cache.pending.discard(change: waiting.sequence)
      try await send(world)
      try expect(shown, in: Self.local, world)
      #expect(try await stand.texts().isEmpty)
    }
  }

  @Test("Where a part of it was deleted there meanwhile, that is said", arguments: [false, true])
  func deletedMeanwhile(isUndoTried: Bool) async throws {
    try await FaultyStand.run(.memory) { stand, path in
      let world = try ResourceWorld(stand, path: path)
      try await makeSeries(in: Self.local, of: .local, world)
      stand.faulty.faults.withLock { faults in
        (faults.refusalOfChanges, faults.changesBeforeRefusal) = (Self.refusal, 1)
      }
      _ = try move(to: stand.calendar, of: ResourceWorld.account, world)
      for _ in 0..<3 { _ = await world.sync.refreshAll(onlyChanges: true) }
      let waiting = try refused(world)
      stand.faulty.faults.withLock { $0.refusalOfChanges = nil }
      let (name, text) = try #require(try await stand.texts().first)
      var parts = text.components(separatedBy: "BEGIN:VEVENT")
      #expect(parts.count == 3)
      #expect(parts.removeLast().contains("RECURRENCE-ID"))
      let rest = parts.joined(separator: "BEGIN:VEVENT") + "END:VCALENDAR\r\n"
      try await stand.put(rest, as: name)
      _ = await world.sync.refreshAll(onlyChanges: true)
      if isUndoTried {
        let undone = try world.cache.history.undo(
          .undo,
          freshID: EventID("other"),
          at: ResourceWorld.start
        )
        guard case .impossible = undone else {
          Issue.record("\(undone)")
          return
        }
      }
      let before = try world.cache.outbox.operations()
      let error = #expect(throws: CacheError.self) {
        try world.cache.pending.discard(change: waiting.sequence)
      }
      #expect(error?.description.contains("is part of a series that moves") == true)
      #expect(try world.cache.outbox.operations() == before)
    }
  }

  /// Another event, beside the series.
  private func makeOther(_ world: ResourceWorld) async throws {
    let draft = EventDraft(
      account: .local,
      calendar: Self.local,
      title: "Other",
      time: try ResourceTexts.at("2026-12-05", 9, minutes: 30)
    )
    try world.cache.submit(
      EventEdit(event: EventID("other"), change: .create(draft, conferencing: .keep)),
      at: ResourceWorld.start
    )
    try await send(world)
  }

  /// Edits the other event some times.
  private func editOther(_ times: Int, _ world: ResourceWorld) throws {
    for number in 0..<times {
      try edit(
        "2026-12-05",
        "Other",
        .update(EventPatch(location: "Room \(number)")),
        nil,
        in: world
      )
    }
  }

  @Test(
    "A way back that is refused and discarded leaves the series where it moved to",
    arguments: [0, 1, 101]
  )
  func undone(editsSince: Int) async throws {
    try await FaultyStand.run(.memory) { stand, path in
      let world = try ResourceWorld(stand, path: path)
      try await makeSeries(in: stand.calendar, of: ResourceWorld.account, world)
      try await makeOther(world)
      _ = try move(to: Self.local, of: .local, world)
      try await send(world)
      let shown = try world.shown()
      try expect(shown, in: Self.local, world)
      #expect(try await stand.texts().isEmpty)
      stand.faulty.faults.withLock { $0.refusalOfChanges = Self.refusal }
      _ = try world.cache.history.undo(
        .undo,
        freshID: EventID(UUID().uuidString),
        at: ResourceWorld.start
      )
      for _ in 0..<3 { _ = await world.sync.refreshAll(onlyChanges: true) }
      #expect(try await stand.texts().count == 1)
      // What is here stays until all of it is there.
      #expect(try world.cache.outbox.operations().count { $0.edit.change == .delete } == 3)
      let waiting = try refused(world)
      stand.faulty.faults.withLock { $0.refusalOfChanges = nil }
      try editOther(editsSince, world)
      if editsSince > 0 {
        // The way back cannot be taken back by redo any more.
        let redone = try world.cache.history.undo(
          .redo,
          freshID: EventID("fresh"),
          at: ResourceWorld.start
        )
        guard case .nothing = redone else {
          Issue.record("\(redone)")
          return
        }
      }
      try world.cache.pending.discard(change: waiting.sequence)
      try await send(world)
      try expect(shown, in: Self.local, world)
      #expect(try await stand.texts().isEmpty)
    }
  }
}
