import ConferencingCore

extension EventEditor {
  /// The creation that makes an event again which is gone.
  ///
  /// A meeting that Convene had made is asked for afresh: the old one goes with the old event.
  package static func again(_ event: Event, service: ServiceKind) -> EventChange {
    var draft = EventDraft(event)
    if event.isPlacedAtLink { draft.location = "" }
    let conferencing: ConferencingChange
    switch event.conferencing {
    case .none: return .create(draft, conferencing: .keep)
    case .autocreate(let asked):
      conferencing = .autocreate(asked)
      draft.description = ConferenceText.cut(event.description, own: event.ownDescription).kept
    case .details(let details):
      if let asked = event.autocreated {
        conferencing = .autocreate(asked)
        draft.description = ConferenceText.cut(event.description, own: event.ownDescription).kept
      } else {
        conferencing = .details(details)
        draft.description = InvitationBlock.removed(from: event.description)
      }
    }
    let made = create(draft: draft, conferencing: conferencing, service: service)
    return .create(made.draft, conferencing: made.change)
  }
}
