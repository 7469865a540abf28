import CalendarCore
import Foundation
import Testing

/// Time zones as they are typed.
@Suite struct ZoneInputTests {
  static let zones = TimeInputTable.rows(
    """
    paris | Europe/Paris
    europe/berlin | Europe/Berlin
    New York | America/New_York
    new  york | America/New_York
    America/New_York | America/New_York
    Mumbai | Asia/Kolkata
    san francisco | America/Los_Angeles
    Etc/UTC | Etc/UTC
    UTC | UTC
    utc | UTC
    Asia/Kolkata | Asia/Kolkata
    asia/kolkata | Asia/Kolkata
    US/Pacific | US/Pacific
    us/pacific | US/Pacific
    America/Buenos_Aires | America/Buenos_Aires
    Etc/GMT+3 | Etc/GMT+3
    cet | CET
    EST5EDT | EST5EDT
    Europe/Kyiv | Europe/Kyiv
    PT | America/Los_Angeles
    pst | America/Los_Angeles
    ET | America/New_York
    CEST | CET
    JST | Asia/Tokyo
    BST | ! "BST" may be the time of London, Dhaka. Write the city.
    IST | ! Kolkata, Dublin, Jerusalem
    Nowhere | ! There is no time zone "Nowhere". Write one like Europe/Paris, or a city.
    | ! There is no time zone
    tok | ! Write one of Asia/Tokyo
    san | ! Write one of
    GMT+3 | ! There is no time zone
    UTC+3 | ! There is no time zone
    +0300 | ! There is no time zone
    W. Europe Standard Time | ! There is no time zone
    Customized Time Zone | ! There is no time zone
    tzone://Microsoft/Custom | ! There is no time zone
    ../Europe/Berlin | ! There is no time zone
    """
  )

  @Test("A zone is read by name, city or abbreviation, each whole", arguments: zones)
  func reads(_ row: TimeInputTable.Row) {
    TimeInputTable.expect(row) { try ZoneInput.read(row.text).name ?? "none" }
  }

  /// A time in a zone, its instant, and what is said of it.
  static let clocks: [(day: String, time: Int, utc: String, remark: String?, problem: String?)] = [
    ("2026-12-01", 36_000, "2026-12-01T09:00", nil, nil),
    (
      "2027-03-28", 9_000, "2027-03-28T01:30",
      "02:30 does not exist on 2027-03-28 in Europe/Berlin, where the clocks go forward: 03:30 is "
        + "taken. Write 01:30 or 03:30 to choose.",
      "02:30 does not exist that day: the clocks go forward. Write 01:30 or 03:30."
    ),
    ("2027-03-28", 10_800, "2027-03-28T01:00", nil, nil),
    (
      "2026-10-25", 9_000, "2026-10-25T00:30",
      "02:30 comes twice on 2026-10-25 in Europe/Berlin: the first, 02:30 CEST, is taken. Write "
        + "\"2026-10-25 02:30 CEST\" or \"2026-10-25 02:30 CET\" to choose.",
      nil
    ),
    ("2026-10-25", 10_800, "2026-10-25T02:00", nil, nil),
    ("2026-12-01", 86_400, "2026-12-01T23:00", nil, nil),
  ]

