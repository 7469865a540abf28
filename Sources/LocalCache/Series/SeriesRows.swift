import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// The rows of the occurrences that rules give, for the days that are looked at.
///
/// They are computed again whenever the master or an exception is written. Series of a service that
/// delivers occurrences are not expanded, once the service has them.
struct SeriesRows {
  /// How many days before and after those that are looked at are expanded with them.
  static let margins = (before: 370, after: 740)
  /// How many days are expanded at most; of more, those about the days that are looked at are kept.
  static let most = 8 * 366
  /// How near to the end of the expanded days one may look before more are expanded.
  static let reserve = 100

  let db: Database

  /// The master, or the part of it, that a row is.
  func part(of key: Int64) throws -> (part: SeriesPart, series: Int64?) {
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT series_part, series FROM event WHERE key = ?"),
      arguments: [key]
    )
    guard let row else { return (.none, nil) }
    return (SeriesPart(rawValue: row[0]) ?? .none, row[1])
  }

  /// The master of an exception; `nil` for any other row.
  func masterOfException(_ key: Int64) throws -> Int64? {
    let (part, series) = try part(of: key)
    return part == .exception ? series : nil
  }

  // MARK: Days

  /// Whether series are expanded for some days; also when there are none.
  func cover(_ days: ClosedRange<Day>) throws -> Bool {
    guard let known = try self.days() else { return true }
    let wanted = Self.widened(days, by: (Self.reserve, Self.reserve))
    return known.lowerBound <= wanted.lowerBound && known.upperBound >= wanted.upperBound
  }

  /// Expands all series for some days and those about them.
  func expand(over days: ClosedRange<Day>) throws {
    guard let known = try self.days(), try !cover(days) else { return }
    let wanted = Self.widened(days, by: Self.margins)
    let first = min(known.lowerBound, wanted.lowerBound)
    let last = max(known.upperBound, wanted.upperBound)
    let masters = try Int64.fetchAll(
      db,
      sql: "SELECT key FROM event WHERE series_part = \(SeriesPart.master.rawValue)"
    )
    guard first.distance(to: last) <= Self.most else {
      try set(wanted)
      for master in masters { try refresh(master) }
      return
    }
    try set(first...last)
    for master in masters {
      guard let series = try series(master) else { continue }
      if first < known.lowerBound {
        try series.times(first...known.lowerBound.advanced(by: -1)).forEach(series.insert)
      }
      if last > known.upperBound {
        try series.times(known.upperBound.advanced(by: 1)...last).forEach(series.insert)
      }
    }
  }

  /// Expands series about a day, unless others are expanded already.
  func begin(at day: Day) throws {
    if try days() == nil { try set(Self.widened(day...day, by: Self.margins)) }
  }

  private func days() throws -> ClosedRange<Day>? {
    try Row.fetchOne(db.cachedStatement(sql: "SELECT first, last FROM series_days"))
      .map { Day(daysSinceEpoch: $0[0])...Day(daysSinceEpoch: $0[1]) }
  }

  private func set(_ days: ClosedRange<Day>) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO series_days (id, first, last) VALUES (1, ?, ?)",
      arguments: [days.lowerBound.daysSinceEpoch, days.upperBound.daysSinceEpoch]
    )
  }

  private static func widened(
    _ days: ClosedRange<Day>,
    by margins: (before: Int, after: Int)
  ) -> ClosedRange<Day> {
    EventSpan.clamped(
      days.lowerBound.advanced(by: -margins.before)
    )...EventSpan.clamped(days.upperBound.advanced(by: margins.after))
  }

  // MARK: Rows

  /// Computes the rows of a series again; those that stay as they are are not written.
  func refresh(_ master: Int64) throws {
    guard let series = try series(master) else {
      return try db.cachedStatement(
        sql: "DELETE FROM event WHERE series = ? AND series_part = 2"
      )
      .execute(arguments: [master])
    }
    if try days() == nil {
      let day = series.event.time.days(in: .gmt).lowerBound
      try set(Self.widened(day...day, by: Self.margins))
    }
    guard let days = try days() else { return }
    var missing = Set(try series.times(days))
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT key, is_all_day, begins, ends, zone FROM event
          WHERE series = ? AND series_part = 2
          """
      ),
      arguments: [master]
    )
    let delete = try db.cachedStatement(sql: "DELETE FROM event WHERE key = ?")
    for row in rows {
      let time = StoredEvent.time(isAllDay: row[1], begins: row[2], ends: row[3], zone: row[4])
      if missing.remove(time) == nil { try delete.execute(arguments: [row[0] as Int64]) }
    }
    try missing.sorted { $0.startKey < $1.startKey }.forEach(series.insert)
  }

  /// Notes the master of an exception that was written, and computes the rows of its series.
  func place(_ exception: Event, _ key: Int64, formerly former: Int64?) throws {
    let series = try master(of: exception)
    if series != former { try setMaster(series, of: key) }
    for master in Set([series, former].compactMap(\.self)) { try refresh(master) }
  }

  /// Notes the master of an exception that was written; the rows of its series are left to the caller.
  ///
  /// - Returns: The master.
  /// - Throws: What the database throws.
  func attach(_ exception: Event, _ key: Int64) throws -> Int64? {
    let series = try master(of: exception)
    try setMaster(series, of: key)
    return series
  }

  private func master(of exception: Event) throws -> Int64? {
    guard case .event(let id)? = exception.occurrence?.series else { return nil }
    return try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT key FROM event WHERE id = ?"),
      arguments: [id.rawValue]
    )
  }

  private func setMaster(_ series: Int64?, of key: Int64) throws {
    try db.cachedStatement(sql: "UPDATE event SET series = ? WHERE key = ?")
      .execute(arguments: [series, key])
  }

  /// Computes the rows of all series, for a file that was rebuilt.
  func rebuild() throws {
    let exceptions = try StoredEvent.fetchAll("WHERE series_part = 3", [], db)
    for exception in exceptions { try place(exception.event, exception.key, formerly: nil) }
    let masters = try Int64.fetchAll(db, sql: "SELECT key FROM event WHERE series_part = 1")
    for master in masters { try refresh(master) }
  }

  /// A series that is expanded here; `nil` for what is none.
  private func series(_ master: Int64) throws -> ExpandedSeries? {
    guard let stored = try StoredEvent.find(key: master, db), !stored.isDeleted,
      let recurrence = stored.event.recurrence
    else { return nil }
    if stored.event.remoteID != nil {
      let service = try String.fetchOne(
        db,
        sql: "SELECT service FROM account WHERE id = ?",
        arguments: [stored.place.account.rawValue]
      )
      let kind = service.flatMap { ServiceKind(rawValue: $0) }
      guard kind?.has(.deliversMasters) == true else { return nil }
    }
    let keys = try String.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT occurrence FROM event JOIN event_detail ON event_detail.event = event.key
          WHERE series = ? AND series_part = 3 AND is_deleted = 0 AND occurrence IS NOT NULL
          """
      ),
      arguments: [master]
    )
    let shared = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT \(ExpandedSeries.shared) FROM event WHERE key = ?"),
      arguments: [master]
    )
    return ExpandedSeries(
      db: db,
      key: master,
      shared: shared.map { Array($0.databaseValues) } ?? [],
      event: stored.event,
      recurrence: recurrence,
      isHidden: stored.place.isHidden,
      taken: Set(
        try keys.map { try StoredJSON.value($0, as: OccurrenceKey.self).originalStart }
      )
    )
  }
}

