import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// An account with what the file knows of it.
struct AccountRow {
  let key: Int64
  let account: Account
  /// Whether it is in the configuration.
  let isListed: Bool
  let grants: [Grant]
  let syncStatus: SyncStatus
  /// Whether edits of its events wait or were refused.
  let hasOperations: Bool

  /// All accounts, listed ones first and in their order.
  static func all(_ db: Database) throws -> [AccountRow] {
    let sql = """
      SELECT key, id, service, grant_id, position IS NOT NULL, grants, last_success, failure,
        EXISTS (
          SELECT 1 FROM operation CROSS JOIN event ON event.key = operation.event
            CROSS JOIN calendar ON calendar.key = event.calendar
          WHERE calendar.account = account.key),
        offline_since
      FROM account ORDER BY position IS NULL, position
      """
    return try Row.fetchAll(db.cachedStatement(sql: sql)).compactMap(AccountRow.init)
  }

  /// `nil` for a service that this version does not know; its account cannot be configured either.
  private init?(_ row: Row) throws {
    guard let service = ServiceKind(rawValue: row[2]) else { return nil }
    key = row[0]
    account = Account(
      id: AccountID(row[1]),
      service: service,
      grant: (row[3] as String?).map { GrantID($0) }
    )
    isListed = row[4]
    grants = try StoredJSON.value(row[5], as: [Grant].self)
    syncStatus = SyncStatus(
      lastSuccess: (row[6] as Double?).map { Date(timeIntervalSince1970: $0) },
      failure: row[7],
      offlineSince: (row[9] as Double?).map { Date(timeIntervalSince1970: $0) }
    )
    hasOperations = row[8]
  }
}
