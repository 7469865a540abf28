import CalendarCore
import CalendarServices
import ConferencingCore
import Foundation
import LocalCache

/// Carries out edits of a series, and of an occurrence with those after it, at their service.
///
/// What is sent is a ``SeriesPlan``, which is stored before the first request: whatever answer is lost
/// and wherever the program ends, the next attempt goes on with the same values.
struct SeriesRunner: Sendable {
  let outbox: OutboxRunner

  /// Whether an operation is one of a series.
  static func isNeeded(for operation: OutboxOperation) -> Bool {
    operation.edit.reversal != nil
      || (operation.edit.isOfSeries && operation.base?.masterID != nil)
  }

  /// Carries out what is left of an operation, and stores how it ended.
  ///
  /// - Parameters:
  ///   - begun: The operation.
  ///   - reached: The step that is being done, for when it fails.
  /// - Returns: How it ended.
  /// - Throws: What the service or the cache throws.
  func carryOut(
    _ begun: OutboxOperation,
    reaching reached: inout PlanStep?
  ) async throws(SyncError) -> OutboxRunner.Ending {
    var operation = begun
    let plan: SeriesPlan
    if let known = begun.seriesPlan {
      plan = known
    } else {
      if operation.remoteID != nil {
        reached = .check
        switch try await outbox.check(operation) {
        case .proceed(let checked): operation = checked
        case .settled: return .delivered
        case .conflict(let reason): return .conflict(reason)
        }
      }
      reached = .planSeries(nil)
      plan = try await self.plan(operation)
      try finish(.planSeries(plan), of: operation)
    }
    var tail = begun.madeSeries
    for (index, step) in plan.steps.enumerated() where !begun.hasChangedSeries(index) {
      reached = .changeSeries(index, made: nil)
      let made = try await carryOut(step, of: plan, tail: tail, for: operation)
      tail = made ?? tail
      let isLast = index == plan.steps.count - 1
      try finish(
        .changeSeries(index, made: made),
        of: operation,
        ending: isLast ? plan.ended ?? [] : []
      )
    }
    reached = .readSeries
    try await SeriesReader(outbox: outbox).end(operation, plan, tail: tail)
    return .delivered
  }

  private func plan(_ operation: OutboxOperation) async throws(SyncError) -> SeriesPlan {
    if let reversal = operation.edit.reversal { return SeriesPlan(operation.edit, reversal) }
    guard let occurrence = operation.base, let id = occurrence.masterID else {
      throw refusal(.noSeries)
    }
    let master = try await master(id, of: operation)
    let listed = try await ExceptionRunner(runner: self)
      .listed(id, for: operation, of: master, at: occurrence)
    let holder = try holder()
    do throws(SeriesProblem) {
      return try SeriesPlan(
        operation.edit,
        of: occurrence,
        master: master,
        occurrences: listed,
        tail: EventID(UUID().uuidString.lowercased()),
        service: holder.kind,
        provider: holder.provider,
        owner: holder.owner
      )
    } catch {
      throw refusal(error)
    }
  }

  private func refusal(_ problem: SeriesProblem) -> SyncError {
    .service(.rejected(problem.message))
  }

  // MARK: Steps

  /// Carries out one step; answers the series that it made.
  private func carryOut(
    _ step: SeriesPlan.Step,
    of plan: SeriesPlan,
    tail: RemoteEventID?,
    for operation: OutboxOperation
  ) async throws(SyncError) -> RemoteEventID? {
    let calendar = operation.calendar
    let notify = operation.edit.notifiesParticipants
    switch step {
    case .makeTail(let draft, let conferencing, let id):
      if operation.mayHaveHappened {
        let found = try await asking { () async throws(ServiceError) in
          try await service().find(id, in: calendar, near: draft.time.vicinity)
        }
        if let found { return found.masterID ?? found.remoteID }
        try outbox.expectArrival(of: operation)
      }
      return try await sending(operation) { () async throws(ServiceError) in
        try await service().create(draft, conferencing: conferencing, id: id, notify: notify)
      }.remoteID
    case .change(let patch):
      let master = try await event(plan.series, of: operation)
      if operation.mayHaveHappened, patch.without(master).isEmpty { return nil }
      _ = try await sending(operation) { () async throws(ServiceError) in
        try await service().update(
          plan.series,
          in: calendar,
          patch: patch,
          current: master,
          notify: notify
        )
      }
    case .delete: try await delete(plan.series, for: operation)
    case .deleteSeries(let series): try await delete(series, for: operation)
    case .respond(let response):
      try await sending(operation) { () async throws(ServiceError) in
        try await service().respond(to: plan.series, in: calendar, with: response)
      }
    case .answer(let starts, let response):
      try await ExceptionRunner(runner: self)
        .answer(starts, with: response, of: plan.series, for: operation)
    case .removeOccurrences(let start):
      for occurrence in try await occurrences(of: plan.series, for: operation, around: start) {
        guard let id = occurrence.remoteID, let key = occurrence.occurrence,
          key.originalStart >= start
        else { continue }
        try await delete(id, for: operation)
      }
    case .stripOccurrences(let starts):
      try await ExceptionRunner(runner: self).strip(starts, of: plan.series, for: operation)
    case .restoreOccurrences(let starts):
      for start in starts {
        try await sending(operation) { () async throws(ServiceError) in
          try await service().restore(start, of: plan.series, in: calendar, notify: notify)
        }
      }
    case .keepHead(let kept):
      try await ExceptionRunner(runner: self).keep(kept, of: plan.series, for: operation)
    case .keepOccurrences(let kept):
      try await ExceptionRunner(runner: self).keep(
        kept,
        of: tail ?? plan.series,
        for: operation
      )
    }
    return nil
  }