/// A series whose occurrences are written as rows.
private struct ExpandedSeries {
  let db: Database
  let key: Int64
  /// What the row of an occurrence has of its master's, in the order of ``shared``.
  let shared: [(any DatabaseValueConvertible)?]
  let event: Event
  let recurrence: Recurrence
  let isHidden: Bool
  /// The original starts of its exceptions.
  let taken: Set<OccurrenceKey.Start>

  /// The times that the rule gives on some days, exceptions aside.
  func times(_ days: ClosedRange<Day>) throws -> [EventTime] {
    func instant(_ day: Day) -> Date {
      Date(timeIntervalSince1970: Double(day.daysSinceEpoch) * 86_400)
    }
    let window = instant(days.lowerBound)..<instant(days.upperBound.advanced(by: 1))
    return recurrence.times(from: event.time, in: window).times.filter {
      !taken.contains($0.startKey)
    }
  }

  /// Writes the row of an occurrence.
  func insert(_ time: EventTime) throws {
    let span = EventSpan(time)
    let (begins, ends): (Int64, Int64) =
      switch time {
      case .timed: (span.startKey, span.endKey)
      case .allDay(let first, let last):
        (Int64(first.daysSinceEpoch), Int64(last.daysSinceEpoch))
      }
    let statement = try db.cachedStatement(sql: Self.insert)
    let id = EventID(of: event.id, at: time.startKey).rawValue
    // The id may be that of an exception, which keeps it when its series is moved.
    for attempt in 0..<100 {
      let own: [(any DatabaseValueConvertible)?] = [
        attempt == 0 ? id : "\(id)~\(attempt)", isHidden, time.isAllDay, begins, ends, time.zone,
        span.startKey, span.endKey, span.level, key,
      ]
      statement.setUncheckedArguments(StatementArguments(own + shared))
      try statement.execute()
      if db.changesCount > 0 { return }
    }
  }

  /// The columns of a master that its occurrences share.
  static let shared = """
    calendar, title, location, status, is_read_only, provider, conferencing_state, is_waiting,
    refusal, has_conflict, response, is_private
    """

  /// Values alone: to copy them from the master's row within the statement, SQLite makes a temporary
  /// table for each occurrence, since it reads the table that it writes.
  private static let insert = """
    INSERT INTO event (id, is_hidden, is_all_day, begins, ends, zone, start_key, end_key, span,
      series, series_part, \(shared))
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 2, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO NOTHING
    """
}
