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
  /// - Returns: The window. Cancelled events are not in it.
  /// - Throws: ``CacheError``.
  package func window(
    around day: Day,
    before: Int,
    after: Int,
    in zone: TimeZone
  ) throws(CacheError) -> EventWindow {
    try read { db in
      let day = EventSpan.clamped(day)
      let query = WindowQuery(db: db, zone: zone)
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
    in zone: TimeZone
  ) throws(CacheError) -> EventWindow {
    try read { try WindowQuery(db: $0, zone: zone).window(days) }
  }

  /// The day on which the first event begins; `nil` when there are none.
  package func firstDay(in zone: TimeZone) throws(CacheError) -> Day? {
    try read { try WindowQuery(db: $0, zone: zone).firstDay() }
  }

  /// The day on which the last event begins; `nil` when there are none.
  package func lastDay(in zone: TimeZone) throws(CacheError) -> Day? {
    try read { try WindowQuery(db: $0, zone: zone).lastDay() }
  }
}
