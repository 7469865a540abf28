import CalendarCore
import GRDB

extension LocalCache {
  /// Finds again whose link events are joined by, where what is known of servers has changed or others are
  /// preferred.
  ///
  /// - Parameter hosts: The names of the servers, of the letters that host names have, or `://` for all
  ///   links; events whose place or description holds one of them are looked at.
  /// - Throws: ``CacheError``.
  package func findLinks(naming hosts: [String]) throws(CacheError) {
    try write { db in
      let writer = writer(db)
      for host in hosts {
        let events = try StoredEvent.fetchAll(
          "WHERE event.location LIKE ?1 OR event_detail.description LIKE ?1",
          ["%\(host)%"],
          db
        )
        for stored in events { try writer.listProvider(of: stored.event, stored.key) }
      }
    }
  }
}
