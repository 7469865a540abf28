import CalendarCore
import Foundation
import Testing

/// Rules in zones, and what services send that is not as it should be.
@Suite struct RecurrenceTests {
  private func instant(_ text: String) throws -> Date {
    try #require(ISO8601DateFormatter().date(from: text))
  }

  private func timed(_ start: String, minutes: Int = 60, _ zone: String?) throws -> EventTime {
    let start = try instant(start)
    return .timed(start: start, end: start.addingTimeInterval(Double(minutes) * 60), zone: zone)
  }

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func starts(_ expansion: RecurrenceExpansion) -> [String] {
    expansion.times.map { time in
      switch time {
      case .timed(let start, _, _): ISO8601DateFormatter().string(from: start)
      case .allDay(let first, _): "\(first)"
      }
    }
  }

  private func next(
    _ count: Int,
    _ lines: [String],
    _ time: EventTime,
    zone: TimeZone = .gmt
  ) -> [String] {
    starts(Recurrence(lines: lines).next(count, from: time, zone: zone))
  }

  // MARK: Clock changes

  @Test(arguments: [
    // Berlin skips 02:00 to 03:00 on 28 March 2027, and repeats it on 31 October.
    (
      "2027-03-27T01:30:00Z", "Europe/Berlin",
      ["2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"]
    ),
    (
      "2027-10-30T00:30:00Z", "Europe/Berlin",
      ["2027-10-30T00:30:00Z", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z"]
    ),
    // New York skips 02:00 to 03:00 on 14 March 2027, and repeats 01:00 to 02:00 on 7 November.
    (
      "2027-03-13T07:30:00Z", "America/New_York",
      ["2027-03-13T07:30:00Z", "2027-03-14T07:30:00Z", "2027-03-15T06:30:00Z"]
    ),
    (
      "2027-11-06T05:30:00Z", "America/New_York",
      ["2027-11-06T05:30:00Z", "2027-11-07T05:30:00Z", "2027-11-08T06:30:00Z"]
    ),
    // Lord Howe changes by half an hour: skips 02:00 to 02:30 on 3 October 2027, repeats 01:30 to
    // 02:00 on 4 April.
    (
      "2027-10-01T15:40:00Z", "Australia/Lord_Howe",
      ["2027-10-01T15:40:00Z", "2027-10-02T15:40:00Z", "2027-10-03T15:10:00Z"]
    ),
    (
      "2027-04-02T14:45:00Z", "Australia/Lord_Howe",
      ["2027-04-02T14:45:00Z", "2027-04-03T14:45:00Z", "2027-04-04T15:15:00Z"]
    ),
    // Apia had no 30 December 2011: what was planned for it moves by the day, onto the next one.
    (
      "2011-12-28T19:00:00Z", "Pacific/Apia",
      ["2011-12-28T19:00:00Z", "2011-12-29T19:00:00Z", "2011-12-30T19:00:00Z"]
    ),
    // Beirut changes at midnight: 28 March 2027 begins at 01:00.
    (
      "2027-03-26T22:30:00Z", "Asia/Beirut",
      ["2027-03-26T22:30:00Z", "2027-03-27T22:30:00Z", "2027-03-28T21:30:00Z"]
    ),
  ])
  func `A daily time follows the wall clock over a change`(
    _ start: String,
    _ zone: String,
    _ expected: [String]
  ) throws {
    #expect(next(3, ["RRULE:FREQ=DAILY"], try timed(start, zone)) == expected)
  }

  @Test func `The skipped day of Apia is one occurrence, not two`() throws {
    let time = try timed("2011-12-28T19:00:00Z", "Pacific/Apia")
    let found = next(4, ["RRULE:FREQ=DAILY;COUNT=5"], time)
    #expect(Set(found).count == found.count)
  }

  @Test func `A first time that is the second of two equal ones stays`() throws {
    let time = try timed("2027-10-31T01:30:00Z", "Europe/Berlin")
    #expect(
      next(2, ["RRULE:FREQ=DAILY"], time) == ["2027-10-31T01:30:00Z", "2027-11-01T01:30:00Z"]
    )
  }

