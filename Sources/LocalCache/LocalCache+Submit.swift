package import CalendarCore
import ConferencingCore
package import Foundation
import GRDB

extension LocalCache {
  /// Carries out an edit in the cache and, in the same transaction, puts it into the outbox and
  /// into the journal.
  ///
  /// The event shows at once as it will look. In the local account an edit that asks for no link is
  /// final, save that it can be undone.
  ///
  /// - Parameters:
  ///   - edit: The edit; it is taken to obey the rules of conferencing.
  ///   - now: When the user made it.
  /// - Returns: The event that it made or changed. An edit of more than one occurrence changes the
  ///   series, or makes another of its tail.
  /// - Throws: ``CacheError``.
  @discardableResult
  package func submit(_ edit: EventEdit, at now: Date) throws(CacheError) -> EventID {
    try submit([edit], at: now).first ?? edit.event
  }

  /// Carries out edits together: all of them or, when one cannot be, none.
  ///
  /// One undo takes back what can be: see ``EditHistory``.
  ///
  /// - Parameters:
  ///   - edits: The edits, in their order; they are taken to obey the rules of conferencing.
  ///   - now: When the user made them.
  /// - Returns: For each edit the event that it made or changed.
  /// - Throws: ``CacheError``.
  @discardableResult
  package func submit(_ edits: [EventEdit], at now: Date) throws(CacheError) -> [EventID] {
    try write { db in
      var steps: [JournalStep] = []
      var events: [EventID] = []
      for edit in edits {
        let occurrence = try StoredEvent.find(edit.event, db)?.event
        let plain = try series.plain(edit, db)
        for edit in plain { steps.append(try carryOut(edit, at: now, db)) }
        let creation = plain.first { if case .create = $0.change { true } else { false } }
        // What stays of a series is named, and no exception that goes with its rule.
        let changed = creation ?? plain.first { $0.change != .delete }
        let made = (changed ?? plain.first ?? edit).event
        events.append(made)
        if let occurrence, made != edit.event {
          try links.carryChoice(from: occurrence, to: made, db)
        }
        if let occurrence, plain != [edit], !plain.isEmpty {
          steps[steps.count - 1].turn = try series.turn(of: occurrence, by: edit, in: made, db)
        }
      }
      try EditJournal(db: db).append(steps, at: now)
      return events
    }
  }

  /// Carries out an edit in a transaction; answers what it did.
  func carryOut(_ edit: EventEdit, at now: Date, _ db: Database) throws -> JournalStep {
    if case .create(let draft, _) = edit.change {
      return try create(edit, draft: draft, at: now, db)
    }
    guard let stored = try StoredEvent.find(edit.event, db), !stored.isDeleted else {
      throw CacheError.noSuchEvent(edit.event)
    }
    if edit.change == .delete, let copy = edit.follows {
      // It was moved: the user joins the copy as they joined it.
      try links.carryChoice(from: stored.event, to: copy, db)
    }
    var step = JournalStep(step: EditStep(edit: edit, before: stored.event, after: nil))
    // A link is made elsewhere, so that an edit that asks for one waits like any other.
    if stored.place.account == .local, !stored.hasOperations, edit.change.asked == nil,
      edit.change.settings == nil, try !isHeldBack(edit, on: stored, db)
    {
      try finish(edit, on: stored, db)
    } else {
      let queue = queue(stored.key, db)
      let waiting = try queue.operations()
      try enqueue(edit, on: stored, at: now, db)
      step.queued = QueuedEdit(from: waiting, to: try queue.operations())
    }
    if edit.change != .delete { step.step.after = try StoredEvent.find(key: stored.key, db)?.event }
    return step
  }

  /// Whether the creation that an edit follows is still to be delivered, or it deletes a series of whose
  /// exceptions edits are.
  private func isHeldBack(
    _ edit: EventEdit,
    on stored: StoredEvent,
    _ db: Database
  ) throws -> Bool {
    if edit.change == .delete, try operationTable(db).waitsForExceptions(of: stored.key) {
      return true
    }
    guard let first = edit.follows, let stored = try StoredEvent.find(first, db) else {
      return false
    }
    return stored.hasOperations && stored.event.remoteID == nil
  }

  private func create(
    _ edit: EventEdit,
    draft: EventDraft,
    at now: Date,
    _ db: Database
  ) throws -> JournalStep {
    let place = try CalendarPlace.find(draft.calendar, in: draft.account, db)
    guard var event = edit.applied(to: nil, owner: nil) else {
      throw CacheError.noSuchEvent(edit.event)
    }
    if case .event(let id)? = draft.occurrence?.series, case .create(_, .keep) = edit.change {
      // An exception has the link of its series until it is given another.
      event.conferencing = try StoredEvent.find(id, db)?.event.conferencing ?? .none
    }
    guard let key = try writer(db).insert(event, at: place) else {
      throw CacheError.eventExists(edit.event)
    }
    // A service keeps the text of its own; what else is in an imported file is not that calendar's.
    if let source = draft.source, place.account == .local {
      try StoredText.copy(source, to: edit.event, db)
    }
    var step = JournalStep(step: EditStep(edit: edit, before: nil, after: event))
    guard place.account != .local || edit.change.asked != nil else { return step }
    if let asked = edit.change.asked { try noteHost(asked, in: place.key, db) }
    try operationTable(db).append(edit, event: key, at: now)
    let queue = queue(key, db)
    try queue.noteDelivery()
    step.queued = QueuedEdit(from: [], to: try queue.operations())
    return step
  }

  /// Carries out an edit for good.
  private func finish(_ edit: EventEdit, on stored: StoredEvent, _ db: Database) throws {
    var event = edit.change == .delete ? nil : edit.applied(to: stored.event, owner: nil)
    if case .update(let patch) = edit.change, case .keep = patch.conferencing,
      let link = try linkOfSeries(patch.occurrence, insteadOf: stored.event, db)
    {
      event?.conferencing = link
    }
    if let event {
      try writer(db).update(stored.key, to: event)
    } else {
      try writer(db).delete(stored.key)
    }
    guard let task = stored.event.meetingTask(after: edit.change, to: event) else { return }
    try meetingOwners(db).end(
      task,
      from: stored.event,
      stored.key,
      in: stored.place.key,
      titled: stored.event.title
    )
  }

  /// The link of the series that an exception goes over to at a split, where it has that of the series
  /// that it leaves; `nil` where its link stays.
  private func linkOfSeries(
    _ key: OccurrenceKey?,
    insteadOf exception: Event,
    _ db: Database
  ) throws -> Conferencing? {
    guard case .event(let new)? = key?.series, case .event(let old)? = exception.occurrence?.series,
      new != old, let former = try StoredEvent.find(old, db)?.event,
      former.conferencing == exception.conferencing
    else { return nil }
    return try StoredEvent.find(new, db)?.event.conferencing
  }

  private func enqueue(
    _ edit: EventEdit,
    on stored: StoredEvent,
    at now: Date,
    _ db: Database
  ) throws {
    if let asked = edit.change.asked { try noteHost(asked, in: stored.place.key, db) }
    let queue = queue(stored.key, db)
    if try queue.operations().isEmpty {
      let previews = self.previews(db)
      try queue.setBase(previews.base(of: stored.key) ?? stored.event)
      try previews.leave(stored.key)
    }
    try queue.enqueue(edit, at: now)
  }
}
