package import ConferencingCore
package import Foundation

/// A configured grant that has calendars.
package struct Account: Identifiable, Hashable, Sendable, Codable {
  /// Its identity.
  package var id: AccountID
  /// What holds its calendars.
  package var service: ServiceKind
  /// The grant it works with; `nil` for the local account.
  package var grant: GrantID?
  /// Makes an account.
  package init(id: AccountID, service: ServiceKind, grant: GrantID? = nil) {
    self.id = id
    self.service = service
    self.grant = grant
  }
}

/// A calendar of an account.
package struct CalendarInfo: Identifiable, Hashable, Sendable, Codable {
  /// Its identity.
  package var id: CalendarID
  /// The account it belongs to.
  package var account: AccountID
  /// Its name.
  package var name: String
  /// Its colour as `#rrggbb`; empty when the service has none.
  package var color: String
  /// The IANA name of its zone, when it is known.
  package var zone: String?
  /// Whether it is the account's main calendar.
  package var isPrimary: Bool
  /// Whether the service refuses changes to its events.
  package var isReadOnly: Bool
  /// The providers it refused when it was asked to create a meeting.
  package var refusedProviders: Set<AutocreateProvider>
  /// Whether the user has hidden it here.
  package var isHidden: Bool
  /// Makes a calendar.
  package init(
    id: CalendarID,
    account: AccountID,
    name: String,
    color: String = "",
    zone: String? = nil,
    isPrimary: Bool = false,
    isReadOnly: Bool = false,
    refusedProviders: Set<AutocreateProvider> = [],
    isHidden: Bool = false
  ) {
    self.id = id
    self.account = account
    self.name = name
    self.color = color
    self.zone = zone
    self.isPrimary = isPrimary
    self.isReadOnly = isReadOnly
    self.refusedProviders = refusedProviders
    self.isHidden = isHidden
  }
}

/// How the last refresh of an account went.
package struct SyncStatus: Hashable, Sendable, Codable {
  /// When the account was last brought up to date; `nil` when it never was.
  package var lastSuccess: Date?
  /// Why the last attempt failed; `nil` when it did not.
  package var failure: String?
  /// Since when the service cannot be reached; `nil` when it can.
  package var offlineSince: Date?
  /// Whether the last attempt, if it was made here, failed because the service rejected the sign-in or key.
  package var isUnauthorized = false
  /// What its service lists and cannot be read: for each a sentence that names it and says why.
  package var unreadable: [String] = []
  /// Makes a status.
  package init(lastSuccess: Date? = nil, failure: String? = nil, offlineSince: Date? = nil) {
    self.lastSuccess = lastSuccess
    self.failure = failure
    self.offlineSince = offlineSince
  }
}

/// How many edits of an account the service has not taken.
package struct UnsentEdits: Hashable, Sendable {
  /// Those that wait to be sent.
  package var waiting: Int
  /// Those that the service refused.
  package var refused: Int
  /// Makes the counts.
  package init(waiting: Int = 0, refused: Int = 0) {
    self.waiting = waiting
    self.refused = refused
  }
}

/// All that is known of accounts, calendars and grants.
package struct Directory: Hashable, Sendable {
  /// The configured accounts, in the order of the configuration.
  package var accounts: [Account]
  /// Their calendars, in the order of their accounts, main calendars first.
  package var calendars: [CalendarInfo]
  /// The grants of each account's application: who could host a meeting.
  package var grants: [AccountID: [Grant]]
  /// How each account's last refresh went.
  package var syncStatus: [AccountID: SyncStatus]
  /// The edits that each account's service has not taken; an account without any is not there.
  package var unsent: [AccountID: UnsentEdits]
  /// The hosts that were chosen last for meetings of events of a calendar.
  package var chosenHosts: [CalendarKey: [AutocreateProvider: GrantID]] = [:]
  /// The hosts that the configuration names for calendars where none was chosen: ids or addresses.
  package var standardHosts: [AutocreateProvider: String] = [:]
  /// Makes a directory.
  package init(
    accounts: [Account] = [],
    calendars: [CalendarInfo] = [],
    grants: [AccountID: [Grant]] = [:],
    syncStatus: [AccountID: SyncStatus] = [:],
    unsent: [AccountID: UnsentEdits] = [:]
  ) {
    self.accounts = accounts
    self.calendars = calendars
    self.grants = grants
    self.syncStatus = syncStatus
    self.unsent = unsent
  }

  /// The account with an id.
  package func account(_ id: AccountID) -> Account? { accounts.first { $0.id == id } }

  /// Whether the service of an account mails invitations and changes to who is invited.
  package func notifiesParticipants(of account: AccountID) -> Bool {
    account != .local && ownGrant(of: account)?.provider.notifiesParticipants != false
  }

  /// The calendar with an id in an account.
  package func calendar(_ id: CalendarID, in account: AccountID) -> CalendarInfo? {
    calendars.first { $0.id == id && $0.account == account }
  }

  /// The grant that an account works with; the configuration may name it by id or by address.
  package func ownGrant(of account: AccountID) -> Grant? {
    guard let id = self.account(account)?.grant else { return nil }
    return grants[account]?.first { $0.id == id || $0.email == id.rawValue }
  }
}
