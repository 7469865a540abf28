import CalendarCore
import Foundation

/// How a series repeats, as Graph sends and takes it.
///
/// Source: Microsoft Graph v1.0, resource types `recurrencePattern` and `recurrenceRange`.
struct GraphRecurrence: Codable, Hashable, Sendable {
  /// On which days.
  struct Pattern: Codable, Hashable, Sendable {
    var type: String
    var interval: Int
    var daysOfWeek: [String]?
    var firstDayOfWeek: String?
    var index: String?
    var dayOfMonth: Int?
    var month: Int?
  }

  /// From when, and until when.
  struct Range: Codable, Hashable, Sendable {
    var type: String
    var startDate: String
    var endDate: String?
    var numberOfOccurrences: Int?
    var recurrenceTimeZone: String?
  }

  var pattern: Pattern
  var range: Range

  static let indices = [1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"]
  static let names: [RecurrenceRule.Weekday: String] = [
    .monday: "monday", .tuesday: "tuesday", .wednesday: "wednesday", .thursday: "thursday",
    .friday: "friday", .saturday: "saturday", .sunday: "sunday",
  ]

  /// The rule of a series that begins at a time, as Microsoft writes it.
  ///
  /// - Throws: ``RecurrenceError`` for what Microsoft cannot express.
  init(_ rule: RecurrenceRule, time: EventTime) throws(RecurrenceError) {
    let zone = time.zone.flatMap { TimeZone(identifier: $0) } ?? .gmt
    let first = time.days(in: zone).lowerBound
    var pattern = Pattern(type: "daily", interval: rule.interval)
    switch rule.frequency {
    case .daily: try Self.setDaily(&pattern, rule)
    case .weekly: try Self.setWeekly(&pattern, rule, first)
    case .monthly:
      guard rule.months.isEmpty else {
        throw .unknown(rule, "Microsoft repeats by months or in one month of the year, not both")
      }
      try Self.setMonthly(&pattern, rule, first, kind: "Monthly")
    case .yearly: try Self.setYearly(&pattern, rule, first)
    }
    self.pattern = pattern
    range = try Self.range(rule, time: time, first: first, zone: zone)
  }

  private static func setDaily(
    _ pattern: inout Pattern,
    _ rule: RecurrenceRule
  ) throws(RecurrenceError) {
    try refuseParts(of: rule)
    guard !rule.days.isEmpty else { return }
    guard rule.interval == 1, rule.days.allSatisfy({ $0.ordinal == nil }) else {
      throw .unknown(rule, "Microsoft knows days of the week in weeks, months and years alone")
    }
    // Each day that is one of these is each week on these.
    pattern.type = "weekly"
    pattern.daysOfWeek = names(of: rule.days)
    pattern.firstDayOfWeek = "monday"
  }

  private static func setWeekly(
    _ pattern: inout Pattern,
    _ rule: RecurrenceRule,
    _ first: Day
  ) throws(RecurrenceError) {
    try refuseParts(of: rule)
    guard rule.days.allSatisfy({ $0.ordinal == nil }) else {
      throw .unknown(rule, "a week has each day once")
    }
    pattern.type = "weekly"
    pattern.daysOfWeek = rule.days.isEmpty ? [name(of: first)] : names(of: rule.days)
    pattern.firstDayOfWeek = names[rule.weekStart ?? .monday]
  }

  /// Sets a day of a month: by its number, or as the n-th of some days of the week.
  private static func setMonthly(
    _ pattern: inout Pattern,
    _ rule: RecurrenceRule,
    _ first: Day,
    kind: String
  ) throws(RecurrenceError) {
    if rule.days.isEmpty {
      if rule.monthDays == [-1], rule.positions.isEmpty {
        pattern.type = "relative" + kind
        pattern.daysOfWeek = RecurrenceRule.Weekday.allCases.compactMap { names[$0] }
        pattern.index = "last"
        return
      }
      pattern.type = "absolute" + kind
      pattern.dayOfMonth = try monthDay(rule, first, month: pattern.month)
      return
    }
    guard rule.monthDays.isEmpty else {
      throw .unknown(rule, "Microsoft takes days of the week or of the month, not both")
    }
    let ordinals = Set(rule.days.map(\.ordinal))
    guard ordinals.count == 1, let ordinal = ordinals.first else {
      throw .unknown(rule, "Microsoft takes the n-th of its days for one n only")
    }
    let positions = rule.positions
    guard ordinal == nil ? positions.count == 1 : positions.isEmpty && rule.days.count == 1 else {
      throw .unknown(rule, "Microsoft takes one day of a month: the first to fourth or the last")
    }
    guard let index = indices[ordinal ?? positions[0]] else {
      throw .unknown(rule, "Microsoft counts days of a month from first to fourth, and the last")
    }
    pattern.type = "relative" + kind
    pattern.daysOfWeek = names(of: rule.days)
    pattern.index = index
  }

  /// The one day of a month that a rule names, by its number.
  ///
  /// Microsoft moves the 29th to 31st to the end of shorter months, where RFC 5545 leaves those out.
  private static func monthDay(
    _ rule: RecurrenceRule,
    _ first: Day,
    month: Int?
  ) throws(RecurrenceError) -> Int {
    // The way in which RFC 5545 says that.
    if rule.positions == [-1], let last = rule.monthDays.last, (29...31).contains(last),
      rule.monthDays == Array(28...last)
    {
      return last
    }
    guard rule.positions.isEmpty, rule.monthDays.count <= 1 else {
      throw .unknown(rule, "Microsoft takes one day of the month")
    }
    let day = rule.monthDays.first ?? first.parts.day
    guard day > 0 else {
      throw .unknown(rule, "Microsoft counts days of the month from its end for the last one only")
    }
    guard day <= month.map({ Day.length(ofMonth: $0, year: 2023) }) ?? 28 else {
      let days = (28...day).map(String.init).joined(separator: ",")
      throw .unknown(
        rule,
        "Microsoft moves the \(day)th to the end of shorter months. If that is meant, write "
          + "BYMONTHDAY=\(days);BYSETPOS=-1"
      )
    }
    return day
  }

  private static func setYearly(
    _ pattern: inout Pattern,
    _ rule: RecurrenceRule,
    _ first: Day
  ) throws(RecurrenceError) {
    guard rule.months.count <= 1 else {
      throw .unknown(rule, "Microsoft takes one month of the year")
    }
    var rule = rule
    if rule.months.isEmpty, !rule.days.isEmpty {
      // The n-th such day of a year is that of its first or last month.
      guard rule.days.count == 1, let ordinal = rule.days[0].ordinal, rule.positions.isEmpty,
        indices[ordinal] != nil
      else { throw .unknown(rule, "Microsoft takes days of the week in one month of the year") }
      rule.months = [ordinal > 0 ? 1 : 12]
    }
    if rule.months.isEmpty, !rule.monthDays.isEmpty {
      throw .unknown(rule, "Microsoft takes one day of the year")
    }
    pattern.month = rule.months.first ?? first.parts.month
    try setMonthly(&pattern, rule, first, kind: "Yearly")
  }

  private static func range(
    _ rule: RecurrenceRule,
    time: EventTime,
    first: Day,
    zone: TimeZone
  ) throws(RecurrenceError) -> Range {
    var range = Range(type: "noEnd", startDate: "\(first)")
    range.recurrenceTimeZone = time.zone.flatMap(WindowsZones.windows) ?? "UTC"
    switch rule.end {
    case .never: break
    case .count(let count):
      range.type = "numbered"
      range.numberOfOccurrences = count
    case .until(let text):
      guard let last = lastDay(text, time: time, zone: zone), last >= first else {
        throw .unknown(rule, "it ends before it begins")
      }
      range.type = "endDate"
      range.endDate = "\(last)"
    }
    return range
  }

  /// The last day on which an occurrence may begin that is not after `UNTIL`.
  private static func lastDay(_ text: String, time: EventTime, zone: TimeZone) -> Day? {
    let digits = text.filter(\.isNumber)
    let date = [digits.prefix(4), digits.dropFirst(4).prefix(2), digits.dropFirst(6).prefix(2)]
    guard let day = Day(date.joined(separator: "-")) else { return nil }
    guard digits.count == 14, let clock = Int(digits.suffix(6)) else { return day }
    let seconds = clock / 10_000 * 3600 + clock / 100 % 100 * 60 + clock % 100
    let end = day.time(secondsFromMidnight: seconds, in: text.hasSuffix("Z") ? .gmt : zone)
    let last = Day(end, in: zone)
    guard case .timed(let start, _, _) = time else { return last }
    let begin = Day.wall(of: start, in: zone).second
    return last.time(secondsFromMidnight: begin, in: zone) > end ? last.advanced(by: -1) : last
  }

  private static func refuseParts(of rule: RecurrenceRule) throws(RecurrenceError) {
    guard rule.months.isEmpty else {
      throw .unknown(rule, "Microsoft knows months in yearly rules alone")
    }
    guard rule.monthDays.isEmpty else {
      throw .unknown(rule, "Microsoft knows days of the month in monthly and yearly rules alone")
    }
    guard rule.positions.isEmpty else {
      throw .unknown(rule, "Microsoft knows BYSETPOS in monthly and yearly rules alone")
    }
  }

  private static func names(of days: [RecurrenceRule.Day]) -> [String] {
    days.compactMap { names[$0.weekday] }
  }

  private static func name(of day: Day) -> String {
    let weekday = RecurrenceRule.Weekday.allCases[day.weekday - 1]
    return names[weekday] ?? ""
  }
}

extension RecurrenceError {
  fileprivate static func unknown(_ rule: RecurrenceRule, _ reason: String) -> RecurrenceError {
    RecurrenceError(rule.description, reason)
  }
}
