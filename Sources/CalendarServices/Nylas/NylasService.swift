package import ConferencingCore
import Foundation

/// Where a Nylas account is, and who it is.
package struct NylasConfiguration: Sendable {
  /// The address of the service: `https://api.us.nylas.com`, `https://api.eu.nylas.com`, or a
  /// sandbox on loopback.
  package var url: String
  /// The grant whose calendars these are.
  package var grant: GrantID
  /// Gives the API key; asked when it is first needed.
  package var apiKey: @Sendable () async throws(ServiceError) -> String
  /// The account, as the configuration names it.
  package var account: AccountID

  /// Makes a configuration.
  package init(
    url: String,
    grant: GrantID,
    apiKey: @escaping @Sendable () async throws(ServiceError) -> String,
    account: AccountID
  ) {
    self.url = url
    self.grant = grant
    self.apiKey = apiKey
    self.account = account
  }
}

/// The calendars of a grant at Nylas v3.
package struct NylasService: CalendarService {
  package var isVersioned: Bool { false }

  let grant: GrantID
  let account: AccountID
  let base: ServiceURL
  let key: NylasKey
  /// What the account is signed in to.
  let ownGrant = NylasOwnGrant()
  let transport: HTTPTransport

  /// Makes the service of an account; nothing is sent yet.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` when the address is none, or is plain `http` to
  ///   another computer.
  package init(
    _ configuration: NylasConfiguration,
    transport: HTTPTransport
  ) throws(ServiceError) {
    self.base = try ServiceURL(configuration.url)
    self.grant = configuration.grant
    self.account = configuration.account
    self.key = NylasKey(
      account: configuration.account.rawValue,
      fetch: configuration.apiKey
    )
    self.transport = transport
  }

  /// Sends a request and reads `data` of its answer.
  func send<Content: Decodable & Sendable>(
    _ request: ServiceRequest,
    _ type: Content.Type = Content.self
  ) async throws(ServiceError) -> NylasEnvelope<Content> {
    try await run(request) { answer throws(ServiceError) in
      do {
        var envelope = try JSONDecoder().decode(NylasEnvelope<Content>.self, from: answer.body)
        envelope.date = answer.date
        return envelope
      } catch {
        throw .malformed("\(base.host) gave an answer that Convene cannot read.")
      }
    }
  }

  /// Sends a request whose answer holds nothing that is needed.
  func perform(_ request: ServiceRequest) async throws(ServiceError) {
    try await run(request) { _ throws(ServiceError) in }
  }

  private func run<Value>(
    _ request: ServiceRequest,
    interpret: (ServiceAnswer) throws(ServiceError) -> Value
  ) async throws(ServiceError) -> Value {
    let secret = try await key.value()
    do throws(ServiceError) {
      return try await transport.send(request, to: base, authorization: "Bearer \(secret)") {
        answer throws(ServiceError) in
        if (200...299).contains(answer.status) { return try interpret(answer) }
        throw error(answer, secret: secret)
      }
    } catch {
      if case .unauthorized = error { await key.forget() }
      throw error
    }
  }

  /// The parts of a path below the grant.
  func path(_ parts: String...) -> [String] { ["v3", "grants", grant.rawValue] + parts }

  /// What a refusal means.
  private func error(_ answer: ServiceAnswer, secret: String) -> ServiceError {
    let failure = NylasFailure(answer.body)
    // A service that repeats the key in its message must not put it on the screen.
    let said = failure.text?.replacing(secret, with: "…")
    switch answer.status {
    case 429: return .rateLimited(retryAfter: answer.retryAfter)
    case 401:
      return .unauthorized(
        "Account \"\(account)\" is not let in by \(base.host)\(said.map { " (\($0))" } ?? ""). "
          + "Mend api_key or api_key_command of the account in config.toml, "
          + "or connect its grant again."
      )
    case 408, 425, 500...:
      return .unavailable(
        status: answer.status,
        message: "\(base.host) has trouble (\(answer.status)\(said.map { ": \($0)" } ?? ""))."
      )
    default: break
    }
    guard let said else {
      // A portal or proxy that stands before the service speaks for itself, not for the event.
      return .unavailable(
        status: answer.status,
        message: "\(base.host) answered \(answer.status) and not as Nylas does. "
          + "Look at the url of account \"\(account)\" and at the network connection."
      )
    }
    let scopes = NylasFailure.missingScopes(in: said)
    if !scopes.isEmpty {
      return .forbidden(
        "The host grant lacks \(scopes.joined(separator: ", ")). Add the scope to the provider's "
          + "app and sign in again for the grant."
      )
    }
    return switch answer.status {
    case 403:
      .forbidden(
        "The sign-in of account \"\(account)\" does not allow this: \(said). "
          + "Grant the scope and sign in again."
      )
    case 404, 410: .notFound(said)
    default: .rejected("The service refuses this: \(said)")
    }
  }
}
