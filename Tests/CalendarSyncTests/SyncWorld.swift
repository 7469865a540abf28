import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import TestSupport
import Testing

/// A sandbox, a cache in a file and the sync between them, for the accounts "google" and
/// "microsoft".
final class SyncWorld: Sendable {
  let server: SandboxServer
  let transport: HTTPTransport
  let cache: LocalCache
  let sync: CalendarSync
  let path: String
  let clock: ServiceClock
  let services: [AccountID: any CalendarService]

  static let google = AccountID("google")
  static let microsoft = AccountID("microsoft")

  private init(
    server: SandboxServer,
    path: String,
    policy: SyncPolicy,
    clock: ServiceClock,
    key: String?
  ) throws {
    self.server = server
    self.path = path
    self.clock = clock
    let transport = HTTPTransport(
      settings: TransportSettings(attempts: 1),
      clock: clock
    )
    self.transport = transport
    let key = key ?? server.apiKey
    let accounts = [Self.google, Self.microsoft]
    var services: [AccountID: any CalendarService] = [:]
    for (account, grant) in zip(accounts, server.grants) {
      services[account] = try NylasService(
        NylasConfiguration(
          url: server.url,
          grant: GrantID(grant.id),
          apiKey: { key },
          account: account
        ),
        transport: transport
      )
    }
    self.services = services
    cache = try LocalCache(path: path, linkProvider: { _ in nil })
    try cache.configure(
      accounts: zip(accounts, server.grants).map {
        Account(id: $0, service: .nylas, grant: GrantID($1.id))
      }
    )
    sync = CalendarSync(cache: cache, services: services, clock: clock, policy: policy)
  }

  /// The time, in steps that a file keeps exactly.
  static let clock = ServiceClock(
    now: {
      let steps = (TestClock.now.timeIntervalSince1970 * 1024).rounded(.down)
      return Date(timeIntervalSince1970: steps / 1024)
    }
  )

  /// A clock that runs twenty times as fast as all others, from now on.
  static var fastClock: ServiceClock {
    let start = TestClock.now
    return ServiceClock(
      now: { [now = clock.now] in start.addingTimeInterval(now().timeIntervalSince(start) * 20) },
      sleep: waitQuickly
    )
  }

  /// A wait by the fast clock.
  @Sendable private static func waitQuickly(_ time: Duration) async throws {
    try await Task.sleep(for: time / 20)
  }

  /// What tests wait for comes quickly.
  static var quick: SyncPolicy {
    var policy = SyncPolicy()
    policy.sendBackoff = Backoff(first: .milliseconds(40), longest: .milliseconds(200))
    policy.arrivalPatience = .milliseconds(400)
    policy.linkFirstDelay = .milliseconds(20)
    policy.sendPatience = .seconds(20)
    policy.probeInterval = .milliseconds(50)
    return policy
  }

  /// Runs a test in a world of its own.
  static func run(
    events: Int? = 0,
    linkDelay: Duration = .milliseconds(100),
    pendingAnswer: SandboxConfiguration.PendingAnswer = .request,
    policy: SyncPolicy = quick,
    clock: ServiceClock = clock,
    key: String? = nil,
    _ body: (SyncWorld) async throws -> Void
  ) async throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-sync-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    let server = try await start(
      events: events,
      linkDelay: linkDelay,
      pendingAnswer: pendingAnswer
    )
    let world = try SyncWorld(
      server: server,
      path: directory.appendingPathComponent("cache.sqlite").path,
      policy: policy,
      clock: clock,
      key: key
    )
    let result: Result<Void, any Error>
    do { result = .success(try await body(world)) } catch { result = .failure(error) }
    await world.transport.shutdown()
    await server.stop()
    try result.get()
  }

  /// Starts a sandbox.
  static func start(
    events: Int?,
    linkDelay: Duration = .milliseconds(100),
    pendingAnswer: SandboxConfiguration.PendingAnswer = .request,
    port: Int = 0
  ) async throws -> SandboxServer {
    try await SandboxServer.start(
      SandboxConfiguration(
        port: port,
        events: events,
        linkDelay: linkDelay,
        pendingAnswer: pendingAnswer,
        now: TestClock.now,
        timeZone: "Europe/Berlin"
      )
    )
  }

  /// Runs the sync's loops beside a body.
  func running(_ body: () async throws -> Void) async throws {
    let loops = Task { [sync] in await sync.run() }
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    loops.cancel()
    await loops.value
    try result.get()
  }

  /// Waits until something holds of the cache: looks at each change of it, and now and then.
  func until(
    _ what: Comment,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
  ) async throws {
    let (changes, change) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let observation = cache.watch.observe { change.yield() }
    // What is not shown, such as a try in the outbox, is no change to the observer.
    let ticks = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: .milliseconds(20))
        change.yield()
      }
    }
    defer {
      ticks.cancel()
      observation.cancel()
    }
    // Far more than anything needs, also beside tests that keep the processor busy.
    let deadline = ContinuousClock.now + .seconds(60)
    if try await condition() { return }
    for await _ in changes {
      if try await condition() { return }
      if ContinuousClock.now > deadline { break }
    }
    Issue.record(what, sourceLocation: sourceLocation)
  }
}
