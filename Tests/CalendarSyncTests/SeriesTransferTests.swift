import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarServices

/// A series moves to another calendar as a whole, with its exceptions and their texts.
@Suite struct SeriesTransferTests {
  /// Four days at nine, of which the second was moved and the third left out.
  private static let text = """
    BEGIN:VCALENDAR\r
    VERSION:2.0\r
    BEGIN:VEVENT\r
    UID:daily\r
    DTSTAMP:20261101T080000Z\r
    DTSTART;TZID=Europe/Berlin:20261126T090000\r
    DTEND;TZID=Europe/Berlin:20261126T093000\r
    RRULE:FREQ=DAILY;COUNT=4\r
    EXDATE;TZID=Europe/Berlin:20261128T090000\r
    SUMMARY:Daily\r
    CATEGORIES:Work\r
    END:VEVENT\r
    BEGIN:VEVENT\r
    UID:daily\r
    DTSTAMP:20261101T080000Z\r
    RECURRENCE-ID;TZID=Europe/Berlin:20261127T090000\r
    DTSTART;TZID=Europe/Berlin:20261127T140000\r
    DTEND;TZID=Europe/Berlin:20261127T143000\r
    SUMMARY:Daily later\r
    X-OWN:2\r
    END:VEVENT\r
    END:VCALENDAR\r

    """

  /// The lines that mean something, which a copy has all of.
  private func lines(_ text: String?) -> Set<String> {
    let others = ["UID:", "DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:", "CREATED:", "PRODID:"]
    return Set(
      ResourceTexts.lines(text).filter { line in
        !line.isEmpty && !others.contains { line.hasPrefix($0) }
      }
    )
  }

  @Test(
    "A series moves with its exceptions and all lines, and undo brings it back",
    arguments: [ResourceMoveTests.Way.folders, .accounts, .server, .strictServer, .folderToServer]
  )
  func moves(_ way: ResourceMoveTests.Way) async throws {
    try await MoveWorld.run(way) { world in
      try await world.source.put(Self.text, as: "daily.ics")
      try await world.refresh()
      try await world.move(try world.event("Daily"))
      try await world.expect(source: [], target: ["Daily"])
      #expect(try await world.source.texts().isEmpty)
      let there = try await world.target.texts()
      #expect(there.count == 1)
      let wanted = lines(Self.text)
      #expect(lines(there.values.first).isSuperset(of: wanted), "\(there)")
      try await world.undo()
      try await world.expect(source: ["Daily"], target: [])
      let back = try await world.source.texts()
      #expect(back.count == 1 && lines(back.values.first).isSuperset(of: wanted), "\(back)")
      #expect(try await world.target.texts().isEmpty)
    }
  }

  @Test("A series of this machine moves to a folder and to another calendar here")
  func fromHere() async throws {
    let stand = MemoryStand()
    try await ResourceWorld.onDisk { path in
      let world = try ResourceWorld(stand, path: path)
      try await world.refresh()
      try world.cache.configure(accounts: [
        Account(id: ResourceWorld.account, service: VdirDescriptor.kind, grant: GrantID("files")),
        Account(id: .local, service: .local),
      ])
      let (here, other) = (CalendarID("here"), CalendarID("other"))
      try world.cache.store(
        calendars: [here, other].map {
          CalendarInfo(id: $0, account: .local, name: $0.rawValue)
        },
        for: .local
      )
      let draft = EventDraft(
        account: .local,
        calendar: here,
        title: "Daily",
        time: try ResourceTexts.at("2026-11-30", 9, minutes: 30),
        recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=3"])
      )
      try world.cache.submit(
        EventEdit(event: EventID("series"), change: .create(draft, conferencing: .keep)),
        at: ResourceWorld.start
      )
      let second = try world.event("2026-12-01", "Daily")
      try world.cache.submit(
        EventEdit(
          event: second.id,
          change: .update(EventPatch(title: "Own")),
          scope: .this
        ),
        at: ResourceWorld.start
      )
      let shown = ["2026-11-30 9:0 30 Daily", "2026-12-01 9:0 30 Own", "2026-12-02 9:0 30 Daily"]
      for (account, calendar) in [
        (AccountID.local, other), (ResourceWorld.account, stand.calendar),
      ] {
        let event = try world.event("2026-12-02", "Daily")
        let plan = BulkPlan(
          .move(to: CalendarKey(account: account, calendar: calendar)),
          of: [
            BulkEvent(
              id: event.id,
              event: event,
              series: try world.cache.series.series(of: event.id)
            )
          ],
          in: try world.cache.directory(),
          viewer: .gmt,
          freshID: { EventID(UUID().uuidString.lowercased()) }
        )
        #expect(plan.exclusions.isEmpty && plan.entries.first?.isMovedSeries == true)
        try world.cache.submit(plan.edits, at: ResourceWorld.start)
        #expect(try world.shown() == shown, "\(calendar)")
        for _ in 0..<5 where try !world.cache.outbox.operations().isEmpty {
          try await world.refresh()
        }
        let waiting = try world.cache.outbox.operations()
        #expect(waiting.isEmpty, "\(calendar): \(waiting.map { $0.failure ?? "\($0.edit)" })")
        #expect(try world.shown() == shown, "\(calendar)")
        for day in ["2026-11-30", "2026-12-01", "2026-12-02"] {
          let title = day.hasSuffix("01") ? "Own" : "Daily"
          #expect(try world.event(day, title).calendar == calendar)
        }
      }
      #expect(stand.texts().count == 1)
      _ = try world.cache.history.undo(
        .undo,
        freshID: EventID(UUID().uuidString),
        at: ResourceWorld.start
      )
      for _ in 0..<5 where try !world.cache.outbox.operations().isEmpty {
        try await world.refresh()
      }
      #expect(try world.shown() == shown)
      #expect(try world.event("2026-12-01", "Own").calendar == other)
      #expect(stand.texts().isEmpty)
    }
  }

