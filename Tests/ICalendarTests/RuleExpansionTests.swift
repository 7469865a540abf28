import ICalendar
import Testing

@Suite struct RuleExpansionTests {
  private func expand(
    _ rule: String,
    from start: Int = 0,
    days window: ClosedRange<Int>
  ) throws -> RuleExpansion {
    try RuleExpansion(
      of: RuleParts(rule),
      from: LocalTime(day: start, second: 32_400),
      isDate: false,
      in: LocalTime(day: window.lowerBound)...LocalTime(day: window.upperBound)
    )
  }

  @Test func `A window far from the start is not walked to`() throws {
    // 1970 to 2106: 50,000 days.
    let found = try expand("FREQ=DAILY", days: 50_000...50_010)
    #expect(found.times.map(\.day) == Array(50_000...50_009))
    #expect(!found.isCut)
  }

  @Test func `Steps are bounded`() throws {
    let found = try expand("FREQ=DAILY", days: 0...100_000)
    #expect(found.times.count == RuleExpansion.maximumSteps)
    #expect(found.isCut)
    let working = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    let many = try expand(working, days: 0...100_000)
    #expect(many.times.count == RuleExpansion.maximumSteps)
    #expect(many.isCut)
    let counted = try expand(working + ";COUNT=90000", days: 72_000...72_100)
    #expect(counted.times.isEmpty)
    #expect(counted.isCut)
  }

  @Test func `A daily rule with COUNT is counted over decades`() throws {
    // 29 February 2024 is the fourteenth.
    let far = try expand("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=14", days: 19_700...29_900)
    #expect(far.times.map(\.day) == [19_782])
    #expect(!far.isCut)
    let over = try expand("FREQ=DAILY;BYDAY=MO;COUNT=20", days: 20_000...20_900)
    #expect(over.times.isEmpty)
    #expect(!over.isCut)
  }

  @Test func `COUNT of working days is followed over decades`() throws {
    // From Thursday, 1 January 1970: the 5,000th is on Wednesday, 1 March 1989.
    for rule in ["FREQ=DAILY", "FREQ=WEEKLY"] {
      let found = try expand(rule + ";BYDAY=MO,TU,WE,TH,FR;COUNT=5000", days: 6_990...7_100)
      #expect(found.times.map(\.day) == [6_990, 6_991, 6_992, 6_993, 6_994, 6_997, 6_998, 6_999])
      #expect(!found.isCut)
    }
  }

  @Test func `A day that a rule names a thousand times is one`() throws {
    let days = String(repeating: "TU,", count: 1_000) + "1TU"
    let parts = try RuleParts("FREQ=MONTHLY;BYDAY=" + days)
    #expect(parts.days.map(\.ordinal) == [nil, 1])
  }

  @Test func `Days alone are counted without walking`() throws {
    let plain = try expand("FREQ=DAILY;INTERVAL=2;COUNT=2000", days: 3_990...90_000)
    #expect(plain.times.map(\.day) == [3_990, 3_992, 3_994, 3_996, 3_998])
    #expect(!plain.isCut)
    let far = try expand("FREQ=DAILY;COUNT=50005", days: 50_000...50_010)
    #expect(far.times.map(\.day) == Array(50_000...50_004))
    #expect(try expand("FREQ=DAILY;COUNT=3", days: 50_000...50_010).times.isEmpty)
    #expect(try expand("FREQ=DAILY;COUNT=3", days: -9...10).times.map(\.day) == [0, 1, 2])
  }

  @Test func `Dates have no time`() throws {
    let found = try RuleExpansion(
      of: RuleParts("FREQ=WEEKLY"),
      from: LocalTime(day: 10),
      isDate: true,
      in: LocalTime(day: 0)...LocalTime(day: 30)
    )
    #expect(found.times == [10, 17, 24].map { LocalTime(day: $0) })
  }

  @Test func `A rule is written without its end by date`() throws {
    let parts = try RuleParts("RRULE:freq=Monthly; byday=+1mo , -1tu;until=20270101;x-a=b;")
    #expect(parts.until == "20270101")
    #expect(parts.text == "FREQ=MONTHLY;INTERVAL=1;BYDAY=1MO,-1TU;WKST=MO")
  }

  @Test func `A year is known from 1600 to 2500`() throws {
    #expect(try expand("FREQ=DAILY", from: -500_000, days: -500_000...0).times.isEmpty)
    #expect(try expand("FREQ=YEARLY", from: 0, days: 194_000...900_000).times.count == 1)
  }

