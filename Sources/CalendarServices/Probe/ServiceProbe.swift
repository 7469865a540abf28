import CalendarCore
import Foundation

/// One request that only reads, to see whether a service answers and accepts the credentials of a grant.
package struct ServiceProbe: Sendable {
  /// What came of it.
  package struct Finding: Sendable, Hashable {
    /// How long the answer took.
    package var duration: Duration
    /// How far this machine's clock is ahead of the service's, in seconds; `nil` when the service
    /// does not tell its time, which it does to the second.
    package var clockAhead: Double?
    /// Why the authentication failed; `nil` when it succeeded, or when no credentials were sent.
    package var refusal: ServiceError?
    /// What else is good to know of the service, each as half a sentence.
    package var remarks: [String] = []
    /// What is wrong with what the service holds, which keeps nobody from it: a sentence each.
    package var defects: [String] = []
    /// Whether it has read all events, so that ``defects`` has each that cannot be.
    package var hasReadEvents = false
  }

  private let base: ServiceURL
  private let request: ServiceRequest
  private let transport: HTTPTransport
  private let clock: ServiceClock

  /// Looks at a service by a request that every account may make.
  ///
  /// - Parameters:
  ///   - url: The server.
  ///   - path: What is asked for: the calendars or, where there are none, the user.
  ///   - query: As few of them as can be.
  ///   - transport: What sends requests.
  ///   - clock: Tells the time; `nil` for that of the transport.
  /// - Throws: ``ServiceError/rejected(_:)`` when the address is none.
  init(
    _ url: String,
    _ path: [String],
    query: [(name: String, value: String)] = [],
    transport: HTTPTransport,
    clock: ServiceClock? = nil
  ) throws(ServiceError) {
    base = try ServiceURL(url)
    request = ServiceRequest(method: .get, path: path, query: query)
    self.transport = transport
    self.clock = clock ?? transport.clock
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
    case 401: .unauthorized("\(base.host) rejected the credentials (401).")
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
