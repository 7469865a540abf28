import CalendarCore
import GRDB

extension EventQueue {
  /// Brings the waiting edits onto what the service has now, and writes the event again.
  ///
  /// What both sides changed in the same way is done, what collides waits for the user.
  ///
  /// - Parameters:
  ///   - theirs: The event as the service has it now; `nil` when it is deleted there.
  ///   - before: The event that the first of the edits was made on.
  /// - Throws: What the database throws.
  func advance(to theirs: Event?, from before: Event) throws {
    let base = try rebase(operations().map(\.operation), from: before, onto: theirs)
    if let base { try setBase(base) }
    if theirs == nil, try operations().isEmpty { return try writer.delete(key) }
    try rebuild()
  }

  /// Lets the waiting edits collide with the deletion of their event at the service.
  ///
  /// Edits that may have been carried out, and may have moved the event elsewhere, are left to the
  /// outbox, which looks for it.
  func noticeDeletion() throws {
    guard let base = try base(), base.remoteID != nil, try !isHeldAsDeleted(),
      try operations().allSatisfy({ $0.operation.isUnsent })
    else { return }
    try advance(to: nil, from: base)
  }

  /// Whether an edit waits because the event is deleted at the service.
  func isHeldAsDeleted() throws -> Bool {
    try operations().contains {
      $0.operation.conflict.map { $0.theirs == nil } ?? false
    }
  }

  /// Gives up an edit that is not on its way; later ones stay as if it had not been made.
  ///
  /// A creation that is taken back stays so: nothing of it may be left at the service.
  func discard(_ operation: OutboxOperation) throws {
    if operation.isCreation {
      if !operation.isUnsent { return try takeBack(operation) }
      try giveUpFollowers(of: operation.edit.event)
      try removeAll()
      return try writer.delete(key)
    }
    // What is on this machine alone has no id of a service either.
    let isTakenBack = try !serviceKind().isLocal && base().map { $0.remoteID == nil } ?? false
    if operation.edit.change == .delete, isTakenBack { return }
    let all = try operations().map(\.operation)
    // Where the event may have got the link after all, a meeting too many is better than a dead link.
    if operation.meeting?.made == nil || operation.underWaySince == nil {
      try withdrawMeeting(of: operation)
    }
    try table.remove(operation.sequence)
    if let settings = operation.edit.change.settings { try forgetWishes(of: settings) }
    if let conflict = operation.conflict, conflict.theirs == nil {
      // Later edits wait for the same reason, each with its own.
      if all.count > 1 { return try rebuild() }
      try withdrawMeetingOfBase()
      return try writer.delete(key)
    }
    let owner = try ownerAddress()
    var before = try base()
    for earlier in all where earlier.sequence < operation.sequence {
      before = earlier.applied(to: before, owner: owner)
    }
    if let before, let after = operation.applied(to: before, owner: owner) {
      let later = all.filter { $0.sequence > operation.sequence }
      _ = try rebase(later, from: after, onto: before, preferring: .mine)
    }
    try rebuild()
  }

  /// Ends a conflict as a user decided.
  ///
  /// - Returns: The event with what was decided, before later edits of it; `nil` when it is gone.
  /// - Throws: What the database throws.
  func resolve(
    _ operation: OutboxOperation,
    _ conflict: EventConflict,
    _ resolution: ConflictResolution
  ) throws -> Event? {
    let change = try conflict.resolved(
      resolution,
      of: operation.edit.change,
      service: serviceKind()
    )
    let all = try operations().map(\.operation)
    if conflict.theirs == nil {
      // Made again, the event asks for a meeting of its own.
      try withdrawMeetingOfBase()
      guard change != nil else {
        try removeAll()
        try writer.delete(key)
        return nil
      }
      // What is wanted holds what was to be done before it.
      for earlier in all where earlier.sequence < operation.sequence {
        try withdrawMeeting(of: earlier)
        try table.remove(earlier.sequence)
      }
      try removeBase()
    }
    var after = conflict.theirs
    if let change {
      var edit = operation.edit
      edit.change = change
      try table.settle(operation.sequence)
      try table.replace(operation.sequence, with: edit)
      after = edit.applied(to: after, owner: try ownerAddress())?.attaching(operation.meeting)
    } else {
      try table.remove(operation.sequence)
    }
    try withdrawMeeting(of: operation, unlessOn: after, leaving: change)
    let later = all.filter { $0.sequence > operation.sequence }
    _ = try rebase(later, from: conflict.mine ?? conflict.base, onto: after)
    try rebuild()
    return after
  }

