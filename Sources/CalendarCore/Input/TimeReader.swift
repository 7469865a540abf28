import Foundation

/// Goes through the words of a moment and its end.
struct TimeReader {
  let words: InputWords
  let context: InputContext
  let takesNumber: Bool
  var isEnd = false
  /// Whether a number alone behind a day or "at" is an hour.
  var takesBareHour = true
  /// The hours alone that are meant in the afternoon, as those of "call Ann at 3"; `nil` where hours
  /// are meant as they stand.
  var afternoonHours: ClosedRange<Int>?
  /// Whether an hour with minutes was taken for one of the afternoon: `3:30`.
  private(set) var isAssumedAfternoon = false
  /// Whether a zone counts only as it is written: a city with a capital, an abbreviation in them.
  var isExactZone = false
  /// The words in a line that say until which day what begins at a time of day lasts: `until 18 jan`.
  private(set) var untilDay: Range<Int>?
  private var index = 0
  private var start = TypedTime()
  private var startClock: ClockReader.Match?
  private var startIsDate = false
  private var end: TypedSpan.End?

  init(words: InputWords, context: InputContext, takesNumber: Bool = false, isEnd: Bool = false) {
    (self.words, self.context, self.takesNumber) = (words, context, takesNumber)
    self.isEnd = isEnd
  }

  /// Reads the whole text.
  ///
  /// - Throws: ``InputError`` where a word is left.
  mutating func all() throws(InputError) -> TypedSpan {
    guard words.count > 0, let span = try read(from: 0) else {
      if words.count == 1, let problem = DayReader.dottedProblem(words[0]) { throw problem }
      throw takesNumber ? .noClock(words.source) : .noTime(words.source)
    }
    guard index == words.count else { throw notUnderstood }
    return span
  }

  /// The index of the word behind what was read.
  var next: Int { index }

  /// Reads as much as there is from a word on.
  ///
  /// - Returns: What it says; `nil` when the word begins no moment.
  mutating func read(from first: Int) throws(InputError) -> TypedSpan? {
    index = first
    while index < words.count {
      let before = index
      if try step() { continue }
      index = before
      break
    }
    guard start.day != nil || start.seconds != nil else { return nil }
    start = start.resolvingWeekday(context)
    let span = TypedSpan(start: start, end: end)
    if span.isBackwards { throw backwards }
    return span
  }

  private var notUnderstood: InputError {
    .notUnderstood(words.written(index..<words.count), in: words.source)
  }

  /// Reads the next part.
  ///
  /// - Returns: Whether there was one.
  private mutating func step() throws(InputError) -> Bool {
    if end != nil { return try endZone() }
    if start.seconds != nil {
      if try readZone() { return true }
      if isDash || ["to", "until", "till"].contains(words[index]) {
        return try readEnd(at: index + 1)
      }
      if words[index] == "for" { return readDuration() }
      if isEndClock { return try readEnd(at: index) }
    } else if start.day != nil, isDash || words[index] == "to" || words[index] == "until" {
      return try readEnd(at: index + 1)
    }
    if start.day == nil, start.seconds == nil, try readInstant() { return true }
    if start.day == nil, try readDays() { return true }
    if start.seconds == nil, try readTime() { return true }
    return false
  }

  private var isDash: Bool { words[index] == InputWords.dash }
  private var days: DayReader {
    DayReader(today: context.today, base: context.base, takesPeriods: false)
  }

  // MARK: The start

  /// Reads `in 2h` and `2h from now`: so long from now, to the minute.
  private mutating func readInstant() throws(InputError) -> Bool {
    let isLed = words[index] == "in"
    guard var match = DurationInput.match(words, at: isLed ? index + 1 : index) else {
      return false
    }
    if !isLed {
      guard words[match.next] == "from", words[match.next + 1] == "now" else { return false }
      match.next += 2
    }
    guard try days.day(words, at: index)?.next != match.next else { return false }
    let seconds = context.now.timeIntervalSince1970 + Double(match.seconds)
    let instant = Date(timeIntervalSince1970: (seconds / 60).rounded(.down) * 60)
    let (day, second) = Day.wall(of: instant, in: context.zone)
    guard DayInput.years.contains(day.parts.year) else { throw .year }
    start.day = day
    start.seconds = second
    start.offset = context.zone.secondsFromGMT(for: instant)
    index = match.next
    return true
  }

