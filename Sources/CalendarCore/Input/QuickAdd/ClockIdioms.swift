/// Times of day as they are said: `half past nine`, `nine thirty`, `3 o'clock`, `14h-15h30`, `1400-1430`.
enum ClockIdioms {
  /// A time that one or more words say.
  ///
  /// - Parameters:
  ///   - words: The line.
  ///   - index: Where the time begins.
  ///   - clocks: Where times stand in the line that can be nothing else.
  /// - Returns: The time as ``ClockReader`` reads it, and how many words it takes.
  static func clock(
    _ words: InputWords,
    at index: Int,
    clocks: [Int]
  ) -> (text: String, count: Int)? {
    if let past = spoken(words, at: index) ?? hour(words, at: index) { return past }
    let (word, next) = (words[index], words[index + 1])
    if ["o'clock", "o’clock", "uhr"].contains(next) {
      if let hour = RecurrencePhrase.number(word), hour < 24 { return ("\(hour):00", 2) }
      let clock = word.replacing(".", with: ":")
      return isClock(clock) ? (clock, 2) : nil
    }
    if word.hasSuffix("ish") {
      let time = String(word.dropLast(3))
      if isHour(time) { return ("\(time):00", 1) }
      return isClock(time) || time == "noon" ? (time, 1) : nil
    }
    // "Class 3a fri 18:00" has its time already.
    if isShortHour(word), isBesideDay(words, index),
      clocks.allSatisfy({ abs($0 - index) == 2 && words[($0 + index) / 2] == InputWords.dash })
    {
      return ("\(word)m", 1)
    }
    if next == InputWords.dash, words[index + 2] == "ish", isClock(word) { return (word, 3) }
    // 9.30 fri
    let clock = word.replacing(".", with: ":")
    if clock != word, isDay(next), isClock(clock), DayReader.dottedProblem(word) == nil {
      return (clock, 1)
    }
    guard word.contains(":"), let last = word.last else { return nil }
    let time = String(word.dropLast())
    guard isClock(time) else { return nil }
    return switch last {
    case "h": (time, 1)
    case "a", "p": ("\(time)\(last)m", 1)
    default: nil
    }
  }

  /// `half past nine`, `half nine`, `quarter to 4`, `a quarter past 3pm`, `twenty past nine`.
  private static func spoken(_ words: InputWords, at index: Int) -> (text: String, count: Int)? {
    let first = words[index] == "a" ? index + 1 : index
    var at = first + 2
    let minutes: Int
    switch (words[first], words[first + 1]) {
    case ("half", "past"): minutes = 30
    case ("half", _) where isEnd(words, first + 2):
      minutes = 30
      at = first + 1
    case ("quarter", "past"), ("quarter", "after"): minutes = 15
    case ("quarter", "to"), ("quarter", "before"): minutes = -15
    case ("five", "past"): minutes = 5
    case ("ten", "past"): minutes = 10
    case ("twenty", "past"): minutes = 20
    default: return nil
    }
    var (hour, half) = (words[at], "")
    for end in ["am", "pm"] where hour.hasSuffix(end) {
      (hour, half) = (String(hour.dropLast(2)), end)
    }
    guard let number = RecurrencePhrase.number(hour), (1...12).contains(number) else { return nil }
    let shown = minutes > 0 ? number : (number + 10) % 12 + 1
    let text = minutes > 0 ? (minutes < 10 ? "0" : "") + "\(minutes)" : "45"
    return ("\(shown):\(text)\(half)", at + 1 - index)
  }

  /// `at three`, `three thirty`, before a part of the line or at its end.
  private static func hour(_ words: InputWords, at index: Int) -> (text: String, count: Int)? {
    guard !InputDigits.are(words[index]), let hour = RecurrencePhrase.number(words[index]) else {
      return nil
    }
    if let minutes = ["fifteen": "15", "thirty": "30"][words[index + 1]] {
      return isEnd(words, index + 2) ? ("\(hour):\(minutes)", 2) : nil
    }
    let isLast = index == words.count - 1 && isDay(words[index - 1])
    let isLed = ["at", "@", "around"].contains(words[index - 1]) && isEnd(words, index + 1)
    return isLast || isLed ? ("\(hour)", 1) : nil
  }