  @Test func `Exact lengths stay over a change`() throws {
    let time = try timed("2027-03-26T17:00:00Z", minutes: 24 * 60, "Europe/Berlin")
    let last = try #require(
      Recurrence(lines: ["RRULE:FREQ=DAILY"]).next(3, from: time, zone: .gmt).times.last
    )
    #expect(last.end(in: .gmt).timeIntervalSince(last.start(in: .gmt)) == 86_400)
  }

  // MARK: Whole days

  @Test(arguments: ["Pacific/Apia", "America/Los_Angeles", "Asia/Beirut"])
  func `Whole days are the same in each zone`(_ name: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    let time = EventTime.allDay(first: try day("2027-03-27"), last: try day("2027-03-28"))
    let expansion = Recurrence(lines: ["RRULE:FREQ=WEEKLY;COUNT=3"]).next(5, from: time, zone: zone)
    #expect(starts(expansion) == ["2027-03-27", "2027-04-03", "2027-04-10"])
    #expect(
      expansion.times[1] == .allDay(first: try day("2027-04-03"), last: try day("2027-04-04"))
    )
  }

  @Test func `A window holds the whole days whose midnight it holds`() throws {
    let time = EventTime.allDay(first: try day("2027-01-01"), last: try day("2027-01-05"))
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let window = try instant("2027-01-31T23:00:00Z")..<(try instant("2027-02-28T23:00:00Z"))
    let recurrence = Recurrence(lines: ["RRULE:FREQ=MONTHLY"])
    let found = recurrence.occurrences(from: time, in: window, zone: berlin)
    #expect(starts(found) == ["2027-02-01"])
    #expect(starts(recurrence.occurrences(from: time, in: window)) == ["2027-02-01"])
  }

  // MARK: UNTIL, COUNT, dates

  @Test(arguments: [
    // An instant for whole days is the day in the calendar's zone.
    (
      "2021-11-28", "FREQ=DAILY;UNTIL=20211129T230000Z", ["2021-11-28", "2021-11-29", "2021-11-30"]
    ),
    ("2021-11-28", "FREQ=DAILY;UNTIL=20211129", ["2021-11-28", "2021-11-29"]),
    ("2021-11-28", "FREQ=DAILY;UNTIL=20211129T000000", ["2021-11-28", "2021-11-29"]),
  ])
  func `UNTIL of whole days is a day`(_ first: String, _ rule: String, _ expected: [String]) throws
  {
    let time = EventTime.allDay(first: try day(first), last: try day(first))
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    #expect(next(9, ["RRULE:" + rule], time, zone: berlin) == expected)
  }

  @Test(arguments: [
    // A day includes the occurrence of that day.
    ("FREQ=DAILY;UNTIL=20261202", 3), ("FREQ=DAILY;UNTIL=20261202T080000Z", 3),
    ("FREQ=DAILY;UNTIL=20261202T075959Z", 2), ("FREQ=DAILY;UNTIL=20261202T090000", 3),
    ("FREQ=DAILY;UNTIL=20261202T085959", 2), ("FREQ=DAILY;UNTIL=20261129", 0),
    // What libical would drop as a whole.
    ("FREQ=DAILY; COUNT=4", 4), ("freq=daily;count=4;", 4), ("FREQ=DAILY;X-FOO=1;COUNT=4", 4),
    ("FREQ=DAILY;COUNT=4;UNTIL=20261202", 3), ("FREQ=DAILY;COUNT=2;COUNT=4", 4),
  ])
  func `An end is read as it was meant`(_ rule: String, _ count: Int) throws {
    let time = try timed("2026-11-30T08:00:00Z", "Europe/Berlin")
    let found = Recurrence(lines: ["RRULE:" + rule]).next(9, from: time, zone: .gmt)
    #expect(found.times.count == count)
    #expect(found.problem == nil)
    #expect(!found.isCapped || count == 0)
  }

  @Test(arguments: [
    "EXDATE:20261202T080000Z", "EXDATE;TZID=Europe/Berlin:20261202T090000",
    "EXDATE:20261202T090000", "EXDATE;VALUE=DATE:20261202",
    "EXDATE;TZID=\"America/New_York\":20261202T030000", "exdate;tzid=Europe/Berlin:20261202T090000",
    "EXRULE:FREQ=DAILY;UNTIL=20261202T080000Z;BYDAY=WE",
  ])
  func `Excluded dates match as instants`(_ line: String) throws {
    let time = try timed("2026-12-01T08:00:00Z", "Europe/Berlin")
    #expect(
      next(9, ["RRULE:FREQ=DAILY;COUNT=3", line], time)
        == ["2026-12-01T08:00:00Z", "2026-12-03T08:00:00Z"]
    )
  }

  @Test func `Added dates join the rule once`() throws {
    let time = try timed("2026-12-01T08:00:00Z", "Europe/Berlin")
    let lines = [
      "RDATE:20261205T100000Z,20261202T080000Z", "RRULE:FREQ=DAILY;COUNT=2",
      "RDATE;VALUE=PERIOD:20261206T100000Z/PT2H",
    ]
    #expect(
      next(9, lines, time) == [
        "2026-12-01T08:00:00Z", "2026-12-02T08:00:00Z", "2026-12-05T10:00:00Z",
        "2026-12-06T10:00:00Z",
      ]
    )
    #expect(
      next(9, ["RDATE:20261205T100000Z"], time) == ["2026-12-01T08:00:00Z", "2026-12-05T10:00:00Z"]
    )
  }

  @Test(arguments: [
    ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1", ["2026-12-07", "2026-12-14"]),
    ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1", ["2026-12-04", "2026-12-11"]),
    ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1;WKST=WE", ["2026-12-07", "2026-12-14"]),
  ])
  func `Positions of a week are applied`(_ rule: String, _ expected: [String]) throws {
    let first = try day("2026-12-01")
    #expect(next(2, ["RRULE:" + rule], .allDay(first: first, last: first)) == expected)
  }

  // MARK: Windows

  @Test(arguments: [
    "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE", "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31",
    "FREQ=MONTHLY;INTERVAL=7;BYDAY=-1FR", "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=DAILY;COUNT=1500", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3,10",
  ])
  func `A window holds what a walk from the first occurrence gives`(_ rule: String) throws {
    let time = try timed("2018-01-30T17:30:00Z", "America/New_York")
    let recurrence = Recurrence(lines: ["RRULE:" + rule])
    let begin = try instant("2018-01-01T00:00:00Z")
    let all = recurrence.occurrences(
      from: time,
      in: begin..<(try instant("2025-01-01T00:00:00Z")),
      zone: .gmt,
      limit: 3_000
    )
    for year in 2019...2024 {
      let window =
        try instant("\(year)-03-05T00:00:00Z")..<(try instant("\(year)-11-20T00:00:00Z"))
      let found = recurrence.occurrences(from: time, in: window, zone: .gmt)
      #expect(found.times == all.times.filter { window.contains($0.start(in: .gmt)) })
    }
  }

  @Test func `More than was asked for is said`() throws {
    let time = try timed("2026-12-01T08:00:00Z", "Europe/Berlin")
    let start = time.start(in: .gmt)
    let found = Recurrence(lines: ["RRULE:FREQ=DAILY"]).occurrences(
      from: time,
      in: start..<start.addingTimeInterval(86_400 * 50),
      zone: .gmt,
      limit: 10
    )
    #expect(found.times.count == 10)
    #expect(found.isCapped)
  }

  @Test func `An occurrence knows its number`() throws {
    let time = try timed("2026-12-01T08:00:00Z", "Europe/Berlin")
    let third = try timed("2026-12-15T08:00:00Z", "Europe/Berlin")
    func position(_ lines: [String]) -> String {
      let position = Recurrence(lines: lines).position(of: third, from: time, zone: .gmt)
      return "\(position?.number ?? 0) of \(position?.total ?? 0)"
    }
    #expect(position(["RRULE:FREQ=WEEKLY;COUNT=12"]) == "3 of 12")
    #expect(position(["RRULE:FREQ=WEEKLY;UNTIL=20261231"]) == "3 of 5")
    #expect(position(["RRULE:FREQ=WEEKLY"]) == "3 of 0")
    #expect(position(["RRULE:FREQ=WEEKLY;BYDAY=WE"]) == "0 of 0")
    #expect(position(["RRULE:FREQ=WEEKLY;COUNT=12", "EXDATE:20261208T080000Z"]) == "2 of 11")
  }

  @Test func `Lines stay as they were written`() throws {
    let lines = ["rrule:FREQ=WEEKLY; BYDAY=TU", "EXDATE;X-WHY=\"a;b\";VALUE=DATE:20261208"]
    var recurrence = Recurrence(lines: lines)
    let data = try JSONEncoder().encode(recurrence)
    #expect(try JSONDecoder().decode(Recurrence.self, from: data).lines == lines)
    #expect(recurrence.rule == RecurrenceRule(.weekly, days: [.init(.tuesday)]))
    recurrence.rule = RecurrenceRule(.daily)
    #expect(recurrence.lines == ["RRULE:FREQ=DAILY", lines[1]])
    #expect(Recurrence(lines: lines + ["RRULE:FREQ=DAILY"]).rule == nil)
    #expect(Recurrence(lines: ["RRULE:FREQ=YEARLY;BYWEEKNO=20"]).rule == nil)
  }

  // MARK: Periods

  @Test func `An occurrence that was added as a period is as long as that`() throws {
    let lines = [
      "RRULE:FREQ=WEEKLY;COUNT=2",
      "RDATE;VALUE=PERIOD:20261203T080000Z/20261203T110000Z,20261204T080000Z/PT30M",
      "RDATE;TZID=Europe/Berlin;VALUE=PERIOD:20261205T090000/P1DT2H,20261206T090000/P-",
      "RDATE:20261207T080000Z",
    ]
    // From Tuesday, 1 December, 9:00 to 10:00.
    let found = Recurrence(lines: lines).next(
      9,
      from: try timed("2026-12-01T08:00:00Z", "Europe/Berlin"),
      zone: .gmt
    )
    let minutes = found.times.map {
      Int($0.end(in: .gmt).timeIntervalSince($0.start(in: .gmt))) / 60
    }
    #expect(minutes == [60, 180, 30, 1_560, 60, 60, 60])
    #expect(found.problem == nil)
  }

  @Test func `A length in days follows the clock, one in hours does not`() throws {
    // The clocks go back on 25 October 2026.
    let found = Recurrence(
      lines: ["RDATE;VALUE=PERIOD:20261024T100000Z/P1D,20261024T110000Z/PT24H"]
    )
    .next(3, from: try timed("2026-10-20T10:00:00Z", "Europe/Berlin"), zone: .gmt)
    let hours = found.times.map {
      Int($0.end(in: .gmt).timeIntervalSince($0.start(in: .gmt))) / 3_600
    }
    #expect(hours == [1, 25, 24])
  }

  @Test func `Periods are the same when their starts and lengths are`() {
    func same(_ one: String, _ other: String) -> Bool {
      Recurrence(lines: [one]) == Recurrence(lines: [other])
    }
    let period = "RDATE;VALUE=PERIOD:20261203T080000Z/PT3H"
    #expect(same(period, "RDATE:20261203T080000Z/PT3H"))
    #expect(!same(period, "RDATE:20261203T080000Z"))
    #expect(!same(period, "RDATE;VALUE=PERIOD:20261203T080000Z/PT2H"))
  }
}
