import CalendarCore
import ConferencingCore
import Foundation
import GRDB

extension EventQueue {
  /// Puts an edit of an event that the service has, or is to have, behind those that wait.
  ///
  /// - Parameters:
  ///   - edit: The edit; not a creation.
  ///   - now: When the user made it.
  /// - Throws: What the database throws.
  func enqueue(_ edit: EventEdit, at now: Date) throws {
    if edit.change == .delete {
      guard try clearForDeletion(edit.scope) else { return }
      try table.append(edit, event: key, at: now)
    } else {
      // The user sees a refused deletion's event again and goes on with it.
      for stored in try operations()
      where stored.operation.isRefused && stored.operation.edit.change == .delete {
        try table.remove(stored.operation.sequence)
      }
      try dropSettings(before: edit)
      try append(edit, at: now)
    }
    try table.release(of: key, includingPostponed: false)
    try rebuild()
  }

  /// Removes changes of settings that wait: the meeting that they are for goes.
  private func dropSettings(before edit: EventEdit) throws {
    guard case .update(let patch) = edit.change else { return }
    switch patch.conferencing {
    case .keep: return
    case .strip, .autocreate: break
    case .details(let details):
      if let event = try base(), event.conferencing.leads(to: details) { return }
    }
    for stored in try operations()
    where stored.operation.isOfSettings && !stored.operation.isInFlight {
      try table.remove(stored.operation.sequence)
    }
  }

  /// Appends an edit, or makes it one with the last that was never sent; one that comes to nothing
  /// is dropped.
  private func append(_ edit: EventEdit, at now: Date) throws {
    if case .update(var patch) = edit.change, let settings = patch.settings {
      // The host of the meeting and the service of the event each get what is theirs.
      patch.settings = nil
      if !patch.isEmpty {
        var rest = edit
        rest.change = .update(patch)
        try appendWhole(rest, at: now)
      }
      var own = edit
      (own.change, own.scope) = (.update(EventPatch(settings: settings)), nil)
      return try appendWhole(own, at: now)
    }
    try appendWhole(edit, at: now)
  }

  private func appendWhole(_ edit: EventEdit, at now: Date) throws {
    let isOfSettings = edit.change.settings != nil
    let waiting = try operations().map(\.operation).filter { $0.isOfSettings == isOfSettings }
    guard let last = waiting.last, last.isOpen, var merged = last.edit.merged(with: edit) else {
      return try table.append(edit, event: key, at: now)
    }
    if case .update(let patch) = merged.change {
      let owner = try ownerAddress()
      var before = try base()
      for earlier in waiting.dropLast() {
        before = earlier.applied(to: before, owner: owner)
      }
      let left = before.map(patch.without) ?? patch
      if left.isEmpty { return try table.remove(last.sequence) }
      merged.change = .update(left)
    }
    try table.replace(last.sequence, with: merged)
  }

  /// Removes the edits that a deletion makes pointless.
  ///
  /// One that may have been carried out stays before it: else what it made there would be taken for
  /// somebody else's change.
  ///
  /// - Returns: Whether something is left to be deleted at the service by another edit.
  /// - Throws: What the database throws.
  private func clearForDeletion(_ scope: EditScope?) throws -> Bool {
    // An edit of the whole series is not pointless when one occurrence goes.
    let waiting = try operations().map(\.operation).filter { operation in
      !operation.isInFlight && (scope == .all || (operation.edit.scope ?? .this) == .this)
    }
    let isGoneThere = try isHeldAsDeleted()
    for operation in waiting where !operation.isCreation && !operation.mayHaveHappened {
      try withdrawMeeting(of: operation)
      try table.remove(operation.sequence)
    }
    if let creation = waiting.first(where: \.isCreation) {
      try discard(creation)
      return false
    }
    if isGoneThere {
      try withdrawMeetingOfBase()
      try writer.delete(key)
    }
    return !isGoneThere
  }
}
