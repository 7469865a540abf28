import CalendarCore
import CalendarServices
import ConferencingCore
import Foundation
import LocalCache

/// Carries over what occurrences have of their own when their series is changed at its service.
struct ExceptionRunner: Sendable {
  let runner: SeriesRunner

  /// Gives occurrences what they had of their own; those that have it already are left alone.
  func keep(
    _ kept: [KeptOccurrence],
    of series: RemoteEventID,
    for operation: OutboxOperation
  ) async throws(SyncError) {
    guard let first = kept.map(\.start).min() else { return }
    // What is known here is of the occurrences before: what these have is what their service says.
    let found = try await runner.occurrences(of: series, for: operation, around: first)
      .map(\.withLinkOfItsText)
    let hasLinks = kept.contains { $0.patch.map { $0.conferencing != .keep } ?? false }
    let links = hasLinks ? try await links(of: series, for: operation) : nil
    for one in kept {
      let current = found.first { $0.occurrence?.originalStart == one.start }
      guard let current, let id = current.remoteID else { continue }
      if let patch = one.patch {
        try await give(patch, to: current, links, for: operation)
      } else {
        try await runner.delete(id, for: operation)
      }
    }
  }

  private func give(
    _ own: EventPatch,
    to occurrence: Event,
    _ links: OwnLinks?,
    for operation: OutboxOperation
  ) async throws(SyncError) {
    var (own, current) = (own, occurrence)
    if links?.isThere(own.conferencing, on: current) == true { own.conferencing = .keep }
    if own.conferencing.isRequest, current.conferencing != .none {
      // A service makes no other meeting for what has one already.
      let strip = EventPatch(conferencing: .strip)
      current = try await change(current, strip, telling: false, for: operation).withLinkOfItsText
    }
    _ = try await change(
      current,
      own,
      telling: operation.edit.notifiesParticipants,
      for: operation
    )
  }

  /// Changes an occurrence and its link in one request; answers what it is then.
  private func change(
    _ current: Event,
    _ own: EventPatch,
    telling isTold: Bool,
    for operation: OutboxOperation
  ) async throws(SyncError) -> Event {
    let patch = own.putting(on: current, service: try runner.holder().kind)
    guard let id = current.remoteID, !patch.isEmpty else { return current }
    return try await runner.sending(operation) { () async throws(ServiceError) in
      try await runner.service().update(
        id,
        in: operation.calendar,
        patch: patch,
        current: current,
        notify: isTold
      )
    }
  }

  /// Takes the links off that occurrences have of their own.
  ///
  /// Nobody is told: what becomes of the occurrences is told by the change that follows.
  func strip(
    _ starts: [OccurrenceKey.Start],
    of series: RemoteEventID,
    for operation: OutboxOperation
  ) async throws(SyncError) {
    guard let first = starts.min() else { return }
    let found = try await occurrences(of: series, for: operation, around: first)
    for current in found where current.conferencing != .none {
      guard let start = current.occurrence?.originalStart, starts.contains(start) else { continue }
      let strip = EventPatch(conferencing: .strip)
      _ = try await change(current, strip, telling: false, for: operation)
    }
  }

  /// Answers the invitation for occurrences that have another answer.
  func answer(
    _ starts: [OccurrenceKey.Start],
    with response: ParticipantResponse,
    of series: RemoteEventID,
    for operation: OutboxOperation
  ) async throws(SyncError) {
    guard let first = starts.min(), let owner = try runner.holder().owner else { return }
    let found = try await runner.occurrences(of: series, for: operation, around: first)
    for current in found where current.participants.response(of: owner) != response {
      guard starts.contains(current.seriesStart), let id = current.remoteID else { continue }
      try await runner.sending(operation) { () async throws(ServiceError) in
        try await runner.service().respond(to: id, in: operation.calendar, with: response)
      }
    }
  }

  /// What is known of the links of a series as it is now.
  private func links(
    of series: RemoteEventID,
    for operation: OutboxOperation
  ) async throws(SyncError) -> OwnLinks {
    let holder = try runner.holder()
    let master = try await runner.master(series, of: operation)
    return OwnLinks(of: master, at: holder.kind, provider: holder.provider)
  }

  /// The occurrences near a start, with what only the cache knows of them.
  private func occurrences(
    of series: RemoteEventID,
    for operation: OutboxOperation,
    around start: OccurrenceKey.Start
  ) async throws(SyncError) -> [Event] {
    let found = try await runner.occurrences(of: series, for: operation, around: start)
    return try storing { () throws(CacheError) in
      try runner.outbox.cache.masters.reconciled(
        found,
        in: operation.calendar,
        of: operation.account
      )
    }
  }

  /// The occurrences that an edit may cost what they have of their own.
  func listed(
    _ series: RemoteEventID,
    for operation: OutboxOperation,
    of master: Event,
    at occurrence: Event
  ) async throws(SyncError) -> ListedOccurrences {
    var isNeeded = operation.edit.scope == .following || operation.edit.change == .delete
    if case .respond = operation.edit.change { isNeeded = true }
    if case .update(let patch) = operation.edit.change {
      isNeeded = isNeeded || patch.time != nil || patch.recurrence != nil || occurrence.isException
      isNeeded = isNeeded || occurrence.title != master.title
    }
    guard isNeeded, let start = occurrence.occurrence?.originalStart else { return .unknown }
    let found = try await occurrences(of: series, for: operation, around: start)
    // An occurrence may lie outside of the days that are listed and start within them.
    let margin = 90 * 86_400.0
    return ListedOccurrences(
      found,
      window: DateInterval(
        start: start.instant - margin,
        end: start.instant + SeriesRunner.reach.after - margin
      )
    )
  }
}
