/// The days that a yearly rule has in a year, as far as is needed to tell that it has none.
///
/// libical looks through five centuries for a day of such a rule, which takes it half a minute.
struct YearlyDays {
  private let rule: RuleParts
  private let monthDays: [Int]
  private let yearDays: [Int]
  private let weeks: [Int]
  /// How many times a day has.
  private let times: Int

  /// Prepares a rule.
  ///
  /// - Parameters:
  ///   - rule: A yearly rule.
  ///   - day: The day of the month of its start, which counts where the rule names no days.
  init(of rule: RuleParts, startingOn day: Int) {
    self.rule = rule
    yearDays = rule.otherLists["BYYEARDAY"] ?? []
    weeks = rule.otherLists["BYWEEKNO"] ?? []
    let namesDays =
      !(rule.days.isEmpty && rule.monthDays.isEmpty && yearDays.isEmpty && weeks.isEmpty)
    monthDays = namesDays ? rule.monthDays : [day]
    times = rule.dailyTimes
  }

  /// Whether the rule has a time in one of the years that it comes to.
  ///
  /// Leap years and weekdays come round in 28 years.
  func exist(from year: Int) -> Bool {
    (0..<28).contains { isSelected(amongTimes: count(in: year + $0 * rule.interval) * times) }
  }

  private func isSelected(amongTimes count: Int) -> Bool {
    rule.positions.isEmpty ? count > 0 : rule.positions.contains { abs($0) <= count }
  }

  private func count(in year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let last = year - 1
    // Gauss's algorithm: the weekday of 1 January, 0 for Sunday.
    let sunday = (1 + 5 * (last % 4) + 4 * (last % 100) + 6 * (last % 400)) % 7
    let first = (sunday + 6) % 7
    let total = isLeap ? 366 : 365
    var (count, number) = (0, 0)
    for month in 1...12 {
      let length = RuleParts.length(ofMonth: month, isLeap: isLeap)
      defer { number += length }
      guard rule.months.isEmpty || rule.months.contains(month) else { continue }
      for day in 1...length {
        let place = rule.months.isEmpty ? (number + day, total) : (day, length)
        if Self.holds(monthDays, day, of: length), Self.holds(yearDays, number + day, of: total),
          isInWeek(number + day, first), isWeekday((first + number + day - 1) % 7 + 1, place)
        {
          count += 1
        }
      }
    }
    return count
  }

  /// Whether a list is empty or has a number, counted from either end.
  private static func holds(_ list: [Int], _ number: Int, of total: Int) -> Bool {
    list.isEmpty || list.contains(number) || list.contains(number - total - 1)
  }

  private func isWeekday(_ weekday: Int, _ place: (number: Int, total: Int)) -> Bool {
    rule.days.isEmpty
      || rule.days.contains { day in
        guard day.weekday == weekday else { return false }
        guard let ordinal = day.ordinal else { return true }
        return ordinal == (place.number - 1) / 7 + 1
          || ordinal == -((place.total - place.number) / 7 + 1)
      }
  }

  /// Whether a day may be in one of the weeks: those at the ends of a year count for both years.
  private func isInWeek(_ day: Int, _ first: Int) -> Bool {
    guard !weeks.isEmpty else { return true }
    let offset = (first + 1 - rule.weekStart + 7) % 7
    // Week 1 is the first one with four days or more in the year.
    let start = offset <= 3 ? 1 - offset : 8 - offset
    if day < start { return weeks.contains { [52, 53, -1].contains($0) } }
    let week = (day - start) / 7 + 1
    return weeks.contains {
      $0 == week || $0 == week - 53 || $0 == week - 54 || week >= 53 && $0 == 1
    }
  }
}
