import ConferencingCore
import CalendarCore
import Foundation
import GRDB

/// The edits made on this cache, by whatever process, in the order in which they were made.
///
/// Each has an entry that says what was done last: the edit itself or, while that is undone, its
/// reverse. Undoing and redoing both reverse what was done last.
struct EditJournal {
  /// How many edits can be undone; those made together count as one.
  static let limit = 100

  let db: Database

  /// An edit, and what was done of it last.
  struct Entry {
    let sequence: Int64
    let event: EventID
    let last: JournalStep

    /// Reads a row of the sequence, the event and the step.
    init(_ row: Row) throws {
      event = EventID(row[1])
      var last = try StoredJSON.value(row[2], as: JournalStep.self)
      // An event that was made again has another id than the step knew.
      last.turn = last.turn?.renaming(last.step.edit.event, to: event)
      last.step.edit.event = event
      last.step.before?.id = event
      last.step.after?.id = event
      (sequence, self.last) = (row[0], last)
    }

    /// Its event, and the one that it waits for.
    var events: Set<EventID> { Set([event, last.step.edit.follows].compactMap(\.self)) }
  }

  /// Adds edits that were made together; what could be redone cannot be any more.
  func append(_ steps: [JournalStep], at now: Date) throws {
    let changing = steps.compactMap { step -> (step: JournalStep, account: AccountID)? in
      if case .update(let patch) = step.step.edit.change, patch.isEmpty { return nil }
      return (step.step.before ?? step.step.after).map { (step, $0.account) }
    }
    if changing.isEmpty { return }
    var batch: Int64?
    for (step, account) in changing {
      try db.cachedStatement(
        sql: "INSERT INTO journal (event, account, made_at, step, batch) VALUES (?, ?, ?, ?, ?)"
      )
      .execute(
        arguments: [
          step.step.edit.event.rawValue, account.rawValue, now.timeIntervalSince1970,
          try StoredJSON.text(step), batch,
        ]
      )
      guard batch == nil, changing.count > 1 else { continue }
      batch = db.lastInsertedRowID
      try db.execute(
        sql: "UPDATE journal SET batch = sequence WHERE sequence = ?",
        arguments: [batch]
      )
    }
    try removeSuperseded()
  }

  /// The batches of moves of series of which a part is not delivered.
  private static let unfinishedMoves = """
    WITH move AS (
      SELECT journal.batch FROM operation
        CROSS JOIN event ON event.key = operation.event
        CROSS JOIN journal ON journal.event = event.id
      WHERE operation.kind = 'create' AND json_extract(operation.edit, '$.follows') IS NOT NULL
        AND journal.batch IS NOT NULL)
    """

  /// Removes what cannot be undone or redone any more, now that other edits were made.
  ///
  /// A part of a move that is given up takes all of the move back, so that is kept until it is
  /// delivered, with what was edited since; where it is undone, it cannot be redone all the same.
  private func removeSuperseded() throws {
    try db.cachedStatement(
      sql: """
        \(Self.unfinishedMoves)
        DELETE FROM journal WHERE is_undone = 1 AND COALESCE(batch, 0) NOT IN (SELECT batch FROM move)
        """
    )
    .execute()
    try db.cachedStatement(
      sql: """
        UPDATE journal SET obstacle = 'Other edits were made since.'
        WHERE is_undone = 1 AND obstacle IS NULL
        """
    )
    .execute()
    try db.cachedStatement(
      sql: """
        \(Self.unfinishedMoves)
        DELETE FROM journal
        WHERE COALESCE(batch, sequence) <= (
            SELECT DISTINCT COALESCE(batch, sequence) FROM journal ORDER BY 1 DESC LIMIT 1 OFFSET ?)
          AND NOT EXISTS (
            SELECT 1 FROM move WHERE move.batch <= COALESCE(journal.batch, journal.sequence))
        """
    )
    .execute(arguments: [Self.limit])
  }

  /// The entries whose turn it is, in the order in which they are to be reversed: the last edits that
  /// were made together and stand, or the first such that are undone.
  ///
  /// Edits of accounts that are not configured, which nobody sees, are left out.
  func next(_ direction: UndoDirection) throws -> [Entry] {
    let order = direction == .undo ? "DESC" : "ASC"
    return try Row.fetchAll(
      db,
      sql: """
        WITH open AS (
          SELECT sequence, event, step, COALESCE(batch, sequence) AS edit FROM journal
          WHERE is_undone = ? AND obstacle IS NULL
            AND account IN (SELECT id FROM account WHERE position IS NOT NULL))
        SELECT sequence, event, step FROM open
        WHERE edit = (SELECT edit FROM open ORDER BY sequence \(order) LIMIT 1)
        ORDER BY sequence \(order)
        """,
      arguments: [direction == .redo]
    )
    .map(Entry.init)
  }

