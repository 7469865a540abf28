import ConferencingCore
package import CalendarCore
import Foundation
import GRDB

/// Reads events with the texts that they were imported with.
package struct ExportReader: Sendable {
  let cache: LocalCache

  /// An event with the text that it was imported with, also while its deletion waits.
  ///
  /// - Parameter event: The event.
  /// - Returns: It, and what else its file holds; `nil` where it has no text.
  /// - Throws: ``CacheError``.
  package func imported(
    _ event: Event
  ) throws(CacheError) -> (event: KeptEvent, others: [FileText])? {
    try cache.read { db in
      let texts = EventTexts(db: db)
      guard let text = try texts.text(of: event.id) else { return nil }
      return (KeptEvent(event: event, text: text), try texts.others(of: [text.file]))
    }
  }

  /// The events of a calendar, or some of them, with their texts and what else their files hold.
  ///
  /// Of a series there are the master and the exceptions; of one at a service whose master is not
  /// known there are the occurrences.
  package func exported(
    calendar: CalendarID,
    account: AccountID,
    only ids: Set<EventID>? = nil
  ) throws(CacheError) -> (events: [KeptEvent], others: [FileText]) {
    try cache.read { db in
      let place = try CalendarPlace.find(calendar, in: account, db)
      let texts = EventTexts(db: db)
      let service = try String.fetchOne(
        db,
        sql: "SELECT service FROM account WHERE id = ?",
        arguments: [place.account.rawValue]
      )
      let kind = service.flatMap { ServiceKind(rawValue: $0) }
      let hasMasters = kind?.has(.deliversMasters) == true
      let chosen = try ids.map { try keys(of: $0, db) }
      let stored = try StoredEvent.fetchAll(
        """
        WHERE event.calendar = ? AND series_part <> 2 AND is_deleted = 0
        ORDER BY start_key, event.key
        """,
        [place.key],
        db
      )
      .filter { stored in
        chosen?.contains(stored.key) != false
          && (hasMasters || stored.part != .master || stored.event.remoteID == nil)
      }
      let events = try SeriesExport(db: db, place: place).joined(stored.map(\.event)).map {
        KeptEvent(event: $0, text: try texts.text(of: $0.id))
      }
      return (events, try texts.others(of: Set(events.compactMap { $0.text?.file })))
    }
  }

  /// The keys of events, and of all others of their series.
  private func keys(of ids: Set<EventID>, _ db: Database) throws -> Set<Int64> {
    var keys: Set<Int64> = []
    for id in ids {
      guard let stored = try StoredEvent.find(id, db) else { continue }
      if let series = stored.event.masterID {
        keys.formUnion(
          try Int64.fetchAll(
            db,
            sql: """
              SELECT key FROM event
              WHERE calendar = ? AND key IN (SELECT event FROM event_detail WHERE master_id = ?)
              """,
            arguments: [stored.place.key, series.rawValue]
          )
        )
        continue
      }
      let master = stored.series ?? stored.key
      keys.insert(master)
      keys.formUnion(
        try Int64.fetchAll(
          db,
          sql: "SELECT key FROM event WHERE series = ? AND series_part = 3",
          arguments: [master]
        )
      )
    }
    return keys
  }
}
