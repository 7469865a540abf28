package import Foundation

/// How far events are moved in time: by days of their wall clocks, and by seconds beyond them.
package struct TimeShift: Hashable, Sendable {
  /// The most days that events are moved by: ten years.
  private static let mostDays = 3_660

  /// Whole days, which keep the time of day when the clocks change.
  package let days: Int
  /// Seconds beyond whole days.
  package let seconds: Int

  /// Makes a shift.
  package init(days: Int = 0, seconds: Int = 0) {
    self.days = days
    self.seconds = seconds
  }

  /// Reads `+1d`, `-2 weeks`, `30m`, `+1d 2h`; without a sign it is later.
  ///
  /// - Throws: ``InputError`` for what is no length of time, or is longer than ten years.
  package init(text: String) throws(InputError) {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    let isEarlier = trimmed.first == "-" || trimmed.first == "−"
    let hasSign = isEarlier || trimmed.first == "+"
    guard let length = DurationInput.read(String(hasSign ? trimmed.dropFirst() : trimmed[...]))
    else {
      throw InputError("\"\(trimmed)\" is no length of time. Type +30m, -1h30, +2d or +1w.")
    }
    guard length <= Double(Self.mostDays * 86_400) else {
      throw InputError("Events are moved by ten years at most. Type less than \"\(trimmed)\".")
    }
    let seconds = Int(length) * (isEarlier ? -1 : 1)
    self.init(days: seconds / 86_400, seconds: seconds % 86_400)
  }

  /// A time that is moved; `nil` for whole days and a shift that is not of whole days.
  ///
  /// - Parameters:
  ///   - time: The time.
  ///   - viewer: The zone of the wall clock of what names none.
  /// - Returns: The time, as long as before.
  package func callAsFunction(_ time: EventTime, viewer: TimeZone) -> EventTime? {
    switch time {
    case .allDay(let first, let last):
      guard seconds == 0 else { return nil }
      return .allDay(first: first.advanced(by: days), last: last.advanced(by: days))
    case .timed(let start, let end, let zone):
      let clock = zone.flatMap { TimeZone(identifier: $0) } ?? viewer
      let (day, second) = Day.wall(of: start, in: clock)
      let moved =
        days == 0
        ? start : day.advanced(by: days).time(secondsFromMidnight: second, in: clock)
      let from = moved.addingTimeInterval(Double(seconds))
      return .timed(
        start: from,
        end: from.addingTimeInterval(end.timeIntervalSince(start)),
        zone: zone
      )
    }
  }

  /// `1 day later`, `1 h 30 min earlier`, `1 week 2 h later`.
  package var words: String {
    let all = abs(days) * 86_400 + abs(seconds)
    let (weeks, rest) = (abs(days) / 7, abs(days) % 7)
    let minutes = abs(seconds) / 60
    let parts = [
      rest == 0 && weeks > 0 ? "\(weeks) week\(weeks == 1 ? "" : "s")" : nil,
      rest > 0 ? "\(abs(days)) day\(abs(days) == 1 ? "" : "s")" : nil,
      minutes >= 60 ? "\(minutes / 60) h" : nil,
      minutes % 60 > 0 ? "\(minutes % 60) min" : nil,
    ]
    let length = all == 0 ? "0 min" : parts.compactMap(\.self).joined(separator: " ")
    return "\(length) \(days < 0 || seconds < 0 ? "earlier" : "later")"
  }
}
