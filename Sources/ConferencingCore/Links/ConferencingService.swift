import Foundation

/// One service whose links are known: where they lead and what they look like.
struct ConferencingService: Sendable {
  /// Whose links they are.
  let provider: ConferencingProvider
  /// Servers: `name`, `*.name` for it and all below it, `name.**` for a first label anywhere.
  let hosts: [String]
  /// The schemes besides https and http.
  let appSchemes: [String]
  private let patterns: [LinkPattern]
  private let pages: Set<String>
  private let codeName: String?
  private let isNamed: Bool

  /// Makes a service.
  ///
  /// - Parameters:
  ///   - provider: Whose links they are.
  ///   - hosts: The servers, separated by spaces.
  ///   - paths: The shapes of the paths, separated by spaces.
  ///   - pages: First segments of paths that are pages and no meetings, separated by spaces.
  ///   - appSchemes: Schemes of the service's own app, separated by spaces.
  ///   - codeName: The name in the query under which the meeting's number stands.
  ///   - isNamed: Whether users name the rooms, in letters of any script.
  init(
    _ provider: ConferencingProvider,
    hosts: String,
    paths: String,
    pages: String = "",
    appSchemes: String = "",
    codeName: String? = nil,
    isNamed: Bool = false
  ) {
    self.provider = provider
    self.hosts = hosts.split(separator: " ").map(String.init)
    self.patterns = paths.split(separator: " ").map(LinkPattern.init)
    self.pages = Set(pages.split(separator: " ").map(String.init))
    self.appSchemes = appSchemes.split(separator: " ").map(String.init)
    self.codeName = codeName
    self.isNamed = isNamed
  }

  /// The link that an address on one of its hosts is; `nil` when it leads to something else there.
  func link(to address: LinkAddress) -> RecognizedLink? {
    guard address.scheme.hasPrefix("http") || appSchemes.contains(address.scheme) else {
      return nil
    }
    // A letter of another script behind a number or an ASCII name is not part of the link, and
    // what it does to the link is not known.
    guard isNamed || !address.hasOtherLetters else { return nil }
    if let first = address.path.first, pages.contains(first.lowercased()) { return nil }
    for pattern in patterns {
      guard let codes = pattern.codes(in: address) else { continue }
      let named = codeName.flatMap { address.value($0) }.map(String.init)
      let code = codes.meeting ?? named
      var link = RecognizedLink(
        provider: provider,
        url: address.text,
        meetingCode: code,
        accessCode: codes.access,
        purpose: pattern.isRegistration ? .registration : .meeting
      )
      link.isNamed = isNamed
      link.hasAccess = codes.access != nil || address.hasAccess
      link.identity = identity(of: address, code: code, demanded: pattern.demanded)
      return link
    }
    return nil
  }

  /// What two links to the same meeting have in common.
  private func identity(of address: LinkAddress, code: String?, demanded: String?) -> String {
    if let code {
      // The government's Zoom numbers its meetings by itself.
      let isGovernment = address.host.hasSuffix("zoomgov.com")
      return provider.rawValue + (isGovernment ? " government " : " ") + code
    }
    let path = address.path.map { $0.removingPercentEncoding ?? String($0) }
    let place = address.host + "/" + path.joined(separator: "/")
    // What stands behind the name of a room is how to enter it; elsewhere it may be the meeting.
    if isNamed || provider == .microsoftTeams { return place }
    if let demanded, let value = address.value(demanded) { return "\(place)?\(value)" }
    let query = address.query.filter { !LinkAddress.accessNames.contains($0.name) }
      .map { "\($0.name)=\($0.value)" }
    let fragment = address.fragment.contains("pwd") ? "" : address.fragment
    return "\(place)?\(query.joined(separator: "&"))#\(fragment)"
  }
}

extension LinkAddress {
  /// The names under which services carry what lets one in.
  fileprivate static let accessNames: Set<String> = [
    "pwd", "p", "tk", "pw", "pass", "passcode", "password", "roomkey", "key", "access_code",
  ]

  /// Whether it carries a passcode, or what stands for one.
  fileprivate var hasAccess: Bool {
    query.contains { Self.accessNames.contains($0.name) && !$0.value.isEmpty }
      || fragment.contains("pwd")
  }
}
