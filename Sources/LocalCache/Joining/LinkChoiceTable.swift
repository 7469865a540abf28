import CalendarCore
import ConferencingCore
import GRDB

/// Which of its links a user joins an event by: one row for each series, or event that is of none.
struct LinkChoiceTable {
  let db: Database

  /// What stands for a choice that was taken back.
  private static let none = "null"

  /// Whether there is a choice at all.
  func isUsed() throws -> Bool {
    try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM link_choice)")) ?? false
  }

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
    guard let row, row != Self.none else { return event }
    // A choice of another version is none.
    event.linkChoice = try? StoredJSON.value(row, as: LinkChoice.self)
    return event
  }

  /// Notes a choice, or takes it back with `nil`.
  ///
  /// Of a series of a service it is kept that it was taken back: what later becomes a part of that, and had
  /// the choice where it was, would bring it back.
  func put(_ choice: LinkChoice?, for event: Event) throws {
    let names = try names(of: event)
    var wasThere = false
    for name in names {
      try db.execute(
        sql: "DELETE FROM link_choice WHERE account = ? AND event = ?",
        arguments: [event.account.rawValue, name]
      )
      if db.changesCount > 0 { wasThere = true }
    }
    guard choice != nil || (wasThere && event.masterID != nil) else { return }
    let text = try choice.map { try StoredJSON.text($0) } ?? Self.none
    try db.execute(
      sql: "INSERT INTO link_choice (account, event, choice) VALUES (?, ?, ?)",
      arguments: [event.account.rawValue, names.first, text]
    )
  }

  /// Lets the choice for an event hold for one that is in its place, or that was a part of its series.
  ///
  /// - Parameters:
  ///   - old: The event; its row may be gone.
  ///   - new: The other one.
  /// - Returns: Whether another choice holds for that now.
  /// - Throws: What the database throws.
  func carry(from old: Event, to new: Event) throws -> Bool {
    guard try names(of: old).first != names(of: new).first || old.account != new.account else {
      return false
    }
    let choice = try joining(old).linkChoice
    guard try joining(new).linkChoice != choice else { return false }
    try put(choice, for: new)
    return true
  }

  /// Lets the choice that holds for a row hold for what the row becomes: services name the later part of
  /// a divided series, or the series that an event has become, otherwise than what was there.
  ///
  /// - Parameters:
  ///   - key: The row, as it was.
  ///   - event: What it becomes.
  /// - Throws: What the database throws.
  func follow(_ key: Int64, to event: Event) throws {
    guard try isUsed(), let name = try names(of: event).first else { return }
    let account = event.account.rawValue
    try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO link_choice (account, event, choice)
        SELECT link_choice.account, ?, choice FROM event
          JOIN event_detail ON event_detail.event = event.key
          JOIN link_choice ON link_choice.account = ?
            AND link_choice.event IN (master_id, remote_id, event.id)
        WHERE event.key = ?
        ORDER BY link_choice.event IS NOT master_id, link_choice.event IS NOT remote_id
        """
    )
    .execute(arguments: [name, account, key])
    // What an event was called here at first counts no more: a choice that is taken back stays so.
    try db.cachedStatement(
      sql: """
        DELETE FROM link_choice WHERE account = ?1 AND event <> ?2
          AND event = (SELECT id FROM event WHERE key = ?3)
        """
    )
    .execute(arguments: [account, name, key])
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