  /// Reads a day, a time stamp, or the first of two days of one month: `1–3 dec`.
  private mutating func readDays() throws(InputError) -> Bool {
    let at = words[index] == "on" ? index + 1 : index
    if let stamp = ClockReader.timestamp(words[at]),
      let day = try days.day(InputWords(stamp.day), at: 0)
    {
      (start.day, start.seconds, start.offset) = (day.day, stamp.seconds, stamp.offset)
      startClock = ClockReader.Match(seconds: stamp.seconds, offset: stamp.offset, next: at + 1)
      index = at + 1
      return true
    }
    if [InputWords.dash, "to"].contains(words[at + 1]),
      let first = DayReader.dayOfMonth(words[at]),
      let last = try days.date(words, at: at + 2), first < last.day.parts.day,
      let day = Day(year: last.day.parts.year, month: last.day.parts.month, day: first),
      CalendarWords.months[words[at + 3]] != nil || words[at + 3] == "of"
        || words[at].hasSuffix(".")
    {
      start.day = day
      end = .moment(TypedTime(day: last.day))
      index = last.next
      return true
    }
    guard let match = try days.day(words, at: at) else { return false }
    (start.day, start.mayBeToday) = (match.day, match.mayBeToday)
    (startIsDate, index) = (match.isDate, match.next)
    return true
  }

  private mutating func readTime() throws(InputError) -> Bool {
    let at = ["at", "@", "from"].contains(words[index]) ? index + 1 : index
    let number = takesNumber || takesBareHour && (start.day != nil || at > index)
    if let match = try ClockReader.match(words, at: at, takesNumber: number, isEnd: isEnd) {
      put(match)
      return true
    }
    // 9–10am: the end says that the start is a time.
    guard words[at + 1] == InputWords.dash || words[at + 1] == "to",
      let last = try ClockReader.match(words, at: at + 2, takesNumber: false, isEnd: true),
      last.hasMeridiem || last.next > at + 2,
      let match = try ClockReader.match(words, at: at, takesNumber: true)
    else { return false }
    put(match)
    return true
  }

  private mutating func put(_ match: ClockReader.Match) {
    var match = match
    // Hours and minutes in digits are by the clock of 24 hours, but for those of the night.
    let digits = words.written(match.next - 1..<match.next).count(where: \.isNumber)
    let isUsual = afternoonHours == LooseWords.usualHours
    let hours = isUsual && digits > 2 ? 1...4 : afternoonHours
    if match.takesMeridiem, hours?.contains(match.seconds / 3_600) == true {
      match.seconds += 43_200
      isAssumedAfternoon = !match.isBareHour
    }
    (start.seconds, startClock, index) = (match.seconds, match, match.next)
    if let offset = match.offset { start.offset = offset }
  }

  // MARK: Zones

  private mutating func readZone() throws(InputError) -> Bool {
    guard start.zone == nil, start.offset == nil, isZoneWritten,
      let match = try ZoneReader.match(words, at: index, on: start, context)
    else { return false }
    (start.zone, start.offset, index) = (match.zone, match.offset, match.next)
    return true
  }

  /// Whether the next word is written as a zone is, where that counts.
  private var isZoneWritten: Bool { !isExactZone || ZoneReader.isWritten(words, at: index) }

