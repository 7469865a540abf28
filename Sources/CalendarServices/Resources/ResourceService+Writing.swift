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
      return try await makeException(event, conferencing, of: key, from: draft, notify: notify)
    }
    if let returned = try await ResourceReturn(access, now: now, owners: try await owners())
      .returned(draft, conferencing, as: id, guests: try await guests(notify))
    {
      return returned
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
    let text = try await access.write(
      try await guests(notify).silent(try access.text(bytes, as: name, in: draft.calendar)),
      as: name,
      in: draft.calendar,
      if: .absent
    )
    guard let part = text.master else { throw ResourceAccess.missing }
    return part.event
  }

  func text(
    of id: RemoteEventID,
    in calendar: CalendarID
  ) async throws(ServiceError) -> SourceText? {
    let own = ResourceEventID(id)
    let mails = try await store.scheduling().mails
    if let resource = try await access.stored(own.name, in: calendar) {
      // What cannot be read now can be once it is repaired.
      guard try access.text(resource.bytes, as: own.name, in: calendar)[own.start] != nil else {
        return nil
      }
      return SourceText(bytes: resource.bytes, isCancelledByService: mails)
    }
    // Another program has deleted it after it was changed here.
    let former = access.history.all(own.name, in: calendar).first { former in
      (try? access.text(former.bytes, as: own.name, in: calendar))?[own.start] != nil
    }
    return former.map {
      SourceText(bytes: $0.bytes, isCancelledByService: mails, isFormer: true)
    }
  }

  func create(
    _ draft: EventDraft,
    from source: SourceText,
    conferencing: ConferencingChange,
    id: EventID,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    if let key = draft.occurrence {
      let event = Event(creating: id, draft: draft, conferencing: conferencing)
      let part = source.part(of: draft.source, in: draft.calendar, access)
      return try await makeException(
        event,
        conferencing,
        of: key,
        from: draft,
        part,
        notify: notify
      )
    }
    let (owners, guests) = (try await owners(), try await guests(notify))
    let former = ResourceReturn(access, now: now, owners: owners)
    if let returned = try await former.returned(draft, conferencing, as: id, guests: guests) {
      return returned
    }
    let copy = ResourceCopy(access, now: now, owners: owners)
    do throws(ServiceError) {
      if let made = try await copy.copied(source, draft, conferencing, as: id, guests: guests) {
        return made
      }
    } catch .rejected {
      // What another program wrote need not be what this server takes.
    } catch {
      throw error
    }
    return try await create(draft, conferencing: conferencing, id: id, notify: notify)
  }

  /// Makes an occurrence one that differs from its series.
  private func makeException(
    _ event: Event,
    _ conferencing: ConferencingChange,
    of key: OccurrenceKey,
    from draft: EventDraft,
    _ source: FormerPart? = nil,
    notify: Bool
  ) async throws(ServiceError) -> Event {
    let (name, calendar) = (try name(of: key), draft.calendar)
    let (now, owners) = (self.now, try await owners())
    let former =
      source ?? ResourceReturn(access, now: now, owners: owners).exception(draft, of: key)
    let text = try await access.edit(name, in: calendar, telling: guests(notify)) {
      text throws(ServiceError) in
      guard let master = text.master else { throw ResourceAccess.missing }
      var given = master.event
      given.recurrence = nil
      given.time = master.event.time.moved(to: key.originalStart)
      var wanted = given.taking(fieldsOf: event)
      (wanted.endZone, wanted.recurrence) = (event.endZone, nil)
      if conferencing != .keep { wanted.conferencing = event.conferencing }
      Self.nameOrganizer(of: &wanted, owners)
      let edit = ResourceEdit(text, now: now, owners: owners)
      if let part = text[key.originalStart] {
        // Somebody else has changed it meanwhile, or it was made by a request whose answer was lost.
        var patch = EventPatch(from: given, to: EventDraft(wanted))
        patch.occurrence = nil
        patch.recurrence = nil
        patch.conferencing = conferencing
        return edit.changing(part, to: part.event.applying(patch))
      }
      if let former,
        let bytes = edit.taking(
          former.part,
          of: former.text,
          to: former.event(draft, conferencing),
          startingAt: key.originalStart
        )
      {
        return bytes
      }
      guard let bytes = edit.adding(wanted, startingAt: key.originalStart) else {
        throw ResourceAccess.damaged(name)
      }
      return bytes
    }
    guard let part = text?[key.originalStart] else { throw ResourceAccess.missing }
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
      return try await ExceptionMove(
        access: access,
        calendar: calendar,
        guests: try await guests(notify),
        owners: owners,
        now: now
      )
      .move(own, patch, current: current, to: key, of: other)
    }
    let start = patch.occurrence?.originalStart ?? own.start
    let text = try await access.edit(own.name, in: calendar, telling: guests(notify)) {
      text throws(ServiceError) in
      guard let part = text[own.start] else { throw ResourceAccess.missing }
      try part.checkUnchanged(since: current)
      var event = part.event.applying(patch.fieldsAlone)
      if patch.participants != nil { Self.nameOrganizer(of: &event, owners) }
      return ResourceEdit(text, now: now, owners: owners)
        .changing(part, to: event, startingAt: start)
    }
    guard let part = text?[start] else { throw ResourceAccess.missing }
    return part.event
  }

  func delete(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    current: Event?,
    notify: Bool
  ) async throws(ServiceError) {
    try await access.remove(
      ResourceEventID(id),
      in: calendar,
      current: current,
      telling: try await guests(notify),
      now: now
    )
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
    _ = try await access.edit(own.name, in: calendar, isAnswer: true) {
      text throws(ServiceError) in
      guard let part = text[own.start] else { throw ResourceAccess.missing }
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

  /// Who is told of changes.
  private func guests(_ notify: Bool) async throws(ServiceError) -> ResourceGuests {
    let isMailed = notify ? false : try await store.scheduling().mails
    return ResourceGuests(staysSilent: isMailed, owners: try await owners())
  }

  /// The resource of a series.
  private func name(of key: OccurrenceKey) throws(ServiceError) -> ResourceName {
    guard case .remote(let series) = key.series else {
      throw .rejected("The series is not at its service. Sync, and make the edit again.")
    }
    return ResourceEventID(series).name
  }

  /// Gives an event to which people are invited an organizer, the user.
  private static func nameOrganizer(of event: inout Event, _ owners: [String]) {
    guard event.organizer == nil, !event.participants.isEmpty, let owner = owners.first else {
      return
    }
    event.organizer = Person(email: owner)
  }
}

extension SourceText {
  /// The event of the text that another one is made from; `nil` where it is not in it.
  fileprivate func part(
    of source: EventSource?,
    in calendar: CalendarID,
    _ access: ResourceAccess
  ) -> FormerPart? {
    guard let id = source?.event.remoteID.map(ResourceEventID.init),
      let text = try? access.text(bytes, as: id.name, in: calendar), let part = text[id.start]
    else { return nil }
    return FormerPart(text: text, part: part)
  }
}
