package import CalendarCore

/// A way to look at the calendar.
package enum CalendarView: String, CaseIterable, Sendable {
  case day
  case week
  case month

  /// The days that a grid of it shows, whole weeks in a week and a month.
  package func days(about day: Day, firstWeekday: Int) -> ClosedRange<Day> {
    switch self {
    case .day: return day...day
    case .week:
      let start = Weeks.start(of: day, firstWeekday: firstWeekday)
      return start...start.advanced(by: 6)
    case .month:
      let parts = day.parts
      let first = day.advanced(by: 1 - parts.day)
      let length = Day.length(ofMonth: parts.month, year: parts.year)
      let start = Weeks.start(of: first, firstWeekday: firstWeekday)
      let lastWeek = Weeks.start(
        of: first.advanced(by: length - 1),
        firstWeekday: firstWeekday
      )
      return start...lastWeek.advanced(by: 6)
    }
  }

  /// The days to load about a day: those that are shown, and those that a step leads to.
  func loadedDays(about day: Day, firstWeekday: Int) -> ClosedRange<Day> {
    let shown = days(about: day, firstWeekday: firstWeekday)
    let margin = self == .month ? 42 : 14
    return shown.lowerBound.advanced(by: -margin)...shown.upperBound.advanced(by: margin)
  }

  /// The day that a page leads to: a week on, or the same day of another month.
  func day(_ pages: Int, pagesFrom day: Day) -> Day {
    guard self == .month else { return day.advanced(by: 7 * pages) }
    let parts = day.parts
    let months = parts.year * 12 + parts.month - 1 + pages
    let (year, month) = (months / 12, months % 12 + 1)
    let last = Day.length(ofMonth: month, year: year)
    return Day(year: year, month: month, day: min(parts.day, last)) ?? day
  }
}

/// Weeks of the calendar.
package enum Weeks {
  /// The first day of the week of a day.
  ///
  /// - Parameters:
  ///   - day: The day.
  ///   - firstWeekday: With which day weeks begin, 1 for Monday to 7 for Sunday.
  /// - Returns: That day or one of the six before it.
  package static func start(of day: Day, firstWeekday: Int) -> Day {
    day.advanced(by: -((day.weekday - firstWeekday + 7) % 7))
  }

  /// The number of a week: that of its Thursday (ISO 8601), so that weeks that begin on Sunday
  /// have the number of most of their days.
  ///
  /// - Parameter start: The first day of the week.
  /// - Returns: The number, 1 to 53.
  package static func number(ofWeekFrom start: Day) -> Int {
    let thursday = start.advanced(by: (4 - start.weekday + 7) % 7)
    let newYear = Day(year: thursday.parts.year, month: 1, day: 1) ?? thursday
    return newYear.distance(to: thursday) / 7 + 1
  }
}

/// What the user prefers of days and times on the screen.
package struct CalendarPreferences: Equatable, Sendable {
  /// With which day weeks begin, 1 for Monday to 7 for Sunday.
  package var firstWeekday: Int
  /// Whether weeks are numbered.
  package var showsWeekNumbers: Bool
  /// The hours that are shown also while nothing is on them.
  package var workingHours: Range<Int>
  /// How clocks count hours.
  package var clockStyle: ClockStyle
  /// The second zone in which times are shown from the start.
  package var secondZone: NamedZone?

  /// Makes preferences.
  package init(
    firstWeekday: Int = 1,
    showsWeekNumbers: Bool = true,
    workingHours: Range<Int> = 9..<18,
    clockStyle: ClockStyle = .twentyFourHour,
    secondZone: NamedZone? = nil
  ) {
    self.firstWeekday = firstWeekday
    self.showsWeekNumbers = showsWeekNumbers
    self.workingHours = workingHours
    self.clockStyle = clockStyle
    self.secondZone = secondZone
  }
}
