import CalendarCore
import Foundation
import Testing

/// Rules that a library searches for minutes, or that cannot be read.
///
/// The series is shown once, with the reason. How much a rule may cost is bounded by steps; see `RuleExpansionTests`.
@Suite struct HostileRuleTests {
  @Test(arguments: [
    "FREQ=HOURLY;BYDAY=MO;BYMONTHDAY=31", "FREQ=HOURLY;BYYEARDAY=366",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY",
    "FREQ=YEARLY;RSCALE=CHINESE;BYMONTH=5",
    "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;SKIP=FORWARD", "FREQ=DAILY;BYDAY=53WE",
    "FREQ=MONTHLY;BYDAY=53WE", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-366", "FREQ=DAILY;BYSETPOS=-366",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2",
    "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=4,6", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU", "FREQ=MONTHLY;BYDAY=1FR;BYMONTHDAY=20",
    "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,1,2,3,4,5,6,7", "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=0", "FREQ=DAILY;INTERVAL=99999999999999999999", "FREQ=", "FREQ=NEVER", "",
    "BYDAY=MO", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;UNTIL=soon", "FREQ=DAILY;UNTIL=20261340",
    "FREQ=DAILY;WKST=1", "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=MONTHLY;BYYEARDAY=3",
    "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=7", "FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;NEW=1",
    "FREQ=YEARLY;BYMONTH=10;BYDAY=-11SU", "FREQ=YEARLY;BYMONTH=1;BYYEARDAY=200",
    "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYSETPOS=5", "FREQ=YEARLY;BYWEEKNO=30;BYMONTH=1",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=1MO;BYMONTHDAY=31", "FREQ=YEARLY;BYYEARDAY=1;BYDAY=2TU",
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYDAY=MO;BYSETPOS=60",
    "FREQ=MONTHLY;BYDAY=MO,MO,MO,1000000MO", "FREQ=DAILY;\u{0}COUNT=3",
  ])
  func `A rule that is refused gives the first time and the reason`(_ rule: String) throws {
    // 1 February 2026.
    let start = Date(timeIntervalSince1970: 1_769_936_400)
    let time = EventTime.timed(start: start, end: start, zone: "Europe/Berlin")
    let found = Recurrence(lines: ["RRULE:" + rule]).next(3, from: time, zone: .gmt)
    #expect(found.times == [time])
    #expect(found.problem?.isEmpty == false)
    #expect(found.isCapped)
  }

  @Test func `A line that cannot be read is named`() throws {
    let start = Date(timeIntervalSince1970: 1_769_936_400)
    let time = EventTime.timed(start: start, end: start, zone: nil)
    let found = Recurrence(lines: ["RRULE:FREQ=DAILY", "WHAT"]).next(2, from: time, zone: .gmt)
    #expect(found.times.count == 2)
    #expect(found.problem == "\"WHAT\" cannot be read")
  }

  @Test(arguments: [-1e18, -62_135_596_800, 0, 253_402_300_799, 1e18, .infinity, .nan])
  func `Impossible instants neither trap nor search`(_ seconds: Double) {
    let start = Date(timeIntervalSince1970: seconds)
    let time = EventTime.timed(start: start, end: start, zone: "Europe/Berlin")
    for rule in ["FREQ=DAILY", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=DAILY;COUNT=5"] {
      let found = Recurrence(lines: ["RRULE:" + rule]).occurrences(
        from: time,
        in: Date(timeIntervalSince1970: 0)..<Date(timeIntervalSince1970: 1e6),
        zone: .gmt
      )
      #expect(found.times.count <= 12)
    }
  }
}
