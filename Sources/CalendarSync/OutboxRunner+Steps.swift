import ConferencingCore
import CalendarServices
import CalendarCore
import Foundation
import LocalCache

extension OutboxRunner {
  /// Carries out what is left of an operation's plan, and stores how it ended.
  ///
  /// A finished step is stored before the next one begins, the last one together with the end of
  /// the operation.
  ///
  /// - Parameters:
  ///   - begun: The operation.
  ///   - reached: The step that is being done, for when it fails.
  /// - Returns: How it ended.
  /// - Throws: What the service or the cache throws.
  func carryOut(
    _ begun: OutboxOperation,
    reaching reached: inout PlanStep?
  ) async throws(SyncError) -> Ending {
    var operation = begun
    var stored: Event?
    let host = try self.host(of: begun)
    if SeriesRunner.isNeeded(for: begun) {
      // Those made before this was refused at once.
      guard host == nil || begun.edit.reversal != nil else {
        throw .service(.rejected(SeriesProblem.hostedLink.message))
      }
      return try await SeriesRunner(outbox: self).carryOut(begun, reaching: &reached)
    }
    for step in plan(of: begun, isHosted: host != nil).steps {
      reached = step
      switch step {
      case .findMeeting: operation = try await findMeeting(for: operation)
      case .makeMeeting:
        if let host, operation.meeting?.made == nil {
          operation = try await makeMeeting(for: operation, at: host)
        }
      case .updateMeeting, .deleteMeeting:
        // Stored with the end of the operation, and carried out after it: see `MeetingRunner`.
        break
      case .configureMeeting:
        try await SettingsRunner(hosts: meetings.hosts, cache: cache, clock: clock)
          .carryOut(operation)
      case .look:
        let found = try await look(for: operation)
        if let found, operation.edit.change != .delete {
          return try await confirm(operation, found)
        }
        if found == nil { try expectArrival(of: operation) }
        operation = try note(found, lookedForBy: operation)
      case .check:
        switch try await check(operation) {
        case .proceed(let checked): operation = checked
        case .settled: return .delivered
        case .conflict(let reason): return .conflict(reason)
        }
      case .create:
        stored = try await sending(operation) { () async throws(SyncError) in
          try await create(operation)
        }
      case .update:
        stored = try await sending(operation) { () async throws(SyncError) in
          try await update(operation)
        }
      case .delete: try await delete(operation)
      case .respond:
        try await respond(operation)
        try storing { () throws(CacheError) in try cache.steps.finish(step, of: operation) }
      case .readBack: stored = try await read(operation)
      case .planSeries, .changeSeries, .readSeries: break
      }
    }
    return try await confirm(operation, stored)
  }

  /// What an operation needs, from what is known as it begins.
  private func plan(of begun: OutboxOperation, isHosted: Bool) -> EditPlan {
    let age = begun.baseReadAt.map { clock.now().timeIntervalSince($0) }
    let isFresh = age.map { $0 >= 0 && $0 < policy.baseFreshness.inSeconds } ?? false
    return EditPlan(
      begun.edit.change,
      base: begun.base,
      known: EditPlan.Knowledge(
        hasService: service != nil,
        isVersioned: service?.isVersioned ?? false,
        isAtService: begun.remoteID != nil,
        isInDoubt: begun.mayHaveHappened,
        isMeetingInDoubt: begun.meeting != nil,
        isOutdated: begun.isOutdated,
        isBaseFresh: isFresh && begun.attempts == 1,
        isHosted: isHosted,
        done: begun.done
      )
    )
  }

  private func confirm(
    _ operation: OutboxOperation,
    _ stored: Event?
  ) async throws(SyncError) -> Ending {
    if let stored, stored.recurrence != nil, stored.occurrence == nil, let service,
      !service.listsAllResources
    {
      try await SeriesReader(outbox: self).confirmCreation(operation, stored)
      return .delivered
    }
    try storing { () throws(CacheError) in
      try cache.outbox.confirm(operation, stored: stored, at: clock.now())
    }
    return .delivered
  }

  /// Throws as long as an earlier request of an operation in doubt may still arrive.
  func expectArrival(of operation: OutboxOperation) throws(SyncError) {
    guard operation.mayHaveHappened, let since = operation.underWaySince,
      (0..<policy.arrivalPatience.inSeconds).contains(clock.now().timeIntervalSince(since))
    else { return }
    throw .service(.answerLost("An earlier attempt may still arrive at the service."))
  }

  /// Sends what must not be sent twice, unless an earlier request for it may still arrive.
  private func sending(
    _ operation: OutboxOperation,
    _ request: () async throws(SyncError) -> Event?
  ) async throws(SyncError) -> Event? {
    try expectArrival(of: operation)
    // Whoever is killed while a key store asks for its password has sent nothing.
    try await asking { () async throws(ServiceError) in try await calendars().prepare() }
    let now = clock.now()
    try storing { () throws(CacheError) in try cache.steps.noteUnderWay(operation, since: now) }
    do throws(SyncError) { return try await request() } catch {
      switch error {
      case .cache, .service(.answerLost), .service(.cancelled): break
      case .service(let failure):
        // Answered, nothing is under way any more. What it came to is known of a refusal alone: the
        // rest stays noted, with a time that nobody waits for.
        let isKnown = !failure.mayHaveHappened && operation.underWaySince == nil
        try storing { () throws(CacheError) in
          try cache.steps.noteUnderWay(operation, since: isKnown ? nil : .distantPast)
        }
      }
      throw error
    }
  }

