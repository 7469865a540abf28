/// What the texts of an event say of a meeting.
public struct FoundMeeting: Hashable, Sendable {
  /// The link, and where it was found; `nil` where only codes were.
  public var link: FoundLink?
  /// What the description says besides.
  public var codes: FoundCodes
}

extension LinkFinder {
  /// What the texts of an event say of meetings, besides what its field for meetings says.
  ///
  /// For an event whose field has a link, this is what the texts add to it: the link with its
  /// passcode, codes and telephone numbers. For others these are all the links, and where there is
  /// none, a number with its passcode: no link is made up for it.
  ///
  /// - Parameters:
  ///   - conferencing: The field.
  ///   - location: The place.
  ///   - description: The description.
  ///   - servers: Meeting servers that no table knows; by default those of the configuration.
  /// - Returns: The meetings, the best first, twenty at most.
  public static func meetings(
    conferencing: Conferencing,
    location: String,
    description: String,
    servers: MeetingServers = .configured
  ) -> [FoundMeeting] {
    if case .autocreate = conferencing { return [] }
    let links = links(
      conferencing: conferencing,
      location: location,
      description: description,
      servers: servers
    )
    // What Convene wrote itself is in the field.
    let description = DescriptionCodes(InvitationBlock.removed(from: description))
    switch conferencing {
    case .autocreate: return []
    case .details(let details) where details.isReady:
      guard let best = links.first else { return [] }
      var codes = description.codes(of: best.link)
      codes.subtract(details)
      let link = best.source == .conferencing ? nil : best
      return link == nil && codes.isEmpty ? [] : [FoundMeeting(link: link, codes: codes)]
    case .details, .none:
      if links.isEmpty {
        let codes = description.codes(of: nil)
        return codes.isEmpty ? [] : [FoundMeeting(link: nil, codes: codes)]
      }
      // Each link is looked for in all lines.
      return links.prefix(20).map { FoundMeeting(link: $0, codes: description.codes(of: $0.link)) }
    }
  }
}

extension FoundCodes {
  /// Takes out what is known anyway.
  fileprivate mutating func subtract(_ details: ConferencingDetails) {
    func digits(_ text: String) -> String {
      String(text.prefix { $0 != "," && $0 != ";" }.filter { $0.isASCII && $0.isNumber })
    }
    meetingCode = nil
    if details.accessCode != nil { accessCode = nil }
    if details.pin != nil { pin = nil }
    let known = Set(details.phones.map(digits))
    phones.removeAll { known.contains(digits($0)) }
  }
}
