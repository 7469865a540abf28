import ConferencingCore

/// Turns an edit of an occurrence into plain edits of its master and of the exceptions.
///
/// For calendars that store masters. The edits are made together, so that one undo takes them back.
package struct SeriesEditor: Hashable, Sendable {
  /// The master.
  package let master: Event
  /// Its exceptions, in any order.
  package let exceptions: [Event]
  /// Whether its service has it as a master with exceptions: then each keeps a link of its own, which
  /// has to be changed with it, and one edit after another is sent.
  private let keepsLinks: Bool

  /// Makes an editor; `nil` for an event that does not repeat.
  package init?(master: Event, exceptions: [Event], keepsLinks: Bool = false) {
    guard master.recurrence != nil else { return nil }
    self.master = master
    self.keepsLinks = keepsLinks
    self.exceptions = exceptions.sorted { $0.seriesStart < $1.seriesStart }
  }

  var recurrence: Recurrence { master.recurrence ?? Recurrence(lines: []) }
  var lines: SeriesLines { SeriesLines(recurrence, zone: master.time.zone) }

  /// The plain edits that an edit of an occurrence comes to, in their order.
  ///
  /// - Parameters:
  ///   - edit: The edit, with its scope; without one it is for the occurrence alone.
  ///   - occurrence: The occurrence or exception as it is; an edit of the master is for all.
  ///   - tail: The id of a new series, should this one be split.
  /// - Returns: The edits.
  /// - Throws: ``SeriesProblem``.
  package func edits(
    _ edit: EventEdit,
    of occurrence: Event,
    tail: EventID
  ) throws(SeriesProblem) -> [EventEdit] {
    let isMaster = occurrence.id == master.id
    let first = OccurrenceKey(series: .event(master.id), originalStart: master.time.startKey)
    guard let key = isMaster ? first : occurrence.occurrence else { return [edit] }
    let start = key.originalStart
    let plan = SeriesEdits(edit)
    var whole = edit.change
    if case .update(var patch) = whole, !occurrence.isException {
      patch.time = patch.time.map {
        ExceptionDifference.time($0, of: master.time, insteadOf: occurrence.time)
      }
      whole = .update(patch)
    }
    switch isMaster ? .all : edit.scope ?? .this {
    case .this: return try this(edit.change, occurrence, key, plan)
    case .following where !isFirst(start): return try following(whole, start, tail, plan)
    case .following, .all:
      if case .new? = edit.splitLink { throw .notSplit }
      return try all(whole, occurrence, start, plan)
    }
  }

  // MARK: This

  private func this(
    _ change: EventChange,
    _ occurrence: Event,
    _ key: OccurrenceKey,
    _ plan: SeriesEdits
  ) throws(SeriesProblem) -> [EventEdit] {
    switch change {
    case .create: return []
    case .delete:
      guard isOnly(key.originalStart) == false else { return deleteAll(plan) }
      var lines = lines
      lines.exclude(key.originalStart)
      return [plan.update(master.id, EventPatch(recurrence: lines.recurrence))]
        + (occurrence.isException ? [plan.delete(occurrence.id)] : [])
    case .update(let patch):
      if let rule = patch.recurrence, rule != recurrence { throw .ruleOfOne }
      var patch = patch
      patch.recurrence = nil
      guard !patch.isEmpty else { return [] }
      if occurrence.isException { return [plan.update(occurrence.id, patch)] }
      return [plan.make(occurrence.id, draft(occurrence, key, patch), patch.conferencing)]
    case .respond:
      let answer = plan.change(occurrence.id, change)
      if occurrence.isException { return [answer] }
      return [plan.make(occurrence.id, draft(occurrence, key, EventPatch()), .keep), answer]
    }
  }

  private func draft(_ occurrence: Event, _ key: OccurrenceKey, _ patch: EventPatch) -> EventDraft {
    var draft = EventDraft(occurrence).applying(patch)
    draft.recurrence = nil
    draft.occurrence = key
    return draft
  }

  // MARK: All

  private func deleteAll(_ plan: SeriesEdits) -> [EventEdit] {
    exceptions.map { plan.delete($0.id) } + [plan.delete(master.id)]
  }

  private func all(
    _ change: EventChange,
    _ occurrence: Event,
    _ start: OccurrenceKey.Start,
    _ plan: SeriesEdits
  ) throws(SeriesProblem) -> [EventEdit] {
    switch change {
    case .create: return []
    case .delete: return deleteAll(plan)
    case .respond:
      return [plan.change(master.id, change)] + exceptions.map { plan.change($0.id, change) }
    case .update(let patch):
      if let rule = patch.recurrence, rule.lines.isEmpty {
        return single(patch, occurrence, plan)
      }
      let move = try SeriesMove(
        self,
        from: start,
        to: patch.time ?? master.time.moved(to: start),
        rule: patch.recurrence,
        isWhole: true
      )
      var own = patch
      own.time = move.time == master.time ? nil : move.time
      own.recurrence = move.recurrence == recurrence ? nil : move.recurrence
      return [plan.update(master.id, own)]
        + exceptions.flatMap { follow($0, patch, move, edited: occurrence, master.id, plan) }
    }
  }

  /// Leaves of the series one event, which is the occurrence.
  private func single(
    _ patch: EventPatch,
    _ occurrence: Event,
    _ plan: SeriesEdits
  ) -> [EventEdit] {
    var patch = patch
    patch.time = patch.time ?? occurrence.time
    return exceptions.map { plan.delete($0.id) } + [plan.update(master.id, patch)]
  }

  /// What an exception becomes when its series is changed: what it shares with the series changes
  /// with it, its own stays.
  private func follow(
    _ exception: Event,
    _ patch: EventPatch,
    _ move: SeriesMove,
    edited: Event,
    _ series: EventID,
    _ plan: SeriesEdits
  ) -> [EventEdit] {
    guard let key = exception.occurrence else { return [] }
    guard let start = move.start(of: key.originalStart) else { return [plan.delete(exception.id)] }
    var own =
      exception.id == edited.id ? patch : patch.without(fieldsOf: exception, unlike: master)
    own.conferencing = link(of: exception, patch)
    own.recurrence = nil
    let difference = ExceptionDifference(of: exception, from: master, at: key.originalStart)
    let isEdited = exception.id == edited.id && patch.time != nil
    if isEdited {
      own.time = move.time.moved(to: start)
    } else {
      own.time = difference.isMoved ? nil : difference.time(move.time.moved(to: start))
    }
    if own.time == exception.time { own.time = nil }
    let moved = OccurrenceKey(series: .event(series), originalStart: start)
    own.occurrence = moved == key ? nil : moved
    return own.isEmpty ? [] : [plan.update(exception.id, own)]
  }

  /// What happens to the link of an exception: one that it shares with the series changes with it.
  private func link(of exception: Event, _ patch: EventPatch) -> ConferencingChange {
    // In a calendar of this machine the cache changes both.
    guard keepsLinks, exception.conferencing == master.conferencing else { return .keep }
    // A meeting that is made belongs to one event.
    if case .autocreate = patch.conferencing { return .keep }
    return patch.conferencing
  }

  // MARK: This and following

  private func following(
    _ change: EventChange,
    _ cut: OccurrenceKey.Start,
    _ tail: EventID,
    _ plan: SeriesEdits
  ) throws(SeriesProblem) -> [EventEdit] {
    let later = exceptions.filter { ($0.occurrence?.originalStart ?? cut) >= cut }
    var head = lines
    let count = head.count == nil ? 0 : count(before: cut)
    head.end(before: cut, count: count > 0 ? count : nil, last: last(before: cut))
    let truncation = plan.update(master.id, EventPatch(recurrence: head.recurrence))
    switch change {
    case .create: return []
    case .delete: return later.map { plan.delete($0.id) } + [truncation]
    case .respond: throw .answerFromHere
    case .update(let patch):
      let edited = later.first { $0.occurrence?.originalStart == cut }
      let base = master.time.moved(to: cut)
      let move = try SeriesMove(
        self,
        from: cut,
        to: patch.time ?? base,
        rule: patch.recurrence,
        isWhole: false
      )
      var draft = EventDraft(master).applying(patch)
      draft.time = move.time
      draft.recurrence = move.recurrence.lines.isEmpty ? nil : move.recurrence
      draft.source = EventSource(master, for: .laterPart)
      let meeting = try meeting(of: patch, plan.link)
      if case .autocreate = meeting, case .keep = patch.conferencing {
        // The text of the old link stays with the part before.
        draft = draft.withoutMeeting(of: master)
      }
      // What was typed into the first occurrence is said of the whole tail; what else it has of its
      // own, its time among it, stays its own.
      let rest =
        [truncation]
        + later.flatMap { exception -> [EventEdit] in
          let isEdited = exception.id == edited?.id
          let difference = ExceptionDifference(of: exception, from: master, at: cut)
          let isSame = isEdited && !difference.remains(after: patch)
          return isSame || draft.recurrence == nil
            ? [plan.delete(exception.id)]
            : follow(exception, patch, move, edited: isEdited ? exception : master, tail, plan)
        }
      // Nothing is taken from the series before its service has the tail.
      let made = [plan.make(tail, draft, meeting)]
      return made + (keepsLinks ? rest.map { $0.following(tail) } : rest)
    }
  }

  /// The meeting of the tail: the same link unless another one is asked for.
  private func meeting(
    of patch: EventPatch,
    _ link: SplitLink?
  ) throws(SeriesProblem) -> ConferencingChange {
    guard case .keep = patch.conferencing else { return patch.conferencing }
    switch master.conferencing {
    case .none: return .keep
    case .details(let details):
      if case .new(let asked)? = link { return .autocreate(asked) }
      return .details(details)
    case .autocreate: throw .linkPending
    }
  }
}

extension Recurrence {
  /// Leaves out an occurrence, as an EXDATE line.
  package mutating func exclude(_ start: OccurrenceKey.Start) {
    var lines = SeriesLines(self, zone: nil)
    lines.exclude(start)
    self = lines.recurrence
  }
}

extension EventEdit {
  /// The edit, to be sent once an event is made.
  fileprivate func following(_ event: EventID) -> EventEdit {
    var edit = self
    edit.follows = event
    return edit
  }
}

/// Makes the plain edits that one edit comes to.
private struct SeriesEdits {
  private let notifies: Bool
  /// What becomes of the link at a split.
  let link: SplitLink?

  init(_ edit: EventEdit) {
    notifies = edit.notifiesParticipants
    link = edit.splitLink
  }

  func change(_ event: EventID, _ change: EventChange) -> EventEdit {
    EventEdit(event: event, change: change, notifiesParticipants: notifies)
  }

  func update(_ event: EventID, _ patch: EventPatch) -> EventEdit { change(event, .update(patch)) }

  func delete(_ event: EventID) -> EventEdit { change(event, .delete) }

  func make(_ event: EventID, _ draft: EventDraft, _ link: ConferencingChange) -> EventEdit {
    change(event, .create(draft, conferencing: link))
  }
}
