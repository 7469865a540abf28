package import ConferencingCore

/// A grant that might host a meeting, and what keeps it from doing so.
package struct HostCandidate: Hashable, Sendable, Identifiable {
  /// The grant.
  package var grant: Grant
  /// What is in the way; `nil` when it can host.
  package var obstacle: HostObstacle?
  /// Its identity.
  package var id: GrantID { grant.id }
}

/// A grant that hosts meetings on the calendars of one account alone: the service of that account has them
/// made there, and only together with its own events.
///
/// Source: Nylas v3 Events API, "autocreate": a meeting is made by creating an event in a calendar of a grant.
package struct BoundHost: Hashable, Sendable {
  /// That account.
  package var account: Account
  /// The grant.
  package var grant: Grant

  /// Those of a directory that host nothing for an account.
  package static func outside(_ account: AccountID, in directory: Directory) -> [BoundHost] {
    let own = Set((directory.grants[account] ?? []).map(\.id))
    return directory.accounts.filter { $0.service.has(.hostsThroughGrants) && $0.id != account }
      .flatMap { other in
        (directory.grants[other.id] ?? []).filter { !$0.isDirect && !own.contains($0.id) }
          .map { BoundHost(account: other, grant: $0) }
      }
  }

  /// Whose they are and why they host nothing elsewhere, as a clause without an end; `nil` for none.
  static func reason(_ hosts: [BoundHost]) -> String? {
    var accounts: [Account] = []
    for host in hosts where !accounts.contains(host.account) { accounts.append(host.account) }
    guard let first = accounts.first else { return nil }
    let names = accounts.map { "\"\($0.id)\"" }.joined(separator: " and ")
    let creates = accounts.count == 1 ? "creates links only on its" : "create links only on their"
    return "\(names) (\(first.service.displayName)) \(creates) own calendars"
  }
}

/// Why a grant cannot host a meeting.
package enum HostObstacle: Hashable, Sendable {
  /// It is signed in to something else.
  case wrongProvider
  /// Its sign-in no longer holds.
  case expired
  /// It may not do what the provider needs, by scope.
  case missingScopes([String])

  /// The reason and the remedy, in words.
  package func message(for grant: Grant, provider: AutocreateProvider) -> String {
    let name = "\(grant.provider.displayName) grant \"\(grant.label)\""
    let login = "convene accounts login \(grant.id)"
    return switch self {
    case .wrongProvider:
      "\(name) cannot host a \(provider.rawValue). Choose a "
        + "\(provider.grantProvider.displayName) grant."
    case .expired where grant.isDirect:
      "\(name) has expired. Sign in again (\(login)), or choose another host."
    case .expired:
      "\(name) has expired. Sign in again for it, or choose another host."
    case .missingScopes(let scopes) where grant.isDirect && provider == .microsoftTeams:
      "\(name) lacks \(scopes.joined(separator: ", ")), which only accounts of an organization have. "
        + "Write teams_host = true into account \"\(grant.id)\" of config.toml and sign in again: "
        + "\(login)."
    case .missingScopes(let scopes):
      "\(name) lacks \(scopes.joined(separator: ", ")). Add "
        + (scopes.count == 1 ? "the scope" : "the scopes")
        + " to the \(provider.grantProvider.displayName) app and sign in again"
        + (grant.isDirect ? ": \(login)." : " for it.")
    }
  }
}

/// Who can host a meeting of a provider on a calendar.
package enum HostRequirement: Hashable, Sendable {
  /// The calendar's own account hosts it; another host of the same provider may be named. Those that can
  /// host come first.
  case own([HostCandidate])
  /// A host must be named, one of these; those that can host come first.
  case required([HostCandidate])
  /// The provider cannot be used here, for this reason.
  case unavailable(String)

  /// The grants that can host.
  package var usable: [Grant] {
    switch self {
    case .own(let candidates), .required(let candidates):
      candidates.filter { $0.obstacle == nil }.map(\.grant)
    case .unavailable: []
    }
  }

  /// The only grant that can host, where one must be named: it goes without saying.
  package var only: Grant? {
    guard case .required = self, usable.count == 1 else { return nil }
    return usable.first
  }
}
