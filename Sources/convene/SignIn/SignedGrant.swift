import CalendarServices
import ConferencingCore
import Foundation
import ViewModels

/// A configured account that a person signs in to: its app, its tokens, and where they are kept.
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
    let (name, service) = (AccountID(account.name), account.statusService)
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
      tenant: app.tenant
    )
    return GrantStatus(
      AccountID(account.name),
      at: account.statusService,
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
        "The sign-in of account \"\(account.name)\" at \(app.provider.displayName) does not hold any "
          + "more. \(app.remedy)"
      )
    }
    return .signedIn(until: credential.expires)
  }

  /// Keeps what a sign-in gave.
  ///
  /// - Parameters:
  ///   - credential: What it gave.
  ///   - known: Whose the account was until now, as the cache has it.
  /// - Throws: ``CommandError`` when it is somebody else's: the events here are not theirs.
  func adopt(_ credential: Credential, known: String?) async throws {
    if let known, !known.isEmpty, !credential.email.isEmpty,
      known.lowercased() != credential.email.lowercased()
    {
      throw CommandError(
        .notAllowed,
        "You signed in as \(credential.email), but \(account.name) is the account of \(known). "
          + "Sign in as that one, or add the other: convene accounts add \(app.provider.rawValue) NAME"
      )
    }
    do throws(ServiceError) { try await store.save(credential, of: account.name) } catch {
      throw CommandError(.cannotWrite, error.message)
    }
  }

  /// Revokes the tokens, as far as the provider can be asked to, and forgets them.
  ///
  /// - Returns: What is to be said of it; `nil` when there was nothing to forget.
  /// - Throws: ``CommandError`` when they cannot be forgotten.
  func signOut(_ clock: ServiceClock) async throws -> String? {
    let credential: Credential?
    do throws(ServiceError) { credential = try await store.load(account.name) } catch {
      throw CommandError(.cannotWrite, error.message)
    }
    guard let credential else { return nil }
    let name = app.provider.displayName
    var words = "The tokens are revoked and forgotten."
    do throws(ServiceError) {
      if !(try await client(clock).revoke(credential)) {
        words = "The tokens are forgotten. \(name) keeps the consent until you take it back there."
      }
    } catch {
      words = "The tokens are forgotten, but \(name) could not be told: \(error.message)"
    }
    do throws(ServiceError) { try await store.remove(account.name) } catch {
      throw CommandError(.cannotWrite, error.message)
    }
    return words
  }
}
