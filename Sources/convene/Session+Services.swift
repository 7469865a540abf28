import CalendarServices
import ConferencingCore
import Foundation
import LocalCache
import ViewModels

extension Session {
  /// The services of accounts that have calendars.
  ///
  /// - Parameters:
  ///   - grants: The accounts.
  ///   - directory: Knows whose they are.
  ///   - transport: What sends requests.
  /// - Returns: The services, by account.
  /// - Throws: ``CommandError`` for an account that cannot be.
  static func services(
    _ grants: ConfiguredGrants,
    _ directory: Directory,
    transport: HTTPTransport
  ) throws -> [AccountID: any CalendarService] {
    var services: [AccountID: any CalendarService] = [:]
    for account in grants.accounts {
      do throws(ServiceError) {
        services[AccountID(account.name)] = try service(
          of: account,
          grants.signed[account.name],
          directory,
          transport: transport
        )
      } catch {
        throw CommandError(.configuration, "Account \"\(account.name)\": \(error.message)")
      }
    }
    return services
  }

  private static func service(
    of account: AccountConfiguration,
    _ signed: SignedGrant?,
    _ directory: Directory,
    transport: HTTPTransport
  ) throws(ServiceError) -> (any CalendarService)? {
    let name = account.name
    switch (account.service, signed) {
    case (.nylas(let settings), _):
      return try NylasService(
        NylasConfiguration(
          url: settings.url,
          grant: GrantID(settings.grant),
          apiKey: { () async throws(ServiceError) -> String in
            try await SecretReader.read(settings.key, account: name)
          },
          account: AccountID(name)
        ),
        transport: transport
      )
    case (.google, let signed?):
      return try GoogleService(signed.google(directory), transport: transport)
    case (.microsoft, let signed?):
      return try MicrosoftService(signed.microsoft, transport: transport)
    default: return nil
    }
  }

  /// Who makes meetings for calendars that are elsewhere: every sign-in.
  ///
  /// - Parameters:
  ///   - grants: The accounts.
  ///   - directory: Knows whose they are.
  ///   - zone: The zone that meetings without one are in.
  ///   - transport: What sends requests.
  /// - Returns: The hosts.
  /// - Throws: ``CommandError`` for an account that cannot be.
  static func hosts(
    _ grants: ConfiguredGrants,
    _ directory: Directory,
    zone: TimeZone,
    transport: HTTPTransport
  ) throws -> SignedInHosts {
    var hosts: [SignedInHosts.Host] = []
    for account in grants.accounts {
      guard let signed = grants.signed[account.name] else { continue }
      do throws(ServiceError) {
        guard
          let service = try conferencing(of: signed, directory, zone: zone, transport: transport)
        else { continue }
        hosts.append(.init(id: signed.id, tokens: signed.tokens, service: service))
      } catch {
        throw CommandError(.configuration, "Account \"\(account.name)\": \(error.message)")
      }
    }
    return SignedInHosts(hosts)
  }

  private static func conferencing(
    of signed: SignedGrant,
    _ directory: Directory,
    zone: TimeZone,
    transport: HTTPTransport
  ) throws(ServiceError) -> (any ConferencingService)? {
    switch signed.app.provider {
    case .google: try MeetConferencing(signed.google(directory), transport: transport)
    case .microsoft: try TeamsConferencing(signed.microsoft, transport: transport)
    case .zoom:
      try ZoomConferencing(
        grant: signed.id,
        url: signed.url ?? ZoomConferencing.standardURL,
        user: signed.app.zoomUser ?? "me",
        tokens: signed.tokens,
        zone: zone,
        transport: transport
      )
    }
  }

  /// The grants of some accounts, without a cache.
  static func grants(
    _ accounts: [AccountConfiguration],
    paths: Paths,
    environment: LiveEnvironment
  ) -> ConfiguredGrants {
    let clock = ServiceClock(now: environment.now)
    let log = FileLog(path: paths.log, now: environment.now)
    return ConfiguredGrants(
      accounts,
      places: TokenPlaces(paths, environment),
      transport: HTTPTransport(
        settings: TransportSettings(network: environment.network),
        clock: clock,
        logger: log.logger("http")
      ),
      clock: clock
    )
  }

  /// How the configured grants stand.
  func grantStatuses() throws -> [GrantStatus] {
    let directory = try cache.directory()
    let grants = grants
    return try blocking { await grants.statuses(directory) }
  }
}

extension SignedGrant {
  /// Its id as a grant: the account's name.
  fileprivate var id: GrantID { GrantID(account.name) }

  /// The one address of all endpoints, without a slash at its end; `nil` for the service itself.
  fileprivate var url: String? { app.url.map { (try? ServiceURL($0))?.base ?? $0 } }

  /// How Google is spoken to with it.
  ///
  /// - Parameter directory: Knows whose it is, once the calendars were read.
  /// - Returns: Its configuration.
  fileprivate func google(_ directory: Directory) -> GoogleConfiguration {
    var google = GoogleConfiguration(
      grant: id,
      email: directory.ownGrant(of: AccountID(account.name))?.email ?? "",
      tokens: tokens,
      account: AccountID(account.name)
    )
    if let url { google.url = url + "/calendar/v3" }
    return google
  }

  /// How Microsoft Graph is spoken to with it.
  fileprivate var microsoft: MicrosoftConfiguration {
    MicrosoftConfiguration(
      url: url.map { $0 + "/v1.0" } ?? MicrosoftConfiguration.standardURL,
      grant: id,
      tokens: tokens,
      account: AccountID(account.name)
    )
  }
}

extension AccountConfiguration {
  /// The account as the cache knows it; `nil` for a host without calendars.
  ///
  /// The grant of a sign-in has the account's name for an id.
  var cached: Account? {
    let id = AccountID(name)
    return switch service {
    case .nylas(let settings): Account(id: id, service: .nylas, grant: GrantID(settings.grant))
    case .google: Account(id: id, service: .google, grant: GrantID(name))
    case .microsoft: Account(id: id, service: .microsoft, grant: GrantID(name))
    case .zoom: nil
    }
  }
}
