package import ConferencingCore

/// Which of the links of an event a user joins by: chosen once, and kept for its series.
package struct LinkChoice: Hashable, Sendable, Codable {
  /// Whose link it is.
  package var provider: ConferencingProvider
  /// What the links to its meeting have in common: `RecognizedLink.identity`.
  package var meeting: String

  /// Chooses a link.
  package init(_ link: RecognizedLink) {
    (provider, meeting) = (link.provider, link.identity)
  }

  /// The place of the chosen link among others: that to the meeting, else the only one of its provider,
  /// as the organizer may have put another meeting in the place of the one that was chosen.
  ///
  /// - Parameter links: The links.
  /// - Returns: The index; `nil` when none of them is it.
  func index(in links: [FoundLink]) -> Int? {
    if let same = links.firstIndex(where: { $0.link.identity == meeting }) { return same }
    let others = links.indices.filter { links[$0].link.provider == provider }
    return others.count == 1 ? others.first : nil
  }
}

/// The links by which an event can be joined, in the order in which they are offered.
///
/// Keys, commands, lists, details and JSON all join by the first one: nothing else decides.
package struct JoinLinks: Hashable, Sendable {
  /// Why the first link comes first.
  package enum Reason: String, Hashable, Sendable {
    /// There is no other.
    case only
    /// The user chose it for the event or its series.
    case chosen
    /// Its provider is the one that the user prefers.
    case preferred
    /// It is the link of the event's field.
    case field
    /// It was found first, and the user has not said which is meant.
    case order
  }

  /// The links; pages to register at where there is no other.
  package let links: [FoundLink]
  /// Why the first one is the first.
  package let reason: Reason

  /// Reads the links of an event.
  ///
  /// A choice comes before the preferred providers, these before the field, and the field before texts.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - servers: Meeting servers that no table knows; by default those of the configuration.
  ///   - ranking: The preferred providers; by default those of the configuration.
  package init(
    of event: Event,
    servers: MeetingServers = .configured,
    ranking: LinkRanking = .configured
  ) {
    let field = event.joinableField
    let all = LinkFinder.links(
      conferencing: field,
      location: event.location,
      description: event.description,
      servers: servers
    )
    let meetings = all.filter { $0.link.purpose == .meeting }
    guard meetings.count > 1 else {
      (links, reason) = (meetings.isEmpty ? all : meetings, .only)
      return
    }
    if let index = event.linkChoice?.index(in: meetings) {
      (links, reason) = (Self.moved(index, in: meetings), .chosen)
      return
    }
    let own = LinkFinder.links(conferencing: field, servers: servers).first?.link
    let hasField = own?.purpose == .meeting
    let places = meetings.map { ranking.place(of: $0.link.provider) ?? .max }
    let best = places.min() ?? .max
    guard best < .max else {
      (links, reason) = (meetings, hasField ? .field : .order)
      return
    }
    // Of equal places the earlier one stays in front.
    links = meetings.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { meetings[$0] }
    let isDecided = places.count { $0 == best } == 1 || (hasField && places[0] == best)
    reason = isDecided ? .preferred : .order
  }

  /// Whether the user has to say which one is meant.
  package var isUndecided: Bool { reason == .order }

  /// Whether the user has said, for the event or by preferred providers, that a link is the one to join by.
  func isMeant(_ link: FoundLink) -> Bool {
    (reason == .chosen || reason == .preferred)
      && links.first?.link.identity == link.link.identity
  }

  private static func moved(_ index: Int, in links: [FoundLink]) -> [FoundLink] {
    [links[index]] + links[..<index] + links[(index + 1)...]
  }
}
