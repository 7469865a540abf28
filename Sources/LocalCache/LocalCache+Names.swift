import ConferencingCore
package import CalendarCore
import GRDB

/// How events are named in commands: by the service's id, or ours where it has none, with the
/// account and the calendar before it where that alone means several.
extension LocalCache {
  /// The events that a text may mean: by id, by the service's id, by `ACCOUNT/ID` or
  /// `ACCOUNT/CALENDAR/ID`.
  package func events(matching text: String) throws(CacheError) -> [Event] {
    try read { db in
      try keys(matching: text, db).compactMap { try StoredEvent.find(key: $0, db)?.event }
    }
  }

  /// The shortest text that means an event and no other: it always finds exactly this one again.
  package func name(of event: Event) throws(CacheError) -> String {
    try read { db in
      let id = event.remoteID?.rawValue ?? event.id.rawValue
      let names = [id, "\(event.account)/\(id)", "\(event.account)/\(event.calendar)/\(id)"]
      return try names.first { try keys(matching: $0, db).count <= 1 } ?? event.id.rawValue
    }
  }

  private func keys(matching text: String, _ db: Database) throws -> [Int64] {
    let sql = """
      WITH place AS (
        SELECT calendar.key,
          account.id || '/' AS account, account.id || '/' || calendar.id || '/' AS calendar
        FROM calendar JOIN account ON account.key = calendar.account
        WHERE account.position IS NOT NULL),
      name AS (
        SELECT key, :text AS id FROM place
        UNION ALL
        SELECT key, substr(:text, length(account) + 1) FROM place
        WHERE substr(:text, 1, length(account)) = account
        UNION ALL
        SELECT key, substr(:text, length(calendar) + 1) FROM place
        WHERE substr(:text, 1, length(calendar)) = calendar)
      SELECT event.key FROM event
      WHERE is_deleted = 0 AND (is_hidden = 0 OR series_part = 1) AND event.key IN (
        SELECT event.key FROM name
          JOIN event ON event.calendar = name.key AND event.remote_id = name.id
        UNION
        SELECT event.key FROM name
          JOIN event ON event.id = name.id AND event.calendar = name.key)
      ORDER BY event.key
      """
    return try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: ["text": text])
  }
}
