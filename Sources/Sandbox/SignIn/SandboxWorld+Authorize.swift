import Foundation

extension SandboxWorld {
  /// The page on which a user consents: decides at once and leads back.
  ///
  /// - Throws: 400 that stays on the page, for a request that names no app or no safe way back; what
  ///   else is wrong leads back with `error` (RFC 6749, section 4.1.2.1).
  func authorize(_ call: APICall, at provider: StoredGrant.Provider) throws(OAuthError) -> APIAnswer
  {
    let form = call.queryForm
    let clientID = try form.required("client_id")
    guard let app = RegisteredApp.named(clientID, at: provider) else {
      throw .invalidClient("The OAuth client was not found.")
    }
    let redirect = try form.required("redirect_uri")
    guard app.kind == .desktop || app.kind == .public, Self.isLoopback(redirect, provider) else {
      throw OAuthError(
        error: "redirect_uri_mismatch",
        description: "The redirect address is not one of this app.",
        code: 50011
      )
    }
    guard form["response_type"] == "code" else {
      throw OAuthError(
        error: "unsupported_response_type",
        description: "response_type must be code."
      )
    }
    guard let challenge = form["code_challenge"], form["code_challenge_method"] == "S256",
      challenge.utf8.count == 43
    else { throw .invalidRequest("code_challenge with code_challenge_method S256 is required.") }
    let asked = try scopes(asked: form, provider)
    let consent = authorizations.consent(at: provider)
    let state = consent.state ?? form["state"]
    guard consent.isGiven else {
      return Self.back(to: redirect, [("error", "access_denied"), ("state", state)])
    }
    let code = random.characters(40, of: Self.letters)
    authorizations.codes[code] = AuthorizationStore.Code(
      provider: provider,
      clientID: clientID,
      redirect: redirect,
      challenge: challenge,
      scopes: consent.granted(of: asked),
      isLasting: Self.isLasting(form, asked, provider),
      expires: now + AuthorizationStore.codeLifetime
    )
    let granted = consent.granted(of: asked).sorted().joined(separator: " ")
    return Self.back(
      to: redirect,
      [("code", code), ("state", state), ("scope", provider == .google ? granted : nil)]
    )
  }

  static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

  /// The scopes that are asked for; Zoom's are those of the app, whatever is asked.
  func scopes(asked form: Form, _ provider: StoredGrant.Provider) throws(OAuthError) -> Set<String>
  {
    if provider == .zoom { return signIns.first(at: .zoom)?.scopes ?? [] }
    let scopes = Set(try form.required("scope").split(separator: " ").map(String.init))
    let known: (String) -> Bool =
      provider == .google
      ? { $0.hasPrefix("https://www.googleapis.com/auth/") || Self.common.contains($0) }
      : { !$0.contains(":") || $0.hasPrefix("https://graph.microsoft.com/") }
    let refused = authorizations.consent(at: provider).refused
    let odd = scopes.filter { scope in
      !known(scope) || refused.contains { scope == $0 || scope.hasSuffix("/\($0)") }
    }
    guard let odd = odd.min() else { return scopes }
    throw .invalidScope("Some requested scopes were invalid. {invalid=[\(odd)]}")
  }

  private static let common: Set = ["openid", "email", "profile"]

  /// Whether a refresh token comes with the sign-in.
  ///
  /// Source: Google, "Using OAuth 2.0 for Web Server Applications": `access_type` and, for everyone
  /// who consented before, `prompt`; Microsoft: the scope `offline_access`.
  private static func isLasting(
    _ form: Form,
    _ scopes: Set<String>,
    _ provider: StoredGrant.Provider
  ) -> Bool {
    switch provider {
    case .google: form["access_type"] == "offline" && form["prompt"] == "consent"
    case .microsoft: scopes.contains("offline_access")
    case .zoom: true
    case .icloud, .ews: false
    }
  }

  /// Whether an address leads back to the user's own computer, as each provider takes it.
  private static func isLoopback(_ address: String, _ provider: StoredGrant.Provider) -> Bool {
    guard let parts = URLComponents(string: address), parts.scheme == "http", parts.query == nil,
      parts.fragment == nil, parts.port != nil
    else { return false }
    return switch provider {
    case .google: ["127.0.0.1", "localhost"].contains(parts.host)
    // Registered as http://localhost: any port, but no other path.
    case .microsoft: parts.host == "localhost" && ["", "/"].contains(parts.path)
    case .zoom: parts.host == "127.0.0.1" && parts.path.count > 1
    case .icloud, .ews: false
    }
  }

  private static func back(
    to redirect: String,
    _ fields: [(name: String, value: String?)]
  ) -> APIAnswer {
    let query = fields.compactMap { field in
      field.value?.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        .map { "\(field.name)=\($0)" }
    }
    return APIAnswer(
      status: 302,
      headers: ["Location": redirect + "?" + query.joined(separator: "&")]
    )
  }
}

extension SignInStore {
  /// Whose account at a provider it is.
  func first(at provider: StoredGrant.Provider) -> SignIn? {
    signIns.first { $0.provider == provider }
  }
}
