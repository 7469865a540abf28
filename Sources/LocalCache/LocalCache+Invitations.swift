package import CalendarCore
package import Foundation
import ConferencingCore
import GRDB

extension LocalCache {
  /// The most events that are looked at.
  private static let mostInvitations = 2_000

  /// The invitations that the accounts' owners have not answered and that are not over, by start.
  ///
  /// Of a series it is the next occurrence. Those in hidden calendars are left out.
  ///
  /// - Parameter now: The time.
  /// - Returns: The invitations.
  /// - Throws: ``CacheError``.
  package func invitations(at now: Date) throws(CacheError) -> [PendingInvitation] {
    try read { db in
      let shown = try CalendarPlace.keys(.shown, db).map(Set.init)
      let places = try CalendarPlace.all(db)
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT \(WindowSQL.summaryColumns), series,
              (SELECT master_id FROM event_detail WHERE event_detail.event = event.key),
              (SELECT organizer FROM event_detail
                WHERE event_detail.event = coalesce(event.series, event.key))
            FROM event WHERE is_listed = 1 AND response = 'noreply' AND end_key > ?
            ORDER BY start_key LIMIT \(Self.mostInvitations)
            """
        ),
        arguments: [EventSpan.seconds(now)]
      )
      var invitations: [PendingInvitation] = []
      var known: Set<String> = []
      while let row = try rows.next() {
        guard shown?.contains(row[1]) != false, let place = places[row[1]] else { continue }
        let (series, master): (Int64?, String?) = (row[18], row[19])
        let name = series.map { "\($0)" } ?? master.map { "\(row[1] as Int64)/\($0)" }
        if let name, !known.insert(name).inserted { continue }
        let organizer = try (row[20] as String?).map { try StoredJSON.value($0, as: Person.self) }
        invitations.append(
          PendingInvitation(event: EventSummary(row, place: place), organizer: organizer)
        )
      }
      return invitations
    }
  }
}
