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
