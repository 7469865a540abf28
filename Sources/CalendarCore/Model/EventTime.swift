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
}
