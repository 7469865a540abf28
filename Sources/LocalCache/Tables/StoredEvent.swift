import ConferencingCore
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

  private static let columns = """
    SELECT event.key, event.id, event.calendar, event.remote_id, is_all_day, begins, ends,
      event.zone, title, location, status, event.is_read_only, is_deleted, is_waiting, revision,
      description, own_description, visibility, is_busy, participants, organizer, conferencing,
      conferencing_failure, master_id, updated_at, autocreated, end_zone,
      meeting, version, kind
    FROM event JOIN event_detail ON event_detail.event = event.key
    """

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
    isDeleted = row[12]
    hasOperations = row[13]
    revision = row[14]
    let organizer: String? = row[20]
    let conferencing: String? = row[21]
    let participants: String = row[19]
    let autocreated: String? = row[25]
    let meeting: String? = row[27]
    event = Event(
      id: EventID(row[1]),
      remoteID: (row[3] as String?).map { RemoteEventID($0) },
      account: place.account,
      calendar: place.calendar,
      title: row[8],
      time: Self.time(isAllDay: row[4], begins: row[5], ends: row[6], zone: row[7]),
      endZone: row[26],
      location: row[9],
      description: row[15],
      ownDescription: row[16],
      status: EventStatus(rawValue: row[10]) ?? .confirmed,
      visibility: EventVisibility(rawValue: row[17]) ?? .standard,
      isBusy: row[18],
      participants: participants == "[]"
        ? [] : try StoredJSON.value(participants, as: [Participant].self),
      organizer: try organizer.map { try StoredJSON.value($0, as: Person.self) },
      isReadOnly: row[11],
      conferencing: try conferencing.map { try StoredJSON.value($0, as: Conferencing.self) }
        ?? .none,
      conferencingFailure: row[22],
      autocreated: try autocreated.map { try StoredJSON.value($0, as: Autocreate.self) },
      meeting: try meeting.map { try StoredJSON.value($0, as: HostedMeeting.self) },
      version: row[28],
      masterID: (row[23] as String?).map { RemoteEventID($0) },
      updatedAt: (row[24] as Int64?).map { Date(timeIntervalSince1970: Double($0)) },
      kind: (row[29] as String?).map { EventKind(rawValue: $0) }
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
