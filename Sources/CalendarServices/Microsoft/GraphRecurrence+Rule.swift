import CalendarCore
import Foundation

extension GraphRecurrence {
  /// The series as a rule of RFC 5545.
  ///
  /// - Throws: ``RecurrenceError`` for a pattern that is not known here.
  func rule() throws(RecurrenceError) -> RecurrenceRule {
    var rule = RecurrenceRule(.daily, interval: max(1, pattern.interval))
    switch pattern.type {
    case "daily": break
    case "weekly":
      rule.frequency = .weekly
      rule.days = try weekdays().map { RecurrenceRule.Day($0) }
      rule.weekStart = try pattern.firstDayOfWeek.map(weekday)
    case "absoluteMonthly":
      rule.frequency = .monthly
      try setDay(&rule, limit: 28)
    case "relativeMonthly":
      rule.frequency = .monthly
      try setNth(&rule)
    case "absoluteYearly":
      rule.frequency = .yearly
      try setMonth(&rule)
      try setDay(&rule, limit: Day.length(ofMonth: rule.months[0], year: 2023))
    case "relativeYearly":
      rule.frequency = .yearly
      try setMonth(&rule)
      try setNth(&rule)
    default: throw unknown("type")
    }
    switch range.type {
    case "noEnd": rule.end = .never
    case "numbered":
      guard let count = range.numberOfOccurrences, count > 0 else {
        throw unknown("numberOfOccurrences")
      }
      rule.end = .count(count)
    case "endDate":
      guard let day = range.endDate.flatMap({ Day($0) }) else { throw unknown("endDate") }
      rule.end = .until(day.description.replacing("-", with: ""))
    default: throw unknown("range")
    }
    return rule
  }

  /// The lines of a series that begins at a time; `nil` for a pattern that is not known here.
  ///
  /// The last day of a range is one in the zone of the series, and included.
  func lines(for time: EventTime) -> Recurrence? {
    guard var rule = try? rule() else { return nil }
    if case .timed(_, _, let zone) = time, case .until = rule.end,
      let day = range.endDate.flatMap({ Day($0) })
    {
      let zone = zone.flatMap { TimeZone(identifier: $0) } ?? .gmt
      let end = day.time(secondsFromMidnight: 86_399, in: zone)
      rule.end = .until(OccurrenceKey.Start.moment(end).description)
    }
    return Recurrence(rule)
  }

  private func setMonth(_ rule: inout RecurrenceRule) throws(RecurrenceError) {
    guard let month = pattern.month, (1...12).contains(month) else { throw unknown("month") }
    rule.months = [month]
  }

  /// Sets the day by its number; one that not all months have moves to their ends.
  private func setDay(_ rule: inout RecurrenceRule, limit: Int) throws(RecurrenceError) {
    guard let day = pattern.dayOfMonth, (1...31).contains(day) else { throw unknown("dayOfMonth") }
    guard day > limit else {
      rule.monthDays = [day]
      return
    }
    rule.monthDays = Array(28...day)
    rule.positions = [-1]
  }

  private func setNth(_ rule: inout RecurrenceRule) throws(RecurrenceError) {
    let days = try weekdays()
    guard let nth = Self.indices.first(where: { $0.value == pattern.index ?? "first" })?.key,
      !days.isEmpty
    else { throw unknown("index") }
    if days.count == 1 {
      rule.days = [RecurrenceRule.Day(days[0], ordinal: nth)]
    } else if Set(days).count == 7, nth == -1 {
      rule.monthDays = [-1]
    } else {
      rule.days = days.map { RecurrenceRule.Day($0) }
      rule.positions = [nth]
    }
  }

  private func weekdays() throws(RecurrenceError) -> [RecurrenceRule.Weekday] {
    var days: [RecurrenceRule.Weekday] = []
    for name in pattern.daysOfWeek ?? [] { days.append(try weekday(name)) }
    return days
  }

  private func weekday(_ name: String) throws(RecurrenceError) -> RecurrenceRule.Weekday {
    guard let day = Self.names.first(where: { $0.value == name.lowercased() })?.key else {
      throw unknown("daysOfWeek")
    }
    return day
  }

  private func unknown(_ part: String) -> RecurrenceError {
    RecurrenceError("\(pattern.type), \(range.type)", "its \(part) is not known here")
  }
}
