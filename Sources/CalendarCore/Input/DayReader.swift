/// Reads a day at a place in a text: the productions of the grammar that make a day.
struct DayReader: Sendable {
  /// A day, and the index of the word behind it.
  struct Match: Sendable {
    var day: Day
    var next: Int
    /// Whether it names a day of a month, so that a number behind a dash may be another one.
    var isDate = false
    /// The last day of a period, of which `day` is the first; `nil` for a day.
    var last: Day?
    /// Whether it is a weekday that today is too; the day is that of next week.
    var mayBeToday = false
  }

  let today: Day
  let base: Day?
  let takesPeriods: Bool

  /// Reads a day.
  ///
  /// - Returns: The day; `nil` when the word at the index does not begin one.
  /// - Throws: ``InputError`` for what is meant as a day and is none, or may be two.
  func day(_ words: InputWords, at index: Int) throws(InputError) -> Match? {
    guard let match = try anyDay(words, at: index) else { return nil }
    guard DayInput.years.contains(match.day.parts.year) else { throw .year }
    return match
  }

  private var origin: Day { base ?? today }

  private func anyDay(_ words: InputWords, at index: Int) throws(InputError) -> Match? {
    if let match = try date(words, at: index) {
      guard let weekday = CalendarWords.weekdays[words[match.next]] else { return match }
      return try fitting(match, weekday, next: match.next + 1)
    }
    if let match = nthWeekday(words, at: index) { return match }
    if let ahead = CalendarWords.days[words[index]] {
      return Match(day: today.advanced(by: ahead), next: index + 1)
    }
    switch words[index] {
    case "next", "this", "last": return try relative(words, at: index)
    case "the" where words[index + 1] == "day": return besideNeighbour(words, at: index + 1)
    case "the": return try numbered(words, at: index + 1)
    case "day": if let match = besideNeighbour(words, at: index) { return match }
    default: break
    }
    if let weekday = CalendarWords.weekdays[words[index]] {
      if words[index + 1] == "the",
        let match = try numbered(words, at: index + 2, weekday: weekday)
      {
        return match
      }
      if let date = try date(words, at: index + 1) {
        return try fitting(date, weekday, next: date.next)
      }
      if words[index + 1] == "after", words[index + 2] == "next" {
        return Match(day: origin.monday.advanced(by: 13 + weekday), next: index + 3)
      }
      let mayBeToday = base == nil && origin.weekday == weekday
      let ahead = mayBeToday ? 7 : (weekday - origin.weekday + 7) % 7
      if words[index + 1] == "week", Self.endsDay(words[index + 2]) {
        return Match(day: origin.advanced(by: ahead + 7), next: index + 2)
      }
      return Match(
        day: origin.advanced(by: ahead),
        next: index + 1,
        mayBeToday: mayBeToday
      )
    }
    if let match = try counted(words, at: index) { return match }
    if let match = try week(words, at: index) { return match }
    return try period(words, at: index)
  }

  /// Whether what follows `fri week` is no title: "fri week planning" is on Friday.
  private static func endsDay(_ word: String) -> Bool {
    ["", "at", "@", "with", "for"].contains(word) || ClockIdioms.isClock(word)
  }

  /// Reads `day after tomorrow`, `day before yesterday`.
  private func besideNeighbour(_ words: InputWords, at index: Int) -> Match? {
    switch (words[index + 1], words[index + 2]) {
    case ("after", "tomorrow"): Match(day: today.advanced(by: 2), next: index + 3)
    case ("before", "yesterday"): Match(day: today.advanced(by: -2), next: index + 3)
    default: nil
    }
  }

  // MARK: Counted days

  /// Reads `+3`, `-1`, `+3w`, `+2 weeks`, `in 3 days`, `2 weeks ago`, `a week from friday`.
  private func counted(_ words: InputWords, at index: Int) throws(InputError) -> Match? {
    let word = words[index]
    if let sign = word.first, sign == "+" || sign == "-" {
      let digits = word.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard let number = InputDigits.number(digits) else { return nil }
      let rest = word.dropFirst(1 + digits.count)
      var next = index + 1
      var unit = CalendarWords.Unit.day
      if !rest.isEmpty {
        guard let known = CalendarWords.units[String(rest)] else { return nil }
        unit = known
      } else if words[next].count > 1, let known = CalendarWords.units[words[next]] {
        unit = known
        next += 1
      }
      return Match(day: moved(origin, by: sign == "-" ? -number : number, unit), next: next)
    }
    if word == "in", let (number, unit, next) = amount(words, at: index + 1) {
      return Match(day: moved(origin, by: number, unit), next: next)
    }
    guard let (number, unit, next) = amount(words, at: index) else { return nil }
    switch words[next] {
    case "ago": return Match(day: moved(origin, by: -number, unit), next: next + 1)
    case "from" where words[next + 1] == "now":
      return Match(day: moved(today, by: number, unit), next: next + 2)
    case "from", "after":
      guard let day = try anyDay(words, at: next + 1) else { return nil }
      return Match(day: moved(day.mayBeToday ? origin : day.day, by: number, unit), next: day.next)
    default: return nil
    }
  }

  /// Reads `3 days`, `2w`, `a week`.
  private func amount(
    _ words: InputWords,
    at index: Int
  ) -> (number: Int, unit: CalendarWords.Unit, next: Int)? {
    let word = words[index]
    if word == "a" || word == "one", let unit = CalendarWords.units[words[index + 1]],
      words[index + 1].count > 2
    {
      return (1, unit, index + 2)
    }
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let number = InputDigits.number(digits, length: 3) else { return nil }
    let rest = String(word.dropFirst(digits.count))
    if rest.isEmpty {
      guard words[index + 1].count > 1, let unit = CalendarWords.units[words[index + 1]] else {
        return nil
      }
      return (number, unit, index + 2)
    }
    // "in 30m" is half an hour.
    guard rest != "m", let unit = CalendarWords.units[rest] else { return nil }
    return (number, unit, index + 1)
  }

