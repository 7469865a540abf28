import CalendarCore
import Foundation
import Testing

@testable import CalendarServices

/// Rules of RFC 5545 and patterns of Graph, both ways.
@Suite struct GraphRecurrenceTests {
  /// Wednesday, 2026-11-25 10:30 in Berlin.
  private let time = EventTime.timed(
    start: Date(timeIntervalSince1970: 1_795_599_000),
    end: Date(timeIntervalSince1970: 1_795_602_600),
    zone: "Europe/Berlin"
  )

  /// Each with the rule that is read back; they differ where one of several ways is chosen.
  @Test(arguments: [
    ("FREQ=DAILY;INTERVAL=3", "daily every 3", nil),
    (
      "FREQ=DAILY;BYDAY=MO,TU", "weekly every 1 on monday,tuesday",
      "FREQ=WEEKLY;BYDAY=MO,TU;WKST=MO"
    ),
    ("FREQ=WEEKLY", "weekly every 1 on wednesday", "FREQ=WEEKLY;BYDAY=WE;WKST=MO"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU", "weekly every 2 on monday,friday", nil),
    ("FREQ=MONTHLY", "absoluteMonthly every 1 day 25", "FREQ=MONTHLY;BYMONTHDAY=25"),
    ("FREQ=MONTHLY;BYMONTHDAY=15", "absoluteMonthly every 1 day 15", nil),
    ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "absoluteMonthly every 1 day 31", nil),
    ("FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1", "absoluteMonthly every 1 day 29", nil),
    (
      "FREQ=MONTHLY;BYMONTHDAY=-1",
      "relativeMonthly every 1 last of monday,tuesday,wednesday,thursday,friday,saturday,sunday",
      nil
    ),
    ("FREQ=MONTHLY;BYDAY=2TU", "relativeMonthly every 1 second of tuesday", nil),
    ("FREQ=MONTHLY;BYDAY=-1FR", "relativeMonthly every 1 last of friday", nil),
    (
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
      "relativeMonthly every 1 first of monday,tuesday,wednesday,thursday,friday", nil
    ),
    (
      "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=3", "relativeMonthly every 1 third of monday",
      "FREQ=MONTHLY;BYDAY=3MO"
    ),
    ("FREQ=YEARLY", "absoluteYearly every 1 day 25 in 11", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=25"),
    ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", "absoluteYearly every 1 day 31 in 1", nil),
    (
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "absoluteYearly every 1 day 29 in 2",
      nil
    ),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "relativeYearly every 1 last of sunday in 3", nil),
    (
      "FREQ=YEARLY;BYDAY=1MO", "relativeYearly every 1 first of monday in 1",
      "FREQ=YEARLY;BYMONTH=1;BYDAY=1MO"
    ),
    ("FREQ=DAILY;COUNT=5", "daily every 1, 5 times", nil),
    ("FREQ=DAILY;UNTIL=20261231", "daily every 1, to 2026-12-31", nil),
    // In Berlin it is the first of January then.
    (
      "FREQ=DAILY;UNTIL=20261231T235959Z", "daily every 1, to 2026-12-31",
      "FREQ=DAILY;UNTIL=20261231"
    ),
    (
      "FREQ=DAILY;UNTIL=20261231T093000Z", "daily every 1, to 2026-12-31",
      "FREQ=DAILY;UNTIL=20261231"
    ),
    (
      "FREQ=DAILY;UNTIL=20261231T092959Z", "daily every 1, to 2026-12-30",
      "FREQ=DAILY;UNTIL=20261230"
    ),
    (
      "FREQ=DAILY;UNTIL=20261231T103000", "daily every 1, to 2026-12-31",
      "FREQ=DAILY;UNTIL=20261231"
    ),
  ])
  func writesAndReads(_ text: String, _ words: String, _ read: String?) throws {
    let graph = try GraphRecurrence(RecurrenceRule(text), time: time)
    #expect(said(graph) == words)
    #expect(graph.range.startDate == "2026-11-25")
    #expect(graph.range.recurrenceTimeZone == "W. Europe Standard Time")
    let again = try JSONDecoder().decode(
      GraphRecurrence.self,
      from: try JSONEncoder().encode(graph)
    )
    let rule = try again.rule()
    #expect(rule.description == read ?? text)
    // What was read is written the same.
    let rewritten = try GraphRecurrence(rule, time: time)
    #expect(said(rewritten) == words)
  }

