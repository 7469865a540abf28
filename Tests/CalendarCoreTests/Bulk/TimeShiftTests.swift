import CalendarCore
import Foundation
import Testing

/// How far events are moved: what is typed, and what it does across changes of the clocks.
@Suite struct TimeShiftTests {
  private static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  @Test(arguments: [
    ("+30m", 0, 1_800), ("30m", 0, 1_800), ("-1h30", 0, -5_400), ("+1d", 1, 0),
    ("-2 weeks", -14, 0),
    ("+1d 2h", 1, 7_200), ("90", 0, 5_400), ("  +1w ", 7, 0), ("−2d", -2, 0), ("+24h", 1, 0),
  ])
  func reads(_ text: String, _ days: Int, _ seconds: Int) throws {
    #expect(try TimeShift(text: text) == TimeShift(days: days, seconds: seconds))
  }

  @Test(arguments: ["", "+", "soon", "+0m", "--1d", "+3661d", "99999999999999999999d", "+1x"])
  func refuses(_ text: String) {
    #expect(throws: InputError.self) { try TimeShift(text: text) }
  }

  @Test(arguments: [
    ("+1d", "1 day later"), ("-2d", "2 days earlier"), ("+1w", "1 week later"),
    ("-3w", "3 weeks earlier"), ("+30m", "30 min later"), ("-1h30", "1 h 30 min earlier"),
    ("+8d", "8 days later"), ("+1d 2h", "1 day 2 h later"), ("+1w 1h", "1 week 1 h later"),
  ])
  func isSaid(_ text: String, _ words: String) throws {
    #expect(try TimeShift(text: text).words == words)
  }

  @Test(arguments: [
    // The clocks go back on 25 October 2026: a day later is the same time of day.
    ("+1d", "2026-10-24T09:00:00+02:00", "2026-10-25T09:00:00+01:00"),
    ("+24h", "2026-10-24T09:00:00+02:00", "2026-10-25T09:00:00+01:00"),
    ("+23h", "2026-10-24T09:00:00+02:00", "2026-10-25T08:00:00+02:00"),
    ("-1w", "2026-10-28T09:00:00+01:00", "2026-10-21T09:00:00+02:00"),
    ("+30m", "2026-10-25T02:45:00+02:00", "2026-10-25T02:15:00+01:00"),
  ])
  func movesTimes(_ text: String, _ from: String, _ to: String) throws {
    let formatter = ISO8601DateFormatter()
    let start = try #require(formatter.date(from: from))
    let time = EventTime.timed(
      start: start,
      end: start.addingTimeInterval(5_400),
      zone: "Europe/Berlin"
    )
    let moved = try #require(try TimeShift(text: text)(time, viewer: .gmt))
    #expect(moved.start(in: .gmt) == formatter.date(from: to))
    #expect(moved.end(in: .gmt).timeIntervalSince(moved.start(in: .gmt)) == 5_400)
    #expect(moved.zone == "Europe/Berlin")
  }

  @Test func movesWholeDaysByDaysAlone() throws {
    let first = try #require(Day("2026-12-30"))
    let time = EventTime.allDay(first: first, last: first.advanced(by: 1))
    #expect(
      TimeShift(days: 3)(time, viewer: Self.berlin)
        == .allDay(first: first.advanced(by: 3), last: first.advanced(by: 4))
    )
    #expect(TimeShift(seconds: 1_800)(time, viewer: Self.berlin) == nil)
  }
}
