import ConferencingCore

/// Makes the edits that move a series to another calendar.
///
/// It moves between calendars that have a series as its master with exceptions: those of this machine,
/// folders and CalDAV servers. All of it is made there, each part once the one before it is there, and only
/// then is anything deleted.
struct SeriesTransfer {
  private let series: SeriesEditor
  private let source: ServiceKind
  private let target: ConferencingContext

  /// Prepares it.
  ///
  /// - Parameters:
  ///   - event: An occurrence.
  ///   - series: Its series.
  ///   - context: Where it stands.
  ///   - target: Where it is to stand.
  /// - Throws: ``BulkObstacle`` with the reason why it stays, and how it gets there otherwise.
  init(
    of event: Event,
    _ series: SeriesEditor?,
    from context: ConferencingContext,
    to target: ConferencingContext
  ) throws(BulkObstacle) {
    source = context.account.service
    self.target = target
    let place = "“\(target.calendar.name)”"
    guard source.storesMasters else {
      throw BulkObstacle(
        "It is one of a series, which \(source.displayName) moves only as a whole. Move the series in "
          + "the calendar app of \(source.displayName), and sync."
      )
    }
    guard target.account.service.storesMasters else {
      throw BulkObstacle(
        "It is one of a series, whose changed occurrences would not go along to \(place). Create the "
          + "series there, and delete this one."
      )
    }
    guard let series else {
      throw BulkObstacle("It is one of a series whose rule is not known here. Sync, and try again.")
    }
    self.series = series
    let all = [series.master] + series.exceptions
    if all.contains(where: { !$0.participants.isEmpty }) {
      throw BulkObstacle(
        "It is one of a series with attendees, who would be invited once more to each changed "
          + "occurrence. Create the series in \(place), and delete this one."
      )
    }
    if all.contains(where: { $0.autocreated != nil || $0.conferencingState == .pending }) {
      throw BulkObstacle(
        "It is one of a series with a link that was created for it. Put a link that you have in its "
          + "place, or take it off, and try again."
      )
    }
    if !source.isLocal, all.contains(where: { $0.remoteID == nil }) {
      throw BulkObstacle("Its series is not sent yet. Sync, and try again.")
    }
    for one in all {
      if let problem = EventLimits.remindersProblem(one.reminders, on: target.account.service) {
        throw BulkObstacle(problem)
      }
    }
  }

  /// The edits, in their order.
  func edits(_ freshID: () -> EventID) -> [EventEdit] {
    let copy = freshID()
    var edits = [EventEdit(event: copy, change: creation(of: series.master, occurrence: nil))]
    for exception in series.exceptions {
      guard let start = exception.occurrence?.originalStart else { continue }
      let key = OccurrenceKey(series: .event(copy), originalStart: start)
      edits.append(
        EventEdit(
          event: EventID(of: copy, at: start),
          change: creation(of: exception, occurrence: key),
          follows: edits.last?.event
        )
      )
    }
    let deletion = EventEdit(
      event: series.master.id,
      change: .delete,
      follows: edits.last?.event
    )
    return edits + [deletion]
  }

  private func creation(of event: Event, occurrence: OccurrenceKey?) -> EventChange {
    var draft = EventDraft(event)
    (draft.account, draft.calendar) = (target.account.id, target.calendar.id)
    draft.occurrence = occurrence
    // What was imported is one text for a series and its exceptions.
    if source.has(.keepsTexts) || occurrence == nil || target.account.service.isLocal {
      draft.source = EventSource(event, for: .move)
    }
    return .create(draft, conferencing: link(of: event, isException: occurrence != nil))
  }

  /// What gives the copy the link of an event.
  private func link(of event: Event, isException: Bool) -> ConferencingChange {
    // An exception has the link of its series unless it is given another, or none.
    if isException, event.conferencing == series.master.conferencing { return .keep }
    if case .details(let details) = event.conferencing { return .details(details) }
    return isException ? .strip : .keep
  }
}

extension ServiceKind {
  /// Whether a series is stored there as its master with exceptions.
  fileprivate var storesMasters: Bool { isLocal || has(.deliversMasters) }
}
