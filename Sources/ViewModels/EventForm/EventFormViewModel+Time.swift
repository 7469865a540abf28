import CalendarCore
import Foundation

extension EventFormViewModel {
  /// The time as it is typed.
  var timeEntry: TimeEntry {
    TimeEntry(
      isAllDay: isAllDay,
      startDay: startDay.text,
      startTime: startTime.text,
      endDay: endDay.text,
      endTime: endTime.text,
      zone: zone.field.text
    )
  }

  /// What is wrong with the rows of the time.
  var timeProblems: [(FieldID, String)] {
    let rows: [FieldID] =
      isAllDay ? [.startDay, .endDay] : [.startDay, .startTime, .endDay, .endTime]
    var found = rows.compactMap { row in inputProblem(row).map { (row, $0) } }
    if !isAllDay {
      if let problem = zone.problem { found.append((.zone, problem)) }
      if let problem = typedStart?.problem { found.append((.startTime, problem)) }
      if let problem = typedEndTime?.problem { found.append((.endTime, problem)) }
    }
    guard found.isEmpty else { return found }
    let isBackward =
      if isAllDay, let first = day(startDay), let lastDay {
        lastDay < first
      } else if let time {
        time.start(in: viewerZone) > time.end(in: viewerZone)
      } else {
        false
      }
    if isBackward { found.append((isAllDay ? .endDay : .endTime, "It ends before it starts.")) }
    return found
  }

  /// What is wrong with what is typed in a row of the time, by itself.
  private func inputProblem(_ row: FieldID) -> String? {
    switch read(row) {
    case .failure(let error): return error.message
    case .success(let typed):
      let isDay = row == .startDay || row == .endDay
      if isDay, isAllDay, typed.start.seconds != nil {
        return "An all-day event has no time. Write the day alone, or turn \"All day\" off."
      }
      let text = field(row).text
      if isDay { return typed.start.day == nil ? InputError.noDay(text).message : nil }
      return typed.start.seconds == nil ? InputError.noClock(text).message : nil
    }
  }

  /// Whether nothing of the time was typed, so that it is not sent.
  var keepsTime: Bool { event != nil && timeEntry == filled }

  /// When it takes place as typed; `nil` when that cannot be read.
  ///
  /// What was left alone stays to the second, and in the hour that the clock shows twice: the typed
  /// day and time do not say which one it is.
  var time: EventTime? {
    if keepsTime, let event { return event.time }
    guard let first = day(startDay), let last = lastDay else { return nil }
    if isAllDay { return last < first ? nil : .allDay(first: first, last: last) }
    guard let zone = zone.named, let start = startInstant, let end = endInstant else { return nil }
    return .timed(start: start, end: end, zone: zone.name)
  }

  /// When it begins: as before, when nothing of it was typed.
  private var startInstant: Date? {
    if case .timed(let start, _, _)? = event?.time, let filled, timeEntry.zone == filled.zone,
      timeEntry.startDay == filled.startDay, timeEntry.startTime == filled.startTime
    {
      return start
    }
    return typedStart?.instant
  }

  /// When it ends: as before, when nothing of it was typed.
  private var endInstant: Date? {
    if case .timed(_, let end, _)? = event?.time, let filled, timeEntry.zone == filled.zone,
      timeEntry.endDay == filled.endDay, timeEntry.endTime == filled.endTime
    {
      return end
    }
    return typedEndTime?.instant
  }

  /// The start as the clock of its zone shows it.
  var typedStart: ClockTime? { clock(.startTime, on: day(startDay)) }

  /// The end as the clock of its zone shows it.
  var typedEndTime: ClockTime? { clock(.endTime, on: lastDay) }

  private func clock(_ row: FieldID, on day: Day?) -> ClockTime? {
    guard let zone = zone.named?.zone, var typed = typed(row) else { return nil }
    typed.day = typed.day ?? day
    var clock = typed.clock(in: zone)
    clock?.style = clockStyle
    return clock
  }

