import ConferencingCore
import GRDB

/// Copies out of a damaged file what has no other copy: the outbox with its events, the events of
/// the local calendar, and every table that is not filled from a service.
///
/// Row by row, and by the names of columns: what cannot be read is skipped, what the old file does
/// not have yet takes its default. Tables are taken from the schema, so that a new one is copied
/// without being named here. Where SQLite cannot get at rows, those that are in whole pages are
/// taken from there: see ``PageRows``.
struct CacheRescue {
  /// What was copied.
  struct Saved {
    var edits = 0
    var lostEdits = 0
    var localEvents = 0
    /// Whether events of the local calendar may be lost.
    var mayLackEvents = false
    /// Whether descriptions and attendees may be lost.
    var mayLackDetails = false
    /// Whether texts of imported files may be lost.
    var mayLackTexts = false
  }

  /// The damaged file, which is only read; `nil` when SQLite cannot open it.
  let old: Database?
  /// The rows in its pages.
  let pages: LazyPageRows
  /// The fresh file, whose foreign keys are not enforced for now.
  let new: Database

  /// Tables whose rows are parts of an event, and are copied with it.
  private static let parts: Set = ["event_detail"]
  /// Tables with the texts of imported files, and what they hang on.
  private static let texts: Set = ["event_text", "file_text", "import_change", "imported_file"]
  /// Tables that are filled by others.
  ///
  /// Those without row ids have to be among them: rows are read along these.
  static let derived: Set = [
    "former_name", "grdb_migrations", "reading", "series_days", "series_master", "series_preview",
    "previewed_edit", "sqlite_sequence",
  ]

  /// A failure of the fresh file, which ends the rescue; one of the old file does not.
  private struct WriteFailure: Error { let error: any Error }

  /// What came of copying a table.
  private struct Copied {
    /// How many rows were copied.
    var rows = 0
    /// How many rows could be read but not be written.
    var refused = 0
    /// Whether there are places that cannot be read.
    var hasGaps = false
  }

  /// Copies everything; `nil` when nothing at all can be read.
  func run() throws -> Saved? {
    let known = old.flatMap { try? Self.tables($0) }
    var saved = Saved()
    var held: Set<Int64> = []
    var count = 0
    var hasEditGaps = false
    let tables = try Self.tables(new).subtracting(Self.derived).subtracting(Self.parts)
    for table in tables.subtracting(["event"]).sorted() where known?.contains(table) != false {
      let copied = try copy(table, isKnown: known != nil) { _ in true }
      count += copied.rows
      if Self.texts.contains(table), copied.hasGaps { saved.mayLackTexts = true }
      guard table == "operation" else { continue }
      (saved.lostEdits, hasEditGaps) = (copied.refused, copied.hasGaps)
      held = try Int64.fetchSet(new, sql: "SELECT DISTINCT event FROM operation")
    }
    let places = PlaceRescue(db: new)
    let ofServices = try places.calendarsOfServices()
    var withoutEdit: Set<Int64> = []
    let events = try copy("event", isKnown: known != nil) { value in
      // What rules give is computed again.
      if value("series_part") == SeriesPart.expanded.rawValue.databaseValue { return false }
      let key = Int64.fromDatabaseValue(value("key"))
      if key.map(held.contains) == true { return true }
      let isWaiting = value("is_waiting") == 1.databaseValue || !value("refusal").isNull
      if isWaiting, let key { withoutEdit.insert(key) }
      // What a service has given its id is read from there again.
      let calendar = Int64.fromDatabaseValue(value("calendar"))
      return calendar.map(ofServices.contains) != true && value("remote_id").isNull
    }
    count += events.rows
    if count == 0, known == nil { return nil }
    saved.mayLackEvents = events.hasGaps
    if hasEditGaps || events.hasGaps { saved.lostEdits += withoutEdit.count }
    let kept = try Int64.fetchSet(new, sql: "SELECT key FROM event")
    for table in Self.parts.sorted() {
      let copied = try copy(table, isKnown: known != nil) { value in
        Int64.fromDatabaseValue(value("event")).map(kept.contains) == true
      }
      saved.mayLackDetails = saved.mayLackDetails || copied.hasGaps
    }
    // From here on keys are assigned again.
    try EventRescue(db: new).setLostApart()
    try places.recreate()
    try EventRescue(db: new).recreate(isJournalNeeded: events.hasGaps)
    if known != nil { try keepCounting() }
    let edits = try Int.fetchOne(new, sql: "SELECT COUNT(*) FROM operation") ?? 0
    try RescueCleanup(new: new).run()
    try SeriesRows(db: new).rebuild()
    saved.edits = try Int.fetchOne(new, sql: "SELECT COUNT(*) FROM operation") ?? 0
    saved.lostEdits += edits - saved.edits
    saved.localEvents =
      try Int.fetchOne(
        new,
        sql: "SELECT COUNT(*) FROM event JOIN calendar ON calendar.key = event.calendar "
          + "JOIN account ON account.key = calendar.account WHERE account.service = 'local' AND series_part <> 2"
      ) ?? 0
    return saved
  }

