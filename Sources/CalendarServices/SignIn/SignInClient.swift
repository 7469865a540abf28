import CalendarCore
import Foundation

/// What a service made of a credential that was given back.
package enum Revocation: Sendable, Hashable {
  /// It lets nobody in any more.
  case done
  /// The service has no such thing.
  case notOffered
  /// The service refused, in its words: the credential may still let in.
  case refused(String)
}

/// Signs a user in at a provider.
package struct SignInClient: Sendable {
  /// The app with which to sign in.
  package let app: SignInApp
  let endpoint: TokenEndpoint
  let transport: HTTPTransport
  let clock: ServiceClock
  /// How long the answer of the browser is waited for.
  let patience: Duration

  /// Makes a client; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - app: The app, as it is configured.
  ///   - transport: What sends requests.
  ///   - clock: Time and chance; its sleep must really wait.
  ///   - patience: How long the answer of the browser is waited for.
  /// - Throws: ``ServiceError/rejected(_:)`` when the app's address is none.
  package init(
    app: SignInApp,
    transport: HTTPTransport,
    clock: ServiceClock,
    patience: Duration = .seconds(600)
  ) throws(ServiceError) {
    self.app = app
    self.endpoint = try TokenEndpoint(app, transport)
    self.transport = transport
    self.clock = clock
    self.patience = patience
  }

  /// Signs in; ends when the user has, or cannot any more, or the task is cancelled.
  ///
  /// The credential is not kept yet: save it in a ``CredentialStore``.
  ///
  /// - Parameters:
  ///   - method: The way; `nil` for the app's own.
  ///   - pasted: What the user pastes meanwhile: the address that the page led to.
  ///   - tell: Told what the user is to do.
  /// - Returns: The credential, with every required scope.
  /// - Throws: ``SignInError``.
  package func signIn(
    by method: SignInMethod? = nil,
    pasted: AsyncStream<String> = AsyncStream { _ in },
    tell: @escaping @Sendable (SignInStep) async -> Void
  ) async throws(SignInError) -> Credential {
    let method = method ?? app.standardMethod
    guard app.provider.methods.contains(method) else {
      throw .notOffered(
        "\(app.provider.displayName) has no sign-in by \(method.rawValue). Use: "
          + app.provider.methods.map(\.rawValue).joined(separator: ", ") + "."
      )
    }
    let answer: TokenAnswer
    switch method {
    case .browser: answer = try await byBrowser(pasted: pasted, tell: tell)
    case .deviceCode: answer = try await byDevice(tell: tell)
    case .serverToServer: answer = try await byServer()
    }
    return try await credential(from: answer, by: method)
  }

  /// Gives a credential back at the service, where the service takes it, so that nobody can use it any
  /// more.
  ///
  /// - Returns: What the service made of it.
  /// - Throws: ``ServiceError`` when the service could not be asked.
  package func revoke(_ credential: Credential) async throws(ServiceError) -> Revocation {
    let whole = app.provider.revokesRefreshToken ? credential.refreshToken : nil
    let token = whole ?? credential.accessToken
    do {
      return try await endpoint.revoke(token) ? .done : .notOffered
    } catch {
      switch error {
      case .service(let error): throw error
      // A refresh token that is not known any more: somebody has taken it back already.
      case .refused(let refusal)
      where refusal.error == "invalid_token" && app.provider.revokesRefreshToken:
        return .done
      case .refused(let refusal): return .refused(refusal.text)
      }
    }
  }

  /// A credential whose owner is asked for again where they are not known.
  package func identified(_ credential: Credential) async -> Credential {
    var credential = credential
    if credential.email.isEmpty { credential.email = await owner(credential.token) }
    return credential
  }

  private func byServer() async throws(SignInError) -> TokenAnswer {
    guard app.zoomAccount != nil else {
      throw .badClient(
        "A server-to-server app needs account_id. Write the one of the Zoom app into account "
          + "\"\(app.account)\" of config.toml."
      )
    }
    do { return try await endpoint.refreshed(nil) } catch { throw self.error(error) }
  }

  /// What came of it, when it is enough.
  private func credential(
    from answer: TokenAnswer,
    by method: SignInMethod
  ) async throws(SignInError) -> Credential {
    let scopes =
      answer.scopes
      ?? Set(app.provider.scopes(by: method, hostsMeetings: app.hostsMeetings).map(\.name))
    let missing = app.provider.missing(in: scopes, by: method, hostsMeetings: app.hostsMeetings)
      .filter(\.isRequired)
    guard missing.isEmpty else { throw .missingScopes(missing, app.provider) }
    guard method == .serverToServer || answer.refreshToken != nil else {
      throw .refused(
        "\(app.provider.displayName) accepted the sign-in but gave no refresh token. "
          + "Take the app's access back on its account page, then sign in again."
      )
    }
    let now = clock.now()
    return Credential(
      provider: app.provider,
      clientID: app.clientID,
      method: method,
      email: await owner(AccessToken(value: answer.accessToken)),
      scopes: scopes,
      accessToken: answer.accessToken,
      expires: now + answer.lifetime,
      refreshToken: answer.refreshToken,
      signedIn: now
    )
  }

  /// The owner's address; empty where the scopes do not allow to ask, or nobody answers.
  private func owner(_ token: AccessToken) async -> String {
    let owner = endpoint.endpoints.owner
    let answer = try? await transport.send(
      ServiceRequest(method: .get, path: owner.path),
      to: owner.base,
      authorization: .bearer(token.value)
    ) { answer throws(ServiceError) -> [String: Lenient<String>]? in
      try? JSONDecoder().decode([String: Lenient<String>].self, from: answer.body)
    }
    // A server-to-server app may not be told; its user stands in the configuration.
    return app.provider.ownerKeys.lazy.compactMap { answer?[$0]?.value }.first
      ?? app.zoomUser.flatMap { $0.contains("@") ? $0 : nil } ?? ""
  }

  /// What a failure of the token endpoint means for the user.
  func error(_ failure: TokenFailure) -> SignInError {
    let name = app.provider.displayName
    switch failure {
    case .service(.cancelled): return .cancelled
    case .service(let error): return .service(error)
    case .refused(let refusal):
      if let words = app.provider.refusal(refusal, app) { return words }
      switch refusal.error {
      case "access_denied", "authorization_declined": return .denied(app.provider)
      case "expired_token", "bad_verification_code": return .expired(app.provider)
      case "invalid_client", "unauthorized_client":
        return .badClient(
          "\(name) does not know this app (\(refusal.text)). Correct client_id"
            + (app.clientSecret == nil ? "" : " and client_secret")
            + " of account \"\(app.account)\" in config.toml, or use an app of the kind that this "
            + "way to sign in needs."
        )
      case "invalid_request" where refusal.text.contains("client_secret"):
        return .badClient(
          "\(name) wants the client secret too. Write client_secret or client_secret_command of "
            + "account \"\(app.account)\" into config.toml."
        )
      case "invalid_scope":
        return .notOffered(
          "\(name) does not allow this way to sign in what Convene needs (\(refusal.text)). "
            + "Sign in by the browser: convene accounts login \(app.account) --method browser"
        )
      default: return .refused("\(name) refuses the sign-in: \(refusal.text). Start it again.")
      }
    }
  }
}