  @Test(
    "What the other calendar refuses of a series leaves it where it is, and goes on when it is retried",
    arguments: [false, true]
  )
  func refused(_ isException: Bool) async throws {
    try await FaultyStand.run(.memory) { stand, path in
      let world = try ResourceWorld(stand, path: path)
      try world.cache.configure(accounts: [
        Account(id: ResourceWorld.account, service: VdirDescriptor.kind, grant: GrantID("files")),
        Account(id: .local, service: .local),
      ])
      try await world.refresh()
      let calendar = CalendarID("local")
      let draft = EventDraft(
        account: .local,
        calendar: calendar,
        title: "Daily",
        time: try ResourceTexts.at("2026-11-30", 9, minutes: 30),
        recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=3"])
      )
      try world.cache.submit(
        EventEdit(event: EventID("series"), change: .create(draft, conferencing: .keep)),
        at: ResourceWorld.start
      )
      if isException {
        let last = try world.event("2026-12-02", "Daily")
        try world.cache.submit(
          EventEdit(
            event: last.id,
            change: .update(EventPatch(title: "Own")),
            scope: .this
          ),
          at: ResourceWorld.start
        )
      }
      let shown = try world.shown()
      let event = try world.event("2026-12-01", "Daily")
      let plan = BulkPlan(
        .move(to: CalendarKey(account: ResourceWorld.account, calendar: stand.calendar)),
        of: [
          BulkEvent(id: event.id, event: event, series: try world.cache.series.series(of: event.id))
        ],
        in: try world.cache.directory(),
        viewer: .gmt,
        freshID: { EventID("fresh") }
      )
      stand.faulty.faults.withLock { faults in
        let error = ServiceError.rejected("The store is full (507).")
        if isException { faults.refusalOfChanges = error } else { faults.refusal = error }
      }
      try world.cache.submit(plan.edits, at: ResourceWorld.start)
      for _ in 0..<3 { _ = await world.sync.refreshAll(onlyChanges: true) }
      let exported = try world.cache.exports.exported(calendar: calendar, account: .local).events
      if isException {
        // The rest waits, and all of it goes on.
        #expect(try world.cache.outbox.operations().contains { $0.edit.change == .delete })
        stand.faulty.faults.withLock { $0.refusalOfChanges = nil }
        for operation in try world.cache.outbox.operations() {
          try world.cache.outbox.retry(operation.edit.event)
        }
        for _ in 0..<5 where try !world.cache.outbox.operations().isEmpty {
          _ = await world.sync.refreshAll(onlyChanges: true)
        }
        let left = try world.cache.outbox.operations()
        #expect(left.isEmpty, "\(left)")
        #expect(try world.event("2026-12-01", "Daily").calendar == stand.calendar)
        #expect(try world.event("2026-12-02", "Own").calendar == stand.calendar)
      } else {
        #expect(exported.count == 1)
        try world.cache.outbox.discard(EventID("fresh"))
        #expect(try world.cache.outbox.operations().isEmpty)
        #expect(try world.event("2026-12-01", "Daily").calendar == calendar)
        #expect(try await stand.texts().isEmpty)
      }
      #expect(try world.shown() == shown)
    }
  }
}
