import CalendarCore
import GRDB

/// The rows of `event_detail` of events that a transaction adds, written in one statement.
///
/// A trigger puts the words of each row into the index. Before every statement that has such a
/// trigger, FTS5 writes out what it has gathered (`fts5SavepointMethod` in ext/fts5/fts5_main.c). A
/// statement an event thus made a segment an event, and to merge them took most of the time of
/// filling a cache. It also writes it out before a row whose id is lower than the one before
/// (`sqlite3Fts5IndexBeginWrite` in ext/fts5/fts5_index.c), so that the rows go in the order of the ids
/// of the index: by day, and then by key.
struct NewDetails {
  private let db: Database
  private var remoteIDs: Set<RemoteEventID> = []

  init(db: Database) { self.db = db }

  /// Adds the row of an event.
  mutating func add(
    _ row: [EventColumn.Value],
    of remote: RemoteEventID
  ) throws {
    if remoteIDs.isEmpty { try makeTable() }
    remoteIDs.insert(remote)
    try db.cachedStatement(sql: Self.gather).execute(unchecked: row)
  }

  /// Whether the row of an event of this id may not be written yet.
  func mayHold(_ remote: RemoteEventID) -> Bool { remoteIDs.contains(remote) }

  /// Writes the rows.
  mutating func write() throws {
    guard !remoteIDs.isEmpty else { return }
    try db.cachedStatement(sql: Self.move).execute()
    try db.cachedStatement(sql: "DELETE FROM temp.new_detail").execute()
    remoteIDs = []
  }

  /// Makes the table that rows are gathered in: each connection has its own, in memory.
  private func makeTable() throws {
    let count = try Int.fetchOne(
      db.cachedStatement(
        sql: "SELECT COUNT(*) FROM temp.sqlite_master WHERE name = 'new_detail'"
      )
    )
    if count == 0 { try db.execute(sql: "CREATE TEMP TABLE new_detail (\(Self.columns))") }
  }

  private static let columns = "\(EventColumn.names(EventColumn.detail)), words, event"
  private static let values = "VALUES (\(EventColumn.marks(EventColumn.detail.count + 2)))"
  private static let gather = "INSERT INTO temp.new_detail (\(columns)) \(values)"
  private static let move = """
    INSERT INTO event_detail (\(columns)) SELECT \(columns) FROM temp.new_detail
      ORDER BY (
        SELECT CASE is_all_day WHEN 1 THEN begins ELSE begins / \(EventSpan.day) END
        FROM main.event WHERE key = new_detail.event), event
    """
  /// Writes a single row.
  static let insert = "INSERT INTO event_detail (\(columns)) \(values)"
}

extension Statement {
  /// Executes it with as many values as it has marks, which is not checked.
  func execute(unchecked values: [EventColumn.Value]) throws {
    setUncheckedArguments(StatementArguments(values))
    try execute()
  }
}
