package import ConferencingCore

/// A meeting that was given as more than its link: a whole invitation, or a line of one.
///
/// People copy what they were sent. What the reader of descriptions finds in it is taken, and said.
package struct GivenInvitation: Hashable, Sendable {
  /// The link, with the codes and telephone numbers that stand with it.
  package let details: ConferencingDetails

  /// The most bytes that are read.
  private static let longest = 65_536

  /// Reads a text that was given in place of a link; `nil` where the text is a link as it stands, and
  /// where no link is in it or, of those of unknown services, more than one.
  ///
  /// - Parameters:
  ///   - text: What was pasted or typed.
  ///   - servers: Meeting servers that no table knows; by default those of the configuration.
  package init?(_ text: String, servers: MeetingServers = .configured) {
    guard text.utf8.contains(UInt8(ascii: "/")), text.utf8.count <= Self.longest,
      DetailsRules.urlMessage(DetailsRules.givenURL(text)) != nil
    else { return nil }
    // What Convene wrote itself is read as it wrote it.
    if let own = InvitationBlock.find(in: text)?.details, own.isReady {
      details = own
      return
    }
    let found = LinkFinder.meetings(
      conferencing: .none,
      location: "",
      description: text,
      servers: servers
    )
    if let meeting = found.first(where: { $0.link?.link.purpose == .meeting }),
      let link = meeting.link?.link
    {
      details = ConferencingDetails(
        provider: link.provider,
        url: link.url,
        meetingCode: meeting.codes.meetingCode ?? link.meetingCode,
        accessCode: meeting.codes.accessCode ?? link.accessCode,
        pin: meeting.codes.pin,
        phones: meeting.codes.phones
      )
      return
    }
    guard let url = Self.onlyAddress(in: text) else { return nil }
    details = ConferencingDetails(provider: .unknown, url: url)
  }

  /// What was read, for the user to check: `the Zoom Meeting link, its access code and 2 telephone
  /// numbers`.
  package var words: String {
    let name = details.provider == .unknown ? "a link" : "the \(details.provider) link"
    var parts = [name]
    if details.meetingCode != nil { parts.append("its meeting code") }
    if details.accessCode != nil { parts.append("its access code") }
    if details.pin != nil { parts.append("its PIN") }
    switch details.phones.count {
    case 0: break
    case 1: parts.append("a telephone number")
    default: parts.append("\(details.phones.count) telephone numbers")
    }
    guard let last = parts.popLast(), !parts.isEmpty else { return name }
    return parts.joined(separator: ", ") + " and " + last
  }

  /// The link of the web in a text, where it is the only one.
  private static func onlyAddress(in text: String) -> String? {
    // "https://example.org/My Room" is a link with a blank, which is not to be cut short.
    let isOneLine = !text.contains(where: \.isNewline)
    if isOneLine, text.lowercased().hasPrefix("http") { return nil }
    var found: String?
    for word in text.split(whereSeparator: { $0.isWhitespace || "<>\"'“”„«»|".contains($0) }) {
      guard let mark = word.firstRange(of: "://") else { continue }
      let before = word[..<mark.lowerBound].suffix(5).lowercased()
      guard let scheme = ["https", "http"].first(where: { before.hasSuffix($0) }) else { continue }
      var address = word[word.index(mark.lowerBound, offsetBy: -scheme.count)...]
      while let last = address.last, ".,;:!?*)]".contains(last) { address.removeLast() }
      let url = DetailsRules.givenURL(String(address))
      guard DetailsRules.urlMessage(url) == nil else { continue }
      if let found, found != url { return nil }
      found = url
    }
    return found
  }
}
