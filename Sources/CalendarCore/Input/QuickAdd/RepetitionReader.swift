/// Finds how an event repeats among the words of a line: `every second tue`, `daily`, `weekdays`.
///
/// What it finds is read by ``RecurrenceInput``. Here is decided which words belong to it, for words
/// like "daily" and "second" are as often part of a title.
struct RepetitionReader {
  let words: InputWords
  let today: Day
  /// Whether a word belongs to nothing else.
  let isFree: (Int) -> Bool
  /// Whether a part of a line that is no title begins at a word, or the line ends there.
  let isPart: (Int) -> Bool

  /// Words that are understood, and the index behind them.
  struct Match {
    var text: String
    var next: Int
  }

  // MARK: What repeats

  /// Reads `every …`, and what leads up to it: `on the last fri of every month`.
  func every(at index: Int) -> Match? {
    let isLed = !Self.isEvery(words[index])
    guard !isLed || ["on", "the"].contains(words[index]) || isNumberedDay(index) else { return nil }
    return phrase(at: index) { next in
      // "Every year 24 dec - 26 dec" is for three days.
      let isRange = CalendarWords.months[words[next - 1]] != nil
      if isRange, [InputWords.dash, "to"].contains(words[next]) { return false }
      return !isLed || (index..<next).contains { Self.isEvery(words[$0]) }
        || endsMonthly(index..<next)
    }
  }

  /// Whether words end with `of the month`, which has one such day each month.
  private func endsMonthly(_ range: Range<Int>) -> Bool {
    range.count > 3 && range.suffix(3).map { words[$0] } == ["of", "the", "month"]
  }

  /// Reads a word that is an adjective as often, `daily`, `weekdays` or `tuesdays`.
  ///
  /// It counts where no title follows.
  func adverb(at index: Int) -> Match? {
    let first = words[index] == "on" && !Self.isAdverb(words[index + 1]) ? index + 1 : index
    guard Self.isAdverb(words[first]) || Self.isPlural(words[first]),
      first == 0 || !["a", "an", "the", "my", "our", "your"].contains(words[first - 1])
    else { return nil }
    return phrase(at: index) {
      isPart($0) || ["until", "till", "forever"].contains(words[$0]) || exclusions.begins(at: $0)
    }
  }

  /// Reads weekdays without "every": `mon wed fri`, `tue/thu`, or `mon-fri` with a time of day.
  ///
  /// What takes place on several days of a week repeats, and so does a working week, from Monday to
  /// Thursday or Friday; other days in a row are one event that lasts as long.
  ///
  /// - Parameters:
  ///   - index: Where to read.
  ///   - hasClock: Whether a time of day stands elsewhere: without it a range is one long event.
  /// - Returns: The phrase; `nil` where none begins.
  func weekdays(at index: Int, hasClock: Bool) -> Match? {
    let first = words[index] == "on" ? index + 1 : index
    guard !["next", "this", "last", "every", "each", "from"].contains(words[index - 1]) else {
      return nil
    }
    var names: [String] = []
    var next = first
    while next < words.count, isFree(next), names.count < 8 {
      let parts = words[next].split(separator: "/").map(String.init)
      if !parts.isEmpty, parts.allSatisfy({ CalendarWords.weekdays[$0] != nil }) {
        names += parts
      } else if names.isEmpty || !["and", "&"].contains(words[next]) || !isWeekday(next + 1) {
        break
      }
      next += 1
    }
    func isWorkingWeek(_ first: Int?, _ last: Int?) -> Bool { first == 1 && [4, 5].contains(last) }
    if names.count == 1, [InputWords.dash, "to"].contains(words[next]), isWeekday(next + 1),
      hasClock,
      isWorkingWeek(CalendarWords.weekdays[names[0]], CalendarWords.weekdays[words[next + 1]])
    {
      return Match(text: "every \(names[0])-\(words[next + 1])", next: next + 2)
    }
    let days = names.compactMap { CalendarWords.weekdays[$0] }
    let isInARow = zip(days, days.dropFirst()).allSatisfy { $1 == $0 % 7 + 1 }
    // "it's friday wed 18:00" are no two days.
    let isOneStyle = Set(names.map { $0.hasSuffix("day") }).count == 1
    guard days.count > 1, Set(days).count == days.count,
      isOneStyle || next - first != names.count,
      !isInARow || isWorkingWeek(days.first, days.last)
    else { return nil }
    return Match(text: "every \(names.joined(separator: ", "))", next: next)
  }

