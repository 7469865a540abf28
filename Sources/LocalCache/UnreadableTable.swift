package import CalendarCore
import ConferencingCore
import GRDB

/// What of a calendar was looked at.
package enum ListedExtent: Hashable, Sendable {
  /// All of it.
  case calendar
  /// A stretch of time, all of it; these are in it.
  case stretch(Set<RemoteEventID>)
  /// These alone.
  case events(Set<RemoteEventID>)
}

extension SyncStore {
  /// Notes what of a calendar cannot be read.
  ///
  /// - Parameters:
  ///   - unreadable: For each a sentence that names it and says why.
  ///   - extent: What was looked at: of the rest it stays noted.
  ///   - stretch: The stretch of time that they are in, by its place in the order of reading.
  ///   - calendar: The calendar.
  ///   - account: Its account.
  /// - Throws: ``CacheError``.
  package func note(
    unreadable: [RemoteEventID: String],
    of extent: ListedExtent,
    stretch: Int,
    in calendar: CalendarID,
    account: AccountID
  ) throws(CacheError) {
    let new = unreadable.mapValues { UnreadableTable.Note(reason: $0, stretch: stretch) }
    func changed(_ table: UnreadableTable) throws -> [RemoteEventID: UnreadableTable.Note]? {
      let before = try table.all()
      let kept = before.filter { extent.keeps($0.key, of: $0.value.stretch, readIn: stretch) }
      let after = kept.merging(new) { $1 }
      return after == before ? nil : after
    }
    // There is hardly ever anything to write.
    let isNews = try cache.read { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      return try changed(UnreadableTable(db: db, calendar: place.key)) != nil
    }
    guard isNews else { return }
    try cache.write { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      let table = UnreadableTable(db: db, calendar: place.key)
      if let after = try changed(table) { try table.replace(with: after) }
    }
  }
}

extension ListedExtent {
  /// Whether a note of an event stays that is not noted again.
  ///
  /// - Parameters:
  ///   - id: The event.
  ///   - stretch: The stretch that it was noted in; `nil` in files of before that was kept.
  ///   - current: The stretch that was looked at.
  /// - Returns: Whether it stays.
  fileprivate func keeps(_ id: RemoteEventID, of stretch: Int?, readIn current: Int) -> Bool {
    switch self {
    case .calendar: false
    case .stretch(let listed): stretch != nil && stretch != current && !listed.contains(id)
    case .events(let listed): !listed.contains(id)
    }
  }
}

/// What a service lists in a calendar and cannot be read.
struct UnreadableTable {
  /// Why an event cannot be read, and where it was seen.
  struct Note: Equatable {
    /// A sentence.
    var reason: String
    /// The stretch of time that it was seen in.
    var stretch: Int?
  }

  let db: Database
  let calendar: Int64

  /// All of it, with the reasons.
  func all() throws -> [RemoteEventID: Note] {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT remote_id, reason, stretch FROM unreadable WHERE calendar = ?"
      ),
      arguments: [calendar]
    )
    return Dictionary(
      rows.map { (RemoteEventID($0[0]), Note(reason: $0[1], stretch: $0[2])) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Stores what there is in place of what there was.
  func replace(with entries: [RemoteEventID: Note]) throws {
    try db.cachedStatement(sql: "DELETE FROM unreadable WHERE calendar = ?")
      .execute(arguments: [calendar])
    for (id, note) in entries {
      try db.cachedStatement(
        sql: "INSERT INTO unreadable (calendar, remote_id, reason, stretch) VALUES (?, ?, ?, ?)"
      )
      .execute(arguments: [calendar, id.rawValue, note.reason, note.stretch])
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
