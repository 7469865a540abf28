import CalendarServices
import CalendarCore
import Foundation
import LocalCache
import Logging

/// Brings the cache of one account up to date.
///
/// A calendar that was read to its end lately is asked for what changed since. Others are read
/// whole, what lies near today first. A failure keeps everything.
struct AccountRefresh: Sendable {
  /// How much is read.
  enum Extent: Sendable {
    /// What changed, and whole what was not read whole lately.
    case due
    /// Everything, so that every deletion is noticed.
    case whole
  }

  let account: AccountID
  let service: any CalendarService
  let hosts: any ConferencingHosts
  let cache: LocalCache
  let policy: SyncPolicy
  let clock: ServiceClock
  let logger: Logger

  /// Reads, and records how that went.
  ///
  /// - Returns: The record; a refresh that was cancelled leaves it as it was.
  func run(_ extent: Extent) async -> SyncStatus {
    let before = (try? cache.directory().syncStatus[account]) ?? SyncStatus()
    var status = SyncStatus(lastSuccess: clock.now())
    do throws(SyncError) {
      try await read(extent)
    } catch {
      if case .service(.cancelled) = error { return before }
      status = SyncStatus(lastSuccess: before.lastSuccess, failure: error.message)
      if case .service(.unauthorized) = error { status.isUnauthorized = true }
      if case .service(.unreachable) = error {
        status.offlineSince = before.offlineSince ?? clock.now()
      }
      logger.notice("refresh failed", metadata: ["account": "\(account)"])
    }
    status.unreadable = (try? cache.directory().syncStatus[account]?.unreadable) ?? []
    do { try cache.record(syncStatus: status, for: account) } catch {
      logger.error("refresh not recorded", metadata: ["error": "\(error)"])
    }
    return status
  }

  /// Reads grants, calendars, links that are being created, and events.
  ///
  /// What is refused keeps nothing else from being read; the first refusal is thrown at the end.
  private func read(_ extent: Extent) async throws(SyncError) {
    var refusals: [SyncError] = []
    do throws(SyncError) { try await readGrants() } catch {
      if error.endsEverything { throw error }
      refusals.append(error)
    }
    let (calendars, failure) = try await readCalendars()
    if let failure { refusals.append(.service(failure)) }
    let links = LinkPoll(
      account: account,
      service: service,
      cache: cache,
      window: policy.window(policy.whole, at: clock.now())
    )
    for event in ((try? cache.pendingConferencing(account: account)) ?? []).onePerSeries {
      let isLast = LinkPoll.isWaitedFor(event, longerThan: policy.linkPatience, at: clock.now())
      _ = await links.look(at: event, isLast: isLast)
    }
    let readings = try storing { () throws(CacheError) in try cache.sync.readings(account: account)
    }
    let plans = calendars.map {
      ReadingPlan(
        $0.id,
        readings[$0.id] ?? [],
        extent,
        hasSyncTokens: service.hasSyncTokens,
        listsAllResources: service.listsAllResources,
        policy: policy,
        now: clock.now()
      )
    }
    for round in 0..<policy.stretches.count {
      let results = await concurrently(plans, limit: policy.concurrency) { plan in
        await Self.result { () async throws(SyncError) in
          for step in plan.steps(in: round) { try await read(step, in: plan.calendar) }
        }
      }
      for case .failure(let error) in results {
        if error.endsEverything { throw error }
        refusals.append(error)
      }
    }
    // A service that refuses something is not asked for more.
    if let first = refusals.first { throw first }
    await masters.readDue()
  }

  private func readGrants() async throws(SyncError) {
    let grants = try await asking { () async throws(ServiceError) in try await service.grants() }
      .joined(by: await hosts.grants())
    try storing { () throws(CacheError) in try cache.store(grants: grants, for: account) }
  }

  /// Reads the calendars.
  ///
  /// - Returns: Those whose events are to be read, and what says that others could not be.
  /// - Throws: ``SyncError`` when nothing is known of them.
  private func readCalendars() async throws(SyncError) -> ([CalendarInfo], ServiceError?) {
    let list = try await asking { () async throws(ServiceError) in
      try await service.calendars()
    }
    var calendars = Array(list)
    if list.isEmpty || list.failure != nil {
      let known = try storing { () throws(CacheError) in try cache.directory().calendars }
        .filter { $0.account == account }
      if list.failure != nil {
        // One that is not on the list may be the one that cannot be read.
        let listed = Set(list.map(\.id))
        calendars += known.filter { !listed.contains($0.id) }
      } else if !known.isEmpty {
        // Nobody deletes their last calendar; a service in trouble, or something before it, says so.
        throw .service(.noCalendars(of: account, known: known.count))
      }
    }
    try storing { () throws(CacheError) in
      try cache.store(calendars: calendars, for: account, keepsMain: list.isMainGuessed)
    }
    return (calendars, list.failure)
  }

