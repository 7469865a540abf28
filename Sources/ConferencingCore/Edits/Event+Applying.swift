extension Event {
  /// The event as it will look once a patch is carried out.
  public func applying(_ patch: EventPatch) -> Event {
    var event = self
    event.title = patch.title ?? title
    event.time = patch.time ?? time
    event.location = patch.location ?? location
    event.description = patch.description ?? description
    event.visibility = patch.visibility ?? visibility
    event.isBusy = patch.isBusy ?? isBusy
    event.participants = patch.participants ?? participants
    event.apply(patch.conferencing)
    return event
  }

  /// The event as it will look once a draft is created.
  public init(creating id: EventID, draft: EventDraft, conferencing: ConferencingChange) {
    self.init(
      id: id,
      account: draft.account,
      calendar: draft.calendar,
      title: draft.title,
      time: draft.time,
      location: draft.location,
      description: draft.description,
      visibility: draft.visibility,
      isBusy: draft.isBusy,
      participants: draft.participants
    )
    apply(conferencing)
  }

  private mutating func apply(_ change: ConferencingChange) {
    switch change {
    case .keep: return
    case .strip: conferencing = .none
    case .autocreate(let autocreate): conferencing = .autocreate(autocreate)
    case .details(let details): conferencing = .details(details)
    }
    conferencingFailure = nil
  }
}
