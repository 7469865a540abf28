import ConferencingCore
import Foundation

/// In what an exception differs from the occurrence that its series would have in its place.
struct ExceptionDifference {
  private let exception: Event
  private let master: Event
  private let start: OccurrenceKey.Start

  /// Compares an exception with its series.
  ///
  /// - Parameters:
  ///   - exception: The exception.
  ///   - master: The master of its series.
  ///   - start: Its original start.
  init(of exception: Event, from master: Event, at start: OccurrenceKey.Start) {
    (self.exception, self.master, self.start) = (exception, master, start)
  }

  /// Whether it starts at another time, or is an event of days among timed ones or the reverse.
  var isMoved: Bool { exception.time != exception.time.moved(to: start) }

  /// A time of the series with the length of the exception, where that is its own.
  func time(_ time: EventTime) -> EventTime {
    switch (exception.time, master.time, time) {
    case (
      .timed(let start, let end, _), .timed(let first, let last, _), .timed(let new, _, let zone)
    )
    where end.timeIntervalSince(start) != last.timeIntervalSince(first):
      .timed(start: new, end: new.addingTimeInterval(end.timeIntervalSince(start)), zone: zone)
    case (.allDay(let start, let end), .allDay(let first, let last), .allDay(let new, _))
    where start.distance(to: end) != first.distance(to: last):
      .allDay(first: new, last: new.advanced(by: start.distance(to: end)))
    default: time
    }
  }

  /// Whether anything is left that is its own once its series and itself are given what a patch has.
  func remains(after patch: EventPatch) -> Bool {
    if patch.conferencing == .keep, exception.conferencing != master.conferencing { return true }
    let own = exception.differences(from: master, at: start).without(fieldsOf: patch)
    return !own.isEmpty
  }

  /// A new time of an occurrence as one of its series: an occurrence that has a length of its own, and
  /// is only moved, does not give it to the others.
  ///
  /// - Parameters:
  ///   - time: The new time.
  ///   - series: The time of the series.
  ///   - own: The time of the occurrence before.
  /// - Returns: The time.
  static func time(_ time: EventTime, of series: EventTime, insteadOf own: EventTime) -> EventTime {
    guard case .timed(let start, let end, let zone) = time, case .timed(let from, let to, _) = own,
      case .timed(let first, let last, _) = series,
      end.timeIntervalSince(start) == to.timeIntervalSince(from)
    else { return time }
    return .timed(start: start, end: start + last.timeIntervalSince(first), zone: zone)
  }
}
