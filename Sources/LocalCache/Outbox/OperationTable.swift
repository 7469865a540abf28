import ConferencingCore
import CalendarCore
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
  /// Tells whether whoever claimed an operation is still at work on it; `nil` where nothing can be
  /// written.
  let claims: OperationClaims?

  // CROSS JOIN keeps SQLite from reading all events of an account to find the few that wait.
  private static let columns = """
    SELECT sequence, operation.event, account.id, calendar.id, event.remote_id, edit, base,
      submitted_at, attempts, not_before, operation.failure, state, owner, may_have_happened,
      event.id, conflict,
      (SELECT json_group_array(json(step)) FROM (
        SELECT step FROM step WHERE operation = sequence ORDER BY position)),
      MAX(
        COALESCE(read_at, 0),
        COALESCE((
          SELECT MAX(reading.began) FROM reading
          WHERE reading.calendar = event.calendar AND cursor IS NULL
            AND starts <= start_key AND ends >= end_key), 0)),
      under_way_since, meeting, is_outdated
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
        AND sequence = (SELECT MIN(sequence) FROM operation AS o WHERE o.event = operation.event
          AND \(Self.isOfSettings("o")) = \(Self.isOfSettings("operation")))
        AND NOT \(Self.isHeldBack)
      """,
      [account.rawValue, now.timeIntervalSince1970]
    )
  }

  /// Whether an operation changes settings of a meeting: it goes to the host, beside the edits of the
  /// event, none of which waits for it.
  static func isOfSettings(_ table: String) -> String {
    "(json_extract(\(table).edit, '$.change.update._0.settings') IS NOT NULL)"
  }

  /// Whether the creation that an operation follows is not delivered, or it deletes a series of whose
  /// exceptions earlier edits are not: they would go with it, and with them the meetings they made.
  ///
  /// A refusal does not hold the series where its service has the exception: there both go as one. What
  /// takes a deletion back comes behind it.
  private static let isHeldBack = """
    (EXISTS (
      SELECT 1 FROM event AS first JOIN operation AS o ON o.event = first.key
      WHERE first.id = json_extract(operation.edit, '$.follows') AND first.remote_id IS NULL)
    OR json_extract(operation.edit, '$.change.delete') IS NOT NULL AND EXISTS (
      SELECT 1 FROM event AS exception JOIN operation AS o ON o.event = exception.key
      WHERE exception.series = operation.event AND o.sequence < operation.sequence
        AND (o.state <> 'refused' OR exception.remote_id IS NULL))
    OR EXISTS (
      SELECT 1 FROM event AS deleted JOIN operation AS o ON o.event = deleted.key
      WHERE deleted.id = json_extract(operation.edit, '$.restores')
        AND o.sequence < operation.sequence AND o.state <> 'refused'))
    """

  /// Whether an operation must not be sent yet: what it follows is not delivered.
  func isHeldBack(_ sequence: Int64) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: "SELECT \(Self.isHeldBack) FROM operation WHERE sequence = ?",
      arguments: [sequence]
    ) ?? false
  }

  /// Whether edits of exceptions of a series wait.
  func waitsForExceptions(of series: Int64) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM event AS exception JOIN operation ON operation.event = exception.key
            WHERE exception.series = ?)
          """
      ),
      arguments: [series]
    ) ?? false
  }

  /// The operations that follow the creation of an event.
  func following(_ event: EventID) throws -> [StoredOperation] {
    try fetch("WHERE json_extract(edit, '$.follows') = ?", [event.rawValue])
  }

  /// The operation of a number.
  func find(_ sequence: Int64) throws -> StoredOperation? {
    try fetch("WHERE sequence = ?", [sequence]).first
  }

  private func operation(_ row: Row) throws -> StoredOperation {
    let edit: String = row[5]
    let base: String? = row[6]
    let state: String = row[11]
    let owner: Int64? = row[12]
    let sequence: Int64 = row[0]
    let isHeld = owner.flatMap { claims?.isHeld(sequence, by: $0) } ?? false
    // Of what this cache has dropped the row says nothing.
    let rest = owner == claims?.owner && !isHeld ? claims?.rest(of: sequence) : nil
    let conflict: String? = row[15]
    let readAt: Double = row[17]
    let meeting: String? = row[19]
    var stored = StoredOperation(
      operation: OutboxOperation(
        sequence: sequence,
        account: AccountID(row[2]),
        calendar: CalendarID(row[3]),
        remoteID: (row[4] as String?).map { RemoteEventID($0) },
        edit: try StoredJSON.value(edit, as: EventEdit.self),
        base: try base.map { try StoredJSON.value($0, as: Event.self) },
        submittedAt: Date(timeIntervalSince1970: row[7]),
        attempts: row[8],
        notBefore: rest?.until ?? (row[9] as Double?).map { Date(timeIntervalSince1970: $0) },
        failure: rest?.reason ?? row[10],
        isInFlight: isHeld,
        isRefused: state == "refused",
        // Whoever claimed it and is gone, or has dropped it, may have sent it.
        mayHaveHappened: row[13] || (owner != nil && !isHeld),
        done: try StoredJSON.value(row[16], as: [PlanStep].self),
        baseReadAt: readAt > 0 ? Date(timeIntervalSince1970: readAt) : nil,
        conflict: try conflict.map { try StoredJSON.value($0, as: EventConflict.self) },
        underWaySince: (row[18] as Double?).map { Date(timeIntervalSince1970: $0) },
        meeting: try meeting.map { try StoredJSON.value($0, as: MeetingAttempt.self) },
        isOutdated: row[20]
      ),
      event: row[1]
    )
    // An operation that was taken over from another row of the same event names that row.
    stored.operation.edit.event = EventID(row[14])
    return stored
  }

  /// The word for a change in the file.
  static func kind(of change: EventChange) -> String {
    switch change {
    case .create: "create"
    case .update: "update"
    case .delete: "delete"
    case .respond: "respond"
    }
  }
}

// MARK: Writing

extension OperationTable {
  /// Adds an edit to the queue of its event.
  func append(_ edit: EventEdit, event: Int64, at now: Date) throws {
    try db.cachedStatement(
      sql: "INSERT INTO operation (event, kind, edit, submitted_at) VALUES (?, ?, ?, ?)"
    )
    .execute(
      arguments: [
        event, Self.kind(of: edit.change), try StoredJSON.text(edit), now.timeIntervalSince1970,
      ]
    )
  }

  /// Puts another edit in the place of one that was never sent, and has it sent at once.
  func replace(_ sequence: Int64, with edit: EventEdit) throws {
    try rewrite(sequence, as: edit)
    try db.execute(
      sql: """
        UPDATE operation SET state = 'waiting', attempts = 0, not_before = NULL, failure = NULL
        WHERE sequence = ?
        """,
      arguments: [sequence]
    )
  }

  /// Puts another edit in the place of one; where it stands stays.
  func rewrite(_ sequence: Int64, as edit: EventEdit) throws {
    try db.execute(
      sql: "UPDATE operation SET kind = ?, edit = ? WHERE sequence = ?",
      arguments: [Self.kind(of: edit.change), try StoredJSON.text(edit), sequence]
    )
  }

  /// Removes an operation.
  func remove(_ sequence: Int64) throws {
    try db.cachedStatement(sql: "DELETE FROM operation WHERE sequence = ?")
      .execute(arguments: [sequence])
  }

  /// Has refused operations of an event tried again and, when asked, postponed ones at once; one
  /// with a conflict waits for the user.
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

  /// Has one operation sent as soon as its turn comes; what a sender that is gone was doing with it
  /// stays in doubt.
  func release(_ sequence: Int64) throws {
    try db.execute(
      sql: """
        UPDATE operation SET state = 'waiting', not_before = NULL,
          may_have_happened = may_have_happened OR owner IS NOT NULL, owner = NULL
        WHERE sequence = ?
        """,
      arguments: [sequence]
    )
  }

  /// Notes a finished step of an operation's plan.
  func finish(_ step: PlanStep, of sequence: Int64) throws {
    try db.execute(
      sql: """
        INSERT INTO step (operation, position, step)
        SELECT ?1, COUNT(*), ?2 FROM step WHERE operation = ?1
        """,
      arguments: [sequence, try StoredJSON.text(step)]
    )
  }

  /// Has an operation wait until a user has chosen.
  func hold(_ sequence: Int64, for conflict: EventConflict) throws {
    // Who holds it has noted what may have happened before.
    let held = claims.flatMap { $0.isHeld(sequence, by: $0.owner) ? $0.owner : nil }
    try db.execute(
      sql: """
        INSERT INTO conflict (operation, conflict) VALUES (?, ?)
        ON CONFLICT (operation) DO UPDATE SET conflict = excluded.conflict
        """,
      arguments: [sequence, try StoredJSON.text(conflict)]
    )
    try db.execute(
      sql: """
        UPDATE operation SET state = 'refused', not_before = NULL, failure = ?,
          may_have_happened = may_have_happened OR (owner IS NOT NULL AND owner IS NOT ?), owner = NULL
        WHERE sequence = ?
        """,
      arguments: [conflict.summary, held, sequence]
    )
  }

  /// Ends the conflict of an operation: it is sent as soon as its turn comes.
  func settle(_ sequence: Int64) throws {
    try db.execute(sql: "DELETE FROM conflict WHERE operation = ?", arguments: [sequence])
    guard db.changesCount > 0 else { return }
    try db.execute(
      sql: "UPDATE operation SET state = 'waiting', failure = NULL WHERE sequence = ?",
      arguments: [sequence]
    )
  }
}
