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

  /// What is made of a link that comes back, where its service takes it in the description alone.
  ///
  /// Before, it may have stood in a field of the service that only the service itself can fill.
  ///
  /// - Parameters:
  ///   - details: The link.
  ///   - draft: The event as it is to be otherwise.
  ///   - own: What people wrote of its description, when that is known.
  ///   - service: What will hold it.
  /// - Returns: What ``create(draft:conferencing:service:)`` makes of it; `nil` where the service takes
  ///   the link by itself, or the description has it already.
  static func returning(
    _ details: ConferencingDetails,
    to draft: EventDraft,
    own: String?,
    service: ServiceKind
  ) -> (draft: EventDraft, change: ConferencingChange)? {
    guard ServiceField.lacksBlock(of: details, in: draft.description, for: service) else {
      return nil
    }
    var draft = draft
    draft.description = ConferenceText.cut(draft.description, own: own).kept
    return create(draft: draft, conferencing: .details(details), service: service)
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
        event.conferencing.isSameMeeting(as: details)
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

  /// An edited description, brought onto its event as it is now.
  ///
  /// While a user writes, a service may append the text of a meeting to the description, or take
  /// it away. What the user wrote stays, and the text about the meeting is the one of now.
  ///
  /// - Parameters:
  ///   - edited: The description as the user has it.
  ///   - before: The event that they began with.
  ///   - now: The event as it is.
  /// - Returns: The description to go on with.
  package static func rebased(_ edited: String, from before: Event, onto now: Event) -> String {
    guard !now.description.utf8.elementsEqual(before.description.utf8) else { return edited }
    let ownNow = words(of: now.description, in: now)
    let whole = now.description.utf8
    // Where people's words and texts about meetings are mixed, nobody can say what belongs where.
    guard whole.starts(with: ownNow.utf8) else { return edited }
    let appended = String(decoding: whole.dropFirst(ownNow.utf8.count), as: UTF8.self)
    let own = words(of: edited, in: before)
    let isFirst = ownNow.isEmpty && !own.isEmpty && appended.first?.isNewline == false
    let separator = HTMLText.looksLikeHTML(now.description) ? "<br><br>" : "\n\n"
    return own + (isFirst ? separator : "") + appended
  }

  /// What people wrote of a description, which is an event's own or an edit of it.
  private static func words(of text: String, in event: Event) -> String {
    if let own = event.own(in: text) { return own }
    return ConferenceText.cut(text, own: nil).kept
  }

  /// An event as just read from its service, with what only this cache knows of it.
  ///
  /// - Parameters:
  ///   - incoming: The event as the service has it now.
  ///   - cached: The event as this cache has it; `nil` when it is seen for the first time.
  /// - Returns: The event to store.
  package static func reconciled(incoming: Event, cached: Event?) -> Event {
    var event = incoming
    event.conferencing = ServiceField.merge(
      field: incoming.conferencing,
      description: incoming.description
    )
    guard let cached else { return event }
    event.id = cached.id
    event.remoteID = incoming.remoteID ?? cached.remoteID
    event.ownDescription =
      cached.ownDescription.flatMap { own in
        incoming.description.utf8.starts(with: own.utf8) ? own : nil
      } ?? incoming.ownDescription
    event.autocreated = madeHere(event, cached: cached)
    if event.hasLink(of: cached), let meeting = cached.meeting {
      event.meeting = meeting
      // The service of the event knows nothing of what its host says.
      event.conferencingFailure = incoming.conferencingFailure ?? cached.conferencingFailure
    }
    guard case .autocreate(let asked) = cached.conferencing else { return event }
    switch event.conferencing {
    case .autocreate(let read):
      // The service says less than was asked: host and settings are not in its answers.
      if read.provider == asked.provider, read.hostGrant == nil || read.hostGrant == asked.hostGrant
      {
        event.conferencing = .autocreate(asked)
      }
    case .details(let read)
    where !read.isProviderAlone || read.provider != asked.provider.conferencingProvider:
      break
    case .none, .details:
      // Until the meeting exists, a service may say nothing of it, or its provider alone. Whether
      // it was waited for long enough is for others to say; what was asked is kept for the retry.
      guard let request = cached.autocreated else { break }
      event.conferencing = .autocreate(asked)
      event.autocreated = request
      event.conferencingFailure = incoming.conferencingFailure ?? cached.conferencingFailure
    }
    return event
  }

  /// Why a link is given up that the service was asked for and does not show.
  package static func notCreated(_ asked: Autocreate) -> String {
    "The service did not create the \(asked.provider.rawValue) link. "
      + "Ask for it again, or use a link you have."
  }

  /// The request that the meeting of an event was made by, as long as it is still that meeting.
  private static func madeHere(_ event: Event, cached: Event) -> Autocreate? {
    guard let asked = cached.autocreated else { return nil }
    switch (event.conferencing, cached.conferencing) {
    case (.none, _): return nil
    case (.autocreate, _): return asked
    case (.details(let now), .autocreate):
      return now.provider == asked.provider.conferencingProvider ? asked : nil
    case (.details, .details): return event.hasLink(of: cached) ? asked : nil
    case (.details, .none): return nil
    }
  }
}

extension ConferencingDetails {
  /// Whether nothing is known of a meeting but who is to make it.
  fileprivate var isProviderAlone: Bool {
    self == ConferencingDetails(provider: provider, url: "")
  }
}