  /// Whether no title follows at a place, so that a time in words may end there.
  private static func isEnd(_ words: InputWords, _ index: Int) -> Bool {
    let next = words[index]
    return ends.contains(next) || isDay(next)
      || ["am", "pm", "to", InputWords.dash].contains(next)
  }

  /// A time and its end, each in words of its own.
  ///
  /// - Returns: The words as the readers know them, as many as there are; `nil` for others.
  static func range(_ words: InputWords, at index: Int) -> [String]? {
    if words[index] == "between" { return between(words, at: index) }
    // "Through march" is the end of what repeats.
    let isMonth = CalendarWords.months[words[index + 1]] != nil
    if ["til", "'til", "thru", "through"].contains(words[index]), begins(words[index - 1]),
      begins(words[index + 1]), !isMonth || DayReader.dayOfMonth(words[index + 2]) != nil
    {
      return ["to"]
    }
    guard [InputWords.dash, "to"].contains(words[index + 1]) else { return nil }
    if let first = LooseWords.clock(words[index]), let last = LooseWords.clock(words[index + 2]) {
      return [text(first), words[index + 1], text(last)]
    }
    let days = [words[index], words[index + 2]]
    if days.allSatisfy({ DayReader.dottedProblem($0) != nil }), days.contains(where: isNoHour) {
      return [days[0] + ".", words[index + 1], days[1] + "."]
    }
    guard !words.isSpaced(after: index), let first = military(words[index]),
      let last = military(words[index + 2]), last - first >= 900
    else { return nil }
    return [text(first), words[index + 1], text(last)]
  }

  /// `between 2 and 3`, also with `pm` as a word.
  private static func between(_ words: InputWords, at index: Int) -> [String]? {
    for and in [index + 2, index + 3] where words[and] == "and" {
      let halves = [words[index + 1], words[and + 1]]
      guard halves.allSatisfy({ isNumber($0) || $0 == "noon" }),
        and == index + 2 || ["am", "pm"].contains(words[index + 2])
      else { continue }
      return ["from"] + (index + 1..<and).map { words[$0] } + ["to", words[and + 1]]
    }
    return nil
  }

  /// Seconds past midnight of four digits, with minutes that people meet at.
  private static func military(_ word: String) -> Int? {
    guard word.utf8.count == 4, let number = InputDigits.number(word), number < 2_400,
      number % 100 < 60, number % 5 == 0
    else { return nil }
    return (number / 100 * 60 + number % 100) * 60
  }

  private static func text(_ seconds: Int) -> String { ClockText.clock(minutes: seconds / 60) }

  /// Whether a word stands beside a day, behind "at", or with a dash between it and another hour.
  private static func isBesideDay(_ words: InputWords, _ index: Int) -> Bool {
    let (before, next) = (words[index - 1], words[index + 1])
    if isDay(before) || isDay(next) || before == "at" || before == "@" { return true }
    func isHourOrTime(_ word: String) -> Bool { isShortHour(word) || isNumber(word) }
    return before == InputWords.dash && isHourOrTime(words[index - 2])
      || next == InputWords.dash && isHourOrTime(words[index + 2])
  }

  /// Whether a word is an hour with the first letter of am or pm: `3p`.
  private static func isShortHour(_ word: String) -> Bool {
    (word.hasSuffix("a") || word.hasSuffix("p")) && word.first != "0"
      && isHour(String(word.dropLast()))
  }

