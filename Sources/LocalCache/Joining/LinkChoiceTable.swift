package import CalendarCore
import ConferencingCore
import GRDB

/// Which of its links a user joins an event by: one row for each series, or event that is of none.
struct LinkChoiceTable {
  let db: Database

  /// An event with the choice that holds for it.
  func joining(_ event: Event) throws -> Event {
    var event = event
    event.linkChoice = nil
    let names = try names(of: event)
    let row = try String.fetchOne(
      db.cachedStatement(
        sql: "SELECT choice FROM link_choice WHERE account = ? AND event IN (?, ?)"
      ),
      arguments: [event.account.rawValue, names.first, names.last]
    )
    // A choice of another version is none.
    event.linkChoice = try? row.map { try StoredJSON.value($0, as: LinkChoice.self) }
    return event
  }

  /// Notes a choice, or takes it back with `nil`.
  func put(_ choice: LinkChoice?, for event: Event) throws {
    let names = try names(of: event)
    for name in names {
      try db.execute(
        sql: "DELETE FROM link_choice WHERE account = ? AND event = ?",
        arguments: [event.account.rawValue, name]
      )
    }
    guard let choice else { return }
    try db.execute(
      sql: "INSERT INTO link_choice (account, event, choice) VALUES (?, ?, ?)",
      arguments: [
        event.account.rawValue, names.first, try StoredJSON.text(choice),
      ]
    )
  }

  /// What a choice may be kept under, two names at most: the first one when it is made, the other where it
  /// was made before the service had the event or series.
  private func names(of event: Event) throws -> [String] {
    switch event.occurrence?.series {
    case .remote(let id)?: return [id.rawValue]
    case .event(let id)?:
      // A rebuilt cache may give its master another id.
      let remote = try String.fetchOne(
        db.cachedStatement(sql: "SELECT remote_id FROM event WHERE id = ?"),
        arguments: [id.rawValue]
      )
      return [remote, id.rawValue].compactMap(\.self)
    case nil: return [event.remoteID?.rawValue, event.id.rawValue].compactMap(\.self)
    }
  }
}

extension LocalCache {
  /// Notes by which of its links a user joins an event and, where it is of a series, all of that.
  ///
  /// It is no edit of the event: nobody else hears of it, and it is changed by another choice.
  ///
  /// - Parameters:
  ///   - choice: The link; `nil` to be asked again.
  ///   - id: The event.
  /// - Returns: The event with its choice; `nil` when it is gone.
  /// - Throws: ``CacheError``.
  @discardableResult
  package func choose(_ choice: LinkChoice?, for id: EventID) throws(CacheError) -> Event? {
    try write { db in
      guard let stored = try StoredEvent.find(id, db), !stored.isDeleted else { return nil }
      try LinkChoiceTable(db: db).put(choice, for: stored.event)
      let writer = writer(db)
      for one in try parts(ofSeriesOf: stored, db) {
        try writer.listProvider(of: one.event, one.key)
      }
      return try LinkChoiceTable(db: db).joining(stored.event)
    }
  }

  /// An event with all that is of its series here.
  private func parts(ofSeriesOf stored: StoredEvent, _ db: Database) throws -> [StoredEvent] {
    let master = stored.event.recurrence == nil ? nil : stored.event.id
    return switch stored.event.occurrence?.series ?? master.map(OccurrenceKey.Series.event) {
    case .event(let master)?:
      try StoredEvent.fetchAll(
        "WHERE event.id = ?1 OR series = (SELECT key FROM event WHERE id = ?1)",
        [master.rawValue],
        db
      )
    case .remote(let master)?:
      try StoredEvent.fetchAll(
        "WHERE event.calendar = ? AND event_detail.master_id = ?",
        [stored.place.key, master.rawValue],
        db
      )
    case nil: [stored]
    }
  }
}
