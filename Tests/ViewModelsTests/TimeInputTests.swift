import CalendarCore
import Foundation
import Testing
import ViewModels

@Suite struct TimeInputTests {
  @Test(arguments: [
    ("9", 540), ("09:30", 570), ("930", 570), ("0930", 570), ("9.30", 570), ("9pm", 1_260),
    ("12am", 0), ("12 pm", 720), ("23:59", 1_439), ("0", 0), ("0:00", 0), ("24:00", 1_440),
    ("2400", 1_440), ("24.00", 1_440),
  ])
  func readsTimes(_ text: String, _ minutes: Int) {
    #expect(TimeInput.minutes(text) == minutes)
  }

  @Test(arguments: [
    "", "24", "9:5", "25:00", "9:60", "13pm", "x", "9:30:10", "-1", "99999999999",
    "24:01", "2401", "24 pm", "9:", ":30", "٩:٣٠",
  ])
  func refusesWhatIsNoTime(_ text: String) {
    #expect(TimeInput.minutes(text) == nil)
  }

  @Test(arguments: [
    ("2026-12-01", "2026-12-01"), ("today", "2026-11-23"), ("Tomorrow", "2026-11-24"),
    ("mon", "2026-11-30"), ("friday", "2026-11-27"), ("+3", "2026-11-26"), ("-1", "2026-11-22"),
    ("tues", "2026-11-24"), ("WEDS", "2026-11-25"), ("thurs", "2026-11-26"), ("sat", "2026-11-28"),
    ("20261201", "2026-12-01"), (" sunday ", "2026-11-29"), ("9998-12-31", "9998-12-31"),
  ])
  func readsDays(_ text: String, _ day: String) {
    #expect(TimeInput.day(text, today: World.today)?.description == day)
  }

  @Test(arguments: [
    "", "2026-02-30", "2026-13-01", "01.12.2026", "soon", "monster", "sunset", "frisbee", "sunny",
    "wedding", "thunder", "tuesdays", "satin", "fr", "mo", "Montag", "1. Dezember", "3. März 2027",
    "04/07", "4/7/2027", "20260230", "2026-12-1", "9999-01-01", "0999-12-31", "mon 14:00",
  ])
  func refusesWhatIsNoDay(_ text: String) {
    #expect(TimeInput.day(text, today: World.today) == nil)
  }

  @Test(
    "Weekdays and numbers count from the start, which may be the day itself",
    arguments: [
      ("fri", "2026-12-04"), ("thu", "2026-12-10"), ("+0", "2026-12-04"), ("+3", "2026-12-07"),
      ("tomorrow", "2026-11-24"), ("2026-12-05", "2026-12-05"),
    ]
  )
  func countsFromAnotherDay(_ text: String, _ day: String) throws {
    let friday = try #require(Day("2026-12-04"))
    #expect(TimeInput.day(text, today: World.today, from: friday)?.description == day)
  }

  @Test("What is no day is named with those that are", arguments: ["monster", "04/07", "1. Mai"])
  func namesTheForms(_ text: String) {
    let problem = TimeInput.dayProblem(text, today: World.today)
    #expect(problem == "\"\(text)\" is not a day. Write one like 2026-12-01, today, fri or +3.")
    #expect(TimeInput.momentProblem(text, today: World.today).contains("2026-12-01T10:00"))
  }

  @Test("A year that cannot be written is named", arguments: ["9999-12-31", "0001-01-01"])
  func namesTheYears(_ text: String) {
    let problem = TimeInput.dayProblem(text, today: World.today)
    #expect(problem == "This year is out of range. Choose one from 1000 to 9998.")
    #expect(TimeInput.momentProblem(text + "T10:00", today: World.today) == problem)
  }

  /// What is typed, and its day, seconds and offset.
  static let moments: [(text: String, moment: String)] = [
    ("2026-12-01", "2026-12-01"), ("fri", "2026-11-27"), ("+3", "2026-11-26"),
    ("2026-12-01T10:00", "2026-12-01 36000"), ("2026-12-01t10:00:30", "2026-12-01 36030"),
    ("2026-12-01 10:00", "2026-12-01 36000"), ("2026-12-01  10:00", "2026-12-01 36000"),
    ("20261201T1000", "2026-12-01 36000"), ("20261201T100030Z", "2026-12-01 36030 0"),
    ("2026-12-01T10:00Z", "2026-12-01 36000 0"), ("2026-12-01T10:00z", "2026-12-01 36000 0"),
    ("2026-12-01T10:00:00.000Z", "2026-12-01 36000 0"),
    ("2026-12-01T10:00+02:00", "2026-12-01 36000 7200"),
    ("2026-12-01 10:00 +02:00", "2026-12-01 36000 7200"),
    ("2026-12-01T10:00-0800", "2026-12-01 36000 -28800"),
    ("2026-12-01T10:00+02", "2026-12-01 36000 7200"),
    ("2026-12-01T24:00", "2026-12-01 86400"), ("2026-12-01T24:00:00", "2026-12-01 86400"),
    ("mon 14:00", "2026-11-30 50400"), ("Fri, 2pm", "2026-11-27 50400"),
    ("tomorrow 9", "2026-11-24 32400"), ("today 0930", "2026-11-23 34200"),
    ("+3 10:00", "2026-11-26 36000"), ("fri 24:00", "2026-11-27 86400"),
    ("14:00", "none 50400"), ("2pm", "none 50400"), ("24:00", "none 86400"),
  ]

