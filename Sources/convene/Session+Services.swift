import ConferencingCore
import CalendarServices
import CalendarCore
import Foundation
import LocalCache
import ViewModels

extension Session {
  /// The services of accounts that have calendars.
  ///
  /// - Parameters:
  ///   - grants: The accounts.
  ///   - directory: Knows whose they are.
  ///   - zone: The zone of times that name none.
  ///   - transport: What sends requests.
  ///   - formerTexts: Keeps texts that are changed.
  /// - Returns: The services, by account.
  /// - Throws: ``CommandError`` for an account that cannot be.
  static func services(
    _ grants: ConfiguredGrants,
    _ directory: Directory,
    zone: TimeZone,
    transport: HTTPTransport,
    formerTexts: any FormerTexts
  ) throws -> [AccountID: any CalendarService] {
    var services: [AccountID: any CalendarService] = [:]
    for account in grants.accounts {
      do throws(ServiceError) {
        var context = grants.context(of: account, directory, zone: zone, transport: transport)
        context.formerTexts = formerTexts
        services[AccountID(account.name)] = try account.service.calendars(context)
      } catch {
        throw CommandError(.configuration, "Account \"\(account.name)\": \(error.message)")
      }
    }
    return services
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
        let context = grants.context(of: account, directory, zone: zone, transport: transport)
        guard let service = try account.service.meetings(context) else { continue }
        hosts.append(.init(id: context.grant, tokens: signed.tokens, service: service))
      } catch {
        throw CommandError(.configuration, "Account \"\(account.name)\": \(error.message)")
      }
    }
    return SignedInHosts(hosts)
  }

  /// The grants of some accounts, without a cache.
  static func grants(
    _ accounts: [AccountConfiguration],
    paths: Paths,
    environment: LiveEnvironment
  ) -> ConfiguredGrants {
    ConfiguredGrants(
      accounts,
      places: TokenPlaces(paths, environment),
      transport: transport(paths: paths, environment: environment),
      clock: ServiceClock(now: environment.now)
    )
  }

  /// What sends requests before there is a session.
  static func transport(paths: Paths, environment: LiveEnvironment) -> HTTPTransport {
    HTTPTransport(
      settings: TransportSettings(network: environment.network),
      clock: ServiceClock(now: environment.now),
      logger: FileLog(path: paths.log, now: environment.now).logger("http")
    )
  }

  /// How the configured grants stand.
  func grantStatuses() throws -> [GrantStatus] {
    let directory = try cache.directory()
    let grants = grants
    return try blocking { await grants.statuses(directory) }
  }
}
