import CalendarCore
import ConferencingCore
import GRDB

/// Sees to it that a meeting that Convene had made is deleted with the last event that has it.
///
/// Parts of a series that was divided, and events that were given the link by hand, have one meeting
/// together. Only events of one calendar count: an invitation to the event in another one goes with it.
struct MeetingOwners {
  let db: Database
  let writer: EventWriter
  let table: OperationTable

  /// Has done what an edit of an event means for its meeting.
  ///
  /// - Parameters:
  ///   - task: What is to be done.
  ///   - before: The event before the edit.
  ///   - key: Its row, which may be gone.
  ///   - calendar: Its calendar.
  ///   - title: What it is called in messages.
  /// - Throws: What the database throws.
  func end(
    _ task: MeetingTask,
    from before: Event,
    _ key: Int64,
    in calendar: Int64,
    titled title: String
  ) throws {
    if case .delete(let meeting) = task,
      try pass(meeting, of: before, besides: key, in: calendar)
    {
      return
    }
    try MeetingTaskTable(db: db).add(task, of: before.id, titled: title)
  }

  /// Lets go of a meeting whose event is gone at its service, whatever is read of that later.
  func end(_ meeting: HostedMeeting) throws {
    let owner = try StoredEvent.fetchAll(
      "WHERE json_extract(meeting, '$.id') = ? AND json_extract(meeting, '$.host') = ?",
      [meeting.id, meeting.host.rawValue],
      db
    )
    .first { $0.event.meeting == meeting }
    guard let owner else {
      // A rebuilt file may know no more of it than its record.
      let records = try MeetingRecordTable(db: db).all()
      guard let record = records.first(where: { $0.meeting == meeting }) else { return }
      return try MeetingTaskTable(db: db).add(
        .delete(meeting),
        of: record.event,
        titled: record.title
      )
    }
    try end(
      .delete(meeting),
      from: owner.event,
      owner.key,
      in: owner.place.key,
      titled: owner.event.title
    )
  }

  /// Gives a meeting to another event that has its link.
  ///
  /// - Returns: Whether there is one that owns it from now on.
  /// - Throws: What the database throws.
  private func pass(
    _ meeting: HostedMeeting,
    of before: Event,
    besides key: Int64,
    in calendar: Int64
  ) throws -> Bool {
    guard case .details(let details) = before.conferencing else { return false }
    for heir in try heirs(of: details, in: calendar, besides: key)
    where try give(meeting, of: before, details, to: heir) {
      try MeetingRecordTable(db: db).move(meeting, to: heir.key)
      return true
    }
    return false
  }

  private func give(
    _ meeting: HostedMeeting,
    of before: Event,
    _ details: ConferencingDetails,
    to heir: StoredEvent
  ) throws -> Bool {
    func owning(_ event: Event) -> Event {
      var event = event
      (event.autocreated, event.meeting) = (before.autocreated, meeting)
      return event
    }
    guard heir.hasOperations else {
      try writer.update(heir.key, to: owning(heir.event))
      return true
    }
    let queue = EventQueue(db: db, writer: writer, table: table, key: heir.key)
    if let base = try queue.base(), base.conferencing.isSameMeeting(as: details) {
      try queue.setBase(owning(base))
      try queue.rebuild()
      return true
    }
    // An edit that is to put the link on it has it as one that was made for it: it is on the event once
    // that is confirmed, and is deleted when it is given up.
    let edit = try queue.operations().last { stored in
      stored.operation.meeting == nil && Self.puts(details, by: stored.operation.edit.change)
    }
    guard let edit else { return false }
    let asked =
      before.autocreated ?? Autocreate(provider: meeting.provider, hostGrant: meeting.host)
    var attempt = MeetingAttempt(
      asked: asked,
      host: meeting.host,
      request: before.meetingRequest(key: before.id.rawValue)
    )
    (attempt.made, attempt.details) = (meeting, details)
    try table.setMeeting(attempt, of: edit.operation.sequence)
    try queue.rebuild()
    return true
  }

  /// The other events of a calendar that have a link, series before parts of one.
  private func heirs(
    of details: ConferencingDetails,
    in calendar: Int64,
    besides key: Int64
  ) throws -> [StoredEvent] {
    try StoredEvent.fetchAll(
      """
      WHERE event.key <> ? AND event.calendar = ? AND is_deleted = 0
        AND event.status <> 'cancelled' AND series_part <> \(SeriesPart.expanded.rawValue)
        AND json_extract(conferencing, '$.details._0.url') IS NOT NULL
      ORDER BY series_part = \(SeriesPart.exception.rawValue), event.key
      """,
      [key, calendar],
      db
    )
    .filter { $0.event.conferencing.isSameMeeting(as: details) }
  }

  /// Whether a change puts a link on its event.
  private static func puts(_ details: ConferencingDetails, by change: EventChange) -> Bool {
    guard case .details(let wanted) = change.conferencing else { return false }
    return Conferencing.details(wanted).isSameMeeting(as: details)
  }
}
