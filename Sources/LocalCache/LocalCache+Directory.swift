package import CalendarCore
package import ConferencingCore
import Foundation
import GRDB
import Synchronization

extension LocalCache {
  /// Makes the cache show these accounts, in this order.
  ///
  /// An account that is no longer named is removed with its data, save that edits which wait are
  /// kept, unseen, until it is named again. So are always the events of the local account, for
  /// there is no other copy of them. An account that now works with another grant is another
  /// mailbox: it starts empty, and edits that wait for the old one are refused with that reason.
  package func configure(accounts: [Account]) throws(CacheError) {
    // The usual start finds everything as it was, and then writes nothing.
    let isUpToDate = try read { db in
      let listed = try AccountRow.all(db).filter(\.isListed).map(\.account)
      // A service may have got another trait.
      return listed == accounts
        && listed.map(\.service.rawValue) == accounts.map(\.service.rawValue)
    }
    defer { configured.withLock { $0 = accounts } }
    guard !isUpToDate, !isReadOnly else { return }
    try write { db in
      try ConfiguredAccounts(db: db, queue: { self.queue($0, db) }).set(accounts)
    }
  }

  /// All that is known of the configured accounts, their calendars and grants.
  package func directory() throws(CacheError) -> Directory { try read { try directory($0) } }

  /// The same in a transaction.
  func directory(_ db: Database) throws -> Directory { try DirectoryReading(db: db).directory() }

  /// Stores the complete list of an account's calendars.
  ///
  /// One that is missing is removed with its events, unless edits of them wait. What calendars
  /// refused is kept, and that they are hidden.
  ///
  /// - Parameters:
  ///   - calendars: The list.
  ///   - account: The account.
  ///   - keepsMain: Whether the service has no main calendar: the one that was it stays it while it is
  ///     there and can be written, so that new events do not go elsewhere because of a new calendar.
  /// - Throws: ``CacheError`` when the file cannot be read or written.
  package func store(
    calendars: [CalendarInfo],
    for account: AccountID,
    keepsMain: Bool = false
  ) throws(CacheError) {
    let known = try directory().calendars.filter { $0.account == account }
    let former = known.first(where: \.isPrimary)?.id
    let main = calendars.first { $0.id == former && !$0.isReadOnly }?.id
    func asKnown(_ calendar: CalendarInfo) -> CalendarInfo {
      var calendar = calendar
      if keepsMain, let main { calendar.isPrimary = calendar.id == main }
      let before = known.first { $0.id == calendar.id }
      calendar.refusedProviders.formUnion(before?.refusedProviders ?? [])
      calendar.isHidden = before?.isHidden ?? false
      return calendar
    }
    let wanted = calendars.map(asKnown)
    guard wanted.filter(\.isPrimary) + wanted.filter({ !$0.isPrimary }) != known else { return }
    try write { db in
      for (position, calendar) in wanted.enumerated() {
        try save(calendar, at: position, for: account, db)
      }
      try db.execute(
        sql: """
          DELETE FROM calendar
          WHERE account = (SELECT key FROM account WHERE id = ?1)
            AND id NOT IN (SELECT value FROM json_each(?2))
            AND NOT EXISTS (
              SELECT 1 FROM event WHERE event.calendar = calendar.key AND is_waiting = 1)
          """,
        arguments: [account.rawValue, try StoredJSON.text(calendars.map(\.id))]
      )
    }
  }

