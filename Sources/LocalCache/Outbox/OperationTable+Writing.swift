import CalendarCore
import Foundation
import GRDB

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
          may_have_happened = may_have_happened OR (owner IS NOT NULL AND owner <> ?), owner = NULL
        WHERE sequence = ?
        """,
      arguments: [conflict.summary, lock?.owner, sequence]
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
