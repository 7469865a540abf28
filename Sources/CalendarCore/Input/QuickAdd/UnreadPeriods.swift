/// Finds words of a repetition or a period that are left in a title or a place: `twice a week`, `week 50`.
struct UnreadPeriods {
  let words: InputWords
  let context: InputContext
  /// Whether a word is left, and not in quotation marks.
  let isFree: (Int) -> Bool
  /// Whether it was read how the event repeats.
  let hasRepetition: Bool

  /// The index behind such words that begin at a word; `nil` where none do.
  func end(at index: Int) -> Int? { repetition(index) ?? period(index) }

  private func repetition(_ index: Int) -> Int? {
    let (word, next) = (words[index], words[index + 1])
    if RecurrencePhrase.adverbs[word] != nil || RecurrencePhrase.groups[word] != nil
      || Self.unread.contains(word)
    {
      return index + 1
    }
    // "every week 2x" is twice a week to some, and two weeks to others.
    if hasRepetition, word.hasSuffix("x"), InputDigits.are(word.dropLast()) { return index + 1 }
    if ["once", "twice"].contains(word), next == "a" || next == "every" { return index + 3 }
    if ["once", "twice", "alternate"].contains(word), !isFree(index + 1) { return index + 1 }
    let times = next == "times" ? word : word.hasSuffix("x") ? String(word.dropLast()) : ""
    if RecurrencePhrase.number(times) != nil,
      let at = (index + 1...index + 2).first(where: { ["a", "per"].contains(words[$0]) }),
      RecurrencePhrase.unit(words[at + 1]) != nil
    {
      return at + 2
    }
    guard ["every", "each"].contains(word) else { return nil }
    if next == "other" { return index + 3 }
    if RecurrencePhrase.ordinal(next) != nil || RecurrencePhrase.number(next) != nil {
      return isRepeated(words[index + 2]) ? index + 3 : nil
    }
    // "Every idea counts" is a title.
    return isRepeated(next) || NamedDays.end(in: words, at: index + 1, from: context.today) != nil
      || index > 0 && isFree(index + 1)
      ? index + 2 : nil
  }

  /// Whether a word says what comes again behind "every".
  private func isRepeated(_ word: String) -> Bool {
    RecurrencePhrase.unit(word) != nil || CalendarWords.weekdays[word] != nil
      || CalendarWords.months[word] != nil || PartOfDay.named(word) != nil
  }

  private func period(_ index: Int) -> Int? {
    let units: Set = ["week", "month", "year", "quarter", "weekend"]
    let (word, next) = (words[index], words[index + 1])
    if ["eod", "eow", "eom", "cob"].contains(word) { return index + 1 }
    if ["next", "this", "last"].contains(word), units.contains(next) { return index + 2 }
    let isEnd =
      next == "of" && !isFree(index + 2) || hasRepetition && index > 0 && !isFree(index - 1)
    if word == "end", isEnd { return next == "of" ? index + 2 : index + 1 }
    if ["following", "coming"].contains(word), !isFree(index + 1), ClockIdioms.isDay(next) {
      return index + 1
    }
    if word == "week", next == "of" || InputDigits.number(next, length: 2) != nil {
      return index + 2
    }
    // W50, KW50
    let number = word.drop { $0 == "k" }
    if number.hasPrefix("w"), InputDigits.number(number.dropFirst(), length: 2) != nil {
      return index + 1
    }
    if word == "week", !isFree(index - 1), CalendarWords.weekdays[words[index - 1]] != nil {
      return index + 1
    }
    if word == "a", next == "week" || next == "fortnight",
      ["from", "on"].contains(words[index + 2])
    {
      return index + 3
    }
    guard word == "end", next == "of" else { return nil }
    let at = ["the", "this", "next"].contains(words[index + 2]) ? index + 3 : index + 2
    let isPeriod =
      units.contains(words[at]) || words[at] == "day" || CalendarWords.months[words[at]] != nil
    return isPeriod ? at + 1 : nil
  }

  private static let unread: Set = [
    "bimonthly", "semimonthly", "semiannually", "semi", "hourly", "nightly", "alternately",
  ]
}
