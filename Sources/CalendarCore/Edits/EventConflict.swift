import ConferencingCore

/// A collision: an event was changed here and at its service, in ways that cannot both stand.
///
/// Nothing of it is dropped: all three states are kept until a user has chosen.
package struct EventConflict: Hashable, Sendable, Codable {
  /// The event as it was before both changes.
  package var base: Event
  /// The event as it is wanted here; `nil` when it was deleted here.
  package var mine: Event?
  /// The event as the service has it now; `nil` when it was deleted there.
  package var theirs: Event?
  /// The fields that were changed on both sides, in the order in which a form has them; empty when
  /// one side deleted the event.
  package var fields: [EventField]

  /// Makes a conflict.
  package init(base: Event, mine: Event?, theirs: Event?, fields: [EventField] = []) {
    self.base = base
    self.mine = mine
    self.theirs = theirs
    self.fields = fields
  }
}

extension EventConflict {
  /// What a decision has done to what was wanted here, as a step that can be taken back.
  ///
  /// - Parameters:
  ///   - edit: The edit that collided.
  ///   - result: The event as it was decided; `nil` when it is gone.
  /// - Returns: The step from what was wanted to that; `nil` where all of the edit stands.
  package func decision(on edit: EventEdit, result: Event?) -> EditStep? {
    var decided = edit
    (decided.reversal, decided.splitLink, decided.follows) = (nil, nil, nil)
    switch (mine, result) {
    case (nil, nil): return nil
    case (let mine?, nil):
      decided.change = .delete
      return EditStep(edit: decided, before: mine, after: nil)
    case (let mine?, let result?) where theirs != nil:
      guard case .update(let patch) = edit.change else { return nil }
      let back = EventPatch(reversing: patch, from: result, to: mine, on: mine)
      guard !back.isEmpty else { return nil }
      decided.change = .update(back)
      return EditStep(edit: decided, before: mine, after: result)
    case (_, let result?):
      // Deleted on one side, and there all the same.
      decided.change = .create(EventDraft(result), conferencing: .keep)
      return EditStep(edit: decided, before: nil, after: result)
    }
  }
}

/// Whose state of a field is to stand.
package enum ConflictChoice: String, Hashable, Sendable, Codable, CaseIterable {
  case mine
  case theirs
  /// Both, where ``EventField/canKeepBoth``.
  case both
}

/// What a user decided of a conflict.
package enum ConflictResolution: Hashable, Sendable, Codable {
  /// One side as it is; the only way where one of them deleted the event.
  case side(ConflictChoice)
  /// Field by field; one that is not named stays as the service has it.
  case fields([EventField: ConflictChoice])
}

extension EventConflict {
  /// What is left to be done to the service's event once a user has chosen.
  ///
  /// - Parameters:
  ///   - resolution: What they chose.
  ///   - change: What they had wanted.
  ///   - service: What holds the event.
  /// - Returns: The change; a creation where the event is wanted and was deleted there; `nil` when
  ///   the event is to stay as the service has it.
  package func resolved(
    _ resolution: ConflictResolution,
    of change: EventChange,
    service: ServiceKind
  ) -> EventChange? {
    let choices: [EventField: ConflictChoice] =
      switch resolution {
      case .side(let side): .all(side)
      case .fields(let fields): fields
      }
    guard let mine else { return resolution == .side(.mine) ? change : nil }
    guard let theirs else {
      return resolution == .side(.mine) ? EventEditor.again(mine, service: service) : nil
    }
    switch change {
    case .create, .delete: return change
    case .respond: return (choices[.participants] ?? .theirs) == .theirs ? nil : change
    case .update(let patch):
      let merge = EventMerge(
        patch,
        base: base,
        theirs: theirs,
        choices: choices,
        service: service
      )
      return merge.patch.isEmpty ? nil : .update(merge.patch)
    }
  }

  /// In short, what collides.
  package var summary: String {
    if theirs == nil { return "The event was deleted at its service." }
    if mine == nil { return "The event that is to be deleted was changed at its service." }
    let list = fields.isEmpty ? "event" : EventField.list(fields)
    let isPlural = fields.count > 1 || fields.contains { $0.names.isPlural }
    return "The \(list) \(isPlural ? "were" : "was") changed at the service as well."
  }
}

extension [EventField: ConflictChoice] {
  /// One side for all fields.
  static func all(_ side: ConflictChoice) -> Self {
    Dictionary(uniqueKeysWithValues: EventField.allCases.map { ($0, side) })
  }
}
