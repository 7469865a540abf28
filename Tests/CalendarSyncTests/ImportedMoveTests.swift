import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Testing

@testable import CalendarServices

/// An event that was imported into the calendar of this machine and moves to a folder.
@Suite struct ImportedMoveTests {
  private static let component = [
    "BEGIN:VEVENT", "UID:visit@example.org", "DTSTAMP:20261101T080000Z",
    "DTSTART;TZID=Europe/Berlin:20261126T100000", "DTEND;TZID=Europe/Berlin:20261126T110000",
    "SUMMARY:Visit", "CATEGORIES:Work,Travel", "X-KEEP;A=\"b:c\":d\\,e", "END:VEVENT", "",
  ]
  .joined(separator: "\r\n")

  private let local = CalendarID("local")

  /// Runs a test on a world that has the event, edited, and a folder that it can move to.
  private func run(_ body: (ResourceWorld, MemoryStand, BulkPlan) async throws -> Void) async throws
  {
    let stand = MemoryStand()
    try await ResourceWorld.onDisk { path in
      let world = try ResourceWorld(stand, path: path)
      try await world.refresh()
      try world.cache.configure(accounts: [
        Account(id: ResourceWorld.account, service: VdirDescriptor.kind, grant: GrantID("files")),
        Account(id: .local, service: .local),
      ])
      let event = Event(
        id: EventID("visit@example.org"),
        account: .local,
        calendar: local,
        title: "Visit",
        time: try ResourceTexts.at("2026-11-26", 10)
      )
      var run = CacheImport(
        calendar: local,
        account: .local,
        now: ResourceWorld.start,
        zone: ResourceWorld.zone
      )
      let text = KeptText(
        uid: "visit@example.org",
        recurrenceID: "",
        file: 0,
        position: 1,
        zone: "Europe/Berlin",
        bytes: Array(Self.component.utf8)
      )
      _ = try world.cache.imports.carryOut(
        [ImportedSeries(master: .init(event: event, isKnown: false, text: text))],
        others: [
          FileText(position: 0, bytes: Array("BEGIN:VCALENDAR\r\nX-WR-CALNAME:Old\r\n".utf8)),
          FileText(position: 2, bytes: Array("END:VCALENDAR\r\n".utf8)),
        ],
        zone: "Europe/Berlin",
        &run
      )
      try world.cache.submit(
        EventEdit(event: event.id, change: .update(EventPatch(location: "Hall"))),
        at: world.clock.now()
      )
      let known = try world.event("2026-11-26", "Visit")
      let plan = BulkPlan(
        .move(to: CalendarKey(account: ResourceWorld.account, calendar: stand.calendar)),
        of: [BulkEvent(id: known.id, event: known)],
        in: try world.cache.directory(),
        viewer: ResourceWorld.zone,
        freshID: { EventID("fresh") }
      )
      try #require(plan.edits.count == 2, "\(plan.exclusions)")
      try await body(world, stand, plan)
    }
  }

  /// Expects the event in the folder alone, with all of its lines.
  private func expectMoved(_ world: ResourceWorld, _ stand: MemoryStand) throws {
    #expect(try world.cache.outbox.operations().isEmpty)
    #expect(try world.shown() == ["2026-11-26 10:0 60 Visit"])
    #expect(stand.texts().count == 1)
    let lines = ResourceTexts.lines(stand.texts().values.first)
    #expect(Set(Self.component.components(separatedBy: "\r\n").dropLast()).isSubset(of: lines))
    #expect(lines.contains("LOCATION:Hall"))
    let left = try world.cache.exports.exported(calendar: local, account: .local).events
    #expect(left.isEmpty)
  }

  @Test func `It has its UID and all of its lines there`() async throws {
    try await run { world, stand, plan in
      try world.cache.submit(plan.edits, at: world.clock.now())
      for _ in 0..<2 { try await world.refresh() }
      try expectMoved(world, stand)
    }
  }

  @Test func `A move that is taken back and made again before it is sent has all lines`()
    async throws
  {
    try await run { world, stand, plan in
      try world.cache.submit(plan.edits, at: world.clock.now())
      for step in 0..<4 {
        let outcome = try world.cache.history.undo(
          step.isMultiple(of: 2) ? .undo : .redo,
          freshID: EventID(UUID().uuidString),
          at: world.clock.now()
        )
        guard case .doneTogether = outcome else {
          Issue.record("\(step): \(outcome)")
          return
        }
        #expect(try world.shown() == ["2026-11-26 10:0 60 Visit"])
      }
      #expect(stand.texts().isEmpty)
      for _ in 0..<2 { try await world.refresh() }
      try expectMoved(world, stand)
    }
  }

  @Test func `An export of the folder has nothing of the file that it was imported from`()
    async throws
  {
    try await run { world, stand, plan in
      try world.cache.submit(plan.edits, at: world.clock.now())
      for _ in 0..<2 { try await world.refresh() }
      let exported = try world.cache.exports.exported(
        calendar: stand.calendar,
        account: ResourceWorld.account
      )
      #expect(exported.events.map(\.event.title) == ["Visit"])
      #expect(exported.others.isEmpty)
    }
  }
}
