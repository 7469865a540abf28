import Foundation

/// What is said of how a line is read: what was taken for granted, and what is left in the title.
struct LineRemarks {
  let words: InputWords
  let idioms: LineIdioms
  /// The words that were understood.
  let taken: [Bool]
  /// The words within quotation marks.
  let quoted: [Bool]

  private func isFree(_ index: Int) -> Bool {
    words.words.indices.contains(index) && !taken[index] && !quoted[index]
  }

  // MARK: What is taken for granted

  /// Takes the usual hour of a part of a day where no time is typed, and says so: `tonight`.
  ///
  /// - Returns: The words of an end that counts from that hour: `fri night until 2am`; `nil` where
  ///   there is none.
  func assumeHour(in result: inout QuickAdd, _ context: InputContext) -> Range<Int>? {
    let named = idioms.parts.first { taken[$0.index] }
    let tonight = words.words.indices.first { taken[$0] && words[$0] == "tonight" }
    guard named != nil || tonight != nil, result.span?.start.seconds == nil,
      result.span?.end == nil, result.span != nil || result.repetition != nil
    else { return nil }
    let part = named?.part ?? .night
    var start = result.span?.start ?? TypedTime()
    let seconds = part.seconds(on: start.day, context)
    start.seconds = seconds
    result.span = TypedSpan(start: start.resolvingWeekday(context))
    let name = named == nil ? "tonight" : part.rawValue
    result.remarks.append(
      "\"\(name)\" is taken for \(ClockText.clock(minutes: seconds / 60)). Write the hour for "
        + "another one."
    )
    return addEnd(to: &result, from: seconds)
  }

  /// Adds the time behind "until" to a start that was taken for granted.
  private func addEnd(to result: inout QuickAdd, from seconds: Int) -> Range<Int>? {
    guard result.repetition == nil, result.duration == nil else { return nil }
    for index in words.words.indices {
      guard let last = LooseWords.end(behind: index, words, isFree: isFree) else { continue }
      let first = ClockReader.Match(seconds: seconds, next: index, hasMeridiem: true)
      let hours = SpanHours(first, last, afternoon: nil)
      guard hours.end > seconds || hours.isNextDay else { return nil }
      result.span?.end = .moment(TypedTime(seconds: hours.end, isNextDay: hours.isNextDay))
      return index..<last.next
    }
    return nil
  }

  /// That a time was taken for one of the afternoon; `nil` where the line says so itself.
  func afternoon(_ span: TypedSpan) -> String? {
    guard idioms.parts.isEmpty, !LooseWords.saysEvening(words), let seconds = span.start.seconds
    else { return nil }
    let clock = ClockText.clock(minutes: seconds / 60)
    let early = ClockText.clock(minutes: seconds / 60 - 720)
    return "It begins at \(clock), in the afternoon. Write \(early) for the morning."
  }

  // MARK: What is left

  /// The title: what is left of the line, and one space between words that were apart in it.
  var title: String {
    var runs = words.runs(without: taken)
    if runs.isEmpty, words.count == 0 { runs = [words.source] }
    let text = runs.joined(separator: " ").filter { $0 != "\"" || quoted.allSatisfy { !$0 } }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Says which words of time, and which provider, are left in the title and the place.
  ///
  /// - Parameters:
  ///   - result: What was read of the line.
  ///   - place: The words of the place, none where there is none.
  ///   - context: When and where it is typed.
  func noteWhatIsLeft(in result: inout QuickAdd, place: Range<Int>, _ context: InputContext) {
    for index in idioms.dottedDays where taken[index] {
      let text = words.written(index..<index + 1)
      result.remarks.append("\"\(text)\" is read as a day, for a time stands behind it.")
    }
    let unread = UnreadWords(
      words: words,
      context: context,
      isFree: isFree,
      hasDay: result.span?.start.day != nil || result.repetition != nil,
      hasClock: result.span?.start.seconds != nil,
      hasRepetition: result.repetition != nil
    )
    result.unreadClock = unread.clockProblem()
    let isProblemSaid = result.span?.start.day == nil || result.span?.start.seconds == nil
    let problem = isProblemSaid ? result.problem?.message ?? "" : ""
    let said = problem + (result.unreadRepetition?.message ?? "")
    let left = unread.ranges().filter { !said.contains(words.written($0)) }
    for (name, isPlace) in [("title", false), ("place", true)] {
      let texts = left.filter { place.contains($0.lowerBound) == isPlace }
        .map { "\"\(words.written($0))\"" }
      guard !texts.isEmpty else { continue }
      result.remarks.append(
        "Not read as a time, and left in the \(name): \(texts.joined(separator: ", ")). Write it in "
          + "another way, or in quotation marks."
      )
    }
    guard result.provider == nil, result.link == nil, result.room == nil else { return }
    let isTitle = { isFree($0) && !place.contains($0) }
    if let remark = ProviderWords(words: words, isFree: isTitle).remark() {
      result.remarks.append(remark)
    }
  }
}
