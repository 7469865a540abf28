import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarServices

/// What the later part of a series has that was divided in a store of resources: all that the text of
/// the series had.
@Suite struct ResourceSplitTests {
  /// Those that keep what they are given.
  private static let kinds = ResourceStandKind.keepingTexts

  /// What nobody here knows of the series.
  private static let unknown = [
    "CATEGORIES:Work,Travel", "X-KEEP;A=\"b:c\":d\\,e", "ATTACH:https://example.org/plan.pdf",
    "CLASS:CONFIDENTIAL", "PRIORITY:3", "SUMMARY:Daily",
  ]
  private static let alarms = [
    "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Bring the notes", "TRIGGER:-PT15M",
    "X-WR-ALARMUID:alarm-1", "END:VALARM", "BEGIN:VALARM", "ACTION:PROCEDURE", "TRIGGER:-PT7M",
    "END:VALARM",
  ]

  /// ``ResourceTexts/series`` with all that, its times in the form of a zone, and its last occurrence
  /// with lines of its own.
  static func text(zone: String = ";TZID=Europe/Berlin", definition: [String] = []) -> String {
    let own = [
      "BEGIN:VEVENT", "UID:daily", "DTSTAMP:20261101T080000Z",
      "RECURRENCE-ID;TZID=Europe/Berlin:20261205T090000",
      "DTSTART;TZID=Europe/Berlin:20261205T110000", "DTEND;TZID=Europe/Berlin:20261205T113000",
      "SUMMARY:Daily longer", "X-LAST:5", "END:VEVENT", "END:VCALENDAR",
    ]
    return ResourceTexts.series
      .replacing("SUMMARY:Daily\r\nX-KEEP:1", with: (unknown + alarms).joined(separator: "\r\n"))
      .replacing("END:VCALENDAR", with: own.joined(separator: "\r\n"))
      .replacing(
        "VERSION:2.0\r\n",
        with: (["VERSION:2.0", "X-WR-CALNAME:Mine"] + definition + [""]).joined(separator: "\r\n")
      )
      .replacing(";TZID=Europe/Berlin", with: zone)
  }

  static let shown = [
    ResourceTexts.first, ResourceTexts.moved, ResourceTexts.third, ResourceTexts.last[0],
    "2026-12-05 11:0 30 Daily longer",
  ]

