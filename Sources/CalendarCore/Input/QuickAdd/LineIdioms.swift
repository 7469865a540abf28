/// A line in the words that the readers know: `half past nine` as `9:30`, `mo-fr` as `mon-fri`,
/// `14h-15h30` as `14:00-15:30`, `tomorrow evening` as `tomorrow` with the part of the day beside it.
///
/// Each word keeps its place in the line, so that one that nothing comes of is left as it was typed.
struct LineIdioms {
  typealias Word = InputWords.Word

  /// A part of a day that a word says besides, and which word that is.
  struct Part {
    var part: PartOfDay
    var index: Int
  }

  private let source: InputWords
  private let quoted: [Bool]
  private let context: InputContext
  /// Where times stand that can be nothing else.
  private let clocks: [Int]
  /// Whether a word of the line says a day, or the month of one.
  private let hasDay: Bool
  private var result: [Word] = []
  private(set) var parts: [Part] = []
  /// The words that are read as a day although they may be a time.
  private(set) var dottedDays: [Int] = []

  /// Reads the idioms of a line.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - context: When and where it is typed.
  init(_ line: String, _ context: InputContext) {
    let source = InputWords(line)
    let quoted = source.quoted
    (self.source, self.quoted, self.context) = (source, quoted, context)
    clocks = source.words.indices.filter {
      !quoted[$0] && (try? ClockReader.match(source, at: $0, takesNumber: false)) != nil
    }
    let named = source.words.indices.compactMap { NamedDays.range(in: source, at: $0) }
    hasDay = source.words.indices.contains { index in
      !quoted[index] && !named.contains { $0.contains(index) }
        && (ClockIdioms.isDay(source[index]) || CalendarWords.months[source[index]] != nil)
    }
    var index = 0
    while index < source.count {
      index = isPlain(index..<index + 1) ? step(at: index) : keep(index)
    }
  }

  /// The line in the words that the readers know.
  var words: InputWords { InputWords(source.source, words: result) }

  // MARK: Words

  /// Adds what the words from an index on say, and returns the index behind them.
  private mutating func step(at index: Int) -> Int {
    if let (part, isPlural) = PartOfDay.named(source[index]), add(part, isPlural, at: index) {
      return index + 1
    }
    if let next = partBehind(index) { return next }
    if let (text, count) = ClockIdioms.clock(source, at: index, clocks: clocks)
      ?? RepetitionIdioms.repetition(source, at: index) ?? length(at: index),
      isPlain(index..<index + count)
    {
      return merge(index..<index + count, text)
    }
    if let texts = ClockIdioms.range(source, at: index)
      ?? RepetitionIdioms.weekdays(source, at: index), isPlain(index..<index + texts.count)
    {
      for (offset, text) in texts.enumerated() {
        _ = merge(index + offset..<index + offset + 1, text)
      }
      return index + texts.count
    }
    if let next = weekend(at: index) ?? named(at: index) ?? brackets(at: index) ?? sign(at: index) {
      return next
    }
    if let word = ClockIdioms.punctuated(source, at: index) {
      return merge(index..<index + 1, word)
    }
    // "Deploy 3.2 14:00 tomorrow" has its day; in "fri 4.12 8:15" both are one.
    if !hasDay || CalendarWords.weekdays[source[index - 1]] != nil,
      ClockIdioms.isDottedDay(source, at: index)
    {
      dottedDays.append(result.count)
      return merge(index..<index + 1, source[index] + ".")
    }
    if let zone = ClockIdioms.zone(source, at: index) { return merge(index..<index + 1, zone) }
    return keep(index)
  }

  private func isPlain(_ range: Range<Int>) -> Bool {
    range.upperBound <= source.count && !quoted[range].contains(true)
  }

  private mutating func keep(_ index: Int) -> Int {
    result.append(source.words[index])
    return index + 1
  }

  /// Adds words as one with another text.
  private mutating func merge(_ range: Range<Int>, _ text: String) -> Int {
    let (first, last) = (source.words[range.lowerBound], source.words[range.upperBound - 1])
    result.append(
      Word(
        text: text,
        range: first.range.lowerBound..<last.range.upperBound,
        starts: first.starts,
        ends: last.ends,
        isRewritten: true
      )
    )
    return range.upperBound
  }

  // MARK: Parts of a day

  /// Adds a part of a day to the day before it: `tomorrow evening`, `every morning`.
  ///
  /// - Returns: Whether there is such a day; without one it is a word of the title.
  private mutating func add(_ part: PartOfDay, _ isPlural: Bool, at index: Int) -> Bool {
    guard index > 0, isPlain(index - 1..<index), let day = result.last else { return false }
    if ["every", "each"].contains(day.text), !isPlural {
      _ = merge(index..<index + 1, "day")
      parts.append(Part(part: part, index: result.count - 1))
      return true
    }
    guard let text = isPlural ? Self.plural(day.text) : dayText(index - 1) else { return false }
    extend(to: index, text)
    parts.append(Part(part: part, index: result.count - 1))
    if isPlural { pluralizeBefore() }
    return true
  }

  /// Makes the weekdays plural that stand before one that is: `tue and thu mornings`.
  private mutating func pluralizeBefore() {
    var index = result.count - 1
    while index >= 2, ["and", "&"].contains(result[index - 1].text),
      let text = Self.plural(result[index - 2].text)
    {
      let word = result[index - 2]
      result[index - 2] = Word(
        text: text,
        range: word.range,
        starts: word.starts,
        ends: word.ends,
        isRewritten: true
      )
      index -= 2
    }
  }

