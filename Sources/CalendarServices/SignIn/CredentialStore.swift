import ConferencingCore

/// Where credentials are kept, each under the name of its account.
///
/// Every method throws ``ServiceError/unauthorized(_:)`` with the remedy when the place cannot be
/// read or written.
package protocol CredentialStore: Sendable {
  /// The place, in words: `the file ~/.local/state/convene/credentials/work.json`.
  func place(of account: String) -> String
  /// The credential of an account; `nil` when there is none.
  func load(_ account: String) async throws(ServiceError) -> Credential?
  /// Keeps the credential of an account in place of the one before.
  func save(_ credential: Credential, of account: String) async throws(ServiceError)
  /// Forgets the credential of an account; none there is as good.
  func remove(_ account: String) async throws(ServiceError)
}
