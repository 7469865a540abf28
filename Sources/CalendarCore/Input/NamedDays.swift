/// Days of the year that have names of their own.
///
/// Read where a text is nothing but a day. In a line that has a title as well they are words of it:
/// a Christmas party is seldom on 25 December.
enum NamedDays {
  /// The first day of a name on or after a day, or that of the year behind the name; `nil` for a name
  /// that is not known.
  static func day(_ text: String, from origin: Day) -> Day? {
    var words = text.lowercased().replacing("’", with: "'").split(whereSeparator: \.isWhitespace)
    if let last = words.last, last.utf8.count == 4, let year = Int(last), words.count > 1 {
      words.removeLast()
      return rules[words.joined(separator: " ")].flatMap { $0(year) }
    }
    let name = words.joined(separator: " ")
    guard let rule = rules[name] else { return nil }
    let year = origin.parts.year
    return (year...year + 1).lazy.compactMap(rule).first { $0 >= origin }
  }

  private static let rules: [String: @Sendable (Int) -> Day?] = [
    "good friday": { easter($0)?.advanced(by: -2) },
    "easter": easter,
    "easter sunday": easter,
    "easter monday": { easter($0)?.advanced(by: 1) },
    "ascension day": { easter($0)?.advanced(by: 39) },
    "pentecost": { easter($0)?.advanced(by: 49) },
    "whit monday": { easter($0)?.advanced(by: 50) },
    "christmas eve": { Day(year: $0, month: 12, day: 24) },
    "christmas": { Day(year: $0, month: 12, day: 25) },
    "xmas": { Day(year: $0, month: 12, day: 25) },
    "christmas day": { Day(year: $0, month: 12, day: 25) },
    "boxing day": { Day(year: $0, month: 12, day: 26) },
    "new year's eve": { Day(year: $0, month: 12, day: 31) },
    "new year": { Day(year: $0, month: 1, day: 1) },
    "new year's day": { Day(year: $0, month: 1, day: 1) },
  ]

  /// Easter Sunday of a year of the Gregorian calendar.
  ///
  /// Source: Jean Meeus, "Astronomical Algorithms", chapter 8 (the anonymous algorithm of 1876).
  private static func easter(_ year: Int) -> Day? {
    let golden = year % 19
    let (century, rest) = (year / 100, year % 100)
    let shift = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - century / 4 - shift + 15) % 30
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
    let correction = (golden + 11 * epact + 22 * weekday) / 451
    let days = epact + weekday - 7 * correction + 114
    return Day(year: year, month: days / 31, day: days % 31 + 1)
  }
}
