extension DayReader {
  /// Reads a date: `2026-12-01`, `20261201`, `1.12.2026`, `25-12-2026`, `12/25/2026`, `1 dec`, `Dec 1st, 2026`.
  ///
  /// - Returns: The day; `nil` when the word at the index does not begin a date.
  /// - Throws: ``InputError`` for a date that does not exist, or that may be read in two ways.
  func date(_ words: InputWords, at index: Int) throws(InputError) -> Match? {
    let word = words[index]
    if let match = try numeric(word, words, at: index) { return match }
    // 1 dec, 1. dec, 1st of december
    if let day = Self.dayOfMonth(word) {
      var next = index + 1
      if words[next] == "of" { next += 1 }
      guard let month = CalendarWords.months[words[next]] else { return nil }
      return try dated(words, index: index, next: next + 1, month: month, day: day)
    }
    if let month = CalendarWords.months[word], let day = Self.dayOfMonth(words[index + 1]) {
      return try dated(words, index: index, next: index + 2, month: month, day: day)
    }
    return nil
  }

  /// Reads `the 14th`, the next such day of a month, which may have to be a weekday, and `the 4th of
  /// july`.
  func numbered(
    _ words: InputWords,
    at index: Int,
    weekday: Int? = nil
  ) throws(InputError) -> Match? {
    guard words[index].last?.isLetter == true, let number = Self.dayOfMonth(words[index]) else {
      return nil
    }
    if weekday == nil, let match = try date(words, at: index) { return match }
    let origin = base ?? today
    let first = origin.advanced(by: 1 - origin.parts.day)
    let found = (0...14).lazy.map { first.advanced(months: $0).parts }
      .compactMap { Day(year: $0.year, month: $0.month, day: number) }
      .first { $0 >= origin && (weekday == nil || $0.weekday == weekday) }
    return found.map { Match(day: $0, next: index + 1) }
  }

  /// A date beside which its weekday is written.
  ///
  /// - Throws: ``InputError`` where it is another weekday.
  func fitting(_ date: Match, _ weekday: Int, next: Int) throws(InputError) -> Match {
    guard date.day.weekday == weekday else {
      throw InputError(
        "\(CalendarWords.long(date.day)) is a \(CalendarWords.weekdayNames[date.day.weekday - 1]), "
          + "not a \(CalendarWords.weekdayNames[weekday - 1]). Write the day or the date alone.",
        isContradiction: true
      )
    }
    var match = date
    match.next = next
    return match
  }

  /// Reads `first monday of december` and `the last fri in jan`: the next such day.
  func nthWeekday(_ words: InputWords, at first: Int) -> Match? {
    let index = words[first] == "the" ? first + 1 : first
    guard words[index] != "other", let number = RecurrencePhrase.ordinal(words[index]),
      let weekday = CalendarWords.weekdays[words[index + 1]],
      ["of", "in"].contains(words[index + 2]), let month = CalendarWords.months[words[index + 3]]
    else { return nil }
    let origin = base ?? today
    let days = (0...8).lazy.compactMap { years -> Day? in
      let year = origin.parts.year + years
      guard let start = Day(year: year, month: month, day: 1) else { return nil }
      let ahead = (weekday - start.weekday + 7) % 7
      let length = Day.length(ofMonth: month, year: year)
      let day = number > 0 ? ahead + 7 * number - 6 : (length - ahead - 1) / 7 * 7 + ahead + 1
      return Day(year: year, month: month, day: day)
    }
    return days.first { $0 >= origin }.map { Match(day: $0, next: index + 4) }
  }

  /// That two numbers with a dot between them may be a day or a time; `nil` for anything else.
  static func dottedProblem(_ word: String) -> InputError? {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = InputDigits.number(parts[0], length: 2),
      let second = InputDigits.number(parts[1], length: 2),
      Day(year: 2_024, month: second, day: first) != nil
    else { return nil }
    guard first < 24 else {
      return InputError("\"\(word)\" has no dot behind the month. Write \(first).\(second).")
    }
    return InputError(
      "\"\(word)\" may be a day or a time. Write \(first).\(second). for the day, or "
        + "\(first):\(second < 10 ? "0" : "")\(second) for the time."
    )
  }

