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
  /// - Throws: What the database throws.
  func record(_ event: Event) throws {
    guard let asked = event.autocreated, let row = Self.row(of: event) else { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO asked_link (account, url, owner, asked) VALUES (?, ?, ?, ?)
        ON CONFLICT (account, url, owner) DO UPDATE SET asked = excluded.asked
          WHERE asked <> excluded.asked
        """
    )
    .execute(arguments: row + [StoredJSON.text(asked)])
  }

  /// An event as its service gives it, with what its link was asked for by.
  ///
  /// The same link on another event was put there by hand; the occurrences of a series share one.
  ///
  /// - Parameter event: The event.
  /// - Returns: The event with the request.
  /// - Throws: What the database throws.
  func known(_ event: Event) throws -> Event {
    guard event.autocreated == nil, let row = Self.row(of: event),
      let found = try Row.fetchOne(db.cachedStatement(sql: Self.find), arguments: row)
    else { return event }
    var event = event
    // The request of another version of the program is none.
    event.autocreated = try? StoredJSON.value(found[0], as: Autocreate.self)
    return event
  }

  /// Whether an occurrence has a link that was asked for, and its series is not known to have that.
  ///
  /// - Parameter event: The event.
  /// - Returns: Whether other occurrences may have been read with the link already.
  /// - Throws: What the database throws.
  func isFirst(_ event: Event) throws -> Bool {
    guard event.autocreated != nil, event.masterID != nil, let row = Self.row(of: event) else {
      return false
    }
    return try Row.fetchOne(db.cachedStatement(sql: Self.find), arguments: row) == nil
  }

  /// The other occurrences that were read with the link of their series before that was known to be
  /// asked for.
  ///
  /// - Parameters:
  ///   - event: The occurrence that it was asked for on, before it is recorded.
  ///   - key: Its row.
  /// - Returns: The rows, and the occurrences with the request; none where the series is known to have
  ///   the link.
  /// - Throws: What the database throws.
  func rowsToMark(after event: Event, _ key: Int64) throws -> [(key: Int64, event: Event)] {
    guard try isFirst(event), let series = event.masterID,
      let url = event.conferencing.details?.url
    else { return [] }
    return try StoredEvent.fetchAll(
      """
      WHERE event.key IN (SELECT event FROM event_detail WHERE master_id = ?)
        AND event.calendar = (SELECT calendar FROM event WHERE key = ?2) AND event.key <> ?2
        AND autocreated IS NULL AND meeting IS NULL
        AND json_extract(conferencing, '$.details._0.url') = ? AND is_deleted = 0
      """,
      [series.rawValue, key, url],
      db
    )
    .compactMap { stored in
      // What waits for the service is put together from what that has.
      guard !stored.hasOperations else { return nil }
      var other = stored.event
      other.autocreated = event.autocreated
      return (stored.key, other)
    }
  }

  /// The account, the link and what has it; `nil` for an event without a link of its service.
  private static func row(of event: Event) -> StatementArguments? {
    guard event.meeting == nil, let owner = owner(of: event),
      case .details(let details) = event.conferencing, details.isReady
    else { return nil }
    return [event.account.rawValue, details.url, owner.rawValue]
  }

  /// What has the link of an event, by the id of its service: its series, all parts of it together, or itself.
  private static func owner(of event: Event) -> RemoteEventID? {
    event.masterID?.firstPart ?? event.remoteID
  }

  private static let find = """
    SELECT asked FROM asked_link WHERE account = ? AND url = ? AND owner = ?
    """
}
