package import CalendarCore
package import Foundation

/// Reading days, times and zones as people type them: the one parser of forms and commands.
///
/// What may mean two things is not read: `04/07` is April to some and July to others.
package enum TimeInput {
  /// The years that can be typed.
  ///
  /// Years have four digits everywhere, and what ends in the year after the last one can still be
  /// written.
  package static let years = 1_000...9_998

  private static let weekdays: [String: Int] = [
    "mon": 1, "monday": 1, "tue": 2, "tues": 2, "tuesday": 2, "wed": 3, "weds": 3, "wednesday": 3,
    "thu": 4, "thur": 4, "thurs": 4, "thursday": 4, "fri": 5, "friday": 5, "sat": 6, "saturday": 6,
    "sun": 7, "sunday": 7,
  ]

  /// Reads a day: `2026-12-01`, `20261201`, `today`, `tomorrow`, `yesterday`, `fri`, `+3`, `-1`.
  ///
  /// The name of a weekday is its next one, never today; counted from another day it may be that
  /// day itself.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - today: The day it is.
  ///   - base: The day that weekdays and numbers count from, where it is not today.
  /// - Returns: The day; `nil` when the text is none, or of a year that is not in ``years``.
  package static func day(_ text: String, today: Day, from base: Day? = nil) -> Day? {
    guard let day = anyDay(text, today: today, from: base), years.contains(day.parts.year) else {
      return nil
    }
    return day
  }

  /// What is wrong with a text that ``day(_:today:from:)`` does not read.
  package static func dayProblem(_ text: String, today: Day, from base: Day? = nil) -> String {
    if anyDay(text, today: today, from: base) != nil { return yearProblem }
    return "\"\(text)\" is not a day. Write one like 2026-12-01, today, fri or +3."
  }

  /// That a year cannot be written.
  package static let yearProblem =
    "This year is out of range. Choose one from \(years.lowerBound) to \(years.upperBound)."

  private static func anyDay(_ text: String, today: Day, from base: Day?) -> Day? {
    let word = text.trimmingCharacters(in: .whitespaces).lowercased()
    if let day = Day(word) ?? compactDay(word) { return day }
    switch word {
    case "today": return today
    case "tomorrow": return today.advanced(by: 1)
    case "yesterday": return today.advanced(by: -1)
    default: break
    }
    if let weekday = weekdays[word] {
      let ahead = (weekday - (base ?? today).weekday + 7) % 7
      return (base ?? today).advanced(by: base == nil && ahead == 0 ? 7 : ahead)
    }
    if word.hasPrefix("+") || word.hasPrefix("-"), word.count <= 5, let days = Int(word) {
      return (base ?? today).advanced(by: days)
    }
    return nil
  }

  /// Reads `20261201`.
  private static func compactDay(_ word: String) -> Day? {
    guard word.utf8.count == 8, isDigits(word) else { return nil }
    return Day("\(word.prefix(4))-\(word.dropFirst(4).prefix(2))-\(word.suffix(2))")
  }

  /// Reads a time of day: `9`, `930`, `09:30`, `9.30`, `9pm`, `9:30 pm`, and `24:00`, the end of a
  /// day.
  ///
  /// - Returns: Minutes past midnight, 0 to 1,440, or `nil` when it is no time.
  package static func minutes(_ text: String) -> Int? {
    var word = text.lowercased().filter { !$0.isWhitespace }
    var afternoon: Bool?
    for (suffix, isAfternoon) in [("am", false), ("pm", true)] where word.hasSuffix(suffix) {
      word.removeLast(2)
      afternoon = isAfternoon
    }
    let parts = word.split(
      omittingEmptySubsequences: false,
      whereSeparator: { $0 == ":" || $0 == "." }
    ).map(String.init)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ isDigits($0) && (1...4).contains($0.utf8.count) })
    else { return nil }
    var hour: Int
    var minute = 0
    if parts.count == 2 {
      guard parts[1].utf8.count == 2, let h = Int(parts[0]), let m = Int(parts[1]) else {
        return nil
      }
      (hour, minute) = (h, m)
    } else {
      guard let number = Int(parts[0]) else { return nil }
      (hour, minute) = parts[0].utf8.count > 2 ? (number / 100, number % 100) : (number, 0)
    }
    if let afternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (afternoon ? 12 : 0)
    }
    // The end of the day has to be written out: 24 alone is as likely a slip.
    if hour == 24, minute == 0, word.utf8.count > 2 { return 1_440 }
    guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
    return hour * 60 + minute
  }

  /// Reads a length of time: `30m`, `1h`, `1h30`, `1h30m`, `90`, `2d`.
  ///
  /// - Returns: Seconds, or `nil` when it is none.
  package static func duration(_ text: String) -> TimeInterval? {
    var rest = text.lowercased().filter { !$0.isWhitespace }[...]
    guard !rest.isEmpty, rest.count <= 12 else { return nil }
    var seconds = 0
    var lastUnit = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, digits.count <= 6, let number = Int(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let unit: Int
      switch rest.first {
      case "d": unit = 86_400
      case "h": unit = 3_600
      case "m", nil: unit = 60
      default: return nil
      }
      seconds += number * unit
      guard lastUnit == 0 || unit < lastUnit else { return nil }
      lastUnit = unit
      rest = rest.dropFirst(rest.hasPrefix("min") ? 3 : 1)
    }
    return seconds > 0 ? TimeInterval(seconds) : nil
  }

  /// Whether a text is ASCII digits alone.
  static func isDigits(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { (48...57).contains($0) }
  }
}
