import CalendarCore
import ConferencingCore
import GRDB

/// The links that services made on their own events at Convene's wish, one row each.
///
/// No service tells who had a link made: without a row an account that is removed and added again, or a
/// rebuilt cache, would take it for somebody else's, whose settings cannot be changed here.
struct AskedLinkTable {
  let db: Database

  /// Remembers the link of an event, where its service made it at Convene's wish.
  func note(_ event: Event) throws {
    guard let asked = event.autocreated, event.meeting == nil,
      case .details(let details) = event.conferencing, details.isReady
    else { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO asked_link (account, url, asked, event) VALUES (?, ?, ?, ?)
        ON CONFLICT (account, url) DO UPDATE SET asked = excluded.asked, event = excluded.event
        """
    )
    .execute(
      arguments: [
        event.account.rawValue, details.url, try StoredJSON.text(asked), event.id.rawValue,
      ]
    )
  }

  /// An event that is seen for the first time, with what its link was asked for by.
  ///
  /// A copy of an event that is still there was not asked for; other occurrences of its series were.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - write: Writes what is held back of events that were added before.
  /// - Returns: The event with the request.
  /// - Throws: What the database throws.
  func known(_ event: Event, writing write: () throws -> Void) throws -> Event {
    guard event.autocreated == nil, event.meeting == nil,
      case .details(let details) = event.conferencing, details.isReady,
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT asked, event FROM asked_link WHERE account = ? AND url = ?"
        ),
        arguments: [event.account.rawValue, details.url]
      )
    else { return event }
    let owner: String = row[1]
    try write()
    let isTaken = try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM event JOIN event_detail ON event_detail.event = event.key
            WHERE event.id = ?1 AND is_deleted = 0 AND (?2 IS NULL OR master_id IS NOT ?2))
          """
      ),
      arguments: [owner, event.masterID?.rawValue]
    )
    guard isTaken == false else { return event }
    var event = event
    // The request of another version of the program is none.
    event.autocreated = try? StoredJSON.value(row[0], as: Autocreate.self)
    return event
  }

  /// Notes which event has a link now.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - key: Its row.
  /// - Throws: What the database throws.
  func move(_ event: Event, to key: Int64) throws {
    guard case .details(let details) = event.conferencing else { return }
    try db.cachedStatement(
      sql: """
        UPDATE asked_link SET event = (SELECT id FROM event WHERE key = ?)
        WHERE account = ? AND url = ?
        """
    )
    .execute(arguments: [key, event.account.rawValue, details.url])
  }
}