  private func isNumberedDay(_ index: Int) -> Bool {
    RecurrencePhrase.ordinal(words[index]) != nil || CalendarWords.weekdays[words[index]] != nil
  }

  private func phrase(at index: Int, where isWanted: (Int) -> Bool) -> Match? {
    var next = extent(from: index)
    while next > index {
      if words.words[next - 1].ends, !endsLoosely(index..<next), isWanted(next) {
        var text = words.spoken(index..<next).replacing(";", with: ",")
        if endsMonthly(index..<next) { text = words.spoken(index..<next - 2) + " every month" }
        if Self.rule(text, first: today) != nil { return Match(text: text, next: next) }
      }
      next -= 1
    }
    return nil
  }

  /// The index behind the words that may belong to one phrase, with "every" once.
  private func extent(from index: Int) -> Int {
    var next = index
    var hasEvery = false
    while next < words.count, next - index < 16, isFree(next) {
      let word = words[next]
      let isRange = word == InputWords.dash || ["to", "through"].contains(word)
      guard isRange ? isWeekday(next - 1) && isWeekday(next + 1) : Self.isKnown(word) else { break }
      if Self.isEvery(word) {
        guard !hasEvery else { break }
        hasEvery = true
      }
      next += 1
    }
    return next
  }

  private func isWeekday(_ index: Int) -> Bool { CalendarWords.weekdays[words[index]] != nil }

  /// Whether the last word needs another one, or is more likely the first of a title: the number in
  /// "every day 9 eggs", "second" in "every month second floor".
  private func endsLoosely(_ range: Range<Int>) -> Bool {
    let last = words[range.upperBound - 1]
    if Self.fillers.contains(last) || Self.isEvery(last) || last == InputWords.dash
      || ["to", "through"].contains(last)
    {
      return true
    }
    let isOrdinal = RecurrencePhrase.ordinal(last) != nil
    guard isOrdinal || RecurrencePhrase.number(last) != nil else { return false }
    if isOrdinal, last.first?.isNumber == true { return false }
    let before = words[range.upperBound - 2]
    return range.count < 2
      || !["day", "the"].contains(before) && CalendarWords.months[before] == nil
  }

  // MARK: Its end

  /// Reads when it ends: `until easter`, `for 3 weeks`, `12 times`.
  ///
  /// - Parameters:
  ///   - index: Where to read.
  ///   - rule: What repeats.
  /// - Returns: The end; `nil` where none begins.
  func end(at index: Int, of rule: RecurrenceRule) -> Match? {
    switch words[index] {
    case "until", "till", "til", "'til", "through", "thru", "ending", "ends",
      "up" where words[index + 1] == "to":
      let lead = words[index] == "up" ? 2 : 1
      for length in (1...5).reversed() where index + lead + length <= words.count {
        let day = index + lead..<index + lead + length
        let text = words.written(day)
        guard day.allSatisfy(isFree), !InputDigits.are(text),
          (try? DayInput.last(text, today: today, from: today)) != nil
        else { continue }
        return Match(text: "until \(text)", next: day.upperBound)
      }
      return nil
    case "forever": return Match(text: "", next: index + 1)
    case "for" where count(at: index + 1) != nil: return count(at: index + 1)
    case "for":
      let unit = RecurrencePhrase.unit(words[index + 2])
      guard RecurrencePhrase.number(words[index + 1]) != nil, let unit, isEnd(unit, of: rule)
      else { return nil }
      return Match(text: words.written(index..<index + 3), next: index + 3)
    default:
      if let number = Self.times(words[index]) {
        return Match(text: "\(number) times", next: index + 1)
      }
      return count(at: index)
    }
  }

  /// Reads `12 times` and `10 sessions`.
  private func count(at index: Int) -> Match? {
    let nouns: Set = ["times", "occurrences", "sessions", "lessons", "classes"]
    guard RecurrencePhrase.number(words[index]) != nil, nouns.contains(words[index + 1]) else {
      return nil
    }
    return Match(text: "\(words[index]) times", next: index + 2)
  }

  /// The number of `x10`; `2x` is as often how many times a week.
  private static func times(_ word: String) -> Int? {
    word.hasPrefix("x") ? InputDigits.number(word.dropFirst()) : nil
  }

