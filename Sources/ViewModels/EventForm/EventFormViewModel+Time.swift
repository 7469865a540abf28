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
    var found: [(FieldID, String)] = []
    let badTime = "Write a time like 9:30, 0930 or 2pm."
    if day(startDay) == nil { found.append((.startDay, dayProblem(startDay.text, from: nil))) }
    if lastDay == nil { found.append((.endDay, dayProblem(endDay.text, from: day(startDay)))) }
    if !isAllDay {
      if TimeInput.minutes(startTime.text) == nil { found.append((.startTime, badTime)) }
      if TimeInput.minutes(endTime.text) == nil { found.append((.endTime, badTime)) }
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

  private func dayProblem(_ text: String, from base: Day?) -> String {
    let typed = TimeInput.moment(text, today: today, from: base)
    if isAllDay, typed?.day != nil, typed?.seconds != nil {
      return "An all-day event has no time. Write the day alone, or turn \"All day\" off."
    }
    return TimeInput.dayProblem(text, today: today, from: base)
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
  private var typedStart: ClockTime? {
    guard let day = day(startDay), let minutes = TimeInput.minutes(startTime.text),
      let zone = zone.named?.zone
    else { return nil }
    return ClockTime(day, seconds: minutes * 60, in: zone)
  }

  /// The end as the clock of its zone shows it.
  private var typedEndTime: ClockTime? {
    guard let day = lastDay, let minutes = TimeInput.minutes(endTime.text),
      let zone = zone.named?.zone
    else { return nil }
    return ClockTime(day, seconds: minutes * 60, in: zone)
  }

  /// The day of the start as it is typed.
  func day(_ field: TextField) -> Day? { start(field)?.day }

  /// The day of the end as it is typed.
  var lastDay: Day? { end(endDay.text)?.day }

  /// What is typed as the day of the start: a day, with a time behind it where there are times.
  func start(_ field: TextField) -> TypedTime? {
    allowed(TimeInput.moment(field.text, today: today))
  }

  /// What is typed as the day of the end, which counts from the start.
  func end(_ text: String) -> TypedTime? {
    allowed(TimeInput.moment(text, today: today, from: day(startDay)))
  }

  private func allowed(_ typed: TypedTime?) -> TypedTime? {
    guard let typed, typed.day != nil, typed.offset == nil, typed.seconds == nil || !isAllDay else {
      return nil
    }
    return typed
  }

  func dayHint(_ day: Day?) -> String? { day.map { TimeText.long($0, today: today) } }

  var startHint: String? { keepsTime ? nil : typedStart?.hint }

  var lengthHint: String? {
    guard case .timed(let start, let end, _)? = time, end > start else { return nil }
    return TimeText.duration(end.timeIntervalSince(start))
  }

  var zoneHint: String? {
    guard let zone = zone.named?.zone, case .timed(let start, let end, _)? = time, end >= start
    else { return nil }
    let isSameClock = [start, end].allSatisfy {
      zone.secondsFromGMT(for: $0) == viewerZone.secondsFromGMT(for: $0)
    }
    guard !isSameClock else { return nil }
    return
      "For you \(TimeText.span(.timed(start: start, end: end, zone: nil), in: viewerZone, today: today))"
  }

  /// Writes the day of the start in full.
  mutating func writeStartDay() {
    if let start = start(startDay), let day = start.day { write(day, start, startDay: true) }
  }

  /// Writes the day of the end in full.
  mutating func writeEndDay() {
    if let end = end(endDay.text), let day = end.day { write(day, end, startDay: false) }
  }

  /// Writes a day in full, and the time that was typed with it into its own row.
  private mutating func write(_ day: Day, _ typed: TypedTime, startDay isStart: Bool) {
    let clock = typed.seconds.map { TimeText.clock(minutes: $0 / 60) }
    if isStart {
      if day.description != startDay.text { startDay.set(day.description) }
      guard let clock else { return }
      startTime.set(clock)
      moveEnd()
    } else {
      if day.description != endDay.text { endDay.set(day.description) }
      if let clock { endTime.set(clock) }
      rememberEnd()
    }
  }

  /// Moves the end with a start that was typed.
  mutating func startChanged(from before: TimeEntry) {
    if before != timeEntry { moveEnd() }
  }

  /// Puts the end where the length has it; it stays where it is while the start cannot be read.
  private mutating func moveEnd() {
    guard let first = day(startDay) else { return }
    if isAllDay {
      endDay.set(first.advanced(by: daysAfterFirst).description)
      return
    }
    guard let from = TimeInput.minutes(startTime.text), let zone = zone.named?.zone else { return }
    let start = ClockTime(first, seconds: from * 60, in: zone).instant
    let end = start.addingTimeInterval(length)
    endDay.set(Day(end, in: zone).description)
    endTime.set(TimeText.clock(end, in: zone))
  }

  /// Takes the length from the end as it is typed.
  mutating func rememberEnd() {
    if isAllDay {
      if let first = day(startDay), let last = end(endDay.text)?.day, last >= first {
        daysAfterFirst = first.distance(to: last)
      }
    } else if case .timed(let start, let end, _)? = time, end > start {
      length = end.timeIntervalSince(start)
    }
  }

  /// Makes it an event of whole days, or one of hours again; the days that it touches stay.
  mutating func allDayChanged() {
    guard let first = day(startDay), let last = end(endDay.text)?.day else { return }
    if isAllDay {
      // What ends at midnight does not touch the day that begins then.
      let touched = TimeInput.minutes(endTime.text) == 0 ? last.advanced(by: -1) : last
      daysAfterFirst = max(0, first.distance(to: touched))
      moveEnd()
    } else if case .timed(let start, let end, _)? = time, end > start {
      length = end.timeIntervalSince(start)
    } else {
      moveEnd()
    }
  }
}

extension TextField {
  /// Writes a time in its full form.
  mutating func writeClock() {
    if let minutes = TimeInput.minutes(text) { set(TimeText.clock(minutes: minutes)) }
  }
}
