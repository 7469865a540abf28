import CalendarServices
import ConferencingCore
import Foundation
import ViewModels

extension Session {
  /// The services of accounts that have calendars.
  ///
  /// - Throws: ``CommandError`` for an account that cannot be.
  static func services(
    _ grants: ConfiguredGrants,
    transport: HTTPTransport
  ) throws -> [AccountID: any CalendarService] {
    var services: [AccountID: any CalendarService] = [:]
    for account in grants.accounts {
      do throws(ServiceError) {
        services[AccountID(account.name)] = try service(
          of: account,
          grants.signed[account.name],
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
    transport: HTTPTransport
  ) throws(ServiceError) -> (any CalendarService)? {
    guard case .nylas(let settings) = account.service else { return nil }
    let name = account.name
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
      transport: HTTPTransport(clock: clock, logger: log.logger("http")),
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
