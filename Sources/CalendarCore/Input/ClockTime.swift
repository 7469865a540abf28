package import Foundation

/// A day and a time that a wall clock shows, as an instant, where the clocks are changed too.
package struct ClockTime: Equatable, Sendable {
  /// How often a wall clock shows the time on that day.
  package enum Occurrence: Equatable, Sendable {
    case once
    /// Never: the clocks go forward over it.
    case skipped
    /// Twice: the clocks go back over it, and the first time is taken.
    case twice
  }

  /// The instant; of a skipped time as much later as the clocks go forward.
  package let instant: Date
  /// How often the time occurs; once where an offset says which one is meant.
  package let occurrence: Occurrence
  private let day: Day
  private let seconds: Int
  private let zone: TimeZone
  /// How the clock counts hours in what is said of it.
  package var style = ClockStyle.twentyFourHour

  /// Finds the instant.
  ///
  /// - Parameters:
  ///   - day: The day.
  ///   - seconds: Seconds past midnight that the clock shows, 0 to 86,400.
  ///   - zone: The zone of the clock.
  ///   - offset: The seconds that the clock is ahead of UTC, where that is written too.
  package init(_ day: Day, seconds: Int, in zone: TimeZone, offset: Int? = nil) {
    (self.day, self.seconds, self.zone) = (day, seconds, zone)
    let wall = Double(day.daysSinceEpoch * 86_400 + seconds)
    if let offset {
      instant = Date(timeIntervalSince1970: wall - Double(offset))
      occurrence = .once
      return
    }
    instant = day.time(secondsFromMidnight: seconds, in: zone)
    let shown = zone.secondsFromGMT(for: instant)
    // The offset in force a day later is that behind any change of the clocks.
    let later = zone.secondsFromGMT(for: instant.addingTimeInterval(86_400))
    let again = Date(timeIntervalSince1970: wall - Double(later))
    if instant.timeIntervalSince1970 + Double(shown) != wall {
      occurrence = .skipped
    } else if again > instant, zone.secondsFromGMT(for: again) == later {
      occurrence = .twice
    } else {
      occurrence = .once
    }
  }

  /// Finds the instant on another day at which a clock shows what it showed before.
  ///
  /// - Parameters:
  ///   - before: The instant before.
  ///   - zone: The zone of the clock.
  ///   - day: The day that it moves to.
  ///   - reader: The zone in which that is the day: the two may change their clocks at different times.
  package init(
    of before: Date,
    in zone: TimeZone,
    movedTo day: Day,
    in reader: TimeZone
  ) {
    let (shown, seconds) = Day.wall(of: before, in: zone)
    let days = Day(before, in: reader).distance(to: day)
    let first = shown.advanced(by: days)
    let moved = ClockTime(first, seconds: seconds, in: zone)
    // An hour more or less may make it another day for the reader.
    let rest = Day(moved.instant, in: reader).distance(to: day)
    self = ClockTime(first.advanced(by: rest), seconds: seconds, in: zone)
  }

  /// The time as it was asked for: `02:30`.
  package var asked: String { ClockText.clock(minutes: seconds / 60, style) }

  /// What a command says of a time that is not what it seems; `nil` when it is.
  package var remark: String? {
    switch occurrence {
    case .once: return nil
    case .skipped:
      return "\(asked) does not exist on \(day) in \(zone.identifier), where the clocks go "
        + "forward: \(shown(instant)) is taken. Write \(shown(before)) or \(shown(instant)) to "
        + "choose."
    case .twice:
      return "\(asked) comes twice on \(day) in \(zone.identifier): the first, \(readings.first), "
        + "is taken. Write \"\(day) \(readings.first)\" or \"\(day) \(readings.second)\" to choose."
    }
  }

  /// What is wrong with a time that was typed into a form; `nil` when it exists.
  package var problem: String? {
    occurrence == .skipped
      ? "\(asked) does not exist that day: the clocks go forward. Write "
        + "\(shown(before)) or \(shown(instant))."
      : nil
  }

  /// What a form says of a time that exists twice.
  package var hint: String? {
    occurrence == .twice
      ? "\(asked) comes twice that day: the first is taken. Write \(readings.first) or "
        + "\(readings.second)."
      : nil
  }

  /// Both times of one that comes twice, each as it can be typed: `02:30 CEST` and `02:30 CET`.
  package var readings: (first: String, second: String) {
    let names = [zone.secondsFromGMT(for: instant), laterOffset].map {
      "\(asked) \(ZoneSeasons.name($0, in: zone))"
    }
    return (names[0], names[1])
  }

  /// The other reading of a skipped time: as much earlier as the clocks go forward.
  private var before: Date {
    let later = zone.secondsFromGMT(for: instant.addingTimeInterval(86_400))
    return Date(timeIntervalSince1970: Double(day.daysSinceEpoch * 86_400 + seconds - later))
  }

  private var laterOffset: Int { zone.secondsFromGMT(for: instant.addingTimeInterval(86_400)) }

  /// The time of day that the clock shows, with the day where it is another one.
  private func shown(_ date: Date) -> String {
    let (other, second) = Day.wall(of: date, in: zone)
    let clock = ClockText.clock(minutes: second / 60, style)
    return other == day ? clock : "\(other) \(clock)"
  }
}
