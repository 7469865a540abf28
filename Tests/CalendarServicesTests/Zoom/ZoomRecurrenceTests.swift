import CalendarCore
import Foundation
import Testing

@testable import CalendarServices

/// Which rules Zoom can say, and how.
@Suite struct ZoomRecurrenceTests {
  private static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  @Test(
    arguments: [
      ("FREQ=DAILY;COUNT=5", "2026-12-01", "type=1 every=1 times=5"),
      ("FREQ=DAILY;INTERVAL=90;COUNT=2", "2026-12-01", "type=1 every=90 times=2"),
      ("FREQ=DAILY;UNTIL=20261210", "2026-12-01", "type=1 every=1 end=2026-12-10T22:59:59Z"),
      (
        "FREQ=DAILY;UNTIL=20261210T083000Z", "2026-12-01", "type=1 every=1 end=2026-12-10T08:30:00Z"
      ),
      ("FREQ=WEEKLY;COUNT=4", "2026-12-01", "type=2 every=1 days=3 times=4"),
      ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8", "2026-12-01", "type=2 every=1 days=3,5 times=8"),
      ("FREQ=WEEKLY;BYDAY=SU;INTERVAL=2;COUNT=3", "2026-12-06", "type=2 every=2 days=1 times=3"),
      (
        "FREQ=WEEKLY;BYDAY=SU,TU;INTERVAL=2;WKST=SU;COUNT=3", "2026-12-01",
        "type=2 every=2 days=1,3 times=3"
      ),
      ("FREQ=MONTHLY;COUNT=6", "2026-12-15", "type=3 every=1 day=15 times=6"),
      ("FREQ=MONTHLY;BYMONTHDAY=15;COUNT=6", "2026-12-15", "type=3 every=1 day=15 times=6"),
      ("FREQ=MONTHLY;BYDAY=1TU;COUNT=6", "2026-12-01", "type=3 every=1 week=1 on=3 times=6"),
      ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=6", "2026-12-31", "type=3 every=1 week=-1 on=5 times=6"),
      // Zoom ends every series, and not late.
      ("FREQ=DAILY", "2026-12-01", nil), ("FREQ=WEEKLY;BYDAY=TU", "2026-12-01", nil),
      ("FREQ=DAILY;COUNT=51", "2026-12-01", nil), ("FREQ=DAILY;UNTIL=20270301", "2026-12-01", nil),
      ("FREQ=DAILY;UNTIL=20261101", "2026-12-01", nil),
      // It knows no years, no long intervals, no positions, no months, no several days of a month.
      ("FREQ=YEARLY;COUNT=3", "2026-12-01", nil),
      ("FREQ=DAILY;INTERVAL=91;COUNT=2", "2026-12-01", nil),
      ("FREQ=WEEKLY;INTERVAL=13;COUNT=2", "2026-12-01", nil),
      ("FREQ=MONTHLY;INTERVAL=4;COUNT=2", "2026-12-15", nil),
      ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=3", "2026-12-01", nil),
      ("FREQ=MONTHLY;BYMONTH=3;COUNT=3", "2026-12-01", nil),
      ("FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=3", "2026-12-01", nil),
      ("FREQ=MONTHLY;BYDAY=5TU;COUNT=3", "2026-12-29", nil),
      ("FREQ=DAILY;BYDAY=MO,TU;COUNT=3", "2026-12-01", nil),
      // Weeks that begin on Monday are others when every second one counts.
      ("FREQ=WEEKLY;BYDAY=SU,TU;INTERVAL=2;COUNT=3", "2026-12-01", nil),
      // The first occurrence is not on a day of the rule, and some months lack the 31st.
      ("FREQ=WEEKLY;BYDAY=MO;COUNT=3", "2026-12-01", nil),
      ("FREQ=MONTHLY;BYMONTHDAY=14;COUNT=3", "2026-12-15", nil),
      ("FREQ=MONTHLY;BYDAY=2TU;COUNT=3", "2026-12-01", nil),
      ("FREQ=MONTHLY;COUNT=3", "2026-12-31", nil),
    ] as [(String, String, String?)]
  )
  func says(_ rule: String, _ day: String, _ expected: String?) throws {
    let start = try #require(Day(day)).time(secondsFromMidnight: 34_200, in: Self.berlin)
    let recurrence = ZoomRecurrence(try RecurrenceRule(rule), start: start, zone: Self.berlin)
    #expect(recurrence.map(Self.text) == expected)
  }

  private static func text(_ value: ZoomRecurrence) -> String {
    var parts = ["type=\(value.type)", "every=\(value.interval)"]
    if let days = value.weeklyDays { parts.append("days=\(days)") }
    if let day = value.monthlyDay { parts.append("day=\(day)") }
    if let week = value.monthlyWeek { parts.append("week=\(week)") }
    if let day = value.monthlyWeekDay { parts.append("on=\(day)") }
    if let times = value.endTimes { parts.append("times=\(times)") }
    if let end = value.endDateTime { parts.append("end=\(end)") }
    return parts.joined(separator: " ")
  }

  @Test(
    arguments: [
      ("Plan", "Plan"), ("", "Meeting"), (" \n ", "Meeting"), ("a\nb", "a b"),
      (String(repeating: "x", count: 201), String(repeating: "x", count: 200)),
      // 👩‍👩‍👧 is eight of what UTF-16 counts, and is left whole or out.
      (
        String(repeating: "x", count: 193) + "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}",
        String(repeating: "x", count: 193)
      ),
      (
        String(repeating: "x", count: 192) + "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}",
        String(repeating: "x", count: 192) + "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}"
      ),
    ]
  )
  func topics(_ title: String, _ topic: String) {
    #expect(ZoomText.topic(title) == topic)
  }
}
