import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// An event, what its service last said of it, and the edits of it that wait.
///
/// The event that is shown is always the base with the waiting edits on top, so that an answer of
/// the service never wipes an edit, and an edit can be taken back.
struct EventQueue {
  let db: Database
  let writer: EventWriter
  let table: OperationTable
  let key: Int64

  /// The operations, oldest first.
  func operations() throws -> [StoredOperation] { try table.all(of: key) }

  /// The event as the service last had it, while edits wait.
  func base() throws -> Event? {
    let statement = try db.cachedStatement(sql: "SELECT base FROM event_base WHERE event = ?")
    return try String.fetchOne(statement, arguments: [key])
      .map { try StoredJSON.value($0, as: Event.self) }
  }

  /// Keeps what the service has, now that an edit is made or that it has answered.
  func setBase(_ base: Event) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO event_base (event, base) VALUES (?, ?)
        ON CONFLICT (event) DO UPDATE SET base = excluded.base
        """
    )
    .execute(arguments: [key, try StoredJSON.text(StorableEvent.event(base))])
  }

  /// Writes the event again: the base with the waiting edits on top.
  ///
  /// With no edit left the base becomes the event; with neither there is no event any more.
  func rebuild() throws {
    let waiting = try operations().map(\.operation)
    let owner = try ownerAddress()
    let base = try base()
    var event = base
    var place: Int64 = 0
    for operation in waiting {
      event = try previewed(event, from: base, place..<operation.sequence)
      event = operation.applied(to: event, owner: owner)
      place = operation.sequence
    }
    if waiting.isEmpty {
      // From now on it is shown like the others of its series.
      if base?.masterID != nil {
        try SeriesPreviews(db: db, writer: writer, table: table).renewLater()
      }
    } else {
      event = try previewed(event, from: base, place..<Int64.max)
    }
    guard let event else { return try writer.delete(key) }
    let isDeleted = waiting.contains { $0.edit.change == .delete && !$0.isRefused }
    try writer.update(key, to: event, isDeleted: isDeleted)
    if waiting.isEmpty { try removeBase() }
    try noteDelivery()
  }

  /// The event as edits of its series look on it that wait at some places in the outbox.
  private func previewed(
    _ event: Event?,
    from base: Event?,
    _ places: Range<Int64>
  ) throws -> Event? {
    guard let event, let base, base.masterID != nil else { return event }
    return try SeriesPreviews(db: db, writer: writer, table: table)
      .applied(to: event, from: base, of: key, places)
  }

  /// Hides the event, now that the service has deleted it.
  ///
  /// Its row stays until the next sync, so that an answer read before the deletion does not bring it
  /// back; what the service never had is gone at once.
  func forget(wasThere: Bool) throws {
    try removeBase()
    if !wasThere, try operations().isEmpty { return try writer.delete(key) }
    try noteDelivery()
  }

  /// Forgets what the service has, now that the event's row says it.
  func removeBase() throws {
    try db.cachedStatement(sql: "DELETE FROM event_base WHERE event = ?").execute(arguments: [key])
  }

  /// Copies to the event's row what a list shows of its edits.
  func noteDelivery() throws {
    try db.cachedStatement(
      sql: """
        UPDATE event SET
          is_waiting = EXISTS (SELECT 1 FROM operation WHERE event = ?1),
          has_conflict = EXISTS (
            SELECT 1 FROM operation JOIN conflict ON conflict.operation = sequence
            WHERE event = ?1),
          refusal = (SELECT failure FROM operation WHERE event = ?1 AND state = 'refused'
            ORDER BY sequence LIMIT 1)
        WHERE key = ?1
        """
    )
    .execute(arguments: [key])
  }

  /// Stores when the service said what the event is like.
  func noteRead(at date: Date?) throws {
    guard let date else { return }
    try db.execute(
      sql: "UPDATE event SET read_at = ? WHERE key = ?",
      arguments: [date.timeIntervalSince1970, key]
    )
  }

  /// What holds the event.
  func serviceKind() throws -> ServiceKind {
    try account().flatMap { ServiceKind(rawValue: $0[2]) }
      ?? ServiceKind("unknown", displayName: "", traits: .calendars)
  }

  private func account() throws -> Row? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT account.grant_id, account.grants, account.service FROM event
            JOIN calendar ON calendar.key = event.calendar
            JOIN account ON account.key = calendar.account
          WHERE event.key = ?
          """
      ),
      arguments: [key]
    )
  }

  /// The address that the event's account answers invitations with.
  func ownerAddress() throws -> String? {
    guard let row = try account(), let grant: String = row[0] else { return nil }
    // The configuration may name the grant by its id or by its address.
    return try StoredJSON.value(row[1], as: [Grant].self)
      .first { $0.id.rawValue == grant || $0.email == grant }?.email
  }
}

// MARK: Enqueueing

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
      if let event = try base(), event.conferencing.isSameMeeting(as: details) { return }
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