  /// A day or a time without the punctuation beside it: `Tomorrow:`, `3pm.`, `~3pm`; `nil` for other
  /// words.
  static func punctuated(_ words: InputWords, at index: Int) -> String? {
    let word = words[index]
    var rest = word.drop { "~≈".contains($0) }
    while let last = rest.last, ":!?.".contains(last) { rest.removeLast() }
    let bare = String(rest)
    // "tue 9." ends with an hour, and "fri 4. dec" has a day.
    let before = words[index - 1]
    let isLast = index == words.count - 1 && (isDay(before) || before == "at" || before == "@")
    return bare != word && (isDay(bare) || isClock(bare) || isLast && isHour(bare)) ? bare : nil
  }

  /// Whether the number before a dot is none of an hour.
  private static func isNoHour(_ word: String) -> Bool {
    InputDigits.number(word.prefix { $0 != "." }).map { $0 > 23 } ?? false
  }

  // MARK: Days and zones beside a time

  /// Whether two numbers with a dot are a day, as a time of day follows: `4.12 8:15`.
  static func isDottedDay(_ words: InputWords, at index: Int) -> Bool {
    guard DayReader.dottedProblem(words[index]) != nil else { return false }
    return (try? ClockReader.match(words, at: index + 1, takesNumber: false)) != nil
  }

  /// The abbreviation of a zone in small letters, or named as people do, behind a time and at the end
  /// of what is said of it: `9am pacific`, `15:00 utc`, `3pm london time`.
  static func zone(_ words: InputWords, at index: Int) -> String? {
    let before = [words[index - 1], words[index - 2]]
    let isBehindTime =
      isClock(before[0]) || before[0] == "noon"
      || ["am", "pm"].contains(before[0]) && isNumber(before[1])
    guard isBehindTime else { return nil }
    let word = words[index]
    let next = words[index + 1]
    if ends.contains(next) || isDay(next), let zone = smallZone(word) { return zone }
    for length in 1...3 where words[index + length] == "time" {
      let name = (index..<index + length).map { words[$0] }.joined(separator: " ")
      if ZoneInput.city(name) != nil { return word }
    }
    return nil
  }

  /// Whether a word names a zone, in whatever letters.
  static func isZone(_ word: String) -> Bool {
    smallZone(word) != nil || ZoneInput.city(word) != nil || ZoneTable.abbreviations[word] != nil
      || ZoneTable.ambiguous[word] != nil
  }

  /// The abbreviation of a zone that counts in small letters behind a time; `nil` for other words.
  private static func smallZone(_ word: String) -> String? {
    zones[word] ?? (abbreviations.contains(word) ? word : nil)
  }

  private static let ends: Set = [
    "", "time", "with", "at", "@", "in", "for", "on", "via", "zoom", "google", "teams", "meet",
  ]
  private static let zones = ["pacific": "pt", "eastern": "et", "central": "ct", "mountain": "mt"]
  private static let abbreviations: Set = [
    "utc", "gmt", "cet", "cest", "et", "est", "edt", "pt", "pst", "pdt", "ct", "cdt", "mst", "mdt",
    "jst",
  ]

  // MARK: Words

  /// Whether a word alone is a time of day that cannot be anything else: `9:30`, `9am`.
  static func isClock(_ word: String) -> Bool {
    (try? ClockReader.match(InputWords(word), at: 0, takesNumber: false))?.next == 1
  }

  /// Whether a word is a time of day or an hour.
  static func isNumber(_ word: String) -> Bool {
    isHour(word) || isClock(word) || word == "pm" || word == "am"
  }

  private static func isHour(_ word: String) -> Bool {
    InputDigits.number(word, length: 2).map { (0...23).contains($0) } ?? false
  }

  /// Whether a word is a weekday, or a day like "tomorrow".
  static func isDay(_ word: String) -> Bool {
    CalendarWords.weekdays[word] != nil || CalendarWords.days[word] != nil
  }

  private static func begins(_ word: String) -> Bool {
    word.first?.isNumber == true || word == "noon" || CalendarWords.weekdays[word] != nil
      || CalendarWords.months[word] != nil
  }
}
