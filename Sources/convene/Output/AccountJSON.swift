import CalendarCore
import ConferencingCore
import Foundation
import ViewModels

/// Accounts and grants as JSON.
struct AccountJSON {
  let directory: Directory
  let now: Date

  /// An account, or a host without calendars.
  func object(_ account: Account?, _ status: GrantStatus?) -> JSONText {
    let name = account?.id ?? status?.name ?? .local
    let grant = directory.ownGrant(of: name)
    let sync = directory.syncStatus[name]
    let unsent = directory.unsent[name] ?? UnsentEdits()
    let age = sync?.lastSuccess.map { max(0, Int(now.timeIntervalSince($0))) }
    let email = status.map(\.email).flatMap { $0.isEmpty ? nil : $0 } ?? grant?.email
    return .object([
      ("name", .text(name.rawValue)),
      ("service", JSONText(account?.service.name ?? status?.service.name)),
      ("grant", JSONText(grant?.id.rawValue ?? account?.grant?.rawValue ?? status?.name.rawValue)),
      ("provider", JSONText(grant?.provider.rawValue ?? provider(status))),
      ("email", JSONText(email)),
      ("valid", valid(grant, status)),
      ("sign_in", JSONText(status.map(Self.word))),
      ("last_sync", JSONText(sync?.lastSuccess.map { ISOTime.text($0, in: .gmt) })),
      ("age_s", age.map(JSONText.number) ?? .null),
      ("failure", JSONText(sync?.failure ?? status?.problem)),
      ("offline_since", JSONText(sync?.offlineSince.map { ISOTime.text($0, in: .gmt) })),
      ("unreadable", .list((sync?.unreadable ?? []).map(JSONText.text))),
      ("waiting", .number(unsent.waiting)),
      ("refused", .number(unsent.refused)),
      ("calendars", .list(directory.calendars.filter { $0.account == name }.map(object))),
      ("grants", .list((directory.grants[name] ?? []).map(object))),
    ])
  }

  /// How a grant stands, in a word: `key`, `password`, `none` where nothing has to be proved,
  /// `signed-in`, `signed-out`, `expired`, `unknown`.
  static func word(_ status: GrantStatus) -> String {
    switch status.standing {
    case .keyed: "key"
    case .password: "password"
    case .open: "none"
    case .signedIn: "signed-in"
    case .signedOut: "signed-out"
    case .expired: "expired"
    case .unknown: "unknown"
    }
  }

  private func provider(_ status: GrantStatus?) -> String? {
    status.flatMap { $0.service.has(.signIn) ? $0.service.name : nil }
  }

  private func valid(_ grant: Grant?, _ status: GrantStatus?) -> JSONText {
    if let status, status.service.has(.signIn) { return .bool(Self.word(status) == "signed-in") }
    return grant.map { .bool($0.isValid) } ?? .null
  }

  private func object(_ calendar: CalendarInfo) -> JSONText {
    .object([
      ("id", .text(calendar.id.rawValue)), ("name", .text(calendar.name)),
      ("color", .text(calendar.color)), ("primary", .bool(calendar.isPrimary)),
      ("read_only", .bool(calendar.isReadOnly)), ("hidden", .bool(calendar.isHidden)),
    ])
  }

  private func object(_ grant: Grant) -> JSONText {
    .object([
      ("id", .text(grant.id.rawValue)), ("provider", .text(grant.provider.rawValue)),
      ("email", .text(grant.email)), ("valid", .bool(grant.isValid)),
      ("scopes", .list(grant.scopes.sorted().map(JSONText.text))),
      // The others host on the calendars of this account alone.
      ("direct", .bool(grant.isDirect)),
    ])
  }
}
