package import CalendarCore
package import ConferencingCore
package import Foundation
import GRDB

extension LocalCache {
  /// The events that are not over and have a link of a provider in their field, by start.
  ///
  /// - Parameters:
  ///   - provider: The provider.
  ///   - date: What is over by then is left out.
  ///   - calendars: The calendars whose events are wanted.
  /// - Returns: The events, with the occurrences of series.
  /// - Throws: ``CacheError``.
  package func events(
    linkedBy provider: ConferencingProvider,
    endingAfter date: Date,
    of calendars: CalendarFilter
  ) throws(CacheError) -> [Event] {
    // Lists name the provider of the link that is joined by, which may be another one of the event's.
    try linked(nil, endingAfter: date, of: calendars, state: .ready)
      .filter { $0.conferencing.provider == provider }
  }

  /// The events that are not over and have a link of a provider in their texts alone, by start.
  ///
  /// - Parameters:
  ///   - provider: The provider.
  ///   - date: What is over by then is left out.
  ///   - calendars: The calendars whose events are wanted.
  /// - Returns: The events, with the occurrences of series.
  /// - Throws: ``CacheError``.
  package func events(
    naming provider: ConferencingProvider,
    endingAfter date: Date,
    of calendars: CalendarFilter
  ) throws(CacheError) -> [Event] {
    try linked(provider, endingAfter: date, of: calendars, state: .none)
  }

  private func linked(
    _ provider: ConferencingProvider?,
    endingAfter date: Date,
    of calendars: CalendarFilter,
    state: ConferencingState
  ) throws(CacheError) -> [Event] {
    try read { db in
      let events = try StoredEvent.fetchAll(
        """
        WHERE is_listed = 1 AND provider = coalesce(?, provider) AND conferencing_state = ?
          AND end_key > ?
        ORDER BY start_key, event.key
        """,
        [provider?.rawValue, state.rawValue, EventSpan.seconds(date)],
        db
      )
      .map(\.event)
      guard case .only(let keys) = calendars else { return events }
      return events.filter {
        keys.contains(CalendarKey(account: $0.account, calendar: $0.calendar))
      }
    }
  }
}
