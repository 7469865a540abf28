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

  /// Whether the start of a series was moved, and no reading has listed it since.
  func isToFollow(_ key: Key) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM series_master
            WHERE calendar = ? AND remote_id = ? AND former IS NOT NULL AND followed IS NULL)
          """
      ),
      arguments: [key.calendar, key.series.rawValue]
    ) == true
  }

  /// Notes that a reading lists a series whose start was moved.
  ///
  /// The stretches whose reading begins from now on have it as it is now; of a reading that is under
  /// way, pages may have it as it was.
  func beginFollowing(_ key: Key) throws {
    try db.cachedStatement(
      sql: """
        UPDATE series_master SET followed = '[]', unfinished = (
          SELECT json_group_array(stretch) FROM reading
          WHERE reading.calendar = series_master.calendar AND cursor IS NOT NULL)
        WHERE calendar = ? AND remote_id = ? AND former IS NOT NULL AND followed IS NULL
        """
    )
    .execute(arguments: [key.calendar, key.series.rawValue])
  }

  /// Stores that a stretch of a calendar was read to its end, and forgets how series were before their
  /// start was moved once all stretches with occurrences of them were, by readings that began since:
  /// what changes later is no consequence of that move.
  func recordReading(of calendar: Int64, stretch: Int, in window: DateInterval) throws {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT remote_id, followed, unfinished FROM series_master
          WHERE calendar = ? AND followed IS NOT NULL
          """
      ),
      arguments: [calendar]
    )
    if rows.isEmpty { return }
    let statement = try db.cachedStatement(
      sql: """
        UPDATE series_master SET followed = ?, unfinished = ? WHERE calendar = ? AND remote_id = ?
        """
    )
    for row in rows {
      var followed = try StoredJSON.value(row[1], as: [[Int64]].self)
      var unfinished = try StoredJSON.value(row[2] as String? ?? "[]", as: [Int].self)
      if unfinished.contains(stretch) {
        unfinished.removeAll { $0 == stretch }
      } else {
        followed = Self.joined(followed, with: window)
      }
      try statement.execute(
        arguments: [
          try StoredJSON.text(followed), try StoredJSON.text(unfinished), calendar,
          row[0] as String,
        ]
      )
    }
    try endFollowing(in: calendar)
  }

  /// Stretches with one more; those that touch it become one with it, as what is read moves on with
  /// the days.
  private static func joined(_ stretches: [[Int64]], with window: DateInterval) -> [[Int64]] {
    var stretch = [EventSpan.seconds(window.start), EventSpan.seconds(window.end)]
    var others: [[Int64]] = []
    for other in stretches {
      if other[0] <= stretch[1], other[1] >= stretch[0] {
        stretch = [min(stretch[0], other[0]), max(stretch[1], other[1])]
      } else {
        others.append(other)
      }
    }
    return others + [stretch]
  }

  private func endFollowing(in calendar: Int64) throws {
    try db.cachedStatement(
      sql: """
        UPDATE series_master SET former = NULL, followed = NULL, unfinished = NULL
        WHERE calendar = ?1 AND followed IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM event_detail INDEXED BY event_detail_series
            JOIN event ON event.key = event_detail.event
          WHERE master_id = series_master.remote_id AND event.calendar = ?1
            AND event.remote_id IS NOT NULL
            AND NOT EXISTS (
              SELECT 1 FROM json_each(followed) AS stretch
              WHERE start_key < json_extract(stretch.value, '$[1]')
                AND end_key > json_extract(stretch.value, '$[0]')))
        """
    )
    .execute(arguments: [calendar])
  }

  /// Stores what a service says of a series.
  func store(_ master: Event?, _ key: Key) throws {
    let isMoved = try master.map { new in try find(key).map { $0.time != new.time } ?? false }
    try db.cachedStatement(
      sql: """
        INSERT INTO series_master (calendar, remote_id, master, revision) VALUES (?, ?, ?, 1)
        ON CONFLICT (calendar, remote_id) DO UPDATE SET
          \(isMoved == true ? "former = series_master.master, followed = NULL," : "")
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