  /// The day of a month that `1`, `1.`, `1st` name.
  static func dayOfMonth(_ word: String) -> Int? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let number = InputDigits.number(digits, length: 2), (1...31).contains(number) else {
      return nil
    }
    let ordinal =
      switch number {
      case 1, 21, 31: "st"
      case 2, 22: "nd"
      case 3, 23: "rd"
      default: "th"
      }
    let rest = word.dropFirst(digits.count)
    return rest.isEmpty || rest == "." || rest == ordinal ? number : nil
  }

  private func dated(
    _ words: InputWords,
    index: Int,
    next: Int,
    month: Int,
    day: Int
  ) throws(InputError) -> Match {
    if words[next].utf8.count == 4, let year = InputDigits.number(words[next]) {
      return try existing(year, month, day, words, index..<next + 1)
    }
    return try existing(nil, month, day, words, index..<next)
  }

  /// The day of a date that was typed; without a year the next such day, the first one included.
  private func existing(
    _ year: Int?,
    _ month: Int,
    _ day: Int,
    _ words: InputWords,
    _ range: Range<Int>
  ) throws(InputError) -> Match {
    let origin = base ?? today
    let found: Day? =
      if let year {
        Day(year: year, month: month, day: day)
      } else {
        // 29 February is at most eight years away.
        (0...8).lazy.compactMap { Day(year: origin.parts.year + $0, month: month, day: day) }
          .first { $0 >= origin }
      }
    guard let found else {
      if let year, year > 9_999 || year < 1 { throw .year }
      throw Self.missing(words.written(range), year: year, month: month)
    }
    return Match(day: found, next: range.upperBound, isDate: true)
  }

  private static func missing(_ written: String, year: Int?, month: Int) -> InputError {
    guard (1...12).contains(month) else {
      return InputError("\"\(written)\" does not exist: months are 1 to 12.")
    }
    let name = CalendarWords.monthNames[month - 1] + (year.map { " \($0)" } ?? "")
    let length = Day.length(ofMonth: month, year: year ?? 2_024)
    let most = year == nil && month == 2 ? " at most" : ""
    return InputError("\"\(written)\" does not exist: \(name) has \(length) days\(most).")
  }

  // MARK: Numbers

  private func numeric(
    _ word: String,
    _ words: InputWords,
    at index: Int
  ) throws(InputError) -> Match? {
    if word.utf8.count == 8, InputDigits.are(word) {
      let parts = [word.prefix(4), word.dropFirst(4).prefix(2), word.suffix(2)].compactMap {
        Int($0)
      }
      return try existing(parts[0], parts[1], parts[2], words, index..<index + 1)
    }
    for separator in ["-", "/", "."] as [Character] where word.contains(separator) {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.allSatisfy({ $0.isEmpty || InputDigits.are($0) }) else { return nil }
      // 99999-01-01
      if parts.count == 3, parts.contains(where: { $0.utf8.count > 4 }),
        parts.count(where: { (1...2).contains($0.utf8.count) }) == 2
      {
        throw .year
      }
      if let match = try yearFirst(parts, words, at: index) { return match }
      switch separator {
      case ".": return try dotted(parts, words, at: index)
      case "/": return try slashed(parts, words, at: index)
      case "-" where parts.count == 3 && parts[2].utf8.count == 4:
        return try slashed(parts, words, at: index)
      default: return nil
      }
    }
    return nil
  }

  /// Reads `2026-12-01`, `2026/12/01`, `2026.12.1`.
  private func yearFirst(
    _ parts: [Substring],
    _ words: InputWords,
    at index: Int
  ) throws(InputError) -> Match? {
    guard parts.count == 3, parts[0].utf8.count == 4,
      parts.dropFirst().allSatisfy({ (1...2).contains($0.utf8.count) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    return try existing(year, month, day, words, index..<index + 1)
  }

  /// Reads `1.12.2026`, `1.12.26`, `1.12.`: the day is first wherever dots are written.
  private func dotted(
    _ parts: [Substring],
    _ words: InputWords,
    at index: Int
  ) throws(InputError) -> Match? {
    guard parts.count == 3, let day = InputDigits.number(parts[0], length: 2),
      let month = InputDigits.number(parts[1], length: 2)
    else { return nil }
    if parts[2].isEmpty {
      return try dated(words, index: index, next: index + 1, month: month, day: day)
    }
    guard let year = Self.year(parts[2]) else { return nil }
    return try existing(year, month, day, words, index..<index + 1)
  }

  /// Reads `25/12/2026`, `12/25/2026` and `25-12-2026`, where one of the numbers is too great for a month.
  private func slashed(
    _ parts: [Substring],
    _ words: InputWords,
    at index: Int
  ) throws(InputError) -> Match? {
    guard (2...3).contains(parts.count), let first = InputDigits.number(parts[0], length: 2),
      let second = InputDigits.number(parts[1], length: 2)
    else { return nil }
    var year: Int?
    if parts.count == 3 {
      guard let number = Self.year(parts[2]) else { return nil }
      year = number
    }
    let range = index..<index + 1
    if first > 12 { return try existing(year, second, first, words, range) }
    if second > 12 || first == second { return try existing(year, first, second, words, range) }
    let readings = [
      try existing(year, second, first, words, range),
      try existing(year, first, second, words, range),
    ]
    throw InputError(
      "\"\(words.written(range))\" may be \(CalendarWords.long(readings[0].day)) or "
        + "\(CalendarWords.long(readings[1].day)). Write \(readings[0].day) or \(readings[1].day)."
    )
  }

  /// The year that four or two digits are; two are of this century.
  private static func year(_ text: Substring) -> Int? {
    switch text.utf8.count {
    case 2: InputDigits.number(text).map { 2_000 + $0 }
    case 4: InputDigits.number(text)
    default: nil
    }
  }
}
