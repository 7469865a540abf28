import CalendarCore
package import Foundation
import GRDB
import Synchronization

/// What this cache is sending, and what it was sending when the end of it could not be stored.
///
/// A row names the cache that claimed it, and a cache that is closed is known by its lock. One that
/// stays open may have dropped an operation all the same: on a full disk not even that can be written.
/// So whether a cache is still at work on what it claimed is kept here, in memory.
///
/// A class because readers and writers of the cache share it.
final class OperationClaims: Sendable {
  /// An operation that was dropped.
  struct Rest: Sendable {
    /// When it is to be tried again at the earliest.
    let until: Date
    /// Why it was dropped, for the user.
    let reason: String
  }

  private struct State {
    var last: Int64 = 0
    var running: [Int64: Int64] = [:]
    var resting: [Int64: Rest] = [:]
  }

  private let lock: LockFile
  private let state = Mutex(State())

  /// Makes the claims of a cache, which signs them with its lock.
  init(lock: LockFile) { self.lock = lock }

  /// What this cache signs its claims with.
  var owner: Int64 { lock.owner }

  /// Whether whoever claimed an operation is still at work on it.
  ///
  /// - Parameters:
  ///   - sequence: The operation.
  ///   - owner: Who claimed it, as its row says.
  /// - Returns: Whether they are.
  func isHeld(_ sequence: Int64, by owner: Int64) -> Bool {
    owner == self.owner
      ? state.withLock { $0.running[sequence] != nil } : lock.isAlive(owner)
  }

  /// Claims an operation for this cache, in the transaction that writes so.
  ///
  /// - Returns: The number of the claim.
  func take(_ sequence: Int64) -> Int64 {
    state.withLock { state in
      state.last += 1
      state.running[sequence] = state.last
      state.resting[sequence] = nil
      return state.last
    }
  }

  /// Gives up a claim; nothing when the operation was claimed again since.
  ///
  /// - Parameters:
  ///   - claim: The number of the claim.
  ///   - sequence: The operation.
  ///   - rest: What is said of it as long as its row still names this cache.
  func drop(_ claim: Int64, of sequence: Int64, resting rest: Rest? = nil) {
    state.withLock { state in
      guard state.running[sequence] == claim else { return }
      state.running[sequence] = nil
      state.resting[sequence] = rest
    }
  }

  /// Why and until when an operation rests that this cache has claimed and dropped.
  func rest(of sequence: Int64) -> Rest? { state.withLock { $0.resting[sequence] } }

  /// Has an operation that was dropped tried again at once.
  func wake(_ sequence: Int64) {
    state.withLock { _ = $0.resting.removeValue(forKey: sequence) }
  }
}

// MARK: Claiming

extension OutboxStore {
  /// Claims an operation, so that nobody else sends it.
  ///
  /// A creation in doubt whose event is to be deleted becomes the search for that event.
  ///
  /// - Returns: The operation as it stands now, which is what must be sent; `nil` when it is not
  ///   to be sent any more or is being sent elsewhere.
  /// - Throws: ``CacheError``.
  package func begin(_ operation: OutboxOperation) throws(CacheError) -> OutboxOperation? {
    var claim: Int64?
    func withdrawClaim() {
      if let claim { cache.claims?.drop(claim, of: operation.sequence) }
      claim = nil
    }
    do throws(CacheError) {
      return try cache.write { db in
        // Done again on a file that took the place of the first.
        withdrawClaim()
        return try begin(operation, db, as: &claim)
      }
    } catch {
      withdrawClaim()
      throw error
    }
  }

  private func begin(
    _ operation: OutboxOperation,
    _ db: Database,
    as claim: inout Int64?
  ) throws -> OutboxOperation? {
    let table = cache.operationTable(db)
    guard
      let stored = try table.find(operation.sequence),
      !stored.operation.isRefused, !stored.operation.isInFlight,
      case let all = try table.all(of: stored.event).map(\.operation),
      try !table.isHeldBack(operation.sequence),
      case let lane = all.filter({ $0.isOfSettings == stored.operation.isOfSettings }),
      lane.first?.sequence == operation.sequence
    else { return nil }
    if stored.operation.isCreation, stored.operation.mayHaveHappened,
      all.contains(where: { $0.edit.change == .delete })
    {
      try cache.queue(stored.event, db).takeBack(stored.operation)
    }
    try db.execute(
      sql: """
        UPDATE operation SET state = 'in_flight', owner = ?, attempts = attempts + 1,
          not_before = NULL, may_have_happened = ?
        WHERE sequence = ?
        """,
      arguments: [cache.claims?.owner, stored.operation.mayHaveHappened, operation.sequence]
    )
    claim = cache.claims?.take(operation.sequence)
    var begun = try table.find(operation.sequence)?.operation
    begun?.claim = claim
    return begun
  }

  /// Notes that an operation is not being sent any more, now that its end is stored.
  package func leave(_ operation: OutboxOperation) {
    guard let claim = operation.claim else { return }
    cache.claims?.drop(claim, of: operation.sequence)
  }

  /// Gives up sending an operation of which nothing can be stored: it waits, in doubt, as after a kill.
  ///
  /// Observers are told. Other processes see it as being sent until it is begun again, here, or this
  /// one ends.
  ///
  /// - Parameters:
  ///   - operation: The operation, as it was begun.
  ///   - date: When it is to be tried again at the earliest.
  ///   - reason: Why nothing can be stored, for the user.
  package func drop(_ operation: OutboxOperation, until date: Date, reason: String) {
    guard let claim = operation.claim else { return }
    cache.claims?.drop(
      claim,
      of: operation.sequence,
      resting: OperationClaims.Rest(until: date, reason: reason)
    )
    cache.broadcast.send()
  }
}
