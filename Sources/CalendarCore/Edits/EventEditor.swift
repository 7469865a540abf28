package import ConferencingCore

/// Turns what a user decided in a form into what is stored and sent.
package enum EventEditor {
  /// What is made of a new event.
  ///
  /// - Parameters:
  ///   - draft: The event as the form has it.
  ///   - conferencing: The meeting that it is to have.
  ///   - service: What will hold it.
  /// - Returns: The draft with the block of the meeting where the service's field cannot hold all of
  ///   it, and the change with tidy values. The change has the details complete: a service splits
  ///   them with ``ServiceField/split(_:for:)``.
  package static func create(
    draft: EventDraft,
    conferencing: ConferencingChange,
    service: ServiceKind
  ) -> (draft: EventDraft, change: ConferencingChange) {
    switch conferencing {
    case .keep, .strip: return (draft, .keep)
    case .autocreate: return (draft, conferencing)
    case .details(let given):
      let details = tidy(given)
      var draft = draft
      draft.description = described(details, after: draft.description, for: service)
      draft.location = LinkPlace.location(draft.location, with: .details(details), on: service)
      return (draft, .details(details))
    }
  }

  /// What changes when an event is to become a draft, and its meeting is changed.
  ///
  /// The text of the old meeting goes in the same patch as the meeting (rule 5). Where the user
  /// edited the description too, their new text is worked on.
  package static func patch(
    from event: Event,
    to draft: EventDraft,
    conferencing: ConferencingChange,
    service: ServiceKind
  ) -> EventPatch {
    var patch = EventPatch(from: event, to: draft)
    let own = event.own(in: draft.description)
    let kept = ConferenceText.cut(draft.description, own: own).kept
    var description = draft.description
    switch conferencing {
    case .keep:
      patch.conferencing = .keep
      // The block is part of the meeting: it stays when all words around it are replaced.
      if let block = InvitationBlock.find(in: event.description),
        InvitationBlock.find(in: draft.description) == nil
      {
        description = InvitationBlock.appended(to: draft.description, block.details)
      }
    case .strip, .autocreate:
      patch.conferencing = conferencing
      description = kept
    case .details(let given):
      let details = tidy(given)
      patch.conferencing = .details(details)
      description =
        event.conferencing.leads(to: details)
        ? completed(event, details, in: draft.description, for: service)
        : described(details, after: kept, for: service)
    }
    patch.description =
      description.utf8.elementsEqual(event.description.utf8) ? nil : description
    let location = LinkPlace.location(
      draft.location,
      of: event.conferencing,
      with: patch.conferencing,
      on: service
    )
    patch.location = location == event.location ? nil : location
    return patch
  }

  /// A description in which more is said of the meeting that the event has already.
  ///
  /// The text that its service wrote stays, for the meeting may live by it: only the block is
  /// replaced, and where there is none and nothing new is said, none is written.
  private static func completed(
    _ event: Event,
    _ details: ConferencingDetails,
    in description: String,
    for service: ServiceKind
  ) -> String {
    if event.conferencing == .details(details), InvitationBlock.find(in: event.description) == nil {
      return description
    }
    return described(details, after: InvitationBlock.removed(from: description), for: service)
  }

  /// Details as they are sent: the link with its scheme, values without surrounding blanks, and no
  /// empty ones.
  package static func tidy(_ details: ConferencingDetails) -> ConferencingDetails {
    func value(_ text: String?) -> String? {
      let tidy = text.map(ConferenceValue.tidy) ?? ""
      return tidy.isEmpty ? nil : tidy
    }
    return ConferencingDetails(
      provider: ConferencingProvider(
        value(details.provider.rawValue) ?? ConferencingProvider.unknown.rawValue
      ),
      url: DetailsRules.normalizedURL(details.url),
      meetingCode: value(details.meetingCode),
      accessCode: value(details.accessCode),
      pin: value(details.pin),
      phones: details.phones.compactMap(value)
    )
  }

  /// A user's text with the block behind it where the service's field is too small.
  private static func described(
    _ details: ConferencingDetails,
    after own: String,
    for service: ServiceKind
  ) -> String {
    ServiceField.split(details, for: service).needsBlock
      ? InvitationBlock.appended(to: own, details) : own
  }
}