  func delete(
    _ id: RemoteEventID,
    for operation: OutboxOperation
  ) async throws(SyncError) {
    try await sending(operation) { () async throws(ServiceError) in
      try await service().delete(
        id,
        in: operation.calendar,
        current: nil,
        notify: operation.edit.notifiesParticipants
      )
    }
  }

  /// How far before and after a start occurrences are asked for, in seconds.
  static let reach = (before: 180 * 86_400.0, after: 1_600 * 86_400.0)

  /// The occurrences near the end of a series; one that was moved may lie anywhere, but hardly further
  /// than that.
  ///
  /// Graph takes at most 1,825 days. Source: Microsoft Graph, "List calendarView".
  func occurrences(
    of series: RemoteEventID,
    for operation: OutboxOperation,
    around start: OccurrenceKey.Start
  ) async throws(SyncError) -> [Event] {
    let window = DateInterval(
      start: start.instant - Self.reach.before,
      end: start.instant + Self.reach.after
    )
    return try await SeriesReader(outbox: outbox).occurrences(
      of: series,
      in: operation,
      window: window
    )
  }

  // MARK: Requests

  func service() throws(ServiceError) -> any CalendarService {
    guard let service = outbox.service else { throw .rejected("A local calendar has no service.") }
    return service
  }

  private func event(
    _ id: RemoteEventID,
    of operation: OutboxOperation
  ) async throws(SyncError) -> Event {
    try await asking { () async throws(ServiceError) in
      let event = try await service().event(id, in: operation.calendar)
      guard event.status != .cancelled else { throw .notFound("The series has been deleted.") }
      return event
    }
  }

  /// A series as it is now, with its link also where that stands in the description alone.
  func master(
    _ id: RemoteEventID,
    of operation: OutboxOperation
  ) async throws(SyncError) -> Event {
    var master = try await event(id, of: operation).withLinkOfItsText
    // What is made of it is filed under the account of the edit.
    master.calendar = operation.calendar
    return master
  }

  /// What holds the account, whose meetings that makes on its own events, and who answers invitations.
  func holder() throws(SyncError) -> (
    kind: ServiceKind, provider: AutocreateProvider?, owner: String?
  ) {
    let directory = try storing { () throws(CacheError) in try outbox.cache.directory() }
    let kind = directory.account(outbox.account)?.service
    let grant = directory.ownGrant(of: outbox.account)
    return (
      kind ?? ServiceKind("unknown", displayName: "", traits: .calendars),
      grant?.provider.ownProvider, grant?.email
    )
  }

  private func finish(
    _ step: PlanStep,
    of operation: OutboxOperation,
    ending meetings: [HostedMeeting] = []
  ) throws(SyncError) {
    try storing { () throws(CacheError) in
      try outbox.cache.steps.finish(step, of: operation, ending: meetings)
    }
  }

  /// Sends a request that may be sent again, and notes meanwhile that it is under way.
  func sending<Value: Sendable>(
    _ operation: OutboxOperation,
    _ request: () async throws(ServiceError) -> Value
  ) async throws(SyncError) -> Value {
    try await asking { () async throws(ServiceError) in try await service().prepare() }
    let now = outbox.clock.now()
    try note(operation, since: now)
    do throws(ServiceError) {
      let value = try await request()
      try? outbox.cache.steps.noteUnderWay(operation, since: nil)
      return value
    } catch {
      if !error.mayHaveHappened { try note(operation, since: nil) }
      throw .service(error)
    }
  }

  private func note(_ operation: OutboxOperation, since date: Date?) throws(SyncError) {
    try storing { () throws(CacheError) in
      try outbox.cache.steps.noteUnderWay(operation, since: date)
    }
  }
}

extension OutboxOperation {
  /// The plan that an earlier attempt has stored, as long as the edit is the one it was made for.
  fileprivate var seriesPlan: SeriesPlan? {
    for case .planSeries(let plan?) in done.reversed() where plan.edit == edit { return plan }
    return nil
  }

  /// The series that an earlier attempt has made.
  fileprivate var madeSeries: RemoteEventID? {
    for case .changeSeries(_, let made?) in done.reversed() { return made }
    return nil
  }

  /// Whether an earlier attempt has carried out a step of the plan.
  fileprivate func hasChangedSeries(_ index: Int) -> Bool {
    done.contains { if case .changeSeries(index, _) = $0 { true } else { false } }
  }
}
