import ConferencingCore
package import CalendarCore
package import Foundation
import GRDB

/// A moment before a service was asked.
///
/// What the service then says does not know of edits that were confirmed since, and does not undo
/// them.
package struct ReadMark: Sendable, Hashable {
  let revision: Int64
}

extension LocalCache {
  /// Marks the moment; take it before asking a service for events.
  package func mark() throws(CacheError) -> ReadMark {
    try read { db in
      let value = try Int64.fetchOne(db, sql: "SELECT value FROM revision") ?? 0
      return ReadMark(revision: value)
    }
  }

  /// Stores events that a service gave, in one transaction.
  ///
  /// Edits that wait stay on top of them. Events that are as they were are not written.
  ///
  /// - Parameters:
  ///   - events: The events; those without a ``Event/remoteID`` are skipped.
  ///   - mark: When the service was asked.
  ///   - reading: How far the calendar is read with them; kept in the same transaction.
  ///   - day: The day of today, about which series are expanded.
  ///   - masters: The masters that the service gave with them: where one was moved there, rows of its
  ///     occurrences go on as those that it has now.
  /// - Throws: ``CacheError``; when a calendar is not known, for one.
  package func apply(
    _ events: [Event],
    readAfter mark: ReadMark,
    reading: StretchReading? = nil,
    about day: Day? = nil,
    masters: ListedMasters? = nil
  ) throws(CacheError) {
    // Most syncs bring nothing new; to see that takes no write lock.
    if reading == nil {
      let hasNews = try read { db in
        var places = CalendarPlaces()
        return try events.contains { try news(in: $0, since: mark, &places, db) != nil }
      }
      guard hasNews else { return }
    }
    try write { db in
      if let masters { try SuccessorRows(db: db).follow(masters, among: events) }
      try store(events, since: mark, about: day, db)
      if let reading { try reading.save(db) }
    }
  }

  /// Ends a complete reading of a calendar: events within the window that the service did not list
  /// are removed; edits of them wait as conflicts.
  ///
  /// - Parameters:
  ///   - calendar: The calendar.
  ///   - account: Its account.
  ///   - window: The stretch of time that was read to the last page.
  ///   - seen: The events that the service listed.
  ///   - mark: When the service was first asked.
  ///   - reading: The reading that ends; kept in the same transaction.
  /// - Throws: ``CacheError``.
  package func finishSync(
    calendar: CalendarID,
    account: AccountID,
    window: DateInterval,
    seen: Set<RemoteEventID>,
    readAfter mark: ReadMark,
    reading: StretchReading? = nil
  ) throws(CacheError) {
    // What is gone is looked for without keeping others from writing.
    let (gone, held) = try read { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      return (
        try unseen(in: place, window: window, seen: seen, mark: mark, db),
        try unseenQueues(in: place, window: window, seen: seen, mark: mark, db)
      )
    }
    guard reading != nil || !gone.isEmpty || !held.isEmpty else { return }
    try write { db in
      try noteChangesOfSeries(losing: gone, db)
      let masters = try gone.compactMap { try SeriesRows(db: db).masterOfException($0) }
      for key in gone {
        // An edit may have come meanwhile.
        try db.cachedStatement(
          sql: "DELETE FROM event WHERE key = ? AND is_waiting = 0 AND revision <= ?"
        )
        .execute(arguments: [key, mark.revision])
      }
      // Without its exception a series has the occurrence that its rule gives.
      for master in Set(masters).sorted() { try SeriesRows(db: db).refresh(master) }
      for key in held { try queue(key, db).noticeDeletion() }
      if let reading { try reading.save(db) }
    }
  }

  /// Notes that series lose occurrences.
  private func noteChangesOfSeries(losing keys: [Int64], _ db: Database) throws {
    let query = try db.cachedStatement(
      sql: """
        SELECT calendar, master_id FROM event JOIN event_detail ON event_detail.event = event.key
        WHERE event.key = ? AND master_id IS NOT NULL
        """
    )
    let series = try keys.compactMap { key in
      try Row.fetchOne(query, arguments: [key])
        .map { SeriesMasters.Key(calendar: $0[0], series: RemoteEventID($0[1])) }
    }
    try SeriesMasters(db: db).noteChanges(of: Set(series))
  }

  /// The events with waiting edits that a complete reading should have shown and did not.
  ///
  /// The service has them where they were before the edits.
  private func unseenQueues(
    in place: CalendarPlace,
    window: DateInterval,
    seen: Set<RemoteEventID>,
    mark: ReadMark,
    _ db: Database
  ) throws -> [Int64] {
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
      guard let base = try queue(key, db).base(), base.remoteID != nil else { return false }
      return touches(window, base)
    }
  }

  /// Whether an event lies in a window, whatever zone the service takes for all-day events.
  private func touches(_ window: DateInterval, _ event: Event) -> Bool {
    let span = EventSpan(event.time)
    let margin = event.time.isAllDay ? 2 * EventSpan.zoneMargin : 0
    return span.startKey + margin < EventSpan.seconds(window.end)
      && span.endKey - margin > EventSpan.seconds(window.start)
  }

  /// The events that a complete reading should have shown and did not.
  ///
  /// Which all-day events touch the window depends on the zone that the service takes, so those
  /// near its ends stay. A service that delivers masters lists all of a calendar. The service has
  /// an occurrence where it was before edits of its series that wait.
  private func unseen(
    in place: CalendarPlace,
    window: DateInterval,
    seen: Set<RemoteEventID>,
    mark: ReadMark,
    _ db: Database
  ) throws -> [Int64] {
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
        try !touches(window, StoredJSON.value(base, as: Event.self))
      {
        continue
      }
      keys.append(row[0])
    }
    return keys
  }
}
