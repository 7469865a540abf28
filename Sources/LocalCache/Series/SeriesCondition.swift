package import CalendarCore
import ConferencingCore
import GRDB

/// Which rows of `event` are occurrences of the series of an event, as SQL.
struct SeriesCondition {
  let sql: String
  let arguments: [(any DatabaseValueConvertible)?]

  init(of stored: StoredEvent) {
    if let master = stored.event.masterID {
      sql = """
        event.calendar = ? AND event.key IN (
          SELECT event FROM event_detail INDEXED BY event_detail_series WHERE master_id = ?)
        """
      arguments = [stored.place.key, master.rawValue]
    } else {
      sql = "event.series = ?"
      arguments = [stored.series ?? stored.key]
    }
  }
}

extension SeriesStore {
  /// How many other occurrences of a series the user answered otherwise than the series.
  ///
  /// - Parameter id: One of its occurrences.
  /// - Returns: The numbers by what was answered; empty for what is of no series.
  /// - Throws: ``CacheError``.
  package func ownAnswers(besides id: EventID) throws(CacheError) -> [ParticipantResponse: Int] {
    try cache.read { db in
      guard let stored = try StoredEvent.find(id, db), stored.event.occurrence != nil else {
        return [:]
      }
      let series = SeriesCondition(of: stored)
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT response, COUNT(*) FROM event
          WHERE \(series.sql) AND is_deleted = 0 AND status <> 'cancelled' AND event.key <> ?
            AND response <> 'noreply'
          GROUP BY response
          """,
        arguments: StatementArguments(series.arguments + [stored.key])
      )
      let owner = try cache.directory(db).ownGrant(of: stored.place.account)?.email ?? ""
      let usual = try self.series(of: stored, db)?.master.response(of: owner)
      return rows.reduce(into: [:]) { answers, row in
        guard let answer = ParticipantResponse(rawValue: row[0]), answer != usual else { return }
        answers[answer] = row[1]
      }
    }
  }
}
