import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// An event, what its service last said of it, and the edits of it that wait.
///
/// The event that is shown is always the base with the waiting edits on top, so that an answer of
/// the service never wipes an edit, and an edit can be taken back.
struct EventQueue {
  let db: Database
  let writer: EventWriter
  let table: OperationTable
  let key: Int64

  /// The operations, oldest first.
  func operations() throws -> [StoredOperation] { try table.all(of: key) }

  /// The event as the service last had it, while edits wait.
  func base() throws -> Event? {
    let statement = try db.cachedStatement(sql: "SELECT base FROM event_base WHERE event = ?")
    return try String.fetchOne(statement, arguments: [key])
      .map { try StoredJSON.value($0, as: Event.self) }
  }

  /// Keeps what the service has, now that an edit is made or that it has answered.
  func setBase(_ base: Event) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO event_base (event, base) VALUES (?, ?)
        ON CONFLICT (event) DO UPDATE SET base = excluded.base
        """
    )
    .execute(arguments: [key, try StoredJSON.text(StorableEvent.event(base))])
  }

  /// Writes the event again: the base with the waiting edits on top.
  ///
  /// With no edit left the base becomes the event; with neither there is no event any more.
  func rebuild() throws {
    let waiting = try operations().map(\.operation)
    let owner = try ownerAddress()
    let base = try base()
    var event = base
    var place: Int64 = 0
    for operation in waiting {
      event = try previewed(event, from: base, place..<operation.sequence)
      event = operation.applied(to: event, owner: owner)
      place = operation.sequence
    }
    if waiting.isEmpty {
      // From now on it is shown like the others of its series.
      if base?.masterID != nil {
        try SeriesPreviews(db: db, writer: writer, table: table).renewLater()
      }
    } else {
      event = try previewed(event, from: base, place..<Int64.max)
    }
    guard let event else { return try writer.delete(key) }
    let isDeleted = waiting.contains { $0.edit.change == .delete && !$0.isRefused }
    try writer.update(key, to: event, isDeleted: isDeleted)
    if waiting.isEmpty { try removeBase() }
    try noteDelivery()
  }

  /// The event as edits of its series look on it that wait at some places in the outbox.
  private func previewed(
    _ event: Event?,
    from base: Event?,
    _ places: Range<Int64>
  ) throws -> Event? {
    guard let event, let base, base.masterID != nil else { return event }
    return try SeriesPreviews(db: db, writer: writer, table: table)
      .applied(to: event, from: base, of: key, places)
  }

  /// Hides the event, now that the service has deleted it.
  ///
  /// Its row stays until the next sync, so that an answer read before the deletion does not bring it
  /// back; what the service never had is gone at once.
  func forget(wasThere: Bool) throws {
    try removeBase()
    if !wasThere, try operations().isEmpty { return try writer.delete(key) }
    try noteDelivery()
  }

  /// Forgets what the service has, now that the event's row says it.
  func removeBase() throws {
    try db.cachedStatement(sql: "DELETE FROM event_base WHERE event = ?").execute(arguments: [key])
  }

  /// Copies to the event's row what a list shows of its edits.
  func noteDelivery() throws {
    try db.cachedStatement(
      sql: """
        UPDATE event SET
          is_waiting = EXISTS (SELECT 1 FROM operation WHERE event = ?1),
          has_conflict = EXISTS (
            SELECT 1 FROM operation JOIN conflict ON conflict.operation = sequence
            WHERE event = ?1),
          refusal = (SELECT failure FROM operation WHERE event = ?1 AND state = 'refused'
            ORDER BY sequence LIMIT 1)
        WHERE key = ?1
        """
    )
    .execute(arguments: [key])
  }

  /// Stores when the service said what the event is like.
  func noteRead(at date: Date?) throws {
    guard let date else { return }
    try db.execute(
      sql: "UPDATE event SET read_at = ? WHERE key = ?",
      arguments: [date.timeIntervalSince1970, key]
    )
  }

  /// What holds the event.
  func serviceKind() throws -> ServiceKind {
    try account().flatMap { ServiceKind(rawValue: $0[2]) }
      ?? ServiceKind("unknown", displayName: "", traits: .calendars)
  }

  private func account() throws -> Row? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT account.grant_id, account.grants, account.service FROM event
            JOIN calendar ON calendar.key = event.calendar
            JOIN account ON account.key = calendar.account
          WHERE event.key = ?
          """
      ),
      arguments: [key]
    )
  }

  /// The address that the event's account answers invitations with.
  func ownerAddress() throws -> String? {
    guard let row = try account(), let grant: String = row[0] else { return nil }
    // The configuration may name the grant by its id or by its address.
    return try StoredJSON.value(row[1], as: [Grant].self)
      .first { $0.id.rawValue == grant || $0.email == grant }?.email
  }
}
