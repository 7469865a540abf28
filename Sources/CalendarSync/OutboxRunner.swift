import CalendarServices
import CalendarCore
import Foundation
import LocalCache
import Logging

/// Sends the edits of one account that wait in the outbox.
///
/// Each is carried out by its plan, one request a step: see `OutboxRunner+Steps`.
struct OutboxRunner: Sendable {
  let account: AccountID
  /// The account's service; `nil` for the local account.
  let service: (any CalendarService)?
  /// The services of all accounts: what moves to this one is read there.
  let services: [AccountID: any CalendarService]
  /// Who makes meetings, and what changes and deletes them after their events.
  let meetings: MeetingRunner
  let cache: LocalCache
  let policy: SyncPolicy
  let clock: ServiceClock
  let logger: Logger

  /// How sending an operation ended.
  enum Ending: Sendable {
    /// The service has it.
    case delivered
    /// The service refuses it for good, for this reason.
    case refused(String)
    /// It collides with a change of the service's, in this way, and waits for the user.
    case conflict(String)
    /// It waits for another attempt.
    case postponed(ServiceError)
    /// It waits for another attempt, because of the host of its meeting.
    case waitsForHost(ServiceError)
    /// Somebody else sends it, or it is not to be sent any more.
    case notOurs
  }

  /// How many edits are under way at once.
  ///
  /// Edits of a series that its service has as one text depend on each other, and not every server
  /// checks the condition of a write together with the write: of two at once one would be lost.
  private var concurrency: Int { service?.listsAllResources == true ? 1 : policy.concurrency }

  /// Sends all edits that wait, whenever they were to be tried again.
  func sendAll() async throws(CacheError) {
    var tried: Set<Int64> = []
    while true {
      // Behind one that is delivered the next edit of its event comes forward.
      let waiting = try cache.outbox.nextOperations(account: account, now: .distantFuture)
        .filter { tried.insert($0.sequence).inserted }
      if waiting.isEmpty { return try await meetings.sendDue(isUrgent: true) }
      if Task.isCancelled { return }
      await concurrently(waiting, limit: concurrency) { operation in
        do throws(CacheError) { _ = try await send(operation) } catch { note(error) }
      }
    }
  }

  /// Claims edits that are due at a moment, as many as may be under way at once.
  func beginDue(at now: Date) throws(CacheError) -> [OutboxOperation] {
    let due = try cache.outbox.nextOperations(account: account, now: now)
    guard !due.isEmpty else { return [] }
    let sending = try cache.outbox.operations().count { $0.account == account && $0.isInFlight }
    var begun: [OutboxOperation] = []
    for operation in due.prefix(max(0, concurrency - sending)) {
      do throws(CacheError) {
        if let operation = try cache.outbox.begin(operation) { begun.append(operation) }
      } catch {
        // Nobody else sends those that are begun.
        guard !begun.isEmpty else { throw error }
        note(error)
        break
      }
    }
    return begun
  }

  /// How long until an edit is due that was not at a moment; `nil` when none waits for one.
  func timeUntilDue(after moment: Date) throws(CacheError) -> Duration? {
    try cache.outbox.operations()
      .filter { $0.account == account && !$0.isRefused && !$0.isInFlight }
      .compactMap(\.notBefore)
      .filter { $0 > moment }
      .min()
      .map { .seconds(max(0, $0.timeIntervalSince(clock.now()))) }
  }

  /// Sends an operation and stores how that ended.
  func send(_ operation: OutboxOperation) async throws(CacheError) -> Ending {
    guard let begun = try cache.outbox.begin(operation) else { return .notOurs }
    return try await conclude(begun)
  }

