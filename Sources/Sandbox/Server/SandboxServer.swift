import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// A running sandbox.
///
/// A class because it is the one server behind a port.
package final class SandboxServer: Sendable {
  /// A grant as a client needs it to begin.
  package struct Grant: Equatable, Sendable {
    /// The grant's id.
    package let id: String
    /// `google`, `microsoft`, `zoom`, `icloud` or `ews`.
    package let provider: String
    /// The owner's address.
    package let email: String
    /// What the grant may do.
    package let scope: [String]
    /// `valid` or `invalid`.
    package let status: String
  }

  /// Where the service answers, such as `http://127.0.0.1:40123`; no slash at the end.
  package let url: String
  /// The bearer token that every request needs.
  package let apiKey: String
  /// A sign-in to one of the services themselves, as a client needs it to begin.
  package struct DirectSignIn: Equatable, Sendable {
    /// `google`, `microsoft` or `zoom`.
    package let provider: String
    /// The owner's address.
    package let email: String
    /// What it may do.
    package let scopes: [String]
    /// The token that requests bear.
    package let accessToken: String
    /// The token that another access token is got with.
    package let refreshToken: String
  }

  /// In this order: Google, Microsoft, Zoom, Zoom that lacks a scope, Zoom that has expired, and
  /// where they are wanted iCloud and EWS.
  package let grants: [Grant]
  /// In this order: Google, Microsoft, Zoom; as they stand at the start.
  package let signIns: [DirectSignIn]
  /// One line of JSON with all of the above, for the command that runs the sandbox alone.
  package let announcement: String

  private let world: SandboxWorld
  private let running: Task<Void, any Error>
  private let connections: KeptConnections

  private init(
    url: String,
    world: SandboxWorld,
    signIns: [SignIn],
    running: Task<Void, any Error>,
    connections: KeptConnections
  ) {
    self.url = url
    self.world = world
    self.running = running
    self.connections = connections
    apiKey = world.apiKey
    grants = world.grants.map {
      Grant(
        id: $0.id,
        provider: $0.provider.rawValue,
        email: $0.email,
        scope: $0.scope,
        status: $0.status
      )
    }
    self.signIns = signIns.map {
      DirectSignIn(
        provider: $0.provider.rawValue,
        email: $0.email,
        scopes: $0.scopes.sorted(),
        accessToken: $0.accessToken,
        refreshToken: $0.refreshToken
      )
    }
    let line: JSON = [
      "url": .string(url), "api_key": .string(world.apiKey),
      "grants": .array(world.grants.map(\.announcement)),
      "sign_ins": .array(signIns.map(\.announcement)),
      "clients": .array(RegisteredApp.all.map(\.announcement)),
    ]
    announcement = line.text
  }

  /// Starts a sandbox and returns once it answers.
  ///
  /// - Parameter configuration: port, data and delays.
  /// - Returns: the running server; it runs until `stop()`.
  /// - Throws: `SandboxError` when the configuration cannot be or the port is taken.
  package static func start(
    _ configuration: SandboxConfiguration
  ) async throws(SandboxError) -> SandboxServer {
    guard isLoopback(configuration.host) else { throw .notLoopback(host: configuration.host) }
    guard (0...65_535).contains(configuration.port) else {
      throw .cannotListen(
        host: configuration.host,
        port: configuration.port,
        reason: "a port is a number from 0 to 65535"
      )
    }
    let world = try SandboxWorld(configuration)
    let (ports, port) = AsyncStream<Int>.makeStream()
    let connections = KeptConnections()
    let application = Application(
      router: SandboxRoutes(world).router(),
      server: HTTPServerBuilder { responder in
        KeptChannel(
          base: HTTP1Channel(
            responder: responder,
            configuration: .init(additionalChannelHandlers: [SandboxDate.Installer(world.time)])
          ),
          connections: connections
        )
      },
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port)
      ),
      onServerRunning: { channel in
        port.yield(channel.localAddress?.port ?? configuration.port)
        port.finish()
      },
      // Silent: the demo runs it in a process whose terminal belongs to the screen.
      logger: Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }
    )
    // Detached: under the blocking loop of the screen nothing runs on the main actor.
    let running = Task.detached {
      defer { port.finish() }
      try await application.run()
    }
    for await number in ports {
      let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
      return SandboxServer(
        url: "http://\(host):\(number)",
        world: world,
        signIns: await world.signIns.signIns,
        running: running,
        connections: connections
      )
    }
    let reason = await running.result.failureText
    throw .cannotListen(host: configuration.host, port: configuration.port, reason: reason)
  }

  /// Stops the server and returns when its port is free again.
  package func stop() async {
    running.cancel()
    _ = await running.result
    connections.close()
  }

  /// Returns when the server has stopped; cancelling the caller stops it.
  package func waitUntilStopped() async {
    await withTaskCancellationHandler {
      _ = await running.result
    } onCancel: {
      running.cancel()
    }
    connections.close()
  }

  /// Lets the sandbox's clock jump ahead, so that tests see links come into being without waiting.
  package func advanceClock(by duration: Duration) async {
    await world.advance(by: duration)
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && parts[0] == 127 && parts.allSatisfy { $0 != nil }
  }
}

extension Result<Void, any Error> {
  fileprivate var failureText: String {
    switch self {
    case .success: "the server stopped at once"
    case .failure(let error): "\(error)"
    }
  }
}
