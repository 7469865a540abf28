import ConferencingCore
package import CalendarCore
package import Foundation
import GRDB

/// How far a calendar was read in one of the stretches of time that it is read in.
package struct StretchReading: Sendable, Hashable {
  /// The calendar.
  package var calendar: CalendarID
  /// Its account.
  package var account: AccountID
  /// The stretch's place in the order of reading.
  package var stretch: Int
  /// The stretch, in whole seconds.
  package var window: DateInterval
  /// What the next page is asked for with; `nil` when the stretch was read to its end.
  package var cursor: String?
  /// The service's time up to which changes are known.
  package var knownUntil: Date
  /// When the reading began, by the clock here.
  package var began: Date
  /// What the changes since are asked for with; `nil` where the service has no such.
  package var syncToken: String?

  /// Makes a reading.
  package init(
    calendar: CalendarID,
    account: AccountID,
    stretch: Int,
    window: DateInterval,
    cursor: String? = nil,
    knownUntil: Date,
    began: Date,
    syncToken: String? = nil
  ) {
    self.calendar = calendar
    self.account = account
    self.stretch = stretch
    self.window = window
    self.cursor = cursor
    self.knownUntil = knownUntil
    self.began = began
    self.syncToken = syncToken
  }

  /// Whether the stretch was read to its end.
  package var isComplete: Bool { cursor == nil }

  /// Writes it in a transaction.
  func save(_ db: Database) throws {
    let place = try CalendarPlace.find(calendar, in: account, db)
    try db.cachedStatement(
      sql: """
        INSERT INTO reading (calendar, stretch, starts, ends, cursor, known_until, began,
          sync_token)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (calendar, stretch) DO UPDATE SET starts = excluded.starts,
          ends = excluded.ends, cursor = excluded.cursor, known_until = excluded.known_until,
          began = excluded.began, sync_token = excluded.sync_token
        """
    )
    .execute(
      arguments: [
        place.key, stretch, EventSpan.seconds(window.start), EventSpan.seconds(window.end), cursor,
        knownUntil.timeIntervalSince1970, began.timeIntervalSince1970, syncToken,
      ]
    )
    if isComplete {
      try SeriesMasters(db: db).recordReading(of: place.key, stretch: stretch, in: window)
    }
  }
}
