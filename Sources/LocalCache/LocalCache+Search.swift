package import CalendarCore
package import Foundation
import GRDB

extension LocalCache {
  /// The events whose title, place, description or people hold words that begin with all words of a
  /// text; capitals and accents do not count.
  ///
  /// - Parameters:
  ///   - text: What was typed, of any form.
  ///   - day: Where hits are wanted when there are too many to list.
  ///   - zone: The viewer's zone.
  ///   - calendars: The calendars whose events are wanted.
  /// - Returns: The hits in the order of an agenda.
  /// - Throws: ``CacheError``.
  package func search(
    _ text: String,
    around day: Day,
    in zone: TimeZone,
    of calendars: CalendarFilter = .shown
  ) throws(CacheError) -> SearchResult {
    try read { try SearchQuery(db: $0, zone: zone, of: calendars).result(text, around: day) }
  }
}
