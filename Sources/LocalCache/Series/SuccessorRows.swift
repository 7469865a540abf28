package import CalendarCore
import ConferencingCore
package import Foundation
import GRDB

/// The masters that a service gave with a page of the events of a stretch of time.
package struct ListedMasters: Sendable {
  let masters: [Event]
  let calendar: CalendarKey
  let window: DateInterval
  let listed: Set<RemoteEventID>

  /// Notes what a page has.
  ///
  /// - Parameters:
  ///   - masters: The masters.
  ///   - calendar: Their calendar.
  ///   - window: The stretch that is read.
  ///   - listed: The ids of the events on this page and on those before it.
  package init(
    _ masters: [Event],
    in calendar: CalendarKey,
    window: DateInterval,
    listed: Set<RemoteEventID>
  ) {
    (self.masters, self.calendar, self.window, self.listed) = (masters, calendar, window, listed)
  }
}

/// Keeps the rows of occurrences that go on under another id of their service, so that what a user
/// noted of them, or did to them, still finds them.
struct SuccessorRows {
  let db: Database

  /// The listed rows of a calendar that start at a time, by the index of starts.
  static let starting = """
    SELECT key FROM event
    WHERE is_listed = 1 AND start_key = ? AND calendar = ? AND remote_id IS NOT NULL
    """
  /// Whether anything is stored of the series that begins with an id.
  static let hasPart = """
    SELECT EXISTS (SELECT 1 FROM event_detail INDEXED BY event_detail_series WHERE master_id = ?)
      OR EXISTS (
        SELECT 1 FROM event_detail INDEXED BY event_detail_series
        WHERE master_id > ? AND master_id < ? AND master_id <> ?)
    """

  /// Lets the rows of occurrences that are gone go on as those that an edit of their series has put in
  /// their places.
  ///
  /// - Parameters:
  ///   - events: The occurrences as they are now.
  ///   - gone: Those that are no more.
  ///   - succession: What the edit has done.
  ///   - keepsPlaces: Whether a row whose start there still is goes on at it, and is not moved.
  ///   - place: Their calendar.
  /// - Returns: The keys of the rows that go on.
  /// - Throws: What the database throws.
  @discardableResult
  func reassign(
    _ events: [Event],
    insteadOf gone: [RemoteEventID],
    by succession: SeriesSuccession,
    keepsPlaces: Bool = false,
    in place: CalendarPlace
  ) throws -> [Int64] {
    var next: [OccurrenceKey.Start: RemoteEventID] = [:]
    for event in events {
      guard let start = event.occurrence?.originalStart, let id = event.remoteID,
        try StoredEvent.find(remote: id, in: place, db) == nil
      else { continue }
      next[start] = id
    }
    if next.isEmpty { return [] }
    var renamed: [Int64] = []
    var left: [(key: Int64, start: OccurrenceKey.Start)] = []
    for id in gone {
      guard let stored = try StoredEvent.find(remote: id, in: place, db), !stored.hasOperations,
        let start = stored.event.occurrence?.originalStart
      else { continue }
      if keepsPlaces, let new = next.removeValue(forKey: start) {
        try rename(stored.key, to: new)
        renamed.append(stored.key)
      } else {
        left.append((stored.key, start))
      }
    }
    for (key, start) in left {
      guard let new = next.removeValue(forKey: succession.start(of: start)) else { continue }
      try rename(key, to: new)
      renamed.append(key)
    }
    return renamed
  }

  /// Lets the rows of series that somebody else has moved at their service go on as the occurrences that
  /// these have now.
  ///
  /// Of a weekly series that begins a week later all but one have their places still.
  ///
  /// - Parameters:
  ///   - masters: The masters as they are now; those which are stored are as they were.
  ///   - events: What the service has listed, their occurrences among it.
  /// - Throws: What the database throws.
  func follow(_ masters: ListedMasters, among events: [Event]) throws {
    if masters.masters.isEmpty { return }
    let key = masters.calendar
    let place = try CalendarPlace.find(key.calendar, in: key.account, db)
    for master in masters.masters { try follow(master, of: masters, among: events, in: place) }
  }

  /// Whether a page lists a series whose start was moved and that is not followed yet.
  func hasMoves(_ page: ListedMasters) throws -> Bool {
    if page.masters.isEmpty { return false }
    let place = try CalendarPlace.find(page.calendar.calendar, in: page.calendar.account, db)
    let masters = SeriesMasters(db: db)
    return try page.masters.contains { master in
      guard let series = master.remoteID else { return false }
      let key = SeriesMasters.Key(calendar: place.key, series: series)
      if try masters.isToFollow(key) { return true }
      return try masters.find(key).map { $0.time != master.time } ?? false
    }
  }

  private func follow(
    _ master: Event,
    of page: ListedMasters,
    among events: [Event],
    in place: CalendarPlace
  ) throws {
    guard let series = master.remoteID else { return }
    let key = SeriesMasters.Key(calendar: place.key, series: series)
    let masters = SeriesMasters(db: db)
    // Another stretch of the calendar may have brought the master already.
    let current = try masters.find(key)
    if let current, current.time != master.time { try masters.store(master, key) }
    try masters.beginFollowing(key)
    let former = try masters.former(key)
    let known = [current, former].compactMap(\.self)
    guard let succession = known.lazy.compactMap({ SeriesSuccession(from: $0, to: master) }).first
    else { return }
    let now = events.filter { $0.masterID == series }
    // Rows elsewhere may have been moved with the stretch that they are in.
    let rows = try String.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT remote_id FROM event_detail INDEXED BY event_detail_series
            JOIN event ON event.key = event_detail.event
          WHERE master_id = ? AND event.calendar = ? AND remote_id IS NOT NULL
            AND start_key < ? AND end_key > ?
          """
      ),
      arguments: [
        series.rawValue, place.key, EventSpan.seconds(page.window.end),
        EventSpan.seconds(page.window.start),
      ]
    )
    let gone = rows.map { RemoteEventID($0) }.filter { !page.listed.contains($0) }
    try reassign(now, insteadOf: gone, by: succession, keepsPlaces: true, in: place)
  }

  /// Lets the row of an occurrence go on as the one that Google has in its place since it divided the
  /// series: otherwise both would show until the old one is reported as gone.
  func reassign(toPart event: Event, in place: CalendarPlace) throws {
    guard let id = event.remoteID, let series = event.masterID, series != series.firstPart,
      let start = event.occurrence?.originalStart,
      try StoredEvent.find(remote: id, in: place, db) == nil
    else { return }
    let first = series.firstPart.rawValue
    let mark = first + RemoteEventID.partMark
    let isDivided = try Bool.fetchOne(
      db.cachedStatement(sql: Self.hasPart),
      arguments: [first, mark, mark + "\u{10FFFF}", series.rawValue]
    )
    guard isDivided == true else { return }
    let keys = try Int64.fetchAll(
      db.cachedStatement(sql: Self.starting),
      arguments: [EventSpan(event.time.moved(to: start)).startKey, place.key]
    )
    let former = try keys.compactMap { try StoredEvent.find(key: $0, db) }.first { stored in
      stored.event.masterID != series && stored.event.masterID?.firstPart == series.firstPart
        && stored.event.occurrence?.originalStart == start && !stored.hasOperations
        && !stored.isDeleted
    }
    if let former { try rename(former.key, to: id) }
  }

  private func rename(_ key: Int64, to id: RemoteEventID) throws {
    try db.cachedStatement(sql: "UPDATE event SET remote_id = ? WHERE key = ?")
      .execute(arguments: [id.rawValue, key])
  }
}