  /// At 10:00 in Berlin, on days on which the clocks change: the last occurrence is in the range.
  @Test(arguments: [
    ("2026-10-25", "20261129T090000Z", "2026-11-29"),
    ("2026-10-25", "20261129T085959Z", "2026-11-28"),
    ("2026-03-29", "20260426T080000Z", "2026-04-26"),
    ("2026-03-29", "20260426T075959Z", "2026-04-25"),
  ])
  func endsWithItsLastOccurrence(_ first: String, _ until: String, _ last: String) throws {
    let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
    let start = try #require(Day(first)).time(secondsFromMidnight: 36_000, in: zone)
    let time = EventTime.timed(
      start: start,
      end: start.addingTimeInterval(3_600),
      zone: "Europe/Berlin"
    )
    let rule = try RecurrenceRule("FREQ=WEEKLY;UNTIL=\(until)")
    #expect(try GraphRecurrence(rule, time: time).range.endDate == last)
  }

  @Test(arguments: [
    ("FREQ=DAILY;INTERVAL=2;BYDAY=MO", "days of the week in weeks"),
    ("FREQ=DAILY;BYMONTH=1", "months in yearly rules"),
    ("FREQ=WEEKLY;BYMONTHDAY=1", "monthly and yearly rules"),
    ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "BYSETPOS in monthly"),
    ("FREQ=WEEKLY;BYDAY=1MO", "each day once"),
    ("FREQ=MONTHLY;BYMONTH=1", "not both"),
    ("FREQ=MONTHLY;BYMONTHDAY=1,15", "one day of the month"),
    ("FREQ=MONTHLY;BYMONTHDAY=-2", "from its end for the last one only"),
    ("FREQ=MONTHLY;BYMONTHDAY=31", "BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
    ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "not both"),
    ("FREQ=MONTHLY;BYDAY=5MO", "first to fourth"),
    ("FREQ=MONTHLY;BYDAY=-2MO", "first to fourth"),
    ("FREQ=MONTHLY;BYDAY=1MO,3MO", "one n only"),
    ("FREQ=MONTHLY;BYDAY=1MO,1TU", "one day of a month"),
    ("FREQ=MONTHLY;BYDAY=MO", "one day of a month"),
    ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,2", "one day of a month"),
    ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=5", "first to fourth"),
    ("FREQ=YEARLY;BYMONTH=1,7", "one month of the year"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "BYMONTHDAY=28,29;BYSETPOS=-1"),
    ("FREQ=YEARLY;BYDAY=20MO", "one month of the year"),
    ("FREQ=YEARLY;BYMONTHDAY=1", "one day of the year"),
    ("FREQ=DAILY;UNTIL=20261124", "ends before it begins"),
  ])
  func refusesWhatMicrosoftCannotExpress(_ text: String, _ reason: String) throws {
    let rule = try RecurrenceRule(text)
    #expect {
      try GraphRecurrence(rule, time: time)
    } throws: { error in
      guard let error = error as? RecurrenceError else { return false }
      return error.reason.contains(reason) && error.rule == text
    }
  }

  @Test(arguments: [
    #"{"type":"hourly","interval":1}"#, #"{"type":"weekly","interval":1,"daysOfWeek":["noday"]}"#,
    #"{"type":"absoluteMonthly","interval":1,"dayOfMonth":0}"#,
    #"{"type":"relativeMonthly","interval":1,"index":"fifth","daysOfWeek":["monday"]}"#,
    #"{"type":"absoluteYearly","interval":1,"month":13,"dayOfMonth":1}"#,
  ])
  func refusesPatternsThatAreNotKnown(_ pattern: String) throws {
    let json = #"{"pattern":\#(pattern),"range":{"type":"noEnd","startDate":"2026-11-25"}}"#
    let graph = try JSONDecoder().decode(GraphRecurrence.self, from: Data(json.utf8))
    #expect(throws: RecurrenceError.self) { try graph.rule() }
  }

  private func said(_ graph: GraphRecurrence) -> String {
    let pattern = graph.pattern
    var text = "\(pattern.type) every \(pattern.interval)"
    if let index = pattern.index { text += " \(index) of" }
    if let days = pattern.daysOfWeek {
      text += (pattern.index == nil ? " on " : " ") + days.joined(separator: ",")
    }
    if let day = pattern.dayOfMonth { text += " day \(day)" }
    if let month = pattern.month { text += " in \(month)" }
    if let count = graph.range.numberOfOccurrences { text += ", \(count) times" }
    if let end = graph.range.endDate { text += ", to \(end)" }
    return text
  }
}
