package import ConferencingCore

extension Event {
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
