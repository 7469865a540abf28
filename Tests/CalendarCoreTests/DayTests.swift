import CalendarCore
import Foundation
import Testing

@Suite struct DayTests {
  private static func zone(_ name: String) throws -> TimeZone {
    try #require(TimeZone(identifier: name))
  }

  @Test(arguments: [
    ("1970-01-01", 0, 4), ("2000-02-29", 11_016, 2), ("1969-12-31", -1, 3),
    ("0001-01-01", -719_162, 1),
    ("9999-12-31", 2_932_896, 5), ("2026-11-23", 20_780, 1),
  ])
  func countsAndNamesDays(text: String, days: Int, weekday: Int) throws {
    let day = try #require(Day(text))
    #expect(day.daysSinceEpoch == days && day.weekday == weekday && day.description == text)
  }

  @Test(arguments: [
    "", "2026-1-1", "2026-13-01", "2026-02-29", "2100-02-29", "0000-01-01", "2026-00-10",
    "2026-01-00",
    "2026-01-32", "+026-01-01", "2026-01-01T", "２０２６-01-01", "2026--1-01", "10000-01-01",
  ])
  func refusesNoDays(text: String) { #expect(Day(text) == nil) }

  @Test func everyDayComesBack() throws {
    for days in stride(from: -719_162, through: 2_932_896, by: 97) {
      let day = Day(daysSinceEpoch: days)
      let (year, month, date) = day.parts
      #expect(Day(year: year, month: month, day: date) == day && Day(day.description) == day)
    }
    let day = Day(daysSinceEpoch: 20_780)
    let data = try JSONEncoder().encode([day])
    #expect(try JSONDecoder().decode([Day].self, from: data) == [day])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Day].self, from: Data("[\"x\"]".utf8))
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e18, -1e18, 1e300, 9.3e18])
  func survivesBrokenInstants(seconds: Double) throws {
    let berlin = try Self.zone("Europe/Berlin")
    let date = Date(timeIntervalSince1970: seconds)
    let day = Day(date, in: berlin)
    #expect(Day(day.description) == day)
    #expect((0..<86_400).contains(Day.wall(of: date, in: berlin).second))
    let time = EventTime.timed(start: date, end: date, zone: nil)
    #expect(time.days(in: berlin).lowerBound == day)
    _ = day.advanced(by: .max).start(in: berlin)
    _ = day.advanced(by: .min).start(in: berlin)
  }

  @Test func startsAtMidnightOrBehindTheGap() throws {
    // Cairo skips midnight of the last Friday of April: 00:00 becomes 01:00.
    let cairo = try Self.zone("Africa/Cairo")
    let day = try #require(Day("2024-04-26"))
    #expect(day.start(in: cairo) == Date(timeIntervalSince1970: 1_714_082_400))
    // Samoa skipped the whole 30th of December 2011.
    let apia = try Self.zone("Pacific/Apia")
    let gone = try #require(Day("2011-12-30"))
    #expect(gone.start(in: apia) == gone.advanced(by: 1).start(in: apia))
  }

  @Test(arguments: [
    // Berlin: forward on 2026-03-29 at 2, back on 2026-10-25 at 3.
    ("2026-03-29", 1, 59, "2026-03-29T00:59:00Z"), ("2026-03-29", 2, 30, "2026-03-29T01:30:00Z"),
    ("2026-03-29", 3, 0, "2026-03-29T01:00:00Z"), ("2026-10-25", 1, 30, "2026-10-24T23:30:00Z"),
    ("2026-10-25", 2, 30, "2026-10-25T00:30:00Z"), ("2026-10-25", 3, 0, "2026-10-25T02:00:00Z"),
  ])
  func tellsWallClockTimesAroundTheChange(text: String, hour: Int, minute: Int, instant: String)
    throws
  {
    let berlin = try Self.zone("Europe/Berlin")
    let day = try #require(Day(text))
    let date = day.time(secondsFromMidnight: hour * 3_600 + minute * 60, in: berlin)
    #expect(date.formatted(.iso8601) == instant)
    #expect(Day(date, in: berlin) == day)
  }

  /// What the clock shows is not how long the day has lasted, where the clocks change in between.
  @Test(arguments: [
    ("Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29", 1, 59, 59),
    ("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29", 3, 0, 0),
    ("Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25", 2, 30, 0),
    ("Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25", 2, 30, 0),
    ("Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25", 23, 59, 59),
    ("Africa/Cairo", "2024-04-25T22:00:00Z", "2024-04-26", 1, 0, 0),
    ("Asia/Kathmandu", "1969-12-31T18:29:59Z", "1969-12-31", 23, 59, 59),
    ("Asia/Kathmandu", "1970-01-01T18:30:00Z", "1970-01-02", 0, 0, 0),
  ])
  func tellsWhatAClockShows(
    _ zone: String,
    _ instant: String,
    _ day: String,
    _ hour: Int,
    _ minute: Int,
    _ second: Int
  ) throws {
    let date = try Date(instant, strategy: .iso8601)
    let wall = Day.wall(of: date.addingTimeInterval(0.25), in: try Self.zone(zone))
    #expect(wall.day.description == day)
    #expect(wall.second == hour * 3_600 + minute * 60 + second)
  }

  @Test func everyDayOfAYearBeginsWhereTheOneBeforeEnds() throws {
    for name in [
      "Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu",
    ] {
      let zone = try Self.zone(name)
      for offset in 0..<366 {
        let day = Day(daysSinceEpoch: 19_700 + offset)
        let start = day.start(in: zone)
        #expect(Day(start, in: zone) == day, "\(name) \(day)")
        #expect(
          Day(start.addingTimeInterval(-1), in: zone) == day.advanced(by: -1),
          "\(name) \(day)"
        )
      }
    }
  }
}

@Suite struct EventTimeTests {
  private let utc = TimeZone.gmt

  @Test(
    arguments: [
      (0.0, 3_600.0, 0, 0), (82_800, 86_400, 0, 0), (82_800, 86_401, 0, 1), (0, 86_400, 0, 0),
      (0, 0, 0, 0), (86_400, 86_400, 1, 1), (3_600, 0, 0, 0), (0, 86_400 * 3, 0, 2),
    ] as [(Double, Double, Int, Int)]
  )
  func touchesDays(start: Double, end: Double, first: Int, last: Int) {
    let time = EventTime.timed(
      start: Date(timeIntervalSince1970: start),
      end: Date(timeIntervalSince1970: end),
      zone: nil
    )
    #expect(time.days(in: utc) == Day(daysSinceEpoch: first)...Day(daysSinceEpoch: last))
    #expect(!time.isAllDay)
  }

  @Test func wholeDaysEndBehindTheLast() throws {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let first = try #require(Day("2026-10-25"))
    let time = EventTime.allDay(first: first, last: first)
    // The day on which the clocks go back has 25 hours.
    #expect(time.end(in: berlin).timeIntervalSince(time.start(in: berlin)) == 25 * 3_600)
    #expect(time.isAllDay && time.days(in: berlin) == first...first)
    let reversed = EventTime.allDay(first: first, last: first.advanced(by: -3))
    #expect(reversed.days(in: berlin) == first...first)
  }
}
