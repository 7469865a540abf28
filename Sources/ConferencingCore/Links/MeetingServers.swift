import Synchronization

/// Meeting servers that no table knows: a company's own Jitsi, BigBlueButton, Nextcloud Console.
public struct MeetingServers: Sendable {
  /// One rule: where the servers are, and what they are called.
  public struct Rule: Hashable, Sendable {
    /// The host, `meet.acme.example`, or `*.acme.example` for it and all below it.
    public let host: String
    /// What the meetings are called.
    public let name: String

    /// Makes a rule; `nil` when the host is none, or too much: `*`, `*.com`.
    public init?(host: String, name: String) {
      let host = host.lowercased()
      let plain = host.hasPrefix("*.") ? host.dropFirst(2) : host[...]
      let labels = plain.split(separator: ".", omittingEmptySubsequences: false)
      guard labels.count >= 2, plain.utf8.count <= 253,
        labels.allSatisfy({ label in
          !label.isEmpty
            && label.utf8.allSatisfy {
              (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
            }
        }),
        !name.isEmpty
      else { return nil }
      self.host = host
      self.name = name
    }
  }

  /// No servers.
  public static let none = MeetingServers([])

  private let services: [ConferencingService]
  /// The names that hosts end with, or are.
  private let ends: [[UInt8]]

  /// Takes the rules, the first that fits counts.
  public init(_ rules: [Rule]) {
    services = rules.map { rule in
      ConferencingService(
        ConferencingProvider(rule.name),
        hosts: rule.host,
        paths: "/**",
        pages: "static api",
        isNamed: true
      )
    }
    ends = rules.map { Array(($0.host.hasPrefix("*.") ? $0.host.dropFirst(2) : $0.host[...]).utf8) }
  }

  /// The servers of the configuration.
  ///
  /// One value for the whole process, like the services that are built in: a link is the same link
  /// wherever it is read.
  public static var configured: MeetingServers { current.withLock { $0 } }

  /// Sets the servers of the configuration, once at the start.
  public static func configure(_ servers: MeetingServers) { current.withLock { $0 = servers } }

  private static let current = Mutex(MeetingServers.none)

  /// The services that may be behind an address.
  func services(at address: LinkAddress) -> [ConferencingService] {
    guard !services.isEmpty else { return [] }
    return services.filter { service in
      service.hosts.contains { host in
        host.hasPrefix("*.")
          ? address.host == host.dropFirst(2) || address.host.hasSuffix(host.dropFirst(1))
          : address.host == host
      }
    }
  }

  /// Whether a server may be one of them: a quick look for running text.
  func mayKnow(host: ArraySlice<UInt8>) -> Bool {
    ends.contains { end in
      host.count >= end.count
        && zip(host.suffix(end.count), end).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
  }
}
