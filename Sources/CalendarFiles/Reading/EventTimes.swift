import CalendarCore
import Foundation
import ICalendar

/// The times of a VEVENT.
struct EventTimes {
  /// When it takes place.
  var time: EventTime
  /// The zone in which it ends, where that is another.
  var endZone: String?
  /// Whether DTEND is before DTSTART.
  var isReversed = false

  /// Reads DTSTART, DTEND and DURATION.
  ///
  /// - Throws: ``Component/Problem`` when it has no start, or one that cannot be read.
  init(_ component: Component, _ zones: inout FileZones) throws(Component.Problem) {
    guard let line = component.first("DTSTART") else {
      throw Component.Problem(line: component.number, reason: "the event has no DTSTART")
    }
    guard let start = Self.moment(line, &zones) else {
      throw Self.problem(of: line)
    }
    let end = component.first("DTEND").flatMap { Self.moment($0, &zones) }
    let length = component.first("DURATION").flatMap { DurationValue($0.value) }
    switch start {
    case .day(let first):
      time = .allDay(first: first, last: Self.last(first, end, length, zones))
      if case .day(let day)? = end { isReversed = day < first }
    case .instant(let date, let zone):
      if case .instant(let other, _)? = end { isReversed = other < date }
      let until = Self.end(date, zone?.zone ?? zones.floating.zone, end, length)
      if let days = Self.wholeDays(component, date, until, zone?.zone ?? zones.floating.zone) {
        time = days
      } else {
        let isRecurring = component.properties.contains { $0.name == "RRULE" || $0.name == "RDATE" }
        time = .timed(start: date, end: until, zone: zone?.name ?? (isRecurring ? "UTC" : nil))
        if case .instant(_, let other)? = end, let other, other.name != zone?.name {
          endZone = other.name
        }
      }
    }
  }

  /// A start or an end as it was read.
  enum Moment {
    case day(Day)
    /// The zone is `nil` for a time in UTC.
    case instant(Date, FileZones.Zone?)
  }

  /// The value of a line of dates or times.
  static func moment(_ line: ContentLine, _ zones: inout FileZones) -> Moment? {
    guard let value = DateValue(line.value.withoutBlanks()) else { return nil }
    let isDate = line.parameter("VALUE")?.uppercased() == "DATE"
    switch value {
    case .date(let day): return .day(Day(daysSinceEpoch: day))
    case .utc(let time), .local(let time):
      let day = Day(daysSinceEpoch: time.day)
      if isDate { return .day(day) }
      if case .utc = value {
        return .instant(day.time(secondsFromMidnight: time.second, in: .gmt), nil)
      }
      let zone = line.parameter("TZID").map { zones.zone($0, at: time) } ?? zones.floating
      return .instant(day.time(secondsFromMidnight: time.second, in: zone.zone), zone)
    }
  }

  /// The day of a time on a clock, as it is written; `nil` for a time in UTC, and for no time.
  static func writtenDay(_ line: ContentLine) -> Day? {
    guard case .local(let time)? = DateValue(line.value.withoutBlanks()) else {
      return nil
    }
    return Day(daysSinceEpoch: time.day)
  }

  /// What says that a line of a date or time cannot be read.
  static func problem(of line: ContentLine) -> Component.Problem {
    let value = line.value.withoutBlanks().prefix(40)
    let subject = value.isEmpty ? "\(line.name) without a value" : "\(line.name) \(value)"
    return Component.Problem(line: line.number, reason: "\(subject) cannot be read")
  }

  /// The last day of an event of whole days; an end that is no later than its start makes it one day.
  private static func last(
    _ first: Day,
    _ end: Moment?,
    _ length: DurationValue?,
    _ zones: FileZones
  ) -> Day {
    switch end {
    case .day(let day)?: return max(first, day.advanced(by: -1))
    case .instant(let date, let zone)?:
      return max(first, Day(date, in: zone?.zone ?? .gmt).advanced(by: -1))
    case nil:
      let days = length.map { $0.days + ($0.seconds + 86_399) / 86_400 } ?? 1
      return first.advanced(by: max(1, min(days, 100_000)) - 1)
    }
  }

  /// The end of a timed event; one before its start makes it a moment.
  private static func end(
    _ start: Date,
    _ zone: TimeZone,
    _ end: Moment?,
    _ length: DurationValue?
  ) -> Date {
    switch end {
    case .instant(let date, _)?: return max(start, date)
    case .day(let day)?: return max(start, day.start(in: zone))
    case nil:
      guard let length else { return start }
      // Days follow the clock; hours are exact.
      let (day, second) = Day.wall(of: start, in: zone)
      let moved =
        length.days == 0
        ? start : day.advanced(by: length.days).time(secondsFromMidnight: second, in: zone)
      return max(start, moved.addingTimeInterval(Double(length.seconds)))
    }
  }

  /// Outlook writes some events of whole days as times from midnight to midnight.
  private static func wholeDays(
    _ component: Component,
    _ start: Date,
    _ end: Date,
    _ zone: TimeZone
  ) -> EventTime? {
    guard component.first("X-MICROSOFT-CDO-ALLDAYEVENT")?.word == "TRUE" else {
      return nil
    }
    let (first, last) = (Day(start, in: zone), Day(end, in: zone))
    guard first.start(in: zone) == start, last.start(in: zone) == end, last > first else {
      return nil
    }
    return .allDay(first: first, last: last.advanced(by: -1))
  }
}
