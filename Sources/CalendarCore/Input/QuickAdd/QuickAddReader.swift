import ConferencingCore
import Foundation

/// Goes through a line of quick add, part by part.
struct QuickAddReader {
  private let words: InputWords
  private let idioms: LineIdioms
  private let context: InputContext
  private let vocabulary: QuickAdd.Vocabulary
  /// The words that were understood.
  private var taken: [Bool]
  /// The words within quotation marks, which are the title whatever they say.
  private let quoted: [Bool]
  /// Where the words that say how it repeats end; a number there is a time.
  private var repetitionEnd: Int?
  private var hasRepetitionEnd = false
  private var result = QuickAdd()

  init(_ text: String, _ context: InputContext, _ vocabulary: QuickAdd.Vocabulary) {
    idioms = LineIdioms(text, context)
    words = idioms.words
    self.context = context
    self.vocabulary = vocabulary
    taken = words.words.map { _ in false }
    quoted = words.quoted
  }

  mutating func read() -> QuickAdd {
    readLink()
    each { $0.room(at: $1) }
    each { $0.calendar(at: $1) }
    each { $0.repetition($0.repetitions.every(at: $1)) }
    each { $0.repetition($0.repetitions.adverb(at: $1)) }
    let hasClock = LooseWords.hasClock(words)
    each { $0.repetition($0.repetitions.weekdays(at: $1, hasClock: hasClock)) }
    each { $0.repetitionEnd(at: $1) }
    // A day that stands beside a time is that of the event before any other.
    each { $0.time(at: $1, isWhole: true) }
    each { $0.time(at: $1) }
    each { $0.duration(at: $1) }
    each { $0.people(at: $1) }
    each { $0.provider(at: $1) }
    if let end = remarks.assumeHour(in: &result, context) { take(end) }
    result.unreadRepetition = repetitionEnd.flatMap {
      repetitions.unread(behind: $0, hasEnd: hasRepetitionEnd, hasProblem: result.problem != nil)
    }
    let place = LooseWords.place(in: words, isFree: isFree) ?? 0..<0
    remarks.noteWhatIsLeft(in: &result, place: place, context)
    result.location = words.written(place.dropFirst())
    take(place)
    readAllDay()
    result.title = remarks.title
    return result
  }

  private func isFree(_ index: Int) -> Bool {
    words.words.indices.contains(index) && !taken[index] && !quoted[index]
  }

  private var remarks: LineRemarks {
    LineRemarks(words: words, idioms: idioms, taken: taken, quoted: quoted)
  }

  private mutating func take(_ range: Range<Int>) {
    for index in range { taken[index] = true }
  }

  /// Lets a reader try every free word at which a part may begin; it returns the index behind what
  /// it read.
  private mutating func each(_ read: (inout Self, Int) -> Int?) {
    var index = 0
    while index < words.count {
      if isFree(index), words.words[index].starts, let next = read(&self, index), next > index,
        words.words[next - 1].ends, (index..<next).allSatisfy({ isFree($0) })
      {
        take(index..<next)
        index = next
      } else {
        index += 1
      }
    }
  }

  private mutating func readLink() {
    guard let (link, range) = PastedLink.find(in: words, isFree: isFree) else { return }
    result.link = link
    take(range)
  }

  // MARK: Repetition

  private var repetitions: RepetitionReader {
    RepetitionReader(
      words: words,
      today: context.today,
      isFree: isFree,
      isPart: { isBoundary($0) || beginsTime($0) }
    )
  }

  private mutating func repetition(_ match: RepetitionReader.Match?) -> Int? {
    guard result.repetition == nil, let match else { return nil }
    (result.repetition, repetitionEnd) = (.init(phrase: match.text), match.next)
    return match.next
  }

