/// The heart of an invitation: the line with the link, and close to it what proves that a provider
/// wrote them.
struct InvitationHeart {
  /// The providers whose invitations are known.
  private static let providers: [ConferencingProvider] = [
    .zoomMeeting, .googleMeet, .webEx, .microsoftTeams, .jitsiMeet,
  ]

  /// The line with the link.
  let anchor: Int
  let link: RecognizedLink
  /// The meeting's number, as the lines below repeat it.
  let code: String?

  /// Takes the line of a link with a proof near it; `nil` when there is none.
  init?(in lines: [ConferenceLines.Traits], at anchor: Int) {
    let line = lines[anchor]
    guard let link = line.links.first, Self.providers.contains(link.provider),
      link.purpose == .meeting, line.links.allSatisfy({ $0.identity == link.identity }),
      line.isBareLink || Self.isLabelled(line, link.provider)
    else { return nil }
    self.anchor = anchor
    self.link = link
    switch link.provider {
    case .zoomMeeting:
      guard let code = link.meetingCode,
        Self.numberLine(code, below: anchor, identity: link.identity, in: lines) != nil
          || Self.isIntroduced(anchor, link.provider, in: lines)
      else { return nil }
      self.code = code
    default:
      let below = lines[(anchor + 1)...].prefix(24).lazy.filter { !$0.isEmpty }.prefix(8)
      let number = below.first { $0.number != nil && !$0.visible.hasSuffix("#") }?.number
      code = link.provider == .webEx ? number : link.meetingCode
      let hasPage = below.contains { $0.isPage(of: link.provider) }
      let hasNumber =
        link.provider == .webEx
        ? number != nil : link.provider == .microsoftTeams && number != nil
      let hasPhone =
        link.provider == .googleMeet && (below.first?.isPhoneWithCode ?? false)
      let isJoin =
        link.provider == .googleMeet && InvitationWords.isJoinLabel(line.label, of: link.provider)
      let isIntroduced =
        link.provider == .jitsiMeet && Self.isIntroduced(anchor, link.provider, in: lines)
      guard hasPage || hasNumber || hasPhone || isJoin || isIntroduced else { return nil }
    }
  }

  /// Whether a line holds nothing but a link and its label.
  private static func isLabelled(
    _ line: ConferenceLines.Traits,
    _ provider: ConferencingProvider
  ) -> Bool {
    guard !line.label.isEmpty, line.endsWithLink, line.label.split(separator: " ").count <= 12
    else {
      return false
    }
    return provider == .zoomMeeting
      ? InvitationWords.isHeading(line.label, of: provider) : line.label.utf8.count <= 120
  }

  /// Whether a line of a link has the provider's heading above it, and above that its greeting with
  /// nothing but labelled values between: an invitation without number and passcode.
  private static func isIntroduced(
    _ anchor: Int,
    _ provider: ConferencingProvider,
    in lines: [ConferenceLines.Traits]
  ) -> Bool {
    let above = lines[max(0, anchor - 12)..<anchor].reversed().filter { !$0.isEmpty }
    guard let heading = above.first, InvitationWords.isHeading(heading.visible, of: provider) else {
      return false
    }
    for line in above.dropFirst() {
      if InvitationWords.isGreeting(line.visible, of: provider) { return true }
      guard line.links.isEmpty, let label = LabelledValue.split(line.visible)?.label,
        label.split(separator: " ").count <= 3
      else { return false }
    }
    return false
  }

  /// The line with the meeting's number, a few lines below the link.
  private static func numberLine(
    _ code: String,
    below link: Int,
    identity: String,
    in lines: [ConferenceLines.Traits]
  ) -> Int? {
    var others = 0
    for index in link + 1..<max(link + 1, min(lines.count, link + 10))
    where !lines[index].isEmpty {
      if lines[index].number == code { return index }
      // "View meeting insights with Zoom AI Companion" and its link may stand between.
      others += 1
      guard others <= 2,
        lines[index].visible.contains("Zoom") || lines[index].isPage(of: .zoomMeeting)
          || lines[index].links.contains(where: { $0.identity == identity })
      else { return nil }
    }
    return nil
  }

  /// The line of Webex that asks not to change what follows, in any language.
  func frame(
    notBefore limit: Int,
    in lines: [ConferenceLines.Traits]
  ) -> Int? {
    for index in stride(from: anchor - 1, through: max(limit, anchor - 16), by: -1) {
      let line = lines[index].visible
      guard line.utf8.count <= 200, lines[index].links.isEmpty else { return nil }
      if line.hasPrefix("-- "), line.hasSuffix(" --") { return index }
    }
    return nil
  }
}

extension ConferencingProvider {
  /// Jitsi, as its links are named.
  static let jitsiMeet = ConferencingProvider("Jitsi Meet")
}
