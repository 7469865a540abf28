/// The English names of weekdays, months and units, and the numbers they stand for.
///
/// Each word is exact: `monster` is no Monday, and `satin` no Saturday.
enum CalendarWords {
  /// The weekdays, 1 for Monday to 7 for Sunday (ISO 8601).
  static let weekdays: [String: Int] = [
    "mon": 1, "monday": 1, "tue": 2, "tues": 2, "tuesday": 2, "wed": 3, "weds": 3, "wednesday": 3,
    "thu": 4, "thur": 4, "thurs": 4, "thursday": 4, "fri": 5, "friday": 5, "sat": 6, "saturday": 6,
    "sun": 7, "sunday": 7,
  ]

  /// The days that are named by how far they are from today.
  static let days = [
    "today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1, "yesterday": -1,
  ]

  static let weekdayNames = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The months, 1 for January.
  static let months: [String: Int] = {
    var months = ["sept": 9]
    for (index, name) in monthNames.enumerated() {
      months[name.lowercased()] = index + 1
      months[String(name.prefix(3)).lowercased()] = index + 1
    }
    return months
  }()

  /// The parts of a date that is written without space, `8dec`, `8dec2026` or `8-dec-2026`; any other
  /// word is one.
  static func parts(ofDate word: Substring) -> [Substring] {
    let day = word.prefix { $0.isASCII && $0.isNumber }
    let separator = word[day.endIndex...].first.flatMap { "-/.".contains($0) ? $0 : nil }
    func behind(_ part: Substring) -> Substring {
      word[part.endIndex...].first == separator
        ? word[part.endIndex...].dropFirst() : word[part.endIndex...]
    }
    let month = behind(day).prefix(while: \.isLetter)
    let year = behind(month)
    guard InputDigits.number(day, length: 2) != nil, months[month.lowercased()] != nil,
      year.isEmpty || InputDigits.are(year) && year.utf8.count == 4
    else { return [word] }
    return [day, month] + (year.isEmpty ? [] : [year])
  }

  /// A unit of whole days.
  enum Unit: Sendable { case day, week, month, year }

  /// The units of whole days.
  static let units: [String: Unit] = [
    "d": .day, "day": .day, "days": .day, "w": .week, "wk": .week, "week": .week, "weeks": .week,
    "m": .month, "month": .month, "months": .month, "y": .year, "year": .year, "years": .year,
  ]

  /// `4 July 2027`.
  static func long(_ day: Day) -> String {
    let parts = day.parts
    return "\(parts.day) \(monthNames[parts.month - 1]) \(parts.year)"
  }
}

extension Day {
  /// The Monday on or before it, with which its week begins (ISO 8601).
  var monday: Day { advanced(by: 1 - weekday) }

  /// The day some months later, the last day of a month that is too short.
  func advanced(months: Int) -> Day {
    let parts = parts
    let index = parts.year * 12 + parts.month - 1 + months
    let year = min(max(index / 12, 1), 9_999)
    let month = index - index / 12 * 12 + 1
    guard index >= 12 else { return self }
    return Day(
      year: year,
      month: month,
      day: min(parts.day, Day.length(ofMonth: month, year: year))
    ) ?? self
  }

  /// The Monday of a week of a year (ISO 8601).
  ///
  /// - Parameters:
  ///   - week: The week, 1 to 53.
  ///   - year: The year of the week, 1 to 9999.
  /// - Returns: The Monday; `nil` when the year has no such week.
  static func monday(ofWeek week: Int, year: Int) -> Day? {
    // 4 January is always in the first week.
    guard (1...53).contains(week), let fourth = Day(year: year, month: 1, day: 4) else {
      return nil
    }
    let monday = fourth.monday.advanced(by: 7 * (week - 1))
    return monday.advanced(by: 3).parts.year == year ? monday : nil
  }
}
