import CalendarCore
import CalendarServices
import CalendarSync
import ConferencingCore
import Dispatch
import Foundation
import LocalCache
import Logging
import ViewModels

/// The program's parts, wired together for one run: configuration, cache, services, sync.
struct Session: Sendable {
  let environment: LiveEnvironment
  let paths: Paths
  private(set) var configuration: Configuration
  let cache: LocalCache
  let sync: CalendarSync
  /// The configured accounts as grants.
  let grants: ConfiguredGrants
  /// What became of a damaged cache file that was found at the start.
  let repair: CacheRepair?

  /// Opens the session of the user's own configuration.
  ///
  /// - Parameters:
  ///   - environment: The outside world.
  ///   - saysWarnings: Whether what is wrong with the configuration is said at once.
  /// - Returns: The session.
  /// - Throws: ``ConfigurationError``, or what making it throws.
  static func open(_ environment: LiveEnvironment, saysWarnings: Bool = true) throws -> Session {
    let paths = Paths(environment.variables)
    var configuration = try ConfigurationFile.read(paths.configuration)
    configuration.warnings += environment.warnings
    if saysWarnings { Console.say(configuration.warnings) }
    var session = try Session(environment, paths: paths, configuration: configuration)
    let unknown = configuration.unknownCalendars(in: try session.cache.directory())
    session.configuration.warnings += unknown
    if saysWarnings { Console.say(unknown) }
    return session
  }

  /// Opens a session.
  ///
  /// - Parameters:
  ///   - environment: The outside world.
  ///   - paths: Where files are kept.
  ///   - configuration: The accounts.
  ///   - includesLocal: Whether the calendar of this machine is shown.
  ///   - keepsTokensInFiles: Whether no keyring is used, as in the demo, of which nothing is kept.
  /// - Throws: ``CacheError`` when the cache cannot be opened, ``CommandError`` for an account that
  ///   cannot be.
  init(
    _ environment: LiveEnvironment,
    paths: Paths,
    configuration: Configuration,
    includesLocal: Bool = true,
    keepsTokensInFiles: Bool = false
  ) throws {
    self.environment = environment
    self.paths = paths
    self.configuration = configuration
    MeetingServers.configure(MeetingServers(configuration.meetings))
    LinkRanking.configure(configuration.join.prefer)
    cache = try Self.cache(at: paths.cache)
    repair = cache.takeRepair()
    if let repair { Console.say(repair.description) }
    cache.observeRepairs { Console.say($0.description) }
    if cache.isReadOnly {
      Console.say("The cache file \(paths.cache) can only be read; nothing is saved or synced.")
    }
    var accounts = configuration.accounts.compactMap(\.cached)
    if includesLocal { accounts.append(Account(id: .local, service: .local)) }
    try cache.configure(accounts: accounts)
    KnownServers(paths).note(
      configuration.meetings,
      configuration.join.prefer,
      in: cache,
      now: environment.now()
    )
    let clock = ServiceClock(now: environment.now)
    let log = FileLog(path: paths.log, now: environment.now)
    let transport =
      configuration.accounts.isEmpty
      ? nil
      : HTTPTransport(
        settings: TransportSettings(network: environment.network),
        clock: clock,
        logger: log.logger("http")
      )
    let grants = ConfiguredGrants(
      configuration.accounts,
      places: TokenPlaces(paths, keepsTokensInFiles ? nil : environment),
      transport: transport,
      clock: clock,
      home: environment.variable("HOME")
    )
    self.grants = grants
    let directory = try cache.directory()
    let formerTexts = CachedFormerTexts(cache)
    sync = CalendarSync(
      cache: cache,
      services: try transport.map {
        try Self.services(
          grants,
          directory,
          zone: environment.zone,
          transport: $0,
          formerTexts: formerTexts
        )
      } ?? [:],
      hosts: try transport.map {
        try Self.hosts(grants, directory, zone: environment.zone, transport: $0)
      } ?? SignedInHosts([]),
      clock: clock,
      logger: log.logger("sync")
    )
  }

  /// The country whose telephone numbers come first.
  var country: String? { configuration.join.country ?? environment.telephoneCountry }

  /// How days, weeks and months are shown.
  var preferences: CalendarPreferences {
    configuration.calendar.preferences(in: environment)
  }

  /// The user's wall clock.
  var clock: WallClock { configuration.calendar.clock(in: environment) }

  /// What is known of accounts and calendars, these in the order that is configured.
  ///
  /// - Throws: ``CacheError``.
  func directory() throws(CacheError) -> Directory {
    var directory = try cache.directory().ordered(by: configuration.calendar.order)
    directory.standardHosts = configuration.hosts
    return directory
  }

  /// The invitations that wait for an answer.
  ///
  /// - Throws: ``CacheError``.
  func invitations() throws(CacheError) -> [PendingInvitation] {
    try cache.agenda.invitations(at: environment.now())
  }

  /// What a text asks for, with relative days that count from today.
  ///
  /// - Throws: ``CacheError``.
  func search(
    _ text: String,
    around day: Day,
    of calendars: CalendarFilter = .shown
  ) throws(CacheError) -> SearchResult {
    let terms = SearchTerms(text, today: Day(environment.now(), in: environment.zone))
    return try cache.agenda.search(terms, around: day, in: environment.zone, of: calendars)
  }

  /// Opens a cache that knows links by their looks.
  static func cache(at path: String) throws -> LocalCache {
    try LocalCache(
      path: path,
      linkProvider: { $0.listedProvider }
    )
  }

  /// The accounts that have a service and were never brought up to date.
  func accountsNeverSynced() throws -> [AccountID] {
    let directory = try cache.directory()
    return directory.accounts.filter {
      !$0.service.isLocal && directory.syncStatus[$0.id]?.lastSuccess == nil
    }.map(\.id)
  }

  /// Brings accounts up to date that never were, so that a first command has something to work on.
  ///
  /// One whose program has failed before is left to `convene sync`: what is known elsewhere must not
  /// wait for it each time.
  func fillIfEmpty() throws {
    let known = try cache.directory().syncStatus
    let accounts = try accountsNeverSynced().filter {
      known[$0]?.failure == nil || !grants.needsProgram($0.rawValue)
    }
    guard !accounts.isEmpty, !cache.isReadOnly else { return }
    Console.say("Reading the calendars for the first time…")
    let sync = sync
    _ = try blocking { await sync.refreshAll(onlyChanges: true) }
    let directory = try cache.directory()
    for account in accounts {
      if let failure = directory.syncStatus[account]?.failure {
        Console.say("\(account): \(failure)")
      }
    }
  }

  /// Has the events looked at that no start has looked at since servers or preferred providers changed,
  /// beside everything else.
  func finishKnownServers() {
    DispatchQueue.global(qos: .utility).async { [self] in KnownServers(paths).finish(in: cache) }
  }

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
      clock: ServiceClock(now: environment.now),
      home: environment.variable("HOME")
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
