package import CalendarCore
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
  /// - Throws: ``CacheError``.
  package func submit(_ edit: EventEdit, at now: Date) throws(CacheError) {
    try submit([edit], at: now)
  }

  /// Carries out edits together: all of them or, when one cannot be, none.
  ///
  /// One undo takes them back.
  ///
  /// - Parameters:
  ///   - edits: The edits, in their order; they are taken to obey the rules of conferencing.
  ///   - now: When the user made them.
  /// - Throws: ``CacheError``.
  package func submit(_ edits: [EventEdit], at now: Date) throws(CacheError) {
    try write { db in
      let steps = try edits.map { try carryOut($0, at: now, db) }
      try EditJournal(db: db).append(steps, at: now)
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
    var step = JournalStep(step: EditStep(edit: edit, before: stored.event, after: nil))
    // A link is made elsewhere, so that an edit that asks for one waits like any other.
    if stored.place.account == .local, !stored.hasOperations, edit.change.asked == nil {
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

  private func create(
    _ edit: EventEdit,
    draft: EventDraft,
    at now: Date,
    _ db: Database
  ) throws -> JournalStep {
    let place = try CalendarPlace.find(draft.calendar, in: draft.account, db)
    guard
      let event = edit.applied(to: nil, owner: nil),
      let key = try writer(db).insert(event, at: place)
    else { throw CacheError.eventExists(edit.event) }
    var step = JournalStep(step: EditStep(edit: edit, before: nil, after: event))
    guard place.account != .local || edit.change.asked != nil else { return step }
    try outbox(db).append(edit, event: key, at: now)
    let queue = queue(key, db)
    try queue.noteDelivery()
    step.queued = QueuedEdit(from: [], to: try queue.operations())
    return step
  }

  /// Carries out an edit for good.
  private func finish(_ edit: EventEdit, on stored: StoredEvent, _ db: Database) throws {
    let event = edit.change == .delete ? nil : edit.applied(to: stored.event, owner: nil)
    if let event {
      try writer(db).update(stored.key, to: event)
    } else {
      try writer(db).delete(stored.key)
    }
    if let task = stored.event.meetingTask(after: edit.change, to: event) {
      try MeetingTaskTable(db: db).add(task, of: edit.event, titled: stored.event.title)
    }
  }

  private func enqueue(
    _ edit: EventEdit,
    on stored: StoredEvent,
    at now: Date,
    _ db: Database
  ) throws {
    let queue = queue(stored.key, db)
    if try queue.operations().isEmpty { try queue.setBase(stored.event) }
    try queue.enqueue(edit, at: now)
  }
}
