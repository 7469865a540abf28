import CalendarCore
import ConferencingCore
import GRDB

/// The links that services made on their own events at Convene's wish, one row for each event or series
/// that has one.
///
/// No service tells who had a link made: without a row an account that is removed and added again, or a
/// rebuilt cache, would take it for somebody else's, whose settings cannot be changed here.
struct AskedLinkTable {
  let db: Database

  /// Remembers the link of an event, where its service made it at Convene's wish.
  ///
  /// - Parameter event: The event.
  /// - Returns: Whether its series, when it is an occurrence, was not known to have that link.
  /// - Throws: What the database throws.
  func note(_ event: Event) throws -> Bool {
    guard let asked = event.autocreated, event.meeting == nil, let owner = Self.owner(of: event),
      case .details(let details) = event.conferencing, details.isReady
    else { return false }
    let row = StatementArguments([event.account.rawValue, details.url, owner.rawValue])
    let isNew = try Row.fetchOne(db.cachedStatement(sql: Self.find), arguments: row) == nil
    try db.cachedStatement(
      sql: """
        INSERT INTO asked_link (account, url, owner, asked) VALUES (?, ?, ?, ?)
        ON CONFLICT (account, url, owner) DO UPDATE SET asked = excluded.asked
          WHERE asked <> excluded.asked
        """
    )
    .execute(arguments: row + [StoredJSON.text(asked)])
    return isNew && event.masterID != nil
  }

  /// An event as its service gives it, with what its link was asked for by.
  ///
  /// The same link on another event was put there by hand; the occurrences of a series share one.
  ///
  /// - Parameter event: The event.
  /// - Returns: The event with the request.
  /// - Throws: What the database throws.
  func known(_ event: Event) throws -> Event {
    guard event.autocreated == nil, event.meeting == nil, let owner = Self.owner(of: event),
      case .details(let details) = event.conferencing, details.isReady,
      let row = try Row.fetchOne(
        db.cachedStatement(sql: Self.find),
        arguments: [event.account.rawValue, details.url, owner.rawValue]
      )
    else { return event }
    var event = event
    // The request of another version of the program is none.
    event.autocreated = try? StoredJSON.value(row[0], as: Autocreate.self)
    return event
  }

  /// The other occurrences of a series that were read with its link before that was known to be asked for.
  ///
  /// - Parameters:
  ///   - event: The occurrence that it was asked for on.
  ///   - key: Its row.
  /// - Returns: The rows, and the occurrences with the request.
  /// - Throws: What the database throws.
  func others(like event: Event, _ key: Int64) throws -> [(key: Int64, event: Event)] {
    guard let series = event.masterID, let url = event.conferencing.details?.url else { return [] }
    return try StoredEvent.fetchAll(
      """
      WHERE event.key IN (SELECT event FROM event_detail WHERE master_id = ?)
        AND event.calendar = (SELECT calendar FROM event WHERE key = ?2) AND event.key <> ?2
        AND json_extract(conferencing, '$.details._0.url') = ? AND is_deleted = 0
      """,
      [series.rawValue, key, url],
      db
    )
    .compactMap { stored in
      // What waits for the service is put together from what that has.
      guard !stored.hasOperations else { return nil }
      let known = try known(stored.event)
      return known == stored.event ? nil : (stored.key, known)
    }
  }

  /// What has the link of an event, by the id of its service: its series, all parts of it together, or itself.
  private static func owner(of event: Event) -> RemoteEventID? {
    event.masterID?.firstPart ?? event.remoteID
  }

  private static let find = """
    SELECT asked FROM asked_link WHERE account = ? AND url = ? AND owner = ?
    """
}
