import CalendarCore
import Foundation

/// A repetition as Zoom says it, for those rules that Zoom can say.
///
/// Source: Zoom Meeting API, "Create a meeting", `recurrence`. Of limits that its pages name
/// differently over time the smaller one is kept to.
struct ZoomRecurrence: Encodable, Hashable, Sendable {
  /// 1 daily, 2 weekly, 3 monthly.
  var type: Int
  var interval: Int
  /// `1` Sunday to `7` Saturday, with commas.
  var weeklyDays: String?
  var monthlyDay: Int?
  /// -1 the last, 1 to 4.
  var monthlyWeek: Int?
  var monthlyWeekDay: Int?
  var endTimes: Int?
  /// UTC.
  var endDateTime: String?

  private enum CodingKeys: String, CodingKey {
    case type
    case interval = "repeat_interval"
    case weeklyDays = "weekly_days"
    case monthlyDay = "monthly_day"
    case monthlyWeek = "monthly_week"
    case monthlyWeekDay = "monthly_week_day"
    case endTimes = "end_times"
    case endDateTime = "end_date_time"
  }

  /// The most occurrences of a meeting.
  private static let mostOccurrences = 50
  /// The longest intervals in days, weeks and months.
  private static let longest = [90, 12, 3]

  /// Says a rule in Zoom's way; `nil` when Zoom cannot say it: then one link stands for the series.
  ///
  /// Zoom repeats no meeting without end, nor yearly, nor on several days of a month, and it begins
  /// a series on a day of the rule.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - start: When the first occurrence begins.
  ///   - zone: The zone in which its days are counted.
  init?(_ rule: RecurrenceRule, start: Date, zone: TimeZone) {
    let first = Day(start, in: zone)
    guard rule.months.isEmpty, rule.positions.isEmpty else { return nil }
    let days = rule.days.filter { $0.ordinal == nil }.map(\.weekday)
    switch rule.frequency {
    case .daily:
      guard rule.days.isEmpty, rule.monthDays.isEmpty else { return nil }
      self.init(type: 1, interval: rule.interval)
    case .weekly:
      guard days.count == rule.days.count, rule.monthDays.isEmpty,
        days.isEmpty || days.contains(first.name), Self.isOfSameWeeks(rule, days)
      else { return nil }
      self.init(type: 2, interval: rule.interval)
      let numbers = (days.isEmpty ? [first.name] : days).map(\.zoomNumber)
      weeklyDays = Set(numbers).sorted().map(String.init).joined(separator: ",")
    case .monthly:
      guard let monthly = Self(monthly: rule, first) else { return nil }
      self = monthly
    case .yearly: return nil
    }
    guard rule.interval <= Self.longest[type - 1], setEnd(rule, first, zone) else { return nil }
  }

  private init(type: Int, interval: Int) {
    self.type = type
    self.interval = interval
  }

  private init?(monthly rule: RecurrenceRule, _ first: Day) {
    self.init(type: 3, interval: rule.interval)
    let parts = first.parts
    switch (rule.days.count, rule.monthDays.count) {
    case (0, 0), (0, 1):
      // A month that lacks the day is left out by RFC 5545; Zoom takes its last day.
      guard parts.day <= 28, rule.monthDays.first ?? parts.day == parts.day else { return nil }
      monthlyDay = parts.day
    case (1, 0):
      guard let week = rule.days[0].ordinal, week == -1 || (1...4).contains(week),
        rule.days[0].weekday == first.name
      else { return nil }
      let left = Day.length(ofMonth: parts.month, year: parts.year) - parts.day
      guard week == -1 ? left < 7 : (parts.day + 6) / 7 == week else { return nil }
      monthlyWeek = week
      monthlyWeekDay = rule.days[0].weekday.zoomNumber
    default: return nil
    }
  }

  /// Whether weeks that begin on Sunday, as Zoom's do, give the same days as those of the rule.
  private static func isOfSameWeeks(
    _ rule: RecurrenceRule,
    _ days: [RecurrenceRule.Weekday]
  ) -> Bool {
    switch rule.weekStart ?? .monday {
    case .sunday: true
    case .monday: rule.interval == 1 || days.count < 2 || !days.contains(.sunday)
    default: rule.interval == 1 || days.count < 2
    }
  }

  /// Sets the end, if the series has one that is near enough.
  private mutating func setEnd(_ rule: RecurrenceRule, _ first: Day, _ zone: TimeZone) -> Bool {
    switch rule.end {
    case .never: return false
    case .count(let count):
      guard count <= Self.mostOccurrences else { return false }
      endTimes = count
    case .until(let text):
      guard let end = Self.moment(text, zone) else { return false }
      let span = first.distance(to: Day(end, in: zone))
      let each = [1, 7, 28][type - 1] * interval
      let perTurn = weeklyDays.map { $0.split(separator: ",").count } ?? 1
      guard span >= 0, (span / each + 1) * perTurn <= Self.mostOccurrences else { return false }
      endDateTime = Timestamp.text(end)
    }
    return true
  }

  /// `20261231`, whose day is in it, `20261231T090000` or `20261231T090000Z`.
  private static func moment(_ text: String, _ zone: TimeZone) -> Date? {
    let digits = text.filter(\.isNumber)
    guard digits.count == 8 || digits.count == 14, let date = Int(digits.prefix(8)),
      let day = Day(year: date / 10_000, month: date / 100 % 100, day: date % 100)
    else { return nil }
    guard digits.count == 14, let clock = Int(digits.suffix(6)) else {
      return day.time(secondsFromMidnight: 86_399, in: zone)
    }
    let seconds = clock / 10_000 * 3600 + clock / 100 % 100 * 60 + clock % 100
    return day.time(
      secondsFromMidnight: min(seconds, 86_399),
      in: text.hasSuffix("Z") ? .gmt : zone
    )
  }
}

extension RecurrenceRule.Weekday {
  /// 1 Sunday to 7 Saturday.
  fileprivate var zoomNumber: Int {
    switch self {
    case .sunday: 1
    case .monday: 2
    case .tuesday: 3
    case .wednesday: 4
    case .thursday: 5
    case .friday: 6
    case .saturday: 7
    }
  }
}

extension Day {
  /// Which day of the week it is.
  fileprivate var name: RecurrenceRule.Weekday { RecurrenceRule.Weekday.allCases[weekday - 1] }
}
