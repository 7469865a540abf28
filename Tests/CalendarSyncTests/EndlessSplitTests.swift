import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Testing

@testable import CalendarServices

/// Series that are divided without another time: the later part goes on as long as the series did.
@Suite struct EndlessSplitTests {
  /// A series of Mondays, of which one is left out and a later one was moved.
  struct Form: Sendable, CustomTestStringConvertible {
    var isAllDay: Bool
    /// What ends its rule.
    var end: String
    var days: [String]

    var testDescription: String { (isAllDay ? "days" : "times") + end }

    static let endless = ["2026-12-14", "2027-01-04", "2027-01-11"]
    static let all = [
      Form(isAllDay: false, end: "", days: endless),
      Form(isAllDay: false, end: ";UNTIL=20270104T080000Z", days: endless.dropLast()),
      Form(isAllDay: false, end: ";COUNT=6", days: endless.dropLast()),
      Form(isAllDay: true, end: "", days: endless),
      Form(isAllDay: true, end: ";UNTIL=20270104", days: endless.dropLast()),
    ]

    private func line(_ name: String, _ day: String, _ time: String) -> String {
      isAllDay ? "\(name);VALUE=DATE:\(day)" : "\(name);TZID=Europe/Berlin:\(day)T\(time)"
    }

    var exclusion: String { line("EXDATE", "20261221", "090000") }

    var text: String {
      [
        "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:weekly",
        "DTSTAMP:20261101T080000Z", line("DTSTART", "20261130", "090000"),
        "DURATION:\(isAllDay ? "P1D" : "PT30M")", "RRULE:FREQ=WEEKLY\(end)", exclusion,
        "SUMMARY:Weekly", "X-KEEP:1", "END:VEVENT", "BEGIN:VEVENT", "UID:weekly",
        "DTSTAMP:20261101T080000Z", line("RECURRENCE-ID", "20261228", "090000"),
        line("DTSTART", "20261229", "110000"), "DURATION:\(isAllDay ? "P1D" : "PT30M")",
        "SUMMARY:Moved", "X-OWN:2", "END:VEVENT", "END:VCALENDAR", "",
      ]
      .joined(separator: "\r\n")
    }

    /// What shows where the later part has a title.
    func shown(_ title: String) -> [String] {
      let earlier = ["2026-11-30", "2026-12-07"]
      let whole = isAllDay ? "" : " 9:0 30"
      return
        (earlier.map { "\($0)\(whole) Weekly" } + days.map { "\($0)\(whole) \(title)" }
        + ["2026-12-29\(isAllDay ? "" : " 11:0 30") Moved"])
        .sorted()
    }
  }

  @Test(
    "The later part has all of its occurrences, those left out and those moved",
    arguments: [ResourceStandKind.memory, .vdir, .radicale],
    Form.all
  )
  func divided(_ kind: ResourceStandKind, _ form: Form) async throws {
    try await ResourceWorld.run(kind) { world in
      try await world.stand.put(form.text, as: "weekly.ics")
      let before = try await world.stand.texts()
      try await world.refresh()
      try await world.expect(form.shown("Weekly"))
      let third = try world.event("2026-12-14", "Weekly")
      let change = EventChange.update(EventPatch(title: "Renamed"))
      try await world.edit(third.id, change, scope: .following)
      try await world.expect(form.shown("Renamed"))
      let later = try await world.stand.texts().first { $0.key != "weekly.ics" }?.value
      let lines = ResourceTexts.lines(later)
      if !form.end.hasPrefix(";COUNT") { #expect(lines.contains("RRULE:FREQ=WEEKLY\(form.end)")) }
      #expect(lines.contains(form.exclusion))
      #expect(lines.contains("X-KEEP:1") && lines.contains("X-OWN:2"))
      try await world.undo()
      #expect(try await world.stand.texts() == before)
      try await world.undo(.redo)
      try await world.expect(form.shown("Renamed"))
    }
  }

  @Test("Of a series that ends with its first later occurrence one event is left, without a rule")
  func single() async throws {
    let form = Form(isAllDay: false, end: "", days: [])
    try await ResourceWorld.run(.memory) { world in
      try await world.stand.put(form.text, as: "weekly.ics")
      try await world.refresh()
      let third = try world.event("2026-12-14", "Weekly")
      let patch = EventPatch(title: "Once", recurrence: Recurrence(lines: []))
      try await world.edit(third.id, .update(patch), scope: .following)
      try await world.expect(
        ["2026-11-30 9:0 30 Weekly", "2026-12-07 9:0 30 Weekly", "2026-12-14 9:0 30 Once"]
      )
      let later = try await world.stand.texts().first { $0.key != "weekly.ics" }?.value
      #expect(later?.contains("RRULE") == false && later?.contains("EXDATE") == false)
    }
  }
}
