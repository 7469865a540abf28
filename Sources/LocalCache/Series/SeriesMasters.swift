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
  func find(_ key: Key) throws -> Event? { try event("master", of: key) }

  /// The master as it was before its start was moved last; `nil` where it never was.
  func former(_ key: Key) throws -> Event? { try event("former", of: key) }

  private func event(_ column: String, of key: Key) throws -> Event? {
    try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT \(column) FROM series_master
          WHERE calendar = ? AND remote_id = ? AND \(column) IS NOT NULL
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
    return known == master.map(StorableEvent.event)
  }

  /// What is kept when the start moves; a stretch that told of it may have been followed already.
  private static let startMoves = """
    former = series_master.master,
    followed = CASE WHEN former IS series_master.master THEN followed END,
    """

  /// Notes that the start of a series is another one than it was, before its new master is stored.
  func beginFollowing(_ key: Key) throws {
    try db.cachedStatement(
      sql: """
        UPDATE series_master
        SET former = master, followed = CASE WHEN former IS master THEN followed END
        WHERE calendar = ? AND remote_id = ?
        """
    )
    .execute(arguments: [key.calendar, key.series.rawValue])
  }

  /// Notes that a series whose start was moved was followed in a stretch of its calendar.
  ///
  /// Stretches that touch each other become one: those that are read move on with the days.
  func noteFollowed(_ key: Key, in window: DateInterval) throws {
    let known = try String.fetchOne(
      db.cachedStatement(
        sql: "SELECT followed FROM series_master WHERE calendar = ? AND remote_id = ?"
      ),
      arguments: [key.calendar, key.series.rawValue]
    )
    var stretch = [EventSpan.seconds(window.start), EventSpan.seconds(window.end)]
    var stretches: [[Int64]] = []
    for other in try known.map({ try StoredJSON.value($0, as: [[Int64]].self) }) ?? [] {
      if other[0] <= stretch[1], other[1] >= stretch[0] {
        stretch = [min(stretch[0], other[0]), max(stretch[1], other[1])]
      } else {
        stretches.append(other)
      }
    }
    try db.cachedStatement(
      sql: "UPDATE series_master SET followed = ? WHERE calendar = ? AND remote_id = ?"
    )
    .execute(
      arguments: [
        try StoredJSON.text(stretches + [stretch]), key.calendar, key.series.rawValue,
      ]
    )
  }

  /// Forgets how a series was before its start was moved, once all stretches with occurrences of it
  /// were read since: what changes later is no consequence of that move.
  func endFollowing(_ key: Key) throws {
    try db.cachedStatement(
      sql: """
        UPDATE series_master SET former = NULL, followed = NULL
        WHERE calendar = ?1 AND remote_id = ?2 AND followed IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM event_detail INDEXED BY event_detail_series
            JOIN event ON event.key = event_detail.event
          WHERE master_id = ?2 AND event.calendar = ?1 AND event.remote_id IS NOT NULL
            AND NOT EXISTS (
              SELECT 1 FROM json_each(followed) AS stretch
              WHERE start_key < json_extract(stretch.value, '$[1]')
                AND end_key > json_extract(stretch.value, '$[0]')))
        """
    )
    .execute(arguments: [key.calendar, key.series.rawValue])
  }

  /// Stores what a service says of a series.
  func store(_ master: Event?, _ key: Key) throws {
    let isMoved = try master.map { new in try find(key).map { $0.time != new.time } ?? false }
    try db.cachedStatement(
      sql: """
        INSERT INTO series_master (calendar, remote_id, master, revision) VALUES (?, ?, ?, 1)
        ON CONFLICT (calendar, remote_id) DO UPDATE SET
          \(isMoved == true ? Self.startMoves : "")
          master = excluded.master, is_outdated = 0, revision = revision + 1
        """
    )
    .execute(
      arguments: [
        key.calendar, key.series.rawValue,
        try master.map { try StoredJSON.text(StorableEvent.event($0)) },
      ]
    )
  }

  /// Two searches of the key; with OR all masters of the calendar would be read.
  static let parts = """
    SELECT master FROM series_master
    WHERE calendar = ?1 AND remote_id = ?2 AND master IS NOT NULL
    UNION ALL
    SELECT master FROM series_master
    WHERE calendar = ?1 AND remote_id > ?3 AND remote_id < ?3 || char(1114111)
      AND master IS NOT NULL
    """

  /// The masters of all that was one series with another before Google divided it.
  func parts(of key: Key) throws -> [Event] {
    let first = key.series.firstPart.rawValue
    let mark = first + RemoteEventID.partMark
    return try String.fetchAll(
      db.cachedStatement(sql: Self.parts),
      arguments: [key.calendar, first, mark]
    )
    .map { try StoredJSON.value($0, as: Event.self) }
    .filter { $0.remoteID?.firstPart.rawValue == first }
  }

  /// How often something was noted of a series; 0 where nothing ever was.
  func revision(_ key: Key) throws -> Int64 {
    try Int64.fetchOne(
      db.cachedStatement(
        sql: "SELECT revision FROM series_master WHERE calendar = ? AND remote_id = ?"
      ),
      arguments: [key.calendar, key.series.rawValue]
    ) ?? 0
  }

  /// Notes that occurrences of some series have changed, so that these are read again.
  func noteChanges(of series: Set<Key>) throws {
    let statement = try db.cachedStatement(
      // Of one that was never read it is noted as well: an answer may be under way.
      sql: """
        INSERT INTO series_master (calendar, remote_id, is_outdated, revision) VALUES (?, ?, 1, 1)
        ON CONFLICT (calendar, remote_id) DO UPDATE SET is_outdated = 1, revision = revision + 1
        """
    )
    for key in series {
      try statement.execute(arguments: [key.calendar, key.series.rawValue])
    }
  }

  /// The occurrences of a series that differ from it.
  ///
  /// A service that says only of moved ones that they differ is not relied on for the others. What links
  /// they have says something only beside a master that is up to date.
  func exceptions(_ key: Key, of master: Event) throws -> [Event] {
    let span = EventSpan(master.time)
    let length =
      switch master.time {
      case .timed: span.endKey - span.startKey
      case .allDay(let first, let last): Int64(first.distance(to: last))
      }
    let link = master.withLinkOfItsText.conferencing.details?.url
    return try StoredEvent.fetchAll(
      """
      WHERE event.key IN (SELECT event FROM event_detail WHERE master_id = ?)
        AND event.calendar = ? AND is_deleted = 0 AND status <> 'cancelled'
        AND (series_part = \(SeriesPart.exception.rawValue)
          OR title <> ? OR location <> ? OR ends - begins <> ?
          OR (json_extract(conferencing, '$.details._0.url') <> ? AND EXISTS (
            SELECT 1 FROM series_master
            WHERE series_master.calendar = event.calendar AND remote_id = master_id
              AND is_outdated = 0)))
      """,
      [
        key.series.rawValue, key.calendar, master.title, master.location, length,
        link ?? "",
      ],
      db
    )
    .map { stored in
      var event = stored.event
      event.isException = true
      return event
    }
  }
}
