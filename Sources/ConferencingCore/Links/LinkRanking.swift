import Synchronization

/// Whose links a user prefers where an event has links of several providers.
public struct LinkRanking: Hashable, Sendable {
  /// Nobody's.
  public static let none = LinkRanking([])

  /// The providers, the most preferred one first, each once.
  public let providers: [ConferencingProvider]

  /// Makes a ranking; of a provider that is named twice the first place counts.
  public init(_ providers: [ConferencingProvider]) {
    var known: Set<ConferencingProvider> = []
    self.providers = providers.filter { known.insert($0).inserted }
  }

  /// Whether no provider is preferred.
  public var isEmpty: Bool { providers.isEmpty }

  /// The place of a provider, from 0 on; `nil` for one that is not named.
  public func place(of provider: ConferencingProvider) -> Int? {
    providers.firstIndex(of: provider)
  }

  /// The ranking of the configuration.
  ///
  /// One value for the whole process, like the servers of ``MeetingServers``: an event is joined by the
  /// same link wherever that is asked.
  public static var configured: LinkRanking { current.withLock { $0 } }

  /// Sets the ranking of the configuration, once at the start.
  public static func configure(_ ranking: LinkRanking) { current.withLock { $0 = ranking } }

  private static let current = Mutex(LinkRanking.none)
}

extension ConferencingProvider {
  /// The provider of a word of the configuration: `zoom`, `meet`, `teams`, or a service's name, in
  /// whatever case that is written.
  ///
  /// - Parameters:
  ///   - word: The word.
  ///   - names: What the user's own meeting servers are called.
  /// - Returns: The provider; `nil` when no link of such a one is ever recognised.
  public static func recognized(as word: String, besides names: [String] = [])
    -> ConferencingProvider?
  {
    if let provider = AutocreateProvider(keyword: word) { return provider.conferencingProvider }
    let word = word.lowercased()
    return (names.map { ConferencingProvider($0) } + ServiceTable.all.map(\.provider)).first {
      $0.rawValue.lowercased() == word
    }
  }
}
