package import CalendarCore
import ConferencingCore
import GRDB

extension LocalCache {
  /// Hides calendars, or shows them again; this is kept until the calendar is gone.
  ///
  /// - Parameters:
  ///   - isHidden: Whether their events are left out of lists.
  ///   - calendars: The calendars; those that are not known are passed over.
  /// - Throws: ``CacheError``.
  package func setHidden(_ isHidden: Bool, _ calendars: [CalendarKey]) throws(CacheError) {
    try write { db in
      for calendar in calendars {
        try db.cachedStatement(
          sql: """
            UPDATE calendar SET is_shown = ?
            WHERE id = ? AND account = (SELECT key FROM account WHERE id = ?)
            """
        )
        .execute(
          arguments: [!isHidden, calendar.calendar.rawValue, calendar.account.rawValue]
        )
      }
    }
  }
}
