import ConferencingCore
import Foundation

/// One request that only reads, to see whether a service answers and lets a grant in.
package struct ServiceProbe: Sendable {
  /// What came of it.
  package struct Finding: Sendable, Hashable {
    /// How long the answer took.
    package var duration: Duration
    /// How far this machine's clock is ahead of the service's, in seconds; `nil` when the service
    /// does not tell its time, which it does to the second.
    package var clockAhead: Double?
    /// Why the grant was not let in; `nil` when it was, or when nothing was sent to let it in.
    package var refusal: ServiceError?
  }

  private let base: ServiceURL
  private let request: ServiceRequest
  private let transport: HTTPTransport
  private let clock: ServiceClock

  /// Looks at the service of a sign-in.
  ///
  /// - Parameters:
  ///   - provider: The service.
  ///   - url: A sandbox in its place.
  ///   - transport: What sends requests.
  ///   - clock: Tells the time.
  /// - Throws: ``ServiceError/rejected(_:)`` when the address is none.
  package init(
    _ provider: SignInProvider,
    url: String?,
    transport: HTTPTransport,
    clock: ServiceClock
  ) throws(ServiceError) {
    // The calendars, or, where there are none, the person: no more than every sign-in may read.
    let (standard, path, query): (String, [String], [(name: String, value: String)]) =
      switch provider {
      case .google:
        (
          "https://www.googleapis.com", ["calendar", "v3", "users", "me", "calendarList"],
          [("maxResults", "1")]
        )
      case .microsoft:
        ("https://graph.microsoft.com", ["v1.0", "me", "calendars"], [("$top", "1")])
      case .zoom: ("https://api.zoom.us", ["v2", "users", "me"], [])
      }
    base = try ServiceURL(url ?? standard)
    request = ServiceRequest(method: .get, path: path, query: query)
    self.transport = transport
    self.clock = clock
  }

  /// Looks at the service of an account that the user signs in to.
  init(_ provider: SignInProvider, _ context: ServiceContext) throws(ServiceError) {
    try self.init(
      provider,
      url: context.settings["url"],
      transport: context.transport,
      clock: context.transport.clock
    )
  }

  /// Looks at a grant at Nylas.
  ///
  /// - Parameters:
  ///   - url: The address of the service.
  ///   - transport: What sends requests.
  ///   - clock: Tells the time.
  /// - Throws: ``ServiceError/rejected(_:)`` when the address is none.
  package init(
    nylas url: String,
    transport: HTTPTransport,
    clock: ServiceClock
  ) throws(ServiceError) {
    base = try ServiceURL(url)
    request = ServiceRequest(method: .get, path: ["v3", "grants"], query: [("limit", "1")])
    self.transport = transport
    self.clock = clock
  }

  /// Asks, with tokens when there are some.
  ///
  /// - Parameter tokens: Let the request in; a token that is refused is renewed once.
  /// - Returns: What came of it.
  /// - Throws: ``ServiceError`` when the service does not answer.
  package func look(with tokens: (any AccessTokens)?) async throws(ServiceError) -> Finding {
    guard let tokens else { return try await ask(.none) }
    let token: AccessToken
    do throws(ServiceError) { token = try await tokens.token() } catch {
      return try await ask(.none).refused(error)
    }
    let finding = try await ask(.bearer(token.value))
    guard case .unauthorized = finding.refusal else { return finding }
    do throws(ServiceError) {
      return try await ask(.bearer(try await tokens.token(insteadOf: token).value))
    } catch {
      return finding.refused(error)
    }
  }

  /// Asks with a key.
  ///
  /// - Throws: ``ServiceError`` when the service does not answer.
  package func look(with key: String) async throws(ServiceError) -> Finding {
    try await ask(.bearer(key))
  }

  private func ask(_ authorization: Authorization) async throws(ServiceError) -> Finding {
    let start = clock.now()
    return try await transport.send(
      request,
      to: base,
      authorization: authorization
    ) { answer throws(ServiceError) in
      let end = clock.now()
      // Half of the time is taken for the way there; the service cuts its time to the second.
      let middle = start.addingTimeInterval(end.timeIntervalSince(start) / 2)
      return Finding(
        duration: .seconds(max(0, end.timeIntervalSince(start))),
        clockAhead: answer.date.map { middle.timeIntervalSince($0) - 0.5 },
        refusal: authorization == .none ? nil : refusal(answer.status)
      )
    }
  }

  private func refusal(_ status: Int) -> ServiceError? {
    switch status {
    case 200...299: nil
    case 401: .unauthorized("\(base.host) does not let it in (401).")
    // What a grant may not read need not keep it from its work: its scopes tell that.
    case 400, 403: nil
    case 429: .rateLimited(retryAfter: nil)
    default: .unavailable(status: status, message: "\(base.host) answers \(status).")
    }
  }
}

extension ServiceProbe.Finding {
  fileprivate func refused(_ error: ServiceError) -> Self {
    var copy = self
    copy.refusal = error
    return copy
  }
}
