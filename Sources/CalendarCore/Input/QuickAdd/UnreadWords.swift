/// Finds words of time or repetition that are left in a title, so that they are said.
struct UnreadWords {
  let words: InputWords
  let today: Day
  /// Whether a word is left in the title and not in quotation marks.
  let isFree: (Int) -> Bool
  /// Whether a day, and a time of day, were read elsewhere in the line.
  let hasDay: Bool
  let hasClock: Bool
  /// Whether it was read how the event repeats.
  let hasRepetition: Bool

  /// The words that are left, as they were written, in stretches.
  func texts() -> [String] {
    var ranges: [Range<Int>] = []
    var index = 0
    while index < words.count {
      guard isFree(index), words.words[index].starts, let end = end(at: index) else {
        index += 1
        continue
      }
      var next = end
      while next > index + 1, !isFree(next - 1) { next -= 1 }
      if let last = ranges.last, joins(last.upperBound..<index) {
        ranges[ranges.count - 1] = last.lowerBound..<next
      } else {
        ranges.append(index..<next)
      }
      index = next
    }
    return ranges.map { words.written($0) }
  }

  /// Whether what is between two stretches makes them one: nothing, or "from" and the like.
  private func joins(_ range: Range<Int>) -> Bool {
    let links: Set = ["from", "to", "of", "for", "and", "at", "on", InputWords.dash]
    return range.allSatisfy { isFree($0) && links.contains(words[$0]) } && range.count < 2
  }

  /// Why a word that looks like a time of day is none; `nil` where none does.
  func clockProblem() -> InputError? {
    for index in words.words.indices where isFree(index) && words[index].first?.isNumber == true {
      do throws(InputError) {
        _ = try ClockReader.match(words, at: index, takesNumber: false)
      } catch { return error }
    }
    return hasClock ? nil : endProblem()
  }

  /// Why a time behind "until" is none of the event: nothing says when that begins.
  private func endProblem() -> InputError? {
    for index in words.words.indices {
      guard let end = LooseWords.end(behind: index, words, isFree: isFree) else { continue }
      let text = words.written(index..<end.next)
      return InputError(
        "\"\(text)\" is an end, and no time of day is its start. Write both, like "
          + "\"fri 14:00-17:00\"."
      )
    }
    return nil
  }

  /// The index behind words of time that begin at a word.
  private func end(at index: Int) -> Int? {
    clock(index) ?? length(index) ?? date(index) ?? repetition(index) ?? period(index)
      ?? end(of: index) ?? hour(index) ?? zone(index)
  }

  // MARK: Times and days

  private func clock(_ index: Int) -> Int? {
    let word = words[index]
    if ["noon", "midday", "midnight", "tonight"].contains(word) || PartOfDay.named(word) != nil {
      return hasClock ? nil : index + 1
    }
    guard word.first?.isNumber == true else { return nil }
    do {
      if let match = try ClockReader.match(words, at: index, takesNumber: false) {
        return match.next
      }
    } catch { return index + 1 }
    // 9:30-, 9:30/30m; "1:1" is none.
    let minutes = word.drop { $0 != ":" }.dropFirst().prefix { $0.isNumber }
    return minutes.utf8.count > 1 ? index + 1 : nil
  }

  private func length(_ index: Int) -> Int? {
    if words[index] == "for", words[index + 1] != "for", let number = length(index + 1) {
      return number
    }
    if words[index].hasPrefix("+"), DurationInput.read(String(words[index].dropFirst())) != nil,
      !InputDigits.are(words[index].dropFirst())
    {
      return index + 1
    }
    if words[index].hasPrefix("("), words[index].hasSuffix(")"),
      DurationInput.read(String(words[index].dropFirst().dropLast())) != nil
    {
      return index + 1
    }
    if words[index] == "for", RecurrencePhrase.number(words[index + 1]) != nil, !isFree(index + 2) {
      return index + 2
    }
    guard RecurrencePhrase.number(words[index]) != nil || words[index].first?.isNumber == true,
      let match = DurationInput.match(words, at: index)
    else {
      let unit = words[index + 1]
      let isUnit = CalendarWords.units[unit] != nil && unit.count > 2
      return isUnit && RecurrencePhrase.number(words[index]) != nil ? index + 2 : nil
    }
    return match.next
  }

