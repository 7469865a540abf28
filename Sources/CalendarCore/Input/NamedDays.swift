/// Days of the year that have names of their own.
///
/// Read where a text is nothing but a day. In a line that has a title as well, and no other day, those
/// are read that can be nothing else, `boxing day`: a Christmas party is seldom on 25 December.
enum NamedDays {
  /// The first day of a name on or after a day, or that of the year behind the name; `nil` for a name
  /// that is not known.
  static func day(_ text: String, from origin: Day) -> Day? {
    var words = key(text).split(whereSeparator: \.isWhitespace)
    if let last = words.last, last.utf8.count == 4, let year = Int(last), words.count > 1 {
      words.removeLast()
      return rules[words.joined(separator: " ")].flatMap { $0(year) }
    }
    let name = words.joined(separator: " ")
    guard let rule = rules[name] else { return nil }
    let year = origin.parts.year
    return (year...year + 1).lazy.compactMap(rule).first { $0 >= origin }
  }

  /// The words of a line that are such a name, of those that can be nothing but a day.
  ///
  /// - Parameters:
  ///   - words: The line.
  ///   - index: Where the name begins.
  /// - Returns: The words; `nil` where none begins there.
  static func range(in words: InputWords, at index: Int) -> Range<Int>? {
    [3, 2, 1].lazy.map { index..<index + $0 }.first { range in
      let name = key(range.map { words[$0] }.joined(separator: " "))
      return rules[name] != nil && !vague.contains(name)
    }
  }

  /// The index behind a name that begins at a word, also one of a feast or a season.
  static func end(in words: InputWords, at index: Int, from origin: Day) -> Int? {
    [2, 1].lazy.map { index + $0 }.first { end in
      end <= words.count && day(words.written(index..<end), from: origin) != nil
    }
  }

  private static func key(_ name: String) -> String {
    name.lowercased().filter { !"’'".contains($0) }
  }

  private static let vague: Set = [
    "easter", "pentecost", "christmas", "xmas", "new year", "halloween",
  ]

  private static let rules: [String: @Sendable (Int) -> Day?] = [
    "valentines day": { Day(year: $0, month: 2, day: 14) },
    "halloween": { Day(year: $0, month: 10, day: 31) },
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
    "new years eve": { Day(year: $0, month: 12, day: 31) },
    "nye": { Day(year: $0, month: 12, day: 31) },
    "new year": { Day(year: $0, month: 1, day: 1) },
    "new years day": { Day(year: $0, month: 1, day: 1) },
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