  /// The day of the start as it is typed.
  func day(_ field: TextField) -> Day? { typed(.startDay)?.day }

  /// The day of the end as it is typed.
  var lastDay: Day? { typed(.endDay)?.day }

  /// What is typed in a row of the time; `nil` when it cannot be read there.
  private func typed(_ row: FieldID) -> TypedTime? {
    inputProblem(row) == nil ? (try? read(row).get())?.start : nil
  }

  /// What is typed in a row of the time: its start may have an end, and an end counts from the
  /// start.
  private func read(_ row: FieldID) -> Result<TypedSpan, InputError> {
    var context = InputContext(now: now, zone: viewerZone)
    let text = field(row).text
    do throws(InputError) {
      switch row {
      case .startDay:
        var span = try TimeInput.span(text, context)
        if span.start.day == nil, focus == row { span.start.day = dayBefore(\.startDay) }
        return .success(span)
      case .startTime:
        context.day = day(startDay)
        var span = try TimeInput.span(text, context, takesNumber: true)
        if span.start.seconds == nil, focus == row { span.start.seconds = clockBefore(\.startTime) }
        return .success(span)
      case .endDay:
        context.base = day(startDay)
        var moment = try TimeInput.moment(text, context, isEnd: true)
        if moment.day == nil, focus == row { moment.day = dayBefore(\.endDay) }
        return .success(TypedSpan(start: moment))
      default:
        context.base = day(startDay)
        context.day = lastDay
        var typed = try TimeInput.moment(text, context, takesNumber: true, isEnd: true)
        if typed.seconds == nil, focus == row { typed.seconds = clockBefore(\.endTime) }
        return .success(TypedSpan(start: typed))
      }
    } catch { return .failure(error) }
  }

  /// The day that stood in a row when the cursor came, for a time that is typed there alone.
  private func dayBefore(_ row: KeyPath<TimeEntry, String>) -> Day? {
    entryBefore.flatMap { Day($0[keyPath: row]) }
  }

  /// The seconds of the time that stood in a row when the cursor came, for a day that is typed there
  /// alone.
  private func clockBefore(_ row: KeyPath<TimeEntry, String>) -> Int? {
    let context = InputContext(now: now, zone: viewerZone)
    return entryBefore.flatMap {
      try? TimeInput.moment($0[keyPath: row], context, takesNumber: true, isEnd: true).seconds
    }
  }

  private func field(_ row: FieldID) -> TextField {
    switch row {
    case .startDay: startDay
    case .startTime: startTime
    case .endDay: endDay
    default: endTime
    }
  }

  /// Writes what was typed in a row of the start in full, each part into its own row.
  mutating func writeStart(_ row: FieldID) {
    guard inputProblem(row) == nil, let span = try? read(row).get() else { return }
    let before = timeEntry
    if let name = span.start.zone?.name, name != zone.named?.name, !isOwnClock(span.start) {
      zone.field.set(name)
    }
    write(span.start, day: \.startDay, time: \.startTime)
    // The rest was moved while it was typed.
    if before.startDay != startDay.text && row == .startTime || before.startTime != startTime.text
      || before.zone != zone.field.text
    {
      moveEnd()
    }
    switch span.end {
    case .duration(let seconds):
      length = seconds
      moveEnd()
    case .moment(var last):
      let first = day(startDay)
      last.day = last.day ?? (last.isNextDay ? first?.advanced(by: 1) : first)
      write(last, day: \.endDay, time: \.endTime)
      rememberEnd()
    case nil: break
    }
  }

  /// Whether a time names the clock of the form's zone by an abbreviation.
  private func isOwnClock(_ typed: TypedTime) -> Bool {
    guard let own = zone.named?.zone else { return false }
    return typed.isClock(of: own, on: day(startDay))
  }

