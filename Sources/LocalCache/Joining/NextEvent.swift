package import CalendarCore
import ConferencingCore
import GRDB

/// The event that is joined next, with the names that commands and people know it by.
package struct NextEvent: Sendable {
  package let candidate: JoinCandidate
  /// The text by which commands find it.
  package let name: String
  /// What its calendar is called.
  package let calendar: String

  /// Reads it from a file, in one transaction that waits for nobody.
  ///
  /// The file is opened to be read and left as it is: it is not made, brought up to date or looked
  /// through, and no lock is taken that another program could hold for long.
  ///
  /// - Parameters:
  ///   - rules: The moment, the place, and what counts.
  ///   - path: The file.
  /// - Returns: The event; several that start together; none, also where there is no file yet.
  /// - Throws: ``CacheError``, ``CacheError/busy(path:)`` among them.
  package static func read(_ rules: JoinRules, at path: String) throws(CacheError) -> [NextEvent] {
    guard FileIdentity(path) != nil else { return [] }
    let file = try ReadOnlyFile.open(path)
    do {
      return try file.reader.read { db in
        let window = try WindowQuery(db: db, zone: rules.zone, of: .shown).window(rules.days)
        let reading = JoinReading(db: db)
        return try rules.choose(from: window.events, facts: reading.facts).map { candidate in
          NextEvent(
            candidate: candidate,
            name: try StoredEvent.find(candidate.event.id, db)
              .map { try EventNames(db: db).name(of: $0.event) } ?? candidate.event.id.rawValue,
            calendar: try calendar(of: candidate.event, db)
          )
        }
      }
    } catch {
      throw CacheError(error, path: path)
    }
  }

  private static func calendar(of event: EventSummary, _ db: Database) throws -> String {
    try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT name FROM calendar JOIN account ON account.key = calendar.account
          WHERE account.id = ? AND calendar.id = ?
          """
      ),
      arguments: [event.account.rawValue, event.calendar.rawValue]
    ) ?? event.calendar.rawValue
  }
}
