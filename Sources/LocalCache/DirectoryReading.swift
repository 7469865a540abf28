import CalendarCore
import ConferencingCore
import GRDB

/// Reads what is known of accounts, calendars and grants, in a transaction.
struct DirectoryReading {
  let db: Database

  /// All that is known of the configured accounts.
  func directory() throws -> Directory {
    let accounts = try AccountRow.all(db).filter(\.isListed)
    let unreadable = try UnreadableTable.reasons(db)
    var directory = Directory(
      accounts: accounts.map(\.account),
      calendars: try calendars(),
      grants: Dictionary(uniqueKeysWithValues: accounts.map { ($0.account.id, $0.grants) }),
      syncStatus: Dictionary(
        uniqueKeysWithValues: accounts.map { row in
          var status = row.syncStatus
          status.unreadable = unreadable[row.account.id] ?? []
          return (row.account.id, status)
        }
      ),
      unsent: try unsentEdits()
    )
    directory.chosenHosts = try chosenHosts()
    return directory
  }

  private func chosenHosts() throws -> [CalendarKey: [AutocreateProvider: GrantID]] {
    let sql = """
      SELECT account.id, calendar.id, hosts
      FROM calendar JOIN account ON account.key = calendar.account WHERE hosts <> '{}'
      """
    var found: [CalendarKey: [AutocreateProvider: GrantID]] = [:]
    for row in try Row.fetchAll(db.cachedStatement(sql: sql)) {
      let key = CalendarKey(account: AccountID(row[0]), calendar: CalendarID(row[1]))
      for (name, host) in try StoredJSON.value(row[2], as: [String: String].self) {
        guard let provider = AutocreateProvider(rawValue: name) else { continue }
        found[key, default: [:]][provider] = GrantID(host)
      }
    }
    return found
  }

  private func unsentEdits() throws -> [AccountID: UnsentEdits] {
    // CROSS JOIN: from the few edits to their events, and not through all events.
    let sql = """
      SELECT account.id, SUM(state <> 'refused'), SUM(state = 'refused')
      FROM operation
        CROSS JOIN event ON event.key = operation.event
        CROSS JOIN calendar ON calendar.key = event.calendar
        CROSS JOIN account ON account.key = calendar.account
      WHERE account.position IS NOT NULL GROUP BY account.id
      """
    let rows = try Row.fetchAll(db.cachedStatement(sql: sql))
    var unsent = Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (AccountID(row[0]), UnsentEdits(waiting: row[1], refused: row[2]))
      }
    )
    for task in try MeetingTaskTable(db: db).all(of: nil) where task.begunAt != nil {
      unsent[AccountID(task.task.host.rawValue), default: UnsentEdits()].waiting += 1
    }
    return unsent
  }

  private func calendars() throws -> [CalendarInfo] {
    let sql = """
      SELECT calendar.id, account.id, name, color, zone, is_primary, is_read_only,
        refused_providers, is_shown
      FROM calendar JOIN account ON account.key = calendar.account
      WHERE account.position IS NOT NULL
      ORDER BY account.position, is_primary DESC, calendar.position
      """
    return try Row.fetchAll(db.cachedStatement(sql: sql)).map { row in
      CalendarInfo(
        id: CalendarID(row[0]),
        account: AccountID(row[1]),
        name: row[2],
        color: row[3],
        zone: row[4],
        isPrimary: row[5],
        isReadOnly: row[6],
        refusedProviders: Set(
          try StoredJSON.value(row[7], as: [String].self).compactMap {
            AutocreateProvider(rawValue: $0)
          }
        ),
        isHidden: row[8] == 0
      )
    }
  }
}
