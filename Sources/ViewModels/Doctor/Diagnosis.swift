package import CalendarCore
package import ConferencingCore

/// What the doctor found: each grant, and what can be hosted where.
package struct Diagnosis: Equatable, Sendable {
  /// Who makes the meetings of a provider on the calendars of an account.
  package struct Hosting: Equatable, Sendable {
    package enum Answer: Equatable, Sendable {
      /// The account itself.
      case itself
      /// These grants, by their addresses.
      case hosts([String])
      /// Nobody, for this reason.
      case nobody(String)
    }
    package var account: AccountID
    package var provider: AutocreateProvider
    package var answer: Answer
  }

  /// The grants, in the order of the configuration.
  package var checkups: [Checkup]
  /// Every account that has calendars, with every provider.
  package var hosting: [Hosting]
  /// What is wrong besides the configured grants, each with its remedy: hosts that cannot host, as
  /// the screen of accounts has them, and the configuration.
  package var otherProblems: [String]

  /// Puts findings together.
  ///
  /// - Parameters:
  ///   - checkups: What was found of the grants.
  ///   - directory: Accounts, calendars and who could host.
  ///   - warnings: What is wrong with the configuration.
  package init(_ checkups: [Checkup], _ directory: Directory, warnings: [String] = []) {
    self.checkups = checkups
    otherProblems = warnings + Self.hostProblems(checkups, directory)
    // On this machine nothing hosts by itself: it is told of once there is a host.
    let accounts = directory.accounts.filter { account in
      !account.service.isLocal || directory.grants[account.id]?.isEmpty == false
        || !BoundHost.outside(account.id, in: directory).isEmpty
    }
    hosting = accounts.flatMap { account in
      AutocreateProvider.allCases.map { provider in
        Hosting(
          account: account.id,
          provider: provider,
          answer: Self.answer(account.id, provider, directory)
        )
      }
    }
  }

  /// Whether nothing has to be done.
  package var isHealthy: Bool {
    otherProblems.isEmpty && checkups.allSatisfy { $0.problems.isEmpty && $0.defects.isEmpty }
  }

  /// What keeps grants from hosting, where the checkup of the grant does not say it.
  private static func hostProblems(_ checkups: [Checkup], _ directory: Directory) -> [String] {
    let told = Set(
      checkups.filter { !$0.problems.isEmpty }.map { GrantID($0.status.name.rawValue) }
    )
    var problems: [String] = []
    for account in directory.accounts {
      for provider in AutocreateProvider.allCases {
        for grant in directory.grants[account.id] ?? []
        where grant.provider == provider.grantProvider
          && !(grant.isDirect && told.contains(grant.id))
        {
          let obstacle = ConferencingRules.obstacle(for: grant, provider: provider)
          // A Microsoft account is asked for Teams on other calendars only where that is wanted.
          if case .missingScopes = obstacle, grant.isDirect, provider == .microsoftTeams {
            continue
          }
          if let message = obstacle?.message(for: grant, provider: provider),
            !problems.contains(message)
          {
            problems.append(message)
          }
        }
      }
    }
    return problems
  }

  private static func answer(
    _ account: AccountID,
    _ provider: AutocreateProvider,
    _ directory: Directory
  ) -> Hosting.Answer {
    let all = directory.calendars.filter { $0.account == account }
    if all.isEmpty { return .nobody("its calendars were not read yet (convene sync)") }
    let calendars = all.filter { !$0.isReadOnly }
    guard let calendar = calendars.first(where: \.isPrimary) ?? calendars.first,
      let context = ConferencingContext(directory, account: account, calendar: calendar.id)
    else { return .nobody("no calendar of it can be written") }
    let requirement = ConferencingRules.hosts(for: provider, in: context)
    switch requirement {
    case .own: return .itself
    case .unavailable:
      if calendar.refusedProviders.contains(provider) {
        return .nobody("the calendar does not allow it")
      }
      let host = provider.grantProvider
      return .nobody(
        context.boundElsewhere(provider).map {
          "\($0); sign in directly: convene accounts add \(host.rawValue)"
        } ?? "no \(host.displayName) grant"
      )
    case .required(let candidates):
      let usable = requirement.usable.map { $0.label(among: requirement.usable) }
      if !usable.isEmpty { return .hosts(usable) }
      let isExpired = candidates.contains { $0.obstacle == .expired }
      return .nobody(isExpired ? "its sign-in has expired" : "its scopes do not allow it")
    }
  }
}
