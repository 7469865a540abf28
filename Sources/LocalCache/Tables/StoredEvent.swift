import ConferencingCore
import CalendarCore
import Foundation
import GRDB

/// An event with what only the file knows of it.
struct StoredEvent {
  let key: Int64
  let place: CalendarPlace
  var event: Event
  let isDeleted: Bool
  /// Whether edits of it wait or were refused.
  let hasOperations: Bool
  /// The edit confirmed last.
  let revision: Int64
  /// What it is of a series.
  let part: SeriesPart
  /// The master, of a part of a series that is expanded here.
  let series: Int64?

  private static let columns = """
    SELECT event.key, event.id, event.calendar, is_deleted, is_waiting, revision, is_all_day, begins,
      ends, event.zone, series_part, series,
      (SELECT master.id FROM event AS master WHERE master.key = event.series),
      \(EventColumn.names(EventColumn.listed + EventColumn.detail))
    FROM event JOIN event_detail ON event_detail.event =
      CASE series_part WHEN \(SeriesPart.expanded.rawValue) THEN series ELSE event.key END
    """
  /// Where the columns of the table of columns begin.
  private static let firstColumn = 13

  private static let ofKey = columns + " WHERE event.key = ?"

  /// The events that a condition on the table holds for.
  ///
  /// - Parameters:
  ///   - condition: SQL that begins with `WHERE`.
  ///   - arguments: The values of its marks.
  ///   - db: The database.
  /// - Returns: The events, deleted and hidden ones among them.
  /// - Throws: What the database throws.
  static func fetchAll(
    _ condition: String,
    _ arguments: StatementArguments,
    _ db: Database
  ) throws -> [StoredEvent] {
    let statement = try db.cachedStatement(sql: columns + " " + condition)
    let rows = try Row.fetchAll(statement, arguments: arguments)
    guard !rows.isEmpty else { return [] }
    let places = try CalendarPlace.all(db)
    return try rows.compactMap { row in
      guard let place = places[row[2]] else { return nil }
      return try StoredEvent(row, place: place)
    }
  }

  /// The event of an id.
  static func find(_ id: EventID, _ db: Database) throws -> StoredEvent? {
    try fetchAll("WHERE event.id = ?", [id.rawValue], db).first
  }

  /// The event of a key.
  static func find(key: Int64, _ db: Database) throws -> StoredEvent? {
    try fetchAll("WHERE event.key = ?", [key], db).first
  }

  /// The event that a service knows by an id.
  static func find(
    remote id: RemoteEventID,
    in place: CalendarPlace,
    _ db: Database
  ) throws -> StoredEvent? {
    // Most are looked for and not found, which an index alone tells.
    let statement = try db.cachedStatement(
      sql: "SELECT key FROM event WHERE calendar = ? AND remote_id = ?"
    )
    statement.setUncheckedArguments([place.key, id.rawValue])
    guard let key = try Int64.fetchOne(statement) else { return nil }
    return try Row.fetchOne(db.cachedStatement(sql: ofKey), arguments: [key])
      .map { try StoredEvent($0, place: place) }
  }

  private init(_ row: Row, place: CalendarPlace) throws {
    key = row[0]
    self.place = place
    isDeleted = row[3]
    hasOperations = row[4]
    revision = row[5]
    part = SeriesPart(rawValue: row[10]) ?? .none
    series = row[11]
    event = Event(
      id: EventID(row[1]),
      account: place.account,
      calendar: place.calendar,
      title: "",
      time: Self.time(isAllDay: row[6], begins: row[7], ends: row[8], zone: row[9])
    )
    var index = Self.firstColumn
    for columns in [EventColumn.listed, EventColumn.detail] {
      for column in columns {
        try column.read(row, index, &event)
        index += 1
      }
    }
    guard part == .expanded, let master: String = row[12] else { return }
    event.recurrence = nil
    event.occurrence = OccurrenceKey(
      series: .event(EventID(master)),
      originalStart: event.time.startKey
    )
  }

  /// The time that the columns of a row stand for.
  static func time(isAllDay: Bool, begins: Int64, ends: Int64, zone: String?) -> EventTime {
    if isAllDay {
      return .allDay(
        first: Day(daysSinceEpoch: Int(begins)),
        last: Day(daysSinceEpoch: Int(ends))
      )
    }
    return .timed(
      start: Date(timeIntervalSince1970: Double(begins)),
      end: Date(timeIntervalSince1970: Double(ends)),
      zone: zone
    )
  }
}