  /// Has numbers that were given before not given again: the journal names operations by them.
  private func keepCounting() throws {
    let sql = "SELECT name, seq FROM sqlite_sequence"
    for row in (try? old.map { try Row.fetchAll($0, sql: sql) }) ?? [] {
      try new.execute(
        sql: "UPDATE sqlite_sequence SET seq = MAX(seq, ?2) WHERE name = ?1",
        arguments: [row["name"] as DatabaseValue, row["seq"] as DatabaseValue]
      )
      guard new.changesCount == 0 else { continue }
      try new.execute(
        sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
        arguments: [row["name"] as DatabaseValue, row["seq"] as DatabaseValue]
      )
    }
  }

  /// The ordinary tables of a file: no virtual ones, nor those that these keep their data in.
  private static func tables(_ db: Database) throws -> Set<String> {
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    let all = rows.map { (name: $0["name"] as String, sql: ($0["sql"] as String?) ?? "") }
    let virtual = all.filter { $0.sql.uppercased().hasPrefix("CREATE VIRTUAL") }.map(\.name)
    return Set(
      all.map(\.name).filter { name in
        !virtual.contains { name == $0 || name.hasPrefix($0 + "_") }
      }
    )
  }

  /// Copies the rows of a table that can be read and are wanted.
  ///
  /// `isKnown` says whether SQLite can read the file at all.
  private func copy(
    _ table: String,
    isKnown: Bool,
    isWanted: ((String) -> DatabaseValue) -> Bool
  ) throws -> Copied {
    let all = try columns(of: table)
    let present = isKnown ? Set(old.flatMap { try? Self.names(of: table, $0) } ?? []) : []
    let columns = all.filter { !$0.isComputed }.map(\.name)
    let common = columns.filter(present.contains)
    let name = table.quotedDatabaseIdentifier
    var copied = Copied(hasGaps: common.isEmpty)
    func insert(
      _ names: [String],
      or resolution: String,
      _ value: (String) -> DatabaseValue
    ) throws {
      let marks = names.map { _ in "?" }.joined(separator: ", ")
      do {
        try new.cachedStatement(
          sql: "INSERT OR \(resolution) INTO \(name) (\(names.quotedList)) VALUES (\(marks))"
        )
        .execute(arguments: StatementArguments(names.map(value)))
        copied.rows += new.changesCount
      } catch let error as DatabaseError where !error.isOfDisk {
        copied.refused += 1
      } catch {
        throw WriteFailure(error: error)
      }
    }
    // Links of services named an event before they had an owner.
    let namesEvents = table == "asked_link" && present.contains("event")
    if !common.isEmpty {
      let former = common + (namesEvents ? ["event"] : [])
      try read(name, former.quotedList, onGap: { copied.hasGaps = true }) { row in
        guard isWanted({ row.hasColumn($0) ? row[$0] : .null }) else { return }
        guard namesEvents else { return try insert(common, or: "REPLACE") { row[$0] } }
        let owner = linkOwner(row["event"])
        try insert(common + ["owner"], or: "REPLACE") { $0 == "owner" ? owner : row[$0] }
      }
    }
    // Rows in pages have no names of columns: those of another form would be misread.
    guard copied.hasGaps, !namesEvents else { return copied }
    // A row that only looks like one of this table may break its rules: that is no loss.
    let refused = copied.refused
    try pages.rows.read(table, all) { row in
      guard isWanted({ row[$0] ?? .null }) else { return }
      try insert(columns.filter { row[$0] != nil }, or: "IGNORE") { row[$0] ?? .null }
    }
    copied.refused = refused
    return copied
  }

