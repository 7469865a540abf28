import ConferencingCore
import CalendarServices
import CalendarCore
import Foundation
import ViewModels

/// A configured account that a user signs in to: its app, its tokens, and where they are kept.
struct SignedGrant: Sendable {
  let account: AccountConfiguration
  let app: SignInApp
  let method: SignInMethod
  let store: any CredentialStore
  let tokens: GrantTokens
  let transport: HTTPTransport

  /// Makes the grant of an account; `nil` for one without a sign-in.
  init?(_ account: AccountConfiguration, places: TokenPlaces, transport: HTTPTransport) {
    guard let app = account.signInApp, let method = account.signInMethod else { return nil }
    self.account = account
    self.app = app
    self.method = method
    self.transport = transport
    store = places.store(of: account)
    tokens = GrantTokens(
      app: app,
      store: store,
      lockPath: places.lock(of: account),
      transport: transport
    )
  }

  /// What signs in to it.
  func client(_ clock: ServiceClock) throws(ServiceError) -> SignInClient {
    try SignInClient(app: app, transport: transport, clock: clock)
  }

  /// How it stands, by what is kept; nothing is sent.
  func status() async -> GrantStatus {
    let (name, service) = (AccountID(account.name), account.service.kind)
    do throws(ServiceError) {
      guard let credential = try await store.load(account.name) else {
        return GrantStatus(name, at: service, .signedOut)
      }
      return status(of: credential)
    } catch {
      return GrantStatus(name, at: service, .unknown(error.message))
    }
  }

  private func status(of credential: Credential) -> GrantStatus {
    let missing = app.provider.missing(
      in: credential.scopes,
      by: credential.method,
      hostsMeetings: app.hostsMeetings
    )
    return GrantStatus(
      AccountID(account.name),
      at: account.service.kind,
      standing(of: credential),
      email: credential.email,
      scopes: credential.scopes.sorted(),
      missingScopes: missing.filter(\.isRequired).map(\.name)
    )
  }

  private func standing(of credential: Credential) -> GrantStatus.Standing {
    // In the words of whoever is refused by it, so that it is said once.
    if credential.refused != nil || credential.clientID != app.clientID {
      return .expired(
        "The sign-in of account \"\(account.name)\" at \(app.provider.displayName) has expired or "
          + "was revoked. \(app.remedy)"
      )
    }
    return .signedIn(until: credential.expires)
  }

  /// Keeps what a sign-in gave.
  ///
  /// - Parameters:
  ///   - credential: What it gave.
  ///   - known: Whose the account was until now, as the cache has it.
  ///   - clock: Tells the time.
  /// - Returns: The credential, with its owner where they are known.
  /// - Throws: ``CommandError`` when it is somebody else's, or nobody can tell: the events here are
  ///   not theirs.
  func adopt(
    _ credential: Credential,
    known: String?,
    _ clock: ServiceClock
  ) async throws -> Credential {
    let credential = try await client(clock).identified(credential)
    if let known, !known.isEmpty { try expect(credential.email, is: known) }
    do throws(ServiceError) { try await tokens.adopt(credential) } catch {
      throw CommandError(.cannotWrite, error.message)
    }
    return credential
  }

  private func expect(_ email: String, is known: String) throws(CommandError) {
    guard !email.isEmpty else {
      throw CommandError(
        .unavailable,
        "\(app.provider.displayName) does not tell whose sign-in this is, and \(account.name) is the "
          + "account of \(known). \(app.remedy)"
      )
    }
    guard known.lowercased() != email.lowercased() else { return }
    throw CommandError(
      .notAllowed,
      "You signed in as \(email), but \(account.name) is the account of \(known). Sign in as that "
        + "one, or add the other: convene accounts add \(app.provider.rawValue) NAME"
    )
  }

  /// Revokes the tokens, as far as the provider can be asked to, and forgets them.
  ///
  /// - Returns: What is to be said of it; `nil` when there was nothing to forget.
  /// - Throws: ``CommandError`` when they cannot be forgotten.
  func signOut(_ clock: ServiceClock) async throws -> String? {
    let client = try client(clock)
    if app.provider.revokesValidTokensOnly { _ = try? await tokens.token() }
    do throws(ServiceError) {
      return try await tokens.forget { await words(on: $0, client) }
    } catch {
      throw CommandError(.cannotWrite, error.message)
    }
  }

  /// Gives a credential back, and says what came of it.
  private func words(on credential: Credential, _ client: SignInClient) async -> String {
    let name = app.provider.displayName
    let remedy = "Take the app's access back at \(app.provider.consentPage)"
    do throws(ServiceError) {
      return switch try await client.revoke(credential) {
      case .done: "The tokens are revoked and forgotten."
      case .notOffered:
        "The tokens are forgotten. \(name) keeps the consent until you take it back: "
          + app.provider.consentPage
      case .refused(let reason):
        "The tokens are forgotten, but \(name) did not revoke them (\(reason)). \(remedy)"
      }
    } catch {
      return "The tokens are forgotten, but could not be revoked: \(error.message) \(remedy)"
    }
  }
}
