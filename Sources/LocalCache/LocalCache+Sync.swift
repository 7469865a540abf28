package import ConferencingCore
package import Foundation
import GRDB

/// A moment before a service was asked.
///
/// What the service then says does not know of edits that were confirmed since, and does not undo
/// them.
package struct ReadMark: Sendable, Hashable {
  let revision: Int64
  /// The time, when that is known.
  let date: Date?
}

extension LocalCache {
  /// Marks the moment; take it before asking a service for events.
  ///
  /// - Parameter now: The time, so that it is known later how old the answer is.
  /// - Returns: The mark.
  /// - Throws: ``CacheError``.
  package func mark(at now: Date? = nil) throws(CacheError) -> ReadMark {
    try read { db in
      let value = try Int64.fetchOne(db, sql: "SELECT value FROM revision") ?? 0
      return ReadMark(revision: value, date: now)
    }
  }

  /// Stores events that a service gave, in one transaction.
  ///
  /// Edits that wait stay on top of them. Events that are as they were are not written.
  ///
  /// - Parameters:
  ///   - events: The events; those without a ``Event/remoteID`` are skipped.
  ///   - mark: When the service was asked.
  /// - Throws: ``CacheError``; when a calendar is not known, for one.
  package func apply(_ events: [Event], readAfter mark: ReadMark) throws(CacheError) {
    guard !events.isEmpty else { return }
    // Most syncs bring nothing new; to see that takes no write lock.
    let hasNews = try read { db in
      try events.contains { try news(in: $0, since: mark, db) != nil }
    }
    guard hasNews else { return }
    try write { db in
      for event in events {
        if let news = try news(in: event, since: mark, db) { try store(news, db) }
      }
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
  /// - Throws: ``CacheError``.
  package func finishSync(
    calendar: CalendarID,
    account: AccountID,
    window: DateInterval,
    seen: Set<RemoteEventID>,
    readAfter mark: ReadMark
  ) throws(CacheError) {
    try write { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      for key in try unseen(in: place, window: window, seen: seen, mark: mark, db) {
        try writer(db).delete(key)
      }
      for queue in try unseenQueues(in: place, window: window, seen: seen, mark: mark, db) {
        if let base = try queue.base() { try queue.advance(to: nil, from: base) }
      }
      if let date = mark.date { try note(window, of: place, readAt: date, db) }
    }
  }

  /// Notes that a stretch of a calendar was read to its end; how long ago older readings were
  /// matters to nobody.
  private func note(
    _ window: DateInterval,
    of place: CalendarPlace,
    readAt date: Date,
    _ db: Database
  ) throws {
    let now = date.timeIntervalSince1970
    try db.execute(
      sql: "DELETE FROM reading WHERE calendar = ? AND read_at < ?",
      arguments: [place.key, now - 600]
    )
    try db.execute(
      sql: "INSERT INTO reading (calendar, starts, ends, read_at) VALUES (?, ?, ?, ?)",
      arguments: [place.key, EventSpan.seconds(window.start), EventSpan.seconds(window.end), now]
    )
  }

  /// The events with waiting edits that a complete reading should have shown and did not.
  ///
  /// The service has them where they were before the edits. One whose edit may have been carried
  /// out may be elsewhere by now: the outbox looks for it.
  private func unseenQueues(
    in place: CalendarPlace,
    window: DateInterval,
    seen: Set<RemoteEventID>,
    mark: ReadMark,
    _ db: Database
  ) throws -> [EventQueue] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT DISTINCT key, remote_id FROM operation CROSS JOIN event ON key = operation.event
        WHERE calendar = ? AND remote_id IS NOT NULL AND revision <= ?
        """,
      arguments: [place.key, mark.revision]
    )
    let keys = rows.filter { !seen.contains(RemoteEventID($0[1])) }.map { $0[0] as Int64 }
    return try keys.map { queue($0, db) }.filter { queue in
      guard let base = try queue.base(), base.remoteID != nil else { return false }
      let span = EventSpan(base.time)
      let margin = base.time.isAllDay ? 2 * EventSpan.zoneMargin : 0
      let isInside =
        span.startKey + margin < EventSpan.seconds(window.end)
        && span.endKey - margin > EventSpan.seconds(window.start)
      return try isInside && !queue.isHeldAsDeleted()
        && queue.operations().allSatisfy { $0.operation.isUnsent }
    }
  }

  /// The events that a complete reading should have shown and did not.
  ///
  /// Which all-day events touch the window depends on the zone that the service takes, so those
  /// near its ends stay.
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
        SELECT key, remote_id FROM event
        WHERE calendar = :calendar AND remote_id IS NOT NULL AND is_waiting = 0
          AND revision <= :revision
          AND (is_deleted = 1 OR (start_key + is_all_day * :margin < :end
            AND end_key - is_all_day * :margin > :start))
        """,
      arguments: [
        "calendar": place.key, "revision": mark.revision, "margin": 2 * EventSpan.zoneMargin,
        "start": EventSpan.seconds(window.start), "end": EventSpan.seconds(window.end),
      ]
    )
    var keys: [Int64] = []
    while let row = try rows.next() {
      if !seen.contains(RemoteEventID(row[1])) { keys.append(row[0]) }
    }
    return keys
  }
}
