import Foundation
import Testing

@testable import Sandbox

@Suite struct RecurrenceTests {
  static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  /// A rule, and the first days on which it falls, from Wednesday 2026-03-25 10:00 in Berlin; the
  /// clock changes on the 29th.
  static let rules: [(String, [String])] = [
    ("FREQ=DAILY;COUNT=3", ["2026-03-25", "2026-03-26", "2026-03-27"]),
    ("FREQ=DAILY;INTERVAL=4;COUNT=3", ["2026-03-25", "2026-03-29", "2026-04-02"]),
    ("FREQ=DAILY;UNTIL=20260326", ["2026-03-25", "2026-03-26"]),
    ("FREQ=DAILY;UNTIL=20260326T080000Z", ["2026-03-25"]),
    ("FREQ=WEEKLY;BYDAY=WE,FR;COUNT=4", ["2026-03-25", "2026-03-27", "2026-04-01", "2026-04-03"]),
    ("FREQ=MONTHLY;COUNT=2", ["2026-03-25", "2026-04-25"]),
    ("FREQ=MONTHLY;BYDAY=-1WE;COUNT=2", ["2026-03-25", "2026-04-29"]),
    ("FREQ=YEARLY;COUNT=2", ["2026-03-25", "2027-03-25"]),
  ]

  @Test(arguments: rules.indices)
  func fallsOnTheRightDays(index: Int) {
    let (rule, days) = Self.rules[index]
    let first = CivilDay.start(of: "2026-03-25", in: Self.zone) + 10 * 3600
    let starts = Recurrence.starts(["RRULE:\(rule)"], from: first, zone: Self.zone)
    let dates = starts.map { Date(timeIntervalSince1970: TimeInterval($0)) }
    #expect(dates.map { CivilDay.text($0, in: Self.zone) } == days)
    // Ten o'clock stays ten o'clock when the clock changes.
    let calendar = CivilDay.gregorian(Self.zone)
    #expect(dates.allSatisfy { calendar.component(.hour, from: $0) == 10 })
  }

  @Test func endsAtTheHorizon() {
    let starts = Recurrence.starts(["RRULE:FREQ=DAILY"], from: 1_795_599_000, zone: Self.zone)
    #expect((365...367).contains(starts.count))
  }
}
