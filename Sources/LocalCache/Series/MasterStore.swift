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

/// Keeps the masters of series that services deliver as occurrences.
package struct MasterStore: Sendable {
  let cache: LocalCache

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
    try cache.read { db in
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
    try cache.read { db in
      guard let stored = try StoredEvent.find(id, db), let series = stored.event.masterID,
        try !Bool.fetchOne(
          db,
          sql: """
            SELECT EXISTS (SELECT 1 FROM series_master WHERE calendar = ? AND remote_id = ?
              AND (master IS NOT NULL OR is_outdated = 0))
            """,
          arguments: [stored.place.key, series.rawValue]
        ).isTrue
      else { return nil }
      return RemoteSeries(calendar: stored.place.calendar, id: series)
    }
  }

  /// What the series of an event was one with before Google divided it, as far as it is known.
  package func parts(ofSeriesOf id: EventID) throws(CacheError) -> SeriesParts {
    try cache.read { db in
      guard let stored = try StoredEvent.find(id, db), let key = stored.remoteSeries,
        let master = try SeriesMasters(db: db).find(key)
      else { return .none }
      return SeriesParts(of: master, among: try SeriesMasters(db: db).parts(of: key))
    }
  }

  /// Occurrences as their service has just listed them, with what only this cache knows of them.
  ///
  /// - Parameters:
  ///   - events: The occurrences.
  ///   - calendar: Their calendar.
  ///   - account: Its account.
  /// - Returns: The occurrences, each with its link also where that stands in its description alone,
  ///   and with what is known of the meeting that was made for it.
  /// - Throws: ``CacheError``; when the calendar is not known, for one.
  package func reconciled(
    _ events: [Event],
    in calendar: CalendarID,
    of account: AccountID
  ) throws(CacheError) -> [Event] {
    try cache.read { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      return try events.map { event in
        let stored = try event.remoteID.flatMap { try StoredEvent.find(remote: $0, in: place, db) }
        let known = try stored.map { stored in
          let base =
            stored.hasOperations
            ? try cache.queue(stored.key, db).base() : try cache.previews(db).base(of: stored.key)
          return base ?? stored.event
        }
        return EventEditor.reconciled(incoming: event, cached: known)
      }
    }
  }

  /// The revision of what is known of a series; take it before its service is asked for it.
  package func revision(
    of series: RemoteSeries,
    account: AccountID
  ) throws(CacheError) -> Int64 {
    try cache.read { db in
      let place = try CalendarPlace.find(series.calendar, in: account, db)
      return try SeriesMasters(db: db).revision(.init(calendar: place.key, series: series.id))
    }
  }

  /// Stores what a service says of series.
  ///
  /// - Parameters:
  ///   - masters: The masters; `nil` for a series of which the service has none.
  ///   - account: Their account.
  ///   - revisions: The revisions of some of them when the service was asked: where something was
  ///     noted since, the answer may be older than that, and is left.
  /// - Returns: Whether no answer was left.
  /// - Throws: ``CacheError``; when a calendar is not known, for one.
  @discardableResult
  package func store(
    masters: [RemoteSeries: Event?],
    account: AccountID,
    unlessNotedSince revisions: [RemoteSeries: Int64] = [:]
  ) throws(CacheError) -> Bool {
    guard !masters.isEmpty else { return true }
    let first = try cache.read { db in
      let news = try news(in: masters, of: account, unlessNotedSince: revisions, db)
      return (isEmpty: news.changes.isEmpty, isWhole: news.isWhole)
    }
    guard !first.isEmpty else { return first.isWhole }
    return try cache.write { db in
      try store(masters, of: account, unlessNotedSince: revisions, db)
    }
  }

  /// The same in a transaction that stores more.
  @discardableResult
  func store(
    _ masters: [RemoteSeries: Event?],
    of account: AccountID,
    unlessNotedSince revisions: [RemoteSeries: Int64] = [:],
    _ db: Database
  ) throws -> Bool {
    let news = try news(in: masters, of: account, unlessNotedSince: revisions, db)
    for (key, master) in news.changes { try SeriesMasters(db: db).store(master, key) }
    return news.isWhole
  }

  /// What masters change in the file, and whether none was left because it may be out of date.
  private func news(
    in masters: [RemoteSeries: Event?],
    of account: AccountID,
    unlessNotedSince revisions: [RemoteSeries: Int64],
    _ db: Database
  ) throws -> (changes: [(SeriesMasters.Key, Event?)], isWhole: Bool) {
    var changes: [(SeriesMasters.Key, Event?)] = []
    var isWhole = true
    let known = SeriesMasters(db: db)
    for (series, master) in masters {
      let place = try CalendarPlace.find(series.calendar, in: account, db)
      let key = SeriesMasters.Key(calendar: place.key, series: series.id)
      if let revision = revisions[series], try known.revision(key) != revision {
        isWhole = false
        continue
      }
      let series = master?.recurrence == nil ? nil : master
      if try !known.holds(series, key) { changes.append((key, series)) }
    }
    return (changes, isWhole)
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