  private func save(
    _ calendar: CalendarInfo,
    at position: Int,
    for account: AccountID,
    _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO calendar (account, id, position, name, color, zone, is_primary, is_read_only,
          refused_providers)
        SELECT key, ?, ?, ?, ?, ?, ?, ?, ? FROM account WHERE id = ?
        ON CONFLICT (account, id) DO UPDATE SET position = excluded.position,
          name = excluded.name, color = excluded.color, zone = excluded.zone,
          is_primary = excluded.is_primary, is_read_only = excluded.is_read_only,
          refused_providers = excluded.refused_providers
        """
    )
    .execute(
      arguments: [
        calendar.id.rawValue, position, calendar.name, calendar.color, calendar.zone,
        calendar.isPrimary, calendar.isReadOnly,
        StoredJSON.text(calendar.refusedProviders.map(\.rawValue).sorted()),
        account.rawValue,
      ]
    )
  }

  /// Stores the grants that could host a meeting for an account, its own among them.
  package func store(grants: [Grant], for account: AccountID) throws(CacheError) {
    guard try directory().grants[account] != grants else { return }
    try write { db in
      try db.execute(
        sql: "UPDATE account SET grants = ? WHERE id = ?",
        arguments: [try StoredJSON.text(grants), account.rawValue]
      )
    }
  }

  /// Stores the grants that Convene is signed in to by itself: they can host meetings of all accounts.
  ///
  /// What an account's own service tells of its grants meanwhile is kept: both are read and written in
  /// one transaction.
  package func store(hosts: [Grant]) throws(CacheError) {
    func joined(_ known: [Grant]) -> [Grant] { known.filter { !$0.isDirect }.joined(by: hosts) }
    guard try directory().grants.values.contains(where: { joined($0) != $0 }) else { return }
    try write { db in
      for row in try Row.fetchAll(db, sql: "SELECT key, grants FROM account") {
        let known = try StoredJSON.value(row[1], as: [Grant].self)
        let grants = joined(known)
        guard grants != known else { continue }
        try db.execute(
          sql: "UPDATE account SET grants = ? WHERE key = ?",
          arguments: [try StoredJSON.text(grants), row[0] as Int64]
        )
      }
    }
  }

  /// Stores how the last refresh of an account went.
  package func record(
    syncStatus status: SyncStatus,
    for account: AccountID
  ) throws(CacheError) {
    // While a service stays out of reach nothing new is to be said of it, again and again.
    var stored = status
    stored.isUnauthorized = false
    let known = try directory().syncStatus[account]
    stored.unreadable = known?.unreadable ?? []
    guard known != stored else { return }
    try write { db in
      try db.execute(
        sql: "UPDATE account SET last_success = ?, failure = ?, offline_since = ? WHERE id = ?",
        arguments: [
          status.lastSuccess?.timeIntervalSince1970, status.failure,
          status.offlineSince?.timeIntervalSince1970, account.rawValue,
        ]
      )
    }
  }

  /// Stores that a calendar refused to have a meeting of a provider created.
  package func refuse(
    provider: AutocreateProvider,
    calendar: CalendarID,
    account: AccountID
  ) throws(CacheError) {
    guard var info = try directory().calendar(calendar, in: account) else {
      throw .noSuchCalendar(calendar, account: account)
    }
    guard info.refusedProviders.insert(provider).inserted else { return }
    let providers = info.refusedProviders.map(\.rawValue).sorted()
    try write { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      try db.execute(
        sql: "UPDATE calendar SET refused_providers = ? WHERE key = ?",
        arguments: [StoredJSON.text(providers), place.key]
      )
    }
  }

  /// Notes which host was chosen for a link of an event of a calendar; where none was named, the next
  /// link has none either.
  func noteHost(_ asked: Autocreate, in calendar: Int64, _ db: Database) throws {
    let path = "$.\"\(asked.provider.rawValue)\""
    try db.cachedStatement(
      sql: """
        UPDATE calendar SET hosts = CASE WHEN ?1 IS NULL THEN json_remove(hosts, ?2)
          ELSE json_set(hosts, ?2, ?1) END
        WHERE key = ?3
        """
    )
    .execute(arguments: [asked.hostGrant?.rawValue, path, calendar])
  }

  /// Hides calendars, or shows them again; this is kept until the calendar is gone.
  ///
  /// - Parameters:
  ///   - isHidden: Whether their events are left out of lists.
  ///   - calendars: The calendars; those that are not known are passed over.
  /// - Throws: ``CacheError``.
  package func setHidden(_ isHidden: Bool, _ calendars: [CalendarKey]) throws(CacheError) {
    try write { db in
      for calendar in calendars {
        try db.cachedStatement(
          sql: """
            UPDATE calendar SET is_shown = ?
            WHERE id = ? AND account = (SELECT key FROM account WHERE id = ?)
            """
        )
        .execute(
          arguments: [!isHidden, calendar.calendar.rawValue, calendar.account.rawValue]
        )
      }
    }
  }
}

extension [Grant] {
  /// The grants with those that Convene is signed in to by itself, as these stand now.
  package func joined(by hosts: [Grant]) -> [Grant] {
    filter { grant in !hosts.contains { $0.id == grant.id } } + hosts
  }
}
