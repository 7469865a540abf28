/// An app that opens the links of its meetings by a scheme of its own.
public enum MeetingApp: String, Hashable, Sendable, CaseIterable {
  case zoom
  case teams

  /// The scheme, without its colon.
  public var scheme: String {
    switch self {
    case .zoom: "zoommtg"
    case .teams: "msteams"
    }
  }
}

/// The link by which the app of a provider opens a meeting.
public struct AppLink: Hashable, Sendable {
  /// The app.
  public let app: MeetingApp
  /// The link, in ASCII, made of nothing but parts that were checked.
  public let url: String

  /// Makes the app's link of a web link; `nil` where the app opens no such link.
  ///
  /// Zoom's app takes the numbered meetings of guests (`/j/`), not personal links, registrations or a
  /// host's own start; that of Teams takes meetings of threads (`/l/meetup-join/`), not the short
  /// form. Source: the schemes that Zoom's and Teams' own launcher pages open.
  ///
  /// - Parameters:
  ///   - link: The link, as it is opened in a browser.
  ///   - accessCode: The passcode, for a link that does not carry it.
  public init?(_ link: String, accessCode: String? = nil) {
    guard let known = LinkRecognition.recognize(link), known.purpose == .meeting,
      let address = LinkAddress(known.url), address.scheme == "https"
    else { return nil }
    switch known.provider {
    case .zoomMeeting:
      guard address.path.count == 2, address.path[0] == "j", address.value("tk") == nil,
        let id = address.path.last, (9...11).contains(id.utf8.count),
        id.utf8.allSatisfy({ (48...57).contains($0) })
      else { return nil }
      let given = accessCode.map { PercentEncoding.encoded($0) } ?? ""
      let passcode = address.value("pwd").map(String.init) ?? given
      app = .zoom
      url =
        "zoommtg://\(address.host)/join?action=join&confno=\(id)"
        + (passcode.isEmpty ? "" : "&pwd=\(passcode)")
    case .microsoftTeams:
      guard address.path.starts(with: ["l", "meetup-join"]) else { return nil }
      app = .teams
      url = "msteams:" + known.url.dropFirst("https:".count)
    default: return nil
    }
  }
}
