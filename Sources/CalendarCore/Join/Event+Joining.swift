package import ConferencingCore

extension Event {
  /// What one joins it by, whole: the best link of the field or the texts, with the codes and
  /// telephone numbers of both.
  ///
  /// The link is empty for a meeting that has telephone numbers alone.
  ///
  /// - Parameter servers: Meeting servers that no table knows; by default those of the configuration.
  /// - Returns: The details; `nil` when there is nothing to join by, or only a page to register at.
  package func joinDetails(servers: MeetingServers = .configured) -> ConferencingDetails? {
    if case .autocreate = conferencing, conferencingFailure == nil { return nil }
    // A link that could not be created is none; what the texts say stands.
    let field = conferencingFailure == nil ? conferencing.withoutTelephoneLink : .none
    let links = LinkFinder.links(
      conferencing: field,
      location: location,
      description: description,
      servers: servers
    )
    let found = LinkFinder.meetings(
      conferencing: field,
      location: location,
      description: description,
      servers: servers
    )
    if case .details(var details) = field {
      if details.isReady {
        // The same meeting may stand in the text with its passcode.
        if let best = links.first?.link { details.url = best.url }
        if let codes = found.first?.codes { details.add(codes) }
        return details
      }
      details.url = ""
      if links.isEmpty { return details.phones.isEmpty ? nil : details }
    }
    guard let meeting = found.first(where: { $0.link?.link.purpose == .meeting }),
      let link = meeting.link?.link
    else { return nil }
    var details = ConferencingDetails(
      provider: link.provider,
      url: link.url,
      meetingCode: link.meetingCode,
      accessCode: link.accessCode
    )
    details.add(meeting.codes)
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
