import ConferencingCore
package import CalendarCore
package import Foundation
import GRDB

/// Keeps the operations that wait to be sent, and stores what came of each.
package struct OutboxStore: Sendable {
  let cache: LocalCache

  /// The operations of an account that can be sent now: the oldest of every event, when it is due,
  /// is not refused and is not being sent.
  ///
  /// One whose sender ended without storing an answer is offered again, and so is one that was
  /// dropped (``drop(_:until:reason:)``), with ``OutboxOperation/mayHaveHappened`` set.
  package func nextOperations(
    account: AccountID,
    now: Date
  ) throws(CacheError) -> [OutboxOperation] {
    try cache.read { db in
      try cache.operationTable(db).due(in: account, at: now).map(\.operation).filter {
        !$0.isInFlight && ($0.notBefore ?? now) <= now
      }
    }
  }

  /// The operations of an event, or of all events, oldest first.
  package func operations(of event: EventID? = nil) throws(CacheError) -> [OutboxOperation] {
    try cache.read { db in
      let table = cache.operationTable(db)
      guard let event else { return try table.fetch("", []).map(\.operation) }
      return try table.fetch(
        "WHERE operation.event = (SELECT key FROM event WHERE id = ?)",
        [event.rawValue]
      )
      .map(\.operation)
    }
  }

  /// The events that edits wait for and that no service has given an id yet.
  package func unconfirmedCreations() throws(CacheError) -> Set<EventID> {
    try cache.read { db in
      let ids = try String.fetchSet(
        db.cachedStatement(
          sql: """
            SELECT event.id FROM operation CROSS JOIN event ON event.key = operation.event
            WHERE event.remote_id IS NULL
            """
        )
      )
      return Set(ids.map { EventID($0) })
    }
  }

  /// Stores that the service has carried an operation out; later edits of the event stay on top.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - stored: The event as the service now has it; `nil` when it did not say, and after a
  ///     deletion.
  ///   - now: When it said so, when that is known.
  /// - Throws: ``CacheError``.
  package func confirm(
    _ operation: OutboxOperation,
    stored: Event?,
    at now: Date? = nil
  ) throws(CacheError) {
    try cache.write { try confirm(operation, stored: stored, at: now, $0) }
  }

  /// Stores that the service has made a series: its event becomes the first occurrence, and each other
  /// one goes on under the id that it had here.
  ///
  /// - Parameters:
  ///   - operation: The creation.
  ///   - first: The first occurrence, or the master where none is listed.
  ///   - others: The other occurrences.
  ///   - now: When the service said so.
  /// - Throws: ``CacheError``.
  package func confirm(
    seriesOf operation: OutboxOperation,
    first: Event,
    others: [Event],
    at now: Date
  ) throws(CacheError) {
    try cache.write { db in
      let event = operation.edit.event
      let key = try cache.operationTable(db).find(operation.sequence)?.event
      try confirm(operation, stored: first, at: now, db)
      if let key, let start = first.occurrence?.originalStart {
        try FormerNames(db: db).add(EventID(of: event, at: start).rawValue, of: key)
      }
      var ids: [RemoteEventID: EventID] = [:]
      for other in others {
        guard let remote = other.remoteID, let start = other.occurrence?.originalStart else {
          continue
        }
        ids[remote] = EventID(of: event, at: start)
      }
      try cache.news.store(others, since: cache.sync.mark(db), as: ids, db)
    }
  }

  func confirm(
    _ operation: OutboxOperation,
    stored: Event?,
    at now: Date?,
    _ db: Database
  ) throws {
    let table = cache.operationTable(db)
    guard let done = try table.find(operation.sequence) else { return }
    let queue = cache.queue(done.event, db)
    let edit = done.operation.edit
    let before = try queue.base()
    let expected = try done.operation.applied(to: before, owner: queue.ownerAddress())
    try cache.news.advanceRevision(of: done.event, db)
    if edit.change == .delete {
      try queue.end(done.operation, from: before, to: nil)
      return try queue.forget(wasThere: done.operation.remoteID != nil)
    }
    guard let expected else { return try queue.end(done.operation, from: before, to: nil) }
    guard let stored else {
      try queue.end(done.operation, from: before, to: expected)
      try queue.setBase(expected)
      return try queue.rebuild()
    }
    let place = try CalendarPlace.find(done.operation.calendar, in: done.operation.account, db)
    let named = try DeliveredSeries.stored(stored, in: place, db)
    var fresh = EventEditor.reconciled(incoming: named, cached: expected)
    fresh.id = edit.event
    try queue.end(done.operation, from: before, to: fresh)
    if let remote = fresh.remoteID { try cache.news.adopt(remote, into: done.event, db) }
    try queue.noteRead(at: now)
    // What the edit set is as the service writes it; what else is new, somebody else has changed.
    try queue.advance(to: fresh, from: expected.acknowledging(edit.change, in: fresh))
  }

  /// Puts an operation off.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - date: When to try again at the earliest.
  ///   - reason: Why it did not succeed, for the user.
  ///   - mayHaveHappened: Whether this attempt may have been carried out. Once in doubt, an
  ///     operation stays so until the service confirms or refuses it.
  ///   - isOutdated: Whether the service says that the event is another one by now.
  /// - Throws: ``CacheError``.
  package func postpone(
    _ operation: OutboxOperation,
    until date: Date,
    reason: String,
    mayHaveHappened: Bool,
    isOutdated: Bool = false
  ) throws(CacheError) {
    try cache.write { db in
      try db.execute(
        sql: """
          UPDATE operation SET state = 'waiting', owner = NULL, not_before = ?, failure = ?,
            may_have_happened = may_have_happened OR ?, is_outdated = is_outdated OR ?
          WHERE sequence = ?
          """,
        arguments: [
          date.timeIntervalSince1970, reason, mayHaveHappened, isOutdated, operation.sequence,
        ]
      )
    }
  }

  /// Stores that the service refuses an operation for good.
  ///
  /// The event still shows as edited; the operation waits for ``retry(_:)`` or ``discard(_:)``, and so
  /// does the rest of a division whose later part is refused, or of a series that moves. A meeting that was made for it is deleted;
  /// a retry asks for another one.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - reason: Why, for the user.
  ///   - isInDoubt: Whether an earlier attempt may have been carried out all the same: then its
  ///     meeting stays.
  /// - Throws: ``CacheError``.
  package func reject(
    _ operation: OutboxOperation,
    reason: String,
    isInDoubt: Bool = false
  ) throws(CacheError) {
    try cache.write { db in
      try db.execute(
        sql: """
          UPDATE operation SET state = 'refused', owner = NULL, not_before = NULL, failure = ?,
            may_have_happened = ?
          WHERE sequence = ?
          """,
        arguments: [reason, isInDoubt, operation.sequence]
      )
      let table = cache.operationTable(db)
      guard let refused = try table.find(operation.sequence) else { return }
      let queue = cache.queue(refused.event, db)
      if !isInDoubt { _ = try queue.giveUpMeeting(of: refused.operation) }
      if !isInDoubt, refused.operation.isCreation, !refused.operation.edit.isPartOfSeries {
        try queue.giveUpFollowers(of: refused.operation.edit.event)
      }
      try queue.rebuild()
    }
  }

  /// Has the waiting and refused edits of an event tried again at once.
  package func retry(_ event: EventID) throws(CacheError) {
    try cache.write { db in
      guard let stored = try StoredEvent.find(event, db) else { return }
      let table = cache.operationTable(db)
      try table.release(of: stored.key, includingPostponed: true)
      for waiting in try table.all(of: stored.key) {
        cache.claims?.wake(waiting.operation.sequence)
      }
      try cache.queue(stored.key, db).rebuild()
    }
  }

  /// Gives up the edits of an event that are not on their way.
  ///
  /// It shows as the service has it. One whose creation is given up is gone; should the service
  /// have made it after all, it is deleted there. With an exception of a series that moves to another
  /// calendar goes all of the move.
  package func discard(_ event: EventID) throws(CacheError) {
    try cache.write { db in
      guard let stored = try StoredEvent.find(event, db) else { return }
      let queue = cache.queue(stored.key, db)
      let given = try queue.operations().map(\.operation).filter { !$0.isInFlight }
      if let first = given.first, try cache.history.reverseMove(containing: first, db) { return }
      // Those before it were not taken back yet, so each is still there as it was.
      for operation in given.reversed() { try queue.discard(operation) }
      try EditJournal(db: db).forget(Set(given.map(\.sequence)), of: event)
    }
  }
}
