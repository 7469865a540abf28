package import CalendarCore
package import ConferencingCore
package import Foundation
import GRDB

/// Stores what hosts are asked about meetings and what came of it.
package struct MeetingTaskStore: Sendable {
  let cache: LocalCache

  /// Stores that an operation asks a host grant for a meeting now.
  ///
  /// - Parameters:
  ///   - attempt: What is asked; `nil` when the host has said that it made none.
  ///   - operation: The operation.
  ///   - date: When the request goes out.
  /// - Throws: ``CacheError``.
  package func note(
    _ attempt: MeetingAttempt?,
    of operation: OutboxOperation,
    at date: Date? = nil
  ) throws(CacheError) {
    try cache.write { db in
      try cache.operationTable(db).setMeeting(attempt, of: operation.sequence)
      try db.execute(
        sql: "UPDATE operation SET under_way_since = ? WHERE sequence = ?",
        arguments: [date?.timeIntervalSince1970, operation.sequence]
      )
    }
  }

  /// Stores the meeting that a host grant has made for an operation, whose edit now puts its link.
  ///
  /// - Parameters:
  ///   - made: The meeting.
  ///   - details: Its link.
  ///   - settings: What the host said of its settings with that; `nil` when nothing.
  ///   - operation: The operation, which has asked for it.
  ///   - date: When it was made.
  /// - Returns: The operation as it now stands.
  /// - Throws: ``CacheError``.
  package func store(
    _ made: HostedMeeting,
    _ details: ConferencingDetails,
    settings: ConferencingSettings? = nil,
    for operation: OutboxOperation,
    at date: Date
  ) throws(CacheError) -> OutboxOperation {
    try cache.write { db in
      let table = cache.operationTable(db)
      guard let stored = try table.find(operation.sequence),
        var attempt = stored.operation.meeting
      else { return operation }
      let queue = cache.queue(stored.event, db)
      let details = EventEditor.tidy(details)
      attempt.made = made
      attempt.details = details
      var edit = stored.operation.edit
      edit.change = edit.change.putting(
        details,
        on: try queue.base(),
        service: try queue.serviceKind()
      )
      try table.rewrite(operation.sequence, as: edit)
      try table.setMeeting(attempt, of: operation.sequence)
      try db.execute(
        sql: "UPDATE operation SET under_way_since = NULL WHERE sequence = ?",
        arguments: [operation.sequence]
      )
      try table.finish(.makeMeeting, of: operation.sequence)
      try queue.rebuild()
      if let event = try StoredEvent.find(key: stored.event, db)?.event {
        try noteSettings(settings, details, of: attempt, on: event, at: date, db)
        try MeetingRecordTable(db: db).add(
          MeetingRecord(
            meeting: made,
            url: details.url,
            asked: attempt.asked,
            event: event.id,
            account: event.account,
            calendar: event.calendar,
            title: attempt.request.title,
            time: attempt.request.time,
            madeAt: date
          )
        )
      }
      return try table.find(operation.sequence)?.operation ?? operation
    }
  }

  /// Keeps what was sent with the request for a meeting, and what its host said then.
  private func noteSettings(
    _ settings: ConferencingSettings?,
    _ details: ConferencingDetails,
    of attempt: MeetingAttempt,
    on event: Event,
    at date: Date,
    _ db: Database
  ) throws {
    guard attempt.asked.laterSettings.isEmpty, let address = MeetingAddress(of: event, own: nil)
    else { return }
    var known = KnownSettings()
    if !attempt.asked.settings.isEmpty { known = known.sending(attempt.asked.settings, at: date) }
    if let settings {
      known = known.reading(MeetingReading(settings: settings, details: details), at: date)
    }
    if known != KnownSettings() { try MeetingSettingsTable(db: db).put(known, of: address) }
  }

  /// The tasks of meetings that wait, oldest first.
  ///
  /// - Parameter event: The event whose meetings they are about; `nil` for all.
  /// - Returns: The tasks.
  /// - Throws: ``CacheError``.
  package func meetingTasks(of event: EventID? = nil) throws(CacheError) -> [WaitingMeetingTask] {
    try cache.read { db in try MeetingTaskTable(db: db).all(of: event) }
  }

  /// Claims the tasks that are due, so that nobody else carries them out for a while.
  ///
  /// - Parameters:
  ///   - now: The time.
  ///   - isUrgent: Whether those that were put off are due as well; not those that are claimed.
  ///   - end: Until when they are claimed. Should whoever claimed one be gone, it is due again then:
  ///     each can be carried out twice.
  /// - Returns: The tasks.
  /// - Throws: ``CacheError``.
  package func beginMeetingTasks(
    at now: Date,
    isUrgent: Bool = false,
    until end: Date
  ) throws(CacheError) -> [WaitingMeetingTask] {
    func isDue(_ task: WaitingMeetingTask) -> Bool {
      task.notBefore.map { $0 <= now } ?? true || (isUrgent && task.failure != nil)
    }
    guard try meetingTasks().contains(where: isDue) else { return [] }
    return try cache.write { db in
      let table = MeetingTaskTable(db: db)
      let due = try table.all(of: nil).filter(isDue)
      for task in due { try table.claim(task, at: now, until: end) }
      return due
    }
  }

  /// Stores that a task is done.
  package func finish(_ task: WaitingMeetingTask) throws(CacheError) {
    try cache.write { db in
      try MeetingTaskTable(db: db).remove(task.sequence)
      switch task.task {
      case .update(let meeting, let request):
        try MeetingRecordTable(db: db).update(meeting, to: request)
        try setFailure(nil, of: meeting, on: task.event, db)
      case .delete(let meeting): try MeetingRecordTable(db: db).remove(meeting)
      case .withdraw: break
      }
    }
  }

  /// Stores that a task can never be done; its event says why.
  package func fail(_ task: WaitingMeetingTask, reason: String) throws(CacheError) {
    try cache.write { db in
      try MeetingTaskTable(db: db).remove(task.sequence)
      if case .update(let meeting, _) = task.task {
        try setFailure(reason, of: meeting, on: task.event, db)
      }
    }
  }

  /// Puts a task off, for a reason that may pass; without one it is not urgent either.
  package func postpone(
    _ task: WaitingMeetingTask,
    until date: Date,
    reason: String?
  ) throws(CacheError) {
    try cache.write { db in try MeetingTaskTable(db: db).postpone(task, until: date, reason: reason)
    }
  }

  private func setFailure(
    _ reason: String?,
    of meeting: HostedMeeting,
    on id: EventID,
    _ db: Database
  ) throws {
    guard let stored = try StoredEvent.find(id, db), !stored.isDeleted else { return }
    func said(_ event: Event) -> Event? {
      guard event.meeting == meeting, event.conferencingFailure != reason else { return nil }
      var event = event
      event.conferencingFailure = reason
      return event
    }
    let queue = cache.queue(stored.key, db)
    if stored.hasOperations {
      guard let base = try queue.base().flatMap(said) else { return }
      try queue.setBase(base)
      try queue.rebuild()
    } else if let event = said(stored.event) {
      try cache.writer(db).update(stored.key, to: event)
    }
  }
}
