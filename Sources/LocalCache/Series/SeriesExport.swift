import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// Makes series of the occurrences that a service delivered: the master with its rule, what differs
/// from it, and what is left out.
struct SeriesExport {
  let db: Database
  let place: CalendarPlace

  /// The events with each series whose master is known in place of its occurrences.
  ///
  /// - Parameter events: Events of the calendar; of a series all occurrences that are stored.
  /// - Returns: The events, each master where its first occurrence was.
  /// - Throws: What the database throws.
  func joined(_ events: [Event]) throws -> [Event] {
    var occurrences: [RemoteEventID: [Event]] = [:]
    for event in events {
      if let series = event.masterID { occurrences[series, default: []].append(event) }
    }
    var joined: [RemoteEventID: [Event]] = [:]
    for (id, stored) in occurrences {
      let key = SeriesMasters.Key(calendar: place.key, series: id)
      guard let master = try SeriesMasters(db: db).find(key) else { continue }
      joined[id] = try series(master, stored)
    }
    return events.flatMap { event -> [Event] in
      guard let id = event.masterID, let series = joined[id] else { return [event] }
      joined[id] = []
      return series
    }
  }

  /// A master and the exceptions of its series.
  private func series(_ master: Event, _ occurrences: [Event]) throws -> [Event] {
    var master = master
    (master.account, master.calendar) = (place.account, place.calendar)
    var exceptions: [Event] = []
    let standing = occurrences.filter { $0.status != .cancelled }
    for event in standing {
      guard let start = event.occurrence?.originalStart else { continue }
      guard !Self.isGiven(event, by: master, at: start) else { continue }
      var exception = event
      exception.occurrence = OccurrenceKey(series: .event(master.id), originalStart: start)
      exception.isException = true
      exceptions.append(exception)
    }
    var recurrence = master.recurrence ?? Recurrence(lines: [])
    for start in try missing(master, standing) { recurrence.exclude(start) }
    master.recurrence = recurrence
    return [master] + exceptions
  }

  /// The starts that the rule gives in what was read of the calendar, and that the service does not
  /// have: not every service says in the lines of a series what was deleted of it.
  private func missing(
    _ master: Event,
    _ occurrences: [Event]
  ) throws -> [OccurrenceKey.Start] {
    let windows = try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT starts, ends FROM reading WHERE calendar = ? AND cursor IS NULL"
      ),
      arguments: [place.key]
    )
    var starts: Set<OccurrenceKey.Start> = []
    for window in windows {
      // What a day is at the ends depends on the zone that the service takes.
      let first = Date(timeIntervalSince1970: Double(window[0] as Int64 + 2 * EventSpan.day))
      let last = Date(timeIntervalSince1970: Double(window[1] as Int64 - 2 * EventSpan.day))
      guard first < last else { continue }
      let listed = ListedOccurrences(occurrences, window: DateInterval(start: first, end: last))
      starts.formUnion(listed.deleted(of: master))
    }
    return starts.sorted()
  }

  /// Whether nothing of an occurrence has to be written beside its series.
  private static func isGiven(
    _ event: Event,
    by master: Event,
    at start: OccurrenceKey.Start
  ) -> Bool {
    event.isGiven(by: master, at: start) && event.status == master.status
      && event.conferencing == master.conferencing
      && Set(event.participants) == Set(master.participants)
  }
}
