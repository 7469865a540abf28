package import CalendarCore
package import Foundation
import GRDB

extension LocalCache {
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
    try read { try SearchQuery(db: $0, zone: zone, filter: calendars).result(terms, around: day) }
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
}