  /// The lines of the later part, unfolded, and those of the part before.
  private func parts(
    _ world: ResourceWorld,
    of name: String = "daily.ics"
  ) async throws -> (earlier: [String], later: [String]) {
    let texts = try await world.stand.texts()
      .mapValues { ResourceTexts.lines($0.replacing("\r\n ", with: "")) }
    let later = texts.filter { $0.key != name }.values.first
    return (try #require(texts[name]), try #require(later))
  }

  /// The edit that gives the third occurrence and those after it another place.
  private func division(_ world: ResourceWorld) throws -> EventEdit {
    EventEdit(
      event: try world.event("2026-12-02", "Daily").id,
      change: .update(EventPatch(location: "Hall")),
      scope: .following
    )
  }

  /// Runs a test in a world on the disk whose store has the series.
  private func stored(_ body: (ResourceWorld, MemoryStand) async throws -> Void) async throws {
    let memory = MemoryStand()
    try await ResourceWorld.onDisk { path in
      let world = try ResourceWorld(memory, path: path)
      memory.put(Self.text(), as: "daily.ics")
      try await world.refresh()
      try await body(world, memory)
    }
  }

  @Test("The later part has every line that is not another one", arguments: kinds)
  func lines(_ kind: ResourceStandKind) async throws {
    try await ResourceWorld.run(kind) { world in
      try await world.stand.put(Self.text(), as: "daily.ics")
      let before = try await world.stand.texts()
      try await world.refresh()
      try await world.expect(Self.shown)
      let third = try world.event("2026-12-02", "Daily")
      try await world.edit(
        third.id,
        .update(EventPatch(location: "Hall")),
        scope: .following
      )
      try await world.expect(Self.shown)
      #expect(try world.event("2026-12-04", "Daily").location == "Hall")
      let (earlier, later) = try await parts(world)
      for line in Self.unknown + Self.alarms {
        #expect(later.contains(line), "\(line) is lost")
        #expect(earlier.contains(line))
      }
      #expect(later.contains("LOCATION:Hall") && !earlier.contains("LOCATION:Hall"))
      #expect(later.contains("DTSTART;TZID=Europe/Berlin:20261202T090000"))
      #expect(later.contains("X-LAST:5") && !earlier.contains("X-LAST:5"))
      #expect(earlier.contains("X-OWN:2") && !later.contains("X-OWN:2"))
      #expect(later.contains("RECURRENCE-ID;TZID=Europe/Berlin:20261205T090000"))
      #expect(later.contains("EXDATE;TZID=Europe/Berlin:20261203T090000"))
      #expect(!earlier.contains("EXDATE;TZID=Europe/Berlin:20261203T090000"))
      let names = Set(later.filter { $0.hasPrefix("UID") })
      #expect(names.count == 1 && !names.contains("UID:daily"))
      try await world.undo()
      try await world.expect(Self.shown)
      let after = try await world.stand.texts()
      #expect(after == before)
      try await world.undo(.redo)
      try await world.expect(Self.shown)
      let again = try await parts(world)
      #expect(Set(Self.unknown + Self.alarms).isSubset(of: again.later))
    }
  }

  @Test("The start of the later part has the form that the series has its own")
  func forms() async throws {
    let definition = [
      "BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time", "BEGIN:STANDARD",
      "DTSTART:16011028T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
      "END:VTIMEZONE",
    ]
    for (zone, lines) in [("", []), (";TZID=W. Europe Standard Time", definition)] {
      try await ResourceWorld.run(.memory) { world in
        let text = Self.text(zone: zone, definition: lines)
          .replacing("COUNT=6", with: "UNTIL=20261206T090000")
        try await world.stand.put(text, as: "daily.ics")
        try await world.refresh()
        let third = try world.event("2026-12-02", "Daily")
        let time = try ResourceTexts.at("2026-12-02", 8, minutes: 30)
        try await world.edit(third.id, .update(EventPatch(time: time)), scope: .following)
        try await world.refresh()
        let (earlier, later) = try await parts(world)
        #expect(later.contains("DTSTART\(zone):20261202T080000"))
        #expect(later.contains("DTEND\(zone):20261202T083000"))
        #expect(later.contains("EXDATE\(zone):20261203T080000"))
        #expect(later.contains("RECURRENCE-ID\(zone):20261205T080000"))
        #expect(
          lines.isEmpty || later.joined(separator: "\n").contains(lines.joined(separator: "\n"))
        )
        for part in [earlier, later] { #expect(!part.contains { $0.contains("Berlin") }) }
        // The end of a rule is written as the start is.
        let ends = (earlier + later).filter { $0.hasPrefix("RRULE") }
        #expect(ends.count == 2)
        #expect(ends.allSatisfy { $0.hasSuffix("Z") != zone.isEmpty }, "\(ends)")
      }
    }
  }

  @Test("What another program changed before the series is divided there is in both parts")
  func changedMeanwhile() async throws {
    try await stored { world, memory in
      try world.cache.submit(try division(world), at: world.clock.now())
      memory.put(
        Self.text().replacing("PRIORITY:3", with: "PRIORITY:1\r\nDESCRIPTION:Theirs"),
        as: "daily.ics"
      )
      try await world.refresh()
      try await world.refresh()
      try await world.expect(Self.shown)
      let (earlier, later) = try await parts(world)
      for line in ["PRIORITY:1", "DESCRIPTION:Theirs"] {
        #expect(earlier.contains(line) && later.contains(line))
      }
      #expect(later.contains("LOCATION:Hall") && !earlier.contains("LOCATION:Hall"))
    }
  }

  @Test("A division that is taken back and made again before it is sent has all lines")
  func redone() async throws {
    try await stored { world, memory in
      try world.cache.submit(try division(world), at: world.clock.now())
      for direction in [UndoDirection.undo, .redo] {
        _ = try world.cache.history.undo(
          direction,
          freshID: EventID(UUID().uuidString),
          at: world.clock.now()
        )
      }
      #expect(memory.texts()["daily.ics"] == Self.text())
      for _ in 0..<2 { try await world.refresh() }
      try await world.expect(Self.shown)
      let (_, later) = try await parts(world)
      #expect(Set(Self.unknown + Self.alarms).isSubset(of: later))
    }
  }

  @Test("A division whose answers are lost makes one later part, with all lines")
  func lostAnswers() async throws {
    try await stored { world, memory in
      let made = try world.cache.submit(try division(world), at: world.clock.now())
      // What is edited before it is sent is part of it.
      try world.cache.submit(
        EventEdit(event: made, change: .update(EventPatch(description: "Notes"))),
        at: world.clock.now()
      )
      for operation in try world.cache.outbox.operations() {
        memory.memory.state.withLock { $0.lostAnswers = 1 }
        let outcome = try await world.sync.send(operation.edit.event)
        #expect(outcome == .delivered)
      }
      try await world.expect(Self.shown)
      #expect(memory.texts().count == 2)
      let (_, later) = try await parts(world)
      #expect(Set(Self.unknown + Self.alarms).isSubset(of: later))
      #expect(later.contains("DESCRIPTION:Notes") && later.contains("LOCATION:Hall"))
    }
  }
}