  /// What is to be said of words that seem to limit the repetition and are not read.
  ///
  /// - Parameters:
  ///   - start: The index behind the words that say how it repeats.
  ///   - hasEnd: Whether its end is read.
  ///   - hasProblem: Whether words that look like a time were not read.
  /// - Returns: Why they are none, or what the user should know of them; `nil` where there are none.
  func unread(behind start: Int, hasEnd: Bool, hasProblem: Bool) -> QuickAdd.UnreadRepetition? {
    if let index = words.words.indices.first(where: { isFree($0) && exclusions.begins(at: $0) }) {
      let isCertain = !isFree(index - 1) || exclusions.hasDay(at: index)
      return unreadException(at: index, isCertain: index >= start && isCertain)
    }
    let until = words.words.indices.first {
      isFree($0) && words.words[$0].starts && ["until", "till"].contains(words[$0])
    }
    guard !hasEnd, let index = until else { return nil }
    // Where a day behind it may be two, the time before it was not read either.
    let isCertain = index >= start && (!isFree(index - 1) || hasProblem)
    return unreadEnd(at: index, isCertain: isCertain)
  }

  private var exclusions: ExclusionWords { ExclusionWords(words: words, today: today) }

  /// What is to be said of an "except", whose day is read as a part of its own.
  private func unreadException(at index: Int, isCertain: Bool) -> QuickAdd.UnreadRepetition {
    var next = index + 1
    while next < words.count, !isClock(next) { next += 1 }
    let text = words.written(index..<next)
    guard isCertain else {
      return .init(remark: "It repeats on every date: \"\(text)\" is not understood.")
    }
    return .init(
      problem: InputError(
        "Dates that are left out are not read here: \"\(text)\". Delete those occurrences once "
          + "the series is there. Or put the title in quotation marks."
      )
    )
  }

  private func isClock(_ index: Int) -> Bool {
    (try? ClockReader.match(words, at: index, takesNumber: false)) != nil
  }

  /// What is to be said of an "until" that no end follows.
  ///
  /// - Parameters:
  ///   - index: Where the word stands.
  ///   - isCertain: Whether it can be nothing but the end, as it stands behind another part.
  /// - Returns: Why it is none, or what the user should know of it.
  private func unreadEnd(at index: Int, isCertain: Bool) -> QuickAdd.UnreadRepetition {
    var next = index + 1
    while isFree(next) { next += 1 }
    guard isCertain else {
      let text = words.written(index..<next)
      return .init(remark: "It repeats for ever: \"\(text)\" is not understood as its end.")
    }
    let text = words.written(index + 1..<next)
    let message: String
    do throws(InputError) {
      _ = try DayInput.last(text, today: today, from: today)
      // A number alone is a year to some and a time to others.
      message = "\"\(words.written(index..<next))\" may be a year or a time. Write its last day."
    } catch { message = error.message }
    return .init(problem: InputError("\(message) Or put the title in quotation marks."))
  }

  /// Whether a number of units is how long it repeats; "every year for 3 days" is how long it takes.
  private func isEnd(_ unit: RecurrenceRule.Frequency, of rule: RecurrenceRule) -> Bool {
    let order: [RecurrenceRule.Frequency] = [.daily, .weekly, .monthly, .yearly]
    let frequency = rule.frequency == .weekly && rule.days.count > 1 ? .daily : rule.frequency
    return (order.firstIndex(of: unit) ?? 0) >= (order.firstIndex(of: frequency) ?? 0)
  }

  // MARK: Words

  /// The rule that a text says for an event that begins on a day; `nil` where it says none.
  static func rule(_ text: String, first: Day) -> RecurrenceRule? {
    let words = text.replacing(",", with: " , ").split(whereSeparator: \.isWhitespace)
    return try? RecurrencePhrase(words.map(String.init)).rule(first: first)
  }

  private static let fillers: Set<String> = ["of", "in", "and", "&", "or", "on", "the", "a"]

  private static func isEvery(_ word: String) -> Bool { word == "every" || word == "each" }
  private static func isAdverb(_ word: String) -> Bool { RecurrencePhrase.adverbs[word] != nil }

  /// Weekdays and groups of days in the plural, which say by themselves that something repeats.
  private static func isPlural(_ word: String) -> Bool {
    word.hasSuffix("s") && RecurrencePhrase.groups[word] != nil
      || word.hasSuffix("days") && CalendarWords.weekdays[String(word.dropLast())] != nil
  }

  private static func isKnown(_ word: String) -> Bool {
    isEvery(word) || fillers.contains(word) || isAdverb(word) || isPlural(word)
      || RecurrencePhrase.groups[word] != nil
      || RecurrencePhrase.unit(word) != nil || RecurrencePhrase.number(word) != nil
      || RecurrencePhrase.ordinal(word) != nil || CalendarWords.weekdays[word] != nil
      || CalendarWords.months[word] != nil
  }
}