  /// What the word before a part of a day says, where that is a day; `this` is today.
  private func dayText(_ index: Int) -> String? {
    let word = source[index]
    let isDate =
      DayReader.dayOfMonth(word) != nil && CalendarWords.months[source[index - 1]] != nil
      || CalendarWords.months[word] != nil && DayReader.dayOfMonth(source[index - 1]) != nil
    if word == "this" { return "today" }
    let isDay =
      CalendarWords.weekdays[word] != nil || word != "tonight" && CalendarWords.days[word] != nil
      || RecurrencePhrase.groups[word] != nil && ["every", "each"].contains(source[index - 1])
    return isDay || isDate ? result.last?.text : nil
  }

  private static func plural(_ day: String) -> String? {
    if let weekday = CalendarWords.weekdays[day] {
      return CalendarWords.weekdayNames[weekday - 1].lowercased() + "s"
    }
    return ["weekday", "weekend"].contains(day) ? day + "s" : nil
  }

  /// Reads `in the evening` and `at night` behind a day or a time.
  private mutating func partBehind(_ index: Int) -> Int? {
    let end: Int
    switch (source[index], source[index + 1]) {
    case ("in", "the"): end = index + 2
    case ("at", "night"): end = index + 1
    default: return nil
    }
    guard let (part, isPlural) = PartOfDay.named(source[end]), !isPlural, index > 0,
      isPlain(index - 1..<end + 1), let text = result.last?.text,
      dayText(index - 1) != nil || ClockIdioms.isNumber(source[index - 1])
    else { return nil }
    extend(to: end, text)
    parts.append(Part(part: part, index: result.count - 1))
    return end + 1
  }

  /// Has the last word reach to another one of the line.
  private mutating func extend(to index: Int, _ text: String) {
    guard let last = result.popLast() else { return }
    result.append(
      Word(
        text: text,
        range: last.range.lowerBound..<source.words[index].range.upperBound,
        starts: last.starts,
        ends: source.words[index].ends,
        isRewritten: true
      )
    )
  }

  // MARK: Days and lengths

  /// Reads `this weekend` and `next weekend` as their two days.
  private mutating func weekend(at index: Int) -> Int? {
    guard let weeks = ["this": 0, "next": 1][source[index]], source[index + 1] == "weekend",
      isPlain(index..<index + 2)
    else { return nil }
    let (first, last) = (source.words[index], source.words[index + 1])
    let saturday = context.today.monday.advanced(by: 7 * weeks + 5)
    _ = merge(index..<index + 1, "\(saturday)")
    result.append(
      Word(
        text: InputWords.dash,
        range: first.range.upperBound..<last.range.lowerBound,
        starts: true,
        ends: true,
        isRewritten: true
      )
    )
    return merge(index + 1..<index + 2, "\(saturday.advanced(by: 1))")
  }

  /// Reads the name of a day where there is no other day; it is the title where there is one.
  private mutating func named(at index: Int) -> Int? {
    guard let range = NamedDays.range(in: source, at: index), isPlain(range) else { return nil }
    let name = source.written(range)
    let day = hasDay ? nil : NamedDays.day(name, from: context.today)
    return merge(range, day.map { "\($0)" } ?? name.lowercased())
  }

  /// Leaves out the brackets around what is nothing but a time or a length: `(30 min)`.
  private mutating func brackets(at index: Int) -> Int? {
    guard source[index].hasPrefix("("),
      let last = (index..<min(index + 8, source.count)).first(where: { source[$0].hasSuffix(")") }),
      isPlain(index..<last + 1)
    else { return nil }
    let text = String(source.written(index..<last + 1).dropFirst().dropLast())
    guard !InputDigits.are(text),
      DurationInput.read(text) != nil || (try? TimeInput.span(text, context)) != nil
    else { return nil }
    for at in index...last {
      let word = source[at].drop { $0 == "(" }.prefix { $0 != ")" }
      _ = merge(at..<at + 1, String(word))
    }
    return last + 1
  }

  /// Reads `@11` as `@ 11`.
  private mutating func sign(at index: Int) -> Int? {
    let word = source.words[index]
    let rest = word.text.dropFirst()
    guard word.text.hasPrefix("@"), rest.first?.isNumber == true || rest == "noon" else {
      return nil
    }
    let behind = source.source.index(after: word.range.lowerBound)
    result.append(
      Word(text: "@", range: word.range.lowerBound..<behind, starts: word.starts, ends: true)
    )
    result.append(
      Word(
        text: String(rest),
        range: behind..<word.range.upperBound,
        starts: true,
        ends: word.ends
      )
    )
    return index + 1
  }

  /// Reads a number that is a word before its unit, and halves: `two weeks`, `an hour and a half`.
  private func length(at index: Int) -> (text: String, count: Int)? {
    let word = source[index]
    func follows(_ words: [String], _ offset: Int) -> Bool {
      words.indices.allSatisfy { source[index + offset + $0] == words[$0] }
    }
    if ["a", "an", "one"].contains(word), follows(["hour", "and", "a", "half"], 1) {
      return ("1.5h", 5)
    }
    if word == "a", source[index + 1] == "fortnight" { return ("2w", 2) }
    guard !["every", "each"].contains(source[index - 1]), let number = RecurrencePhrase.number(word)
    else { return nil }
    if number < 100, follows(["and", "a", "half", "hours"], 1) { return ("\(number).5h", 5) }
    let isUnit =
      RecurrencePhrase.unit(source[index + 1]) != nil
      || ["hour", "hours", "minute", "minutes"].contains(source[index + 1])
    return isUnit && !InputDigits.are(word) ? ("\(number)", 1) : nil
  }
}
