import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// What imports did, so that each can be undone as one edit.
///
/// An import has one entry in the journal, and here for each event that it changed the other state:
/// undoing it and redoing it both exchange the two. An event that is new has no other state, so that
/// an import of many new events keeps nothing twice.
struct ImportJournal {
  let db: Database
  let writer: EventWriter

  /// Begins an import: what could be redone cannot be any more.
  ///
  /// - Returns: Its place in the journal.
  func begin(account: AccountID, event: EventID, at now: Date) throws -> Int64 {
    let edit = EventEdit(event: event, change: .delete)
    let step = JournalStep(step: EditStep(edit: edit, before: nil, after: nil), isImport: true)
    try db.execute(sql: "DELETE FROM journal WHERE is_undone = 1")
    try db.execute(
      sql: "INSERT INTO journal (event, account, made_at, step) VALUES (?, ?, ?, ?)",
      arguments: [
        event.rawValue, account.rawValue, now.timeIntervalSince1970, try StoredJSON.text(step),
      ]
    )
    let sequence = db.lastInsertedRowID
    // What was imported longer ago than edits can be undone, or was undone for good.
    try db.execute(
      sql: """
        DELETE FROM import_change WHERE import NOT IN (SELECT sequence FROM journal);
        DELETE FROM event_text WHERE event NOT IN (SELECT id FROM event)
          AND event NOT IN (SELECT event FROM journal)
          AND event NOT IN (SELECT event FROM import_change);
        DELETE FROM imported_file WHERE key NOT IN (SELECT file FROM event_text);
        """
    )
    return sequence
  }

  /// Whether an import is in the journal still, and not undone.
  func stands(_ sequence: Int64) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM journal WHERE sequence = ? AND is_undone = 0)"
      ),
      arguments: [sequence]
    ) == true
  }

  /// Notes what an import does to an event.
  ///
  /// - Parameters:
  ///   - sequence: The place of the import in the journal.
  ///   - event: The event.
  ///   - before: The event before the import; `nil` for a new one.
  ///   - text: Its text before the import, where that is replaced.
  /// - Throws: What the database throws.
  func note(
    _ sequence: Int64,
    _ event: EventID,
    before: Event?,
    text: StoredText? = nil
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO import_change (import, event, state, file, position, uid, recurrence_id, text)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    statement.setUncheckedArguments(
      [
        sequence, event.rawValue, try before.map { try StoredJSON.text($0) }, text?.file,
        text?.position, text?.uid, text?.recurrenceID, text?.bytes,
      ]
    )
    try statement.execute()
  }

  /// Exchanges the two states of all events of an import.
  ///
  /// - Returns: How many events there are.
  /// - Throws: What the database throws.
  func reverse(_ entry: EditJournal.Entry, _ direction: UndoDirection) throws -> Int {
    // Exceptions go before their masters, and come behind them.
    let order = direction == .undo ? "DESC" : "ASC"
    let sequences = try Int64.fetchAll(
      db,
      sql: "SELECT sequence FROM import_change WHERE import = ? ORDER BY sequence \(order)",
      arguments: [entry.sequence]
    )
    // Each series is expanded once, however many exceptions it has.
    var series: Set<Int64> = []
    for sequence in sequences { try exchange(sequence, &series) }
    for master in series.sorted() { try SeriesRows(db: db).refresh(master) }
    try db.execute(
      sql: "UPDATE journal SET is_undone = 1 - is_undone WHERE sequence = ?",
      arguments: [entry.sequence]
    )
    return sequences.count
  }

  private func exchange(_ sequence: Int64, _ series: inout Set<Int64>) throws {
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM import_change WHERE sequence = ?"),
      arguments: [sequence]
    )
    guard let row else { return }
    let id = EventID(row["event"])
    var other = try (row["state"] as String?).map { try StoredJSON.value($0, as: Event.self) }
    // An event that was made again has another id than its state knew.
    other?.id = id
    let stored = try StoredEvent.find(id, db)
    let current = stored?.part == .expanded ? nil : stored
    switch (other, current) {
    case (let other?, let current?): try writer.update(current.key, to: other)
    case (let other?, nil):
      let place = try CalendarPlace.find(other.calendar, in: other.account, db)
      if let key = try writer.insert(other, at: place, expands: false) {
        if other.recurrence != nil { series.insert(key) }
        if other.isException, let master = try SeriesRows(db: db).attach(other, key) {
          series.insert(master)
        }
      }
    case (nil, let current?):
      try db.cachedStatement(sql: "DELETE FROM event WHERE key = ?")
        .execute(arguments: [current.key])
      if let master = current.series { series.insert(master) }
    case (nil, nil): break
    }
    try db.cachedStatement(sql: "UPDATE import_change SET state = ? WHERE sequence = ?")
      .execute(arguments: [try current.map { try StoredJSON.text($0.event) }, sequence])
    if let text = StoredText(row) { try exchange(text, of: id, sequence) }
  }

  private func exchange(_ text: StoredText, of event: EventID, _ sequence: Int64) throws {
    let current = try StoredText.find(event, db)
    try text.save(for: event, db)
    try db.cachedStatement(
      sql: """
        UPDATE import_change SET file = ?, position = ?, uid = ?, recurrence_id = ?, text = ?
        WHERE sequence = ?
        """
    )
    .execute(
      arguments: [
        current?.file, current?.position, current?.uid, current?.recurrenceID, current?.bytes,
        sequence,
      ]
    )
  }
}
