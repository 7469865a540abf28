import Foundation
import Testing

@testable import CalendarCore

/// How a series ends whose later part was deleted or is another series now, and what another rule
/// makes of that end.
@Suite("Ends of divided series")
struct SeriesEndTests {
  private static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  /// Tuesdays from 1 December 2026, cut on 12 January 2027.
  private static func tuesdays(_ rule: String, isAllDay: Bool = false) -> SeriesCalendar {
    let first: EventTime =
      isAllDay ? .day("2026-12-01") : .at("2026-12-01", "18:00", "Europe/Berlin")
    return SeriesCalendar(first, [rule])
  }

  private func head(_ calendar: SeriesCalendar) throws -> Event {
    try #require(calendar.events[SeriesCalendar.series])
  }

  private func words(_ event: Event) -> String {
    event.recurrence?.words(from: event.time, zone: Self.zone) ?? "never"
  }

  @Test(
    "What is left of a series ends on its last date, in words and as a rule",
    arguments: [
      "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;UNTIL=20270630",
      "FREQ=WEEKLY;UNTIL=20270630T215959Z",
    ],
    [false, true]
  )
  func lastDate(_ rule: String, _ isAllDay: Bool) throws {
    for isDeleted in [true, false] {
      var calendar = Self.tuesdays("RRULE:" + rule, isAllDay: isAllDay)
      try calendar.edit(
        6,
        .following,
        isDeleted ? .delete : .update(EventPatch(title: "Other"))
      )
      let head = try head(calendar)
      #expect(words(head) == "every Tuesday until 5 Jan 2027")
      // What a form or a command makes of these words ends there as well.
      let today = try #require(Day("2026-11-29"))
      let input = RecurrenceInput(first: head.time, zone: Self.zone, today: today)
      let typed = try #require(try input.read("every weekday until 5 jan 2027"))
      try calendar.edit(0, .all, .update(EventPatch(recurrence: typed)))
      let days = calendar.agenda.filter { $0.hasSuffix("Stand-up") }.map { $0.prefix(10) }
      #expect(days.allSatisfy { $0 < "2027-01-06" }, "\(days)")
    }
  }

  @Test("Moving all of what is left brings no day back", arguments: ["17:00", "00:15", "23:45"])
  func movesHead(_ clock: String) throws {
    var calendar = Self.tuesdays("RRULE:FREQ=WEEKLY;BYDAY=TU")
    try calendar.edit(6, .following, .delete)
    try calendar.move(0, .all, to: .at("2026-12-01", clock, "Europe/Berlin"))
    #expect(calendar.agenda.count == 6)
    try calendar.move(0, .all, to: .at("2026-12-03", clock, "Europe/Berlin"))
    #expect(calendar.agenda.last == "2027-01-07 \(clock) Stand-up")
    #expect(words(try head(calendar)) == "every Thursday until 7 Jan 2027")
  }

  @Test(
    "An end before the time of its day, as other programs write it, is said as the last date",
    arguments: [
      (["RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270112T165959Z"], "every Tuesday until 5 Jan 2027"),
      (["RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270112T170000Z"], "every Tuesday until 12 Jan 2027"),
      (["RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270114T225959Z"], "every Tuesday until 14 Jan 2027"),
      (
        [
          "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270112T165959Z", "EXDATE:20270105T170000Z",
        ], "every Tuesday until 29 Dec 2026"
      ),
      (
        ["RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270105T225959Z", "EXDATE:20270105T170000Z"],
        "every Tuesday until 29 Dec 2026"
      ),
    ]
  )
  func readsEnd(_ lines: [String], _ words: String) {
    let first = EventTime.at("2026-12-01", "18:00", "Europe/Berlin")
    #expect(Recurrence(lines: lines).words(from: first, zone: Self.zone) == words)
  }
}
