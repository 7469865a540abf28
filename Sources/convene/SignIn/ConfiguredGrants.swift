import ConferencingCore
import CalendarServices
import CalendarCore
import Foundation
import ViewModels

/// The accounts of the configuration as grants: how they stand, and their sign-ins.
struct ConfiguredGrants: Sendable {
  let accounts: [AccountConfiguration]
  /// Those that a user signs in to, by their names.
  let signed: [String: SignedGrant]
  let clock: ServiceClock
  /// How services are reached.
  let network: NetworkSettings
  /// The user's home, which `~` stands for; `nil` for what the system has on record.
  let home: String?

  /// Makes the grants of a configuration.
  ///
  /// - Parameters:
  ///   - accounts: The accounts.
  ///   - places: Where their tokens are kept.
  ///   - transport: What sends requests; `nil` is enough for no account.
  ///   - clock: Tells the time.
  ///   - home: The user's home.
  init(
    _ accounts: [AccountConfiguration],
    places: TokenPlaces,
    transport: HTTPTransport?,
    clock: ServiceClock,
    home: String? = nil
  ) {
    self.accounts = accounts
    self.home = home
    self.clock = clock
    network = transport?.settings.network ?? NetworkSettings()
    signed = accounts.reduce(into: [:]) { signed, account in
      signed[account.name] = transport.flatMap {
        SignedGrant(account, places: places, transport: $0)
      }
    }
  }

  /// How the grants stand, in the order of the configuration; nothing is sent.
  ///
  /// - Parameter directory: Knows whose the accounts without a sign-in are.
  /// - Returns: Each grant.
  func statuses(_ directory: Directory) async -> [GrantStatus] {
    // Side by side: a program that keeps the tokens of one may be slow.
    await withTaskGroup(of: (Int, GrantStatus).self) { group in
      for (index, account) in accounts.enumerated() {
        group.addTask { (index, await status(of: account, directory)) }
      }
      return await group.reduce(into: [(Int, GrantStatus)]()) { $0.append($1) }
        .sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// Whether a program has to be run before anything can be asked of an account's service.
  func needsProgram(_ name: String) -> Bool {
    if let signed = signed[name] { return !(signed.store is FileCredentialStore) }
    return accounts.contains { account in
      account.name == name
        && account.settings.secrets.values.contains {
          if case .command = $0 { true } else { false }
        }
    }
  }

  /// How one grant stands.
  func status(of account: AccountConfiguration, _ directory: Directory) async -> GrantStatus {
    if let signed = signed[account.name] { return await signed.status() }
    let name = AccountID(account.name)
    let grant = directory.ownGrant(of: name)
    return GrantStatus(
      name,
      at: account.service.kind,
      account.access.standing,
      email: grant?.email ?? "",
      scopes: grant?.scopes.sorted() ?? []
    )
  }

  /// What speaks to the service of an account is made from.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - directory: Knows whose it is, once its calendars were read.
  ///   - zone: The zone in which whole days begin.
  ///   - isSignedIn: Whether there are tokens to use.
  ///   - transport: What sends requests.
  /// - Returns: The context.
  func context(
    of account: AccountConfiguration,
    _ directory: Directory,
    zone: TimeZone = .gmt,
    isSignedIn: Bool = true,
    transport: HTTPTransport
  ) -> ServiceContext {
    let name = AccountID(account.name)
    return ServiceContext(
      account: name,
      settings: account.settings.expanded(home: home),
      tokens: isSignedIn ? signed[account.name]?.tokens : nil,
      secret: account.secret,
      email: directory.ownGrant(of: name)?.email ?? "",
      zone: zone,
      transport: transport
    )
  }

  /// Waits for the tokens that are being renewed.
  func settle() async {
    for grant in signed.values { await grant.tokens.settle() }
  }

  /// The grant of a name that a user signs in to.
  ///
  /// - Throws: ``CommandError`` when there is none.
  func signedGrant(_ name: String) throws(CommandError) -> SignedGrant {
    if let grant = signed[name] { return grant }
    if accounts.contains(where: { $0.name == name }) {
      throw CommandError(
        .badInput,
        "\(name) needs no sign-in. Look at it: convene accounts check "
          + name
      )
    }
    throw unknown(name)
  }

  /// That no account has a name.
  func unknown(_ name: String) -> CommandError {
    let names = accounts.map(\.name).joined(separator: ", ")
    return CommandError(
      .notFound,
      "There is no account \"\(name)\". "
        + (names.isEmpty
          ? "Add one: convene accounts add google \(name)" : "There are \(names).")
    )
  }
}
