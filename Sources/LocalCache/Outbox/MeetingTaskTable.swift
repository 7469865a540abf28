import ConferencingCore
package import CalendarCore
package import Foundation
import GRDB

/// Something that is to be done to a meeting at a host grant.
package struct WaitingMeetingTask: Identifiable, Hashable, Sendable {
  /// Its place in the order in which they came up.
  package var sequence: Int64
  /// The event that the meeting was made for; it may be gone.
  package var event: EventID
  /// What is to be done.
  package var task: MeetingTask
  /// How often it was begun.
  package var attempts: Int
  /// When it is to be tried at the earliest, or when its claim ends.
  package var notBefore: Date?
  /// Why the last attempt did not succeed; `nil` while one is made.
  package var failure: String?
  /// The title that the event had.
  package var title: String
  /// When it was first tried.
  package var begunAt: Date?
  /// Its identity.
  package var id: Int64 { sequence }
}

/// The rows of what is to be done to meetings after their events.
struct MeetingTaskTable {
  let db: Database

  /// The tasks, oldest first.
  func all(of event: EventID?) throws -> [WaitingMeetingTask] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT sequence, event, task, attempts, not_before, failure, title, begun_at
          FROM meeting_task
          WHERE ?1 IS NULL OR event = ?1 ORDER BY sequence
          """
      ),
      arguments: [event?.rawValue]
    )
    .map { row in
      WaitingMeetingTask(
        sequence: row[0],
        event: EventID(row[1]),
        task: try StoredJSON.value(row[2], as: MeetingTask.self),
        attempts: row[3],
        notBefore: (row[4] as Double?).map { Date(timeIntervalSince1970: $0) },
        failure: row[5],
        title: row[6],
        begunAt: (row[7] as Double?).map { Date(timeIntervalSince1970: $0) }
      )
    }
  }

  /// Adds a task, in the place of those that it makes pointless; its event may be gone already.
  func add(_ task: MeetingTask, of event: EventID, titled title: String) throws {
    for earlier in try all(of: event) {
      guard case .update(let meeting, _) = earlier.task else { continue }
      switch task {
      case .update(meeting, _), .delete(meeting): try remove(earlier.sequence)
      case .update, .delete, .withdraw: break
      }
    }
    // Numbered together with edits, for people name both by their numbers.
    try db.execute(
      sql: """
        INSERT INTO meeting_task (sequence, event, task, title)
        SELECT 1 + COALESCE(MAX(seq), 0), ?, ?, ?
        FROM sqlite_sequence WHERE name IN ('operation', 'meeting_task')
        """,
      arguments: [event.rawValue, try StoredJSON.text(task), title]
    )
    let number = db.lastInsertedRowID
    try db.execute(
      sql: "UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = 'operation'",
      arguments: [number]
    )
    guard db.changesCount == 0 else { return }
    try db.execute(
      sql: "INSERT INTO sqlite_sequence (name, seq) VALUES ('operation', ?)",
      arguments: [number]
    )
  }

  /// Keeps others from a task for a while.
  func claim(_ task: WaitingMeetingTask, at now: Date, until end: Date) throws {
    try db.execute(
      sql: """
        UPDATE meeting_task SET not_before = ?, attempts = attempts + 1, failure = NULL,
          begun_at = COALESCE(begun_at, ?)
        WHERE sequence = ?
        """,
      arguments: [end.timeIntervalSince1970, now.timeIntervalSince1970, task.sequence]
    )
  }

  /// Puts a task off.
  func postpone(_ task: WaitingMeetingTask, until date: Date, reason: String?) throws {
    try db.execute(
      sql: "UPDATE meeting_task SET not_before = ?, failure = ? WHERE sequence = ?",
      arguments: [date.timeIntervalSince1970, reason, task.sequence]
    )
  }

  /// Has a task that was put off tried again at once; not one that is being tried.
  func release(_ sequence: Int64) throws {
    try db.execute(
      sql: "UPDATE meeting_task SET not_before = NULL WHERE sequence = ? AND failure IS NOT NULL",
      arguments: [sequence]
    )
  }

  /// Removes a task.
  func remove(_ sequence: Int64) throws {
    try db.execute(sql: "DELETE FROM meeting_task WHERE sequence = ?", arguments: [sequence])
  }
}
