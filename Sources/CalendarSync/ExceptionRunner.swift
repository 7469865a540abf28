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
    let found = try await runner.occurrences(of: series, for: operation, around: first)
    for one in kept {
      let current = found.first { $0.occurrence?.originalStart == one.start }
      guard let current, let id = current.remoteID else { continue }
      guard let patch = one.patch else {
        try await runner.delete(id, for: operation)
        continue
      }
      guard !patch.without(current).isEmpty else { continue }
      _ = try await runner.sending(operation) { () async throws(ServiceError) in
        try await runner.service().update(
          id,
          in: operation.calendar,
          patch: patch.without(current),
          current: current,
          notify: operation.edit.notifiesParticipants
        )
      }
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
    for current in try await runner.occurrences(of: series, for: operation, around: first) {
      guard let id = current.remoteID, let start = current.occurrence?.originalStart,
        starts.contains(start), current.conferencing != .none
      else { continue }
      _ = try await runner.sending(operation) { () async throws(ServiceError) in
        try await runner.service().update(
          id,
          in: operation.calendar,
          patch: EventPatch(conferencing: .strip),
          current: current,
          notify: false
        )
      }
    }
  }

  /// The occurrences that an edit may cost what they have of their own.
  func listed(
    _ series: RemoteEventID,
    for operation: OutboxOperation,
    of master: Event,
    at occurrence: Event
  ) async throws(SyncError) -> ListedOccurrences {
    var isNeeded = operation.edit.scope == .following
    if case .update(let patch) = operation.edit.change {
      isNeeded = isNeeded || patch.time != nil || patch.recurrence != nil || occurrence.isException
      isNeeded = isNeeded || occurrence.title != master.title
    }
    guard isNeeded, let start = occurrence.occurrence?.originalStart else { return .unknown }
    let found = try await runner.occurrences(of: series, for: operation, around: start)
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
