/// The sign-ins that are under way: codes that wait to be exchanged.
struct AuthorizationStore: Sendable {
  /// A code that a browser was sent back with.
  struct Code: Sendable {
    let provider: StoredGrant.Provider
    let clientID: String
    let redirect: String
    let challenge: String
    let scopes: Set<String>
    /// Whether a refresh token comes with it.
    let isLasting: Bool
    /// Unix seconds.
    let expires: Int
  }

  /// A code that a device polls with.
  struct Device: Sendable {
    let provider: StoredGrant.Provider
    let clientID: String
    let scopes: Set<String>
    let expires: Int
    var consent: SignInConsent
    var lastPoll: Int?
  }

  /// How long the code of a redirect lives, in seconds.
  ///
  /// Source: Zoom, OAuth; the others say about as much.
  static let codeLifetime = 300
  /// How long a device waits between two polls, in seconds (RFC 8628, section 3.2).
  static let interval = 5

  var codes: [String: Code] = [:]
  var devices: [String: Device] = [:]
  var consents: [StoredGrant.Provider: SignInConsent] = [:]

  func consent(at provider: StoredGrant.Provider) -> SignInConsent {
    consents[provider] ?? SignInConsent()
  }
}
