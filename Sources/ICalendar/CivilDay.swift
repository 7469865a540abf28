/// Days since 1970-01-01 and the dates of the Gregorian calendar.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
package enum CivilDay {
  /// The day of a date; `nil` for one that does not exist, or is not in the years 1 to 9999.
  package static func day(year: Int, month: Int, day: Int) -> Int? {
    guard 1...9_999 ~= year, 1...12 ~= month, day >= 1, day <= length(of: month, in: year) else {
      return nil
    }
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yoe = y - era * 400
    let doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
  }

  /// The date of a day.
  package static func date(of day: Int) -> (year: Int, month: Int, day: Int) {
    let z = day + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let doe = z - era * 146_097
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
    let mp = (5 * doy + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1)
  }

  /// The day of the week, 1 for Monday to 7 for Sunday.
  package static func weekday(of day: Int) -> Int { ((day + 3) % 7 + 7) % 7 + 1 }

  /// How many days a month has.
  package static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
