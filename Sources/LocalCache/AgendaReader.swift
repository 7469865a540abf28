package import CalendarCore
import ConferencingCore
package import Foundation
import GRDB

/// Reads the events of days, what a search finds and the invitations.
package struct AgendaReader: Sendable {
  let cache: LocalCache

  /// The days around a day that hold about as many events as a screen and its neighbours need.
  ///
  /// - Parameters:
  ///   - day: The day in the middle. The days beside it are always covered, and a week on both sides
  ///     unless it is crowded.
  ///   - before: How many events are wanted before it.
  ///   - after: How many events are wanted after it.
  ///   - canBeAlone: Whether the day alone will do where as many events as are wanted after it begin
  ///     on it.
  ///   - zone: The viewer's zone.
  ///   - calendars: The calendars whose events are wanted.
  /// - Returns: The window. Cancelled events are not in it.
  /// - Throws: ``CacheError``.
  package func window(
    around day: Day,
    before: Int,
    after: Int,
    canBeAlone: Bool = false,
    in zone: TimeZone,
    of calendars: CalendarFilter = .shown
  ) throws(CacheError) -> EventWindow {
    let day = EventSpan.clamped(day)
    return try expanded(about: day...day, in: zone, of: calendars) { query in
      if canBeAlone, try query.holds(after, on: day) { return try query.window(day...day) }
      return try query.window(query.beginning(before, before: day)...query.end(after, after: day))
    }
  }

  /// The events that touch some days, save cancelled ones.
  package func window(
    days: ClosedRange<Day>,
    in zone: TimeZone,
    of calendars: CalendarFilter = .shown
  ) throws(CacheError) -> EventWindow {
    try expanded(about: days, in: zone, of: calendars) { try $0.window(days) }
  }

  /// Reads a window once series are expanded for what is in it.
  ///
  /// A file that can only be read, or that another program keeps locked, shows what is there.
  private func expanded(
    about days: ClosedRange<Day>,
    in zone: TimeZone,
    of calendars: CalendarFilter,
    _ body: (WindowQuery) throws -> EventWindow
  ) throws(CacheError) -> EventWindow {
    var days = days
    for isLast in [cache.isReadOnly, cache.isReadOnly, true] {
      let found = try cache.read { db -> EventWindow? in
        let rows = SeriesRows(db: db)
        guard try isLast || rows.cover(days) else { return nil }
        let window = try body(WindowQuery(db: db, zone: zone, of: calendars))
        guard !isLast, try !rows.cover(window.days) else { return window }
        days = window.days
        return nil
      }
      if let found { return found }
      try? cache.write { try SeriesRows(db: $0).expand(over: days) }
    }
    return try cache.read { try body(WindowQuery(db: $0, zone: zone, of: calendars)) }
  }

  /// The day on which the first event begins; `nil` when there are none.
  package func firstDay(in zone: TimeZone) throws(CacheError) -> Day? {
    try cache.read { try WindowQuery(db: $0, zone: zone, of: .shown).firstDay() }
  }

  /// The day on which the last event begins; `nil` when there are none.
  package func lastDay(in zone: TimeZone) throws(CacheError) -> Day? {
    try cache.read { try WindowQuery(db: $0, zone: zone, of: .shown).lastDay() }
  }

  // MARK: Search

  /// The events that terms ask for.
  ///
  /// - Parameters:
  ///   - terms: What is asked for.
  ///   - day: Where hits are wanted when there are too many to list.
  ///   - zone: The viewer's zone.
  ///   - calendars: The calendars whose events are wanted.
  /// - Returns: The hits in the order of an agenda, with what of the terms was not understood. A series
  ///   is one hit: its next occurrence.
  /// - Throws: ``CacheError``.
  package func search(
    _ terms: SearchTerms,
    around day: Day,
    in zone: TimeZone,
    of calendars: CalendarFilter = .shown
  ) throws(CacheError) -> SearchResult {
    try cache.read {
      try SearchQuery(db: $0, zone: zone, filter: calendars).result(terms, around: day)
    }
  }

  /// The events that a text asks for, whose relative days count from the same day.
  package func search(
    _ text: String,
    around day: Day,
    in zone: TimeZone,
    of calendars: CalendarFilter = .shown
  ) throws(CacheError) -> SearchResult {
    try search(SearchTerms(text, today: day), around: day, in: zone, of: calendars)
  }

  // MARK: Invitations

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
    try cache.read { db in
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
          PendingInvitation(
            event: EventSummary(row, place: place),
            organizer: organizer,
            series: name
          )
        )
      }
      return invitations
    }
  }
}
