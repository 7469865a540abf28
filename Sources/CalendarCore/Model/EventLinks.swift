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
      return conferencing.leads(to: ConferencingDetails(provider: .unknown, url: location))
    case .details, .none: break
    }
    let link = LinkFinder.links(location: location).first?.link.url
    return link == DetailsRules.normalizedURL(location)
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