  /// The event that an operation, or the creation that it takes back, may have made.
  private func look(for operation: OutboxOperation) async throws(SyncError) -> Event? {
    let time: EventTime? =
      if case .create(let draft, _) = operation.edit.change { draft.time } else {
        operation.base?.time
      }
    guard let time else { return nil }
    return try await asking { () async throws(ServiceError) in
      try await calendars().find(operation.edit.event, in: operation.calendar, near: time.vicinity)
    }
  }

  private func note(
    _ found: Event?,
    lookedForBy operation: OutboxOperation
  ) throws(SyncError) -> OutboxOperation {
    try storing { () throws(CacheError) in
      if let found { return try cache.steps.found(found, by: operation) }
      try cache.steps.finish(.look, of: operation)
      return operation
    }
  }

  func check(_ operation: OutboxOperation) async throws(SyncError) -> CheckOutcome {
    let now = clock.now()
    let found = try await read(operation)
    return try storing { () throws(CacheError) in
      try cache.steps.check(operation, found: found, at: now)
    }
  }

  /// The event as the service has it; `nil` when it is gone.
  private func read(_ operation: OutboxOperation) async throws(SyncError) -> Event? {
    for id in [try known(operation), try moved(operation)].compactMap(\.self) {
      do throws(ServiceError) {
        let event = try await calendars().event(id, in: operation.calendar)
        return event.status == .cancelled ? nil : event
      } catch .notFound {
        continue
      } catch {
        throw .service(error)
      }
    }
    return nil
  }

  /// The id that the event of an operation has by now if an earlier attempt was carried out.
  private func moved(_ operation: OutboxOperation) throws(SyncError) -> RemoteEventID? {
    guard operation.mayHaveHappened, case .update(let patch) = operation.edit.change,
      let key = try named(patch.occurrence)
    else { return nil }
    return service?.movedID(to: key)
  }

  private func create(_ operation: OutboxOperation) async throws(SyncError) -> Event? {
    guard case .create(var draft, let conferencing) = operation.edit.change else { return nil }
    draft.occurrence = try named(draft.occurrence)
    let text = try await SourceReader(outbox: self).text(of: draft.source)
    return try await asking { [draft] () async throws(ServiceError) in
      if let text {
        return try await calendars().create(
          draft,
          from: text,
          conferencing: conferencing,
          id: operation.edit.event,
          notify: operation.edit.notifiesParticipants
        )
      }
      return try await calendars().create(
        draft,
        conferencing: conferencing,
        id: operation.edit.event,
        notify: operation.edit.notifiesParticipants
      )
    }
  }

  private func update(_ operation: OutboxOperation) async throws(SyncError) -> Event? {
    guard case .update(var patch) = operation.edit.change else { return nil }
    let id = try known(operation)
    guard let current = operation.base else {
      throw .service(
        .rejected("The event is not in the cache any more. Sync, and make the edit again.")
      )
    }
    patch.occurrence = try named(patch.occurrence)
    if patch.conferencing != .keep, current.conferencingState == .pending {
      // The link that is being created may have come since, and its text with it: that goes too.
      patch.description = patch.description ?? current.description
    }
    return try await asking { [patch] () async throws(ServiceError) in
      try await calendars().update(
        id,
        in: operation.calendar,
        patch: patch,
        current: current,
        notify: operation.edit.notifiesParticipants
      )
    }
  }

  /// The key of an occurrence with the service's id of its series.
  ///
  /// - Throws: What has the edit wait as long as the service has no such series yet.
  private func named(_ key: OccurrenceKey?) throws(SyncError) -> OccurrenceKey? {
    guard var key, case .event(let id) = key.series else { return key }
    guard let master = try storing({ () throws(CacheError) in try cache.event(id) }),
      let remote = master.remoteID
    else {
      throw .service(
        .limitReached(retryAfter: .seconds(1), "The series of this occurrence is not sent yet.")
      )
    }
    key.series = .remote(remote)
    return key
  }

  private func delete(_ operation: OutboxOperation) async throws(SyncError) {
    guard let id = operation.remoteID else { return }
    try await asking { () async throws(ServiceError) in
      try await calendars().delete(
        id,
        in: operation.calendar,
        current: operation.base,
        notify: operation.edit.notifiesParticipants
      )
    }
  }

  private func respond(_ operation: OutboxOperation) async throws(SyncError) {
    guard case .respond(let response) = operation.edit.change else { return }
    let id = try known(operation)
    try await asking { () async throws(ServiceError) in
      try await calendars().respond(to: id, in: operation.calendar, with: response)
    }
  }

  /// What holds the calendars of the account.
  private func calendars() throws(ServiceError) -> any CalendarService {
    guard let service else { throw .rejected("A local calendar has no service.") }
    return service
  }

  /// The service's id of an operation's event.
  private func known(_ operation: OutboxOperation) throws(SyncError) -> RemoteEventID {
    guard let id = operation.remoteID else {
      let reason = "The event is not at the service. Discard the edit and create the event again."
      throw .service(.rejected(reason))
    }
    return id
  }
}
