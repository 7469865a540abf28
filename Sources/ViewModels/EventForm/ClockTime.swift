package import CalendarCore
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
  /// How often the time occurs.
  package let occurrence: Occurrence
  private let day: Day
  private let seconds: Int
  private let zone: TimeZone

  /// Finds the instant.
  ///
  /// - Parameters:
  ///   - day: The day.
  ///   - seconds: Seconds past midnight that the clock shows, 0 to 86,400.
  ///   - zone: The zone of the clock.
  package init(_ day: Day, seconds: Int, in zone: TimeZone) {
    (self.day, self.seconds, self.zone) = (day, seconds, zone)
    instant = day.time(secondsFromMidnight: seconds, in: zone)
    let wall = Double(day.daysSinceEpoch * 86_400 + seconds)
    let offset = zone.secondsFromGMT(for: instant)
    // The offset in force a day later is that behind any change of the clocks.
    let later = zone.secondsFromGMT(for: instant.addingTimeInterval(86_400))
    let again = Date(timeIntervalSince1970: wall - Double(later))
    if instant.timeIntervalSince1970 + Double(offset) != wall {
      occurrence = .skipped
    } else if again > instant, zone.secondsFromGMT(for: again) == later {
      occurrence = .twice
    } else {
      occurrence = .once
    }
  }

  /// The time as it was asked for: `02:30`.
  package var asked: String { TimeText.clock(minutes: seconds / 60) }

  /// What a command says of a time that is not what it seems; `nil` when it is.
  package var remark: String? {
    switch occurrence {
    case .once: return nil
    case .skipped:
      return "\(asked) does not exist on \(day) in \(zone.identifier), where the clocks go "
        + "forward: \(TimeText.clock(instant, in: zone)) is taken."
    case .twice:
      return "\(asked) comes twice on \(day) in \(zone.identifier): the first one "
        + "(\(TimeText.offset(zone.secondsFromGMT(for: instant)))) is taken. Write the offset to "
        + "choose the other one: \(day)T\(asked)\(TimeText.offset(laterOffset))"
    }
  }

  /// What is wrong with a time that was typed into a form; `nil` when it exists.
  package var problem: String? {
    occurrence == .skipped
      ? "\(asked) does not exist that day: the clocks go forward. Write "
        + "\(TimeText.clock(instant, in: zone))."
      : nil
  }

  /// What a form says of a time that exists twice.
  package var hint: String? {
    occurrence == .twice
      ? "\(asked) comes twice that day: the first one "
        + "(\(TimeText.offset(zone.secondsFromGMT(for: instant)))) is taken."
      : nil
  }

  private var laterOffset: Int { zone.secondsFromGMT(for: instant.addingTimeInterval(86_400)) }
}
