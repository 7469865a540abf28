import CalendarServices
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache

extension OutboxRunner {
  /// The grant that Convene itself has the link of an operation made at; `nil` when the service of
  /// the event makes it, or none is asked for.
  func host(of operation: OutboxOperation) throws(SyncError) -> GrantID? {
    guard let asked = operation.edit.change.asked else { return nil }
    guard let host = asked.hostGrant else {
      if service != nil { return nil }
      throw .service(
        .rejected("A \(asked.provider.rawValue) link of a local calendar needs a host account.")
      )
    }
    let directory = try storing { () throws(CacheError) in try cache.directory() }
    if directory.account(account)?.service.has(.hostsThroughGrants) == true {
      return meetings.hosts.service(at: host) == nil ? nil : host
    }
    let own = directory.ownGrant(of: account)
    return own?.id == host && own?.provider.ownProvider == asked.provider ? nil : host
  }

  /// Looks for the meeting that an earlier attempt may have made.
  func findMeeting(for operation: OutboxOperation) async throws(SyncError) -> OutboxOperation {
    guard let attempt = operation.meeting else { return operation }
    let service = try service(at: attempt.host)
    let found = try await asking { () async throws(ServiceError) in
      try await service.find(attempt.request)
    }
    if let found { return try store(found, of: attempt, for: operation) }
    try expectArrival(of: operation)
    return operation
  }

  /// Makes the meeting of an operation; what is asked for is stored before, what came of it after.
  func makeMeeting(
    for operation: OutboxOperation,
    at host: GrantID
  ) async throws(SyncError) -> OutboxOperation {
    guard let attempt = operation.meeting ?? attempt(for: operation, at: host) else {
      return operation
    }
    let service = try service(at: host)
    let now = clock.now()
    try storing { () throws(CacheError) in try cache.meetings.note(attempt, of: operation, at: now)
    }
    let made: MadeMeeting
    do throws(ServiceError) { made = try await service.create(attempt.request) } catch {
      switch error {
      case .answerLost, .cancelled: break
      default:
        // What an earlier attempt may have made is still to be looked for.
        let isInDoubt = operation.meeting != nil || error.mayHaveHappened
        try storing { () throws(CacheError) in
          try cache.meetings.note(isInDoubt ? attempt : nil, of: operation)
        }
      }
      throw .service(error)
    }
    return try store(made, of: attempt, for: operation)
  }

  private func store(
    _ made: MadeMeeting,
    of attempt: MeetingAttempt,
    for operation: OutboxOperation
  ) throws(SyncError) -> OutboxOperation {
    let meeting = HostedMeeting(
      provider: attempt.asked.provider,
      host: attempt.host,
      id: made.id
    )
    return try storing { () throws(CacheError) in
      try cache.meetings.store(
        meeting,
        made.details,
        settings: made.settings,
        for: operation,
        at: clock.now()
      )
    }
  }

  private func service(at host: GrantID) throws(SyncError) -> any ConferencingService {
    guard let service = meetings.hosts.service(at: host) else {
      throw .service(.notSignedIn(to: host))
    }
    return service
  }

  /// What is asked of a host, under a key of its own: a meeting that was given up may still be known
  /// there by the key of the attempt that made it.
  private func attempt(for operation: OutboxOperation, at host: GrantID) -> MeetingAttempt? {
    let change = operation.edit.change
    guard let asked = change.asked else { return nil }
    var recurrence: RecurrenceRule?
    let event: Event?
    switch change {
    case .create(let draft, let conferencing):
      recurrence = draft.recurrence?.rule
      event = Event(creating: operation.edit.event, draft: draft, conferencing: conferencing)
    case .update(let patch): event = operation.base?.applying(patch)
    case .delete, .respond: event = nil
    }
    let key = UUID().uuidString.lowercased()
    return event.map { event in
      MeetingAttempt(
        asked: asked,
        host: host,
        request: event.meetingRequest(key: key, asked: asked, recurrence: recurrence)
      )
    }
  }
}
