package import CalendarCore
import ConferencingCore
package import Foundation
import GRDB

/// A series that a service holds, whose master is to be read.
package struct RemoteSeries: Hashable, Sendable {
  /// Its calendar.
  package let calendar: CalendarID
  /// The service's id of its master.
  package let id: RemoteEventID

  /// Makes one.
  package init(calendar: CalendarID, id: RemoteEventID) {
    (self.calendar, self.id) = (calendar, id)
  }
}

extension LocalCache {
  /// The series of an account whose masters are not known or may have changed, those with
  /// occurrences near a moment first.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - moment: The moment.
  ///   - limit: How many are wanted at most.
  /// - Returns: The series.
  /// - Throws: ``CacheError``.
  package func seriesToRead(
    account: AccountID,
    near moment: Date,
    limit: Int
  ) throws(CacheError) -> [RemoteSeries] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT calendar.id, master_id, MIN(ABS(start_key - ?)) AS distance
            FROM event_detail INDEXED BY event_detail_series
              JOIN event ON event.key = event_detail.event
              JOIN calendar ON calendar.key = event.calendar
              JOIN account ON account.key = calendar.account
            WHERE master_id IS NOT NULL AND is_deleted = 0 AND account.id = ?
              AND NOT EXISTS (
                SELECT 1 FROM series_master
                WHERE series_master.calendar = event.calendar AND remote_id = master_id
                  AND is_outdated = 0)
            GROUP BY calendar.key, master_id ORDER BY distance LIMIT ?
            """
        ),
        arguments: [EventSpan.seconds(moment), account.rawValue, limit]
      )
      .map { RemoteSeries(calendar: CalendarID($0[0]), id: RemoteEventID($0[1])) }
    }
  }

  /// The series of an occurrence that a service delivered, where its master was never read; `nil` for
  /// any other event.
  package func unreadSeries(of id: EventID) throws(CacheError) -> RemoteSeries? {
    try read { db in
      guard let stored = try StoredEvent.find(id, db), let series = stored.event.masterID,
        try !Bool.fetchOne(
          db,
          sql: """
            SELECT EXISTS (SELECT 1 FROM series_master WHERE calendar = ? AND remote_id = ?)
            """,
          arguments: [stored.place.key, series.rawValue]
        ).isTrue
      else { return nil }
      return RemoteSeries(calendar: stored.place.calendar, id: series)
    }
  }

  /// Stores what a service says of series.
  ///
  /// - Parameters:
  ///   - masters: The masters; `nil` for a series of which the service has none.
  ///   - account: Their account.
  /// - Throws: ``CacheError``; when a calendar is not known, for one.
  package func store(
    masters: [RemoteSeries: Event?],
    account: AccountID
  ) throws(CacheError) {
    guard !masters.isEmpty else { return }
    func news(_ db: Database) throws -> [(SeriesMasters.Key, Event?)] {
      try masters.compactMap { series, master in
        let place = try CalendarPlace.find(series.calendar, in: account, db)
        let key = SeriesMasters.Key(calendar: place.key, series: series.id)
        let series = master?.recurrence == nil ? nil : master
        return try SeriesMasters(db: db).holds(series, key) ? nil : (key, series)
      }
    }
    guard try read({ db in try !news(db).isEmpty }) else { return }
    try write { db in
      for (key, master) in try news(db) { try SeriesMasters(db: db).store(master, key) }
    }
  }
}

extension Bool? {
  fileprivate var isTrue: Bool { self == true }
}

extension StoredEvent {
  /// The series that its service has it as an occurrence of.
  var remoteSeries: SeriesMasters.Key? {
    event.masterID.map { SeriesMasters.Key(calendar: place.key, series: $0) }
  }
}
