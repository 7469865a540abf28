/// Finds the links by which an event can be joined.
public enum LinkFinder {
  /// All links of an event, the best first, each meeting once.
  ///
  /// A surer source comes first, and within a source what is named first. Of the links to one
  /// meeting that with its passcode is given, wherever it stands. Pages to register at come last.
  /// Texts give only links of known services; the field gives any allowed link.
  public static func links(
    conferencing: Conferencing = .none,
    location: String = "",
    description: String = "",
    servers: MeetingServers = .configured
  ) -> [FoundLink] {
    var places: [String: Int] = [:]
    var found: [FoundLink] = []
    func add(_ links: [RecognizedLink], from source: LinkSource) {
      for link in links {
        guard let place = places[link.identity] else {
          places[link.identity] = found.count
          found.append(FoundLink(link: link, source: source))
          continue
        }
        guard isRicher(link, than: found[place].link) else { continue }
        var richer = link
        // What the service says of a meeting counts more than the address of its link.
        if found[place].source == .conferencing {
          richer.provider = found[place].link.provider
          richer.meetingCode = found[place].link.meetingCode ?? link.meetingCode
        }
        found[place] = FoundLink(link: richer, source: source)
      }
    }
    if case .details(let details) = conferencing, let link = link(of: details, servers) {
      add([link], from: .conferencing)
    }
    let scanner = LinkScanner(servers: servers)
    let description = MailText.joined(description)
    add(scanner.links(in: Array(location.utf8)[...], isField: true), from: .location)
    let source = HTMLText.seen(description) ?? Array(description.utf8)
    add(scanner.links(in: source[...]), from: .description)
    if let plain = plain(description) {
      add(scanner.links(in: plain[...]), from: .strippedDescription)
    }
    return found.filter { $0.link.purpose == .meeting }
      + found.filter { $0.link.purpose == .registration }
  }

  /// A description that is marked up or escaped as plain text; `nil` for one that is plain.
  private static func plain(_ description: String) -> [UInt8]? {
    if HTMLText.looksLikeHTML(description) { return Array(HTMLText.plain(description).utf8) }
    guard description.utf8.contains(UInt8(ascii: "&")) else { return nil }
    let plain = HTMLEntities.decoded(description.utf8)
    return plain == description ? nil : Array(plain.utf8)
  }

  /// The provider of the best link in the texts of an event, for a mark in a list.
  ///
  /// Meant to be asked once when an event is stored, and not while it is drawn.
  public static func provider(
    ofLocation location: String,
    description: String
  ) -> ConferencingProvider? {
    links(location: location, description: description).first?.link.provider
  }

  /// Whether a link says more of the same meeting than another one does.
  private static func isRicher(_ link: RecognizedLink, than other: RecognizedLink) -> Bool {
    if link.purpose != other.purpose { return link.purpose == .meeting }
    if link.hasAccess != other.hasAccess { return link.hasAccess && other.accessCode == nil }
    return false
  }

  /// The link of the field, which may be of a service that nobody knows.
  private static func link(
    of details: ConferencingDetails,
    _ servers: MeetingServers
  ) -> RecognizedLink? {
    guard details.isReady else { return nil }
    var link =
      LinkRecognition.recognize(details.url, servers: servers)
      ?? RecognizedLink(
        provider: details.provider,
        url: DetailsRules.normalizedURL(details.url)
      )
    if details.provider != .unknown { link.provider = details.provider }
    link.meetingCode = details.meetingCode ?? link.meetingCode
    link.accessCode = details.accessCode ?? link.accessCode
    return link
  }
}
