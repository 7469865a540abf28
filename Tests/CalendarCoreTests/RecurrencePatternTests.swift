import CalendarCore
import Foundation
import Testing

/// What a service that repeats by patterns refuses, and the nearest that works.
@Suite struct RecurrencePatternTests {
  private func refusal(_ lines: [String]) throws -> RecurrencePattern.Refusal? {
    let day = try #require(Day("2026-12-01"))
    return RecurrencePattern.refusal(
      of: Recurrence(lines: lines),
      from: .allDay(first: day, last: day),
      zone: .gmt
    )
  }

  @Test(arguments: [
    "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;BYDAY=MO,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
    "FREQ=MONTHLY;BYMONTHDAY=28", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=4FR;COUNT=3", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  ])
  func `A pattern is taken`(_ rule: String) throws {
    #expect(try refusal(["RRULE:" + rule]) == nil)
  }

  @Test(arguments: [
    (
      "FREQ=MONTHLY;BYMONTHDAY=1,15", "one day of the month is possible",
      "FREQ=MONTHLY;BYMONTHDAY=1"
    ),
    (
      "FREQ=MONTHLY;BYMONTHDAY=31", "the 29th to 31st would move to the end of shorter months",
      "FREQ=MONTHLY;BYMONTHDAY=-1"
    ),
    (
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
      "the 29th to 31st would move to the end of shorter months",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
    ),
    (
      "FREQ=MONTHLY;BYDAY=5FR", "one day of a month is possible: the first to fourth, or the last",
      "FREQ=MONTHLY;BYDAY=-1FR"
    ),
    (
      "FREQ=MONTHLY;BYDAY=-2FR", "one day of a month is possible: the first to fourth, or the last",
      "FREQ=MONTHLY;BYDAY=-1FR"
    ),
    (
      "FREQ=MONTHLY;BYDAY=1MO,3MO",
      "one day of a month is possible: the first to fourth, or the last",
      "FREQ=MONTHLY;BYDAY=1MO"
    ),
    (
      "FREQ=MONTHLY;BYDAY=TU;UNTIL=20270501",
      "one day of a month is possible: the first to fourth, or the last",
      "FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270501"
    ),
    (
      "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
      "days of the week or of the month are possible, not both", "FREQ=MONTHLY;BYDAY=1FR"
    ),
    (
      "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "one month of the year is possible",
      "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"
    ),
    ("FREQ=YEARLY;BYDAY=20MO", "the month must be named", "FREQ=YEARLY;BYMONTH=1;BYDAY=-1MO"),
    (
      "FREQ=MONTHLY;INTERVAL=2;BYMONTH=6;BYMONTHDAY=3",
      "a month of the year is possible in yearly rules only", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=3"
    ),
    (
      "FREQ=DAILY;INTERVAL=2;BYDAY=MO", "weekdays are possible in weeks only",
      "FREQ=DAILY;INTERVAL=2"
    ),
    ("FREQ=DAILY;BYMONTH=1", "days and weeks repeat without months and positions", "FREQ=DAILY"),
  ])
  func `What is no pattern has a near one`(
    _ rule: String,
    _ reason: String,
    _ nearest: String
  ) throws {
    let found = try #require(try refusal(["RRULE:" + rule]))
    #expect(found.reason == reason)
    #expect(found.nearest == Recurrence(try RecurrenceRule(nearest)))
    #expect(try refusal(try #require(found.nearest).lines) == nil)
  }

  @Test(arguments: [
    ["RRULE:FREQ=YEARLY;BYWEEKNO=20"], ["RRULE:FREQ=DAILY", "EXDATE:20261202"],
    ["RDATE:20261202"], ["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], [],
  ])
  func `Other lines have none near`(_ lines: [String]) throws {
    let found = try refusal(lines)
    #expect(found?.reason == "one rule without further dates is possible")
    #expect(found?.nearest == nil)
  }
}