  private mutating func repetitionEnd(at index: Int) -> Int? {
    guard let phrase = result.repetition?.phrase, let start = repetitionEnd, index >= start,
      !hasRepetitionEnd, let rule = RepetitionReader.rule(phrase, first: context.today),
      let end = repetitions.end(at: index, of: rule)
    else { return nil }
    result.repetition?.end = end.text
    hasRepetitionEnd = true
    return end.next
  }

  /// Takes days for the first and the last one of what repeats: `from 5 jan to 9 mar`.
  private mutating func limitRepetition(_ span: TypedSpan) -> Bool {
    guard let phrase = result.repetition?.phrase, !hasRepetitionEnd, let last = span.lastDay,
      LooseWords.isEnd(last, from: span.start.day ?? context.today, of: phrase),
      merge(TypedSpan(start: span.start))
    else { return false }
    result.repetition?.end = "until \(last)"
    hasRepetitionEnd = true
    return true
  }

  private func beginsTime(_ index: Int) -> Bool {
    var reader = TimeReader(words: words(from: index), context: context, takesNumber: true)
    reader.isExactZone = true
    return (try? reader.read(from: index)) != nil && isPlain(index..<reader.next)
      && (!InputDigits.are(words[reader.next - 1]) || isBoundary(reader.next))
  }

  // MARK: Rooms and calendars

  private mutating func room(at index: Int) -> Int? {
    guard result.room == nil, result.link == nil,
      let (room, next) = NameReader(words: words).room(vocabulary.rooms, at: index)
    else { return nil }
    result.room = room
    return next
  }

  private mutating func calendar(at index: Int) -> Int? {
    guard result.calendar == nil,
      let (calendar, next) = NameReader(words: words).calendar(vocabulary.calendars, at: index)
    else { return nil }
    result.calendar = calendar
    return next
  }

  // MARK: Times

  /// Reads a day, a time or both.
  ///
  /// - Parameters:
  ///   - index: Where it may begin.
  ///   - isWhole: Whether only a day and a time count that stand together, and the first ones.
  /// - Returns: The index behind it; `nil` where none begins there, or the line has one.
  private mutating func time(at index: Int, isWhole: Bool = false) -> Int? {
    if isWhole, result.span != nil || LooseWords.isLater(words, index) { return nil }
    // What repeats is not on one day only.
    let isRepeating = index > 0 && ["every", "each"].contains(words[index - 1])
    guard words[index] != "24/7", !isRepeating, !isEndAlone(index) else { return nil }
    if LooseWords.isLead(words, at: index, isRepeating: result.repetition != nil),
      let next = time(at: index + 1, isWhole: isWhole)
    {
      return next
    }
    let free = words(from: index)
    var failure: InputError?
    for takesBareHour in [true, false] {
      let hasDay = result.span?.start.day != nil || result.repetition != nil
      let isHour =
        index == repetitionEnd || LooseWords.isRangeOfHours(words, at: index, hasDay: hasDay)
      var reader = TimeReader(words: free, context: context, takesNumber: takesBareHour && isHour)
      reader.isExactZone = true
      reader.afternoonHours = LooseWords.afternoonHours(of: words, idioms.parts.first?.part)
      reader.takesBareHour = takesBareHour
      let read: TypedSpan?
      do { read = try reader.read(from: index) } catch {
        failure = error
        if error.isContradiction { result.contradiction = error }
        continue
      }
      failure = nil
      guard let span = read, isPlain(index..<reader.next) else { continue }
      if takesBareHour, InputDigits.are(words[reader.next - 1]), !isBoundary(reader.next),
        span.start.seconds != nil,
        !LooseWords.isHour(endOf: span, words, index..<reader.next)
      {
        continue
      }
      // "The 4th floor" is no day.
      if words[reader.next - 2] == "the", !isBoundary(reader.next) { continue }
      if isWhole, span.start.day == nil || span.start.seconds == nil { continue }
      if limitRepetition(span) { return reader.next }
      guard merge(span) else { return dayAlone(in: free, index..<reader.next) }
      if let until = reader.untilDay { result.contradiction = .untilDay(words.written(until)) }
      if reader.isAssumedAfternoon {
        result.remarks += [remarks.afternoon(span)].compactMap(\.self)
      }
      return reader.next
    }
    result.problem = result.problem ?? failure
    return nil
  }

