package import CalendarCore
package import Foundation

/// Days and times in words, for a user in one zone.
package enum TimeText {
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `Monday`.
  package static func weekday(_ day: Day) -> String { weekdays[day.weekday - 1] }

  /// `November`, of 1 to 12.
  package static func month(_ number: Int) -> String { months[number - 1] }

  /// `23 Nov`.
  package static func dayAndMonth(_ day: Day) -> String {
    "\(day.parts.day) \(months[day.parts.month - 1].prefix(3))"
  }

  /// `Mon 23 Nov`, with the year when it is not that of `today`.
  package static func short(_ day: Day, today: Day) -> String {
    let parts = day.parts
    let text = "\(weekday(day).prefix(3)) \(parts.day) \(months[parts.month - 1].prefix(3))"
    return parts.year == today.parts.year ? text : text + " \(parts.year)"
  }

  /// `Monday 23 November`, with the year when it is not that of `today`.
  package static func long(_ day: Day, today: Day) -> String {
    let parts = day.parts
    let text = "\(weekday(day)) \(parts.day) \(months[parts.month - 1])"
    return parts.year == today.parts.year ? text : text + " \(parts.year)"
  }

  /// `Today`, `Tomorrow`, `Yesterday`, or `nil` for other days.
  package static func relative(_ day: Day, today: Day) -> String? {
    switch day.daysSinceEpoch - today.daysSinceEpoch {
    case 0: "Today"
    case 1: "Tomorrow"
    case -1: "Yesterday"
    default: nil
    }
  }

  /// `09:30` or `9:30am`, as a clock shows it.
  package static func clock(_ date: Date, in clock: WallClock) -> String {
    ClockText.clock(minutes: minutesOfDay(date, in: clock.zone), clock.style)
  }

  /// The same without minutes of a full hour, where there is little room: `9am`.
  package static func brief(_ date: Date, in clock: WallClock) -> String {
    ClockText.brief(minutes: minutesOfDay(date, in: clock.zone), clock.style)
  }

  /// `09:30–10:00` or `9:30–10am`, of a start and an end on one day; `02:30 (1 h)` where the clock was
  /// set back meanwhile and shows the same.
  package static func range(
    _ start: Date,
    _ end: Date,
    in clock: WallClock,
    isNarrow: Bool = false
  ) -> String {
    if start == end { return self.clock(start, in: clock) }
    let minutes = [start, end].map { minutesOfDay($0, in: clock.zone) }
    let length = Int(end.timeIntervalSince(start) / 60)
    if minutes[0] == minutes[1], (1..<1_440).contains(length) {
      // As wide as the hours would be.
      return self.clock(start, in: clock) + (length == 60 ? " (1 h)" : " (\(length)m)")
    }
    return ClockText.range(minutes[0], minutes[1], clock.style, isNarrow: isNarrow)
  }

  /// The most columns of a span of time: `09:00–09:15`, `11:30am–12:30pm`, `11:30a–12:30p`.
  package static func rangeWidth(_ style: ClockStyle, isNarrow: Bool = false) -> Int {
    style == .twentyFourHour ? 11 : isNarrow ? 13 : 15
  }

  /// `+02:00`, of the seconds that a clock is ahead of UTC.
  package static func offset(_ seconds: Int) -> String {
    ClockText.offset(seconds)
  }

  /// The minutes that a wall clock in `zone` shows past midnight.
  package static func minutesOfDay(_ date: Date, in zone: TimeZone) -> Int {
    Day.wall(of: date, in: zone).second / 60
  }

  /// `just now`, `5 min ago`, `3 h ago`, `2 days ago`.
  package static func age(_ date: Date, now: Date) -> String {
    let seconds = max(0, now.timeIntervalSince(date))
    switch seconds {
    case ..<60: return "just now"
    case ..<3_600: return "\(Int(seconds / 60)) min ago"
    case ..<86_400: return "\(Int(seconds / 3_600)) h ago"
    default:
      let days = Int(seconds / 86_400)
      return days == 1 ? "1 day ago" : "\(days) days ago"
    }
  }

  /// `30 min`, `1 h`, `1 h 30 min`, `2 days`.
  package static func duration(_ seconds: TimeInterval) -> String {
    let minutes = Int(seconds / 60)
    if minutes >= 1_440, minutes % 1_440 == 0 {
      return minutes == 1_440 ? "1 day" : "\(minutes / 1_440) days"
    }
    if minutes < 60 { return "\(minutes) min" }
    return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
  }

  /// When an event takes place, whole: `Mon 23 Nov, 09:00–10:00`.
  package static func span(_ time: EventTime, in clock: WallClock, today: Day) -> String {
    let zone = clock.zone
    let days = time.days(in: zone)
    switch time {
    case .allDay:
      return days.count == 1
        ? "\(short(days.lowerBound, today: today)), all day"
        : "\(short(days.lowerBound, today: today)) – \(short(days.upperBound, today: today)), all day"
    case .timed(let start, let end, _):
      let endDay = Day(end, in: zone)
      let first = short(days.lowerBound, today: today)
      let (ahead, later) = (zone.secondsFromGMT(for: start), zone.secondsFromGMT(for: end))
      if endDay == days.lowerBound, ahead == later {
        return "\(first), \(range(start, end, in: clock))"
      }
      // The clock was changed meanwhile, so that the hours alone do not tell how long it takes.
      if endDay == days.lowerBound {
        return "\(first), \(Self.clock(start, in: clock)) (\(offset(ahead)))–"
          + "\(Self.clock(end, in: clock)) (\(offset(later)))"
      }
      return "\(first), \(Self.clock(start, in: clock)) – \(short(endDay, today: today)), "
        + Self.clock(end, in: clock)
    }
  }

  /// A number with two digits at least.
  static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
