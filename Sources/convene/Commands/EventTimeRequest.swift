import CalendarServices
import CalendarCore
import Foundation
import ViewModels

/// When an event is to be, as options say it.
struct EventTimeRequest {
  var start: String?
  var end: String?
  var duration: String?
  var timeZone: String?
  /// Whether it is to take whole days, whatever it takes now.
  var isAllDay = false
  /// How long a new event takes where nothing is said, in seconds.
  var standardLength: TimeInterval = 3_600
  /// The user's wall clock, by which times are that name no zone, whatever zone the event has.
  let clock: WallClock
  /// The time.
  let now: Date
  private var viewer: TimeZone { clock.zone }

  /// What comes of a request.
  struct Result {
    var time: EventTime
    /// What the user should know of it, sentence by sentence.
    var remarks: [String] = []
  }

  /// The time that is asked for.
  ///
  /// - Parameter current: When the event is now; `nil` for a new one.
  /// - Returns: The time; `nil` when nothing is asked for.
  /// - Throws: ``CommandError`` when something cannot be read, or contradicts itself.
  func result(from current: EventTime?) throws(CommandError) -> Result? {
    if end != nil, duration != nil {
      throw CommandError(.badInput, "Give --end or --duration, not both.")
    }
    guard isAllDay || [start, end, duration, timeZone].contains(where: { $0 != nil }) else {
      return nil
    }
    let typed = try start.map { text throws(CommandError) in try span(text, of: current) }
    let first = typed?.start
    let zone = try zone(of: current, start: first)
    // Lists show times by the user's clock, so that is the clock of what is typed.
    let isNamed = timeZone != nil || first?.zone != nil
    let reader = isNamed ? zone.zone : viewer
    let base = first?.day ?? current?.days(in: reader).lowerBound
    let last = try end(of: typed, from: base)
    var result =
      takesWholeDays(first, last, current)
      ? try wholeDays(first, last, current, in: reader)
      : try timed(first, last, current, readIn: reader, in: zone)
    var typedFirst = first
    if first == nil, case .moment(let moment)? = last { typedFirst = moment }
    if !isNamed, let typedFirst, typedFirst.zone == nil, typedFirst.offset == nil,
      let remark = otherClock(zone, result.time)
    {
      result.remarks.append(remark)
    }
    let days = result.time.days(in: reader)
    guard DayInput.years.contains(days.lowerBound.parts.year),
      DayInput.years.contains(days.upperBound.parts.year)
    else { throw CommandError(.badInput, InputError.year.message) }
    return result
  }

  // MARK: What is typed

  private func span(_ text: String, of current: EventTime?) throws(CommandError) -> TypedSpan {
    var context = InputContext(now: now, zone: viewer)
    context.day = current?.days(in: viewer).lowerBound
    let span: TypedSpan
    do { span = try TimeInput.span(text, context) } catch {
      throw CommandError(.badInput, error.message)
    }
    if span.end != nil, end != nil || duration != nil {
      throw CommandError(
        .badInput,
        "\"\(text)\" says when it ends, and so does \(end == nil ? "--duration" : "--end"). "
          + "Write the end once."
      )
    }
    return span
  }

  /// The end that is typed with the start, as a length, or by itself; `nil` for none of them.
  private func end(of start: TypedSpan?, from base: Day?) throws(CommandError) -> TypedSpan.End? {
    if let end = start?.end { return end }
    if let end {
      do {
        let context = InputContext(now: now, zone: viewer, from: base)
        return .moment(try TimeInput.moment(end, context, isEnd: true))
      } catch { throw CommandError(.badInput, error.message) }
    }
    return nil
  }

  private func zone(of current: EventTime?, start: TypedTime?) throws(CommandError) -> NamedZone {
    if let timeZone {
      // Outlook's own names are the only others that people have at hand.
      let name = WindowsZones.iana(timeZone) ?? timeZone
      let zone: NamedZone
      do { zone = try ZoneInput.read(name) } catch { throw CommandError(.badInput, error.message) }
      let isOwn = start?.isClock(of: zone.zone, on: day(of: current, in: zone.zone)) == true
      if let typed = start?.zone, typed != zone, !isOwn {
        throw CommandError(
          .badInput,
          "\"\(self.start ?? "")\" names a time zone, and --time-zone another one. Write one of them."
        )
      }
      return zone
    }
    var own = NamedZone(name: viewer.identifier, zone: viewer)
    // The event's own name for its zone stays, whether it is known here or not.
    if case .timed(_, _, let name)? = current {
      own = NamedZone(name: name, zone: name.flatMap { TimeZone(identifier: $0) } ?? viewer)
    }
    if let start, start.isClock(of: own.zone, on: day(of: current, in: own.zone)) { return own }
    return start?.zone ?? own
  }

  /// The day of a time that is typed without one.
  private func day(of current: EventTime?, in zone: TimeZone) -> Day {
    current?.days(in: zone).lowerBound ?? Day(now, in: zone)
  }

  // MARK: Whole days

  private func takesWholeDays(
    _ first: TypedTime?,
    _ last: TypedSpan.End?,
    _ current: EventTime?
  ) -> Bool {
    if isAllDay { return true }
    let isDay = first.map { $0.seconds == nil }
    // A meeting that is moved to another day stays a meeting; from one day to another is a range.
    if case .timed? = current {
      guard case .moment(let moment)? = last else { return false }
      return isDay == true && moment.day != nil && moment.seconds == nil
    }
    return isDay ?? true
  }