  @Test("A day with or without a time is read", arguments: moments)
  func readsMoments(_ row: (text: String, moment: String)) {
    let typed = TimeInput.moment(row.text, today: World.today)
    let parts =
      [typed?.day?.description ?? "none"]
      + [typed?.seconds, typed?.offset].compactMap { $0.map(String.init) }
    #expect(parts.joined(separator: " ") == row.moment)
  }

  @Test(
    "What may mean two things, or nothing, is not read",
    arguments: [
      "", "noon", "soon", "14", "2026", "1400", "04.07", "04/07", "04/07 10:00", "monster 14:00",
      "mon 25:00", "mon x", "mon 14:00 x", "2026-12-01T10", "2026-12-01T1:00", "2026-12-01T24:01",
      "2026-12-01T10:60", "2026-12-01T10:00:00:00", "2026-12-01T10:00+25:00", "2026-12-01T10:00+5",
      "2026-02-29T00:00", "T10:00", "２０２６-12-01T10:00", "9999-12-31T10:00", "Dez 1 10:00",
      "2026-12-01T10:00.5", "2026-12-01T", "20261201T10000",
    ]
  )
  func readsNothingElse(_ text: String) {
    #expect(TimeInput.moment(text, today: World.today) == nil)
  }

  /// A time in Berlin, its instant, and what is said of it.
  static let clocks: [(day: String, time: Int, utc: String, remark: String?, problem: String?)] = [
    ("2026-12-01", 36_000, "2026-12-01T09:00", nil, nil),
    (
      "2027-03-28", 9_000, "2027-03-28T01:30",
      "02:30 does not exist on 2027-03-28 in Europe/Berlin, where the clocks go forward: 03:30 is "
        + "taken.",
      "02:30 does not exist that day: the clocks go forward. Write 03:30."
    ),
    ("2027-03-28", 10_800, "2027-03-28T01:00", nil, nil),
    (
      "2026-10-25", 9_000, "2026-10-25T00:30",
      "02:30 comes twice on 2026-10-25 in Europe/Berlin: the first one (+02:00) is taken. Write the "
        + "offset to choose the other one: 2026-10-25T02:30+01:00",
      nil
    ),
    ("2026-10-25", 10_800, "2026-10-25T02:00", nil, nil),
    ("2026-12-01", 86_400, "2026-12-01T23:00", nil, nil),
  ]

  @Test("Where the clocks are changed it is said which instant is meant", arguments: clocks)
  func findsInstants(
    _ row: (day: String, time: Int, utc: String, remark: String?, problem: String?)
  ) throws {
    let clock = ClockTime(try #require(Day(row.day)), seconds: row.time, in: World.zone)
    let day = Day(clock.instant, in: .gmt)
    #expect("\(day)T\(TimeText.clock(clock.instant, in: .gmt))" == row.utc)
    #expect(clock.remark == row.remark)
    #expect(clock.problem == row.problem)
    #expect((clock.hint == nil) == (clock.occurrence != .twice))
  }

  @Test(arguments: [("30m", 1_800), ("1h", 3_600), ("1h30", 5_400), ("90", 5_400), ("2d", 172_800)])
  func readsLengths(_ text: String, _ seconds: Double) {
    #expect(TimeInput.duration(text) == seconds)
  }

  @Test(arguments: ["", "0", "m", "1x", "1m2h", "-5m"])
  func refusesWhatIsNoLength(_ text: String) {
    #expect(TimeInput.duration(text) == nil)
  }

  @Test func findsZonesByCity() {
    #expect(TimeInput.zone("paris")?.name == "Europe/Paris")
    #expect(TimeInput.zone("europe/berlin")?.name == "Europe/Berlin")
    #expect(TimeInput.zone("New York")?.name == "America/New_York")
    #expect(TimeInput.zone("Nowhere") == nil)
    #expect(TimeInput.zone("") == nil)
  }

  @Test(
    "Abbreviations, offsets and names of other systems are no zones",
    arguments: [
      "PST", "BST", "CEST", "GMT+3", "UTC+3", "+0300", "W. Europe Standard Time",
      "Customized Time Zone", "tzone://Microsoft/Custom", "../Europe/Berlin",
    ]
  )
  func refusesWhatIsNotIANA(_ text: String) {
    #expect(TimeInput.zone(text) == nil)
  }

  @Test(
    "Every name that there is counts, as it is written",
    arguments: [
      ("Etc/UTC", "Etc/UTC"), ("UTC", "UTC"), ("utc", "UTC"), ("Asia/Kolkata", "Asia/Kolkata"),
      ("asia/kolkata", "Asia/Kolkata"), ("US/Pacific", "US/Pacific"), ("us/pacific", "US/Pacific"),
      ("America/Buenos_Aires", "America/Buenos_Aires"), ("Etc/GMT+3", "Etc/GMT+3"), ("cet", "CET"),
      ("EST5EDT", "EST5EDT"), ("Europe/Kyiv", "Europe/Kyiv"),
    ]
  )
  func takesEveryName(_ text: String, _ name: String) {
    #expect(TimeInput.zone(text)?.name == name)
    #expect(TimeInput.zone(text)?.zone == TimeZone(identifier: name))
  }
}
