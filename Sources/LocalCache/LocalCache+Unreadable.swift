package import CalendarCore
import ConferencingCore
import GRDB

extension LocalCache {
  /// Notes what of a calendar cannot be read.
  ///
  /// - Parameters:
  ///   - unreadable: For each a sentence that names it and says why.
  ///   - listed: What was looked at: of the rest it stays noted; `nil` where all of the calendar was.
  ///   - calendar: The calendar.
  ///   - account: Its account.
  /// - Throws: ``CacheError``.
  package func note(
    unreadable: [RemoteEventID: String],
    of listed: Set<RemoteEventID>?,
    in calendar: CalendarID,
    account: AccountID
  ) throws(CacheError) {
    func changed(_ table: UnreadableTable) throws -> [RemoteEventID: String]? {
      let before = try table.all()
      let kept = listed.map { listed in before.filter { !listed.contains($0.key) } } ?? [:]
      let after = kept.merging(unreadable) { $1 }
      return after == before ? nil : after
    }
    // There is hardly ever anything to write.
    let isNews = try read { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      return try changed(UnreadableTable(db: db, calendar: place.key)) != nil
    }
    guard isNews else { return }
    try write { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      let table = UnreadableTable(db: db, calendar: place.key)
      if let after = try changed(table) { try table.replace(with: after) }
    }
  }
}

/// What a service lists in a calendar and cannot be read.
struct UnreadableTable {
  let db: Database
  let calendar: Int64

  /// All of it, with the reasons.
  func all() throws -> [RemoteEventID: String] {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT remote_id, reason FROM unreadable WHERE calendar = ?"),
      arguments: [calendar]
    )
    return Dictionary(
      rows.map { (RemoteEventID($0[0]), $0[1]) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Stores what there is in place of what there was.
  func replace(with entries: [RemoteEventID: String]) throws {
    try db.cachedStatement(sql: "DELETE FROM unreadable WHERE calendar = ?")
      .execute(arguments: [calendar])
    for (id, reason) in entries {
      try db.cachedStatement(
        sql: "INSERT INTO unreadable (calendar, remote_id, reason) VALUES (?, ?, ?)"
      )
      .execute(arguments: [calendar, id.rawValue, reason])
    }
  }

  /// The reasons by account, in the order of the calendars and then their own.
  static func reasons(_ db: Database) throws -> [AccountID: [String]] {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT account.id, reason FROM unreadable
            JOIN calendar ON calendar.key = unreadable.calendar
            JOIN account ON account.key = calendar.account
          ORDER BY calendar.position, reason
          """
      )
    )
    return Dictionary(grouping: rows) { AccountID($0[0]) }.mapValues { $0.map { $0[1] } }
  }
}
