package import CalendarServices
package import ConferencingCore
import Foundation
package import LocalCache
package import Logging

/// Keeps the cache and the services in step: refreshes, sends edits, waits for links.
///
/// The screen reads the cache alone; everything here ends in a transaction there. A class, and
/// without state of its own but what wakes its loops, so that an edit can be submitted from any
/// thread without waiting.
package final class CalendarSync: Sendable {
  let cache: LocalCache
  let policy: SyncPolicy
  let clock: ServiceClock
  let logger: Logger
  let lanes: [AccountID: AccountLane]

  /// Makes the sync of some accounts; nothing happens until it is asked or ``run()`` is.
  ///
  /// - Parameters:
  ///   - cache: The cache; the accounts are configured there.
  ///   - services: The services of accounts that have one.
  ///   - clock: Time and chance.
  ///   - policy: How far, how often and how patiently.
  ///   - logger: Where trouble is noted, without what events say.
  package init(
    cache: LocalCache,
    services: [AccountID: any CalendarService],
    clock: ServiceClock,
    policy: SyncPolicy = SyncPolicy(),
    logger: Logger = Logger(label: "convene.sync", factory: { _ in SwiftLogNoOpLogHandler() })
  ) {
    self.cache = cache
    self.policy = policy
    self.clock = clock
    self.logger = logger
    self.lanes = services.reduce(into: [:]) { lanes, entry in
      lanes[entry.key] = AccountLane(
        account: entry.key,
        service: entry.value,
        cache: cache,
        policy: policy,
        clock: clock,
        logger: logger
      )
    }
  }

  /// Stores an edit, which shows at once, and has it sent soon.
  ///
  /// - Throws: ``CacheError``; then nothing has changed.
  package func submit(_ edit: EventEdit) throws(CacheError) {
    try cache.submit(edit, at: clock.now())
    wakeOutboxes()
  }

  /// Has a refused or waiting edit tried again now.
  ///
  /// - Throws: ``CacheError``.
  package func retry(_ event: EventID) throws(CacheError) {
    try cache.retry(event)
    wakeOutboxes()
  }

  /// Has one edit tried again now; see ``LocalCache/retry(change:)``.
  ///
  /// - Throws: ``CacheError``.
  package func retry(change: Int64) throws(CacheError) {
    try cache.retry(change: change)
    wakeOutboxes()
  }

  /// Gives up one edit; see ``LocalCache/discard(change:)``.
  ///
  /// - Throws: ``CacheError``.
  package func discard(change: Int64) throws(CacheError) {
    try cache.discard(change: change)
    wakeOutboxes()
  }

  /// Ends the conflict of an edit; see ``LocalCache/resolve(change:_:)``.
  ///
  /// - Throws: ``CacheError``.
  package func resolve(
    change: Int64,
    _ resolution: ConflictResolution
  ) throws(CacheError) {
    try cache.resolve(change: change, resolution)
    wakeOutboxes()
  }

  private func wakeOutboxes() {
    for lane in lanes.values { lane.outboxWake.signal() }
  }

  /// Has every account refreshed soon, by ``run()``.
  package func requestRefresh() {
    for lane in lanes.values { lane.refreshWake.signal() }
  }

  /// Sends the edits of an account that wait and reads what is new there.
  ///
  /// - Returns: How it went; `nil` for an account that has no service.
  @discardableResult
  package func refresh(_ account: AccountID) async -> SyncStatus? {
    await lanes[account]?.refresh()
  }

  /// Sends the waiting edits of all accounts and reads what is new there, side by side.
  ///
  /// - Returns: How it went, by account.
  @discardableResult
  package func refreshAll() async -> [AccountID: SyncStatus] {
    let results = await concurrently(Array(lanes.values), limit: 4) { lane in
      (lane.account, await lane.refresh())
    }
    return Dictionary(results, uniquingKeysWith: { first, _ in first })
  }

  /// Keeps all accounts in step until its task is cancelled: then it ends what it began and
  /// returns.
  package func run() async {
    let observation = cache.observe { [lanes] in
      for lane in lanes.values {
        lane.linkWake.signal()
        lane.outboxWake.signal()
      }
    }
    await withDiscardingTaskGroup { group in
      for lane in lanes.values {
        group.addTask { await lane.runOutbox() }
        group.addTask { await lane.runLinks() }
        group.addTask { await lane.runRefreshes() }
      }
    }
    observation.cancel()
  }
}
