import GRDB

/// Copies out of a damaged file what has no other copy: the outbox with its events, the events of
/// the local calendar, and every table that is not filled from a service.
///
/// Row by row, and by the names of columns: what cannot be read is skipped, what the old file does
/// not have yet takes its default. Tables are taken from the schema, so that a new one is copied
/// without being named here.
struct CacheRescue {
  /// What was copied.
  struct Saved {
    var edits = 0
    var lostEdits = 0
    var localEvents = 0
  }

  /// The damaged file, which is only read.
  let old: Database
  /// The fresh file, whose foreign keys are not enforced for now.
  let new: Database

  /// Tables whose rows are parts of an event, and are copied with it.
  private static let parts: Set = ["event_detail", "event_base"]
  /// Tables that are filled anew.
  private static let derived: Set = ["grdb_migrations", "reading", "sqlite_sequence"]

  /// A failure of the fresh file, which ends the rescue; one of the old file does not.
  private struct WriteFailure: Error { let error: any Error }

  /// Copies everything; `nil` when not even the names of the tables can be read.
  func run() throws -> Saved? {
    guard let known = try? Self.tables(old) else { return nil }
    var saved = Saved()
    var held: Set<Int64> = []
    let tables = try Self.tables(new).subtracting(Self.derived).subtracting(Self.parts)
    for table in tables.subtracting(["event"]).sorted() where known.contains(table) {
      let lost = try copy(table) { _ in true }
      for column in try references(of: table) {
        let quoted = column.quotedDatabaseIdentifier
        held.formUnion(
          try Int64.fetchSet(
            new,
            sql:
              "SELECT \(quoted) FROM \(table.quotedDatabaseIdentifier) WHERE \(quoted) IS NOT NULL"
          )
        )
      }
      if table == "operation" { saved.lostEdits += lost }
    }
    let local = try Int64.fetchSet(
      new,
      sql: """
        SELECT calendar.key FROM calendar JOIN account ON account.key = calendar.account
        WHERE account.service = 'local'
        """
    )
    _ = try copy("event") { row in
      Self.number(row, "calendar").map(local.contains) == true
        || Self.number(row, "key").map(held.contains) == true
    }
    let kept = try Int64.fetchSet(new, sql: "SELECT key FROM event")
    for table in Self.parts.sorted() {
      _ = try copy(table) { row in Self.number(row, "event").map(kept.contains) == true }
    }
    try keepCounting()
    let edits = try Int.fetchOne(new, sql: "SELECT COUNT(*) FROM operation") ?? 0
    try mend()
    saved.edits = try Int.fetchOne(new, sql: "SELECT COUNT(*) FROM operation") ?? 0
    saved.lostEdits += edits - saved.edits
    saved.localEvents =
      try Int.fetchOne(
        new,
        sql: "SELECT COUNT(*) FROM event JOIN calendar ON calendar.key = event.calendar "
          + "JOIN account ON account.key = calendar.account WHERE account.service = 'local'"
      ) ?? 0
    return saved
  }

  /// Has numbers that were given before not given again: the journal names operations by them.
  private func keepCounting() throws {
    let sql = "SELECT name, seq FROM sqlite_sequence"
    for row in (try? Row.fetchAll(old, sql: sql)) ?? [] {
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

  /// Takes the event as it shows for what its service has, where that is lost: an edit that waits
  /// needs something to stand on.
  private func replaceLostBases() throws {
    let keys = try Int64.fetchAll(
      new,
      sql: """
        SELECT DISTINCT event FROM operation
        WHERE event NOT IN (SELECT event FROM operation WHERE kind = 'create')
          AND event NOT IN (SELECT event FROM event_base)
        """
    )
    for key in keys {
      guard let stored = try? StoredEvent.find(key: key, new) else { continue }
      try new.execute(
        sql: "INSERT INTO event_base (event, base) VALUES (?, ?)",
        arguments: [key, try StoredJSON.text(stored.event)]
      )
    }
  }

  /// Gives events whose details are lost empty ones, and removes rows that lead nowhere.
  private func mend() throws {
    try new.execute(
      sql: """
        INSERT INTO event_detail (event, description, visibility, is_busy, participants)
          SELECT key, '', 'default', 1, '[]' FROM event
          WHERE key NOT IN (SELECT event FROM event_detail);
        UPDATE account SET last_success = NULL;
        """
    )
    try replaceLostBases()
    while true {
      let orphans = try Row.fetchAll(new, sql: "PRAGMA foreign_key_check")
      let before = new.totalChangesCount
      for orphan in orphans {
        let table: String = orphan["table"]
        try new.execute(
          sql: "DELETE FROM \(table.quotedDatabaseIdentifier) WHERE rowid = ?",
          arguments: [orphan["rowid"] as Int64?]
        )
      }
      if new.totalChangesCount == before { return }
    }
  }

  /// A whole number; `nil` for whatever else damage has made of it.
  private static func number(_ row: Row, _ column: String) -> Int64? {
    Int64.fromDatabaseValue(row[column] as DatabaseValue)
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

  /// The columns by which a table of the fresh file refers to events.
  private func references(of table: String) throws -> [String] {
    try Row.fetchAll(new, sql: "PRAGMA foreign_key_list(\(table.quotedDatabaseIdentifier))")
      .filter { ($0["table"] as String?) == "event" }
      .map { $0["from"] as String }
  }

  /// Copies the rows of a table that can be read and are wanted.
  ///
  /// - Returns: How many rows could be read but not be written; places that could not be read
  ///   count as one each.
  private func copy(_ table: String, isWanted: (Row) -> Bool) throws -> Int {
    let columns = try columns(of: table)
    guard !columns.isEmpty else { return 0 }
    let name = table.quotedDatabaseIdentifier
    let list = columns.map(\.quotedDatabaseIdentifier).joined(separator: ", ")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    let insertion = try new.cachedStatement(
      sql: "INSERT OR REPLACE INTO \(name) (\(list)) VALUES (\(marks))"
    )
    var lost = 0
    try read(name, list, onGap: { lost += 1 }) { row in
      guard isWanted(row) else { return }
      do {
        try insertion.execute(
          arguments: StatementArguments(columns.map { row[$0] as DatabaseValue })
        )
      } catch let error as DatabaseError where !error.isOfDisk {
        lost += 1
      } catch {
        throw WriteFailure(error: error)
      }
    }
    return lost
  }

  /// Reads a table along its row ids; behind a place that cannot be read it goes on, in steps that
  /// grow when the place is a large one.
  private func read(
    _ table: String,
    _ columns: String,
    onGap: () -> Void,
    _ body: (Row) throws -> Void
  ) throws {
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

  /// The columns that both files have and that are not computed.
  private func columns(of table: String) throws -> [String] {
    func names(_ db: Database) throws -> [String] {
      try Row.fetchAll(db, sql: "PRAGMA table_xinfo(\(table.quotedDatabaseIdentifier))")
        .filter { ($0["hidden"] as Int?) == 0 }
        .map { $0["name"] as String }
    }
    let present = Set((try? names(old)) ?? [])
    return try names(new).filter(present.contains)
  }
}

extension DatabaseError {
  /// Whether nothing can be written any more, and not just this row.
  fileprivate var isOfDisk: Bool {
    switch resultCode {
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_NOMEM: true
    default: false
    }
  }
}
