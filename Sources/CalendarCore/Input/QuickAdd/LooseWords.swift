/// Words of a line that say something of its time only together with others.
enum LooseWords {
  /// The hours that are meant after noon: "call Ann at 3", and "dinner at 7"; none of a morning.
  static func afternoonHours(of words: InputWords, _ part: PartOfDay?) -> ClosedRange<Int> {
    if let part { return part.afternoonHours }
    if words.words.contains(where: { morning.contains($0.text) }) { return 0...0 }
    return saysEvening(words) ? 1...11 : usualHours
  }

  /// The hours alone that are meant after noon where no word says the part of the day.
  static let usualHours = 1...6

  /// Whether a word of a line says that it is in the evening.
  static func saysEvening(_ words: InputWords) -> Bool {
    words.words.contains { evening.contains($0.text) }
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
    isHour(words[index]) && isHour(words[index + 2]) && words[index] != words[index + 2]
      && (words[index + 1] == InputWords.dash && !words.isSpaced(after: index)
        || words[index + 1] == "to")
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

  /// Whether two hours of a range begin at a word, before a day, or at an end of a line without
  /// another time: `12-1 tomorrow`, `10-11 standup fri`, `lunch 12-1`.
  ///
  /// - Parameters:
  ///   - words: The line.
  ///   - index: Where to look.
  ///   - hasDay: Whether a day or a repetition was read. In a line with neither, "Chapters 3 to 5" are
  ///     none, but numbers that do not rise are hours.
  /// - Returns: Whether they are hours.
  static func isRangeOfHours(_ words: InputWords, at index: Int, hasDay: Bool) -> Bool {
    guard isRange(words, at: index) else { return false }
    if isDay(words[index + 3]) || repeats.contains(words[index + 3]) { return true }
    let numbers = [words[index], words[index + 2]].compactMap { InputDigits.number($0) }
    let isFalling = numbers.count == 2 && numbers[0] > numbers[1]
    guard hasDay || isFalling || words.words.contains(where: { saysDay($0.text) }) else {
      return false
    }
    return (index == 0 || index + 3 == words.words.count)
      && words.words.indices.allSatisfy {
        (try? ClockReader.match(words, at: $0, takesNumber: false)) == nil
      }
  }

  private static let repeats: Set = ["every", "each", "daily", "weekly", "weekdays", "weekends"]

  private static func isDay(_ word: String) -> Bool { ClockIdioms.isDay(word) }

  /// Whether a word says a day, the month of one, or that something repeats.
  private static func saysDay(_ word: String) -> Bool {
    isDay(word) || repeats.contains(word) || CalendarWords.months[word] != nil
  }

  /// Whether a word is how many more there are, `+1`, rather than a day counted from today.
  static func isCount(_ word: String) -> Bool {
    (word.hasPrefix("+") || word.hasPrefix("-")) && InputDigits.are(word.dropFirst())
  }

  /// Whether a time before a word is likely one, as another part begins with it.
  static func isBoundary(_ word: String) -> Bool { boundaries.contains(word) || isDay(word) }

  private static let boundaries: Set = [
    "with", "at", "@", "in", "for", "on", "via", "every", "to", "until", "till", "from", "starting",
  ]

  /// Whether a word is not the first of a day, or that of an end: `3 dec to 5 dec 9:00`.
  static func isLater(_ words: InputWords, _ index: Int) -> Bool {
    let before = words[index - 1]
    if [InputWords.dash, "to", "until", "till", "next", "this", "last"].contains(before) {
      return true
    }
    // 5 jan 27 9:00
    return CalendarWords.months[words[index]] != nil && DayReader.dayOfMonth(before) != nil
  }

  /// Whether a day is the last one of what repeats, for nothing lasts longer than until it comes again.
  static func isEnd(_ last: Day, from first: Day, of phrase: String) -> Bool {
    guard let rule = RepetitionReader.rule(phrase, first: first) else { return false }
    let period =
      switch rule.frequency {
      case .daily: 1
      case .weekly: rule.days.count > 1 ? 1 : 7
      case .monthly: 28
      case .yearly: 365
      }
    return first.distance(to: last) >= period
  }

  /// Words between two things of one kind.
  static let conjunctions: Set = ["and", "&", "or"]

  /// The time of day behind "until", which is the end of something: `until 2am`.
  ///
  /// - Parameters:
  ///   - index: Where "until" would stand.
  ///   - words: The line.
  ///   - isFree: Whether a word belongs to nothing else.
  /// - Returns: The time; `nil` where none stands there.
  static func end(
    behind index: Int,
    _ words: InputWords,
    isFree: (Int) -> Bool
  ) -> ClockReader.Match? {
    guard ["until", "till", "til", "'til"].contains(words[index]), isFree(index),
      let match = try? ClockReader.match(words, at: index + 1, takesNumber: false, isEnd: true),
      match.offset == nil, (index + 1..<match.next).allSatisfy({ isFree($0) })
    else { return nil }
    return match
  }

  /// The day alone of a time in a line that has another time already: `fri` of `fri 9:00`.
  ///
  /// - Parameters:
  ///   - words: The line.
  ///   - index: Where the day begins.
  ///   - end: The index behind the day and its time.
  ///   - context: When and where it is typed.
  /// - Returns: The day, and the index behind it; `nil` where none begins there.
  static func day(
    _ words: InputWords,
    at index: Int,
    before end: Int,
    _ context: InputContext
  ) -> (span: TypedSpan, next: Int)? {
    var words = words
    for limit in (index + 1..<end).reversed() {
      words.limit = limit
      var reader = TimeReader(words: words, context: context)
      reader.isExactZone = true
      guard let span = try? reader.read(from: index), reader.next == limit,
        span.start.seconds == nil, span.end == nil
      else { continue }
      return (span, limit)
    }
    return nil
  }

  /// Whether a number at the end of a time is an hour although a word of the title follows: the end
  /// of a range, `fri 10-11 review`, or behind a day and "at", `fri at 2 call`, but not an address.
  static func isHour(
    endOf span: TypedSpan,
    _ words: InputWords,
    _ range: Range<Int>
  ) -> Bool {
    if case .moment(let end)? = span.end, end.seconds != nil { return true }
    let next = words.source[words.words[range.upperBound].range].first
    return range.count > 2 && ["at", "@"].contains(words[range.upperBound - 2])
      && next?.isLowercase == true
  }

  /// Whether a word leads to a day or a time behind it: `starting 5 jan`, `by fri`, `around 9:00`.
  static func isLead(_ words: InputWords, at index: Int, isRepeating: Bool) -> Bool {
    let next = words[index + 1]
    return switch words[index] {
    case "starting", "beginning": isRepeating
    case "by": true
    case "from":
      isRepeating || !ClockIdioms.isNumber(next) || CalendarWords.months[words[index + 2]] != nil
    case "around", "about", "approx", "circa", "ca", "ca.":
      ClockIdioms.isClock(next) || next == "noon"
    default: false
    }
  }

  /// The words "all day", which say nothing but that no time is meant.
  static func allDay(_ words: InputWords, isFree: (Int) -> Bool) -> Range<Int>? {
    for index in words.words.indices where isFree(index) {
      if words[index] == "allday" { return index..<index + 1 }
      guard words[index] == "all" else { continue }
      let next = words[index + 1] == InputWords.dash ? index + 2 : index + 1
      if isFree(next), words[next] == "day", words[next + 1] != "long" { return index..<next + 1 }
    }
    return nil
  }

  /// The last `at …` of a line that is left, up to the next part; a time is no place.
  ///
  /// - Returns: All words of it, the first of which leads to the place.
  static func place(in words: InputWords, isFree: (Int) -> Bool) -> Range<Int>? {
    let leads: Set = ["at", "@"]
    let idioms: Set = ["least", "last", "all", "once", "first"]
    let lead = words.words.indices.last {
      isFree($0) && leads.contains(words[$0]) && words.words[$0].starts && isFree($0 + 1)
        && !idioms.contains(words[$0 + 1]) && !isTime(words, at: $0 + 1, isFree)
    }
    guard let lead else { return nil }
    var end = lead + 1
    while isFree(end), !["with", "w/"].contains(words[end]) { end += 1 }
    return end > lead + 1 ? lead..<end : nil
  }

  /// Whether a number is a time, or looks like one, rather than the first of an address.
  private static func isTime(_ words: InputWords, at index: Int, _ isFree: (Int) -> Bool) -> Bool {
    guard words[index].first?.isNumber == true else { return false }
    let isAlone = !isFree(index + 1) || conjunctions.contains(words[index + 1])
    if isHour(words[index]), isAlone { return true }
    do { return try ClockReader.match(words, at: index, takesNumber: false) != nil } catch {
      return true
    }
  }
}