  /// Sends an operation that was begun and stores how that ended.
  ///
  /// - Throws: ``CacheError`` when that could not be stored. Then the operation waits, and what came of
  ///   it is found out by the next attempt.
  func conclude(_ begun: OutboxOperation) async throws(CacheError) -> Ending {
    let ending: Ending
    do throws(CacheError) { ending = try await finish(begun) } catch {
      let wait = policy.sendBackoff.delay(after: begun.attempts, random: 1)
      cache.outbox.drop(
        begun,
        until: clock.now().addingTimeInterval(wait.inSeconds),
        reason: error.description
      )
      throw error
    }
    cache.outbox.leave(begun)
    // The operation has ended, whatever becomes of meetings: their tasks stay in the cache.
    do throws(CacheError) { try await meetings.sendDue() } catch { note(error) }
    return ending
  }

  /// Carries out an operation and stores how that ended.
  private func finish(_ begun: OutboxOperation) async throws(CacheError) -> Ending {
    var step: PlanStep?
    var ending: Ending
    do throws(SyncError) { ending = try await carryOut(begun, reaching: &step) } catch {
      switch error {
      case .cache(let error): throw error
      case .service(let error): ending = try settle(begun, at: step, after: error)
      }
    }
    if case .postponed(let error) = ending, step?.isOfHost == true {
      ending = .waitsForHost(error)
    }
    return ending
  }

  /// Notes trouble with the cache.
  func note(_ error: CacheError) {
    logger.error("outbox", metadata: ["error": "\(error)"])
  }

  /// Stores what a failure means for an operation.
  private func settle(
    _ operation: OutboxOperation,
    at step: PlanStep?,
    after error: ServiceError
  ) throws(CacheError) -> Ending {
    logger.notice(
      "outbox",
      metadata: ["operation": "\(operation.sequence)", "failure": "\(error.kind)"]
    )
    switch error {
    case .notFound where !operation.isCreation && step?.isOfHost != true:
      switch try cache.steps.check(operation, found: nil, at: clock.now()) {
      case .conflict(let reason): return .conflict(reason)
      case .settled, .proceed: return .delivered
      }
    case .conferencingRefused(let provider, let message):
      // What a host refuses says nothing about the calendar of the event.
      if step?.isOfHost != true {
        try cache.refuse(provider: provider, calendar: operation.calendar, account: account)
      }
      try cache.outbox.reject(operation, reason: message)
      return .refused(message)
    case .changed where operation.attempts <= policy.rebases:
      try postpone(operation, at: step, by: .zero, error)
    case .forbidden, .rejected, .notFound, .syncExpired:
      // A refused look says nothing about what an earlier attempt may have done.
      let isInDoubt = operation.mayHaveHappened && step?.isLasting == false
      try cache.outbox.reject(operation, reason: error.message, isInDoubt: isInDoubt)
      return .refused(error.message)
    case .unauthorized:
      // The fault is the account's and not the edit's: it waits until the key is fixed.
      try postpone(operation, at: step, by: policy.unauthorizedDelay, error)
    case .rateLimited(let wait?), .limitReached(let wait, _):
      try postpone(operation, at: step, by: wait, error)
    case .cancelled: try postpone(operation, at: step, by: .zero, error)
    case .rateLimited(nil):
      // The service does not say how long: the whole of each wait is certain, with chance on top.
      let wait = policy.sendBackoff.delay(after: operation.attempts, random: 1)
      try postpone(operation, at: step, by: wait * (1 + clock.random() / 2), error)
    case .unreachable, .answerLost, .unavailable, .malformed, .changed:
      // Half of the wait is certain: a request that is still under way gets time to arrive.
      let random = 0.5 + clock.random() / 2
      let wait = policy.sendBackoff.delay(after: operation.attempts, random: random)
      try postpone(operation, at: step, by: wait, error)
    }
    return .postponed(error)
  }

  private func postpone(
    _ operation: OutboxOperation,
    at step: PlanStep?,
    by wait: Duration,
    _ error: ServiceError
  ) throws(CacheError) {
    // Then the event is not as it was when it was last read.
    let isOutdated = if case .changed = error { true } else { false }
    try cache.outbox.postpone(
      operation,
      until: clock.now().addingTimeInterval(wait.inSeconds),
      reason: error.message,
      // A reading whose answer was lost has changed nothing.
      mayHaveHappened: error.mayHaveHappened && step?.isLasting ?? true,
      isOutdated: isOutdated
    )
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
