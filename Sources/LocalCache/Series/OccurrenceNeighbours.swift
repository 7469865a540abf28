import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// The days of the occurrences before and behind one, as far as they are read.
///
/// Microsoft moves an occurrence to no day that a neighbour has, nor past it.
/// Source: Microsoft Graph, "Update event", ErrorOccurrenceCrossingBoundary.
struct OccurrenceNeighbours {
  /// How far away a neighbour is looked for: those of a yearly series are about a year away.
  private static let reach: Int64 = 400 * EventSpan.day

  private let previous: Day?
  private let next: Day?
  private let zone: TimeZone
  /// The day that the occurrence has.
  private let day: Day

  /// Finds the neighbours of an occurrence that its service has delivered; `nil` for other events.
  init?(of stored: StoredEvent, _ db: Database) throws {
    guard let series = stored.event.masterID, let start = stored.event.occurrence?.originalStart
    else { return nil }
    let zone = stored.event.time.zone.flatMap { TimeZone(identifier: $0) } ?? .gmt
    let moment = EventSpan.seconds(start.instant)
    let others = try StoredEvent.fetchAll(
      """
      WHERE event.key IN (
          SELECT event FROM event_detail INDEXED BY event_detail_series WHERE master_id = ?)
        AND event.calendar = ? AND is_deleted = 0 AND event.status <> 'cancelled'
        AND start_key BETWEEN ? AND ?
      """,
      [series.rawValue, stored.place.key, moment - Self.reach, moment + Self.reach],
      db
    ).map(\.event)
    func day(of event: Event?) -> Day? { event?.time.days(in: zone).lowerBound }
    let starts = others.compactMap { $0.occurrence?.originalStart }
    let (before, after) = (starts.filter { $0 < start }.max(), starts.filter { $0 > start }.min())
    previous = day(of: others.first { $0.occurrence?.originalStart == before && before != nil })
    next = day(of: others.first { $0.occurrence?.originalStart == after && after != nil })
    self.zone = zone
    self.day = stored.event.time.days(in: zone).lowerBound
  }

  /// Lets the occurrence move, or says why it cannot.
  ///
  /// - Parameter time: When it is to take place.
  /// - Throws: ``SeriesProblem/crossing(previous:next:)``.
  func admit(_ time: EventTime) throws(SeriesProblem) {
    let new = time.days(in: zone).lowerBound
    guard new != day else { return }
    guard previous.map({ $0 < new }) ?? true, next.map({ $0 > new }) ?? true else {
      throw .crossing(previous: previous, next: next)
    }
  }
}