  private func moved(_ day: Day, by number: Int, _ unit: CalendarWords.Unit) -> Day {
    switch unit {
    case .day: day.advanced(by: number)
    case .week: day.advanced(by: 7 * number)
    case .month: day.advanced(months: number)
    case .year: day.advanced(months: 12 * number)
    }
  }

  // MARK: Weeks and periods

  /// Reads `next tue`, a day of the week after this one, and `this fri` and `last mon`, the first such
  /// day from today on and the latest before it.
  private func relative(_ words: InputWords, at index: Int) throws(InputError) -> Match? {
    let step = ["next": 1, "this": 0, "last": -1][words[index]] ?? 0
    let word = words[index + 1]
    if let weekday = CalendarWords.weekdays[word] {
      let ahead = (weekday - origin.weekday + 7) % 7
      let day =
        step == 1
        ? origin.monday.advanced(by: 6 + weekday)
        : origin.advanced(by: step == 0 || ahead == 0 ? ahead + 7 * step : ahead - 7)
      return Match(day: day, next: index + 2)
    }
    let first: Day
    let months: Int
    switch word {
    case "week":
      return try week(of: origin.monday.advanced(by: 7 * step), words, index..<index + 2)
    case "month":
      (first, months) = (
        origin.advanced(by: 1 - origin.parts.day).advanced(months: step), 1
      )
    case "year":
      guard let new = Day(year: origin.parts.year + step, month: 1, day: 1) else { return nil }
      (first, months) = (new, 12)
    default: return nil
    }
    return try whole(first, months: months, words, index..<index + 2)
  }

  /// Reads `2027-W07-3`, `2027W073`, and the weeks `2027-W07`, `W07`, `week 7`.
  private func week(_ words: InputWords, at index: Int) throws(InputError) -> Match? {
    let word = words[index].replacing("-", with: "")
    let digits: Substring
    var year: Int?
    var next = index + 1
    if word == "week", InputDigits.number(words[next], length: 2) != nil {
      digits = words[next][...]
      next += 1
    } else {
      guard let letter = word.firstIndex(of: "w") else { return nil }
      let head = word[..<letter]
      digits = word[word.index(after: letter)...]
      guard InputDigits.are(digits), head.isEmpty ? digits.utf8.count <= 2 : head.utf8.count == 4
      else { return nil }
      if !head.isEmpty {
        guard let number = InputDigits.number(head) else { return nil }
        year = number
      }
    }
    guard (1...3).contains(digits.utf8.count), let number = Int(digits.prefix(2)) else {
      return nil
    }
    let written = words.written(index..<next)
    let found =
      year.map { Day.monday(ofWeek: number, year: $0) }
      ?? (0...6).lazy.compactMap { Day.monday(ofWeek: number, year: origin.parts.year + $0) }
      .first { $0 >= origin.monday }
    guard let monday = found else {
      throw InputError("\"\(written)\" does not exist: a year has 52 or 53 weeks.")
    }
    if digits.utf8.count == 3 {
      guard let weekday = digits.last?.wholeNumberValue, (1...7).contains(weekday) else {
        throw InputError("\"\(written)\" does not exist: days of a week are 1 to 7.")
      }
      return Match(day: monday.advanced(by: weekday - 1), next: next)
    }
    return try week(of: monday, words, index..<next)
  }

  /// Reads `mar 2027`, `2027-03` and `2027`, where a period may stand for its first day.
  private func period(_ words: InputWords, at index: Int) throws(InputError) -> Match? {
    let word = words[index]
    if let month = CalendarWords.months[word], words.count > index + 1,
      let year = InputDigits.number(words[index + 1]), words[index + 1].utf8.count == 4,
      let first = Day(year: year, month: month, day: 1)
    {
      return try whole(first, months: 1, words, index..<index + 2)
    }
    if takesPeriods, let month = CalendarWords.months[word],
      let first = Day(year: origin.parts.year, month: month, day: 1)
    {
      let isPast = first < origin.advanced(by: 1 - origin.parts.day)
      return try whole(
        isPast ? first.advanced(months: 12) : first,
        months: 1,
        words,
        index..<index + 1
      )
    }
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      let year = InputDigits.number(parts[0]), let month = InputDigits.number(parts[1]),
      let first = Day(year: year, month: month, day: 1)
    {
      return try whole(first, months: 1, words, index..<index + 1)
    }
    if takesPeriods, word.utf8.count == 4, let year = InputDigits.number(word),
      let first = Day(year: year, month: 1, day: 1)
    {
      return try whole(first, months: 12, words, index..<index + 1)
    }
    return nil
  }

  private func week(
    of monday: Day,
    _ words: InputWords,
    _ range: Range<Int>
  ) throws(InputError) -> Match {
    try whole(monday, through: monday.advanced(by: 6), words, range)
  }

  private func whole(
    _ first: Day,
    months: Int,
    _ words: InputWords,
    _ range: Range<Int>
  ) throws(InputError) -> Match {
    try whole(first, through: first.advanced(months: months).advanced(by: -1), words, range)
  }

  private func whole(
    _ first: Day,
    through last: Day,
    _ words: InputWords,
    _ range: Range<Int>
  ) throws(InputError) -> Match {
    guard takesPeriods else {
      throw InputError(
        "\"\(words.written(range))\" is more than a day. Write its day, like \(first)."
      )
    }
    return Match(day: first, next: range.upperBound, last: last)
  }
}
