package import ConferencingCore

extension LinkFinder {
  /// All links of an event, the best first, each meeting once.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - servers: Meeting servers that no table knows; by default those of the configuration.
  /// - Returns: The links.
  package static func links(
    in event: Event,
    servers: MeetingServers = .configured
  ) -> [FoundLink] {
    links(
      conferencing: event.conferencing,
      location: event.location,
      description: event.description,
      servers: servers
    )
  }

  /// What the texts of an event say of meetings, besides what its field for meetings says.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - servers: Meeting servers that no table knows; by default those of the configuration.
  /// - Returns: The meetings, the best first, twenty at most.
  package static func meetings(
    in event: Event,
    servers: MeetingServers = .configured
  ) -> [FoundMeeting] {
    meetings(
      conferencing: event.conferencing,
      location: event.location,
      description: event.description,
      servers: servers
    )
  }
}

extension LinkFinder {
  /// The meetings that the texts of an event speak of besides the one that its field has.
  ///
  /// - Parameter event: The event.
  /// - Returns: The meetings that one can join, the best first; none where the field has no link, for
  ///   then ``meetings(in:servers:)`` are all of them.
  package static func others(in event: Event) -> [FoundMeeting] {
    let own = links(conferencing: event.joinableField).first?.link.identity
    guard let own else { return [] }
    return meetings(
      conferencing: .none,
      location: event.location,
      description: event.description
    )
    .filter { $0.link?.link.purpose == .meeting && $0.link?.link.identity != own }
  }
}

extension Event {
  /// Where its meeting stands.
  package var conferencingState: ConferencingState {
    if conferencingFailure != nil { return .failed }
    return switch conferencing {
    case .none: .none
    case .autocreate: .pending
    case .details(let details): details.isReady ? .ready : .none
    }
  }

  /// Whether its place is exactly the link that its meeting is shown with.
  package var isPlacedAtItsLink: Bool {
    guard !location.isEmpty else { return false }
    switch conferencing {
    case .autocreate: return false
    case .details(let details) where details.isReady:
      return conferencing.isSameMeeting(as: ConferencingDetails(provider: .unknown, url: location))
    case .details, .none: break
    }
    let link = LinkFinder.links(location: location).first?.link.url
    return link == DetailsRules.normalizedURL(location)
  }

  /// Whether its place is exactly its link.
  var isPlacedAtLink: Bool { !location.isEmpty && conferencing.details?.url == location }

  /// The event with its link also where that stands in its description alone.
  package var withLinkOfItsText: Event {
    var event = self
    event.conferencing = ServiceField.merge(field: conferencing, description: description)
    return event
  }

  /// Whether its meeting is one that its service made on the event itself.
  func hasOwnMeeting(at service: ServiceKind) -> Bool {
    guard case .details(let details) = conferencing else { return false }
    return service.takesNoLink && !service.isLocal
      && details.provider.autocreateProvider != nil
      && InvitationBlock.find(in: description) == nil
  }

  /// Whether a link is being created, which is the one that will be joined by.
  var isLinkPending: Bool {
    if case .autocreate = conferencing { conferencingFailure == nil } else { false }
  }

  /// What its field gives to join by: nothing while a link is created or when it could not be, and no
  /// telephone number in the place of a link.
  var joinableField: Conferencing {
    conferencingFailure == nil ? conferencing.withoutTelephoneLink : .none
  }

  /// The provider that lists name: that of the link that it is joined by, or is to be joined by.
  package var listedProvider: ConferencingProvider? {
    if isLinkPending { return conferencing.provider }
    return JoinLinks(of: self).links.first?.link.provider
  }

  /// What one joins it by, whole: the link that ``JoinLinks`` puts first, with the codes and telephone
  /// numbers that field and texts give of its meeting.
  ///
  /// The link is empty for a meeting that has telephone numbers alone.
  ///
  /// - Parameters:
  ///   - servers: Meeting servers that no table knows; by default those of the configuration.
  ///   - ranking: The preferred providers; by default those of the configuration.
  /// - Returns: The details; `nil` when there is nothing to join by, or only a page to register at.
  package func joinDetails(
    servers: MeetingServers = .configured,
    ranking: LinkRanking = .configured
  ) -> ConferencingDetails? {
    if isLinkPending { return nil }
    let best = JoinLinks(of: self, servers: servers, ranking: ranking).links.first?.link
    if case .details(var details) = joinableField {
      let own = LinkFinder.links(conferencing: joinableField, servers: servers).first?.link
      if details.isReady, best == nil || best?.identity == own?.identity {
        // The same meeting may stand in the text with its passcode.
        if let best { details.url = best.url }
        let found = LinkFinder.meetings(
          conferencing: joinableField,
          location: location,
          description: description,
          servers: servers
        )
        if let codes = found.first?.codes { details.add(codes) }
        return details
      }
      if best == nil { return details.phones.isEmpty ? nil : details.withoutLink }
    }
    guard let best, best.purpose == .meeting else { return nil }
    var details = ConferencingDetails(
      provider: best.provider,
      url: best.url,
      meetingCode: best.meetingCode,
      accessCode: best.accessCode
    )
    let found = LinkFinder.meetings(
      conferencing: .none,
      location: location,
      description: description,
      servers: servers
    )
    if let codes = found.first(where: { $0.link?.link.identity == best.identity })?.codes {
      details.add(codes)
    }
    return details
  }

  /// The page to register at, where that is all there is.
  package var registrationPage: String? {
    guard let link = LinkFinder.links(in: self).first?.link, link.purpose == .registration else {
      return nil
    }
    return link.url
  }
}

extension EventSummary {
  /// Whether its place is nothing but a link of the provider that is told of it anyway.
  package var isPlacedAtItsLink: Bool {
    guard let provider, location.contains("://") else { return false }
    let link = LinkFinder.links(location: location).first?.link
    return link?.provider == provider && link?.url == DetailsRules.normalizedURL(location)
  }
}

extension Conferencing {
  /// The same with a telephone number among the numbers, where a file gives one as the link.
  ///
  /// No program is started for a number: what claims `tel:` on a desktop is seldom a telephone.
  fileprivate var withoutTelephoneLink: Conferencing {
    guard case .details(var details) = self, details.url.lowercased().hasPrefix("tel:") else {
      return self
    }
    let number = String(details.url.dropFirst(4))
    if !details.phones.contains(number) { details.phones.insert(number, at: 0) }
    details.url = ""
    return .details(details)
  }
}

extension ConferencingDetails {
  /// The numbers and codes alone.
  fileprivate var withoutLink: ConferencingDetails {
    var details = self
    details.url = ""
    return details
  }

  /// Adds what a text says and the details lack.
  fileprivate mutating func add(_ codes: FoundCodes) {
    meetingCode = meetingCode ?? codes.meetingCode
    accessCode = accessCode ?? codes.accessCode
    pin = pin ?? codes.pin
    let known = Set(phones.compactMap { DialIn.number(in: $0) })
    phones += codes.phones.filter { phone in
      DialIn.number(in: phone).map { !known.contains($0) } ?? false
    }
  }
}
