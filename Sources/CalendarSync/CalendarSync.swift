package import CalendarServices
package import CalendarCore
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
  /// The edits of the local account, which has no service.
  let local: OutboxLoop
  let hosts: any ConferencingHosts
  private let activity: SyncActivity

  /// Makes the sync of some accounts; nothing happens until it is asked or ``run()`` is.
  ///
  /// - Parameters:
  ///   - cache: The cache; the accounts are configured there.
  ///   - services: The services of accounts that have one.
  ///   - hosts: Who makes meetings that no service of an account makes.
  ///   - clock: Time and chance.
  ///   - policy: How far, how often and how patiently.
  ///   - logger: Where trouble is noted, without what events say.
  package init(
    cache: LocalCache,
    services: [AccountID: any CalendarService],
    hosts: any ConferencingHosts = NoHosts(),
    clock: ServiceClock,
    policy: SyncPolicy = SyncPolicy(),
    logger: Logger = Logger(label: "convene.sync", factory: { _ in SwiftLogNoOpLogHandler() })
  ) {
    self.cache = cache
    self.policy = policy
    self.clock = clock
    self.logger = logger
    self.hosts = hosts
    let activity = SyncActivity()
    self.activity = activity
    let meetings = MeetingRunner(
      hosts: hosts,
      cache: cache,
      policy: policy,
      clock: clock,
      logger: logger
    )
    func sending(_ account: AccountID, _ service: (any CalendarService)?) -> OutboxLoop {
      OutboxLoop(
        outbox: OutboxRunner(
          account: account,
          service: service,
          services: services,
          meetings: meetings,
          cache: cache,
          policy: policy,
          clock: clock,
          logger: logger
        )
      )
    }
    local = sending(.local, nil)
    lanes = services.reduce(into: [:]) { lanes, entry in
      lanes[entry.key] = AccountLane(
        account: entry.key,
        service: entry.value,
        hosts: hosts,
        cache: cache,
        policy: policy,
        clock: clock,
        logger: logger,
        sending: sending(entry.key, entry.value),
        activity: activity
      )
    }
  }

  /// Has an observer told when refreshes begin and when the last of them ends; `nil` ends that.
  package func observeActivity(_ observer: (@Sendable (Bool) -> Void)?) {
    activity.observe(observer)
  }

  /// Whether the cache can be written, so that there is something to keep in step.
  package var isPossible: Bool { !cache.isReadOnly }

  /// Stores an edit, which shows at once, and has it sent soon.
  ///
  /// - Throws: ``CacheError``; then nothing has changed.
  /// - Returns: The event that it made or changed: see ``LocalCache/submit(_:at:)``.
  @discardableResult
  package func submit(_ edit: EventEdit) throws(CacheError) -> EventID {
    try submit([edit]).first ?? edit.event
  }

  /// Stores edits together, all or none, and has them sent soon; one undo takes back what can be.
  ///
  /// - Throws: ``CacheError``; then nothing has changed.
  /// - Returns: For each edit the event that it made or changed.
  @discardableResult
  package func submit(_ edits: [EventEdit]) throws(CacheError) -> [EventID] {
    let events = try cache.submit(edits, at: clock.now())
    wakeOutboxes()
    return events
  }

  /// Has a refused or waiting edit tried again now.
  ///
  /// - Throws: ``CacheError``.
  package func retry(_ event: EventID) throws(CacheError) {
    try cache.outbox.retry(event)
    wakeOutboxes()
  }

  /// Has one edit tried again now; see ``LocalCache/retry(change:)``.
  ///
  /// - Throws: ``CacheError``.
  package func retry(change: Int64) throws(CacheError) {
    try cache.pending.retry(change: change)
    wakeOutboxes()
  }

  /// Gives up one edit; see ``LocalCache/discard(change:)``.
  ///
  /// - Throws: ``CacheError``.
  package func discard(change: Int64) throws(CacheError) {
    try cache.pending.discard(change: change)
    wakeOutboxes()
  }

  /// Ends the conflict of an edit; see ``LocalCache/resolve(change:_:at:)``.
  ///
  /// - Returns: Whether undo takes the decision back.
  /// - Throws: ``CacheError``.
  @discardableResult
  package func resolve(
    change: Int64,
    _ resolution: ConflictResolution
  ) throws(CacheError) -> Bool {
    let isUndoable = try cache.pending.resolve(change: change, resolution, at: clock.now())
    wakeOutboxes()
    return isUndoable
  }

  func wakeOutboxes() {
    for lane in lanes.values { lane.sending.wake.signal() }
    local.wake.signal()
  }

  /// What sends the edits of an account; `nil` for one that is not configured.
  func outbox(of account: AccountID) -> OutboxRunner? {
    account == .local ? local.outbox : lanes[account]?.sending.outbox
  }

  /// Stores which grants can host meetings by themselves, as they stand now.
  package func noteHosts() async {
    do throws(CacheError) {
      try await inBackground { () async throws(CacheError) in
        try cache.store(hosts: await hosts.grants())
      }
    } catch {
      logger.error("hosts not stored", metadata: ["error": "\(error)"])
    }
  }

  /// Has every account read whole soon, by ``run()``.
  ///
  /// - Returns: Whether there is an account to refresh.
  @discardableResult
  package func requestRefresh() -> Bool {
    for lane in lanes.values {
      lane.reachability.wantWhole()
      lane.refreshWake.signal()
    }
    return !lanes.isEmpty
  }

  /// Sends the edits of an account that wait and reads everything that is there.
  ///
  /// - Returns: How it went; `nil` for an account that has no service.
  @discardableResult
  package func refresh(_ account: AccountID) async -> SyncStatus? {
    await inBackground { await lanes[account]?.refresh(.whole) }
  }

  /// Sends the waiting edits of all accounts and reads what is there, side by side.
  ///
  /// - Parameter onlyChanges: Whether what was read whole lately is only asked for changes.
  /// - Returns: How it went, by account.
  @discardableResult
  package func refreshAll(onlyChanges: Bool = false) async -> [AccountID: SyncStatus] {
    let extent: AccountRefresh.Extent = onlyChanges ? .due : .whole
    let results = await inBackground {
      await noteHosts()
      async let own: Void = local.sendAll()
      let results = await concurrently(Array(lanes.values), limit: 4) { lane in
        (lane.account, await lane.refresh(extent))
      }
      await own
      return results
    }
    return Dictionary(results, uniquingKeysWith: { first, _ in first })
  }

  /// Keeps all accounts in step until its task is cancelled: then it ends what it began and
  /// returns.
  package func run() async {
    let observation = cache.watch.observe { [lanes, local] in
      for lane in lanes.values {
        lane.linkWake.signal()
        lane.sending.wake.signal()
      }
      local.wake.signal()
    }
    await inBackground {
      await withDiscardingTaskGroup { group in
        for lane in lanes.values {
          group.addTask { await lane.runOutbox() }
          group.addTask { await lane.runLinks() }
          group.addTask { await lane.runRefreshes() }
        }
        group.addTask { [local] in await local.run() }
        group.addTask { await self.noteHosts() }
      }
    }
    observation.cancel()
  }
}
