package import ConferencingCore
import Foundation

/// The tokens of one account's sign-in: read from where they are kept, refreshed in time, once
/// across all processes.
///
/// An actor because all requests of an account share it, and one of them refreshes for all.
package actor GrantTokens: AccessTokens {
  private let app: SignInApp
  private let store: any CredentialStore
  private let lockPath: String
  private let transport: HTTPTransport

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

  package func token() async throws(ServiceError) -> AccessToken { throw .cancelled }

  package func token(insteadOf refused: AccessToken) async throws(ServiceError) -> AccessToken {
    throw .cancelled
  }

  /// The account as a grant, from what is kept; nothing is sent. One that was never signed in, or
  /// does not hold any more, is not valid.
  package func grant() async -> Grant {
    Grant(id: GrantID(app.account), provider: app.provider.grantProvider, email: "", isValid: false)
  }

  /// What is kept; `nil` when the account was never signed in.
  package func credential() async throws(ServiceError) -> Credential? {
    try await store.load(app.account)
  }
}