  /// What has the link of a row that names an event, as far as the old file tells.
  private func linkOwner(_ event: DatabaseValue) -> DatabaseValue {
    guard let event = String.fromDatabaseValue(event) else { return .null }
    let known = old.flatMap { try? MeetingSchema.linkOwner(of: event, $0) }
    return (known ?? MeetingSchema.linkOwner(named: event)).rawValue.databaseValue
  }

  /// Reads a table along its row ids; behind a gap it goes on, in steps that grow with the gap.
  private func read(
    _ table: String,
    _ columns: String,
    onGap: () -> Void,
    _ body: (Row) throws -> Void
  ) throws {
    guard let old else { return }
    var last = Int64.min
    var step: Int64 = 0
    while true {
      do {
        let rows = try Row.fetchCursor(
          old,
          sql:
            "SELECT rowid AS rescued_row, \(columns) FROM \(table) WHERE rowid > ? ORDER BY rowid",
          arguments: [last]
        )
        while let row = try rows.next() {
          last = row["rescued_row"]
          step = 0
          try body(row)
        }
        return
      } catch let failure as WriteFailure {
        throw failure.error
      } catch {
        if step == 0 { onGap() }
        step = step < 64 ? step + 1 : step.multipliedReportingOverflow(by: 2).partialValue
        let (next, isBeyond) = max(last, 0).addingReportingOverflow(step)
        guard step > 0, !isBeyond else { return }
        last = next
      }
    }
  }

  /// The names of the columns that a file has of a table and that are not computed.
  private static func names(of table: String, _ db: Database) throws -> [String] {
    try Row.fetchAll(db, sql: "PRAGMA table_xinfo(\(table.quotedDatabaseIdentifier))")
      .filter { ($0["hidden"] as Int?) == 0 }
      .map { $0["name"] as String }
  }

  /// The columns of a table of the fresh file, as they lie in its records.
  private func columns(of table: String) throws -> [PageRows.Column] {
    let rows = try Row.fetchAll(new, sql: "PRAGMA table_xinfo(\(table.quotedDatabaseIdentifier))")
    let hasOneKey = rows.count { ($0["pk"] as Int) > 0 } == 1
    return rows.map { row in
      let type: String = row["type"]
      let isKey = row["pk"] as Int > 0
      return PageRows.Column(
        name: row["name"],
        type: type,
        isNullable: row["notnull"] == 0,
        isOptional: row["notnull"] == 0 || !(row["dflt_value"] as DatabaseValue).isNull,
        isRowID: isKey && hasOneKey && type == "INTEGER",
        isComputed: row["hidden"] != 0
      )
    }
  }
}

extension [String] {
  fileprivate var quotedList: String { map(\.quotedDatabaseIdentifier).joined(separator: ", ") }
}

extension DatabaseError {
  /// Whether nothing can be written any more, and not just this row.
  var isOfDisk: Bool {
    switch resultCode {
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_NOMEM: true
    default: false
    }
  }
}