  /// The dates are from dateutil 2.9, and by hand where that takes weeks from the end of a year for
  /// others.
  @Test(arguments: [
    ("YEARLY;BYWEEKNO=1;BYDAY=MO", "20250817", "20251229 20270104 20280103 20290101 20291231"),
    ("YEARLY;BYWEEKNO=2;WKST=TH", "20250817", "20260111 20270110 20280109"),
    ("YEARLY;BYWEEKNO=53", "20260101", "20261231 20321230"),
    ("YEARLY;BYWEEKNO=53,20;BYDAY=WE,MO,TU;WKST=TH", "20270501", "20270517 20270518 20270519"),
    ("YEARLY;BYWEEKNO=-1;BYDAY=FR", "20260101", "20270101 20271231 20281229"),
    ("YEARLY;BYWEEKNO=-53;BYDAY=MO", "20260101", "20311229 20361229"),
    ("YEARLY;INTERVAL=2;BYWEEKNO=10,-2;BYDAY=SU;WKST=FR", "20290301", "20290304 20291223"),
    ("YEARLY;BYWEEKNO=20;BYDAY=MO;BYSETPOS=1;COUNT=2", "20260101", "20260511 20270517"),
    ("YEARLY;BYMONTHDAY=-2", "20160416", "20160429 20160530 20160629"),
    ("YEARLY;BYMONTHDAY=2,28;BYSETPOS=-1", "20181124", "20181228 20191228"),
    ("YEARLY;INTERVAL=3;BYMONTH=7;BYYEARDAY=200,59,365", "20181228", "20210719 20240718"),
    ("YEARLY;BYHOUR=9", "20260305", "20260305 20270305"),
    ("DAILY;BYMONTHDAY=1,-1,31", "20190604", "20190630 20190701 20190731 20190801"),
    ("DAILY;INTERVAL=3;BYMONTH=4,9;BYMONTHDAY=31,29,-15", "20220319", "20230416 20230916"),
    ("WEEKLY;INTERVAL=2;BYDAY=MO;WKST=TH", "20230914", "20230918 20231002 20231016"),
    ("WEEKLY;INTERVAL=2;BYMONTH=10;BYDAY=TU;WKST=WE", "20220513", "20221004 20221018"),
    ("WEEKLY;INTERVAL=2;BYDAY=MO,SU,TU;WKST=SA", "20240603", "20240603 20240604 20240616"),
    ("MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1", "20260101", "20260101 20260130 20260202"),
    ("MONTHLY;BYMONTHDAY=-1,1;BYSETPOS=1,-1", "20260601", "20260601 20260630 20260701 20260731"),
    ("MONTHLY;BYMONTHDAY=30,-1;BYSETPOS=1,-1;COUNT=3", "20260601", "20260630 20260730 20260731"),
    ("MONTHLY;BYMONTHDAY=30,-1;BYSETPOS=2", "20260601", "20260731 20260831 20261031"),
    ("MONTHLY;INTERVAL=3;BYDAY=-1MO,1MO;BYSETPOS=1,-1,5", "20260105", "20260105 20260126 20260406"),
    ("MONTHLY;BYDAY=1FR,-1FR;BYSETPOS=40,1", "20260101", "20260102 20260206 20260306"),
    ("MONTHLY;BYSETPOS=-1,1;COUNT=3", "20260131", "20260131 20260331 20260531"),
    ("MONTHLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "20260101", "20260228 20270228 20280229"),
  ])
  func `A rule that names days gives those`(_ rule: String, _ start: String, _ days: String) throws
  {
    let expected = try days.split(separator: " ").map { try day(String($0)) }
    let first = try day(start)
    let found = try expand("FREQ=" + rule, from: first, days: first...(first + 12 * 366))
    let days = found.times.map(\.day)
    #expect((rule.contains("COUNT") ? days : Array(days.prefix(expected.count))) == expected)
    let later = expected[1]
    let window = try expand("FREQ=" + rule, from: first, days: later...(later + 3))
    #expect(window.times.first?.day == later)
  }

  @Test func `Times of a day are in order, and chosen among those of the year`() throws {
    let rule = "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5;BYHOUR=20,6;BYMINUTE=30,0"
    let found = try expand(rule, days: 0...300)
    #expect(found.times.map(\.second) == [21_600, 23_400, 72_000, 73_800])
    let last = try expand(rule + ";BYSETPOS=-1", days: 0...800)
    #expect(last.times.map(\.second) == [73_800, 73_800, 73_800])
  }

  @Test(arguments: [
    "FREQ=DAILY;INTERVAL=7;BYDAY=MO", "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2",
    "FREQ=YEARLY;BYWEEKNO=30;BYMONTH=1",
  ])
  func `A rule that gives no day, or one that libical takes for others, is refused`(
    _ rule: String
  ) {
    #expect(throws: RuleRefusal.self) { try expand(rule, days: 0...5_000) }
  }

  private func day(_ text: String) throws -> Int {
    guard case .date(let day)? = DateValue(text) else { throw Unreadable() }
    return day
  }

  private struct Unreadable: Error {}
}
