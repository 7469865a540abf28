import CalendarCore
import Foundation
import Testing

/// How recurrences are read and said.
///
/// The first occurrence is on Tuesday, 1 December 2026.
@Suite struct RecurrenceInputTests {
  private static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  private func timed() throws -> EventTime {
    let start = try #require(ISO8601DateFormatter().date(from: "2026-12-01T09:00:00Z"))
    return .timed(start: start, end: start.addingTimeInterval(1_800), zone: "Europe/Berlin")
  }

  private func reader(_ first: EventTime) -> RecurrenceInput {
    let today = first.days(in: Self.berlin).lowerBound.advanced(by: -8)
    return RecurrenceInput(first: first, zone: Self.berlin, today: today)
  }

  private func error(_ text: String) throws -> String {
    let first = try timed()
    do throws(RecurrenceInputError) {
      let read = try reader(first).read(text)
      return "read as \(read?.lines ?? [])"
    } catch {
      return error.message
    }
  }

  @Test(arguments: [
    ("daily", "FREQ=DAILY", "every day"),
    ("every day", "FREQ=DAILY", "every day"),
    ("Every other day", "FREQ=DAILY;INTERVAL=2", "every second day"),
    ("every 3 days", "FREQ=DAILY;INTERVAL=3", "every 3 days"),
    ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
    ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
    ("daily on weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
    ("weekends", "FREQ=WEEKLY;BYDAY=SA,SU", "every Saturday and Sunday"),
    ("weekly", "FREQ=WEEKLY;BYDAY=TU", "every Tuesday"),
    ("every week", "FREQ=WEEKLY;BYDAY=TU", "every Tuesday"),
    ("fridays", "FREQ=WEEKLY;BYDAY=FR", "every Friday"),
    ("tue and thu", "FREQ=WEEKLY;BYDAY=TU,TH", "every Tuesday and Thursday"),
    (
      "weekly on thu, mon & wed", "FREQ=WEEKLY;BYDAY=MO,WE,TH",
      "every Monday, Wednesday and Thursday"
    ),
    ("every second tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every second Tuesday"),
    ("every other tue", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every second Tuesday"),
    ("biweekly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every second Tuesday"),
    (
      "every second tuesday until 5 apr", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270405T215959Z",
      "every second Tuesday until 5 Apr 2027"
    ),
    (
      "every 2 weeks on mon, wed", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
      "every second week on Monday and Wednesday"
    ),
    (
      "every 3 weeks on mon, wed, 12 times", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE;COUNT=12",
      "every 3 weeks on Monday and Wednesday, 12 times"
    ),
    ("every 5 weeks", "FREQ=WEEKLY;INTERVAL=5;BYDAY=TU", "every 5 weeks on Tuesday"),
    (
      "every second week on weekdays", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR",
      "every second week on weekdays"
    ),
    (
      "weekly for 6 weeks", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270111T225959Z",
      "every Tuesday until 11 Jan 2027"
    ),
    ("daily for ten times", "FREQ=DAILY;COUNT=10", "every day, 10 times"),
    ("daily for 2 months", "FREQ=DAILY;UNTIL=20270131T225959Z", "every day until 31 Jan 2027"),
    (
      "weekly until easter", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270328T215959Z",
      "every Tuesday until 28 Mar 2027"
    ),
    (
      "weekly until june", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T215959Z",
      "every Tuesday until 30 Jun 2027"
    ),
    (
      "weekly until end of june", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T215959Z",
      "every Tuesday until 30 Jun 2027"
    ),
    (
      "weekly till Mar 2028", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20280331T215959Z",
      "every Tuesday until 31 Mar 2028"
    ),
    (
      "weekly until december", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T225959Z",
      "every Tuesday until 31 Dec 2026"
    ),
    (
      "weekly until 2027", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231T225959Z",
      "every Tuesday until 31 Dec 2027"
    ),
    ("yearly on 8dec", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=8", "every year on 8 December"),
    ("weekly forever", "FREQ=WEEKLY;BYDAY=TU", "every Tuesday"),
    ("monthly", "FREQ=MONTHLY;BYMONTHDAY=1", "on the 1st of each month"),
    ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15", "on the 15th of each month"),
    ("monthly on day 15", "FREQ=MONTHLY;BYMONTHDAY=15", "on the 15th of each month"),
    (
      "monthly on the 1st and 15th", "FREQ=MONTHLY;BYMONTHDAY=1,15",
      "on the 1st and 15th of each month"
    ),
    ("the 22nd of each month", "FREQ=MONTHLY;BYMONTHDAY=22", "on the 22nd of each month"),
    (
      "on the last day of each month", "FREQ=MONTHLY;BYMONTHDAY=-1",
      "on the last day of each month"
    ),
    ("monthly on the last friday", "FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of each month"),
    ("monthly on thu", "FREQ=MONTHLY;BYDAY=1TH", "on the first Thursday of each month"),
    ("every month on monday", "FREQ=MONTHLY;BYDAY=1MO", "on the first Monday of each month"),
    ("monthly on each thu", "FREQ=MONTHLY;BYDAY=TH", "on each Thursday of each month"),
    ("every 1st", "FREQ=MONTHLY;BYMONTHDAY=1", "on the 1st of each month"),
    (
      "every 1st and 15th", "FREQ=MONTHLY;BYMONTHDAY=1,15", "on the 1st and 15th of each month"
    ),
    ("last friday of the month", "FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of each month"),
    ("every last friday", "FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of each month"),
    (
      "the second tuesday of every month", "FREQ=MONTHLY;BYDAY=2TU",
      "on the second Tuesday of each month"
    ),
    (
      "every second tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU",
      "on the second Tuesday of each month"
    ),
    (
      "monthly on the first and third mon", "FREQ=MONTHLY;BYDAY=1MO,3MO",
      "on the first and third Monday of each month"
    ),
    (
      "monthly on the second to last thursday", "FREQ=MONTHLY;BYDAY=-2TH",
      "on the second to last Thursday of each month"
    ),
    (
      "on the last weekday of each month, 12 times",
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=12",
      "on the last weekday of each month, 12 times"
    ),
    (
      "first weekend day of each month", "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1",
      "on the first weekend day of each month"
    ),
    (
      "every second month on the 3rd", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=3",
      "on the 3rd of every second month"
    ),
    (
      "on the 3rd of every second month", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=3",
      "on the 3rd of every second month"
    ),
    ("quarterly", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", "on the 1st of every 3 months"),
    (
      "each tuesday of every second month", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
      "on each Tuesday of every second month"
    ),
    ("yearly", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1", "every year on 1 December"),
    ("every year on 25 dec", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", "every year on 25 December"),
    ("annually on march 3rd", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "every year on 3 March"),
    (
      "every 2 years", "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=1",
      "every second year on 1 December"
    ),
    (
      "the last sunday of march", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
      "every year on the last Sunday of March"
    ),
    (
      "every year on the last sunday of march and october", "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
      "every year on the last Sunday of March and October"
    ),
    ("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO", "every Monday"),
    (
      "RRULE:FREQ=MONTHLY; BYDAY=TU,WE,TH;BYSETPOS=3", "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3",
      "on the third Tuesday, Wednesday or Thursday of each month"
    ),
    (
      "freq=yearly;byweekno=20;byday=mo", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
      "by the rule FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"
    ),
  ])
  func `A text is read, and said in words that are read as the same`(
    _ text: String,
    _ rule: String,
    _ words: String
  ) throws {
    let first = try timed()
    let read = try #require(try reader(first).read(text))
    let lines = read.rule.map { Recurrence($0).lines } ?? read.lines
    let expected = (try? RecurrenceRule(rule)).map { Recurrence($0).lines } ?? ["RRULE:" + rule]
    #expect(lines == expected)
    #expect(read.words(from: first, zone: Self.berlin) == words)
    if words.hasPrefix("by the rule") { return }
    let again = try reader(first).read(words)
    #expect(
      again?.next(8, from: first, zone: Self.berlin) == read.next(8, from: first, zone: Self.berlin)
    )
  }

  @Test(arguments: ["", "never", "No", " none ", "once", "does not repeat"])
  func `An event may not repeat`(_ text: String) throws {
    #expect(try reader(try timed()).read(text) == nil)
  }

  @Test(arguments: [
    ("every secnd tuesday", "\"secnd\" is not understood. Did you mean \"second\"?"),
    (
      "5 times",
      "How it repeats is not said. Write it too: every day, 5 times."
    ),
    ("evry day", "\"evry\" is not understood. Did you mean \"every\"?"),
    (
      "every tuesday until juin",
      "\"juin\" is not a day or a month. Write one like 2026-12-01, fri, 15 mar or june."
    ),
    (
      "every tuesday until 1 jan 2020",
      "It would end on 1 Jan 2020, before it begins on 1 Dec 2026."
    ),
    ("FREQ=HOURLY", "This cannot be used: its rule repeats more often than daily."),
    ("FREQ=DAILY;COUNT=3;UNTIL=20270101", "A rule has COUNT or UNTIL, not both."),
    ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "This cannot be used: its rule matches no date."),
    ("FREQ=DAILY;UNTIL=20200101", "It has no date from 1 Dec 2026 on. Choose a later end."),
  ])
  func `What is not understood is named`(_ text: String, _ message: String) throws {
    #expect(try error(text) == message)
  }

  @Test(arguments: [
    ("qqqq", "\"qqqq\" is not understood."),
    ("every", "\"every\" is not followed by what repeats."),
    ("every 2", "\"every\" is not followed by what repeats."),
    ("every times", "\"times\" has no place here."),
    ("daily weekly", "It says twice how often it repeats."),
    ("every 0 days", "\"0\" is not understood."),
    ("monthly on the 32nd", "A month has days 1 to 31."),
    ("every 3 days on monday", "These words do not go together with days."),
    ("weekly on the 15th", "These words do not go together with weeks."),
    ("monthly on the sixth monday", "A month has no more than five weeks."),
    ("every 1000 weeks", "An interval is a number from 1 to 999."),
    ("the first monday and the second tuesday", "Only one of the days can have a number."),
    ("daily zoom", "\"zoom\" is not understood."),
  ])
  func `What does not fit is said with examples`(_ text: String, _ reason: String) throws {
    let message = try error(text)
    #expect(message.hasPrefix(reason + " Examples: "))
  }

  @Test func `Whole days end with a day`() throws {
    let first = EventTime.allDay(
      first: try #require(Day("2026-12-01")),
      last: try #require(Day("2026-12-01"))
    )
    #expect(
      try reader(first).read("weekly until 5 apr")?.lines
        == ["RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270405"]
    )
  }

  @Test(arguments: [
    (["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], "by the rule FREQ=DAILY and FREQ=WEEKLY"),
    (["RDATE:20270101T090000Z"], "1 other date"),
    (
      ["RRULE:FREQ=DAILY;COUNT=1", "RDATE:20270101T090000Z,20270102T090000Z"],
      "every day, once, and on 2 other dates"
    ),
    (["RRULE:FREQ=DAILY;BYHOUR=9,10"], "by the rule FREQ=DAILY;BYHOUR=9,10"),
    (["RRULE:FREQ=WEEKLY;BYDAY=SU,MO;WKST=SU"], "every Sunday and Monday"),
    (
      ["RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"],
      "by the rule FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"
    ),
  ])
  func `Foreign lines are said`(_ lines: [String], _ words: String) throws {
    #expect(Recurrence(lines: lines).words(from: try timed(), zone: Self.berlin) == words)
  }
}
