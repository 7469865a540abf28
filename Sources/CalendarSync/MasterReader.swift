package import CalendarCore
import CalendarServices
import Foundation
import LocalCache

/// Reads the masters of series whose occurrences a service delivers.
///
/// Without them everything works on single occurrences; they tell how the series repeats.
struct MasterReader: Sendable {
  let account: AccountID
  let service: any CalendarService
  let cache: LocalCache
  let policy: SyncPolicy
  let clock: ServiceClock

  /// Reads the masters that are not known or may have changed, a limited number at a time.
  ///
  /// What fails is left for the next refresh.
  func readDue() async {
    let due = try? cache.seriesToRead(
      account: account,
      near: clock.now(),
      limit: policy.mastersPerRefresh
    )
    guard let due, !due.isEmpty else { return }
    await concurrently(due, limit: policy.concurrency) { await read($0) }
  }

  /// Reads the master of a series.
  ///
  /// - Returns: Whether it is stored now.
  @discardableResult
  func read(_ series: RemoteSeries) async -> Bool {
    var master: Event?
    do throws(ServiceError) {
      let event = try await service.event(series.id, in: series.calendar)
      master = event.status == .cancelled ? nil : event
    } catch .notFound {
      // A guest of single occurrences has no master.
    } catch {
      return false
    }
    return store([series: master])
  }

  /// Stores masters that came with something else.
  @discardableResult
  func store(_ masters: [RemoteSeries: Event?]) -> Bool {
    (try? cache.store(masters: masters, account: account)) != nil
  }
}

extension CalendarSync {
  /// Reads the master of the series of an occurrence, where it was never read.
  ///
  /// - Returns: Whether more is known now.
  package func readSeries(of event: EventID) async -> Bool {
    await inBackground {
      guard let series = try? cache.unreadSeries(of: event),
        let account = try? cache.event(event)?.account, let lane = lanes[account],
        lane.reachability.isReachable
      else { return false }
      return await lane.masters.read(series)
    }
  }
}

extension AccountLane {
  /// What reads masters of series.
  var masters: MasterReader {
    MasterReader(account: account, service: service, cache: cache, policy: policy, clock: clock)
  }
}

extension AccountRefresh {
  /// What reads masters of series.
  var masters: MasterReader {
    MasterReader(account: account, service: service, cache: cache, policy: policy, clock: clock)
  }

  /// Stores the masters that a page holds.
  func storeMasters(of page: EventPage, in calendar: CalendarID) {
    guard !page.masters.isEmpty else { return }
    let pairs = page.masters.compactMap { master in
      master.remoteID.map { (RemoteSeries(calendar: calendar, id: $0), Event?.some(master)) }
    }
    masters.store(Dictionary(pairs, uniquingKeysWith: { $1 }))
  }
}
