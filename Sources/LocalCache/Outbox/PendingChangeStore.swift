import ConferencingCore
package import CalendarCore
package import Foundation
import GRDB

/// Lists what waits, and has the user decide on one change of it.
package struct PendingChangeStore: Sendable {
  let cache: LocalCache

  /// The edits of listed accounts that the service has not confirmed, oldest first, and the meetings
  /// that could not be changed or deleted after their events yet.
  package func changes() throws(CacheError) -> [PendingChange] {
    try cache.read { db in
      let edits = try cache.operationTable(db).fetch("WHERE account.position IS NOT NULL", [])
        .compactMap { stored in
          try StoredEvent.find(key: stored.event, db).map {
            PendingChange(stored.operation, of: $0.event)
          }
        }
      return try edits + MeetingTaskTable(db: db).all(of: nil).compactMap(PendingChange.init)
    }
  }

  /// What of an event's changes collides with its service's; `nil` when nothing does.
  package func conflict(of event: EventID) throws(CacheError) -> EventConflict? {
    try cache.outbox.operations(of: event).lazy.compactMap(\.conflict).first
  }

  /// Has one waiting or refused edit tried again at once, in the order of its event.
  ///
  /// One with a conflict waits on, for ``resolve(change:_:at:)``.
  ///
  /// - Throws: ``CacheError/noSuchChange(_:)`` when it is not in the outbox any more.
  package func retry(change: Int64) throws(CacheError) {
    try cache.write { db in
      if try isMeetingTask(change, db) { return try MeetingTaskTable(db: db).release(change) }
      let stored = try operation(change, db)
      guard stored.operation.conflict == nil, !stored.operation.isInFlight else { return }
      try cache.operationTable(db).release(change)
      try cache.queue(stored.event, db).rebuild()
    }
  }

  /// Gives up one edit that is not on its way; later edits of its event stay.
  ///
  /// With a creation goes what builds on it; one that the service has made, or may have made, is
  /// deleted there. With an exception of a series that moves to another calendar goes all of the move.
  /// Of a conflict the service's side stays.
  ///
  /// - Throws: ``CacheError/noSuchChange(_:)`` when it is not in the outbox any more;
  ///   ``CacheError/partOfMove(title:reason:)`` where the move cannot be taken back.
  package func discard(change: Int64) throws(CacheError) {
    try cache.write { db in
      if try isMeetingTask(change, db) { return try MeetingTaskTable(db: db).remove(change) }
      let stored = try operation(change, db)
      let operation = stored.operation
      if try cache.history.reverseMove(containing: operation, db) { return }
      let queue = cache.queue(stored.event, db)
      if !operation.isInFlight {
        try queue.discard(operation)
        return try EditJournal(db: db).forget([change], of: operation.edit.event)
      }
      guard operation.isCreation else { return }
      // What is on its way cannot be called back; what it makes can be deleted.
      var deletion = operation.edit
      deletion.change = .delete
      try queue.enqueue(deletion, at: operation.submittedAt)
    }
  }

  /// Ends the conflict of an edit as the user decided; nothing when it has none any more.
  ///
  /// What was decided against the edit is a step of its own in the journal, so that undo gives the
  /// edit back first, and takes it back then.
  ///
  /// - Parameters:
  ///   - change: The edit's place in the outbox.
  ///   - resolution: What was decided.
  ///   - now: When that was; when the edit was made, where `nil`.
  /// - Returns: Whether the decision is such a step.
  /// - Throws: ``CacheError/noSuchChange(_:)`` when it is not in the outbox any more.
  @discardableResult
  package func resolve(
    change: Int64,
    _ resolution: ConflictResolution,
    at now: Date? = nil
  ) throws(CacheError) -> Bool {
    try cache.write { db in
      let stored = try operation(change, db)
      guard var conflict = stored.operation.conflict else { return false }
      let queue = cache.queue(stored.event, db)
      let last = try queue.operations().last?.operation.conflict
      let result = try queue.resolve(stored.operation, conflict, resolution)
      // All edits of an event that is given up go with it, and all of them come back.
      if conflict.theirs == nil, result == nil, let last { conflict.mine = last.mine }
      let journal = EditJournal(db: db)
      let edit = stored.operation.edit
      if let theirs = conflict.theirs { try journal.rebase(change, of: edit.event, onto: theirs) }
      if let step = conflict.decision(on: edit, result: result) {
        let moment = now ?? stored.operation.submittedAt
        try journal.append([JournalStep(step: step)], at: moment)
        return true
      }
      if try cache.operationTable(db).find(change) == nil {
        try journal.forget([change], of: edit.event)
      }
      return false
    }
  }

  private func isMeetingTask(_ sequence: Int64, _ db: Database) throws -> Bool {
    guard try cache.operationTable(db).find(sequence) == nil else { return false }
    return try MeetingTaskTable(db: db).all(of: nil).contains { $0.sequence == sequence }
  }

  private func operation(_ sequence: Int64, _ db: Database) throws -> StoredOperation {
    guard let stored = try cache.operationTable(db).find(sequence) else {
      throw CacheError.noSuchChange(sequence)
    }
    return stored
  }
}

extension PendingChange {
  /// Makes the change of an operation on an event as it will be.
  init(_ operation: OutboxOperation, of event: Event) {
    self.init(
      id: operation.sequence,
      account: operation.account,
      title: event.title,
      time: event.time,
      edit: operation.edit,
      submittedAt: operation.submittedAt,
      attempts: operation.attempts,
      standing: operation.standing
    )
  }
}

extension PendingChange {
  /// Makes the change of a meeting's task; `nil` for one that was not tried yet.
  init?(_ waiting: WaitingMeetingTask) {
    guard let begun = waiting.begunAt else { return nil }
    var change = EventChange.delete
    var time = EventTime.timed(start: begun, end: begun, zone: nil)
    switch waiting.task {
    case .update(_, let request):
      change = .update(EventPatch())
      time = request.time
    case .withdraw(let request, _, _): time = request.time
    case .delete: break
    }
    self.init(
      id: waiting.sequence,
      account: AccountID(waiting.task.host.rawValue),
      title: waiting.title,
      time: time,
      edit: EventEdit(event: waiting.event, change: change),
      submittedAt: begun,
      attempts: waiting.attempts,
      standing: .waiting(reason: waiting.failure, next: waiting.notBefore)
    )
    meeting = waiting.task
  }
}

extension OutboxOperation {
  fileprivate var standing: PendingChange.Standing {
    if let conflict { return .conflict(conflict) }
    if isRefused { return .refused(failure ?? "") }
    return isInFlight ? .sending : .waiting(reason: failure, next: notBefore)
  }
}
