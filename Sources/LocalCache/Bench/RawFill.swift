import GRDB

/// Copies the events of a cache into another file of the same form with prepared statements alone:
/// what SQLite needs for the same rows, tables and indexes, against which filling is measured.
package struct RawFill {
  /// The rows of one transaction: a page of a service.
  package static let page = 200

  private let source: LocalCache
  private let target: LocalCache

  /// Makes a copy's ends; the target has the accounts and calendars already, and no events.
  package init(from source: LocalCache, to target: LocalCache) {
    self.source = source
    self.target = target
  }

  /// Copies all events.
  ///
  /// - Returns: How long SQLite took to insert them; reading them does not count.
  /// - Throws: ``CacheError``.
  package func run() throws(CacheError) -> Duration {
    var last: Int64 = 0
    var time = Duration.zero
    while true {
      let page = try source.read { db in
        (
          events: try rows(of: "event", "key", Self.events, after: last, db),
          details: try rows(of: "event_detail", "event", Self.details, after: last, db)
        )
      }
      guard let end = page.events.last?.first, let key = Int64.fromDatabaseValue(end) else {
        return time
      }
      last = key
      let start = ContinuousClock.now
      try target.write { db in
        try insert(page.events, into: "event", Self.events, db)
        try insert(page.details, into: "event_detail", Self.details, db)
      }
      time += start.duration(to: .now)
    }
  }

  private static let events = [
    "key", "id", "calendar", "remote_id", "is_all_day", "begins", "ends", "zone", "start_key",
    "end_key", "span", "title", "location", "status", "is_read_only", "provider",
    "conferencing_state",
  ]
  private static let details = [
    "event", "description", "own_description", "visibility", "is_busy", "participants",
    "organizer", "conferencing", "conferencing_failure", "master_id", "updated_at", "autocreated",
    "end_zone", "words",
  ]

  private func rows(
    of table: String,
    _ key: String,
    _ columns: [String],
    after last: Int64,
    _ db: Database
  ) throws -> [[DatabaseValue]] {
    let names = columns.joined(separator: ", ")
    let sql = "SELECT \(names) FROM \(table) WHERE \(key) > ? ORDER BY \(key) LIMIT \(Self.page)"
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [last])
      .map { Array($0.databaseValues) }
  }

  private func insert(
    _ rows: [[DatabaseValue]],
    into table: String,
    _ columns: [String],
    _ db: Database
  ) throws {
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    let statement = try db.cachedStatement(
      sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
    )
    for row in rows {
      statement.setUncheckedArguments(StatementArguments(row))
      try statement.execute()
    }
  }
}
