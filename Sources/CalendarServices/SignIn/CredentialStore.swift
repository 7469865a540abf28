import CalendarCore

/// Where credentials are kept, each under the name of its account.
///
/// Every method throws ``ServiceError/unauthorized(_:)`` with the remedy when the place cannot be
/// read or written.
package protocol CredentialStore: Sendable {
  /// The place, in words: `the file ~/.local/state/convene/credentials/work.json`.
  func place(of account: String) -> String
  /// The credential of an account; `nil` when there is none.
  ///
  /// With `afresh` it is looked up from now on. Otherwise a look-up that runs already will do, which
  /// can miss what was kept since it began.
  func load(_ account: String, afresh: Bool) async throws(ServiceError) -> Credential?
  /// Keeps the credential of an account in place of the one before.
  func save(_ credential: Credential, of account: String) async throws(ServiceError)
  /// Forgets the credential of an account; none there is as good.
  func remove(_ account: String) async throws(ServiceError)
}

extension CredentialStore {
  /// The credential of an account, by a look-up that may run already; `nil` when there is none.
  package func load(_ account: String) async throws(ServiceError) -> Credential? {
    try await load(account, afresh: false)
  }
}