/// What a device endpoint gives (RFC 8628, section 3.2; Google writes `verification_url`).
private struct DeviceAnswer: Decodable, Sendable {
  let deviceCode: String
  let userCode: String
  let address: String
  let lifetime: Double
  let interval: Double

  private enum CodingKeys: String, CodingKey {
    case interval
    case deviceCode = "device_code"
    case userCode = "user_code"
    case address = "verification_uri"
    case googleAddress = "verification_url"
    case lifetime = "expires_in"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    deviceCode = try container.decode(String.self, forKey: .deviceCode)
    userCode = try container.decode(String.self, forKey: .userCode)
    address = try container.text(.address) ?? container.decode(String.self, forKey: .googleAddress)
    lifetime = (container.lenient(Double.self, .lifetime) ?? 900)
      .clamped(to: 0...86_400, otherwise: 900)
    interval = (container.lenient(Double.self, .interval) ?? 5)
      .clamped(to: 1...300, otherwise: 5)
  }
}

extension SignInClient {
  /// Signs in by a code that the user enters on any device (RFC 8628).
  func byDevice(
    tell: @escaping @Sendable (SignInStep) async -> Void
  ) async throws(SignInError) -> TokenAnswer {
    guard let device = endpoint.endpoints.device else {
      throw .notOffered("\(app.provider.displayName) has no sign-in by a device code.")
    }
    let answer: DeviceAnswer
    do throws(TokenFailure) {
      answer = try await endpoint.send(
        [("scope", scopeText(by: .deviceCode))],
        to: device,
        showsSecret: false
      )
    } catch {
      throw self.error(error)
    }
    let code = DeviceCode(
      userCode: answer.userCode,
      address: answer.address,
      expires: clock.now() + answer.lifetime
    )
    await tell(.enterCode(code))
    var interval = answer.interval
    while true {
      do { try await clock.sleep(.seconds(interval)) } catch { throw .cancelled }
      guard clock.now() < code.expires else { throw .expired(app.provider) }
      do throws(TokenFailure) {
        return try await endpoint.token([
          ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
          ("device_code", answer.deviceCode),
        ])
      } catch {
        switch error {
        case .refused(let refusal) where refusal.error == "authorization_pending": continue
        case .refused(let refusal) where refusal.error == "slow_down": interval += 5
        // The network may come back while the user is still typing.
        case .service(let trouble) where trouble.isTransient && trouble != .cancelled:
          interval += 5
        default: throw self.error(error)
        }
      }
    }
  }
}