  /// The entries of the move of a series to another calendar, or of its way back, that an operation is
  /// of, in the order in which they are to be reversed.
  ///
  /// Of edits that were made together they are those that wait for each other. One that was found
  /// impossible to reverse is among them: without it the others would be half of the move.
  func move(with operation: Int64, of event: EventID) throws -> [Entry] {
    let own = try Row.fetchAll(
      db,
      sql: "SELECT step, batch, is_undone FROM journal WHERE event = ? ORDER BY sequence",
      arguments: [event.rawValue]
    )
    // An edit that was put into the operation later is not of the move.
    let first = try own.first { row in
      let queued = try StoredJSON.value(row[0], as: JournalStep.self).queued
      return queued?.placed.contains { $0.sequence == operation } ?? false
    }
    guard let batch = first.flatMap({ $0[1] as Int64? }) else { return [] }
    let isUndone = first?[2] == true
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT sequence, event, step, is_undone FROM journal
        WHERE batch = ? ORDER BY sequence
        """,
      arguments: [batch]
    )
    let all = try rows.map(Entry.init)
    var (events, size): (Set<EventID>, Int) = ([event], 0)
    while events.count > size {
      size = events.count
      for entry in all where !entry.events.isDisjoint(with: events) {
        events.formUnion(entry.events)
      }
    }
    // One that could not be undone with the others is no part of their way back.
    let found = zip(all, rows).filter { entry, row in
      events.contains(entry.event) && row[3] == isUndone
    }
    .map(\.0)
    return isUndone ? found : found.reversed()
  }

  /// Whether events of some entries, or occurrences of theirs, were edited since.
  func isEdited(since entries: [Entry]) throws -> Bool {
    guard let last = entries.map(\.sequence).max() else { return false }
    let later = try String.fetchAll(
      db,
      sql: "SELECT DISTINCT event FROM journal WHERE sequence > ? AND is_undone = 0",
      arguments: [last]
    )
    return later.contains { id in
      entries.contains { $0.event.rawValue == id || EventID(id).isOccurrence(of: $0.event) }
    }
  }

  /// Stores that an entry's last step was reversed by another one.
  func reverse(_ entry: Entry, by step: JournalStep) throws {
    try db.execute(
      sql: """
        UPDATE journal SET is_undone = 1 - is_undone, earlier = step, step = ?, obstacle = NULL
        WHERE sequence = ?
        """,
      arguments: [try StoredJSON.text(step), entry.sequence]
    )
    try rename(entry.event, to: step.step.edit.event)
  }

  /// Keeps an entry that can never be reversed from standing in the way of the others.
  func setAside(_ entry: Entry, because reason: String) throws {
    try db.execute(
      sql: "UPDATE journal SET obstacle = ? WHERE sequence = ?",
      arguments: [reason, entry.sequence]
    )
  }

  /// Removes an entry of which nothing is left to be reversed.
  func remove(_ entry: Entry) throws {
    try db.execute(sql: "DELETE FROM journal WHERE sequence = ?", arguments: [entry.sequence])
  }

  /// Lets the entries of an event follow it to another id.
  func rename(_ old: EventID, to new: EventID) throws {
    guard old != new else { return }
    for table in ["journal", "event_text", "import_change"] {
      // An event that is made from another one has got the text of that already: its own counts.
      try db.execute(
        sql: "UPDATE OR REPLACE \(table) SET event = ? WHERE event = ?",
        arguments: [new.rawValue, old.rawValue]
      )
    }
  }

  /// Forgets what was put into operations of an event that are given up.
  ///
  /// Of an edit that was undone by one of them, the edit holds again.
  func forget(_ operations: Set<Int64>, of event: EventID) throws {
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT sequence, step, earlier FROM journal WHERE event = ?",
      arguments: [event.rawValue]
    )
    func isGivenUp(_ text: String) throws -> Bool {
      let queued = try StoredJSON.value(text, as: JournalStep.self).queued
      return queued?.placed.contains { operations.contains($0.sequence) } ?? false
    }
    for row in rows where try isGivenUp(row[1]) {
      let sequence: Int64 = row[0]
      if let earlier: String = row[2], try !isGivenUp(earlier) {
        try db.execute(
          sql: """
            UPDATE journal SET is_undone = 1 - is_undone, step = earlier, earlier = NULL,
              obstacle = NULL
            WHERE sequence = ?
            """,
          arguments: [sequence]
        )
      } else {
        try db.execute(sql: "DELETE FROM journal WHERE sequence = ?", arguments: [sequence])
      }
    }
  }

  /// Notes that an edit stands on another state of its event than the one that it was made on: that
  /// is what undoing it goes back to.
  func rebase(_ operation: Int64, of event: EventID, onto theirs: Event) throws {
    try change(operation, of: event) { $0.step.before = theirs }
  }

  /// Notes what takes an edit of a series back, now that its service has carried it out.
  func note(_ reversal: SeriesReversal, of operation: Int64, of event: EventID) throws {
    try change(operation, of: event) { $0.series = reversal }
  }

  /// Changes the steps that an operation carries.
  private func change(
    _ operation: Int64,
    of event: EventID,
    _ body: (inout JournalStep) -> Void
  ) throws {
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT sequence, step FROM journal WHERE event = ?",
      arguments: [event.rawValue]
    )
    for row in rows {
      var step = try StoredJSON.value(row[1], as: JournalStep.self)
      guard let queued = step.queued, queued.placed.contains(where: { $0.sequence == operation })
      else { continue }
      body(&step)
      try db.execute(
        sql: "UPDATE journal SET step = ? WHERE sequence = ?",
        arguments: [try StoredJSON.text(step), row[0] as Int64]
      )
    }
  }

  /// Forgets the edits of an account's events, which are gone.
  func forget(_ account: AccountID) throws {
    for table in ["journal", "former_text", "returned_text"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE account = ?", arguments: [account.rawValue])
    }
  }
}
