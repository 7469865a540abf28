/// The times of a rule that names days, found by looking at each day of its periods.
///
/// libical 3.0.16 takes wrong days for such rules, and for a week without a weekday what happens to be
/// in memory (decision 60). Monthly rules are followed here where BYSETPOS chooses from a month: it
/// expands the others well.
struct RuleDays {
  private let rule: RuleParts
  private let start: LocalTime
  /// The month in which the first period begins, in months since January of year 0.
  private let firstMonth: Int
  /// The months of a period: BYSETPOS chooses from them.
  private let length: Int
  /// The months from one period to the next.
  private let step: Int
  private let weekdays: [RuleParts.WeekdayNumber]
  private let monthDays: [Int]
  private let months: [Int]
  private let yearDays: [Int]
  private let weeks: [Int]
  /// When it takes place on a day, in seconds past midnight, in order.
  private let seconds: [Int]

  /// Prepares a rule.
  ///
  /// - Parameters:
  ///   - rule: A daily, weekly or yearly rule, or a monthly one that chooses positions.
  ///   - start: The first time of the series; the rule takes from it what it does not name.
  ///   - isDate: Whether its times are dates.
  init(of rule: RuleParts, from start: LocalTime, isDate: Bool) {
    self.rule = rule
    self.start = start
    let first = CivilDay.date(of: start.day)
    let isMonthly = rule.frequency == .monthly
    length = isMonthly ? 1 : 12
    step = rule.frequency == .monthly || rule.frequency == .yearly ? length * rule.interval : length
    firstMonth = first.year * 12 + (isMonthly ? first.month - 1 : 0)
    yearDays = rule.otherLists["BYYEARDAY"] ?? []
    weeks = rule.otherLists["BYWEEKNO"] ?? []
    let namesDays = !(rule.days.isEmpty && rule.monthDays.isEmpty && yearDays.isEmpty)
    let isYearly = rule.frequency == .yearly
    let isOfWeekday = !namesDays && (rule.frequency == .weekly || isYearly && !weeks.isEmpty)
    let isOfDate = !namesDays && (isMonthly || isYearly && weeks.isEmpty)
    weekdays =
      isOfWeekday
      ? [RuleParts.WeekdayNumber(weekday: CivilDay.weekday(of: start.day))] : rule.days
    monthDays = isOfDate ? [first.day] : rule.monthDays
    months = isOfDate && isYearly && rule.months.isEmpty ? [first.month] : rule.months
    seconds = isDate ? [0] : rule.seconds(from: start.second)
  }

  /// The times in a window.
  ///
  /// - Parameters:
  ///   - window: The times wanted, up to the year 2500.
  ///   - limit: How many are wanted at most.
  /// - Returns: The times in order, and whether there are more than were wanted or counted.
  func times(in window: ClosedRange<LocalTime>, limit: Int) -> (times: [LocalTime], isCut: Bool) {
    var times: [LocalTime] = []
    var steps = 0
    let most = min(limit, RuleExpansion.maximumSteps)
    // What COUNT counts begins at the start, and what BYSETPOS chooses from with the period.
    let begin = rule.count == nil ? max(window.lowerBound, start) : start
    let last = Self.month(of: window.upperBound)
    var month = Self.month(of: begin)
    month -= (month - firstMonth) % step
    while month <= last {
      let range = rule.positions.isEmpty ? begin.day...window.upperBound.day : Self.all
      for time in self.times(inPeriod: month, days: range) where time >= begin {
        if time > window.upperBound || steps == rule.count { return (times, false) }
        if steps == Self.maximumSteps || times.count == most { return (times, true) }
        steps += 1
        if time >= window.lowerBound { times.append(time) }
      }
      month += step
    }
    return (times, false)
  }

  /// Whether the rule ever has a time.
  ///
  /// Leap years and weekdays come round in 28 years.
  var exist: Bool {
    (0..<28 * 12 / length).contains {
      !times(inPeriod: firstMonth + $0 * step, days: Self.all).isEmpty
    }
  }