  /// Takes back a creation that the service may have carried out.
  ///
  /// The event is looked for there and deleted; edits that build on it go.
  func takeBack(_ creation: OutboxOperation) throws {
    try giveUpFollowers(of: creation.edit.event)
    for waiting in try operations() where waiting.operation.sequence != creation.sequence {
      try table.remove(waiting.operation.sequence)
    }
    guard let made = creation.applied(to: nil, owner: nil) else { return }
    if creation.meeting != nil {
      // What was made is the event's and goes with it.
      if made.meeting == nil { try withdrawMeeting(of: creation) }
      try table.setMeeting(nil, of: creation.sequence)
    }
    // It has no id of the service's, so the plan knows that it was never read there.
    try setBase(made)
    var edit = creation.edit
    edit.change = .delete
    try table.rewrite(creation.sequence, as: edit)
    try rebuild()
  }

  /// Gives up the edits of other events that were to follow the creation of one, which comes to
  /// nothing: an event that was to move stays where it is.
  func giveUpFollowers(of event: EventID) throws {
    for follower in try table.following(event) where !follower.operation.isInFlight {
      let queue = EventQueue(db: db, writer: writer, table: table, key: follower.event)
      try queue.discard(follower.operation)
      let id = follower.operation.edit.event
      try EditJournal(db: db).forget([follower.operation.sequence], of: id)
    }
  }

  private func removeAll() throws {
    for waiting in try operations() {
      try withdrawMeeting(of: waiting.operation)
      try table.remove(waiting.operation.sequence)
    }
  }

  /// Makes edits that were made on one state of the event edits of another one.
  ///
  /// - Parameters:
  ///   - operations: The edits, oldest first.
  ///   - before: What the first of them was made on.
  ///   - after: What it is to be made on; `nil` when the event is deleted.
  ///   - side: Whose side is taken where they collide; `nil` to have it a conflict.
  /// - Returns: `after`, with what only the cache knows of it.
  /// - Throws: What the database throws.
  private func rebase(
    _ operations: [OutboxOperation],
    from before: Event,
    onto after: Event?,
    preferring side: ConflictChoice? = nil
  ) throws -> Event? {
    let (owner, service) = (try ownerAddress(), try serviceKind())
    var (before, after, base) = (before, after, after)
    for (index, operation) in operations.enumerated() {
      var operation = operation
      if let event = after {
        after = event.attaching(operation.meeting)
        if index == 0 { base = after }
      } else {
        operation = try giveUpMeeting(of: operation)
      }
      let change = operation.edit.change
      let mine = operation.applied(to: before, owner: owner) ?? before
      let rebased = change.rebased(
        from: operation.conflict?.base ?? before,
        mine: operation.conflict.map(\.mine) ?? (change == .delete ? nil : mine),
        onto: after,
        service: service,
        isInDoubt: operation.mayHaveHappened,
        preferring: operation.conflict == nil ? side : nil
      )
      switch rebased {
      case .nothing:
        if index == 0, operation.mayHaveHappened, change != .delete {
          // It was carried out: what the service has is what was asked for.
          base = after.map { EventEditor.reconciled(incoming: $0, cached: mine) }
          after = base
        }
        try end(operation, from: before, to: after)
      case .conflict(let conflict):
        try table.hold(operation.sequence, for: conflict)
        after = after.flatMap { operation.applied(to: $0, owner: owner) }
      case .change(let change):
        var edit = operation.edit
        edit.change = change
        try table.settle(operation.sequence)
        if edit != operation.edit { try table.rewrite(operation.sequence, as: edit) }
        after = edit.applied(to: after, owner: owner)?.attaching(operation.meeting)
      }
      before = mine
    }
    return base
  }
}
