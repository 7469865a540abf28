import CalendarCore
import GRDB

/// The rows of `event_detail` of events that a transaction adds, written many at once.
///
/// A trigger puts the words of each row into the index. Before every statement that has such a
/// trigger, FTS5 writes out what it has gathered (`fts5SavepointMethod` in ext/fts5/fts5_main.c). A
/// statement an event thus made a segment an event, and to merge them took most of the time of
/// filling a cache. It also writes it out before a row whose id is lower than the one before
/// (`sqlite3Fts5IndexBeginWrite` in ext/fts5/fts5_index.c), so that the rows go in the order of the ids
/// of the index: by day, and then by key.
struct NewDetails {
  /// A row that waits.
  private struct Row {
    let day: Int
    let key: Int64
    let event: Event
  }

  private let db: Database
  private var rows: [Row] = []
  private var remoteIDs: Set<RemoteEventID> = []
  private var linkChoices: Bool?

  init(db: Database) { self.db = db }

  /// Whether the user has chosen between links of any event; asked once.
  mutating func hasLinkChoices() throws -> Bool {
    if let linkChoices { return linkChoices }
    let hasSome = try LinkChoiceTable(db: db).isUsed()
    linkChoices = hasSome
    return hasSome
  }

  /// Adds the row of an event.
  ///
  /// - Parameters:
  ///   - event: The event, as the file can hold it.
  ///   - key: Its key.
  ///   - remote: The id that its service has for it.
  /// - Throws: What the database throws.
  mutating func add(_ event: Event, _ key: Int64, of remote: RemoteEventID) throws {
    rows.append(Row(day: SearchText.day(of: event), key: key, event: event))
    remoteIDs.insert(remote)
    if rows.count == Self.most { try write() }
  }

  /// Whether the row of an event of this id may not be written yet.
  func mayHold(_ remote: RemoteEventID) -> Bool { remoteIDs.contains(remote) }

  /// Writes the rows.
  mutating func write() throws {
    guard !rows.isEmpty else { return }
    rows.sort { ($0.day, $0.key) < ($1.day, $1.key) }
    guard let place = Self.statements.first(where: { $0.rows >= rows.count }) else { return }
    let values = try rows.mapConcurrently { try Self.values(of: $0.event) + [.integer($0.key)] }
    let statement = try db.cachedStatement(sql: place.sql)
    try statement.execute(binding: values)
    // A statement that is kept would keep the texts.
    statement.setUncheckedArguments(StatementArguments())
    (rows, remoteIDs) = ([], [])
  }

  /// What the columns of `event_detail` hold of an event, without its key.
  static func values(of event: Event) throws -> [ColumnValue] {
    try EventColumn.detail.map { try $0.value(event) } + [ColumnValue(SearchText.words(of: event))]
  }

  private static let columns = "\(EventColumn.names(EventColumn.detail)), words, event"
  private static let width = EventColumn.detail.count + 2
  private static let marks = "(\(EventColumn.marks(width)))"
  /// Writes a single row.
  static let insert = "INSERT INTO event_detail (\(columns)) VALUES \(marks)"

  /// How many rows a statement writes at most.
  private static let most = 256
  /// The statements, each with the rows that it has room for; what is left empty has no event.
  ///
  /// A text of SQL for each number of rows would be one more to compile for nearly every page.
  private static let statements: [(rows: Int, sql: String)] =
    [(1, insert)]
    + [8, 64, most].map { rows in
      let values = Array(repeating: marks, count: rows).joined(separator: ", ")
      return (
        rows,
        """
        INSERT INTO event_detail (\(columns))
        SELECT * FROM (VALUES \(values)) WHERE column\(width) IS NOT NULL
        """
      )
    }
}
