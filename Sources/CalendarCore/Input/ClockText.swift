/// Times of a clock as text.
///
/// What is written in either style can be typed: ``TimeInput`` reads it.
package enum ClockText {
  /// `09:30`, of the minutes past midnight; 24:00 is the end of a day.
  package static func clock(minutes: Int) -> String {
    two(minutes / 60) + ":" + two(minutes % 60)
  }

  /// `09:30` or `9:30am`, of the minutes past midnight; 24:00, the end of a day, in either style.
  package static func clock(minutes: Int, _ style: ClockStyle) -> String {
    guard style == .twelveHour, minutes < 1_440 else { return clock(minutes: minutes) }
    return "\(hour(minutes)):\(two(minutes % 60))\(half(minutes))"
  }

  /// The same without minutes of a full hour, where there is little room: `9am`, `9:30am`.
  package static func brief(minutes: Int, _ style: ClockStyle) -> String {
    guard style == .twelveHour, minutes < 1_440 else { return clock(minutes: minutes) }
    return digits(minutes) + half(minutes)
  }

  /// `09:30–10:00`, or as short as it can be told: `9:30–10am`, `11:30am–1pm`.
  ///
  /// - Parameters:
  ///   - start: Minutes past midnight.
  ///   - end: Minutes past midnight, of that day or a later one.
  ///   - style: How hours are counted.
  ///   - isNarrow: Whether am and pm are one letter.
  /// - Returns: The text.
  package static func range(
    _ start: Int,
    _ end: Int,
    _ style: ClockStyle,
    isNarrow: Bool = false
  ) -> String {
    guard style == .twelveHour else { return clock(minutes: start) + "–" + clock(minutes: end) }
    let (first, last) = (half(start), half(end))
    let length = isNarrow ? 1 : 2
    // "9–9am" would be half a day or nothing.
    let isShared = first == last && start < end
    return digits(start) + (isShared ? "" : first.prefix(length)) + "–" + digits(end)
      + last.prefix(length)
  }

  /// `+02:00`, of the seconds that a clock is ahead of UTC.
  package static func offset(_ seconds: Int) -> String {
    (seconds < 0 ? "-" : "+") + clock(minutes: abs(seconds) / 60)
  }

  private static func digits(_ minutes: Int) -> String {
    minutes % 60 == 0 ? hour(minutes) : "\(hour(minutes)):\(two(minutes % 60))"
  }

  private static func hour(_ minutes: Int) -> String {
    String((minutes / 60 + 11) % 12 + 1)
  }

  private static func half(_ minutes: Int) -> String {
    minutes % 1_440 < 720 ? "am" : "pm"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
