import Foundation

/// Finds words of time or repetition that are left in a title or a place, so that they are said.
struct UnreadWords {
  let words: InputWords
  let context: InputContext
  /// Whether a word is left in the title or the place, and not in quotation marks.
  let isFree: (Int) -> Bool
  /// Whether a day, and a time of day, were read elsewhere in the line.
  let hasDay: Bool
  let hasClock: Bool
  /// Whether it was read how the event repeats.
  let hasRepetition: Bool

  /// The words that are left, in stretches.
  func ranges() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    while index < words.count {
      guard isFree(index), words.words[index].starts, let end = end(at: index) else {
        index += 1
        continue
      }
      var next = end
      while next > index + 1, !isFree(next - 1) { next -= 1 }
      // 1200-1400
      while !words.words[next - 1].ends, isFree(next) { next += 1 }
      if let last = ranges.last, joins(last.upperBound..<index) {
        ranges[ranges.count - 1] = last.lowerBound..<next
      } else {
        ranges.append(index..<next)
      }
      index = next
    }
    return ranges
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
    clock(index) ?? length(index) ?? date(index) ?? periods.end(at: index)
      ?? end(of: index) ?? hour(index) ?? zone(index)
  }

  private var periods: UnreadPeriods {
    UnreadPeriods(words: words, context: context, isFree: isFree, hasRepetition: hasRepetition)
  }

  // MARK: Times and days

  private func clock(_ index: Int) -> Int? {
    let word = words[index]
    if ["noon", "midday", "midnight", "tonight"].contains(word) || PartOfDay.named(word) != nil {
      return hasClock ? nil : index + 1
    }
    // at 11
    if word == "at" || word == "@",
      !isFree(index + 2) || LooseWords.conjunctions.contains(words[index + 2]),
      let hour = InputDigits.number(words[index + 1]),
      (1...23).contains(hour)
    {
      return index + 2
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
    // 0m
    let unit = words[index].drop { $0 == "0" }
    if unit.count < words[index].count, unit.first?.isLetter == true,
      DurationInput.read("1\(unit)") != nil
    {
      return index + 1
    }
    if words[index] == "for", RecurrencePhrase.number(words[index + 1]) != nil, !isFree(index + 2) {
      return index + 2
    }
    // for a half hour
    let unitEnd = (index + 2..<index + 7).first { ["hour", "hours"].contains(words[$0 - 1]) }
    if words[index] == "for", let unitEnd { return unitEnd }
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
    let days = DayReader(today: context.today, base: nil, takesPeriods: false)
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
    if CalendarWords.months[word] != nil, !hasDay || hasRepetition { return index + 1 }
    // 5 jan 27
    let isYear = [2, 3].contains(word.utf8.count) && InputDigits.are(word.drop { $0 == "'" })
    if isYear, !isFree(index - 1), CalendarWords.months[words[index - 1]] != nil {
      return index + 1
    }
    guard !hasDay else { return nil }
    if word == "in", (1_900...2_199).contains(InputDigits.number(words[index + 1]) ?? 0) {
      return index + 2
    }
    // fr 10:00, tomorrow's
    let isShort =
      RepetitionIdioms.short[word] != nil
      && [index - 1, index + 1].contains { !isFree($0) && ClockIdioms.isNumber(words[$0]) }
    let owner = ["'s", "’s"].first { word.hasSuffix($0) }.map { String(word.dropLast($0.count)) }
    if isShort || Self.unread.contains(word) || owner.map(ClockIdioms.isDay) == true {
      return index + 1
    }
    if owner != nil, words[index + 1] == "day" { return index + 2 }
    return NamedDays.end(in: words, at: index, from: context.today)
  }

  /// Days that have no one date, and those that one would expect to be read beside "Uhr", which is.
  private static let unread: Set = [
    "thanksgiving",
    "heute", "morgen", "übermorgen", "uebermorgen", "montag", "dienstag", "mittwoch", "donnerstag",
    "freitag", "samstag", "sonntag",
  ]

  // MARK: Ends, hours and zones

  /// Reads `until` and what may be an end of something.
  private func end(of index: Int) -> Int? {
    let leads: Set = ["until", "till", "by"]
    let next = words[index + 1]
    let isLead = ["before", "after"].contains(words[index]) && !isFree(index + 1)
    if isLead, ClockIdioms.isClock(next) || ClockIdioms.isDay(next) || next.first?.isNumber == true
    {
      return index + 1
    }
    guard leads.contains(words[index]), !leads.contains(next) else { return nil }
    let isTime =
      next.first?.isNumber == true || CalendarWords.months[next] != nil || next == "noon"
      || NamedDays.end(in: words, at: index + 1, from: context.today) != nil
    return isTime ? end(at: index + 1) ?? index + 2 : end(at: index + 1)
  }

  /// Reads an hour alone beside a day, where no time of day was read, and minutes alone behind a time.
  private func hour(_ index: Int) -> Int? {
    let word = words[index]
    if hasClock {
      let isBehindClock = !isFree(index - 1) && ClockIdioms.isClock(words[index - 1])
      return isBehindClock && !isFree(index + 1) && InputDigits.are(word) ? index + 1 : nil
    }
    if ["quarter", "half"].contains(word), ["past", "to"].contains(words[index + 1]) {
      return index + 2
    }
    let isSpoken = !InputDigits.are(word) && RecurrencePhrase.number(word) != nil
    if isSpoken, [index - 1, index + 1].contains(where: { !isFree($0) && isDay($0) }) {
      return index + 1
    }
    guard let match = try? ClockReader.match(words, at: index, takesNumber: true),
      match.next == index + 1, match.seconds >= 3_600, match.seconds < 86_400
    else { return nil }
    // next monday kickoff 10
    if hasDay, index == words.count - 1 { return index + 1 }
    let isBesideDay = [index - 1, index + 1].contains { other in
      other >= 0 && other < words.count && !isFree(other) && isDay(other)
    }
    return isBesideDay ? index + 1 : nil
  }

  private func isDay(_ index: Int) -> Bool {
    ClockIdioms.isDay(words[index]) || CalendarWords.months[words[index]] != nil
  }

  /// Reads a zone in small letters that ends what is said of a time, and `in Tokyo` behind a time.
  private func zone(_ index: Int) -> Int? {
    guard hasClock, index > 0, !isFree(index - 1), ClockIdioms.isNumber(words[index - 1]) else {
      return nil
    }
    if words[index + 1] == "time" { return index + 2 }
    guard words[index] == "in" else {
      let name = words[index].filter { !"()".contains($0) }
      return !isFree(index + 1) && ClockIdioms.isZone(name) ? index + 1 : nil
    }
    let match = try? ZoneReader.match(words, at: index + 1, on: TypedTime(), context)
    guard let zone = match?.zone?.zone,
      zone.secondsFromGMT(for: context.now) != context.zone.secondsFromGMT(for: context.now),
      ZoneReader.isWritten(words, at: index + 1)
    else { return nil }
    return match?.next
  }
}
