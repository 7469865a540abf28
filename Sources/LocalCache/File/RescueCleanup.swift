import CalendarCore
import GRDB

/// Brings in order what was copied out of a damaged file.
struct RescueCleanup {
  /// The fresh file, whose foreign keys are not enforced for now.
  let new: Database

  /// Gives events whose details are lost empty ones, and removes rows that lead nowhere.
  func run() throws {
    try new.execute(
      sql: """
        INSERT INTO event_detail (event, description, visibility, is_busy, participants)
          SELECT key, '', 'default', 1, '[]' FROM event
          WHERE key NOT IN (SELECT event FROM event_detail);
        UPDATE account SET last_success = NULL;
        UPDATE revision SET value = MAX(value, (SELECT COALESCE(MAX(revision), 0) FROM event));
        """
    )
    try removeUnreadable()
    try replaceLostBases()
    try recreateFiles()
    try removeOrphans()
    // What is said of edits that are lost would be said for ever.
    try new.execute(
      sql: """
        UPDATE event SET is_waiting = 0, refusal = NULL, has_conflict = 0
        WHERE (is_waiting = 1 OR refusal IS NOT NULL OR has_conflict = 1)
          AND key NOT IN (SELECT event FROM operation)
        """
    )
  }

  /// Gives texts whose file is lost another one, in the calendar and a zone of its events.
  private func recreateFiles() throws {
    try new.execute(
      sql: """
        INSERT INTO imported_file (key, calendar, zone)
          SELECT file, MIN(calendar), COALESCE(MIN(zone), 'UTC')
          FROM event_text JOIN event ON event.id = event_text.event
          WHERE file NOT IN (SELECT key FROM imported_file) GROUP BY file
        """
    )
  }

  private func removeOrphans() throws {
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

  /// Removes what is no longer what it was, or was taken for something else because of its looks.
  private func removeUnreadable() throws {
    try removeUnreadable("operation", "edit", as: EventEdit.self)
    try removeUnreadable("event_base", "base", as: Event.self)
    try removeUnreadable("conflict", "conflict", as: EventConflict.self)
    try removeUnreadable("meeting_task", "task", as: MeetingTask.self)
    try removeUnreadable("journal", "step", as: JournalStep.self)
  }

  private func removeUnreadable<Value: Decodable>(
    _ table: String,
    _ column: String,
    as type: Value.Type
  ) throws {
    for row in try Row.fetchAll(new, sql: "SELECT rowid, \(column) FROM \(table)")
    where (try? StoredJSON.value(row[1], as: type)) == nil {
      try new.execute(sql: "DELETE FROM \(table) WHERE rowid = ?", arguments: [row[0] as Int64])
    }
  }
}
