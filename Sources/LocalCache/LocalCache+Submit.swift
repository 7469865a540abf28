package import ConferencingCore
package import Foundation
import GRDB

extension LocalCache {
  /// Carries out an edit in the cache and, in the same transaction, puts it into the outbox.
  ///
  /// The event shows at once as it will look. In the local account the edit is final.
  ///
  /// - Parameters:
  ///   - edit: The edit; it is taken to obey the rules of conferencing.
  ///   - now: When the person made it.
  /// - Throws: ``CacheError``.
  package func submit(_ edit: EventEdit, at now: Date) throws(CacheError) {
    try write { db in
      if case .create(let draft, _) = edit.change {
        try create(edit, draft: draft, at: now, db)
      } else {
        guard let stored = try StoredEvent.find(edit.event, db), !stored.isDeleted else {
          throw CacheError.noSuchEvent(edit.event)
        }
        if stored.place.account == .local {
          try finish(edit, on: stored, db)
        } else {
          try enqueue(edit, on: stored, at: now, db)
        }
      }
    }
  }

  private func create(_ edit: EventEdit, draft: EventDraft, at now: Date, _ db: Database) throws {
    let place = try CalendarPlace.find(draft.calendar, in: draft.account, db)
    guard
      let event = edit.applied(to: nil, owner: nil),
      let key = try writer(db).insert(event, at: place)
    else { throw CacheError.eventExists(edit.event) }
    guard place.account != .local else { return }
    try outbox(db).append(edit, event: key, at: now)
    try queue(key, db).noteDelivery()
  }

  /// Carries out an edit for good.
  private func finish(_ edit: EventEdit, on stored: StoredEvent, _ db: Database) throws {
    if edit.change == .delete {
      try writer(db).delete(stored.key)
    } else if let event = edit.applied(to: stored.event, owner: nil) {
      try writer(db).update(stored.key, to: event)
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
