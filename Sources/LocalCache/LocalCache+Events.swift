import ConferencingCore
package import CalendarCore
import GRDB

extension LocalCache {
  /// An event with everything that is known of it; `nil` when there is none or it is deleted.
  package func event(_ id: EventID) throws(CacheError) -> Event? {
    try read { db in
      // A master is in no list, which is no reason not to show it.
      let stored = try StoredEvent.fetchAll(
        "WHERE event.id = ? AND \(EventNames.isFound)",
        [id.rawValue],
        db
      )
      return try stored.first.map { try LinkChoiceTable(db: db).joining($0.event) }
    }
  }

  /// Where the edits of an event stand; an event that is gone has none that wait.
  package func delivery(of id: EventID) throws(CacheError) -> Delivery {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: "SELECT is_waiting, refusal, has_conflict FROM event WHERE id = ?",
        arguments: [id.rawValue]
      )
      return row.map { Delivery(isWaiting: $0[0], refusal: $0[1], hasConflict: $0[2]) }
        ?? .delivered
    }
  }

  /// Whether edits of an event itself wait to be sent, and not settings of its meeting alone.
  package func hasEdits(of id: EventID) throws(CacheError) -> Bool {
    try outbox.operations(of: id).contains { !$0.isOfSettings }
  }

  /// The events of an account whose link is being created at the service.
  ///
  /// Those whose request still waits in the outbox are not among them.
  package func pendingConferencing(account: AccountID) throws(CacheError) -> [Event] {
    try read { db in
      try StoredEvent.fetchAll(
        """
        WHERE is_listed = 1 AND series_part <> 2 AND NOT EXISTS (
          SELECT 1 FROM operation WHERE operation.event = event.key
            AND NOT \(OperationTable.isOfSettings("operation")))
        AND event.key IN (
          SELECT key FROM event INDEXED BY event_pending
          WHERE conferencing_state = 'pending' AND calendar IN (
            SELECT calendar.key FROM calendar JOIN account ON account.key = calendar.account
            WHERE account.id = ?))
        """,
        [account.rawValue],
        db
      )
      .map(\.event)
    }
  }

  /// Stores that the link of an event will not come, and why; nothing when it is there by now.
  package func failConferencing(_ id: EventID, reason: String) throws(CacheError) {
    try write { db in
      guard let stored = try StoredEvent.find(id, db), !stored.isDeleted else { return }
      if stored.hasOperations {
        let queue = queue(stored.key, db)
        guard var base = try queue.base(), base.conferencingState == .pending else { return }
        base.conferencingFailure = reason
        try queue.setBase(base)
        try queue.rebuild()
      } else if stored.event.conferencingState == .pending {
        var event = stored.event
        event.conferencingFailure = reason
        try writer(db).update(stored.key, to: event)
      }
    }
  }

  // MARK: Names

  /// The events that a text may mean: see ``EventNames/events(matching:)``.
  ///
  /// - Parameter text: What was typed.
  /// - Returns: The events; none when it means nothing.
  /// - Throws: ``CacheError``.
  package func events(matching text: String) throws(CacheError) -> [Event] {
    try read { try EventNames(db: $0).events(matching: text) }
  }

  /// Whether a text is the whole name of an event now, and not the beginning of one, or a former one.
  ///
  /// - Parameter text: What was typed: an id, perhaps with the account or the calendar before it.
  /// - Returns: Whether there is such an event.
  /// - Throws: ``CacheError``.
  package func isName(_ text: String) throws(CacheError) -> Bool {
    try read { try !EventNames(db: $0).keys(matching: text).isEmpty }
  }

  /// The shortest text that means an event and no other: it always finds exactly this one again.
  ///
  /// - Parameter event: The event.
  /// - Returns: Its id at its service or here, with account and calendar before it where needed.
  /// - Throws: ``CacheError``.
  package func name(of event: Event) throws(CacheError) -> String {
    try read { try EventNames(db: $0).name(of: event) }
  }

  /// A text that means an event and no other now: see ``EventNames/shortName(of:)``.
  ///
  /// - Parameter event: The event.
  /// - Returns: At least ``EventNames/shortest`` characters of its id here, or ``name(of:)``.
  /// - Throws: ``CacheError``.
  package func shortName(of event: Event) throws(CacheError) -> String {
    try read { try EventNames(db: $0).shortName(of: event) }
  }

  // MARK: Suggestions

  /// The people of the events that were stored last, by name and address.
  ///
  /// - Parameter events: How many events are looked at.
  /// - Returns: Everybody with a name once, those of the newest event first.
  /// - Throws: ``CacheError``.
  package func people(ofLast events: Int = 2_000) throws(CacheError) -> [KnownPerson] {
    let sql = """
      SELECT json_extract(value, '$.name') AS name, json_extract(value, '$.email') AS email
      FROM (
        SELECT event, participants FROM event_detail WHERE participants <> '[]'
        ORDER BY event DESC LIMIT ?) AS newest, json_each(newest.participants)
      WHERE name <> '' AND email <> ''
      GROUP BY name, lower(email) ORDER BY max(newest.event) DESC, name
      """
    return try read { db in
      try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [events]).map { row in
        KnownPerson(name: row["name"], email: row["email"])
      }
    }
  }

  /// The places of the events that were stored last, those of the newest event first; links are none.
  ///
  /// - Parameter events: How many events are looked at.
  /// - Returns: Each place once.
  /// - Throws: ``CacheError``.
  package func places(ofLast events: Int = 2_000) throws(CacheError) -> [String] {
    let sql = """
      SELECT location FROM (SELECT key, location FROM event ORDER BY key DESC LIMIT ?)
      WHERE location <> '' AND location NOT LIKE '%://%'
      GROUP BY location ORDER BY max(key) DESC LIMIT 500
      """
    return try read { db in
      try String.fetchAll(db.cachedStatement(sql: sql), arguments: [events])
    }
  }
}

extension Delivery {
  /// Where edits stand, from what an event's row says of them.
  init(isWaiting: Bool, refusal: String?, hasConflict: Bool) {
    if hasConflict {
      self = .conflict(refusal ?? "")
    } else {
      self = refusal.map { .refused($0) } ?? (isWaiting ? .waiting : .delivered)
    }
  }
}