  /// The words up to the next one that is understood already, or stands in quotation marks.
  private func words(from index: Int) -> InputWords {
    var words = words
    words.limit = taken.indices[index...].first { !isFree($0) } ?? .max
    return words
  }

  /// Whether words are a time rather than something else: a number with a sign may be one of guests.
  private func isPlain(_ range: Range<Int>) -> Bool {
    !LooseWords.isCount(words[range.lowerBound]) && words.words[range.upperBound - 1].ends
      && range.allSatisfy { isFree($0) }
  }

  /// Whether a number before a word is likely a time: at the end, and before another part.
  private func isBoundary(_ index: Int) -> Bool {
    !isFree(index) || providers.ends(at: index) || LooseWords.isBoundary(words[index])
      || LengthReader.isPiece(words, at: index)
  }

  /// Adds a day or a time to what there is; `false` when there is one already.
  private mutating func merge(_ span: TypedSpan) -> Bool {
    guard let merged = result.span.map({ $0.adding(span, context) }) ?? span else { return false }
    result.span = merged
    return true
  }

  /// Whether a time is the end of something that has no start yet: `fri night until 2am`.
  private func isEndAlone(_ index: Int) -> Bool {
    result.repetition == nil && result.span?.start.seconds == nil
      && LooseWords.end(behind: index - 1, words, isFree: isFree) != nil
  }

  /// Adds the day of a time where there is another time already.
  private mutating func dayAlone(in free: InputWords, _ range: Range<Int>) -> Int? {
    let (first, end) = (range.lowerBound, range.upperBound)
    guard result.repetition == nil,
      let day = LooseWords.day(free, at: first, before: end, context), merge(day.span)
    else { return nil }
    return day.next
  }

  private mutating func duration(at index: Int) -> Int? {
    guard result.duration == nil, result.span?.end == nil else { return nil }
    let reader = LengthReader(
      words: words,
      hasDay: result.span?.start.day != nil || result.repetition != nil,
      hasTime: result.span?.start.seconds != nil
    )
    let isBehindPart = index > 0 && taken[index - 1]
    guard let match = reader.match(at: index, isBehindPart: isBehindPart) else { return nil }
    let clock = match.isClock ? TypedSpan(start: TypedTime(seconds: match.seconds)) : nil
    if let clock { return merge(clock) ? match.next : nil }
    result.duration = TimeInterval(match.seconds)
    return match.next
  }

  private var providers: ProviderWords { ProviderWords(words: words, isFree: isFree) }

  private mutating func provider(at index: Int) -> Int? {
    guard result.provider == nil, result.link == nil, result.room == nil,
      let match = providers.provider(at: index),
      providers.asksForLink(
        match,
        at: index,
        place: LooseWords.place(in: words, isFree: isFree)
      )
    else { return nil }
    result.provider = match.provider
    return match.next
  }

  private mutating func people(at index: Int) -> Int? {
    let reader = PersonReader(words: words, people: vocabulary.people, isFree: isFree)
    guard let match = reader.match(at: index) else { return nil }
    if let remark = match.remark { result.remarks.append(remark) }
    for person in match.found where !result.invitees.contains(where: { $0.email == person.email }) {
      result.invitees.append(person)
    }
    return match.found.isEmpty ? nil : match.next
  }

  /// Leaves "all day" out where nothing says at what time.
  private mutating func readAllDay() {
    guard result.span?.start.day != nil || result.repetition != nil,
      result.span?.start.seconds == nil,
      let range = LooseWords.allDay(words, isFree: isFree),
      words.words.indices.contains(where: { isFree($0) && !range.contains($0) })
    else { return }
    take(range)
  }
}