  private static func month(of time: LocalTime) -> Int {
    let date = CivilDay.date(of: time.day)
    return date.year * 12 + date.month - 1
  }

  private static let all = Int.min...Int.max
  /// How many times are counted at most: two centuries of working days, 0.1 µs each.
  private static let maximumSteps = 50_000

  /// The times of the period that begins in a month, of some of its days.
  private func times(inPeriod month: Int, days range: ClosedRange<Int>) -> [LocalTime] {
    let times = days(inPeriod: month, range).flatMap { day in
      seconds.map { LocalTime(day: day, second: $0) }
    }
    guard !rule.positions.isEmpty else { return times }
    let chosen = rule.positions.map { $0 > 0 ? $0 - 1 : times.count + $0 }
    return Set(chosen).sorted().filter(times.indices.contains).map { times[$0] }
  }

  // MARK: Days

  private func days(inPeriod month: Int, _ range: ClosedRange<Int>) -> [Int] {
    let year = month / 12
    let period = month % 12 + 1..<month % 12 + 1 + length
    guard let first = CivilDay.day(year: year, month: 1, day: 1) else { return [] }
    let total = 337 + CivilDay.length(of: 2, in: year)
    let isOfMonth = rule.frequency == .monthly || !rule.months.isEmpty
    var found: [Int] = []
    var number = 0
    for month in 1..<period.upperBound {
      let length = CivilDay.length(of: month, in: year)
      defer { number += length }
      guard period.contains(month), months.isEmpty || months.contains(month) else { continue }
      for date in 1...length {
        let day = first + number + date - 1
        let place = isOfMonth ? (date, length) : (number + date, total)
        if range.contains(day), Self.holds(monthDays, date, of: length),
          Self.holds(yearDays, number + date, of: total), isWeekday(day, place), isInWeek(day),
          isInPeriod(day)
        {
          found.append(day)
        }
      }
    }
    return found
  }

  /// Whether a list is empty or has a number, counted from either end.
  private static func holds(_ list: [Int], _ number: Int, of total: Int) -> Bool {
    list.isEmpty || list.contains(number) || list.contains(number - total - 1)
  }

  /// Whether a day is one of the weekdays; its place is that in its month, or in its year.
  private func isWeekday(_ day: Int, _ place: (number: Int, total: Int)) -> Bool {
    guard !weekdays.isEmpty else { return true }
    let weekday = CivilDay.weekday(of: day)
    return weekdays.contains {
      guard $0.weekday == weekday else { return false }
      guard let ordinal = $0.ordinal else { return true }
      return ordinal == (place.number - 1) / 7 + 1
        || ordinal == -((place.total - place.number) / 7 + 1)
    }
  }

  /// Whether a day is in one of the weeks of the year that has four days or more of its week.
  private func isInWeek(_ day: Int) -> Bool {
    guard !weeks.isEmpty else { return true }
    let year = CivilDay.date(of: weekBegin(day) + 3).year
    // 4 January is always in the first week.
    guard let first = CivilDay.day(year: year, month: 1, day: 4).map(weekBegin),
      let next = CivilDay.day(year: year + 1, month: 1, day: 4).map(weekBegin)
    else { return false }
    return Self.holds(weeks, (weekBegin(day) - first) / 7 + 1, of: (next - first) / 7)
  }

  /// Whether a day is in one of the periods that the interval leaves.
  private func isInPeriod(_ day: Int) -> Bool {
    switch rule.frequency {
    case .daily: (day - start.day) % rule.interval == 0
    case .weekly: (weekBegin(day) - weekBegin(start.day)) / 7 % rule.interval == 0
    case .monthly, .yearly: true
    }
  }

  /// The day on which the week of a day begins.
  private func weekBegin(_ day: Int) -> Int {
    day - (CivilDay.weekday(of: day) - rule.weekStart + 7) % 7
  }
}
