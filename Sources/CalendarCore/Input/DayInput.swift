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
  ///     today. A weekday is then that day itself or one behind it; counted from today and without a
  ///     time it is never today.
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
    if let day = try named(text, from: base ?? today) { return day }
    let reader = DayReader(today: today, base: base, takesPeriods: takesPeriods)
    return try match(text, reader).day
  }

  /// Reads the last day of something: a day as above, or a week, a month or a year that is meant to
  /// its end: `june`, `jun 2027`, `end of june`, `next month`, `the end of the year`.
  ///
  /// - Parameters:
  ///   - text: The text, all of it what ends.
  ///   - today: The day it is.
  ///   - base: The day that weekdays, numbers and months without a year count from.
  /// - Returns: The day, the last one of a period.
  /// - Throws: ``InputError`` that names what was not understood.
  package static func last(
    _ text: String,
    today: Day,
    from base: Day
  ) throws(InputError) -> Day {
    if let day = try named(text, from: base) { return day }
    let reader = DayReader(today: today, base: base, takesPeriods: true)
    guard let period = endedPeriod(text) else {
      let match = try match(text, reader) { .noEnd($0) }
      return match.last ?? match.day
    }
    guard let last = try match(period, reader, error: { _ in .noEnd(text) }).last else {
      throw .noEnd(text)
    }
    return last
  }

  /// The period that a text names the end of: `june` of "the end of june", `this year` of "end of
  /// the year"; `nil` where it does not.
  private static func endedPeriod(_ text: String) -> String? {
    var words = text.lowercased().split(whereSeparator: \.isWhitespace)
    if words.first == "the" { words.removeFirst() }
    guard words.count > 2, words[0] == "end", words[1] == "of" else { return nil }
    words.removeFirst(2)
    if words.first == "the" { words[0] = "this" }
    if words.count == 1, ["week", "month", "year"].contains(words[0]) {
      words.insert("this", at: 0)
    }
    return words.joined(separator: " ")
  }

  private static func named(_ text: String, from origin: Day) throws(InputError) -> Day? {
    guard let day = NamedDays.day(text, from: origin) else { return nil }
    guard years.contains(day.parts.year) else { throw .year }
    return day
  }

  private static func match(
    _ text: String,
    _ reader: DayReader,
    error: (String) -> InputError = { .noDay($0) }
  ) throws(InputError) -> DayReader.Match {
    let words = InputWords(text)
    guard let match = try reader.day(words, at: 0) else {
      if let problem = DayReader.dottedProblem(words[0]), words.count == 1 { throw problem }
      throw error(text)
    }
    guard match.next == words.count else {
      throw InputError(
        "\"\(words.written(match.next..<words.count))\" in \"\(text)\" is not part of a day. "
          + "Write a day alone, like \(InputError.dayForms)."
      )
    }
    return match
  }
}
