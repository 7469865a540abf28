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
  /// A copy of an event that is still there was not asked for.
  ///
  /// - Parameter event: The event.
  /// - Returns: The event with the request.
  /// - Throws: What the database throws.
  func known(_ event: Event) throws -> Event {
    guard event.autocreated == nil, event.meeting == nil,
      case .details(let details) = event.conferencing, details.isReady
    else { return event }
    let row = try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT asked FROM asked_link WHERE account = ? AND url = ? AND NOT EXISTS (
            SELECT 1 FROM event WHERE event.id = asked_link.event AND is_deleted = 0)
          """
      ),
      arguments: [event.account.rawValue, details.url]
    )
    var event = event
    // The request of another version of the program is none.
    event.autocreated = try? row.map { try StoredJSON.value($0, as: Autocreate.self) }
    return event
  }
}
