/// One service whose links are known: where they lead and what they look like.
struct ConferencingService: Sendable {
  /// Whose links they are.
  let provider: ConferencingProvider
  /// Servers: `name`, `*.name` for it and all below it, `name.**` for a first label anywhere.
  let hosts: [String]
  /// The schemes besides https and http.
  let appSchemes: [String]
  private let patterns: [LinkPattern]
  private let codeName: String?

  /// Makes a service.
  ///
  /// - Parameters:
  ///   - provider: Whose links they are.
  ///   - hosts: The servers, separated by spaces.
  ///   - paths: The shapes of the paths, separated by spaces.
  ///   - appSchemes: Schemes of the service's own app, separated by spaces.
  ///   - codeName: The name in the query under which the meeting's number stands.
  init(
    _ provider: ConferencingProvider,
    hosts: String,
    paths: String,
    appSchemes: String = "",
    codeName: String? = nil
  ) {
    self.provider = provider
    self.hosts = hosts.split(separator: " ").map(String.init)
    self.patterns = paths.split(separator: " ").map(LinkPattern.init)
    self.appSchemes = appSchemes.split(separator: " ").map(String.init)
    self.codeName = codeName
  }

  /// The link that an address on one of its hosts is; `nil` when it leads to something else there.
  func link(to address: LinkAddress) -> RecognizedLink? {
    guard address.scheme.hasPrefix("http") || appSchemes.contains(address.scheme) else {
      return nil
    }
    for pattern in patterns {
      guard let codes = pattern.codes(in: address) else { continue }
      let named = codeName.flatMap { address.value($0) }.map(String.init)
      return RecognizedLink(
        provider: provider,
        url: address.text,
        meetingCode: codes.meeting ?? named,
        accessCode: codes.access
      )
    }
    return nil
  }
}
