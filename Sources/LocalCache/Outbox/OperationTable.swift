import ConferencingCore
import Foundation
import GRDB

/// An operation with the key of its event.
struct StoredOperation {
  var operation: OutboxOperation
  let event: Int64
}

/// The rows of operations.
struct OperationTable {
  let db: Database
  /// Tells whether who claimed an operation is still there.
  let lock: LockFile

  // CROSS JOIN keeps SQLite from reading all events of an account to find the few that wait.
  private static let columns = """
    SELECT sequence, operation.event, account.id, calendar.id, event.remote_id, edit, base,
      submitted_at, attempts, not_before, operation.failure, state, owner, may_have_happened,
      event.id, conflict
    FROM operation
      CROSS JOIN event ON event.key = operation.event
      CROSS JOIN calendar ON calendar.key = event.calendar
      CROSS JOIN account ON account.key = calendar.account
      LEFT JOIN event_base ON event_base.event = operation.event
      LEFT JOIN conflict ON conflict.operation = sequence
    """

  /// The operations that a condition holds for, in the order in which they were made.
  func fetch(_ condition: String, _ arguments: StatementArguments) throws -> [StoredOperation] {
    let sql = Self.columns + " " + condition + " ORDER BY sequence"
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map(operation)
  }

  /// The operations of an event.
  func all(of event: Int64) throws -> [StoredOperation] {
    try fetch("WHERE operation.event = ?", [event])
  }

  /// The oldest operation of every event of an account that is not refused and is due.
  func due(in account: AccountID, at now: Date) throws -> [StoredOperation] {
    try fetch(
      """
      WHERE account.id = ? AND state <> 'refused' AND (not_before IS NULL OR not_before <= ?)
        AND sequence = (SELECT MIN(sequence) FROM operation AS o WHERE o.event = operation.event)
      """,
      [account.rawValue, now.timeIntervalSince1970]
    )
  }

  /// Adds an edit to the queue of its event.
  func append(_ edit: EventEdit, event: Int64, at now: Date) throws {
    try db.cachedStatement(
      sql: "INSERT INTO operation (event, kind, edit, submitted_at) VALUES (?, ?, ?, ?)"
    )
    .execute(
      arguments: [
        event, edit.change.kind, try StoredJSON.text(edit), now.timeIntervalSince1970,
      ]
    )
  }

  /// Puts another edit in the place of one that was never sent, and has it sent at once.
  func replace(_ sequence: Int64, with edit: EventEdit) throws {
    try db.execute(
      sql: """
        UPDATE operation SET kind = ?, edit = ?, state = 'waiting', attempts = 0,
          not_before = NULL, failure = NULL
        WHERE sequence = ?
        """,
      arguments: [edit.change.kind, try StoredJSON.text(edit), sequence]
    )
  }

  /// Removes an operation.
  func remove(_ sequence: Int64) throws {
    try db.cachedStatement(sql: "DELETE FROM operation WHERE sequence = ?")
      .execute(arguments: [sequence])
  }

  /// Has refused operations of an event tried again and, when asked, postponed ones at once; one
  /// with a conflict waits for the person.
  func release(of event: Int64, includingPostponed: Bool) throws {
    try db.execute(
      sql: """
        UPDATE operation SET state = 'waiting', not_before = NULL
        WHERE event = ? AND (state = 'refused' OR (? AND state = 'waiting'))
          AND sequence NOT IN (SELECT operation FROM conflict)
        """,
      arguments: [event, includingPostponed]
    )
  }

  /// Has one operation sent as soon as its turn comes.
  func release(_ sequence: Int64) throws {
    try db.execute(
      sql: "UPDATE operation SET state = 'waiting', not_before = NULL WHERE sequence = ?",
      arguments: [sequence]
    )
  }

  private func operation(_ row: Row) throws -> StoredOperation {
    let edit: String = row[5]
    let base: String? = row[6]
    let state: String = row[11]
    let owner: Int64? = row[12]
    let isAlive = owner.map(lock.isAlive) ?? false
    let conflict: String? = row[15]
    var stored = StoredOperation(
      operation: OutboxOperation(
        sequence: row[0],
        account: AccountID(row[2]),
        calendar: CalendarID(row[3]),
        remoteID: (row[4] as String?).map { RemoteEventID($0) },
        edit: try StoredJSON.value(edit, as: EventEdit.self),
        base: try base.map { try StoredJSON.value($0, as: Event.self) },
        submittedAt: Date(timeIntervalSince1970: row[7]),
        attempts: row[8],
        notBefore: (row[9] as Double?).map { Date(timeIntervalSince1970: $0) },
        failure: row[10],
        isInFlight: isAlive,
        isRefused: state == "refused",
        // Who claimed it and is gone may have sent it.
        mayHaveHappened: row[13] || (owner != nil && !isAlive),
        conflict: try conflict.map { try StoredJSON.value($0, as: EventConflict.self) }
      ),
      event: row[1]
    )
    // An operation that was taken over from another row of the same event names that row.
    stored.operation.edit.event = EventID(row[14])
    return stored
  }
}

extension EventChange {
  /// The word for it in the file.
  var kind: String {
    switch self {
    case .create: "create"
    case .update: "update"
    case .delete: "delete"
    case .respond: "respond"
    }
  }
}
