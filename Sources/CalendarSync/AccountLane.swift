import CalendarServices
import CalendarCore
import Foundation
import LocalCache
import Logging

/// One account with a service, and the three loops that keep it in step.
struct AccountLane: Sendable {
  let account: AccountID
  let service: any CalendarService
  let hosts: any ConferencingHosts
  let cache: LocalCache
  let policy: SyncPolicy
  let clock: ServiceClock
  let logger: Logger
  /// The loop that sends edits.
  let sending: OutboxLoop
  /// Wakes the loop that looks for links.
  let linkWake = Wake()
  /// Wakes the loop that refreshes.
  let refreshWake = Wake()
  /// What is known of the way to the service.
  let reachability = Reachability()
  /// Tells the screen of refreshes.
  let activity: SyncActivity

  /// What looks for links.
  var links: LinkPoll {
    LinkPoll(
      account: account,
      service: service,
      cache: cache,
      window: policy.window(policy.whole, at: clock.now())
    )
  }

  /// Sends the edits that wait, whenever they were to be tried again, and reads what is new.
  func refresh(_ extent: AccountRefresh.Extent) async -> SyncStatus {
    // What is over at once and begins again soon is not worth a word.
    service.isOnThisMachine ? await read(extent) : await activity.during { await read(extent) }
  }

  private func read(_ extent: AccountRefresh.Extent) async -> SyncStatus {
    await sending.sendAll()
    let status = await AccountRefresh(
      account: account,
      service: service,
      hosts: hosts,
      cache: cache,
      policy: policy,
      clock: clock,
      logger: logger
    ).run(extent)
    _ = reachability.note(isReachable: status.offlineSince == nil)
    return status
  }

  /// Looks whether a service that was out of reach is back.
  private func isBack() async -> Bool {
    do throws(ServiceError) { _ = try await service.grants() } catch {
      if case .unreachable = error { return false }
      if case .cancelled = error { return false }
    }
    return true
  }

  /// Notes how sending an edit ended.
  ///
  /// A service that is lost or back is a reason to refresh: that tells the screen, and sends all
  /// that waits.
  @Sendable private func note(_ ending: OutboxRunner.Ending) {
    switch ending {
    case .notOurs, .waitsForHost, .postponed(.cancelled): return
    case .postponed(.unreachable):
      if reachability.note(isReachable: false) { refreshWake.signal() }
    case .delivered, .refused, .conflict, .postponed:
      if reachability.note(isReachable: true) { refreshWake.signal() }
    }
  }

  /// Sends edits as they come and come due.
  func runOutbox() async { await sending.run(note) }

  /// Looks for links that are being created.
  func runLinks() async {
    var schedule = LinkSchedule(policy: policy)
    while !Task.isCancelled {
      let pending = ((try? cache.pendingConferencing(account: account)) ?? []).onePerSeries
      let due = schedule.due(pending.map(\.id), now: clock.now().timeIntervalSinceReferenceDate)
      let last = due.filter(schedule.isOver)
      await concurrently(pending.filter { due.contains($0.id) }, limit: policy.concurrency) {
        _ = await links.look(at: $0, isLast: last.contains($0.id))
      }
      let wait = schedule.timeUntilDue(now: clock.now().timeIntervalSinceReferenceDate)
      await linkWake.wait(atMost: wait.map { .seconds(max($0, 0.01)) }, clock: clock)
    }
  }

  /// Refreshes at once, then now and then, and when asked.
  func runRefreshes() async {
    var failures = 0
    var isOfflineSaid = false
    while !Task.isCancelled {
      // The first time the refresh that fails says that the service is out of reach.
      if !reachability.isReachable, isOfflineSaid, await !isBack() {
        await refreshWake.wait(atMost: policy.probeInterval, clock: clock)
        continue
      }
      let status = await refresh(reachability.takeExtent())
      if Task.isCancelled { return }
      isOfflineSaid = status.offlineSince != nil
      failures = status.failure == nil ? 0 : failures + 1
      await refreshWake.wait(atMost: pause(after: failures), clock: clock)
    }
  }

  /// How long to wait for the next refresh.
  ///
  /// A service that has just gone out of reach is asked soon whether it is back. One that answers
  /// that and then fails again is left alone for longer and longer.
  private func pause(after failures: Int) -> Duration {
    if failures == 0, service.isOnThisMachine { return policy.ownRefreshInterval }
    if failures == 0 { return policy.refreshInterval * (0.9 + clock.random() / 5) }
    let isLost = !reachability.isReachable
    if isLost, failures == 1 { return policy.probeInterval }
    return policy.refreshBackoff.delay(
      after: isLost ? failures - 1 : failures,
      random: 0.5 + clock.random() / 2
    )
  }
}
