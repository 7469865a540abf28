package import CalendarCore
package import Foundation
import GRDB

extension LocalCache {
  /// The days around a day that hold about as many events as a screen and its neighbours need.
  ///
  /// - Parameters:
  ///   - day: The day in the middle. A week on both sides of it is always covered.
  ///   - before: How many events are wanted before it.
  ///   - after: How many events are wanted after it.
  ///   - zone: The viewer's zone.
  ///   - calendars: The calendars whose events are wanted.
  /// - Returns: The window. Cancelled events are not in it.
  /// - Throws: ``CacheError``.
  package func window(
    around day: Day,
    before: Int,
    after: Int,
    in zone: TimeZone,
    of calendars: CalendarFilter = .shown
  ) throws(CacheError) -> EventWindow {
    let day = EventSpan.clamped(day)
    return try expanded(about: day...day, in: zone, of: calendars) { query in
      let first = try query.dayOfStart(before, before: day) ?? day
      let last = try query.dayOfStart(after, after: day) ?? day
      return try query.window(
        min(first, day.advanced(by: -7))...max(last, day.advanced(by: 7))
      )
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
    for isLast in [isReadOnly, isReadOnly, true] {
      let found = try read { db -> EventWindow? in
        let rows = SeriesRows(db: db)
        guard try isLast || rows.cover(days) else { return nil }
        let window = try body(WindowQuery(db: db, zone: zone, of: calendars))
        guard !isLast, try !rows.cover(window.days) else { return window }
        days = window.days
        return nil
      }
      if let found { return found }
      try? write { try SeriesRows(db: $0).expand(over: days) }
    }
    return try read { try body(WindowQuery(db: $0, zone: zone, of: calendars)) }
  }

  /// The day on which the first event begins; `nil` when there are none.
  package func firstDay(in zone: TimeZone) throws(CacheError) -> Day? {
    try read { try WindowQuery(db: $0, zone: zone, of: .shown).firstDay() }
  }

  /// The day on which the last event begins; `nil` when there are none.
  package func lastDay(in zone: TimeZone) throws(CacheError) -> Day? {
    try read { try WindowQuery(db: $0, zone: zone, of: .shown).lastDay() }
  }
}
