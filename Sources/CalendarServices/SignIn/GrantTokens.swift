package import ConferencingCore
import Foundation

/// The tokens of one account's sign-in: read from where they are kept, refreshed in time, once
/// across all processes.
///
/// An actor because all requests of an account share it, and one of them refreshes for all.
package actor GrantTokens: AccessTokens {
  private typealias Renewal = Task<Result<Credential, ServiceError>, Never>

  /// How long before its end a token is refreshed, in seconds: a request takes its time.
  private static let margin = 60.0

  private let app: SignInApp
  private let store: any CredentialStore
  private let lockPath: String
  private let transport: HTTPTransport
  /// The newest credential that is known here.
  private var held: Credential?
  /// Whether ``held`` could not be saved: then it is, before anything else.
  private var isUnsaved = false
  private var renewing: Renewal?

  /// Makes the tokens of an account; nothing is read yet.
  ///
  /// - Parameters:
  ///   - app: The app and the account.
  ///   - store: Where the credential is kept.
  ///   - lockPath: A file beside it by which processes take turns; made when needed, in a folder that
  ///     exists.
  ///   - transport: What sends requests; its clock tells the time.
  package init(
    app: SignInApp,
    store: any CredentialStore,
    lockPath: String,
    transport: HTTPTransport
  ) {
    self.app = app
    self.store = store
    self.lockPath = lockPath
    self.transport = transport
  }

  package func token() async throws(ServiceError) -> AccessToken {
    if let held, !isUnsaved, isGood(held, insteadOf: nil) { return held.token }
    return try await renewed(insteadOf: nil)
  }

  package func token(insteadOf refused: AccessToken) async throws(ServiceError) -> AccessToken {
    try await renewed(insteadOf: refused.value)
  }

  /// The account as a grant, from what is kept; nothing is sent.
  ///
  /// One that was never signed in, or does not hold any more, is not valid.
  package func grant() async -> Grant {
    // A store that cannot be read now says nothing against what is in use.
    let kept = (try? await store.load(app.account)) ?? held
    return Grant(
      id: GrantID(app.account),
      provider: app.provider.grantProvider,
      email: kept?.email ?? "",
      scopes: kept?.scopes ?? [],
      isValid: kept.map { $0.refused == nil && $0.clientID == app.clientID } ?? false,
      isDirect: true
    )
  }

  /// What is kept; `nil` when the account was never signed in.
  package func credential() async throws(ServiceError) -> Credential? {
    try await store.load(app.account)
  }

  /// Whether requests can be made with a credential for a while.
  private func isGood(_ credential: Credential, insteadOf refused: String?) -> Bool {
    credential.refused == nil && credential.clientID == app.clientID
      && credential.accessToken != refused
      && credential.expires > transport.clock.now() + Self.margin
  }

  /// Joins a renewal that is under way, or begins one.
  private func renewed(insteadOf refused: String?) async throws(ServiceError) -> AccessToken {
    while let under = renewing {
      let result = await under.value
      if renewing == under { renewing = nil }
      let credential = try result.get()
      // It may have ended with the very token that was refused.
      if credential.accessToken != refused { return credential.token }
    }
    let renewal = Renewal { await self.renewal(insteadOf: refused) }
    renewing = renewal
    let result = await renewal.value
    if renewing == renewal { renewing = nil }
    return try result.get().token
  }

  private func renewal(insteadOf refused: String?) async -> Result<Credential, ServiceError> {
    do throws(ServiceError) {
      if isUnsaved, let held { try await save(held) }
      if let kept = try await kept(insteadOf: refused) { return .success(kept) }
      let lock = try await CredentialLock.acquire(lockPath)
      defer { lock.release() }
      // Another process may have been at it meanwhile.
      if let kept = try await kept(insteadOf: refused) { return .success(kept) }
      return .success(try await refresh())
    } catch {
      return .failure(error)
    }
  }

  /// What is kept, when it is good.
  private func kept(insteadOf refused: String?) async throws(ServiceError) -> Credential? {
    let kept = try await store.load(app.account)
    held = kept
    return kept.flatMap { isGood($0, insteadOf: refused) ? $0 : nil }
  }

  /// Gets another access token with what is held, and keeps it before it is used.
  private func refresh() async throws(ServiceError) -> Credential {
    let isServer = app.standardMethod == .serverToServer
    if !isServer {
      guard let held else {
        throw .unauthorized(
          "Account \"\(app.account)\" is not signed in. Sign in: convene accounts login \(app.account)"
        )
      }
      guard held.refused == nil, held.refreshToken != nil, held.clientID == app.clientID else {
        throw isVoid
      }
    }
    let endpoint = try TokenEndpoint(app, transport)
    let answer: TokenAnswer
    do throws(TokenFailure) {
      answer = try await endpoint.refreshed(held)
    } catch {
      throw try await failure(error)
    }
    let credential = renewed(by: answer)
    try await save(credential)
    return credential
  }

  private func renewed(by answer: TokenAnswer) -> Credential {
    let now = transport.clock.now()
    var credential =
      held
      ?? Credential(
        provider: app.provider,
        clientID: app.clientID,
        method: .serverToServer,
        scopes: [],
        accessToken: "",
        expires: now,
        refreshToken: nil,
        signedIn: now
      )
    credential.clientID = app.clientID
    credential.accessToken = answer.accessToken
    credential.expires = now + answer.lifetime
    // Google keeps the one that it gave first; Microsoft and Zoom give another each time.
    credential.refreshToken = answer.refreshToken ?? credential.refreshToken
    credential.scopes = answer.scopes ?? credential.scopes
    credential.refused = nil
    return credential
  }

  private func save(_ credential: Credential) async throws(ServiceError) {
    held = credential
    isUnsaved = true
    try await store.save(credential, of: app.account)
    isUnsaved = false
  }

  private var isVoid: ServiceError {
    .unauthorized(
      "The sign-in of account \"\(app.account)\" at \(app.provider.displayName) does not hold any "
        + "more. \(app.remedy)"
    )
  }

  /// What a failed refresh means; a sign-in that is void is marked so, for all to see.
  private func failure(_ failure: TokenFailure) async throws(ServiceError) -> ServiceError {
    switch failure {
    case .service(let error): return error
    case .refused(let refusal) where refusal.isOfGrant:
      if var held {
        held.refused = transport.clock.now()
        try await save(held)
      }
      return isVoid
    case .refused(let refusal):
      return .unauthorized(
        "\(app.provider.displayName) does not refresh the sign-in of account \"\(app.account)\" "
          + "(\(refusal.text)). Mend client_id and client_secret in config.toml. \(app.remedy)"
      )
    }
  }
}
