import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation

/// Makes an event from the text of another one: the later part of a series that is divided, and an
/// event that moves from another calendar.
struct ResourceCopy: Sendable {
  private let access: ResourceAccess
  private let now: Date
  private let owners: [String]

  /// Prepares it.
  init(_ access: ResourceAccess, now: Date, owners: [String]) {
    self.access = access
    self.now = now
    self.owners = owners
  }

  /// Makes an event.
  ///
  /// - Parameters:
  ///   - source: The text that it is made from.
  ///   - draft: What it is to be.
  ///   - conferencing: Its meeting.
  ///   - id: The id that it has here: the UID of one that cannot keep that of its source.
  ///   - guests: Whether those who are invited are told.
  /// - Returns: The event; `nil` where the text has no such event, so that a new text is to be made.
  /// - Throws: ``ServiceError``.
  func copied(
    _ source: SourceText,
    _ draft: EventDraft,
    _ conferencing: ConferencingChange,
    as id: EventID,
    guests: ResourceGuests
  ) async throws(ServiceError) -> Event? {
    let calendar = draft.calendar
    guard let origin = draft.source, let single = try single(source, origin, in: calendar),
      let part = single.master
    else { return nil }
    let edit = ResourceEdit(single, now: now, owners: owners)
    var wanted = origin.event(part.event, draft, conferencing, isFormer: source.isFormer)
    if let uid = single.uid, keepsUID(origin.use, wanted, source),
      try await access.store.find(uid: uid, in: calendar) == nil
    {
      guard let bytes = edit.copying(part, to: wanted, uid: nil) else { return nil }
      if let made = try await write(bytes, ofUID: uid, in: calendar, as: id, guests) {
        return made
      }
    }
    if origin.use == .move {
      // The others are invited to it once more, and have not answered.
      for index in wanted.participants.indices { wanted.participants[index].response = .none }
    }
    let isOurs = origin.use == .laterPart || isOrganizedHere(wanted)
    let organizer = isOurs ? nil : owners.first
    let copy = edit.copying(part, to: wanted, uid: id.rawValue, organizer: organizer)
    guard let bytes = copy else { return nil }
    let name = access.store.name(forUID: id.rawValue)
    let text = try access.text(bytes, as: name, in: calendar)
    return try await access.write(try guests.silent(text), as: name, in: calendar, if: .absent)
      .master?.event
  }

  /// The text of the source without other events and tasks.
  private func single(
    _ source: SourceText,
    _ origin: EventSource,
    in calendar: CalendarID
  ) throws(ServiceError) -> ResourceText? {
    let name = ResourceName(uid: origin.event.id.rawValue)
    let id = origin.event.remoteID.map(ResourceEventID.init) ?? ResourceEventID(name)
    guard
      let text = try? access.text(source.bytes, as: id.name, in: calendar),
      let part = text[id.start]
    else { return nil }
    return try access.text(ResourceExcerpt(text).bytes(of: part), as: id.name, in: calendar)
  }

  /// Whether it is the same event for everybody who has it.
  private func keepsUID(_ use: EventSource.Use, _ event: Event, _ source: SourceText) -> Bool {
    guard use == .move, access.history.isKept else { return false }
    if event.participants.isEmpty { return true }
    return !source.isCancelledByService && isOrganizedHere(event)
  }

  /// Whether an event need not get another organizer: the user may have another address there.
  private func isOrganizedHere(_ event: Event) -> Bool {
    guard let organizer = event.organizer, !event.participants.isEmpty, !owners.isEmpty else {
      return true
    }
    return owners.contains { $0.lowercased() == organizer.email.lowercased() }
  }

  /// Writes an event under the UID of its source.
  ///
  /// The UID does not say that it was made here, so that it is noted as one that comes back: after a
  /// lost answer it is looked for by that.
  ///
  /// - Returns: The event; `nil` where the store has the UID, or something else of the name.
  /// - Throws: ``ServiceError``.
  private func write(
    _ bytes: [UInt8],
    ofUID uid: String,
    in calendar: CalendarID,
    as id: EventID,
    _ guests: ResourceGuests
  ) async throws(ServiceError) -> Event? {
    let name = access.store.name(forUID: uid)
    let wanted = try guests.silent(try access.text(bytes, as: name, in: calendar))
    let history = access.history
    guard let kept = history.expect(wanted, as: name, in: calendar) else { return nil }
    history.bring(name, in: calendar, back: id)
    do throws(ServiceError) {
      return try await access.write(wanted, as: name, in: calendar, if: .absent).master?.event
    } catch {
      history.end(kept, after: error)
      if !error.mayHaveHappened { history.forgetReturn(id) }
      if case .changed = error { return nil }
      throw error
    }
  }
}

extension EventSource {
  /// The new event: the old one as its text has it, with what the draft says otherwise than the old
  /// one did when the edit was made.
  ///
  /// - Parameters:
  ///   - now: The old event as its text has it.
  ///   - draft: What the new event is to be.
  ///   - conferencing: Its meeting.
  ///   - isFormer: Whether the text is an older one than the edit was made on: then all that the draft
  ///     says counts.
  /// - Returns: The event.
  func event(
    _ now: Event,
    _ draft: EventDraft,
    _ conferencing: ConferencingChange,
    isFormer: Bool
  ) -> Event {
    let known = isFormer ? now : event
    var patch = EventPatch(from: known, to: draft)
    patch.occurrence = nil
    if use == .laterPart {
      // The text has the rule of the whole series, or that of the part before by now.
      patch.time = draft.time
      patch.recurrence = draft.recurrence ?? Recurrence(lines: [])
    }
    switch (conferencing, known.conferencing) {
    case (.keep, .none): patch.conferencing = .keep
    case (.keep, _): patch.conferencing = .strip
    case (.details(let wanted), .details(let own)) where wanted.url == own.url:
      patch.conferencing = .keep
    default: patch.conferencing = conferencing
    }
    return now.applying(patch)
  }
}
