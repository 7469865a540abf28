import CalendarCore
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

  let app: SignInApp
  let store: any CredentialStore
  private let lockPath: String
  private let transport: HTTPTransport
  /// The newest credential that is known here.
  private var held: Credential?
  /// Whether ``held`` could not be saved: then it is, before anything else.
  private var isUnsaved = false
  /// The ``CredentialLock/stamp(_:)`` at which the credential was read.
  private var stamp: Int?
  private var renewing: Renewal?
  /// Whether the service was asked for another token that is not kept yet.
  private(set) var isRefreshing = false
  /// Whether no refresh begins any more.
  private var isSettled = false

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
    if let held, !isUnsaved, stamp == CredentialLock.stamp(lockPath), isGood(held, insteadOf: nil) {
      return held.token
    }
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
      if !isUnsaved, let kept = try await kept(insteadOf: refused, afresh: false) {
        return .success(kept)
      }
      let lock = try await CredentialLock.acquire(lockPath)
      defer { lock.release() }
      if isUnsaved, let held { try await keep(held, inPlaceOf: held, lock) }
      // Another process may have been at it meanwhile, after a look-up that still runs had begun.
      if let kept = try await kept(insteadOf: refused, afresh: true) { return .success(kept) }
      return .success(try await refresh(lock))
    } catch {
      return .failure(error)
    }
  }

  /// What is kept, when it is good.
  private func kept(
    insteadOf refused: String?,
    afresh: Bool
  ) async throws(ServiceError) -> Credential? {
    let stamp = CredentialLock.stamp(lockPath)
    let kept = try await store.load(app.account, afresh: afresh)
    (held, self.stamp) = (kept, stamp)
    return kept.flatMap { isGood($0, insteadOf: refused) ? $0 : nil }
  }

  /// Gets another access token with what is held, and keeps it before it is used.
  private func refresh(_ lock: CredentialLock) async throws(ServiceError) -> Credential {
    let isServer = app.standardMethod == .serverToServer
    if !isServer {
      guard let held else {
        throw isMissing
      }
      guard held.refused == nil, held.refreshToken != nil, held.clientID == app.clientID else {
        throw isVoid
      }
    }
    // Who asks for another token after the end would lose it, and with it the sign-in.
    guard !isSettled else { throw .cancelled }
    isRefreshing = true
    defer { isRefreshing = false }
    let endpoint = try TokenEndpoint(app, transport)
    let answer: TokenAnswer
    do throws(TokenFailure) {
      answer = try await endpoint.refreshed(held)
    } catch {
      guard case .refused(let refusal) = error, refusal.isOfGrant, var void = held else {
        throw failure(error)
      }
      // It is marked so, for all to see.
      void.refused = transport.clock.now()
      try await keep(void, inPlaceOf: held, lock)
      return try usable()
    }
    try await keep(renewed(by: answer), inPlaceOf: held, lock)
    return try usable()
  }

  /// What is held, unless it lets nobody in.
  private func usable() throws(ServiceError) -> Credential {
    guard let held else { throw isMissing }
    guard held.refused == nil, held.clientID == app.clientID else { throw isVoid }
    return held
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

  /// Keeps what became of a sign-in, unless there is another by now, or none: then that counts.
  ///
  /// - Parameters:
  ///   - credential: What became of it.
  ///   - base: What it was before; `nil` for the first token of a server-to-server app.
  ///   - lock: The lock, held.
  /// - Throws: ``ServiceError`` when it cannot be kept; it is held, and kept before the next use.
  private func keep(
    _ credential: Credential,
    inPlaceOf base: Credential?,
    _ lock: CredentialLock
  ) async throws(ServiceError) {
    (held, isUnsaved) = (credential, true)
    let kept = try await store.load(app.account, afresh: true)
    let isAsBefore =
      if let kept, let base { kept.isSameSignIn(as: base) } else { kept == nil && base == nil }
    if isAsBefore {
      try await store.save(credential, of: app.account)
      lock.noteChange()
    } else {
      held = kept
    }
    (isUnsaved, stamp) = (false, CredentialLock.stamp(lockPath))
  }

  /// Keeps what a user's sign-in gave, in place of the one before.
  package func adopt(_ credential: Credential) async throws(ServiceError) {
    let lock = try await CredentialLock.acquire(lockPath)
    defer { lock.release() }
    try await store.save(credential, of: app.account)
    lock.noteChange()
    (held, isUnsaved, stamp) = (credential, false, CredentialLock.stamp(lockPath))
  }

  /// Forgets the sign-in; nobody refreshes it meanwhile.
  ///
  /// - Parameter giveBack: Gives the credential back at the service.
  /// - Returns: What giving it back came to; `nil` when there was nothing to forget.
  /// - Throws: ``ServiceError`` when it cannot be forgotten.
  package func forget<Outcome: Sendable>(
    _ giveBack: @Sendable (Credential) async -> Outcome
  ) async throws(ServiceError) -> Outcome? {
    let lock = try await CredentialLock.acquire(lockPath)
    defer { lock.release() }
    let kept = try await store.load(app.account, afresh: true)
    var outcome: Outcome?
    if let kept {
      // What could not be saved here may be newer than what is kept.
      let newest = held.flatMap { isUnsaved && $0.isSameSignIn(as: kept) ? $0 : nil } ?? kept
      outcome = await giveBack(newest)
      try await store.remove(app.account)
      lock.noteChange()
    }
    (held, isUnsaved, stamp) = (nil, false, CredentialLock.stamp(lockPath))
    return outcome
  }

  /// Waits for a token that is not kept yet: it would be lost with the process.
  ///
  /// One that is only looked up is not waited for, as a key store may take its time; it is not
  /// refreshed any more.
  package func settle() async {
    isSettled = true
    if isRefreshing || isUnsaved { _ = await renewing?.value }
  }

  private var isMissing: ServiceError {
    .unauthorized(
      "Account \"\(app.account)\" is not signed in. Sign in: convene accounts login \(app.account)"
    )
  }

  private var isVoid: ServiceError {
    .unauthorized(
      "The sign-in of account \"\(app.account)\" at \(app.provider.displayName) has expired or "
        + "was revoked. \(app.remedy)"
    )
  }

  /// What a failed refresh means.
  private func failure(_ failure: TokenFailure) -> ServiceError {
    switch failure {
    case .service(let error): return error
    case .refused(let refusal) where refusal.isOfGrant: return isVoid
    case .refused(let refusal):
      return .unauthorized(
        "\(app.provider.displayName) does not refresh the sign-in of account \"\(app.account)\" "
          + "(\(refusal.text)). Correct client_id and client_secret in config.toml. \(app.remedy)"
      )
    }
  }
}