  private func date(_ index: Int) -> Int? {
    let word = words[index]
    if CalendarWords.weekdays[word] != nil || CalendarWords.days[word] != nil { return index + 1 }
    if word.hasSuffix("days"), CalendarWords.weekdays[String(word.dropLast())] != nil {
      return index + 1
    }
    guard word != "24/7" else { return nil }
    // The year of a range of days.
    if word.utf8.count == 4, let year = InputDigits.number(word), (1_900...2_199).contains(year),
      !isFree(index - 1), InputDigits.are(words[index - 1])
    {
      return index + 1
    }
    let days = DayReader(today: today, base: nil, takesPeriods: false)
    do throws(InputError) {
      if let match = try days.date(words, at: index) { return match.next }
    } catch { return index + (CalendarWords.months[words[index + 1]] == nil ? 1 : 2) }
    let the = word == "on" ? index + 1 : index
    if words[the] == "the", let last = words[the + 1].last, last.isLetter,
      DayReader.dayOfMonth(words[the + 1]) != nil, the > index || !isFree(the + 2)
    {
      return the + 2
    }
    if RecurrencePhrase.ordinal(word) != nil, !isFree(index + 1),
      CalendarWords.weekdays[words[index + 1]] != nil
    {
      return index + 1
    }
    return hasDay ? nil : named(index)
  }

  /// A day that has a name of its own; where no day is typed, one would expect that it is read.
  private func named(_ index: Int) -> Int? {
    [2, 1].first {
      index + $0 <= words.count
        && NamedDays.day(words.written(index..<index + $0), from: today) != nil
    }.map { index + $0 }
  }

  // MARK: Repetitions and periods

  private func repetition(_ index: Int) -> Int? {
    let (word, next) = (words[index], words[index + 1])
    if RecurrencePhrase.adverbs[word] != nil || RecurrencePhrase.groups[word] != nil {
      return index + 1
    }
    // "every week 2x" is twice a week to some, and two weeks to others.
    if hasRepetition, word.hasSuffix("x"), InputDigits.are(word.dropLast()) { return index + 1 }
    if ["once", "twice"].contains(word), next == "a" || next == "every" { return index + 3 }
    if ["once", "twice", "alternate"].contains(word), !isFree(index + 1) { return index + 1 }
    guard ["every", "each"].contains(word) else { return nil }
    if next == "other" { return index + 3 }
    if RecurrencePhrase.ordinal(next) != nil || RecurrencePhrase.number(next) != nil {
      return isRepeated(words[index + 2]) ? index + 3 : nil
    }
    // "Every idea counts" is a title.
    return isRepeated(next) || index > 0 && isFree(index + 1) ? index + 2 : nil
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
    if word == "week", next == "of" { return index + 2 }
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

  /// Reads `until` and what may be an end of something.
  private func end(of index: Int) -> Int? {
    let leads: Set = ["until", "till", "by"]
    let next = words[index + 1]
    guard leads.contains(words[index]), !leads.contains(next) else { return nil }
    let isTime =
      next.first?.isNumber == true || CalendarWords.months[next] != nil || next == "noon"
      || named(index + 1) != nil
    return isTime ? end(at: index + 1) ?? index + 2 : end(at: index + 1)
  }

  /// Reads an hour alone beside a day, where no time of day was read, and minutes alone behind a time.
  private func hour(_ index: Int) -> Int? {
    let word = words[index]
    if hasClock {
      let isBehindClock = !isFree(index - 1) && ClockIdioms.isClock(words[index - 1])
      return isBehindClock && !isFree(index + 1) && InputDigits.are(word) ? index + 1 : nil
    }
    guard let match = try? ClockReader.match(words, at: index, takesNumber: true),
      match.next == index + 1, match.seconds >= 3_600, match.seconds < 86_400
    else { return nil }
    let isBesideDay = [index - 1, index + 1].contains { other in
      other >= 0 && other < words.count && !isFree(other)
        && (CalendarWords.weekdays[words[other]] != nil || CalendarWords.days[words[other]] != nil
          || CalendarWords.months[words[other]] != nil)
    }
    return isBesideDay ? index + 1 : nil
  }

  /// Reads a zone in small letters that ends what is said of a time.
  private func zone(_ index: Int) -> Int? {
    guard index > 0, !isFree(index - 1), !isFree(index + 1),
      ClockIdioms.isClock(words[index - 1]) || ["am", "pm"].contains(words[index - 1]),
      ClockIdioms.isZone(words[index])
    else { return nil }
    return index + 1
  }
}
