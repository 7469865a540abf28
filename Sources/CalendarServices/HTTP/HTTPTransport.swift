import AsyncHTTPClient
import Foundation
package import Logging
import NIOCore
import NIOHTTPCompression
import NIOSSL

/// Sends requests over HTTP; the one place that does.
///
/// A class because it owns connections, which are closed by ``shutdown()`` or, at the latest, when
/// the last reference goes.
package final class HTTPTransport: Sendable {
  private let direct: HTTPClient
  /// What goes through the proxy; `nil` where there is none.
  private let proxied: HTTPClient?
  /// How patient it is, and how it reaches services.
  package let settings: TransportSettings
  let clock: ServiceClock
  let logger: Logger

  /// Makes a transport; connections are opened when they are needed.
  ///
  /// - Parameters:
  ///   - settings: How patient it is.
  ///   - clock: Time and chance.
  ///   - logger: Where requests are noted, without secrets; by default nowhere.
  package init(
    settings: TransportSettings = TransportSettings(),
    clock: ServiceClock,
    logger: Logger = Logger(label: "convene.http", factory: { _ in SwiftLogNoOpLogHandler() })
  ) {
    var configuration = HTTPClient.Configuration()
    // The limit is that of the whole answer, which is no larger for having been packed.
    configuration.decompression = .enabled(limit: .size(settings.bodyLimit))
    if let authorities = settings.network.authorities {
      configuration.tlsConfiguration = CertificateTrouble.trusting(authorities)
    }
    configuration.timeout.connect = .nanoseconds(settings.connectTimeout.nanoseconds)
    // A redirect could lead the API key to another server.
    configuration.redirectConfiguration = .disallow
    // A refused connection is told at once; whether to try again is decided here.
    configuration.connectionPool.retryConnectionEstablishment = false
    direct = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    proxied = settings.network.proxy.map { proxy in
      configuration.proxy = .server(
        host: proxy.host,
        port: proxy.port,
        authorization: proxy.user.map { .basic(username: $0, password: proxy.password) }
      )
      return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
    self.settings = settings
    self.clock = clock
    self.logger = logger
  }

  deinit {
    direct.shutdown { _ in }
    proxied?.shutdown { _ in }
  }

  /// Closes the connections; requests that are under way fail.
  package func shutdown() async {
    try? await direct.shutdown()
    try? await proxied?.shutdown()
  }

  /// What sends the requests of a service.
  func client(for base: ServiceURL) -> HTTPClient {
    guard let proxied, settings.network.wantsProxy(for: base) else { return direct }
    return proxied
  }

  /// Sends a request and reads its answer.
  ///
  /// A read (GET) is repeated after trouble that may pass. Nothing else ever is: whether a change
  /// was carried out is for the caller to find out.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - base: The address of the service.
  ///   - authorization: The value of the header; `nil` for none.
  ///   - interpret: Turns an answer into a value, or into the error that it stands for.
  /// - Returns: The value.
  /// - Throws: ``ServiceError``.
  func send<Value>(
    _ request: ServiceRequest,
    to base: ServiceURL,
    authorization: String?,
    interpret: (ServiceAnswer) throws(ServiceError) -> Value
  ) async throws(ServiceError) -> Value {
    var failures = 0
    while true {
      do throws(ServiceError) {
        let answer = try await attempt(request, to: base, authorization: authorization)
        if answer.isOfNetwork { throw .signInToNetwork(base.host) }
        return try interpret(answer)
      } catch {
        failures += 1
        guard request.method == .get, failures < settings.attempts,
          let delay = delay(before: failures, error: error)
        else { throw error }
        do { try await clock.sleep(delay) } catch { throw .cancelled }
      }
    }
  }

  /// How long to wait before a read is sent again; `nil` when it is not.
  private func delay(before attempt: Int, error: ServiceError) -> Duration? {
    guard error.isTransient, error != .cancelled else { return nil }
    if case .limitReached(let wait, _) = error {
      return wait <= settings.longestDelay ? wait : nil
    }
    if case .rateLimited(let wait) = error {
      if let wait { return wait <= settings.longestDelay ? wait : nil }
      // A service that says no more than "too many" gets a pause that is sure, with chance on top so
      // that several do not come back at once.
      let pause = Backoff(first: settings.firstPause, longest: settings.longestDelay)
      return pause.delay(after: attempt, random: 1) * (1 + clock.random() / 2)
    }
    return Backoff(first: settings.firstDelay, longest: settings.longestDelay)
      .delay(after: attempt, random: clock.random())
  }
}

/// Waits that grow: exponential backoff with full jitter.
///
/// Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
package struct Backoff: Sendable {
  /// The longest wait after the first failure.
  package var first: Duration
  /// The longest wait of all.
  package var longest: Duration

  /// Makes a backoff.
  package init(first: Duration, longest: Duration) {
    self.first = first
    self.longest = longest
  }

  /// How long to wait.
  ///
  /// - Parameters:
  ///   - failures: How many there were, from 1.
  ///   - random: A number from 0 up to 1.
  /// - Returns: The wait.
  package func delay(after failures: Int, random: Double) -> Duration {
    let doublings = min(max(failures, 1) - 1, 30)
    return min(first * (1 << doublings), longest) * random
  }
}

extension Duration {
  /// The whole of it in nanoseconds, as far as they can be counted.
  var nanoseconds: Int64 {
    let seconds = min(max(components.seconds, 0), 1_000_000_000)
    return seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
