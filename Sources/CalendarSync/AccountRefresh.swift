import CalendarServices
import ConferencingCore
import Foundation
import LocalCache
import Logging

/// Brings the cache of one account up to date.
///
/// What lies near today is read first. Every page is stored as it comes; an event goes only when
/// the stretch of time that it lies in was read to the end without it. A failure keeps everything.
struct AccountRefresh: Sendable {
  let account: AccountID
  let service: any CalendarService
  let cache: LocalCache
  let policy: SyncPolicy
  let clock: ServiceClock
  let logger: Logger

  /// Reads everything, and records how that went.
  ///
  /// - Returns: The record; a refresh that was cancelled leaves it as it was.
  func run() async -> SyncStatus {
    let before = (try? cache.directory().syncStatus[account]) ?? SyncStatus()
    var status = SyncStatus(lastSuccess: clock.now())
    do throws(SyncError) {
      try await read()
    } catch {
      if case .service(.cancelled) = error { return before }
      status = SyncStatus(lastSuccess: before.lastSuccess, failure: error.message)
      logger.notice("refresh failed", metadata: ["account": "\(account)"])
    }
    do { try cache.record(syncStatus: status, for: account) } catch {
      logger.error("refresh not recorded", metadata: ["error": "\(error)"])
    }
    return status
  }

  /// Reads grants, calendars, links that are being created, and events.
  ///
  /// What is refused keeps nothing else from being read; the first refusal is thrown at the end.
  private func read() async throws(SyncError) {
    var refusals: [SyncError] = []
    do throws(SyncError) { try await readGrants() } catch {
      if error.endsEverything { throw error }
      refusals.append(error)
    }
    let calendars = try await readCalendars()
    let links = LinkPoll(account: account, service: service, cache: cache)
    for event in (try? cache.pendingConferencing(account: account)) ?? [] {
      _ = await links.look(at: event)
    }
    for window in windows {
      let results = await concurrently(calendars, limit: policy.concurrency) { calendar in
        await Self.result { () async throws(SyncError) in
          try await read(calendar.id, window)
        }
      }
      for case .failure(let error) in results {
        if error.endsEverything { throw error }
        refusals.append(error)
      }
    }
    if let first = refusals.first { throw first }
  }

  private func readGrants() async throws(SyncError) {
    let grants = try await asking { () async throws(ServiceError) in try await service.grants() }
    try storing { () throws(CacheError) in try cache.store(grants: grants, for: account) }
  }

  private func readCalendars() async throws(SyncError) -> [CalendarInfo] {
    let calendars = try await asking { () async throws(ServiceError) in
      try await service.calendars()
    }
    try storing { () throws(CacheError) in try cache.store(calendars: calendars, for: account) }
    return calendars
  }

  /// Reads the events of a calendar in a stretch of time, page by page.
  private func read(_ calendar: CalendarID, _ window: DateInterval) async throws(SyncError) {
    let mark = try storing { () throws(CacheError) in try cache.mark(at: clock.now()) }
    var seen: Set<RemoteEventID> = []
    var cursor: String?
    repeat {
      let page = try await asking { () async throws(ServiceError) in
        try await service.events(in: calendar, window: window, cursor: cursor)
      }
      try storing { () throws(CacheError) in try store(page, readAfter: mark) }
      seen.formUnion(page.events.compactMap(\.remoteID))
      seen.formUnion(page.unreadable)
      cursor = page.next
    } while cursor != nil
    try storing { () throws(CacheError) in
      try cache.finishSync(
        calendar: calendar,
        account: account,
        window: window,
        seen: seen,
        readAfter: mark
      )
    }
  }

  /// Stores a page.
  ///
  /// An event whose creation is not confirmed yet is in the cache already: the outbox finds it.
  private func store(_ page: EventPage, readAfter mark: ReadMark) throws(CacheError) {
    let unconfirmed = Set(
      try cache.operations().filter { $0.remoteID == nil }.map(\.edit.event)
    )
    let events = page.events.filter { event in
      let own = event.remoteID.flatMap { page.madeHere[$0] }
      return own.map { !unconfirmed.contains($0) } ?? true
    }
    try cache.apply(events, readAfter: mark)
  }

  /// The stretches of time that are read, in their order: around now, what comes, what was.
  var windows: [DateInterval] {
    let now = clock.now()
    func day(_ number: Int) -> Date { now.addingTimeInterval(Double(number) * 86_400) }
    return [
      DateInterval(start: day(-policy.nearDays.before), end: day(policy.nearDays.after)),
      DateInterval(start: day(policy.nearDays.after), end: day(policy.daysAfter)),
      DateInterval(start: day(-policy.daysBefore), end: day(-policy.nearDays.before)),
    ]
  }

  private static func result(
    _ body: () async throws(SyncError) -> Void
  ) async -> Result<Void, SyncError> {
    do throws(SyncError) { return .success(try await body()) } catch { return .failure(error) }
  }
}
