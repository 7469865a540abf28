/// Why a sign-in did not come about; each says what can be done.
package enum SignInError: Error, Sendable, Hashable {
  /// The user, or who decides for them, said no.
  case denied(SignInProvider)
  /// Nobody answered in time, or the code was used too late.
  case expired(SignInProvider)
  /// The answer belongs to another sign-in.
  case wrongState
  /// A pasted text that is no address of a redirect.
  case noRedirect
  /// Less was granted than is needed.
  case missingScopes([SignInScope], SignInProvider)
  /// The provider does not know the app, or not with this secret; says which key of the configuration
  /// to fix.
  case badClient(String)
  /// The provider does not offer this way to sign in, or not for what is asked; says the other way.
  case notOffered(String)
  /// The provider refuses, in its words.
  case refused(String)
  /// This computer has no port to lead back to.
  case noPort(String)
  /// The provider could not be asked, or the credential not be kept.
  case service(ServiceError)
  /// It was called off.
  case cancelled

  /// The reason and the remedy, in words for a user.
  package var message: String {
    switch self {
    case .denied(let provider):
      "\(provider.displayName) says that the sign-in was denied. Sign in again and consent, or ask "
        + "the administrator of the account to allow the app."
    case .expired: "The sign-in took too long, so it has expired. Start it again."
    case .wrongState:
      "This address belongs to another sign-in. Use the one that the page you opened last leads to."
    case .noRedirect:
      "This is not the address that the sign-in leads to. Paste the whole of it, "
        + "http://127.0.0.1:…/?code=…&state=…"
    case .missingScopes(let scopes, let provider):
      Self.missing(scopes, at: provider)
    case .badClient(let text), .notOffered(let text), .refused(let text), .noPort(let text): text
    case .service(let error): error.message
    case .cancelled: "The sign-in was cancelled."
    }
  }

  private static func missing(_ scopes: [SignInScope], at provider: SignInProvider) -> String {
    let list = scopes.map { "\($0.name) (to \($0.reason))" }.joined(separator: ", ")
    return "The sign-in at \(provider.displayName) does not allow \(list). "
      + provider.scopeRemedy
  }
}
