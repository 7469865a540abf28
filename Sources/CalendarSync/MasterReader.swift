import CalendarCore
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
  /// Ends when the service cannot be asked any more; what is left then is for the next refresh. What
  /// the service refuses is kept as a series without a master, so that others have their turn.
  func readDue() async {
    let due = try? cache.masters.seriesToRead(
      account: account,
      near: clock.now(),
      limit: policy.mastersPerRefresh
    )
    guard let due, !due.isEmpty else { return }
    for start in stride(from: 0, to: due.count, by: policy.concurrency) {
      let some = Array(due[start..<min(start + policy.concurrency, due.count)])
      let errors = await concurrently(some, limit: policy.concurrency) { series in
        await failure(ofReading: series)
      }
      guard errors.allSatisfy({ $0?.mayConcernOneEvent != false }) else { return }
    }
  }

  /// Reads the master of a series.
  ///
  /// - Returns: Whether it is stored now.
  func read(_ series: RemoteSeries) async -> Bool {
    let revision = self.revision(of: series)
    var master: Event?
    do throws(ServiceError) {
      master = try await self.master(of: series)
    } catch {
      return false
    }
    return store([series: master], unlessNotedSince: revision)
  }

  /// Reads the master of a series that is due.
  ///
  /// - Returns: Why the service did not give it.
  private func failure(ofReading series: RemoteSeries) async -> ServiceError? {
    let revision = self.revision(of: series)
    do throws(ServiceError) {
      let master = try await master(of: series)
      store([series: master], unlessNotedSince: revision)
      return nil
    } catch {
      if Self.refusesSeries(error) { store([series: nil], unlessNotedSince: revision) }
      return error
    }
  }

  private func master(of series: RemoteSeries) async throws(ServiceError) -> Event? {
    do throws(ServiceError) {
      let event = try await service.event(series.id, in: series.calendar)
      return event.status == .cancelled ? nil : event
    } catch .notFound {
      // A guest of single occurrences has no master.
      return nil
    } catch {
      throw error
    }
  }

  /// What is known of a series before its service is asked for it.
  private func revision(of series: RemoteSeries) -> [RemoteSeries: Int64] {
    (try? cache.masters.revision(of: series, account: account)).map { [series: $0] } ?? [:]
  }

  /// Stores masters.
  ///
  /// - Parameters:
  ///   - masters: The masters.
  ///   - revisions: What was known before they were asked for; none of those that came with
  ///     something else.
  /// - Returns: Whether they are known now.
  @discardableResult
  func store(
    _ masters: [RemoteSeries: Event?],
    unlessNotedSince revisions: [RemoteSeries: Int64] = [:]
  ) -> Bool {
    let isStored = try? cache.masters.store(
      masters: masters,
      account: account,
      unlessNotedSince: revisions
    )
    return isStored == true
  }

  /// Whether the service refuses to give one series, now and later.
  private static func refusesSeries(_ error: ServiceError) -> Bool {
    switch error {
    case .forbidden, .rejected: true
    default: false
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
