/// How a series repeats: a recurrence rule of RFC 5545, section 3.3.10, as a value.
///
/// Read and written as text, so that no part of a rule is lost that a service knows and another
/// does not. ``Recurrence`` expands it into occurrences.
package struct RecurrenceRule: Hashable, Sendable, Codable, CustomStringConvertible {
  /// How often it repeats.
  package enum Frequency: String, Hashable, Sendable, Codable, CaseIterable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  /// A day of the week, in the order of ISO 8601.
  package enum Weekday: String, Hashable, Sendable, Codable, CaseIterable {
    case monday = "MO"
    case tuesday = "TU"
    case wednesday = "WE"
    case thursday = "TH"
    case friday = "FR"
    case saturday = "SA"
    case sunday = "SU"
  }

  /// A day of the week, in a month or year perhaps only the n-th, from its end when negative.
  package struct Day: Hashable, Sendable, Codable {
    /// Which one of its month or year; `nil` for each.
    package var ordinal: Int?
    /// The day.
    package var weekday: Weekday
    /// Makes a day.
    package init(_ weekday: Weekday, ordinal: Int? = nil) {
      self.weekday = weekday
      self.ordinal = ordinal
    }
  }

  /// When a series ends.
  package enum End: Hashable, Sendable, Codable {
    /// Never.
    case never
    /// After so many occurrences.
    case count(Int)
    /// With the last occurrence up to a moment or day, as RFC 5545 writes it:
    /// `20261231T235959Z` or `20261231`.
    case until(String)
  }

  /// How often it repeats.
  package var frequency: Frequency
  /// Each how many days, weeks, months or years, from 1.
  package var interval: Int
  /// On which days of the week.
  package var days: [Day]
  /// On which days of the month, from its end when negative.
  package var monthDays: [Int]
  /// In which months, from 1.
  package var months: [Int]
  /// Which ones of the days that the other parts give, from their end when negative.
  package var positions: [Int]
  /// On which day weeks begin; `nil` for Monday.
  package var weekStart: Weekday?
  /// When it ends.
  package var end: End

  /// Makes a rule.
  package init(
    _ frequency: Frequency,
    interval: Int = 1,
    days: [Day] = [],
    monthDays: [Int] = [],
    months: [Int] = [],
    positions: [Int] = [],
    weekStart: Weekday? = nil,
    end: End = .never
  ) {
    self.frequency = frequency
    self.interval = interval
    self.days = days
    self.monthDays = monthDays
    self.months = months
    self.positions = positions
    self.weekStart = weekStart
    self.end = end
  }

  /// Reads a rule, with or without `RRULE:` before it.
  ///
  /// - Throws: ``RecurrenceError`` for a text that is no rule, or has a part that is not known here.
  package init(_ text: String) throws(RecurrenceError) {
    let rule = text.uppercased().hasPrefix("RRULE:") ? String(text.dropFirst(6)) : text
    var parts: [String: String] = [:]
    for part in rule.split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1).map { String($0).uppercased() }
      guard pair.count == 2, parts.updateValue(pair[1], forKey: pair[0]) == nil else {
        throw RecurrenceError(text, "\"\(part)\" is no part of a rule")
      }
    }
    guard let frequency = parts.removeValue(forKey: "FREQ").flatMap(Frequency.init) else {
      throw RecurrenceError(text, "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY")
    }
    self.init(frequency)
    for (name, value) in parts.sorted(by: { $0.key < $1.key }) {
      switch name {
      case "INTERVAL":
        guard let number = Int(value), number >= 1 else {
          throw RecurrenceError(text, "INTERVAL is a number from 1")
        }
        interval = number
      case "COUNT":
        guard let number = Int(value), number >= 1, parts["UNTIL"] == nil else {
          throw RecurrenceError(text, "COUNT is a number from 1, without UNTIL")
        }
        end = .count(number)
      case "UNTIL":
        guard Self.isMoment(value) else {
          throw RecurrenceError(text, "UNTIL is written 20261231 or 20261231T235959Z")
        }
        end = .until(value)
      case "BYDAY": days = try Self.list(value, of: text, name, Self.day)
      case "BYMONTHDAY": monthDays = try Self.list(value, of: text, name, Self.number(within: 31))
      case "BYMONTH":
        months = try Self.list(value, of: text, name) {
          Int($0).flatMap { 1...12 ~= $0 ? $0 : nil }
        }
      case "BYSETPOS": positions = try Self.list(value, of: text, name, Self.number(within: 366))
      case "WKST":
        guard let day = Weekday(rawValue: value) else {
          throw RecurrenceError(text, "WKST is a day like MO")
        }
        weekStart = day
      default: throw RecurrenceError(text, "\(name) is not known here")
      }
    }
  }

  /// The rule as RFC 5545 writes it, without `RRULE:`.
  package var description: String {
    var parts = ["FREQ=\(frequency.rawValue)"]
    func add(_ name: String, _ values: [String]) {
      if !values.isEmpty { parts.append(name + "=" + values.joined(separator: ",")) }
    }
    if interval != 1 { add("INTERVAL", ["\(interval)"]) }
    add("BYMONTH", months.map(String.init))
    add("BYMONTHDAY", monthDays.map(String.init))
    add("BYDAY", days.map { ($0.ordinal.map(String.init) ?? "") + $0.weekday.rawValue })
    add("BYSETPOS", positions.map(String.init))
    if let weekStart { add("WKST", [weekStart.rawValue]) }
    switch end {
    case .never: break
    case .count(let count): add("COUNT", ["\(count)"])
    case .until(let moment): add("UNTIL", [moment])
    }
    return parts.joined(separator: ";")
  }

  private static func list<Value>(
    _ value: String,
    of text: String,
    _ name: String,
    _ read: (String) -> Value?
  ) throws(RecurrenceError) -> [Value] {
    let parts = value.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { read(String($0)) }
    guard values.count == parts.count else {
      throw RecurrenceError(text, "\(name)=\(value) cannot be read")
    }
    return values
  }

  private static func day(_ text: String) -> Day? {
    guard let weekday = Weekday(rawValue: String(text.suffix(2))) else { return nil }
    let number = text.dropLast(2)
    if number.isEmpty { return Day(weekday) }
    return Self.number(within: 53)(String(number)).map { Day(weekday, ordinal: $0) }
  }

  private static func number(within limit: Int) -> (String) -> Int? {
    { Int($0).flatMap { $0 != 0 && abs($0) <= limit ? $0 : nil } }
  }

  private static func isMoment(_ text: String) -> Bool {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard let day = parts.first, day.count == 8, day.allSatisfy(\.isASCIIDigit) else {
      return false
    }
    guard parts.count == 2 else { return parts.count == 1 }
    let time = parts[1].hasSuffix("Z") ? parts[1].dropLast() : parts[1]
    return time.count == 6 && time.allSatisfy(\.isASCIIDigit)
  }
}

/// Why a text is no rule, or a rule cannot be kept to: the rule, and what is wrong with it.
package struct RecurrenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The rule.
  package let rule: String
  /// What is wrong with it.
  package let reason: String
  /// Makes an error.
  package init(_ rule: String, _ reason: String) {
    self.rule = rule
    self.reason = reason
  }
  /// The rule and the reason, in words.
  package var description: String { "The rule \"\(rule)\" cannot be used: \(reason)." }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
