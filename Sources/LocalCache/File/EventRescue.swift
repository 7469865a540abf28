import ConferencingCore
import CalendarCore
import GRDB

/// Recreates events that a damaged file has lost, from the edits of them.
struct EventRescue {
  /// The fresh file, with what could be copied.
  let db: Database

  private var writer: EventWriter { EventWriter(db: db, linkProvider: { _ in nil }) }

  /// Marks edits whose event is lost by negative keys, which no event gets.
  func setLostApart() throws {
    for table in ["operation", "event_base"] {
      try db.execute(
        sql: "UPDATE \(table) SET event = -event WHERE event NOT IN (SELECT key FROM event)"
      )
    }
  }

  /// Recreates the events of edits that wait and, from the journal, those of the local calendar.
  ///
  /// The journal is asked only when rows of events could not be read: an event that was deleted has
  /// an entry there as well.
  func recreate(isJournalNeeded: Bool) throws {
    let missing = try Int64.fetchAll(
      db,
      sql: "SELECT DISTINCT event FROM operation WHERE event < 0"
    )
    for key in missing {
      guard let event = try event(key), let new = try insert(event) else { continue }
      for table in ["operation", "event_base"] {
        try db.execute(
          sql: "UPDATE OR REPLACE \(table) SET event = ? WHERE event = ?",
          arguments: [new, key]
        )
      }
      do {
        let table = OperationTable(db: db, claims: nil)
        try EventQueue(db: db, writer: writer, table: table, key: new).rebuild()
      } catch let error as DatabaseError where error.isOfDisk {
        throw error
      } catch {
        // An edit that cannot be understood shows when it is sent; its event is there.
      }
    }
    if isJournalNeeded { try recreateFromJournal() }
  }

  /// An event as its edits tell of it; `nil` when none does.
  func event(_ key: Int64) throws -> Event? {
    let base = try String.fetchOne(
      db,
      sql: "SELECT base FROM event_base WHERE event = ?",
      arguments: [key]
    )
    if let base, let event = try? StoredJSON.value(base, as: Event.self) { return event }
    let edits = try String.fetchAll(
      db,
      sql: "SELECT edit FROM operation WHERE event = ? ORDER BY sequence",
      arguments: [key]
    )
    for text in edits {
      if let edit = try? StoredJSON.value(text, as: EventEdit.self), case .create = edit.change {
        return edit.applied(to: nil, owner: nil)
      }
    }
    let id = try String.fetchOne(db, sql: "SELECT id FROM event WHERE key = ?", arguments: [key])
    return try id.flatMap { try journal()[$0] }
  }

  /// The events of the local calendar are whole in the journal of the last edits.
  private func recreateFromJournal() throws {
    for event in try journal().values where event.account == .local { _ = try insert(event) }
  }

  /// The events that were edited lately, as they were left; none that was deleted.
  private func journal() throws -> [String: Event] {
    // In the order in which the steps were done: those that are undone came after all that stand,
    // the last edit first.
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT event, step FROM journal
        ORDER BY is_undone, CASE is_undone WHEN 0 THEN sequence ELSE -sequence END
        """
    )
    var events: [String: Event] = [:]
    for row in rows {
      guard let step = try? StoredJSON.value(row[1], as: JournalStep.self) else { continue }
      var after = step.step.after
      after?.id = EventID(row[0])
      events[row[0]] = after
    }
    return events
  }

  private func insert(_ event: Event) throws -> Int64? {
    guard let place = try? CalendarPlace.find(event.calendar, in: event.account, db) else {
      return nil
    }
    return try writer.insert(event, at: place)
  }
}
