import GRDB

/// Copies the events of a cache into another file of the same form by SQL alone: what SQLite needs
/// for the same rows, tables, indexes and triggers, against which filling is measured.
package struct RawFill {
  private let source: LocalCache
  private let target: LocalCache

  /// Makes a copy's ends; the target has the accounts and calendars already, and no events.
  package init(from source: LocalCache, to target: LocalCache) {
    self.source = source
    self.target = target
  }

  /// Copies all events, a transaction a page.
  ///
  /// - Parameter page: The rows of a page.
  /// - Returns: How long it took.
  /// - Throws: ``CacheError``.
  package func run(page: Int) throws(CacheError) -> Duration {
    do {
      return try target.pool.writeWithoutTransaction { db in
        try db.execute(sql: "ATTACH ? AS source", arguments: [source.path])
        defer { try? db.execute(sql: "DETACH source") }
        let last = try Int64.fetchOne(db, sql: "SELECT MAX(key) FROM source.event") ?? 0
        let events = try copying("event", by: "key", db)
        let details = try copying("event_detail", by: "event", db)
        let start = ContinuousClock.now
        for first in stride(from: 0, to: last, by: page) {
          try db.inTransaction(.immediate) {
            try events.execute(arguments: [first, first + Int64(page)])
            try details.execute(arguments: [first, first + Int64(page)])
            return .commit
          }
        }
        return start.duration(to: .now)
      }
    } catch {
      throw CacheError(error, path: target.path)
    }
  }

  private func copying(_ table: String, by key: String, _ db: Database) throws -> Statement {
    // All columns but those that SQLite generates.
    let columns = try String.fetchAll(
      db,
      sql: "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0",
      arguments: [table]
    )
    .joined(separator: ", ")
    return try db.makeStatement(
      sql: """
        INSERT INTO main.\(table) (\(columns)) SELECT \(columns) FROM source.\(table)
        WHERE \(key) > ? AND \(key) <= ?
        """
    )
  }
}
