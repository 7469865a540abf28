import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation

extension ResourceService {
  func create(
    _ draft: EventDraft,
    conferencing: ConferencingChange,
    id: EventID,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    var event = Event(creating: id, draft: draft, conferencing: conferencing)
    if let key = draft.occurrence {
      return try await makeException(event, conferencing, of: key, in: draft.calendar)
    }
    if !event.participants.isEmpty, let owner = try await owners().first {
      event.organizer = Person(email: owner)
    }
    let bytes = CalendarFileWriter(
      [KeptEvent(event: event, text: nil)],
      others: [],
      now: now
    )
    .bytes(isWhole: false)
    let name = store.name(forUID: id.rawValue)
    let text = try await write(bytes, as: name, in: draft.calendar, if: .absent)
    guard let part = text.master else { throw missing }
    return part.event
  }

  /// Makes an occurrence one that differs from its series.
  private func makeException(
    _ event: Event,
    _ conferencing: ConferencingChange,
    of key: OccurrenceKey,
    in calendar: CalendarID
  ) async throws(ServiceError) -> Event {
    let name = try name(of: key)
    let (now, owners) = (self.now, try await owners())
    let text = try await edit(name, in: calendar) { text throws(ServiceError) in
      guard let master = text.master else { throw missing }
      var given = master.event
      given.recurrence = nil
      given.time = master.event.time.moved(to: key.originalStart)
      var wanted = given
      (wanted.title, wanted.time, wanted.endZone) = (event.title, event.time, event.endZone)
      (wanted.location, wanted.description) = (event.location, event.description)
      (wanted.visibility, wanted.isBusy) = (event.visibility, event.isBusy)
      (wanted.reminders, wanted.participants) = (event.reminders, event.participants)
      if conferencing != .keep { wanted.conferencing = event.conferencing }
      let edit = ResourceEdit(text, now: now, owners: owners)
      if let part = text[key.originalStart] {
        // Somebody else has changed it meanwhile, or it was made by a request whose answer was lost.
        var patch = EventPatch(from: given, to: EventDraft(wanted))
        patch.occurrence = nil
        patch.recurrence = nil
        patch.conferencing = conferencing
        return edit.changing(part, to: part.event.applying(patch))
      }
      guard let bytes = edit.adding(wanted, startingAt: key.originalStart) else { throw missing }
      return bytes
    }
    guard let part = text?[key.originalStart] else { throw missing }
    return part.event
  }

  func update(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    patch: EventPatch,
    current: Event,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    let own = ResourceEventID(id)
    let (now, owners) = (self.now, try await owners())
    if let key = patch.occurrence, case let other = try name(of: key), other != own.name {
      return try await move(own, in: calendar, patch: patch, current: current, to: key, of: other)
    }
    let start = patch.occurrence?.originalStart ?? own.start
    let text = try await edit(own.name, in: calendar) { text throws(ServiceError) in
      guard let part = text[own.start] else { throw missing }
      try check(part, isStill: current)
      return ResourceEdit(text, now: now, owners: owners)
        .changing(part, to: applied(patch, to: part.event), startingAt: start)
    }
    guard let part = text?[start] else { throw missing }
    return part.event
  }

  /// Moves an exception to another series, the tail of a split one: it is there before it goes here.
  private func move(
    _ own: ResourceEventID,
    in calendar: CalendarID,
    patch: EventPatch,
    current: Event,
    to key: OccurrenceKey,
    of other: ResourceName
  ) async throws(ServiceError) -> Event {
    var (current, copy): (Event?, Event?) = (current, nil)
    var attempt = 1
    while true {
      let source = try await resource(own.name, in: calendar).text
      guard let part = source[own.start] else {
        // Another program has deleted it here, after it was copied.
        if let copy { return copy }
        throw missing
      }
      try check(part, isStill: current)
      let moved = try await take(part, of: source, patch, in: calendar, to: key, of: other, copy)
      do throws(ServiceError) {
        try await remove(own, in: calendar, current: part.event)
        return moved
      } catch .changed(let reason) {
        // What was changed here after it was copied is copied again, and not lost.
        guard attempt < Self.tries else { throw .changed(reason) }
        attempt += 1
        (copy, current) = (moved, nil)
      }
    }
  }

