/// Finds words that leave dates of a repetition out: `except friday`, `but not in july`, `skip 15 dec`.
struct ExclusionWords {
  let words: InputWords
  let today: Day

  /// Whether such words begin at a word; of those that are common ones, before a day.
  func begins(at index: Int) -> Bool {
    guard words.words.indices.contains(index), words.words[index].starts else { return false }
    return Self.certain.contains(word(index)) || hasDay(at: index)
  }

  /// Whether they begin at a word, and a day follows that is left out.
  func hasDay(at index: Int) -> Bool {
    var next = index
    while Self.certain.contains(word(next)) || Self.loose.contains(word(next))
      || Self.pairs[word(next)] == word(next + 1)
    {
      next += Self.pairs[word(next)] == nil ? 1 : 2
    }
    guard next > index else { return false }
    while ["for", "on", "in", "the", "at", "any", "every", "first"].contains(word(next)) {
      next += 1
    }
    return isDay(next)
  }

  private func isDay(_ index: Int) -> Bool {
    guard index < words.count else { return false }
    let word = self.word(index)
    if ClockIdioms.isDay(word) || CalendarWords.months[word] != nil
      || RecurrencePhrase.groups[word] != nil || ["holiday", "holidays"].contains(word)
      || word.hasSuffix("days") && CalendarWords.weekdays[String(word.dropLast())] != nil
    {
      return true
    }
    if NamedDays.day(words.written(index..<index + 1), from: today) != nil {
      return true
    }
    let days = DayReader(today: today, base: nil, takesPeriods: true)
    do throws(InputError) { return try days.date(words, at: index) != nil } catch { return true }
  }

  private func word(_ index: Int) -> String { String(words[index].drop { $0 == "(" }) }

  private static let certain: Set = ["except", "excluding"]
  private static let loose: Set = [
    "but", "not", "no", "skip", "skipping", "without", "w/o", "minus", "omit", "omitting", "never",
  ]
  private static let pairs = ["apart": "from", "aside": "from", "other": "than"]
}