  private func read(_ step: ReadingPlan.Step, in calendar: CalendarID) async throws(SyncError) {
    switch step {
    case .changes(let window, let moment):
      do throws(SyncError) { try await readChanges(in: calendar, window, since: moment) } catch {
        guard case .service(.syncExpired) = error else { throw error }
        for stretch in policy.stretches.indices {
          try await begin(stretch, of: calendar, isFirst: false)
        }
      }
    case .changesOf(let reading):
      do throws(SyncError) { try await readChanges(of: reading) } catch {
        guard case .service(.syncExpired) = error else { throw error }
        // The service does not remember that far back: only a whole reading tells what is gone.
        try await begin(reading.stretch, of: calendar, isFirst: false)
      }
    case .begin(let stretch, let isFirst):
      if !isFirst, service.listsAllResources { try await readKnown(stretch, of: calendar) }
      try await begin(stretch, of: calendar, isFirst: isFirst)
    case .resume(let reading):
      do throws(SyncError) {
        try await read(reading, isResumed: true, isFirst: true)
      } catch {
        guard case .service(let refusal) = error, refusal.isRefusalOfCursor else { throw error }
        // The service does not take the cursor any more.
        try await begin(reading.stretch, of: calendar, isFirst: true)
      }
    }
  }

  /// Reads a stretch from its start.
  private func begin(
    _ stretch: Int,
    of calendar: CalendarID,
    isFirst: Bool
  ) async throws(SyncError) {
    let now = clock.now()
    let reading = StretchReading(
      calendar: calendar,
      account: account,
      stretch: stretch,
      window: policy.window(stretch, at: now),
      knownUntil: now,
      began: now
    )
    try await read(reading, isResumed: false, isFirst: isFirst)
  }

  /// Reads a stretch page by page; each is stored as it comes.
  ///
  /// - Parameters:
  ///   - reading: How far it is.
  ///   - isResumed: Whether pages of it were read before. Which events these held is not known any
  ///     more, so that none is taken for gone at its end.
  ///   - isFirst: Whether the stretch was never read to its end: then it goes on, after a failure,
  ///     where it was.
  /// - Throws: ``SyncError``; what was stored before stays.
  private func read(
    _ reading: StretchReading,
    isResumed: Bool,
    isFirst: Bool
  ) async throws(SyncError) {
    let mark = try storing { () throws(CacheError) in try cache.sync.mark() }
    var reading = reading
    var seen: Set<RemoteEventID> = []
    var isIncomplete = false
    // Whether what is known and not listed may be there all the same.
    var keepsAll = isResumed
    var chain = PageChain(of: "Account \"\(account)\"")
    var notes = self.notes(on: reading)
    repeat {
      let page = try await asking { () async throws(ServiceError) in
        try await service.events(
          in: reading.calendar,
          window: reading.window,
          cursor: reading.cursor
        )
      }
      if reading.cursor == nil, let time = page.serviceTime { reading.knownUntil = time }
      reading.cursor = page.next
      try chain.follow(page)
      notes.add(page)
      isIncomplete = isIncomplete || page.isIncomplete
      keepsAll = keepsAll || page.hasUnnamed
      // Without a token the stretch is soon read whole again, and with it what lacks.
      reading.syncToken = isIncomplete ? nil : page.syncToken
      seen.formUnion(page.events.compactMap(\.remoteID))
      seen.formUnion(page.unreadable)
      seen.formUnion(try exceptions(of: page.unreadable, in: reading))
      let isKept = reading.isComplete ? keepsAll : isFirst
      try storing { () throws(CacheError) in
        try cache.sync.apply(
          settled(page),
          readAfter: mark,
          reading: isKept ? reading : nil,
          about: Day(reading.began, in: .gmt),
          masters: page.masters(of: reading, listed: seen)
        )
      }
      storeMasters(of: page, in: reading.calendar)
    } while !reading.isComplete
    try notes.store(isWhole: !isResumed)
    if keepsAll { return }
    try storing { () throws(CacheError) in
      try cache.sync.finishSync(
        calendar: reading.calendar,
        account: account,
        window: reading.window,
        seen: seen,
        readAfter: mark,
        reading: reading
      )
    }
  }

  /// What is known of the exceptions of series that cannot be read: they are kept with them.
  private func exceptions(
    of series: [RemoteEventID],
    in reading: StretchReading
  ) throws(SyncError) -> [RemoteEventID] {
    guard service.listsAllResources, !series.isEmpty else { return [] }
    return try storing { () throws(CacheError) in
      try cache.sync.occurrences(
        of: series,
        in: reading.calendar,
        account: account,
        window: reading.window
      )
    }
  }

  /// The events of a page without those whose creation is not confirmed yet: they are in the cache
  /// already, and the outbox finds them.
  func settled(_ page: EventPage) throws(CacheError) -> [Event] {
    let unconfirmed = try cache.outbox.unconfirmedCreations()
    return page.events.filter { event in
      let own = event.remoteID.flatMap { page.madeHere[$0] }
      return own.map { !unconfirmed.contains($0) } ?? true
    }
  }

  private static func result(
    _ body: () async throws(SyncError) -> Void
  ) async -> Result<Void, SyncError> {
    do throws(SyncError) { return .success(try await body()) } catch { return .failure(error) }
  }
}

extension ServiceError {
  /// A service lists no calendar of an account that had some.
  fileprivate static func noCalendars(of account: AccountID, known: Int) -> ServiceError {
    .malformed(
      "The service of account \"\(account)\" lists no calendar any more, where there "
        + (known == 1 ? "was 1" : "were \(known)")
        + ". What was read before is kept. Look at the calendars in a browser, and sync again; "
        + "convene accounts check \(account) tells whether the sign-in holds."
    )
  }

  /// Whether a request with a cursor was refused, and not the reading as such.
  fileprivate var isRefusalOfCursor: Bool {
    switch self {
    case .rejected, .notFound: true
    default: false
    }
  }
}