  /// Copies an exception to another series.
  ///
  /// An attempt before may have written one there, which this one replaces.
  private func take(
    _ part: ResourceText.Part,
    of source: ResourceText,
    _ patch: EventPatch,
    in calendar: CalendarID,
    to key: OccurrenceKey,
    of other: ResourceName,
    _ copy: Event?
  ) async throws(ServiceError) -> Event {
    let (now, owners) = (self.now, try await owners())
    let event = applied(patch, to: part.event)
    let text = try await edit(other, in: calendar) { text throws(ServiceError) in
      var text = text
      if let found = text[key.originalStart] {
        guard let copy, copy.version == found.event.version,
          let rest = ResourceEdit(text, now: now, owners: owners).removing(found)
        else { return text.bytes }
        text = try self.text(rest, as: other, in: calendar)
      }
      let edit = ResourceEdit(text, now: now, owners: owners)
      let bytes = edit.taking(part, of: source, to: event, startingAt: key.originalStart)
      guard let bytes else { throw missing }
      return bytes
    }
    guard let moved = text?[key.originalStart] else { throw missing }
    return moved.event
  }

  func delete(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    current: Event?,
    notify: Bool
  ) async throws(ServiceError) {
    try await remove(ResourceEventID(id), in: calendar, current: current)
  }

  /// Removes an event: of a series all of it, of an exception what it differs by.
  private func remove(
    _ id: ResourceEventID,
    in calendar: CalendarID,
    current: Event?
  ) async throws(ServiceError) {
    let now = self.now
    do throws(ServiceError) {
      _ = try await edit(id.name, in: calendar) { text throws(ServiceError) in
        guard let part = text[id.start] else { return text.bytes }
        try check(part, isStill: current)
        return ResourceEdit(text, now: now, owners: []).removing(part)
      }
    } catch .notFound {
      return
    } catch {
      throw error
    }
  }

  func respond(
    to id: RemoteEventID,
    in calendar: CalendarID,
    with response: ParticipantResponse
  ) async throws(ServiceError) {
    let own = ResourceEventID(id)
    let (now, owners) = (self.now, try await owners())
    guard !owners.isEmpty else {
      throw .rejected(
        "The account \"\(account)\" says no address of yours, so that your answer has no place. Add "
          + "email = \"you@example.org\" to it in the configuration."
      )
    }
    let addresses = Set(owners.map { $0.lowercased() })
    _ = try await edit(own.name, in: calendar, isAnswer: true) { text throws(ServiceError) in
      guard let part = text[own.start] else { throw missing }
      var event = part.event
      let own = event.participants.indices.filter {
        addresses.contains(event.participants[$0].email.lowercased())
      }
      guard !own.isEmpty else {
        throw .rejected(
          "The invitation is to none of your addresses (\(owners.joined(separator: ", "))), so that "
            + "your answer has no place. If it is to another one of yours, write that as email to the "
            + "account \"\(account)\" in the configuration."
        )
      }
      for index in own { event.participants[index].response = response }
      return ResourceEdit(text, now: now, owners: owners).changing(part, to: event)
    }
  }

  // MARK: Pieces

  /// The resource of a series.
  private func name(of key: OccurrenceKey) throws(ServiceError) -> ResourceName {
    guard case .remote(let series) = key.series else {
      throw .rejected("The series is not at its service. Sync, and make the edit again.")
    }
    return ResourceEventID(series).name
  }

  /// Throws when an event is not as it was when an edit of it was made.
  private func check(
    _ part: ResourceText.Part,
    isStill current: Event?
  ) throws(ServiceError) {
    if part.event.isReadOnly {
      throw .rejected(
        "This series has occurrences that were changed from a day on (RANGE=THISANDFUTURE). Change it "
          + "in the program that made it."
      )
    }
    guard let version = current?.version, version != part.event.version else { return }
    throw .changed(Self.outdated)
  }

  private func applied(_ patch: EventPatch, to event: Event) -> Event {
    var patch = patch
    patch.occurrence = nil
    return event.applying(patch)
  }
}
