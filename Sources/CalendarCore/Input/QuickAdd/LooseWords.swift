/// Words of a line that say something of its time only together with others.
enum LooseWords {
  /// The hours alone that are meant after noon: "call Ann at 3", and "dinner at 7"; none of a morning.
  static func afternoonHours(of words: InputWords) -> ClosedRange<Int> {
    func says(_ hints: Set<String>) -> Bool { words.words.contains { hints.contains($0.text) } }
    return says(morning) ? 0...0 : says(evening) ? 1...11 : 1...6
  }

  private static let evening: Set<String> = ["tonight", "dinner", "drinks", "evening"]
  private static let morning: Set<String> = ["morning", "breakfast", "sunrise", "early"]

  /// Whether a time of day stands in a line: `9:15`, `7am`, `noon`, `at 9`, `9-5`.
  static func hasClock(_ words: InputWords) -> Bool {
    words.words.indices.contains { index in
      (try? ClockReader.match(words, at: index, takesNumber: false)) != nil
        || isHour(words[index]) && ["at", "@", "from"].contains(words[index - 1])
        || isRange(words, at: index) && CalendarWords.months[words[index + 3]] == nil
    }
  }

  private static func isHour(_ word: String) -> Bool {
    InputDigits.number(word, length: 2).map { (1...23).contains($0) } ?? false
  }

  private static func isRange(_ words: InputWords, at index: Int) -> Bool {
    isHour(words[index]) && words[index + 1] == InputWords.dash && isHour(words[index + 2])
      && !words.isSpaced(after: index)
  }

  /// The time of day in `9h` and `9h30`, in seconds past midnight; `nil` for what is more likely a
  /// length.
  static func clock(_ word: String) -> Int? {
    let parts = word.split(separator: "h", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = InputDigits.number(parts[0], length: 2),
      (7...22).contains(hour), parts[1].isEmpty || parts[1].utf8.count == 2,
      let minute = parts[1].isEmpty ? 0 : InputDigits.number(parts[1]), minute < 60
    else { return nil }
    return hour * 3_600 + minute * 60
  }

  /// Whether two hours of a range begin at a word, before a day: `12-1 tomorrow`.
  static func isRangeOfHours(_ words: InputWords, at index: Int) -> Bool {
    let day = words[index + 3]
    return isRange(words, at: index)
      && (CalendarWords.weekdays[day] != nil || CalendarWords.days[day] != nil)
  }

  /// That two numbers with a dot may be a day, where a time of day follows: `4.12 8:15`; `nil` for
  /// other words, such as a version or the number of a room.
  static func dottedDay(_ words: InputWords, at index: Int) -> InputError? {
    let clock = try? ClockReader.match(words, at: index + 1, takesNumber: false)
    return clock == nil ? nil : DayReader.dottedProblem(words[index])
  }

  /// The words "all day", which say nothing but that no time is meant.
  static func allDay(_ words: InputWords, isFree: (Int) -> Bool) -> Range<Int>? {
    for index in words.words.indices where isFree(index) && words[index] == "all" {
      let next = words[index + 1] == InputWords.dash ? index + 2 : index + 1
      if isFree(next), words[next] == "day", words[next + 1] != "long" { return index..<next + 1 }
    }
    return nil
  }

  /// The last `at …` of a line that is left: up to the next part.
  ///
  /// - Returns: All words of it, the first of which leads to the place.
  static func place(in words: InputWords, isFree: (Int) -> Bool) -> Range<Int>? {
    let leads: Set = ["at", "@"]
    let idioms: Set = ["least", "last", "all", "once", "first"]
    let lead = words.words.indices.last {
      isFree($0) && leads.contains(words[$0]) && words.words[$0].starts && isFree($0 + 1)
        && !idioms.contains(words[$0 + 1])
    }
    guard let lead else { return nil }
    var end = lead + 1
    while isFree(end), !["with", "w/"].contains(words[end]) { end += 1 }
    return end > lead + 1 ? lead..<end : nil
  }
}
