package import CalendarCore
import ConferencingCore
import GRDB

extension LocalCache {
  /// The event that can be joined now or next: see ``JoinRules``.
  ///
  /// - Parameter rules: The moment, the place, and what counts.
  /// - Returns: The event; several that start together; none.
  /// - Throws: ``CacheError``.
  package func joinCandidates(_ rules: JoinRules) throws(CacheError) -> [JoinCandidate] {
    let window = try window(days: rules.days, in: rules.zone)
    return try read { db in
      try rules.choose(from: window.events) { try JoinReading(db: db).facts(of: $0) }
    }
  }
}

/// Reads what is known of events for joining them.
struct JoinReading {
  let db: Database

  /// What is known of an event; `nil` when it is gone.
  func facts(of summary: EventSummary) throws -> JoinFacts? {
    guard let stored = try StoredEvent.find(summary.id, db)?.event else { return nil }
    let event = try LinkChoiceTable(db: db).joining(stored)
    let address = event.participants.isEmpty ? "" : try ownAddress(of: event.account)
    return JoinFacts(of: event, owner: address)
  }

  /// The mail address of an account's owner; empty when it is not known.
  private func ownAddress(of account: AccountID) throws -> String {
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT grant_id, grants FROM account WHERE id = ?"),
      arguments: [account.rawValue]
    )
    guard let row, let grant: String = row[0] else { return "" }
    let grants = try StoredJSON.value(row[1], as: [Grant].self)
    // The configuration may name a grant by its id or by its address.
    return grants.first { $0.id.rawValue == grant || $0.email == grant }?.email ?? ""
  }
}
