package import ConferencingCore
package import Foundation

/// Reading days, times and zones as people type them.
package enum TimeInput {
  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Reads a day: `2026-12-01`, `today`, `tomorrow`, `yesterday`, `fri`, `+3`, `-1`.
  ///
  /// The name of a weekday is its next one, never today.
  package static func day(_ text: String, today: Day) -> Day? {
    let word = text.trimmingCharacters(in: .whitespaces).lowercased()
    if let day = Day(word) { return day }
    switch word {
    case "today": return today
    case "tomorrow": return today.advanced(by: 1)
    case "yesterday": return today.advanced(by: -1)
    default: break
    }
    if word.count >= 3, let index = weekdays.firstIndex(where: { word.hasPrefix($0) }) {
      let ahead = (index + 1 - today.weekday + 7) % 7
      return today.advanced(by: ahead == 0 ? 7 : ahead)
    }
    if word.hasPrefix("+") || word.hasPrefix("-"), word.count <= 5, let days = Int(word) {
      return today.advanced(by: days)
    }
    return nil
  }

  /// Reads a time of day: `9`, `930`, `09:30`, `9.30`, `9pm`, `9:30 pm`.
  ///
  /// - Returns: Minutes past midnight, or `nil` when it is no time.
  package static func minutes(_ text: String) -> Int? {
    var word = text.lowercased().filter { !$0.isWhitespace }
    var afternoon: Bool?
    for (suffix, isAfternoon) in [("am", false), ("pm", true)] where word.hasSuffix(suffix) {
      word.removeLast(2)
      afternoon = isAfternoon
    }
    let parts = word.split(whereSeparator: { $0 == ":" || $0 == "." }).map(String.init)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } && $0.utf8.count <= 4 })
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
}
