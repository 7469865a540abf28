import CalendarCore
import ConferencingCore
import GRDB

/// Brings the accounts of the file in line with the configuration, in a transaction.
///
/// Those that it does not name are hidden or removed, those that have another mailbox now are emptied.
struct ConfiguredAccounts {
  let db: Database
  /// The queue of an event.
  let queue: (Int64) -> EventQueue

  /// Makes the file show these accounts, in this order, and no others: see
  /// ``LocalCache/configure(accounts:)``.
  ///
  /// - Parameter accounts: The accounts of the configuration.
  /// - Throws: What the database throws.
  func set(_ accounts: [Account]) throws {
    let known = try AccountRow.all(db)
    for row in known where !accounts.contains(where: { $0.id == row.account.id }) {
      try retire(row)
    }
    for (position, account) in accounts.enumerated() {
      let row = known.first { $0.account.id == account.id }
      if let row, row.account.grant != account.grant || row.account.service != account.service {
        try empty(row, because: "The account \"\(account.id)\" now works with another grant.")
      }
      try list(account, at: position)
    }
  }

  private func list(_ account: Account, at position: Int) throws {
    try db.execute(
      sql: """
        INSERT INTO account (id, service, grant_id, position) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET service = excluded.service, grant_id = excluded.grant_id,
          position = excluded.position
        """,
      arguments: [
        account.id.rawValue, account.service.rawValue, account.grant?.rawValue, position,
      ]
    )
    if account.service.isLocal {
      try db.execute(
        sql: """
          INSERT INTO calendar (account, id, position, name, color, is_primary, is_read_only)
          SELECT key, 'local', 0, 'Personal', '', 1, 0 FROM account WHERE id = ?
          ON CONFLICT (account, id) DO NOTHING
          """,
        arguments: [account.id.rawValue]
      )
    }
    try setHidden(false, account.id)
  }

  private func retire(_ row: AccountRow) throws {
    if row.account.service.isLocal || row.hasOperations {
      try db.execute(sql: "UPDATE account SET position = NULL WHERE key = ?", arguments: [row.key])
      try setHidden(true, row.account.id)
    } else {
      try db.execute(sql: "DELETE FROM account WHERE key = ?", arguments: [row.key])
      try EditJournal(db: db).forget(row.account.id)
    }
  }

  private func empty(_ row: AccountRow, because reason: String) throws {
    let events = try Int64.fetchAll(
      db,
      sql: """
        SELECT DISTINCT operation.event FROM operation
          CROSS JOIN event ON event.key = operation.event
          CROSS JOIN calendar ON calendar.key = event.calendar
        WHERE calendar.account = ?
        """,
      arguments: [row.key]
    )
    for event in events {
      try db.execute(
        sql:
          "DELETE FROM conflict WHERE operation IN (SELECT sequence FROM operation WHERE event = ?)",
        arguments: [event]
      )
      try db.execute(
        sql: """
          UPDATE operation SET state = 'refused', owner = NULL, not_before = NULL, failure = ?
          WHERE event = ?
          """,
        arguments: [reason, event]
      )
      let queue = queue(event)
      for stored in try queue.operations() { _ = try queue.giveUpMeeting(of: stored.operation) }
      try queue.rebuild()
    }
    try db.execute(
      sql: """
        DELETE FROM event WHERE is_waiting = 0
          AND calendar IN (SELECT key FROM calendar WHERE account = ?1);
        """,
      arguments: [row.key]
    )
    try db.execute(
      sql: "DELETE FROM reading WHERE calendar IN (SELECT key FROM calendar WHERE account = ?)",
      arguments: [row.key]
    )
    try db.execute(
      sql: """
        DELETE FROM calendar WHERE account = ?
          AND NOT EXISTS (SELECT 1 FROM event WHERE event.calendar = calendar.key)
        """,
      arguments: [row.key]
    )
    try db.execute(
      sql: """
        UPDATE account SET grants = '[]', last_success = NULL, failure = NULL, offline_since = NULL
        WHERE key = ?1;
        """,
      arguments: [row.key]
    )
    try EditJournal(db: db).forget(row.account.id)
  }

  private func setHidden(_ isHidden: Bool, _ account: AccountID) throws {
    try db.execute(
      sql: """
        UPDATE event SET is_hidden = ?1 WHERE is_hidden <> ?1 AND series_part <> 1 AND calendar IN (
          SELECT calendar.key FROM calendar JOIN account ON account.key = calendar.account
          WHERE account.id = ?2)
        """,
      arguments: [isHidden, account.rawValue]
    )
  }
}
