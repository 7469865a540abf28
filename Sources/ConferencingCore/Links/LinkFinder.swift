/// Finds the links by which an event can be joined.
public enum LinkFinder {
  /// All links of an event, the best first.
  public static func links(in event: Event) -> [FoundLink] {
    links(
      conferencing: event.conferencing,
      location: event.location,
      description: event.description
    )
  }

  /// All links of an event's parts, the best first, each meeting once.
  ///
  /// A surer source comes first, and within a source the longer link, for the longer one carries the
  /// access code. Texts give only links of known services; the field gives any allowed link.
  public static func links(
    conferencing: Conferencing = .none,
    location: String = "",
    description: String = ""
  ) -> [FoundLink] {
    var seen: Set<String> = []
    var found: [FoundLink] = []
    func add(_ links: [RecognizedLink], from source: LinkSource) {
      let ordered = links.enumerated().sorted { a, b in
        let lengths = (a.element.url.utf8.count, b.element.url.utf8.count)
        return lengths.0 == lengths.1 ? a.offset < b.offset : lengths.0 > lengths.1
      }
      for (_, link) in ordered where seen.insert(link.identity).inserted {
        found.append(FoundLink(link: link, source: source))
      }
    }
    if case .details(let details) = conferencing, let link = link(of: details) {
      add([link], from: .conferencing)
    }
    add(LinkScanner.links(in: location), from: .location)
    add(LinkScanner.links(in: description), from: .description)
    if HTMLText.looksLikeHTML(description) {
      add(LinkScanner.links(in: HTMLText.plain(description)), from: .strippedDescription)
    }
    return found
  }

  /// The link to join an event by; `nil` when it has none.
  public static func best(in event: Event) -> FoundLink? { links(in: event).first }

  /// The provider of the best link in the texts of an event, for a mark in a list.
  ///
  /// Meant to be asked once when an event is stored, and not while it is drawn.
  public static func provider(
    ofLocation location: String,
    description: String
  ) -> ConferencingProvider? {
    links(location: location, description: description).first?.link.provider
  }

  /// The link of the field, which may be of a service that nobody knows.
  private static func link(of details: ConferencingDetails) -> RecognizedLink? {
    guard DetailsRules.urlMessage(details.url) == nil else { return nil }
    var link =
      LinkRecognition.recognize(details.url)
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
