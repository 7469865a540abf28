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
    let counted = try expand("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=4000", days: 3_500...3_600)
    #expect(counted.times.isEmpty)
    #expect(counted.isCut)
  }

  @Test func `A daily rule with COUNT is not counted over decades, and says so`() throws {
    let far = try expand("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=90", days: 20_000...20_900)
    #expect(far.times.isEmpty)
    #expect(far.isCut)
    let over = try expand("FREQ=DAILY;BYDAY=MO;COUNT=20", days: 20_000...20_900)
    #expect(over.times.isEmpty)
    #expect(!over.isCut)
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
}
