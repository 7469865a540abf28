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

/// Stores what services say of their events, and how far each calendar is read.
package struct SyncStore: Sendable {
  let cache: LocalCache

  /// Marks the moment; take it before asking a service for events.
  package func mark() throws(CacheError) -> ReadMark {
    try cache.read { try mark($0) }
  }

  func mark(_ db: Database) throws -> ReadMark {
    ReadMark(revision: try Int64.fetchOne(db, sql: "SELECT value FROM revision") ?? 0)
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
      let hasNews = try cache.read { db in
        if let masters, try SuccessorRows(db: db).hasMoves(masters) { return true }
        var places = CalendarPlaces()
        let isLate = try self.mark(db) != mark
        return try events.contains {
          try cache.news.news(in: $0, since: mark, isLate: isLate, &places, db) != nil
        }
      }
      guard hasNews else { return }
    }
    try cache.write { db in
      if let masters { try SuccessorRows(db: db).follow(masters, among: events) }
      try cache.news.store(events, since: mark, about: day, db)
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
    let (gone, held) = try cache.read { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      let unseen = UnseenEvents(db: db, place: place, window: window, seen: seen, mark: mark)
      return (try unseen.keys(), try unseen.heldKeys { try cache.queue($0, db).base() })
    }
    guard reading != nil || !gone.isEmpty || !held.isEmpty else { return }
    try cache.write { db in
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
      for key in held { try cache.queue(key, db).noticeDeletion() }
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

  // MARK: What was read

  /// How far the calendars of an account were read; a calendar that never was is not there.
  package func readings(account: AccountID) throws(CacheError) -> [CalendarID: [StretchReading]] {
    try cache.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT calendar.id, stretch, starts, ends, cursor, known_until, began, sync_token
          FROM reading JOIN calendar ON calendar.key = reading.calendar
            JOIN account ON account.key = calendar.account
          WHERE account.id = ? ORDER BY calendar.key, stretch
          """,
        arguments: [account.rawValue]
      )
      let readings = rows.map { row in
        StretchReading(
          calendar: CalendarID(row[0]),
          account: account,
          stretch: row[1],
          window: DateInterval(
            start: Date(timeIntervalSince1970: row[2]),
            end: Date(timeIntervalSince1970: row[3])
          ),
          cursor: row[4],
          knownUntil: Date(timeIntervalSince1970: row[5]),
          began: Date(timeIntervalSince1970: row[6]),
          syncToken: row[7]
        )
      }
      return Dictionary(grouping: readings, by: \.calendar)
    }
  }

  /// Those of some events that lie in a stretch of time, as the service last had them.
  package func lying(
    _ ids: [RemoteEventID],
    in calendar: CalendarID,
    account: AccountID,
    window: DateInterval
  ) throws(CacheError) -> [RemoteEventID] {
    guard !ids.isEmpty else { return [] }
    return try cache.read { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      return try ids.filter { id in
        guard let stored = try StoredEvent.find(remote: id, in: place, db) else { return false }
        let base = stored.hasOperations ? try cache.queue(stored.key, db).base() : nil
        let span = EventSpan((base ?? stored.event).time)
        return span.startKey < EventSpan.seconds(window.end)
          && span.endKey > EventSpan.seconds(window.start)
      }
    }
  }

  /// The occurrences of some series that lie in a stretch of time, as far as they are known.
  ///
  /// Of a service that delivers masters these are all exceptions, wherever they lie.
  package func occurrences(
    of series: [RemoteEventID],
    in calendar: CalendarID,
    account: AccountID,
    window: DateInterval
  ) throws(CacheError) -> [RemoteEventID] {
    guard !series.isEmpty else { return [] }
    return try cache.read { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      if place.hasMasters { return try series.flatMap { try exceptions(of: $0, in: place, db) } }
      let marks = databaseQuestionMarks(count: series.count)
      return try String.fetchAll(
        db,
        sql: """
          SELECT event.remote_id FROM event JOIN event_detail ON event_detail.event = event.key
          WHERE event.calendar = ? AND event.start_key < ? AND event.end_key > ?
            AND event.remote_id IS NOT NULL AND event_detail.master_id IN (\(marks))
          """,
        arguments: [
          place.key, EventSpan.seconds(window.end), EventSpan.seconds(window.start),
        ] + StatementArguments(series.map(\.rawValue))
      ).map { RemoteEventID($0) }
    }
  }

  /// The exceptions of a series that its service delivers as a master, with those of which the master
  /// is not there.
  private func exceptions(
    of series: RemoteEventID,
    in place: CalendarPlace,
    _ db: Database
  ) throws -> [RemoteEventID] {
    let query = try db.cachedStatement(
      sql: """
        SELECT exception.remote_id FROM event AS exception
          JOIN event AS master ON master.key = exception.series
        WHERE master.calendar = ?1 AND master.remote_id = ?2 AND exception.series_part = 3
          AND exception.remote_id IS NOT NULL
        UNION ALL
        SELECT event.remote_id FROM event_detail INDEXED BY event_detail_series
          JOIN event ON event.key = event_detail.event
        WHERE event_detail.master_id = ?2 AND event.calendar = ?1 AND event.remote_id IS NOT NULL
        """
    )
    return try String.fetchAll(query, arguments: [place.key, series.rawValue])
      .map { RemoteEventID($0) }
  }

  /// Stores what changed in a calendar since it was read to its end, in one transaction.
  ///
  /// - Parameters:
  ///   - events: The events that are new or were changed.
  ///   - gone: The events that are no more; edits of them wait as conflicts.
  ///   - calendar: The calendar.
  ///   - account: Its account.
  ///   - knownUntil: The service's time up to which changes are known now; `nil` before the last
  ///     page.
  ///   - reading: The stretch whose changes these are, with what to ask for the next ones with, and
  ///     only on the last page; `nil` when they were asked for by time.
  ///   - mark: When the service was asked.
  ///   - masters: The masters that the service gave with them: where one was moved there, rows of its
  ///     occurrences go on as those that it has now.
  /// - Throws: ``CacheError``.
  package func apply(
    changes events: [Event],
    gone: [RemoteEventID],
    in calendar: CalendarID,
    account: AccountID,
    knownUntil: Date?,
    reading: StretchReading? = nil,
    readAfter mark: ReadMark,
    masters: ListedMasters? = nil
  ) throws(CacheError) {
    try cache.write { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      if let masters { try SuccessorRows(db: db).follow(masters, among: events) }
      try cache.news.store(events, since: mark, db)
      try cache.news.remove(gone, from: place, since: mark, db)
      if let reading { try reading.save(db) }
      guard let knownUntil else { return }
      try db.execute(
        sql: "UPDATE reading SET known_until = ? WHERE calendar = ?",
        arguments: [knownUntil.timeIntervalSince1970, place.key]
      )
    }
  }
}
