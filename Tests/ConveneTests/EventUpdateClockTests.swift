import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import convene

/// By which clock the times of an update are read.
@Suite struct EventUpdateClockTests {
  /// What options make of an event that begins on 2 December 2026 at 14:00 in Berlin, where the user
  /// is, and has the zone of Tokyo, where it is 22:00.
  static let rows = [
    (["--start", "9:30"], "2026-12-02T17:30:00+09:00…2026-12-02T18:15:00+09:00 Asia/Tokyo"),
    (["--start", "2026-12-03"], "2026-12-03T22:00:00+09:00…2026-12-03T22:45:00+09:00 Asia/Tokyo"),
    // Berlin has summer time then, and Tokyo has none.
    (["--start", "2027-07-05"], "2027-07-05T22:00:00+09:00…2027-07-05T22:45:00+09:00 Asia/Tokyo"),
    (["--end", "16:00"], "2026-12-02T22:00:00+09:00…2026-12-03T00:00:00+09:00 Asia/Tokyo"),
    (["--start", "thu 9–10:30"], "2026-12-03T17:00:00+09:00…2026-12-03T18:30:00+09:00 Asia/Tokyo"),
    (["--start", "20:00"], "2026-12-03T04:00:00+09:00…2026-12-03T04:45:00+09:00 Asia/Tokyo"),
    // A clock that is named.
    (
      ["--start", "fri 15:00 Tokyo"],
      "2026-12-04T15:00:00+09:00…2026-12-04T15:45:00+09:00 Asia/Tokyo"
    ),
    (
      ["--start", "fri 10:00", "--time-zone", "Asia/Tokyo", "--end", "11:00"],
      "2026-12-04T10:00:00+09:00…2026-12-04T11:00:00+09:00 Asia/Tokyo"
    ),
    (
      ["--start", "fri 10:00", "--time-zone", "Europe/Berlin"],
      "2026-12-04T10:00:00+01:00…2026-12-04T10:45:00+01:00 Europe/Berlin"
    ),
    (
      ["--start", "2026-12-03T09:00Z"],
      "2026-12-03T18:00:00+09:00…2026-12-03T18:45:00+09:00 Asia/Tokyo"
    ),
    (["--duration", "1h"], "2026-12-02T22:00:00+09:00…2026-12-02T23:00:00+09:00 Asia/Tokyo"),
    (["--all-day"], "2026-12-02…2026-12-02"),
  ]

  /// Applies options to the event.
  private func apply(_ arguments: [String]) throws -> (time: EventTime, remarks: [String]) {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let day = try #require(Day("2026-12-02"))
    let start = day.time(secondsFromMidnight: 14 * 3_600, in: berlin)
    var draft = EventDraft(
      account: AccountID("work"),
      calendar: CalendarID("c"),
      title: "Review",
      time: .timed(start: start, end: start.addingTimeInterval(2_700), zone: "Asia/Tokyo")
    )
    let remarks = try EventFieldOptions.parse(arguments)
      .apply(to: &draft, clock: WallClock(berlin), now: start.addingTimeInterval(-86_400))
    return (draft.time, remarks)
  }

  private func text(_ time: EventTime) -> String {
    switch time {
    case .allDay(let first, let last): return "\(first)…\(last)"
    case .timed(let start, let end, let name):
      let zone = name.flatMap { TimeZone(identifier: $0) } ?? .gmt
      return "\(ISOTime.text(start, in: zone))…\(ISOTime.text(end, in: zone)) \(name ?? "none")"
    }
  }

  @Test("What is typed is the clock that lists show, whatever zone the event has", arguments: rows)
  func ownClock(_ arguments: [String], _ expected: String) throws {
    #expect(text(try apply(arguments).time) == expected)
  }

  @Test("Where the event's own clock shows another time, both zones are named")
  func otherClock() throws {
    #expect(
      try apply(["--start", "20:00"]).remarks == [
        "Times are read in your time zone, Europe/Berlin; in that of the event, Asia/Tokyo, it is "
          + "Thu 3 Dec, 04:00–04:45. --time-zone Asia/Tokyo reads them there."
      ]
    )
  }

  @Test(
    "Where a clock is named, or none is read, there is nothing to say",
    arguments: [
      ["--start", "fri 15:00 Tokyo"], ["--start", "10:00", "--time-zone", "Asia/Tokyo"],
      ["--start", "2026-12-03T09:00Z"], ["--duration", "1h"], ["--all-day"],
      ["--end", "2026-12-02T15:00Z"], ["--end", "23:30 Tokyo"],
    ]
  )
  func nothingToSay(_ arguments: [String]) throws {
    let remarks = try apply(arguments).remarks
    #expect(remarks.allSatisfy { !$0.contains("time zone") }, "\(remarks)")
  }
}
