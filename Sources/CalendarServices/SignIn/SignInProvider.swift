package import ConferencingCore

/// A service that Convene signs in to by itself: what is particular to its OAuth 2.0.
///
/// Each stands in the folder of its service, and its descriptor names it.
package struct SignInProvider: Sendable {
  /// What a grant of it is signed in to.
  package let grantProvider: GrantProvider
  /// Where users take back what they allowed an app.
  package let consentPage: String
  /// The ways to sign in, the one that is taken by itself first.
  package let methods: [SignInMethod]
  /// What helps when a scope was not granted, as a sentence.
  let scopeRemedy: String
  /// The scopes that a sign-in by a method needs, the required ones first; the second argument is
  /// whether it is to host meetings for other calendars.
  let scopes: @Sendable (SignInMethod, Bool) -> [SignInScope]
  /// Whether granted scopes allow what one scope names.
  let holds: @Sendable (Set<String>, String) -> Bool
  /// Where the endpoints are that an app uses.
  let endpoints: @Sendable (SignInApp) throws(ServiceError) -> SignInEndpoints
  /// The keys of the answer about the owner that may hold their address; the first that is there
  /// counts.
  let ownerKeys: [String]
  /// Whether the page for consent is asked for scopes; else they are fixed where the app is registered.
  var asksForScopes = true
  /// What the page for consent is asked with besides.
  var pageQuery: [(name: String, value: String)] = []
  /// The address that the browser leads back to at a port of this computer, and its path.
  var redirect: @Sendable (Int) -> (address: String, path: String) = {
    ("http://127.0.0.1:\($0)/callback", "/callback")
  }
  /// Whether the app shows its secret as a password (RFC 6749, section 2.3.1); else in the form.
  var usesBasic = false
  /// What an app gets tokens with that has the right by itself; `nil` where none has.
  var serverFields: @Sendable (SignInApp) -> TokenEndpoint.Fields? = { _ in nil }
  /// Whether revoking the refresh token takes the whole sign-in back; else the access token is named.
  var revokesRefreshToken = false
  /// Whether it takes back a token that holds, and nothing else.
  package var revokesValidTokensOnly = false
  /// For how many seconds a sign-in of an app that is not published may hold, and what is to be said of
  /// it; `nil` where that is no matter.
  package var trial: (seconds: Double, remark: String)?
  /// A refusal in the service's own terms, with what helps; `nil` when it says no more than its kind.
  var refusal: @Sendable (TokenRefusal, SignInApp) -> SignInError? = { _, _ in nil }

  /// Its name in configuration and files.
  package var rawValue: String { grantProvider.rawValue }
  /// The name that users know it by.
  package var displayName: String { grantProvider.displayName }

  /// The scopes that a sign-in needs: no more than what Convene does.
  ///
  /// - Parameters:
  ///   - method: The way to sign in.
  ///   - hostsMeetings: Whether it is to host meetings for other calendars.
  /// - Returns: The scopes, the required ones first.
  package func scopes(by method: SignInMethod, hostsMeetings: Bool = false) -> [SignInScope] {
    scopes(method, hostsMeetings)
  }

  /// The scopes of ``scopes(by:hostsMeetings:)`` that were not granted.
  ///
  /// - Parameters:
  ///   - granted: What the service says was granted.
  ///   - method: The way to sign in.
  ///   - hostsMeetings: As for the scopes.
  /// - Returns: What lacks, the optional ones too.
  package func missing(
    in granted: Set<String>,
    by method: SignInMethod,
    hostsMeetings: Bool = false
  ) -> [SignInScope] {
    scopes(method, hostsMeetings).filter { !holds(granted, $0.name) }
  }
}

extension SignInProvider: Hashable {
  /// There is one of a name.
  package static func == (one: SignInProvider, other: SignInProvider) -> Bool {
    one.grantProvider == other.grantProvider
  }
  /// Hashes the name.
  package func hash(into hasher: inout Hasher) { hasher.combine(grantProvider) }
}

/// Something that a sign-in is asked to allow.
package struct SignInScope: Sendable, Hashable {
  /// The service's name for it.
  package var name: String
  /// What Convene does with it.
  package var reason: String
  /// Whether nothing works without it.
  package var isRequired: Bool

  init(_ name: String, _ reason: String, isRequired: Bool = true) {
    self.name = name
    self.reason = reason
    self.isRequired = isRequired
  }
}

/// A way to sign in.
package enum SignInMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// A page in a browser, which leads back to this computer (RFC 8252), or whose address is pasted.
  case browser
  /// A short code that is entered on any device (RFC 8628).
  case deviceCode = "device"
  /// No person at all: the app itself has the right (Zoom, "Server-to-Server OAuth").
  case serverToServer = "server"
}