  private func wholeDays(
    _ start: TypedTime?,
    _ end: TypedSpan.End?,
    _ current: EventTime?,
    in zone: TimeZone
  ) throws(CommandError) -> Result {
    if start?.seconds != nil {
      throw CommandError(
        .badInput,
        "\"\(self.start ?? "")\" has a time, and --all-day has none. Write --start 2026-12-01."
      )
    }
    let days = current?.days(in: zone)
    guard let first = start?.day ?? days?.lowerBound else {
      throw CommandError(.badInput, "Which day? Add --start 2026-12-01.")
    }
    var last = first
    if case .moment(let moment)? = end {
      guard let day = moment.day, moment.seconds == nil else {
        throw CommandError(
          .badInput,
          "\"\(self.end ?? self.start ?? "")\" is not a day. An event of whole days ends on one: "
            + "--end 2026-12-02."
        )
      }
      last = day
    } else if let duration {
      guard let seconds = DurationInput.read(duration), seconds >= 86_400 else {
        throw CommandError(
          .badInput,
          "\"\(duration)\" is no number of days. Write --duration 2d, or a time of day."
        )
      }
      last = first.advanced(by: Int(seconds / 86_400) - 1)
    } else if let days {
      last = first.advanced(by: days.lowerBound.distance(to: days.upperBound))
    }
    guard last >= first else { throw CommandError(.badInput, "The event ends before it starts.") }
    let becomesAllDay = current.map { !$0.isAllDay } ?? false
    return Result(
      time: .allDay(first: first, last: last),
      remarks: becomesAllDay ? ["The event takes whole days now."] : []
    )
  }

  // MARK: Times of day

  private func timed(
    _ start: TypedTime?,
    _ end: TypedSpan.End?,
    _ current: EventTime?,
    readIn reader: TimeZone,
    in zone: NamedZone
  ) throws(CommandError) -> Result {
    var remarks: [String] = []
    let from: Date
    if let start {
      if start.seconds == nil, let day = start.day, case .timed(let before, _, _)? = current {
        let reader = start.zone?.zone ?? reader
        var clock = ClockTime(of: before, in: zone.zone, movedTo: day, in: reader)
        clock.style = self.clock.style
        if let remark = clock.remark { remarks.append(remark) }
        from = clock.instant
      } else {
        from = try instant(start, keeping: current, in: reader, &remarks)
      }
    } else {
      from = current?.start(in: viewer) ?? Day(now, in: viewer).start(in: reader)
    }
    let to: Date
    if case .duration(let seconds)? = end {
      to = from.addingTimeInterval(seconds)
    } else if case .moment(var end)? = end {
      guard end.seconds != nil else {
        throw CommandError(
          .badInput,
          "\"\(self.end ?? self.start ?? "")\" has no time of day. Write --end 2026-12-01T11:00, or --all-day."
        )
      }
      let day = Day(from, in: end.zone?.zone ?? reader)
      end.day = end.day ?? (end.isNextDay ? day.advanced(by: 1) : day)
      to = try instant(end, keeping: nil, in: reader, &remarks)
    } else if let duration {
      guard let seconds = DurationInput.read(duration) else {
        throw CommandError(
          .badInput,
          "\"\(duration)\" is no length. Write --duration 30m or 1h30m."
        )
      }
      to = from.addingTimeInterval(seconds)
    } else {
      to = from.addingTimeInterval(length(of: current))
    }
    guard to >= from else {
      throw CommandError(
        .badInput,
        "The event ends before it starts. Write the day of the end too: --end \"+1 02:00\"."
      )
    }
    let time = EventTime.timed(start: from, end: to, zone: zone.name)
    if let start, start.seconds == nil {
      let clock = WallClock(reader, self.clock.style)
      remarks.insert(
        "The event keeps its time: \(TimeText.span(time, in: clock, today: Day(now, in: viewer))). "
          + "--all-day makes it take whole days.",
        at: 0
      )
    }
    return Result(time: time, remarks: remarks)
  }

  /// What is said of a time that the clock of the event's own zone shows otherwise than the user's;
  /// `nil` where both show the same.
  private func otherClock(_ zone: NamedZone, _ time: EventTime) -> String? {
    guard case .timed(let start, let end, let name?) = time,
      [start, end].contains(where: {
        zone.zone.secondsFromGMT(for: $0) != viewer.secondsFromGMT(for: $0)
      })
    else { return nil }
    let clock = WallClock(zone.zone, clock.style)
    let span = TimeText.span(time, in: clock, today: Day(now, in: viewer))
    return
      "Times are read in your time zone, \(viewer.identifier); in that of the event, \(name), it "
      + "is \(span). --time-zone \(name) reads them there."
  }

  /// The instant that is typed, where a time alone keeps the day.
  private func instant(
    _ typed: TypedTime,
    keeping current: EventTime?,
    in zone: TimeZone,
    _ remarks: inout [String]
  ) throws(CommandError) -> Date {
    let zone = typed.zone?.zone ?? zone
    let before: Date? = if case .timed(let start, _, _)? = current { start } else { nil }
    guard let day = typed.day ?? before.map({ Day($0, in: zone) }) else {
      throw CommandError(
        .badInput,
        "\"\(start ?? "")\" names no day. Write --start 2026-12-01T10:00 or \"today 10:00\"."
      )
    }
    var clock = ClockTime(day, seconds: typed.seconds ?? 0, in: zone, offset: typed.offset)
    clock.style = self.clock.style
    if let remark = clock.remark { remarks.append(remark) }
    return clock.instant
  }

  private func length(of current: EventTime?) -> TimeInterval {
    guard case .timed(let start, let end, _)? = current else { return standardLength }
    return end.timeIntervalSince(start)
  }
}
