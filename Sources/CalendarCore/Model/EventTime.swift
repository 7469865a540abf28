package import Foundation

/// When an event takes place.
package enum EventTime: Hashable, Sendable, Codable {
  /// From one instant to another, shown in a named zone.
  ///
  /// - Parameters:
  ///   - start: The first instant.
  ///   - end: The instant at which it is over, not before `start`.
  ///   - zone: The IANA name of the zone in which the event was planned, when it is known.
  case timed(start: Date, end: Date, zone: String?)

  /// Whole days, the last one included.
  case allDay(first: Day, last: Day)

  /// Whether the event takes whole days.
  package var isAllDay: Bool {
    if case .allDay = self { true } else { false }
  }

  /// The IANA name of the zone in which it was planned, when it is known.
  package var zone: String? {
    if case .timed(_, _, let zone) = self { zone } else { nil }
  }

  /// The first instant, for a user whose wall clock is in `zone`.
  package func start(in zone: TimeZone) -> Date {
    switch self {
    case .timed(let start, _, _): start
    case .allDay(let first, _): first.start(in: zone)
    }
  }

  /// The instant at which it is over, for a user whose wall clock is in `zone`.
  package func end(in zone: TimeZone) -> Date {
    switch self {
    case .timed(_, let end, _): end
    case .allDay(_, let last): last.advanced(by: 1).start(in: zone)
    }
  }

  /// The days it touches, for a user whose wall clock is in `zone`.
  ///
  /// An event that ends at midnight does not touch the day that begins then.
  package func days(in zone: TimeZone) -> ClosedRange<Day> {
    switch self {
    case .allDay(let first, let last): return first...max(first, last)
    case .timed(let start, let end, _):
      let first = Day(start, in: zone)
      guard end > start else { return first...first }
      return first...max(first, Day(end.addingTimeInterval(-1), in: zone))
    }
  }

  /// Where it starts.
  package var startKey: OccurrenceKey.Start {
    switch self {
    case .timed(let start, _, _): .moment(start)
    case .allDay(let first, _): .day(first)
    }
  }

  /// The same length from another start; of another kind than this, an hour or a day.
  package func moved(to start: OccurrenceKey.Start) -> EventTime {
    switch (self, start) {
    case (.timed(let old, let end, let zone), .moment(let start)):
      .timed(start: start, end: start.addingTimeInterval(end.timeIntervalSince(old)), zone: zone)
    case (.allDay(let old, let last), .day(let first)):
      .allDay(first: first, last: first.advanced(by: old.distance(to: last)))
    case (_, .moment(let start)):
      .timed(start: start, end: start.addingTimeInterval(3_600), zone: zone)
    case (_, .day(let first)): .allDay(first: first, last: first)
    }
  }

  /// Whether it is the same time: services keep whole seconds, and a zone that one of them does not
  /// name makes no difference.
  func isSame(as other: EventTime) -> Bool {
    guard case .timed(let start, let end, let zone) = self,
      case .timed(let otherStart, let otherEnd, let otherZone) = other
    else { return self == other }
    func seconds(_ date: Date) -> Double { date.timeIntervalSince1970.rounded(.down) }
    return seconds(start) == seconds(otherStart) && seconds(end) == seconds(otherEnd)
      && (zone == otherZone || zone == nil || otherZone == nil)
  }

  /// Whether it is another time; that a service names another zone for the same instants is none.
  func isUnlike(_ other: EventTime) -> Bool {
    guard case .timed(let start, let end, _) = self, case .timed(let from, let to, _) = other else {
      return self != other
    }
    return start != from || end != to
  }

  /// The time with a day on both ends: wherever the service thinks that an all-day event lies, it
  /// is in there.
  package var vicinity: DateInterval {
    let day: TimeInterval = 86_400
    return switch self {
    case .timed(let start, let end, _):
      DateInterval(start: start - day, end: max(start, end) + day)
    case .allDay(let first, let last):
      DateInterval(
        start: Date(timeIntervalSince1970: Double(first.daysSinceEpoch - 1) * day),
        end: Date(timeIntervalSince1970: Double(max(first, last).daysSinceEpoch + 2) * day)
      )
    }
  }
}
