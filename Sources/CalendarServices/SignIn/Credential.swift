package import Foundation

/// What a sign-in gave: tokens, which are printed nowhere, and what they are good for.
package struct Credential: Sendable, Hashable, Codable, CustomStringConvertible, CustomReflectable {
  /// Where it is from: the name of its ``SignInProvider``.
  package var provider: String
  /// The client that it was given to; another client cannot use it.
  package var clientID: String
  /// How it was got.
  package var method: SignInMethod
  /// The owner's address; empty when the service did not tell.
  package var email: String
  /// What it allows.
  package var scopes: Set<String>
  /// The token that requests bear.
  package var accessToken: String
  /// Until when that one holds.
  package var expires: Date
  /// What another access token is got with; `nil` where the app itself has the right.
  package var refreshToken: String?
  /// When the user signed in.
  package var signedIn: Date
  /// Since when the service does not take it any more; `nil` while it does.
  package var refused: Date?

  /// Makes a credential.
  package init(
    provider: SignInProvider,
    clientID: String,
    method: SignInMethod,
    email: String = "",
    scopes: Set<String>,
    accessToken: String,
    expires: Date,
    refreshToken: String?,
    signedIn: Date,
    refused: Date? = nil
  ) {
    self.provider = provider.rawValue
    self.clientID = clientID
    self.method = method
    self.email = email
    self.scopes = scopes
    self.accessToken = accessToken
    self.expires = expires
    self.refreshToken = refreshToken
    self.signedIn = signedIn
    self.refused = refused
  }

  /// Whose it is.
  package var description: String { "Credential(\(provider) \(email))" }
  /// Without the tokens.
  package var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "provider": provider, "email": email, "scopes": scopes, "expires": expires,
        "refused": refused as Any,
      ]
    )
  }

  /// Whether two are of one sign-in, refreshed or not.
  package func isSameSignIn(as other: Credential) -> Bool {
    // A time that was kept as text may have lost its last digits.
    clientID == other.clientID && abs(signedIn.timeIntervalSince(other.signedIn)) < 0.001
  }

  /// The token for requests.
  package var token: AccessToken {
    AccessToken(value: accessToken, scopes: scopes, expires: expires)
  }
}
