import CalendarServices
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Logging

/// Carries out what is to be done to meetings at host grants after their events.
///
/// Each task can be carried out again, so that one whose sender is gone is simply sent once more.
struct MeetingRunner: Sendable {
  let hosts: any ConferencingHosts
  let cache: LocalCache
  let policy: SyncPolicy
  let clock: ServiceClock
  let logger: Logger

  /// Sends what is due.
  ///
  /// - Parameter isUrgent: Whether what was put off is sent as well.
  /// - Throws: ``CacheError``; what was begun is sent again later.
  func sendDue(isUrgent: Bool = false) async throws(CacheError) {
    try await send(beginDue(isUrgent: isUrgent))
  }

  /// Claims what is due.
  func beginDue(isUrgent: Bool = false) throws(CacheError) -> [WaitingMeetingTask] {
    let now = clock.now()
    return try cache.meetings.beginMeetingTasks(
      at: now,
      isUrgent: isUrgent,
      until: now.addingTimeInterval(policy.meetingPatience.inSeconds)
    )
  }

  /// Sends what was claimed.
  func send(_ tasks: [WaitingMeetingTask]) async throws(CacheError) {
    for task in tasks { try await send(task) }
  }

  /// How long until something is due; `nil` when nothing waits.
  func timeUntilDue() throws(CacheError) -> Duration? {
    let now = clock.now()
    return try cache.meetings.meetingTasks()
      .map { .seconds(max(0, $0.notBefore?.timeIntervalSince(now) ?? 0)) }
      .min()
  }

  private func send(_ task: WaitingMeetingTask) async throws(CacheError) {
    var isToBeSoughtAgain = false
    do throws(ServiceError) {
      guard let host = hosts.service(at: task.task.host) else {
        throw .notSignedIn(to: task.task.host)
      }
      switch task.task {
      case .update(let meeting, let request): try await host.update(meeting.id, to: request)
      case .delete(let meeting): try await host.delete(meeting.id)
      case .withdraw(let request, _, _):
        if let found = try await host.find(request) {
          try await host.delete(found.id)
        } else {
          // The request that asked for it may still be under way.
          isToBeSoughtAgain = task.attempts == 0
        }
      }
    } catch {
      return try settle(task, after: error)
    }
    if isToBeSoughtAgain {
      try postpone(task, by: policy.arrivalPatience, reason: nil)
    } else {
      try cache.meetings.finish(task)
    }
  }

  private func settle(
    _ task: WaitingMeetingTask,
    after error: ServiceError
  ) throws(CacheError) {
    logger.notice(
      "meeting",
      metadata: ["task": "\(task.sequence)", "failure": "\(error.kind)"]
    )
    switch error {
    case .notFound:
      try cache.meetings.fail(
        task,
        reason: "The \(task.task.provider.rawValue) of this event is gone: it was deleted at its "
          + "host. Create another link."
      )
    case .rejected, .conferencingRefused, .changed, .syncExpired:
      // A meeting that is going on can be neither changed nor deleted: that passes.
      guard task.task.isUpdate, task.attempts >= policy.meetingTries else {
        return try postpone(task, by: backoff(of: task), reason: error.message)
      }
      try cache.meetings.fail(task, reason: error.message)
    case .unauthorized where hosts.service(at: task.task.host) == nil:
      try postpone(task, by: policy.absentHostDelay, reason: error.message)
    case .unauthorized, .forbidden:
      try postpone(task, by: policy.unauthorizedDelay, reason: error.message)
    case .rateLimited(let wait?), .limitReached(let wait, _):
      try postpone(task, by: wait, reason: error.message)
    case .cancelled: try postpone(task, by: .zero, reason: error.message)
    case .rateLimited(nil), .unreachable, .answerLost, .unavailable, .malformed:
      try postpone(task, by: backoff(of: task), reason: error.message)
    }
  }

  private func backoff(of task: WaitingMeetingTask) -> Duration {
    policy.sendBackoff.delay(after: task.attempts + 1, random: 0.5 + clock.random() / 2)
  }

  private func postpone(
    _ task: WaitingMeetingTask,
    by wait: Duration,
    reason: String?
  ) throws(CacheError) {
    let date = clock.now().addingTimeInterval(wait.inSeconds)
    try cache.meetings.postpone(task, until: date, reason: reason)
  }
}

extension MeetingTask {
  /// Whether the meeting is to stay.
  fileprivate var isUpdate: Bool { if case .update = self { true } else { false } }
}
