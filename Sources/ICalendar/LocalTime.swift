/// A wall-clock time without a zone: what a recurrence rule counts in.
///
/// A date is the time at which its day begins.
package struct LocalTime: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  package var day: Int
  /// Seconds past midnight, 0 to 86,399.
  package var second: Int

  /// Makes a time.
  ///
  /// - Parameters:
  ///   - day: Days since 1970-01-01.
  ///   - second: Seconds past midnight, 0 to 86,399.
  package init(day: Int, second: Int = 0) {
    self.day = day
    self.second = second
  }

  /// Whether a time is before another.
  package static func < (a: LocalTime, b: LocalTime) -> Bool {
    (a.day, a.second) < (b.day, b.second)
  }
}
