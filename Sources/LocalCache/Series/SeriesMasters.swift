import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// The masters of series whose occurrences a service delivers, as it last had them.
///
/// They are no rows of `event`: nothing lists, searches or sends them. Every one can be read again.
struct SeriesMasters {
  let db: Database

  /// A series by its calendar in this file and its id at the service.
  struct Key: Hashable {
    let calendar: Int64
    let series: RemoteEventID
  }

  /// The master of a series; `nil` where it is not known or the service has none.
  func find(_ key: Key) throws -> Event? {
    try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT master FROM series_master
          WHERE calendar = ? AND remote_id = ? AND master IS NOT NULL
          """
      ),
      arguments: [key.calendar, key.series.rawValue]
    )
    .map { try StoredJSON.value($0, as: Event.self) }
  }

  /// Whether what is known of a series is what a service says.
  func holds(_ master: Event?, _ key: Key) throws -> Bool {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT master, is_outdated FROM series_master WHERE calendar = ? AND remote_id = ?"
      ),
      arguments: [key.calendar, key.series.rawValue]
    )
    guard let row, row[1] == false else { return false }
    let known = try (row[0] as String?).map { try StoredJSON.value($0, as: Event.self) }
    return known == master?.storable()
  }

  /// Stores what a service says of a series.
  func store(_ master: Event?, _ key: Key) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO series_master (calendar, remote_id, master) VALUES (?, ?, ?)
        ON CONFLICT (calendar, remote_id)
          DO UPDATE SET master = excluded.master, is_outdated = 0
        """
    )
    .execute(
      arguments: [
        key.calendar, key.series.rawValue, try master.map { try StoredJSON.text($0.storable()) },
      ]
    )
  }

  /// Notes that occurrences of some series have changed, so that these are read again.
  func noteChanges(of series: Set<Key>) throws {
    let statement = try db.cachedStatement(
      sql: "UPDATE series_master SET is_outdated = 1 WHERE calendar = ? AND remote_id = ?"
    )
    for key in series {
      try statement.execute(arguments: [key.calendar, key.series.rawValue])
    }
  }

  /// The occurrences of a series that differ from it.
  ///
  /// A service that says only of moved ones that they differ is not relied on for the others.
  func exceptions(_ key: Key, of master: Event) throws -> [Event] {
    let span = EventSpan(master.time)
    let length =
      switch master.time {
      case .timed: span.endKey - span.startKey
      case .allDay(let first, let last): Int64(first.distance(to: last))
      }
    return try StoredEvent.fetchAll(
      """
      WHERE event.key IN (SELECT event FROM event_detail WHERE master_id = ?)
        AND event.calendar = ? AND is_deleted = 0 AND status <> 'cancelled'
        AND (series_part = \(SeriesPart.exception.rawValue)
          OR title <> ? OR location <> ? OR ends - begins <> ?)
      """,
      [key.series.rawValue, key.calendar, master.title, master.location, length],
      db
    )
    .map { stored in
      var event = stored.event
      event.isException = true
      return event
    }
  }
}
