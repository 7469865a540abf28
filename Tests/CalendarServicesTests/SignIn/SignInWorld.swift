import CalendarCore
import Foundation
import Logging
import Sandbox
import Synchronization
import TestSupport
import Testing

@testable import CalendarServices

/// A sandbox to sign in at, and a clock for both sides that runs as fast as it is waited for.
struct SignInWorld: Sendable {
  let server: SandboxServer
  let transport: HTTPTransport
  let controls: HTTPTransport
  let time: TestTime
  let log: Recorder<String>
  /// A folder of this test alone.
  let folder: String

  static func run(_ body: (SignInWorld) async throws -> Void) async throws {
    let start = Date(timeIntervalSince1970: TestClock.now.timeIntervalSince1970.rounded())
    let server = try await SandboxServer.start(
      SandboxConfiguration(events: 0, now: start, timeZone: "Europe/Berlin")
    )
    let time = TestTime(start, server)
    let log = Recorder<String>()
    let folder = FileManager.default.temporaryDirectory.path + "/sign-in-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let world = SignInWorld(
      server: server,
      transport: HTTPTransport(
        clock: time.clock,
        logger: Logger(label: "test", factory: { _ in RecordingLog(recorder: log) })
      ),
      controls: HTTPTransport(clock: time.clock),
      time: time,
      log: log,
      folder: folder
    )
    let result: Result<Void, any Error>
    do { result = .success(try await body(world)) } catch { result = .failure(error) }
    await world.transport.shutdown()
    await world.controls.shutdown()
    await server.stop()
    try? FileManager.default.removeItem(atPath: folder)
    try result.get()
  }

  /// An app of the sandbox; `secret` in place of its own.
  func app(
    _ provider: SignInProvider,
    _ kind: String? = nil,
    secret: String? = nil
  ) throws -> SignInApp {
    let kind = kind ?? (provider == .microsoft ? "public" : "desktop")
    let app = try #require(
      SandboxServer.apps.first { $0.provider == provider.rawValue && $0.kind == kind }
    )
    let known = secret ?? app.clientSecret
    return SignInApp(
      account: provider.rawValue,
      provider: provider,
      clientID: app.clientID,
      clientSecret: known.map(Self.giving),
      zoomAccount: app.accountID,
      url: server.url
    )
  }

  private static func giving(
    _ text: String
  ) -> @Sendable () async throws(ServiceError) -> String {
    { () throws(ServiceError) in text }
  }

  /// Signs in; the user opens the page and lets it lead back.
  func signIn(_ app: SignInApp, by method: SignInMethod? = nil) async throws -> Credential {
    let isTimed = (method ?? app.standardMethod) == .deviceCode
    return try await client(app, isTimed: isTimed).signIn(by: method) { step in
      if case .openPage(let page) = step { _ = try? await follow(page) }
    }
  }

  /// A client; one whose time is not to be waited for passes it at once.
  func client(_ app: SignInApp, isTimed: Bool = false) throws -> SignInClient {
    var clock = time.clock
    if !isTimed { clock.sleep = { _ in try await untilCancelled() } }
    return try SignInClient(app: app, transport: transport, clock: clock)
  }

  /// Tokens of an account whose credential is kept in a file.
  func tokens(_ app: SignInApp, _ store: (any CredentialStore)? = nil) -> GrantTokens {
    GrantTokens(
      app: app,
      store: store ?? files,
      lockPath: "\(folder)/\(app.account).lock",
      transport: transport
    )
  }

  var files: FileCredentialStore { FileCredentialStore(folder: "\(folder)/credentials") }

  /// What the user does from now on.
  func consent(_ json: String) async throws {
    let answer = try await controls.exchange(
      ServiceRequest(method: .post, path: ["_sandbox", "consent"], body: Data(json.utf8)),
      to: try ServiceURL(server.url),
      authorization: .none
    )
    try #require(answer.status == 200)
  }

  /// Has something go wrong.
  func fault(_ json: String) async throws {
    let answer = try await controls.exchange(
      ServiceRequest(method: .post, path: ["_sandbox", "faults"], body: Data(json.utf8)),
      to: try ServiceURL(server.url),
      authorization: .none
    )
    try #require(answer.status == 200)
  }

  /// What the sandbox was asked: `POST /oauth/token 200`.
  func requests() async throws -> [String] {
    struct State: Decodable {
      struct Request: Decodable {
        let method: String
        let path: String
        let status: Int
      }
      let requests: [Request]
    }
    let body = try await get("\(server.url)/_sandbox/state").body
    return try JSONDecoder().decode(State.self, from: body).requests
      .map { "\($0.method) \($0.path) \($0.status)" }
  }

  /// The address that a consent page leads back to.
  func lead(_ page: AuthorizationPage) async throws -> String {
    try #require(try await get(page.url).headers["location"])
  }

  /// Opens a consent page and goes where it leads; gives what is seen there.
  @discardableResult
  func follow(_ page: AuthorizationPage) async throws -> ServiceResponse {
    try await get(try await lead(page))
  }

  /// Gets an address, as a browser does; a redirect is not followed.
  func get(_ address: String, token: String? = nil) async throws -> ServiceResponse {
    let parts = try #require(URLComponents(string: address))
    let path = parts.path.split(separator: "/").map(String.init)
    return try await controls.exchange(
      ServiceRequest(
        method: .get,
        path: path.isEmpty ? [""] : path,
        query: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") }
      ),
      to: try ServiceURL("http://\(parts.host ?? ""):\(parts.port ?? 0)"),
      authorization: token.map { .bearer($0) } ?? .none
    )
  }
}

/// The time of a test: waiting lets it pass at once, here and in the sandbox.
final class TestTime: Sendable {
  private let moment: Mutex<Date>
  let waits = Recorder<Duration>()
  private let server: SandboxServer

  init(_ start: Date, _ server: SandboxServer) {
    moment = Mutex(start)
    self.server = server
  }

  func pass(_ duration: Duration) async {
    moment.withLock { $0 += Double(duration.components.seconds) }
    await server.advanceClock(by: duration)
  }

  var clock: ServiceClock {
    ServiceClock(
      now: { self.moment.withLock { $0 } },
      random: { 0.5 },
      sleep: { duration in
        self.waits.add(duration)
        await self.pass(duration)
        try Task.checkCancellation()
      }
    )
  }
}

/// Waits for as long as its task is not cancelled.
func untilCancelled() async throws {
  for await _ in AsyncStream<Void>(bufferingPolicy: .unbounded, { _ in }) {}
  try Task.checkCancellation()
}
