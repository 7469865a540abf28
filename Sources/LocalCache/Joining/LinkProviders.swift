import CalendarCore
import ConferencingCore
import GRDB

extension LocalCache {
  /// Finds again whose link stands in the texts of events, where what is known of servers has changed.
  ///
  /// - Parameter hosts: The names of the servers, of the letters that host names have; events whose
  ///   place or description holds one of them are looked at.
  /// - Throws: ``CacheError``.
  package func findLinks(naming hosts: [String]) throws(CacheError) {
    try write { db in
      for host in hosts {
        let events = try StoredEvent.fetchAll(
          "WHERE event.location LIKE ?1 OR event_detail.description LIKE ?1",
          ["%\(host)%"],
          db
        )
        for stored in events where stored.event.conferencing.provider == nil {
          let provider = linkProvider(stored.event)?.rawValue
          try db.cachedStatement(
            sql: "UPDATE event SET provider = ?1 WHERE key = ?2 AND provider IS NOT ?1"
          )
          .execute(arguments: [provider, stored.key])
        }
      }
    }
  }
}
