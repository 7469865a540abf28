import ConferencingCore
import Foundation

/// Keeps credentials in the session's keyring (Secret Service) through `secret-tool`.
package struct SecretServiceStore: CredentialStore {
  private let run: RunCommand

  /// Makes a store.
  ///
  /// - Parameter run: Runs a program.
  package init(run: @escaping RunCommand) { self.run = run }

  /// Whether `secret-tool` is there; that a session bus is there too is for the caller to know.
  package func isAvailable() async -> Bool { false }
  package func place(of account: String) -> String { "the keyring (secret-tool)" }
  package func load(_ account: String) async throws(ServiceError) -> Credential? { nil }
  package func save(_ credential: Credential, of account: String) async throws(ServiceError) {}
  package func remove(_ account: String) async throws(ServiceError) {}
}
