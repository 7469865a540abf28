import ConferencingCore
import CalendarCore
import GRDB

/// Recreates accounts and calendars that a damaged file has lost, for the events that are left.
struct PlaceRescue {
  /// The fresh file, with what could be copied.
  let db: Database

  /// The service of an account whose own row is lost; the configuration names it.
  private static let unknown = "unknown"
  private static let localCalendar = "local"

  /// The calendars whose events a service has.
  func calendarsOfServices() throws -> Set<Int64> {
    try Int64.fetchSet(
      db,
      sql: """
        SELECT calendar.key FROM calendar LEFT JOIN account ON account.key = calendar.account
        WHERE account.service <> 'local' OR (account.key IS NULL AND calendar.id <> ?)
        """,
      arguments: [Self.localCalendar]
    )
  }

  /// Recreates what is missing; a local account always has its calendar afterwards.
  func recreate() throws {
    try recreateCalendars()
    try recreateAccounts()
    try db.execute(
      sql: """
        INSERT INTO calendar (account, id, position, name, color, is_primary, is_read_only)
        SELECT key, ?1, 0, 'Personal', '', 1, 0 FROM account
        WHERE service = 'local'
          AND NOT EXISTS (SELECT 1 FROM calendar WHERE account = account.key AND id = ?1)
        """,
      arguments: [Self.localCalendar]
    )
  }

  private func recreateCalendars() throws {
    let missing = try Int64.fetchAll(
      db,
      sql: """
        SELECT DISTINCT calendar FROM event WHERE calendar NOT IN (SELECT key FROM calendar)
        UNION
        SELECT event FROM operation WHERE event < 0
        """
    )
    for key in missing {
      // An edit whose event is lost names its calendar as well.
      let events =
        key > 0
        ? try Int64.fetchAll(
          db,
          sql: "SELECT key FROM event WHERE calendar = ? ORDER BY is_waiting DESC",
          arguments: [key]
        ) : [key]
      guard let place = try place(ofEvents: events) else { continue }
      let account = try account(place.account)
      let known = try Int64.fetchOne(
        db,
        sql: "SELECT key FROM calendar WHERE account = ? AND id = ?",
        arguments: [account, place.calendar]
      )
      if let known {
        try db.execute(
          sql: "UPDATE event SET calendar = ? WHERE calendar = ?",
          arguments: [known, key]
        )
      } else {
        try db.execute(
          sql: """
            INSERT INTO calendar (key, account, id, position, name, color, is_primary, is_read_only)
            VALUES (?1, ?2, ?3, 0, CASE ?3 WHEN ?4 THEN 'Personal' ELSE ?3 END, '', ?3 = ?4, 0)
            """,
          arguments: [key > 0 ? key : nil, account, place.calendar, Self.localCalendar]
        )
      }
    }
  }

  private func recreateAccounts() throws {
    let missing = try Int64.fetchAll(
      db,
      sql: "SELECT DISTINCT account FROM calendar WHERE account NOT IN (SELECT key FROM account)"
    )
    for key in missing {
      let isLocal = try Bool.fetchOne(
        db,
        sql: "SELECT EXISTS (SELECT 1 FROM calendar WHERE account = ? AND id = ?)",
        arguments: [key, Self.localCalendar]
      )
      let events = try Int64.fetchAll(
        db,
        sql: """
          SELECT key FROM event WHERE calendar IN (SELECT key FROM calendar WHERE account = ?)
          ORDER BY is_waiting DESC LIMIT 100
          """,
        arguments: [key]
      )
      let found = try events.lazy.compactMap { try place(ofEvent: $0)?.account }.first
      guard let id = found ?? (isLocal == true ? AccountID.local.rawValue : nil) else { continue }
      let known = try self.account(id, key: key)
      guard known != key else { continue }
      try db.execute(
        sql: "UPDATE OR IGNORE calendar SET account = ? WHERE account = ?",
        arguments: [known, key]
      )
    }
  }

  /// The key of an account, which is made when it is not there.
  private func account(_ id: String, key: Int64? = nil) throws -> Int64 {
    let query = "SELECT key FROM account WHERE id = ?"
    if let known = try Int64.fetchOne(db, sql: query, arguments: [id]) { return known }
    let isLocal = id == AccountID.local.rawValue
    try db.execute(
      sql: """
        INSERT INTO account (key, id, service, position)
        SELECT ?, ?, ?, CASE WHEN ? THEN 1 + COALESCE(MAX(position), -1) END FROM account
        """,
      arguments: [key, id, isLocal ? ServiceKind.local.rawValue : Self.unknown, isLocal]
    )
    return db.lastInsertedRowID
  }

  private func place(ofEvents keys: [Int64]) throws -> (account: String, calendar: String)? {
    for key in keys.prefix(100) { if let place = try place(ofEvent: key) { return place } }
    // Only the local calendar has events that no service has given an id and no edit is to make.
    let isLocal = try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (
          SELECT 1 FROM event WHERE remote_id IS NULL
            AND key IN (SELECT value FROM json_each(?))
            AND key NOT IN (SELECT event FROM operation))
        """,
      arguments: [try StoredJSON.text(keys)]
    )
    return isLocal == true ? (AccountID.local.rawValue, Self.localCalendar) : nil
  }

  /// Where an event was, as edits of it say.
  private func place(ofEvent key: Int64) throws -> (account: String, calendar: String)? {
    let lost = EventRescue(db: db)
    if let event = try lost.event(key) { return (event.account.rawValue, event.calendar.rawValue) }
    return nil
  }
}
