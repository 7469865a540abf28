/// Reading days as they are typed: the one reader of forms, commands and "go to date".
///
/// The grammar is in the article Dates and times. Each word is exact, and what may mean two things
/// is refused with both: `4/7` is 4 July to some and 7 April to others.
package enum DayInput {
  /// The years that can be typed.
  ///
  /// Years have four digits everywhere, and what ends in the year after the last one can still be
  /// written.
  package static let years = 1_000...9_998

  /// Reads a day: `2026-12-01`, `1.12.2026`, `15 mar`, `Dec 1st`, `fri`, `next tue`, `tomorrow`,
  /// `+3`, `+3w`, `2027-W07-3`, `easter`.
  ///
  /// - Parameters:
  ///   - text: The text, all of it the day.
  ///   - today: The day it is.
  ///   - base: The day that weekdays, numbers and dates without a year count from, where it is not
  ///     today. A weekday is then that day itself or one behind it; counted from today it is never
  ///     today.
  ///   - takesPeriods: Whether a week, a month or a year stands for its first day: `2027-W07`,
  ///     `mar 2027`, `next month`. For going to a date; an event starts on a day.
  /// - Returns: The day.
  /// - Throws: ``InputError`` that names what was not understood.
  package static func read(
    _ text: String,
    today: Day,
    from base: Day? = nil,
    takesPeriods: Bool = false
  ) throws(InputError) -> Day {
    if let day = NamedDays.day(text, from: base ?? today) {
      guard years.contains(day.parts.year) else { throw .year }
      return day
    }
    let words = InputWords(text)
    let reader = DayReader(today: today, base: base, takesPeriods: takesPeriods)
    guard let match = try reader.day(words, at: 0) else {
      if let problem = DayReader.dottedProblem(words[0]), words.count == 1 { throw problem }
      throw .noDay(text)
    }
    guard match.next == words.count else {
      throw InputError(
        "\"\(words.written(match.next..<words.count))\" in \"\(text)\" is not part of a day. "
          + "Write a day alone, like \(InputError.dayForms)."
      )
    }
    return match.day
  }
}
