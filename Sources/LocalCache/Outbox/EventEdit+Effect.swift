import ConferencingCore

extension EventEdit {
  /// The event as it looks once the edit is carried out.
  ///
  /// - Parameters:
  ///   - event: The event before it; `nil` when there is none yet.
  ///   - owner: The address that the account answers invitations with, when it is known.
  /// - Returns: The event; `nil` when there is none, before or to begin with.
  func applied(to event: Event?, owner: String?) -> Event? {
    switch change {
    case .create(let draft, let conferencing):
      return Event(creating: self.event, draft: draft, conferencing: conferencing)
    case .update(let patch): return event?.applying(patch)
    case .delete: return event
    case .respond(let response):
      guard var answered = event, let owner else { return event }
      for index in answered.participants.indices
      where answered.participants[index].email.lowercased() == owner.lowercased() {
        answered.participants[index].response = response
      }
      return answered
    }
  }

  /// This edit and a later one as a single edit; `nil` when they must stay apart.
  ///
  /// Only for an edit that was never sent. It keeps a person's correction from waiting behind the
  /// very edit that the service refuses.
  func merged(with later: EventEdit) -> EventEdit? {
    guard case .update(let patch) = later.change else { return nil }
    var edit = self
    edit.notifiesParticipants = notifiesParticipants || later.notifiesParticipants
    switch change {
    case .create(let draft, let conferencing):
      let meeting: ConferencingChange =
        switch patch.conferencing {
        case .keep: conferencing
        case .strip: .keep
        case .autocreate, .details: patch.conferencing
        }
      edit.change = .create(draft.applying(patch), conferencing: meeting)
    case .update(let earlier): edit.change = .update(earlier.merged(with: patch))
    case .delete, .respond: return nil
    }
    return edit
  }
}

extension EventDraft {
  fileprivate func applying(_ patch: EventPatch) -> EventDraft {
    var draft = self
    draft.title = patch.title ?? title
    draft.time = patch.time ?? time
    draft.location = patch.location ?? location
    draft.description = patch.description ?? description
    draft.visibility = patch.visibility ?? visibility
    draft.isBusy = patch.isBusy ?? isBusy
    draft.participants = patch.participants ?? participants
    return draft
  }
}

extension EventPatch {
  fileprivate func merged(with later: EventPatch) -> EventPatch {
    EventPatch(
      title: later.title ?? title,
      time: later.time ?? time,
      location: later.location ?? location,
      description: later.description ?? description,
      visibility: later.visibility ?? visibility,
      isBusy: later.isBusy ?? isBusy,
      participants: later.participants ?? participants,
      conferencing: later.conferencing == .keep ? conferencing : later.conferencing
    )
  }
}
