package import CalendarCore
package import ConferencingCore
package import Foundation
import GRDB

/// Finds events by their links, and keeps which link each is joined by.
package struct LinkStore: Sendable {
  let cache: LocalCache

  /// The event that can be joined now or next: see ``JoinRules``.
  ///
  /// - Parameter rules: The moment, the place, and what counts.
  /// - Returns: The event; several that start together; none.
  /// - Throws: ``CacheError``.
  package func joinCandidates(_ rules: JoinRules) throws(CacheError) -> [JoinCandidate] {
    let window = try cache.agenda.window(days: rules.days, in: rules.zone)
    return try cache.read { db in
      try rules.choose(from: window.events) { try JoinReading(db: db).facts(of: $0) }
    }
  }

  /// The events that are not over and have a link of a provider in their field, by start.
  ///
  /// - Parameters:
  ///   - provider: The provider.
  ///   - date: What is over by then is left out.
  ///   - calendars: The calendars whose events are wanted.
  /// - Returns: The events, with the occurrences of series.
  /// - Throws: ``CacheError``.
  package func events(
    linkedBy provider: ConferencingProvider,
    endingAfter date: Date,
    of calendars: CalendarFilter
  ) throws(CacheError) -> [Event] {
    // Lists name the provider of the link that is joined by, which may be another one of the event's.
    try linked(nil, endingAfter: date, of: calendars, state: .ready)
      .filter { $0.conferencing.provider == provider }
  }

  /// The events that are not over and have a link of a provider in their texts alone, by start.
  ///
  /// - Parameters:
  ///   - provider: The provider.
  ///   - date: What is over by then is left out.
  ///   - calendars: The calendars whose events are wanted.
  /// - Returns: The events, with the occurrences of series.
  /// - Throws: ``CacheError``.
  package func events(
    naming provider: ConferencingProvider,
    endingAfter date: Date,
    of calendars: CalendarFilter
  ) throws(CacheError) -> [Event] {
    try linked(provider, endingAfter: date, of: calendars, state: .none)
  }

  private func linked(
    _ provider: ConferencingProvider?,
    endingAfter date: Date,
    of calendars: CalendarFilter,
    state: ConferencingState
  ) throws(CacheError) -> [Event] {
    try cache.read { db in
      let events = try StoredEvent.fetchAll(
        """
        WHERE is_listed = 1 AND provider = coalesce(?, provider) AND conferencing_state = ?
          AND end_key > ?
        ORDER BY start_key, event.key
        """,
        [provider?.rawValue, state.rawValue, EventSpan.seconds(date)],
        db
      )
      .map(\.event)
      guard case .only(let keys) = calendars else { return events }
      return events.filter {
        keys.contains(CalendarKey(account: $0.account, calendar: $0.calendar))
      }
    }
  }

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
    try cache.write { db in
      guard let stored = try StoredEvent.find(id, db), !stored.isDeleted else { return nil }
      try LinkChoiceTable(db: db).put(choice, for: stored.event)
      let writer = cache.writer(db)
      for one in try parts(ofSeriesOf: stored, db) {
        try writer.listProvider(of: one.event, one.key)
      }
      return try LinkChoiceTable(db: db).joining(stored.event)
    }
  }

  /// Lets the choice for an event hold for one that an edit has put in its place, or made of its series.
  ///
  /// - Parameters:
  ///   - old: The event as it was.
  ///   - id: The other one; one that is not here gets none.
  ///   - db: The transaction.
  /// - Throws: What the database throws.
  func carryChoice(from old: Event, to id: EventID, _ db: Database) throws {
    guard let stored = try StoredEvent.find(id, db),
      try LinkChoiceTable(db: db).carry(from: old, to: stored.event)
    else { return }
    let writer = cache.writer(db)
    for one in try parts(ofSeriesOf: stored, db) {
      try writer.listProvider(of: one.event, one.key)
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

  /// Finds again whose link events are joined by, where what is known of servers has changed or others are
  /// preferred: of the events that begin in some days.
  ///
  /// - Parameters:
  ///   - hosts: The names of the servers, of the letters that host names have, or `://` for all links;
  ///     events whose place or description holds one of them are looked at.
  ///   - days: When they begin.
  ///   - most: How many of each server are looked at, the first ones.
  /// - Throws: ``CacheError``.
  package func findLinks(
    naming hosts: [String],
    in days: DateInterval,
    most: Int
  ) throws(CacheError) {
    try findLinks(naming: hosts) { host, db in
      try StoredEvent.fetchAll(
        """
        WHERE is_listed = 1 AND start_key >= ?2 AND start_key < ?3 AND \(Self.isNamed)
        ORDER BY start_key LIMIT ?4
        """,
        ["%\(host)%", EventSpan.seconds(days.start), EventSpan.seconds(days.end), most],
        db
      )
    }
  }

  /// The same for a page of all events, by their rows.
  ///
  /// - Parameters:
  ///   - hosts: As above.
  ///   - row: The last row of the page before; 0 for the first page.
  ///   - most: How many rows a page has at most, 1 or more.
  /// - Returns: The last row of this page; `nil` when it was the last page.
  /// - Throws: ``CacheError``.
  package func findLinks(
    naming hosts: [String],
    behind row: Int64,
    most: Int64
  ) throws(CacheError) -> Int64? {
    let end = try cache.read { db in
      try Int64.fetchOne(
        db,
        sql: "SELECT key FROM event WHERE key > ? ORDER BY key LIMIT 1 OFFSET ?",
        arguments: [row, most - 1]
      )
    }
    try findLinks(naming: hosts) { host, db in
      try StoredEvent.fetchAll(
        "WHERE event.key > ?2 AND event.key <= ?3 AND \(Self.isNamed)",
        ["%\(host)%", row, end ?? Int64.max],
        db
      )
    }
    return end
  }

  private static let isNamed = "(event.location LIKE ?1 OR event_detail.description LIKE ?1)"

  private func findLinks(
    naming hosts: [String],
    among events: (String, Database) throws -> [StoredEvent]
  ) throws(CacheError) {
    try cache.write { db in
      let writer = cache.writer(db)
      for host in hosts {
        for stored in try events(host, db) { try writer.listProvider(of: stored.event, stored.key) }
      }
    }
  }
}

/// Reads what is known of events for joining them.
struct JoinReading {
  let db: Database

  /// What is known of an event; `nil` when it is gone.
  func facts(of summary: EventSummary) throws -> JoinFacts? {
    guard let stored = try StoredEvent.find(summary.id, db)?.event else { return nil }
    let event = try LinkChoiceTable(db: db).joining(stored)
    let address = event.participants.isEmpty ? "" : try ownAddress(of: event.account)
    return JoinFacts(of: event, owner: address)
  }

  /// The mail address of an account's owner; empty when it is not known.
  private func ownAddress(of account: AccountID) throws -> String {
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT grant_id, grants FROM account WHERE id = ?"),
      arguments: [account.rawValue]
    )
    guard let row, let grant: String = row[0] else { return "" }
    let grants = try StoredJSON.value(row[1], as: [Grant].self)
    // The configuration may name a grant by its id or by its address.
    return grants.first { $0.id.rawValue == grant || $0.email == grant }?.email ?? ""
  }
}
