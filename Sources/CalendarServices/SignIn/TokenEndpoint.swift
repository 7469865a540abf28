import Foundation

/// The requests of an app to the endpoints of its provider that give and take tokens.
struct TokenEndpoint: Sendable {
  typealias Fields = [(name: String, value: String)]

  let app: SignInApp
  let endpoints: SignInEndpoints
  let transport: HTTPTransport

  init(_ app: SignInApp, _ transport: HTTPTransport) throws(ServiceError) {
    self.app = app
    self.transport = transport
    endpoints = try app.provider.endpoints(app)
  }

  /// Asks for a token.
  func token(_ fields: Fields) async throws(TokenFailure) -> TokenAnswer {
    try await send(fields, to: endpoints.token)
  }

  /// Another access token for a credential; a server-to-server app asks for one again.
  func refreshed(_ credential: Credential?) async throws(TokenFailure) -> TokenAnswer {
    if let fields = app.provider.serverFields(app) { return try await token(fields) }
    return try await token([
      ("grant_type", "refresh_token"), ("refresh_token", credential?.refreshToken ?? ""),
    ])
  }

  /// Takes a token back.
  ///
  /// - Returns: Whether the service has such a thing.
  /// - Throws: ``TokenFailure`` when it was not taken back.
  func revoke(_ token: String) async throws(TokenFailure) -> Bool {
    guard let revoke = endpoints.revoke else { return false }
    // That it is a success is all that counts.
    try await send([("token", token)], to: revoke, showsSecret: true) { _ in () }
    return true
  }

  /// Sends a form with what shows who the app is, and reads the JSON of its answer.
  func send<Answer: Decodable & Sendable>(
    _ fields: Fields,
    to endpoint: SignInEndpoints.Endpoint,
    showsSecret: Bool = true
  ) async throws(TokenFailure) -> Answer {
    try await send(fields, to: endpoint, showsSecret: showsSecret) {
      try? JSONDecoder().decode(Answer.self, from: $0)
    }
  }

  /// Sends a form with what shows who the app is.
  ///
  /// - Parameters:
  ///   - fields: The form; secrets in it are taken out of what the answer says.
  ///   - endpoint: Where to.
  ///   - showsSecret: Whether the endpoint wants the app's secret too.
  ///   - decode: Reads the body of a success; `nil` when it is none.
  /// - Returns: The answer.
  /// - Throws: ``TokenFailure``.
  private func send<Answer: Sendable>(
    _ fields: Fields,
    to endpoint: SignInEndpoints.Endpoint,
    showsSecret: Bool,
    decode: (Data) -> Answer?
  ) async throws(TokenFailure) -> Answer {
    let result: Result<Answer, TokenRefusal>
    do throws(ServiceError) {
      let secret = showsSecret ? try await secret() : nil
      var (form, authorization): (Fields, Authorization) = (fields, .none)
      if app.provider.usesBasic, let secret {
        authorization = .basic(user: app.clientID, password: secret)
      } else {
        form.append(("client_id", app.clientID))
        // Google's documents call the secret optional; its endpoint does not.
        if let secret { form.append(("client_secret", secret)) }
      }
      let request = ServiceRequest(
        method: .post,
        path: endpoint.path,
        body: Data(Self.form(form).utf8),
        contentType: "application/x-www-form-urlencoded"
      )
      let secrets = fields.filter { Self.secretFields.contains($0.name) }.map(\.value)
      result = try await transport.send(
        request,
        to: endpoint.base,
        authorization: authorization
      ) { answer throws(ServiceError) in
        let clean = (secrets + [secret ?? ""]).filter { !$0.isEmpty }
          .reduce(answer) { $0.redacting($1) }
        return try read(answer.status < 300 ? answer : clean, from: endpoint, decode)
      }
    } catch {
      throw .service(error)
    }
    do { return try result.get() } catch { throw .refused(error) }
  }

  private static let secretFields: Set = [
    "code", "code_verifier", "refresh_token", "device_code", "token",
  ]

  private func secret() async throws(ServiceError) -> String? {
    guard let secret = app.clientSecret else { return nil }
    let text = try await secret().trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? nil : text
  }

  private func read<Answer>(
    _ answer: ServiceResponse,
    from endpoint: SignInEndpoints.Endpoint,
    _ decode: (Data) -> Answer?
  ) throws(ServiceError) -> Result<Answer, TokenRefusal> {
    switch answer.status {
    case 200...299:
      guard let value = decode(answer.body) else {
        throw .malformed("\(endpoint.base.host) gave an answer that Convene cannot read.")
      }
      return .success(value)
    case 400...499 where ![408, 429].contains(answer.status):
      if let refusal = TokenRefusal(answer.body) { return .failure(refusal) }
    case 429: throw .rateLimited(retryAfter: answer.retryAfter)
    default: break
    }
    throw .unavailable(
      status: answer.status,
      message: "\(endpoint.base.host) has trouble with signing in (\(answer.status))."
    )
  }

  /// `application/x-www-form-urlencoded`.
  static func form(_ fields: Fields) -> String {
    fields.map { ServiceURL.encoded($0.name) + "=" + ServiceURL.encoded($0.value) }
      .joined(separator: "&")
  }
}