  /// Writes what was typed in a row of the end in full, each part into its own row.
  mutating func writeEnd(_ row: FieldID) {
    guard let typed = typed(row) else { return }
    write(typed, day: \.endDay, time: \.endTime)
    rememberEnd()
  }

  /// Writes a day and a time into their rows, as the clock of the form's zone shows them.
  private mutating func write(
    _ typed: TypedTime,
    day dayField: WritableKeyPath<Self, TextField>,
    time timeField: WritableKeyPath<Self, TextField>
  ) {
    var day = typed.day
    var clock = typed.seconds.map { clockText($0) }
    let isOtherClock = typed.offset != nil || typed.zone != nil && typed.zone != zone.named
    if isOtherClock, let own = zone.named?.zone {
      var moment = typed
      moment.day = day ?? Day(self[keyPath: dayField].text)
      if let instant = moment.clock(in: own)?.instant {
        (day, clock) = shown(instant, in: own)
      }
    }
    if let day, day.description != self[keyPath: dayField].text {
      self[keyPath: dayField].set(day.description)
    }
    if let clock, clock != self[keyPath: timeField].text { self[keyPath: timeField].set(clock) }
  }

  /// The day and the time that a clock shows; the second of two such times has its offset.
  func shown(_ instant: Date, in zone: TimeZone) -> (day: Day, clock: String) {
    let (day, second) = Day.wall(of: instant, in: zone)
    let isFirst = day.time(secondsFromMidnight: second, in: zone) >= instant
    let offset = isFirst ? "" : " \(ClockText.offset(zone.secondsFromGMT(for: instant)))"
    return (day, clockText(second) + offset)
  }

  private func clockText(_ seconds: Int) -> String {
    let rest = seconds % 60
    // Seconds are rare, and stand in one style.
    guard rest != 0 else { return ClockText.clock(minutes: seconds / 60, clockStyle) }
    return ClockText.clock(minutes: seconds / 60) + (rest < 10 ? ":0\(rest)" : ":\(rest)")
  }

  /// Moves the end with a start that was typed, and back again once that cannot be read: what was
  /// typed so far may have been something else, as "wed 16" of "wed 16 dec" is.
  mutating func startChanged(from before: TimeEntry) {
    guard before != timeEntry, !moveEnd(), let entryBefore else { return }
    endDay.set(entryBefore.endDay)
    if !isAllDay { endTime.set(entryBefore.endTime) }
  }

  /// Puts the end where the length has it; it stays where it is while the start cannot be read.
  ///
  /// - Returns: Whether the start can be read.
  @discardableResult private mutating func moveEnd() -> Bool {
    guard let first = day(startDay) else { return false }
    if isAllDay {
      endDay.set(first.advanced(by: daysAfterFirst).description)
      return true
    }
    guard let zone = zone.named?.zone, let start = typedStart?.instant else { return false }
    let end = shown(start.addingTimeInterval(length), in: zone)
    endDay.set(end.day.description)
    endTime.set(end.clock)
    return true
  }

  /// Takes the length from the end as it is typed.
  mutating func rememberEnd() {
    if isAllDay {
      if let first = day(startDay), let last = lastDay, last >= first {
        daysAfterFirst = first.distance(to: last)
      }
    } else if case .timed(let start, let end, _)? = time, end > start {
      length = end.timeIntervalSince(start)
    }
  }

  /// Makes it an event of whole days, or one of hours again; the days that it touches stay.
  mutating func allDayChanged() {
    guard let first = day(startDay), let last = lastDay else { return }
    if isAllDay {
      // What ends at midnight does not touch the day that begins then.
      let touched = typed(.endTime)?.seconds == 0 ? last.advanced(by: -1) : last
      daysAfterFirst = max(0, first.distance(to: touched))
      moveEnd()
    } else if case .timed(let start, let end, _)? = time, end > start {
      length = end.timeIntervalSince(start)
    } else {
      moveEnd()
    }
  }
}
