import CalendarServices

/// Keeps a credential in the keyring, or in a file where that does not take it.
///
/// One that lies in the file stays there until the user signs out: a session without a keyring,
/// as over SSH, then finds the same tokens as every other, also after they were renewed.
struct KeyringOrFile: CredentialStore {
  let keyring: any CredentialStore
  let file: any CredentialStore
  /// Whether the file of an account is there.
  let hasFile: @Sendable (String) -> Bool

  func place(of account: String) -> String {
    hasFile(account) ? file.place(of: account) : keyring.place(of: account)
  }

  func load(_ account: String, afresh: Bool) async throws(ServiceError) -> Credential? {
    let store = hasFile(account) ? file : keyring
    return try await store.load(account, afresh: afresh)
  }

  func save(_ credential: Credential, of account: String) async throws(ServiceError) {
    if !hasFile(account), await keyringKeeps(credential, of: account) { return }
    try await file.save(credential, of: account)
  }

  /// Saves in the keyring and looks whether it is there: one without a collection to keep it in takes
  /// everything without complaint.
  private func keyringKeeps(_ credential: Credential, of account: String) async -> Bool {
    guard (try? await keyring.save(credential, of: account)) != nil else { return false }
    let kept = try? await keyring.load(account, afresh: true)
    return kept?.accessToken == credential.accessToken
  }

  func remove(_ account: String) async throws(ServiceError) {
    if hasFile(account) {
      try await file.remove(account)
      // One that was kept before there was a file must not come back.
      try? await keyring.remove(account)
    } else {
      try await keyring.remove(account)
    }
  }
}
