package import ConferencingCore

/// The accounts that this Convene is signed in to by itself, as hosts of meetings.
package struct SignedInHosts: ConferencingHosts {
  /// An account with what makes meetings at it.
  package struct Host: Sendable {
    /// The account's grant; its id is the account's name.
    package var id: GrantID
    /// Its tokens.
    package var tokens: GrantTokens
    /// What makes meetings at it.
    package var service: any ConferencingService
    /// Makes a host.
    package init(id: GrantID, tokens: GrantTokens, service: any ConferencingService) {
      self.id = id
      self.tokens = tokens
      self.service = service
    }
  }

  private let hosts: [Host]

  /// Makes the hosts, in the order of the configuration.
  package init(_ hosts: [Host]) { self.hosts = hosts }

  package func grants() async -> [Grant] {
    // Side by side: a program that keeps the tokens of one may be slow.
    await withTaskGroup(of: (Int, Grant).self) { group in
      for (index, host) in hosts.enumerated() {
        group.addTask { (index, await host.tokens.grant()) }
      }
      return await group.reduce(into: [(Int, Grant)]()) { $0.append($1) }
        .sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  package func service(at grant: GrantID) -> (any ConferencingService)? {
    hosts.first { $0.id == grant }?.service
  }
}