  /// Reads a zone behind the end, which is that of the start too.
  private mutating func endZone() throws(InputError) -> Bool {
    guard start.seconds != nil, start.zone == nil, start.offset == nil, isZoneWritten,
      let match = try ZoneReader.match(words, at: index, on: start, context)
    else { return false }
    (start.zone, start.offset) = (match.zone, match.offset)
    if case .moment(var moment)? = end, moment.seconds != nil, moment.offset == nil {
      moment.day = moment.day ?? start.resolvingWeekday(context).day
      let offset = try ZoneReader.match(words, at: index, on: moment, context)?.offset
      if case .moment(var last)? = end {
        (last.zone, last.offset) = (match.zone, offset)
        end = .moment(last)
      }
    }
    index = match.next
    return true
  }

  // MARK: The end

  private mutating func readDuration() -> Bool {
    guard let match = DurationInput.match(words, at: index + 1) else { return false }
    end = .duration(TimeInterval(match.seconds))
    index = match.next
    return true
  }

  /// Whether a time stands directly behind the start in a line, which is its end then: `14:00 15:30`.
  private var isEndClock: Bool {
    guard afternoonHours != nil, words[index].contains(":"), words[index - 1].contains(":"),
      words.between(index - 1)?.contains(",") == false,
      let seconds = start.seconds
    else { return false }
    let match = try? ClockReader.match(words, at: index, takesNumber: false)
    return match.map { $0.seconds > seconds } ?? false
  }

  private mutating func readEnd(at first: Int) throws(InputError) -> Bool {
    var moment = TypedTime()
    var at = first
    let isUntil = afternoonHours != nil && ["until", "till"].contains(words[first - 1])
    let days = DayReader(
      today: context.today,
      base: start.resolvingWeekday(context).day ?? context.base,
      takesPeriods: false
    )
    if let stamp = ClockReader.timestamp(words[at]),
      let day = try days.day(InputWords(stamp.day), at: 0)
    {
      moment = TypedTime(day: day.day, seconds: stamp.seconds, offset: stamp.offset)
      end = .moment(moment)
      index = at + 1
      return true
    }
    if start.seconds == nil, startIsDate, let first = start.day?.parts,
      let number = DayReader.dayOfMonth(words[at]), CalendarWords.months[words[at + 1]] == nil,
      words[at + 1] != "of"
    {
      // dec 1–3
      guard let day = Day(year: first.year, month: first.month, day: number) else {
        throw .notUnderstood(words[at], in: words.source)
      }
      moment.day = day
      (end, index) = (.moment(moment), at + 1)
      return true
    }
    if let match = try days.day(words, at: at) { (moment.day, at) = (match.day, match.next) }
    // "until 2020" is a year to some.
    let isYear = isUntil && (1_900...2_199).contains(InputDigits.number(words[at]) ?? 0)
    if start.seconds != nil, !isYear,
      let match = try ClockReader.match(words, at: at, takesNumber: true, isEnd: true)
    {
      moment.offset = match.offset
      moment.seconds = match.seconds
      at = match.next
      if moment.day == nil { place(match, &moment) }
    }
    guard moment.day != nil || moment.seconds != nil else { return false }
    if isUntil, start.seconds != nil, moment.seconds == nil { untilDay = first - 1..<at }
    if moment.offset == nil { moment.zone = start.zone }
    (end, index) = (.moment(moment), at)
    return true
  }

  /// Finds which of several times an end without a day is, and the start by it.
  private mutating func place(_ match: ClockReader.Match, _ moment: inout TypedTime) {
    guard let first = startClock else { return }
    let hours = SpanHours(first, match, afternoon: afternoonHours)
    if hours.start != first.seconds { isAssumedAfternoon = false }
    if hours.isDoubtful { isAssumedAfternoon = true }
    start.seconds = hours.start
    startClock?.seconds = hours.start
    (moment.seconds, moment.isNextDay) = (hours.end, hours.isNextDay)
  }

  // MARK: What cannot be

  private var backwards: InputError {
    InputError(
      "\"\(words.source)\" ends before it starts. Write the day of the end too, like "
        + "\"fri 22:00 – sat 02:00\"."
    )
  }
}
