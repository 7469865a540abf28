import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// Writes events to their two tables.
///
/// Texts of SQL are cached by the connection; every row is written by a prepared statement.
struct EventWriter {
  let db: Database
  /// The provider of a link in an event's texts, for events whose own field has none.
  let linkProvider: @Sendable (Event) -> ConferencingProvider?

  /// Adds an event.
  ///
  /// - Returns: Its key; `nil` when its id is taken, and then nothing was written.
  /// - Throws: What the database throws.
  func insert(_ event: Event, at place: CalendarPlace) throws -> Int64? {
    let event = event.storable()
    guard let key = try insertListed(event, at: place) else { return nil }
    try db.cachedStatement(sql: NewDetails.insert).execute(unchecked: detail(event) + [key])
    return key
  }

  /// Adds an event that a service knows, under the service's id or, where that is taken by an
  /// event of another calendar, under one that names account and calendar as well.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - remote: The service's id.
  ///   - place: Its calendar.
  ///   - details: Gets what is in `event_detail`; the caller writes it.
  /// - Throws: What the database throws.
  func insertFirstSeen(
    _ event: Event,
    remote: RemoteEventID,
    at place: CalendarPlace,
    into details: inout NewDetails
  ) throws {
    let names = [
      remote.rawValue, "\(place.account)/\(remote)", "\(place.account)/\(place.calendar)/\(remote)",
    ]
    var event = event.storable()
    for attempt in 0... {
      // The names themselves may be taken, for services may use slashes in ids.
      event.id = EventID(attempt < names.count ? names[attempt] : names[2] + "~\(attempt)")
      guard let key = try insertListed(event, at: place) else { continue }
      return try details.add(detail(event) + [key], of: remote)
    }
  }

  /// Adds what a list shows of an event; `nil` when its id is taken.
  private func insertListed(_ event: Event, at place: CalendarPlace) throws -> Int64? {
    try db.cachedStatement(sql: Self.insertListed)
      .execute(unchecked: try [event.id.rawValue, place.key, place.isHidden] + listed(event))
    return db.changesCount > 0 ? db.lastInsertedRowID : nil
  }

  /// Replaces an event; its id stays.
  func update(_ key: Int64, to event: Event, isDeleted: Bool = false) throws {
    let event = event.storable()
    try db.cachedStatement(sql: Self.updateListed)
      .execute(unchecked: try listed(event) + [isDeleted, key])
    try db.cachedStatement(sql: Self.updateDetail).execute(unchecked: try detail(event) + [key])
  }

  /// Removes an event; fails while edits of it wait.
  func delete(_ key: Int64) throws {
    try db.cachedStatement(sql: "DELETE FROM event WHERE key = ?").execute(arguments: [key])
  }

  // MARK: The statements

  private static let insertListed = """
    INSERT INTO event (id, calendar, is_hidden, is_all_day, begins, ends, zone, start_key, end_key,
      span, provider, conferencing_state, \(EventColumn.names(EventColumn.listed)))
    VALUES (\(EventColumn.marks(12 + EventColumn.listed.count))) ON CONFLICT (id) DO NOTHING
    """
  private static let updateListed = """
    UPDATE event SET is_all_day = ?, begins = ?, ends = ?, zone = ?, start_key = ?, end_key = ?,
      span = ?, provider = ?, conferencing_state = ?, \(EventColumn.marked(EventColumn.listed)),
      is_deleted = ?
    WHERE key = ?
    """
  private static let updateDetail = """
    UPDATE event_detail SET \(EventColumn.marked(EventColumn.detail)), words = ? WHERE event = ?
    """

  private func listed(_ event: Event) throws -> [EventColumn.Value] {
    let span = EventSpan(event.time)
    let (begins, ends, zone): (Int64, Int64, String?) =
      switch event.time {
      case .timed(_, _, let zone): (span.startKey, span.endKey, zone)
      case .allDay(let first, let last):
        (Int64(first.daysSinceEpoch), Int64(last.daysSinceEpoch), nil)
      }
    let provider = event.conferencing.provider ?? linkProvider(event)
    let computed: [EventColumn.Value] = [
      event.time.isAllDay, begins, ends, zone, span.startKey, span.endKey, span.level,
      provider?.rawValue, event.conferencingState.rawValue,
    ]
    return computed + (try EventColumn.listed.map { try $0.value(event) })
  }

  private func detail(_ event: Event) throws -> [EventColumn.Value] {
    try EventColumn.detail.map { try $0.value(event) } + [SearchText.words(of: event)]
  }
}
