import Foundation
import Testing

@testable import CalendarCore

/// Another rule, or another end alone, for a series that is there.
@Suite("Other rules for a series")
struct RuleCostTests {
  private static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
  /// A Tuesday.
  private static let first = EventTime.at("2026-12-01", "18:00", "Europe/Berlin")

  private func read(_ text: String, changing lines: [String]) throws -> Recurrence? {
    let today = try #require(Day("2026-11-29"))
    let input = RecurrenceInput(first: Self.first, zone: Self.zone, today: today)
    return try input.read(
      text,
      changing: KnownRepetition(Recurrence(lines: lines), from: Self.first)
    )
  }

  @Test(
    "An end alone leaves the days of a series, and days alone leave its end",
    arguments: [
      ("FREQ=DAILY;COUNT=3", "until 4 dec", "FREQ=DAILY;UNTIL=20261204T225959Z"),
      (
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=8", "until 1 mar",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270301T225959Z"
      ),
      (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "till 4 jan",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20270104T225959Z"
      ),
      ("FREQ=MONTHLY;BYDAY=1TU", "5 times", "FREQ=MONTHLY;BYDAY=1TU;COUNT=5"),
      ("FREQ=MONTHLY;BYDAY=1TU", ", five times", "FREQ=MONTHLY;BYDAY=1TU;COUNT=5"),
      ("FREQ=DAILY;COUNT=3", "for 2 weeks", "FREQ=DAILY;UNTIL=20261214T225959Z"),
      ("FREQ=DAILY;COUNT=3", "forever", "FREQ=DAILY"),
      ("FREQ=DAILY;UNTIL=20261204T225959Z", "without end", "FREQ=DAILY"),
      (
        "FREQ=WEEKLY;UNTIL=20261231T225959Z", "every wed",
        "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261231T225959Z"
      ),
      // The end of a part whose later dates were deleted.
      (
        "FREQ=WEEKLY;UNTIL=20270112T165959Z", "every weekday",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270105T225959Z"
      ),
      ("FREQ=WEEKLY;COUNT=6", "every wed", "FREQ=WEEKLY;BYDAY=WE;COUNT=6"),
      ("FREQ=WEEKLY;COUNT=6", "every wed forever", "FREQ=WEEKLY;BYDAY=WE"),
      ("FREQ=WEEKLY;COUNT=6", "every wed, 3 times", "FREQ=WEEKLY;BYDAY=WE;COUNT=3"),
      ("FREQ=WEEKLY;COUNT=6", "FREQ=DAILY", "FREQ=DAILY"),
    ]
  )
  func changesAPart(_ rule: String, _ text: String, _ expected: String) throws {
    let dates = "EXDATE:20261208T170000Z"
    let read = try #require(try read(text, changing: ["RRULE:" + rule, dates]))
    #expect(read.lines.filter { $0 != dates } == ["RRULE:" + expected])
  }

  @Test("An end alone of what is not one rule, or of a new event, is refused with what to write")
  func refusals() throws {
    let error = #expect(throws: RecurrenceInputError.self) {
      try read("5 times", changing: ["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"])
    }
    #expect(error?.message.contains("Write all of it") == true)
    let today = try #require(Day("2026-11-29"))
    let new = #expect(throws: RecurrenceInputError.self) {
      try RecurrenceInput(first: Self.first, zone: Self.zone, today: today).read("5 times")
    }
    #expect(new?.message == "How it repeats is not said. Write it too: every day, 5 times.")
  }

  @Test("Another rule for what follows counts what is left")
  func countsTheRest() throws {
    let calendar = SeriesCalendar(Self.first, ["RRULE:FREQ=WEEKLY;COUNT=6"])
    let editor = try editor(calendar)
    let known = editor.repetition(from: calendar.occurrences[2])
    #expect(known.recurrence.rule?.end == .count(4))
    #expect(editor.repetition(from: nil).recurrence.rule?.end == .count(6))
  }

  private func editor(_ calendar: SeriesCalendar) throws -> SeriesEditor {
    let master = try #require(calendar.events[SeriesCalendar.series])
    let exceptions = calendar.events.values.filter { $0.occurrence != nil }
    return try #require(SeriesEditor(master: master, exceptions: Array(exceptions)))
  }

  @Test("What another rule loses is what it deletes of the changed occurrences")
  func lost() throws {
    for scope in [EditScope.all, .following] {
      for (rule, lost) in [
        ("RRULE:FREQ=WEEKLY;BYDAY=WE", ["Gala", "Retro"]), ("RRULE:FREQ=DAILY", []),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261230", ["Gala"]), ("", ["Gala", "Retro"]),
      ] {
        var calendar = SeriesCalendar(Self.first, ["RRULE:FREQ=WEEKLY"])
        try calendar.edit(3, .this, .update(EventPatch(title: "Retro")))
        try calendar.edit(5, .this, .update(EventPatch(title: "Gala")))
        let occurrence = calendar.occurrences[1]
        let patch = EventPatch(recurrence: Recurrence(lines: rule.isEmpty ? [] : [rule]))
        let cost = RuleCost(patch, on: occurrence, scope, in: try editor(calendar))
        #expect(cost?.lost.map(\.title).sorted() == lost, "\(scope) \(rule)")
        #expect(cost?.isSingle == rule.isEmpty)
        try calendar.edit(1, scope, .update(patch))
        let left = calendar.events.values.map(\.title)
        #expect(["Gala", "Retro"].filter { !left.contains($0) } == lost, "\(scope) \(rule)")
      }
    }
    let calendar = SeriesCalendar(Self.first, ["RRULE:FREQ=WEEKLY"])
    let title = EventPatch(title: "Other")
    #expect(RuleCost(title, on: calendar.occurrences[1], .all, in: try editor(calendar)) == nil)
  }
}
