import CalendarCore
import ConferencingCore
import GRDB

extension EventQueue {
  /// Removes an operation that is carried out, or of which nothing is left; what it means for
  /// meetings at host grants is stored with that.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - before: The event before it.
  ///   - after: The event after it; `nil` when it is gone.
  /// - Throws: What the database throws.
  func end(_ operation: OutboxOperation, from before: Event?, to after: Event?) throws {
    try table.remove(operation.sequence)
    if let before, let task = before.meetingTask(after: operation.edit.change, to: after) {
      var before = before
      before.id = operation.edit.event
      try owners.end(
        task,
        from: before,
        key,
        in: try calendar(),
        titled: after?.title ?? before.title
      )
    }
    try withdrawMeeting(of: operation, unlessOn: after)
    if operation.edit.change.settings != nil, let asked = after?.autocreated,
      let meeting = after?.meeting
    {
      try MeetingRecordTable(db: db).note(asked, of: meeting)
    }
    try configure(after, of: operation)
  }

  /// Has the settings sent that were asked for with a link, where its provider takes none with that.
  ///
  /// They are an edit of their own from the moment on in which the event has its link, or waits for
  /// it: whatever ends the program in between, they are sent, and a refusal is said like that of any
  /// edit.
  private func configure(_ after: Event?, of operation: OutboxOperation) throws {
    guard let after, let asked = operation.meeting?.asked ?? operation.edit.change.asked,
      case let values = asked.laterSettings, !values.isEmpty,
      after.autocreated?.provider == asked.provider
    else { return }
    let change = SettingsChange(values: values.values, provider: asked.provider)
    let edit = EventEdit(
      event: after.id,
      change: .update(EventPatch(settings: change)),
      notifiesParticipants: operation.edit.notifiesParticipants
    )
    try table.append(edit, event: key, at: operation.submittedAt)
  }

  /// Takes settings that are given up out of what was asked for with the link: else the next link of the
  /// event would be asked for with them.
  ///
  /// - Parameter change: The settings.
  /// - Throws: What the database throws.
  func forgetWishes(of change: SettingsChange) throws {
    guard var base = try base(), var asked = base.autocreated else { return }
    asked.settings.values = asked.settings.values.filter { change.values[$0.key] != $0.value }
    guard asked != base.autocreated else { return }
    base.autocreated = asked
    try setBase(base)
  }

  /// Has the meeting of an operation deleted unless its event has it.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - after: The event once the operation is settled; `nil` when it is gone.
  ///   - change: What is left to be done; `nil` for nothing. One that still asks for the link goes on
  ///     looking for the meeting in doubt.
  /// - Throws: What the database throws.
  func withdrawMeeting(
    of operation: OutboxOperation,
    unlessOn after: Event?,
    leaving change: EventChange? = nil
  ) throws {
    guard let attempt = operation.meeting else { return }
    let isNeeded =
      attempt.made.map { $0 == after?.meeting } ?? (change?.asked == attempt.asked)
    if !isNeeded { try withdrawMeeting(of: operation) }
  }

  /// Has the meeting deleted that was made for the event, now that a user takes the event for
  /// deleted at its service.
  func withdrawMeetingOfBase() throws {
    guard let base = try base(), let meeting = base.meeting else { return }
    try owners.end(.delete(meeting), from: base, key, in: try calendar(), titled: base.title)
  }

  private var owners: MeetingOwners { MeetingOwners(db: db, writer: writer, table: table) }

  /// The calendar of the event.
  private func calendar() throws -> Int64 {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT calendar FROM event WHERE key = ?"),
      arguments: [key]
    ) ?? 0
  }

  /// Has the meeting deleted that an operation has made, or may have made: nothing needs it.
  func withdrawMeeting(of operation: OutboxOperation) throws {
    guard let attempt = operation.meeting else { return }
    try MeetingTaskTable(db: db).add(
      attempt.withdrawal,
      of: operation.edit.event,
      titled: attempt.request.title
    )
    try table.setMeeting(nil, of: operation.sequence)
  }

  /// Withdraws the meeting of an operation, which asks for another one should it be tried again.
  ///
  /// - Returns: The operation as it now stands.
  func giveUpMeeting(of operation: OutboxOperation) throws -> OutboxOperation {
    guard let attempt = operation.meeting else { return operation }
    try withdrawMeeting(of: operation)
    var operation = operation
    operation.meeting = nil
    operation.edit.change = operation.edit.change.asking(again: attempt, on: try base())
    try table.rewrite(operation.sequence, as: operation.edit)
    try table.forgetSteps(of: operation.sequence)
    return operation
  }
}

extension OperationTable {
  /// Notes the meeting that an operation asks a host grant for; `nil` when it asks for none any more.
  func setMeeting(_ attempt: MeetingAttempt?, of sequence: Int64) throws {
    try db.execute(
      sql: "UPDATE operation SET meeting = ? WHERE sequence = ?",
      arguments: [try attempt.map { try StoredJSON.text($0) }, sequence]
    )
  }

  /// Forgets which steps of an operation's plan are finished.
  func forgetSteps(of sequence: Int64) throws {
    try db.execute(sql: "DELETE FROM step WHERE operation = ?", arguments: [sequence])
  }
}
