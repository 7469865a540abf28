import ConferencingCore
package import CalendarCore
package import Foundation
import GRDB

/// What a look at the service's event before a write means for the operation.
package enum CheckOutcome: Sendable, Hashable {
  /// It is to be carried out, as it now is.
  case proceed(OutboxOperation)
  /// Nothing is left to be done.
  case settled
  /// It collides with a change of the service's and waits for the user.
  case conflict(String)
}

/// Stores how far an operation is that is being sent.
package struct StepStore: Sendable {
  let cache: LocalCache

  /// Stores that a step of an operation's plan is finished.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - operation: The operation.
  ///   - meetings: Meetings that Convene had made for events which are gone with the step: they are
  ///     deleted, unless another event has them.
  /// - Throws: ``CacheError``.
  package func finish(
    _ step: PlanStep,
    of operation: OutboxOperation,
    ending meetings: [HostedMeeting] = []
  ) throws(CacheError) {
    try cache.write { db in
      guard try cache.operationTable(db).find(operation.sequence) != nil else { return }
      try cache.operationTable(db).finish(step, of: operation.sequence)
      for meeting in meetings { try cache.meetingOwners(db).end(meeting) }
    }
  }

  /// Stores that a request of an operation goes out now, or that it has its answer.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - date: When it goes out; `nil` when it is answered.
  /// - Throws: ``CacheError``.
  package func noteUnderWay(
    _ operation: OutboxOperation,
    since date: Date?
  ) throws(CacheError) {
    try cache.write { db in
      try db.execute(
        sql: "UPDATE operation SET under_way_since = ? WHERE sequence = ?",
        arguments: [date?.timeIntervalSince1970, operation.sequence]
      )
    }
  }

  /// Stores that an event which an operation takes back was found at the service.
  ///
  /// - Parameters:
  ///   - event: The event there.
  ///   - operation: The operation.
  /// - Returns: The operation as it now stands.
  /// - Throws: ``CacheError``.
  package func found(
    _ event: Event,
    by operation: OutboxOperation
  ) throws(CacheError) -> OutboxOperation {
    try cache.write { db in
      let table = cache.operationTable(db)
      guard let remote = event.remoteID, let stored = try table.find(operation.sequence) else {
        return operation
      }
      try cache.news.adopt(remote, into: stored.event, db)
      try db.execute(
        sql: "UPDATE event SET remote_id = ? WHERE key = ?",
        arguments: [remote.rawValue, stored.event]
      )
      try table.finish(.look, of: operation.sequence)
      return try table.find(operation.sequence)?.operation ?? operation
    }
  }

  /// Compares an event as the service has it with what an operation was made on.
  ///
  /// What was changed there is merged into the operation and into later edits of the event.
  ///
  /// - Parameters:
  ///   - operation: The operation, which the caller has begun.
  ///   - theirs: The event as it was just read; `nil` when it is gone.
  ///   - now: When it was read.
  /// - Returns: What that means for the operation.
  /// - Throws: ``CacheError``.
  package func check(
    _ operation: OutboxOperation,
    found theirs: Event?,
    at now: Date
  ) throws(CacheError) -> CheckOutcome {
    try cache.write { db in
      let table = cache.operationTable(db)
      guard let stored = try table.find(operation.sequence) else { return .settled }
      try db.execute(
        sql: "UPDATE operation SET is_outdated = 0 WHERE sequence = ?",
        arguments: [operation.sequence]
      )
      let queue = cache.queue(stored.event, db)
      guard let base = try queue.base() else { return .proceed(stored.operation) }
      let place = try CalendarPlace.find(operation.calendar, in: operation.account, db)
      if let remote = theirs?.remoteID, remote != base.remoteID {
        try cache.news.adopt(remote, into: stored.event, db)
      }
      let fresh = try theirs.map {
        let named = try DeliveredSeries.stored($0, in: place, db)
        return StorableEvent.reconciled(incoming: named, cached: base)
      }
      try queue.noteRead(at: now)
      if fresh != base { try queue.advance(to: fresh, from: base) }
      guard let left = try table.find(operation.sequence)?.operation else {
        if try StoredEvent.find(key: stored.event, db) != nil {
          try cache.news.advanceRevision(of: stored.event, db)
        }
        return .settled
      }
      if left.conflict != nil { return .conflict(left.failure ?? "") }
      try table.finish(.check, of: operation.sequence)
      return .proceed(try table.find(operation.sequence)?.operation ?? left)
    }
  }
}