  @Test("Where the clocks are changed it is said which instant is meant", arguments: clocks)
  func findsInstants(
    _ row: (day: String, time: Int, utc: String, remark: String?, problem: String?)
  ) throws {
    let zone = try TimeInputTable.berlin
    let clock = ClockTime(try #require(Day(row.day)), seconds: row.time, in: zone)
    let day = Day(clock.instant, in: .gmt)
    let seconds = Int(clock.instant.timeIntervalSince1970) - day.daysSinceEpoch * 86_400
    #expect("\(day)T\(ClockText.clock(minutes: seconds / 60))" == row.utc)
    #expect(clock.remark == row.remark)
    #expect(clock.problem == row.problem)
    #expect((clock.hint == nil) == (clock.occurrence != .twice))
  }

  @Test("An offset says which of two times is meant")
  func offset() throws {
    let zone = try TimeInputTable.berlin
    let day = try #require(Day("2026-10-25"))
    let clock = ClockTime(day, seconds: 9_000, in: zone, offset: 3_600)
    #expect(clock.instant == Date(timeIntervalSince1970: 1_792_891_800))
    #expect(clock.occurrence == .once)
    #expect(clock.remark == nil)
  }

  @Test(
    "Both readings of a time that comes twice are named, and each can be typed",
    arguments: [
      ("Europe/Berlin", "2026-10-25", 9_000, "02:30 CEST", "02:30 CET"),
      ("Europe/Warsaw", "2026-10-25", 7_200, "02:00 CEST", "02:00 CET"),
      ("Europe/Athens", "2026-10-25", 12_600, "03:30 EEST", "03:30 EET"),
      ("Europe/London", "2026-10-25", 5_400, "01:30 +01:00", "01:30 +00:00"),
      ("Europe/Dublin", "2026-10-25", 5_400, "01:30 +01:00", "01:30 +00:00"),
      ("America/New_York", "2026-11-01", 5_400, "01:30 EDT", "01:30 EST"),
      ("America/Toronto", "2026-11-01", 5_400, "01:30 EDT", "01:30 EST"),
      ("America/Chicago", "2026-11-01", 5_400, "01:30 -05:00", "01:30 -06:00"),
      ("America/Vancouver", "2026-11-01", 5_400, "01:30 PDT", "01:30 PST"),
      ("Australia/Sydney", "2027-04-04", 9_000, "02:30 AEDT", "02:30 AEST"),
      ("Australia/Lord_Howe", "2027-04-04", 6_300, "01:45 +11:00", "01:45 +10:30"),
      ("Pacific/Auckland", "2027-04-04", 9_000, "02:30 NZDT", "02:30 NZST"),
    ]
  )
  func folds(
    _ name: String,
    _ text: String,
    _ seconds: Int,
    _ first: String,
    _ second: String
  ) throws {
    let zone = try #require(TimeZone(identifier: name))
    let day = try #require(Day(text))
    let clock = ClockTime(day, seconds: seconds, in: zone)
    #expect(clock.occurrence == .twice)
    #expect(clock.readings == (first, second))
    let context = InputContext(now: day.advanced(by: -30).start(in: zone), zone: zone)
    let typed = try [first, second].map { try TimeInput.moment("\(day) \($0)", context) }
    for moment in typed where moment.zone != nil { #expect(moment.isClock(of: zone, on: nil)) }
    let instants = typed.compactMap { $0.clock(in: zone)?.instant }
    #expect(instants.first == clock.instant)
    #expect(instants.count == 2 && instants[1] > instants[0])
    #expect(typed.allSatisfy { $0.clock(in: zone)?.occurrence == .once })
    for instant in instants {
      let wall = Int(instant.timeIntervalSince1970) + zone.secondsFromGMT(for: instant)
      #expect(wall == day.daysSinceEpoch * 86_400 + seconds)
    }
  }

  @Test("An abbreviation is the clock of a zone while both show the same")
  func ownAbbreviations() throws {
    let berlin = try TimeInputTable.berlin
    let context = try TimeInputTable.context()
    for (text, isOwn) in [
      ("1 dec 10:00 CET", true), ("1 jul 10:00 CEST", true), ("1 dec 10:00 EET", false),
      ("1 dec 10:00 EST", false), ("1 dec 10:00", false), ("1 dec 10:00 Paris", false),
    ] {
      #expect(try TimeInput.moment(text, context).isClock(of: berlin, on: nil) == isOwn, "\(text)")
    }
  }

  /// The clocks change within a week of each: the next Sunday has the other season.
  @Test(
    "Winter and summer time are those of the Sunday that is meant, at noon on a Sunday",
    arguments: [
      ("Europe/Berlin", "2026-10-18", "sun 17:00 CEST", "2026-10-18 17:00 +02:00 CET"),
      ("Europe/Berlin", "2026-10-18", "sun 9:00 CET", "2026-10-25 09:00 CET"),
      ("Europe/Berlin", "2026-10-18", "sun 9:00 CEST", "! on 2026-10-25"),
      (
        "Europe/Berlin", "2026-10-18", "sun 17:00–18:00 CEST",
        "2026-10-18 17:00 +02:00 CET → 18:00 +02:00 CET"
      ),
      ("America/Los_Angeles", "2026-10-25", "sun 17:00 PST", "! at -07:00 on 2026-10-25"),
      ("America/Los_Angeles", "2026-10-25", "today 17:00 PST", "! at -07:00 on 2026-10-25"),
      (
        "America/Los_Angeles", "2026-10-25", "sun 17:00 PDT",
        "2026-10-25 17:00 -07:00 America/Los_Angeles"
      ),
      (
        "America/Los_Angeles", "2026-10-25", "sun 9:00 PST",
        "2026-11-01 09:00 -08:00 America/Los_Angeles"
      ),
      (
        "America/Los_Angeles", "2026-10-25", "sun 9:00–13:00 PST",
        "2026-11-01 09:00 -08:00 America/Los_Angeles → 13:00 -08:00 America/Los_Angeles"
      ),
    ]
  )
  func seasonOfToday(_ name: String, _ day: String, _ text: String, _ expected: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    let noon = ClockTime(try #require(Day(day)), seconds: 43_200, in: zone).instant
    let context = InputContext(now: noon, zone: zone)
    TimeInputTable.expect(TimeInputTable.Row(text: text, expected: expected)) {
      TimeInputTable.text(try TimeInput.span(text, context))
    }
  }

  /// Gaps in other zones: half an hour, over midnight, and a day that never was.
  @Test(
    "Both readings of a skipped time are named",
    arguments: [
      ("Australia/Lord_Howe", "2026-10-04", 7_800, "Write 01:40 or 02:40."),
      ("America/Santiago", "2026-09-06", 1_800, "Write 2026-09-05 23:30 or 01:30."),
      ("Pacific/Apia", "2011-12-30", 36_000, "Write 2011-12-29 10:00 or 2011-12-31 10:00."),
    ]
  )
  func gaps(_ name: String, _ text: String, _ seconds: Int, _ says: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    let clock = ClockTime(try #require(Day(text)), seconds: seconds, in: zone)
    #expect(clock.occurrence == .skipped)
    #expect(clock.problem?.hasSuffix(says) == true, "\(clock.problem ?? "no problem")")
  }
}
