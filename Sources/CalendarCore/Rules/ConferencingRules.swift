package import ConferencingCore

/// The rules of conferencing that an input is held to before anything is sent.
///
/// Pure functions: the same words serve the form, the commands and the tests.
package enum ConferencingRules {
  /// The scopes that a Zoom app needs, and what each is for (rule 4).
  ///
  /// Source: Nylas "Zoom Meetings" guide; Zoom granular scopes.
  package static let zoomScopes = [
    "meeting:write:meeting", "meeting:update:meeting", "meeting:delete:meeting",
  ]

  /// The rules that a change breaks, in the order of a form; empty when it may be sent.
  package static func violations(
    of change: ConferencingChange,
    in context: ConferencingContext
  ) -> [RuleViolation] {
    if change == .keep { return [] }
    if let reason = readOnlyReason(context) { return [RuleViolation(.choice, reason)] }
    return switch change {
    case .keep, .strip: []
    case .autocreate(let autocreate): violations(of: autocreate, in: context)
    case .details(let details): DetailsRules.violations(of: details)
    }
  }

  /// Who can host a meeting of a provider on the calendar of a context (rule 3).
  package static func hosts(
    for provider: AutocreateProvider,
    in context: ConferencingContext
  ) -> HostRequirement {
    if context.calendar.refusedProviders.contains(provider) {
      return .unavailable(
        "Calendar \"\(context.calendar.name)\" does not allow \(provider.rawValue). "
          + "Choose another provider or calendar, or use a link you have."
      )
    }
    let all = context.grants
      .filter { $0.provider == provider.grantProvider && context.canHost($0) }
      .map { HostCandidate(grant: $0, obstacle: obstacle(for: $0, provider: provider)) }
    let candidates = all.filter { $0.obstacle == nil } + all.filter { $0.obstacle != nil }
    if context.ownProvider == provider { return .own(candidates) }
    return candidates.isEmpty
      ? .unavailable(noHost(for: provider, in: context)) : .required(candidates)
  }

  /// The host of a provider that is chosen where nobody has said which: the usual one, when it can.
  package static func usualHost(
    for provider: AutocreateProvider,
    in context: ConferencingContext
  ) -> GrantID? {
    guard let usual = context.usualHosts[provider] else { return nil }
    return hosts(for: provider, in: context).usable.first { $0.id == usual }?.id
  }

  /// A change with its host named where there is only one to choose from, or a usual one.
  package static func namingHost(
    of change: ConferencingChange,
    in context: ConferencingContext
  ) -> ConferencingChange {
    guard case .autocreate(var asked) = change, asked.hostGrant == nil,
      case .required = hosts(for: asked.provider, in: context),
      let host = usualHost(for: asked.provider, in: context)
        ?? hosts(for: asked.provider, in: context).only?.id
    else { return change }
    asked.hostGrant = host
    return .autocreate(asked)
  }

  /// What to do where nobody can host a provider's meetings.
  private static func noHost(
    for provider: AutocreateProvider,
    in context: ConferencingContext
  ) -> String {
    let host = provider.grantProvider
    let add = "convene accounts add \(host.rawValue)"
    let service = context.account.service
    let bound = context.boundElsewhere(provider)
    if service.isLocal {
      return "A local calendar cannot create links by itself\(bound.map { ", and \($0)" } ?? ""). "
        + "Sign in \(bound == nil ? "" : "directly ")to a \(host.displayName) account that hosts them "
        + "(\(add)), or use a link you have."
    }
    if service.has(.hostsThroughGrants) {
      return "\(provider.rawValue) needs a \(host.displayName) grant as host, and none is "
        + "connected. Connect one at your service, then sync (convene sync), or sign in to one here "
        + "(\(add))."
    }
    return "\(provider.rawValue) needs a \(host.displayName) account as host"
      + (bound.map { ", and \($0). Sign in to one directly: \(add)." }
        ?? ". Sign in to one: \(add).")
  }

  /// What keeps a grant from hosting a provider's meetings; `nil` when nothing does.
  package static func obstacle(
    for grant: Grant,
    provider: AutocreateProvider
  ) -> HostObstacle? {
    guard grant.provider == provider.grantProvider else { return .wrongProvider }
    guard grant.isValid else { return .expired }
    let missing = missingScopes(of: grant, for: provider)
    return missing.isEmpty ? nil : .missingScopes(missing)
  }

  /// The scopes that a grant lacks to host a provider's meetings (rule 4).
  ///
  /// The `:admin` form of a scope, which server-to-server apps have, counts as the scope. Which
  /// scopes a Google or Microsoft grant of another service's application has is that one's affair.
  ///
  /// Source: Google Calendar API, "events.insert"; Microsoft Graph, "Create onlineMeeting".
  package static func missingScopes(
    of grant: Grant,
    for provider: AutocreateProvider
  ) -> [String] {
    // Google and Microsoft name some scopes by an address that ends with the name.
    let names = Set(grant.scopes.map { ($0.split(separator: "/").last ?? "").lowercased() })
    switch provider {
    case .zoomMeeting:
      return zoomScopes.filter {
        !grant.scopes.contains($0) && !grant.scopes.contains($0 + ":admin")
      }
    case .googleMeet where grant.isDirect:
      return names.isDisjoint(with: ["calendar.events", "calendar"]) ? ["calendar.events"] : []
    case .microsoftTeams where grant.isDirect:
      return names.contains("onlinemeetings.readwrite") ? [] : ["OnlineMeetings.ReadWrite"]
    case .googleMeet, .microsoftTeams: return []
    }
  }

  /// Why nothing can be changed here; `nil` when it can.
  package static func readOnlyReason(_ context: ConferencingContext) -> String? {
    if context.calendar.isReadOnly {
      return "Calendar \"\(context.calendar.name)\" is read-only. "
        + "Copy the event to a calendar of your own to change it."
    }
    if context.isReadOnlyEvent {
      return "This event is read-only. Ask its organizer to change it."
    }
    return nil
  }

  private static func violations(
    of autocreate: Autocreate,
    in context: ConferencingContext
  ) -> [RuleViolation] {
    let provider = autocreate.provider
    var found: [RuleViolation] = []
    switch hosts(for: provider, in: context) {
    case .unavailable(let reason):
      return [RuleViolation(.provider, reason)]
    case .own:
      if autocreate.hostGrant == nil, context.ownGrant?.isValid == false,
        let own = context.ownGrant
      {
        found.append(
          RuleViolation(.hostGrant, HostObstacle.expired.message(for: own, provider: provider))
        )
      }
    case .required(let candidates):
      if autocreate.hostGrant == nil {
        let usable = candidates.filter { $0.obstacle == nil }
        let message =
          if usable.isEmpty, let first = candidates.first, let obstacle = first.obstacle {
            obstacle.message(for: first.grant, provider: provider)
          } else {
            "\(provider.rawValue) needs a host account here. Choose one of: "
              + usable.map { $0.grant.label(among: usable.map(\.grant)) }.joined(separator: ", ")
              + "."
          }
        found.append(RuleViolation(.hostGrant, message))
      }
    }
    if let host = autocreate.hostGrant {
      if let grant = context.grants.first(where: { $0.id == host }) {
        if let obstacle = obstacle(for: grant, provider: provider) {
          found.append(
            RuleViolation(.hostGrant, obstacle.message(for: grant, provider: provider))
          )
        }
      } else {
        found.append(RuleViolation(.hostGrant, unknownHost(host, in: context)))
      }
    }
    return found + HostSettings.violations(of: autocreate, in: context)
  }

  /// Why a host that no grant of a context is cannot be one.
  private static func unknownHost(_ host: GrantID, in context: ConferencingContext) -> String {
    let word = host.rawValue.lowercased()
    let bound = context.boundHosts.filter {
      $0.grant.id == host || $0.grant.email.lowercased() == word
    }
    guard let grant = bound.first?.grant, let reason = BoundHost.reason(bound) else {
      return "No grant \"\(host)\" is known. List them with convene accounts list."
    }
    return "\(grant.provider.displayName) grant \"\(grant.label)\" cannot host here: \(reason). "
      + "Choose another host."
  }
}
