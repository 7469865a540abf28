import CalendarCore
import Foundation
import Testing

/// All examples of RFC 5545, section 3.8.5.3, in the RFC's own zone.
@Suite struct RFC5545ExampleTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var start: String
    var lines: [String]
    /// The first occurrences, wall time in New York: days, or days and times.
    var dates: String
    /// How many there are in all; `nil` for those without an end.
    var total: Int?
    var testDescription: String { "\(start) \(lines.joined(separator: " "))" }
  }

  @Test(arguments: examples)
  func `An example gives its dates`(_ example: Example) throws {
    let start = try wall(example.start)
    let time = EventTime.timed(
      start: start,
      end: start.addingTimeInterval(3_600),
      zone: "America/New_York"
    )
    let expected = try read(example.dates, default: example.start)
    let expansion = Recurrence(lines: example.lines).next(
      example.total.map { $0 + 10 } ?? expected.count,
      from: time,
      zone: .gmt
    )
    #expect(expansion.problem == nil)
    let starts = expansion.times.map { $0.start(in: .gmt) }
    #expect(Array(starts.prefix(expected.count)) == expected)
    if let total = example.total { #expect(starts.count == total) }
  }

  @Test(arguments: subDaily)
  func `A rule that repeats more often than daily is shown once, with the reason`(
    _ rule: String
  ) throws {
    let start = try wall("19970902T090000")
    let time = EventTime.timed(start: start, end: start, zone: "America/New_York")
    let expansion = Recurrence(lines: [rule]).next(5, from: time, zone: .gmt)
    #expect(expansion.times == [time])
    #expect(expansion.problem == "its rule repeats more often than daily")
    #expect(expansion.isCapped)
  }

  private static let newYork = "America/New_York"

  private func wall(_ text: String) throws -> Date {
    let parts = text.split(separator: "T")
    let number = try #require(Int(parts[0]))
    let day = try #require(
      Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    )
    let time = try #require(Int(parts[1]))
    let zone = try #require(TimeZone(identifier: Self.newYork))
    let second = time / 10_000 * 3_600 + time / 100 % 100 * 60 + time % 100
    return day.time(secondsFromMidnight: second, in: zone)
  }

  private func read(_ dates: String, default start: String) throws -> [Date] {
    let time = start.split(separator: "T")[1]
    return try dates.split(separator: " ").map {
      try wall($0.contains("T") ? String($0) : "\($0)T\(time)")
    }
  }

  static let subDaily = [
    "RRULE:FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
    "RRULE:FREQ=MINUTELY;INTERVAL=15;COUNT=6",
    "RRULE:FREQ=MINUTELY;INTERVAL=90;COUNT=4",
    "RRULE:FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
  ]

  static let examples: [Example] = [
    Example("FREQ=DAILY;COUNT=10", "19970902 19970903 19970904", 10),
    Example("FREQ=DAILY;UNTIL=19971224T000000Z", "19970902 19970903", 113),
    Example("FREQ=DAILY;INTERVAL=2", "19970902 19970904 19970906 19970908"),
    Example("FREQ=DAILY;INTERVAL=10;COUNT=5", "19970902 19970912 19970922 19971002 19971012", 5),
    Example(
      "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
      "19980101 19980102 19980103",
      93,
      at: "19980101T090000"
    ),
    Example(
      "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1",
      "19980101 19980102 19980103",
      93,
      at: "19980101T090000"
    ),
    Example("FREQ=WEEKLY;COUNT=10", "19970902 19970909 19970916", 10),
    Example("FREQ=WEEKLY;UNTIL=19971224T000000Z", "19970902 19970909", 17),
    Example("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "19970902 19970916 19970930 19971014"),
    Example(
      "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
      "19970902 19970904 19970909 19970911 19970916 19970918 19970923 19970925 19970930 19971002",
      10
    ),
    Example(
      "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
      "19970902 19970904 19970909 19970911 19970916 19970918 19970923 19970925 19970930 19971002",
      10
    ),
    Example(
      "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
      "19970901 19970903 19970905 19970915 19970917 19970919 19970929",
      25,
      at: "19970901T090000"
    ),
    Example(
      "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
      "19970902 19970904 19970916 19970918 19970930 19971002 19971014 19971016",
      8
    ),
    Example(
      "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
      "19970905 19971003 19971107 19971205 19980102 19980206 19980306 19980403 19980501 19980605",
      10,
      at: "19970905T090000"
    ),
    Example(
      "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
      "19970905 19971003 19971107 19971205",
      4,
      at: "19970905T090000"
    ),
    Example(
      "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
      "19970907 19970928 19971102 19971130 19980104 19980125 19980301 19980329 19980503 19980531",
      10,
      at: "19970907T090000"
    ),
    Example(
      "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
      "19970922 19971020 19971117 19971222 19980119 19980216",
      6,
      at: "19970922T090000"
    ),
    Example(
      "FREQ=MONTHLY;BYMONTHDAY=-3",
      "19970928 19971029 19971128 19971229 19980129 19980226",
      at: "19970928T090000"
    ),
    Example(
      "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
      "19970902 19970915 19971002 19971015 19971102 19971115 19971202 19971215 19980102 19980115",
      10
    ),
    Example(
      "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
      "19970930 19971001 19971031 19971101 19971130 19971201 19971231 19980101 19980131 19980201",
      10,
      at: "19970930T090000"
    ),
    Example(
      "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
      "19970910 19970911 19970912 19970913 19970914 19970915 19990310 19990311 19990312 19990313",
      10,
      at: "19970910T090000"
    ),
    Example(
      "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
      "19970902 19970909 19970916 19970923 19970930 19971104 19971111"
    ),
    Example(
      "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
      "19970610 19970710 19980610 19980710 19990610 19990710 20000610 20000710 20010610 20010710",
      10,
      at: "19970610T090000"
    ),
    Example(
      "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
      "19970310 19990110 19990210 19990310 20010110 20010210 20010310 20030110 20030210 20030310",
      10,
      at: "19970310T090000"
    ),
    Example(
      "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
      "19970101 19970410 19970719 20000101 20000409 20000718 20030101 20030410 20030719 20060101",
      10,
      at: "19970101T090000"
    ),
    Example("FREQ=YEARLY;BYDAY=20MO", "19970519 19980518 19990517", at: "19970519T090000"),
    Example(
      "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
      "19970512 19980511 19990517",
      at: "19970512T090000"
    ),
    Example(
      "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
      "19970313 19970320 19970327 19980305 19980312 19980319 19980326 19990304",
      at: "19970313T090000"
    ),
    Example(
      "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
      "19970605 19970612 19970619 19970626 19970703",
      at: "19970605T090000"
    ),
    Example(
      start: "19970902T090000",
      lines: [
        "EXDATE;TZID=America/New_York:19970902T090000", "RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
      ],
      dates: "19980213 19980313 19981113 19990813 20001013"
    ),
    Example(
      "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
      "19970913 19971011 19971108 19971213 19980110",
      at: "19970913T090000"
    ),
    Example(
      "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
      "19961105 20001107 20041102",
      at: "19961105T090000"
    ),
    Example(
      "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
      "19970904 19971007 19971106",
      3,
      at: "19970904T090000"
    ),
    Example(
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
      "19970929 19971030 19971127 19971230 19980129",
      at: "19970929T090000"
    ),
    Example(
      "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
      "19970902T090000 19970902T092000 19970902T094000 19970902T100000"
    ),
    Example(
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
      "19970805 19970810 19970819 19970824",
      4,
      at: "19970805T090000"
    ),
    Example(
      "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
      "19970805 19970817 19970819 19970831",
      4,
      at: "19970805T090000"
    ),
    Example(
      "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
      "20070115 20070130 20070215 20070315 20070330",
      5,
      at: "20070115T090000"
    ),
    // Section 3.3.10.
    Example(
      "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYDAY=SU;BYHOUR=8,9;BYMINUTE=30",
      "19970105T083000 19970105T093000 19970112T083000",
      at: "19970105T083000"
    ),
  ]
}

extension RFC5545ExampleTests.Example {
  fileprivate init(
    _ rule: String,
    _ dates: String,
    _ total: Int? = nil,
    at start: String = "19970902T090000"
  ) {
    self.init(start: start, lines: ["RRULE:" + rule], dates: dates, total: total)
  }
}
