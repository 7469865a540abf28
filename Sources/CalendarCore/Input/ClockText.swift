/// Times of a clock as text.
package enum ClockText {
  /// `09:30`, of the minutes past midnight; 24:00 is the end of a day.
  package static func clock(minutes: Int) -> String {
    two(minutes / 60) + ":" + two(minutes % 60)
  }

  /// `+02:00`, of the seconds that a clock is ahead of UTC.
  package static func offset(_ seconds: Int) -> String {
    (seconds < 0 ? "-" : "+") + clock(minutes: abs(seconds) / 60)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
