import AsyncHTTPClient
import Foundation
package import Logging
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import NIOHTTPCompression
import NIOSSL
import Synchronization

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
    configuration.timeout.read = .nanoseconds(settings.answerTimeout.nanoseconds)
    // A redirect could lead credentials to another server: which are followed is decided here.
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
  /// What only reads is repeated after trouble that may pass. Nothing else ever is: whether a change
  /// was carried out is for the caller to find out.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - base: The address of the service.
  ///   - authorization: What lets it in.
  ///   - interpret: Turns an answer into a value, or into the error that it stands for.
  /// - Returns: The value.
  /// - Throws: ``ServiceError``.
  func send<Value>(
    _ request: ServiceRequest,
    to base: ServiceURL,
    authorization: Authorization,
    interpret: (ServiceResponse) throws(ServiceError) -> Value
  ) async throws(ServiceError) -> Value {
    var failures = 0
    while true {
      do throws(ServiceError) {
        let answer = try await exchange(request, to: base, authorization: authorization)
        if answer.isOfNetwork(accepting: request.accept) { throw .signInToNetwork(base.host) }
        return try interpret(answer)
      } catch {
        failures += 1
        guard request.method.isSafe, failures < settings.attempts,
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

  /// The most redirects of one request.
  private static let mostRedirects = 5

  /// Sends a request once, and on to where its answers lead, as far as it allows that.
  ///
  /// - Throws: As ``attempt(_:to:at:authorization:)``.
  func exchange(
    _ request: ServiceRequest,
    to base: ServiceURL,
    authorization: Authorization
  ) async throws(ServiceError) -> ServiceResponse {
    var (request, base, authorization) = (request, base, authorization)
    var url = request.link.map { base.base + $0 } ?? base.url(request.path, query: request.query)
    for _ in 0...Self.mostRedirects {
      var answer = try await attempt(request, to: base, at: url, authorization: authorization)
      answer.url = url
      guard let next = answer.redirect(of: request, from: url) else { return answer }
      let isSame = next.origin.hasSameOrigin(as: base)
      switch request.redirects {
      case .none: return answer
      case .sameOrigin: guard isSame else { return answer }
      // What changes something, and may hold what is private, stays at its server.
      case .anySecure: guard isSame || request.method.isSafe else { return answer }
      }
      if !isSame { authorization = .none }
      let isChange = !request.method.isSafe
      if answer.status == 303, isChange { (request.method, request.body) = (.get, nil) }
      (base, url) = (next.origin, next.url)
    }
    throw .malformed("\(base.host) redirects without an end. Check the url of the account.")
  }

  /// Sends a request once.
  ///
  /// - Throws: ``ServiceError/unreachable(_:)`` when nothing was sent,
  ///   ``ServiceError/answerLost(_:)`` when it may have been, ``ServiceError/malformed(_:)`` for an
  ///   answer that is too large, ``ServiceError/cancelled``.
  private func attempt(
    _ request: ServiceRequest,
    to base: ServiceURL,
    at url: String,
    authorization: Authorization
  ) async throws(ServiceError) -> ServiceResponse {
    if Task.isCancelled { throw .cancelled }
    if let problem = settings.network.problem, settings.network.wantsProxy(for: base) {
      throw .unreachable(problem)
    }
    let began = ContinuousClock.now
    let mark = SentMark()
    do {
      let response = try await client(for: base).execute(
        wire(request, to: url, authorization: authorization, mark: mark),
        timeout: .nanoseconds(settings.answerTimeout.nanoseconds)
      )
      mark.set()
      let body = try await whole(response.body, since: began)
      let headers = response.headers
      var extra: [String: String] = ["bytes": "\(body.readableBytes)"]
      for header in headers {
        // What support asks for: `X-Request-Id`, `…-Request-Count`.
        let name = header.name.lowercased()
        if name.hasSuffix("request-id") || name.hasSuffix("request-count") {
          extra[name.replacing("-", with: "_")] = header.value
        }
      }
      RequestLog.note(
        request,
        outcome: "\(response.status.code)",
        duration: ContinuousClock.now - began,
        extra: extra,
        to: logger
      )
      return ServiceResponse(
        status: Int(response.status.code),
        body: Data(buffer: body),
        headers: ServiceResponse.fields(headers),
        retryAfter: headers.first(name: "Retry-After").flatMap {
          Timestamp.wait($0, now: clock.now())
        },
        date: headers.first(name: "Date").flatMap(Timestamp.httpDate)
      )
    } catch {
      var failure = Self.failure(error, host: base.host, request: request, wasSent: mark.isSet)
      if !mark.isSet, !Task.isCancelled,
        let words = await words(for: error, of: base)
      {
        failure = .unreachable(words)
      }
      RequestLog.note(
        request,
        outcome: failure.kind,
        duration: ContinuousClock.now - began,
        extra: [:],
        to: logger
      )
      throw failure
    }
  }

  /// The whole body of an answer; a server that sends it drop by drop is not waited for.
  private func whole(
    _ body: HTTPClientResponse.Body,
    since began: ContinuousClock.Instant
  ) async throws -> ByteBuffer {
    var whole = ByteBuffer()
    for try await var part in body {
      guard whole.readableBytes + part.readableBytes <= settings.bodyLimit else {
        throw NIOTooManyBytesError(maxBytes: settings.bodyLimit)
      }
      whole.writeBuffer(&part)
      guard ContinuousClock.now - began <= settings.bodyTimeout else {
        throw HTTPClientError.deadlineExceeded
      }
    }
    return whole
  }

  private func wire(
    _ request: ServiceRequest,
    to url: String,
    authorization: Authorization,
    mark: SentMark
  ) -> HTTPClientRequest {
    var wire = HTTPClientRequest(url: url)
    wire.method = HTTPMethod(rawValue: request.method.name)
    if let header = authorization.header {
      wire.headers.add(name: header.name, value: header.value)
    }
    wire.headers.add(name: "Accept", value: request.accept)
    wire.headers.add(name: "Accept-Encoding", value: "gzip")
    // Some compress answers only where this says so too (Google Calendar API, "Performance tips").
    wire.headers.add(name: "User-Agent", value: "convene (gzip)")
    for (name, value) in request.headers { wire.headers.add(name: name, value: value) }
    if let body = request.body {
      wire.headers.add(name: "Content-Type", value: request.contentType)
      wire.body = .stream(
        MarkedBody(buffer: ByteBuffer(data: body), mark: mark),
        length: .known(Int64(body.count))
      )
    }
    return wire
  }
}

/// Remembers that a request began to go out.
private final class SentMark: Sendable {
  private let flag = Atomic(false)
  var isSet: Bool { flag.load(ordering: .acquiring) }
  func set() { flag.store(true, ordering: .releasing) }
}

/// A body that marks when it is first asked for: the connection stands then, and the head is out.
private struct MarkedBody: AsyncSequence, Sendable {
  let buffer: ByteBuffer
  let mark: SentMark

  func makeAsyncIterator() -> Iterator { Iterator(buffer: buffer, mark: mark) }

  struct Iterator: AsyncIteratorProtocol {
    var buffer: ByteBuffer?
    let mark: SentMark

    mutating func next() async -> ByteBuffer? {
      mark.set()
      defer { buffer = nil }
      return buffer
    }
  }
}
