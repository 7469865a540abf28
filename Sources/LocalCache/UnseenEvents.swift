import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// What a complete reading of a calendar should have shown and did not.
struct UnseenEvents {
  let db: Database
  /// The calendar.
  let place: CalendarPlace
  /// The stretch of time that was read to the last page.
  let window: DateInterval
  /// The events that the service listed.
  let seen: Set<RemoteEventID>
  /// When the service was first asked.
  let mark: ReadMark

  /// The events without waiting edits that the reading should have shown and did not.
  ///
  /// Which all-day events touch the window depends on the zone that the service takes, so those
  /// near its ends stay. A service that delivers masters lists all of a calendar. The service has
  /// an occurrence where it was before edits of its series that wait.
  func keys() throws -> [Int64] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT key, remote_id, series_preview.base FROM event
          LEFT JOIN series_preview ON series_preview.event = key
        WHERE calendar = :calendar AND remote_id IS NOT NULL AND is_waiting = 0
          AND revision <= :revision
          AND (:is_whole = 1 OR is_deleted = 1 OR series_preview.base IS NOT NULL
            OR (start_key + is_all_day * :margin < :end
              AND end_key - is_all_day * :margin > :start))
        """,
      arguments: [
        "calendar": place.key, "revision": mark.revision, "is_whole": place.hasMasters,
        "margin": 2 * EventSpan.zoneMargin,
        "start": EventSpan.seconds(window.start), "end": EventSpan.seconds(window.end),
      ]
    )
    var keys: [Int64] = []
    while let row = try rows.next() {
      guard !seen.contains(RemoteEventID(row[1])) else { continue }
      if !place.hasMasters, let base: String = row[2],
        try !touches(StoredJSON.value(base, as: Event.self))
      {
        continue
      }
      keys.append(row[0])
    }
    return keys
  }

  /// The events with waiting edits that a complete reading should have shown and did not.
  ///
  /// The service has them where they were before the edits.
  ///
  /// - Parameter former: What the service had of an event before its edits.
  /// - Returns: Their keys.
  /// - Throws: What the database throws.
  func heldKeys(former: (Int64) throws -> Event?) throws -> [Int64] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT DISTINCT key, remote_id FROM operation CROSS JOIN event ON key = operation.event
        WHERE calendar = ? AND remote_id IS NOT NULL AND revision <= ?
        """,
      arguments: [place.key, mark.revision]
    )
    let keys = rows.filter { !seen.contains(RemoteEventID($0[1])) }.map { $0[0] as Int64 }
    return try keys.filter { key in
      guard let base = try former(key), base.remoteID != nil else { return false }
      return touches(base)
    }
  }

  /// Whether an event lies in a window, whatever zone the service takes for all-day events.
  private func touches(_ event: Event) -> Bool {
    let span = EventSpan(event.time)
    let margin = event.time.isAllDay ? 2 * EventSpan.zoneMargin : 0
    return span.startKey + margin < EventSpan.seconds(window.end)
      && span.endKey - margin > EventSpan.seconds(window.start)
  }
}
