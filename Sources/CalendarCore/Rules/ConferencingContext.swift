package import ConferencingCore

/// What the rules must know of the place where an event stands.
package struct ConferencingContext: Hashable, Sendable {
  /// The account of the event.
  package var account: Account
  /// The calendar of the event.
  package var calendar: CalendarInfo
  /// The grant that the account works with; `nil` for the local account.
  package var ownGrant: Grant?
  /// The grants that could host a meeting.
  package var grants: [Grant]
  /// Whether the service refuses changes to the event itself.
  package var isReadOnlyEvent: Bool
  /// The hosts that are offered first: those chosen last in the calendar, else those configured.
  package var usualHosts: [AutocreateProvider: GrantID] = [:]
  /// The grants that host meetings, but only on the calendars of other accounts.
  package var boundHosts: [BoundHost] = []

  /// Makes a context.
  package init(
    account: Account,
    calendar: CalendarInfo,
    ownGrant: Grant? = nil,
    grants: [Grant] = [],
    isReadOnlyEvent: Bool = false
  ) {
    self.account = account
    self.calendar = calendar
    self.ownGrant = ownGrant
    self.grants = grants
    self.isReadOnlyEvent = isReadOnlyEvent
  }

  /// Makes a context from what is known; `nil` when the account or the calendar is not.
  package init?(
    _ directory: Directory,
    account: AccountID,
    calendar: CalendarID,
    isReadOnlyEvent: Bool = false
  ) {
    guard let known = directory.account(account),
      let info = directory.calendar(calendar, in: account)
    else { return nil }
    self.init(
      account: known,
      calendar: info,
      ownGrant: directory.ownGrant(of: account),
      grants: directory.grants[account] ?? [],
      isReadOnlyEvent: isReadOnlyEvent
    )
    boundHosts = BoundHost.outside(account, in: directory)
    for (provider, name) in directory.standardHosts {
      let word = name.lowercased()
      let named = grants.filter { $0.id.rawValue == name || $0.email.lowercased() == word }
      usualHosts[provider] = named.first { $0.provider == provider.grantProvider }?.id
    }
    usualHosts.merge(directory.chosenHosts[info.key] ?? [:]) { $1 }
  }

  /// Whether a grant can host meetings for the calendar: its service has them made at the grants of
  /// its application, Convene at those that it is signed in to by itself.
  package func canHost(_ grant: Grant) -> Bool {
    grant.isDirect || account.service.has(.hostsThroughGrants)
  }

  /// Why the grants for a provider that other accounts have host nothing here, as a clause; `nil` where
  /// there are none.
  package func boundElsewhere(_ provider: AutocreateProvider) -> String? {
    BoundHost.reason(boundHosts.filter { $0.grant.provider == provider.grantProvider })
  }

  /// The provider whose meetings the calendar creates without a host grant.
  package var ownProvider: AutocreateProvider? { ownGrant?.provider.ownProvider }
}
