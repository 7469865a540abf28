import ConferencingCore
package import CalendarCore
package import Foundation
import GRDB

/// How far a calendar was read in one of the stretches of time that it is read in.
package struct StretchReading: Sendable, Hashable {
  /// The calendar.
  package var calendar: CalendarID
  /// Its account.
  package var account: AccountID
  /// The stretch's place in the order of reading.
  package var stretch: Int
  /// The stretch, in whole seconds.
  package var window: DateInterval
  /// What the next page is asked for with; `nil` when the stretch was read to its end.
  package var cursor: String?
  /// The service's time up to which changes are known.
  package var knownUntil: Date
  /// When the reading began, by the clock here.
  package var began: Date
  /// What the changes since are asked for with; `nil` where the service has no such.
  package var syncToken: String?

  /// Makes a reading.
  package init(
    calendar: CalendarID,
    account: AccountID,
    stretch: Int,
    window: DateInterval,
    cursor: String? = nil,
    knownUntil: Date,
    began: Date,
    syncToken: String? = nil
  ) {
    self.calendar = calendar
    self.account = account
    self.stretch = stretch
    self.window = window
    self.cursor = cursor
    self.knownUntil = knownUntil
    self.began = began
    self.syncToken = syncToken
  }

  /// Whether the stretch was read to its end.
  package var isComplete: Bool { cursor == nil }

  /// Writes it in a transaction.
  func save(_ db: Database) throws {
    let place = try CalendarPlace.find(calendar, in: account, db)
    try db.cachedStatement(
      sql: """
        INSERT INTO reading (calendar, stretch, starts, ends, cursor, known_until, began,
          sync_token)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (calendar, stretch) DO UPDATE SET starts = excluded.starts,
          ends = excluded.ends, cursor = excluded.cursor, known_until = excluded.known_until,
          began = excluded.began, sync_token = excluded.sync_token
        """
    )
    .execute(
      arguments: [
        place.key, stretch, EventSpan.seconds(window.start), EventSpan.seconds(window.end), cursor,
        knownUntil.timeIntervalSince1970, began.timeIntervalSince1970, syncToken,
      ]
    )
  }
}

extension LocalCache {
  /// How far the calendars of an account were read; a calendar that never was is not there.
  package func readings(account: AccountID) throws(CacheError) -> [CalendarID: [StretchReading]] {
    try read { db in
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
    return try read { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      return try ids.filter { id in
        guard let stored = try StoredEvent.find(remote: id, in: place, db) else { return false }
        let base = stored.hasOperations ? try queue(stored.key, db).base() : nil
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
    return try read { db in
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
  ///   - succession: What an edit of a series has done, where they come of one: rows of what is gone
  ///     go on as what is in its place.
  ///   - masters: The masters that the service gave with them: where one was moved there, rows of its
  ///     occurrences go on in the same way.
  /// - Throws: ``CacheError``.
  package func apply(
    changes events: [Event],
    gone: [RemoteEventID],
    in calendar: CalendarID,
    account: AccountID,
    knownUntil: Date?,
    reading: StretchReading? = nil,
    readAfter mark: ReadMark,
    succession: SeriesSuccession? = nil,
    masters: ListedMasters? = nil
  ) throws(CacheError) {
    try write { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      let successors = SuccessorRows(db: db)
      if let succession {
        try successors.reassign(events, insteadOf: gone, by: succession, in: place)
      }
      if let masters { try successors.follow(masters, among: events) }
      try store(events, since: mark, db)
      for id in gone {
        guard let stored = try StoredEvent.find(remote: id, in: place, db),
          stored.revision <= mark.revision
        else { continue }
        if stored.hasOperations {
          try queue(stored.key, db).noticeDeletion()
        } else {
          try writer(db).delete(stored.key)
        }
        if let series = stored.remoteSeries { try SeriesMasters(db: db).noteChanges(of: [series]) }
      }
      if let reading { try reading.save(db) }
      guard let knownUntil else { return }
      try db.execute(
        sql: "UPDATE reading SET known_until = ? WHERE calendar = ?",
        arguments: [knownUntil.timeIntervalSince1970, place.key]
      )
    }
  }
}
