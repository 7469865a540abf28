package import CalendarCore
import GRDB

extension LocalCache {
  /// The people of the events that were stored last, by name and address.
  ///
  /// - Parameter events: How many events are looked at.
  /// - Returns: Everybody with a name once, those of the newest event first.
  /// - Throws: ``CacheError``.
  package func people(ofLast events: Int = 2_000) throws(CacheError) -> [KnownPerson] {
    let sql = """
      SELECT json_extract(value, '$.name') AS name, json_extract(value, '$.email') AS email
      FROM (
        SELECT event, participants FROM event_detail WHERE participants <> '[]'
        ORDER BY event DESC LIMIT ?) AS newest, json_each(newest.participants)
      WHERE name <> '' AND email <> ''
      GROUP BY name, lower(email) ORDER BY max(newest.event) DESC, name
      """
    return try read { db in
      try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [events]).map { row in
        KnownPerson(name: row["name"], email: row["email"])
      }
    }
  }

  /// The places of the events that were stored last, those of the newest event first; links are none.
  ///
  /// - Parameter events: How many events are looked at.
  /// - Returns: Each place once.
  /// - Throws: ``CacheError``.
  package func places(ofLast events: Int = 2_000) throws(CacheError) -> [String] {
    let sql = """
      SELECT location FROM (SELECT key, location FROM event ORDER BY key DESC LIMIT ?)
      WHERE location <> '' AND location NOT LIKE '%://%'
      GROUP BY location ORDER BY max(key) DESC LIMIT 500
      """
    return try read { db in
      try String.fetchAll(db.cachedStatement(sql: sql), arguments: [events])
    }
  }
}
