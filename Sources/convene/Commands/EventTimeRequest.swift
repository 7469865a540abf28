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
  /// The zone of times that name none.
  let viewer: TimeZone
  /// The day it is.
  let today: Day

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
    let zone = try zone(of: current)
    let first = try start.map { text throws(CommandError) in try moment(text, from: nil) }
    let base = first?.day ?? current?.days(in: zone.zone).lowerBound
    let last = try end.map { text throws(CommandError) in try moment(text, from: base) }
    let result =
      takesWholeDays(first, last, current)
      ? try wholeDays(first, last, current, in: zone.zone)
      : try timed(first, last, current, in: zone)
    let days = result.time.days(in: zone.zone)
    guard TimeInput.years.contains(days.lowerBound.parts.year),
      TimeInput.years.contains(days.upperBound.parts.year)
    else { throw CommandError(.badInput, TimeInput.yearProblem) }
    return result
  }

  private func moment(_ text: String, from base: Day?) throws(CommandError) -> TypedTime {
    guard let typed = TimeInput.moment(text, today: today, from: base) else {
      throw CommandError(
        .badInput,
        TimeInput.momentProblem(text, today: today, from: base)
      )
    }
    return typed
  }

  private func zone(of current: EventTime?) throws(CommandError) -> NamedZone {
    if let timeZone {
      // Outlook's own names are the only others that people have at hand.
      let name = WindowsZones.iana(timeZone) ?? timeZone
      if let zone = TimeInput.zone(timeZone) ?? TimeInput.zone(name) { return zone }
      let near = TimeInput.zones(matching: timeZone)
      throw CommandError(
        .badInput,
        "There is no time zone \"\(timeZone)\". "
          + (near.isEmpty
            ? "Write one like Europe/Paris." : "Write one of \(near.joined(separator: ", ")).")
      )
    }
    // The event's own name for its zone stays, whether it is known here or not.
    guard case .timed(_, _, let name)? = current else {
      return NamedZone(name: viewer.identifier, zone: viewer)
    }
    return NamedZone(name: name, zone: name.flatMap { TimeZone(identifier: $0) } ?? viewer)
  }

  // MARK: Whole days

  private func takesWholeDays(
    _ first: TypedTime?,
    _ last: TypedTime?,
    _ current: EventTime?
  ) -> Bool {
    if isAllDay { return true }
    let isDay = first.map { $0.seconds == nil }
    // A meeting that is moved to another day stays a meeting; from one day to another is a range.
    if case .timed? = current {
      return isDay == true && last?.day != nil && last?.seconds == nil
    }
    return isDay ?? true
  }

  private func wholeDays(
    _ start: TypedTime?,
    _ end: TypedTime?,
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
    if let end {
      guard let day = end.day, end.seconds == nil else {
        throw CommandError(
          .badInput,
          "\"\(self.end ?? "")\" is not a day. An event of whole days ends on one: "
            + "--end 2026-12-02."
        )
      }
      last = day
    } else if let duration {
      guard let seconds = TimeInput.duration(duration), seconds >= 86_400 else {
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
    _ end: TypedTime?,
    _ current: EventTime?,
    in zone: NamedZone
  ) throws(CommandError) -> Result {
    var remarks: [String] = []
    let from: Date
    if let start {
      from = try instant(start, keeping: current, in: zone.zone, &remarks)
    } else {
      from = current?.start(in: viewer) ?? today.start(in: zone.zone)
    }
    let to: Date
    if let end {
      guard end.seconds != nil else {
        throw CommandError(
          .badInput,
          "\"\(self.end ?? "")\" has no time of day. Write --end 2026-12-01T11:00, or --all-day."
        )
      }
      var end = end
      end.day = end.day ?? Day(from, in: zone.zone)
      to = try instant(end, keeping: nil, in: zone.zone, &remarks)
    } else if let duration {
      guard let seconds = TimeInput.duration(duration) else {
        throw CommandError(
          .badInput,
          "\"\(duration)\" is no length. Write --duration 30m or 1h30m."
        )
      }
      to = from.addingTimeInterval(seconds)
    } else {
      to = from.addingTimeInterval(length(of: current))
    }
    guard to >= from else { throw CommandError(.badInput, "The event ends before it starts.") }
    let time = EventTime.timed(start: from, end: to, zone: zone.name)
    if let start, start.seconds == nil {
      remarks.insert(
        "The event keeps its time: \(TimeText.span(time, in: zone.zone, today: today)). "
          + "--all-day makes it take whole days.",
        at: 0
      )
    }
    return Result(time: time, remarks: remarks)
  }

  /// The instant that is typed, where a day alone keeps the time of day, and a time alone the day.
  private func instant(
    _ typed: TypedTime,
    keeping current: EventTime?,
    in zone: TimeZone,
    _ remarks: inout [String]
  ) throws(CommandError) -> Date {
    let now: Date? = if case .timed(let start, _, _)? = current { start } else { nil }
    guard let day = typed.day ?? now.map({ Day($0, in: zone) }) else {
      throw CommandError(
        .badInput,
        "\"\(start ?? "")\" names no day. Write --start 2026-12-01T10:00 or \"today 10:00\"."
      )
    }
    let seconds = typed.seconds ?? now.map { Self.secondsOfDay($0, in: zone) } ?? 0
    if let offset = typed.offset {
      return Date(timeIntervalSince1970: Double(day.daysSinceEpoch * 86_400 + seconds - offset))
    }
    let clock = ClockTime(day, seconds: seconds, in: zone)
    if let remark = clock.remark { remarks.append(remark) }
    return clock.instant
  }

  private func length(of current: EventTime?) -> TimeInterval {
    guard case .timed(let start, let end, _)? = current else { return 3_600 }
    return end.timeIntervalSince(start)
  }

  private static func secondsOfDay(_ date: Date, in zone: TimeZone) -> Int {
    let local = Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: date)
    return (local % 86_400 + 86_400) % 86_400
  }
}
