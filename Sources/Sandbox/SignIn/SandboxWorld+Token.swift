import Foundation

extension SandboxWorld {
  /// The token endpoint of a provider.
  func token(_ call: APICall, at provider: StoredGrant.Provider) throws(OAuthError) -> APIAnswer {
    // Zoom takes the fields of a server-to-server app in the query as well.
    let isInQuery = provider == .zoom && call.body.isEmpty
    let form = isInQuery ? call.queryForm : try call.form()
    let app = try client(call, form, at: provider)
    switch try form.required("grant_type") {
    case "authorization_code": return try exchange(form, app)
    case "refresh_token": return try refresh(form, app)
    case "urn:ietf:params:oauth:grant-type:device_code" where provider != .zoom:
      return try poll(form, app)
    case "account_credentials" where app.kind == .server:
      guard form["account_id"] == app.accountID else {
        throw OAuthError(error: "invalid_request", description: "Bad account_id")
      }
      let scopes = Set((signIns.first(at: .zoom)?.scopes ?? []).map { $0 + ":admin" })
      return issue(app, scopes: scopes, isLasting: false)
    default: throw .unsupportedGrant
    }
  }

  /// The app that asks, and that it is that one.
  func client(
    _ call: APICall,
    _ form: Form,
    at provider: StoredGrant.Provider
  ) throws(OAuthError) -> RegisteredApp {
    let basic = Self.basic(call.authorization)
    guard let app = RegisteredApp.named(basic?.id ?? form["client_id"], at: provider) else {
      throw provider == .zoom
        ? .invalidClient("Invalid client_id or client_secret")
        : .invalidClient("The OAuth client was not found.")
    }
    let secret = basic?.secret ?? form["client_secret"]
    switch provider {
    case .google:
      guard let secret else { throw .invalidRequest("client_secret is missing.") }
      guard secret == app.secret else {
        throw .invalidClient("The provided client secret is invalid.")
      }
    case .microsoft, .icloud, .ews:
      guard secret == nil else {
        throw .invalidClient(
          "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
          code: 700_025
        )
      }
    case .zoom:
      guard secret == app.secret, app.secret == nil || basic != nil else {
        throw .invalidClient("Invalid client_id or client_secret")
      }
    }
    return app
  }

  private func exchange(_ form: Form, _ app: RegisteredApp) throws(OAuthError) -> APIAnswer {
    let text = try form.required("code")
    let verifier = try form.required("code_verifier")
    // A code is used up by the first try, whatever comes of it (RFC 6749, section 10.5).
    guard let code = authorizations.codes.removeValue(forKey: text), code.provider == app.provider
    else { throw .invalidGrant("Malformed auth code.") }
    guard code.clientID == app.clientID, code.redirect == form["redirect_uri"] else {
      throw .invalidGrant("The code was given to another app or another redirect address.")
    }
    guard now < code.expires else { throw .invalidGrant("The code has expired.") }
    guard (43...128).contains(verifier.utf8.count),
      Self.challenge(verifier) == code.challenge
    else { throw .invalidGrant("Invalid code verifier.") }
    return issue(app, scopes: code.scopes, isLasting: code.isLasting)
  }

  private func refresh(_ form: Form, _ app: RegisteredApp) throws(OAuthError) -> APIAnswer {
    let token = try form.required("refresh_token")
    let found = signIns.signIns.firstIndex {
      $0.provider == app.provider && $0.refreshToken == token
        && ($0.clientID ?? app.clientID) == app.clientID
    }
    guard let found else { throw .invalidGrant("Token has been expired or revoked.") }
    let old = signIns.signIns[found]
    // The tokens that were given before hold until they run out.
    signIns.signIns[found].refreshToken = ""
    let isRotated = app.provider != .google
    return issue(
      app,
      scopes: old.scopes,
      isLasting: isRotated,
      keeping: isRotated ? nil : token,
      session: old.session
    )
  }

  /// Gives tokens, which the services take from now on.
  ///
  /// - Parameters:
  ///   - app: To whom.
  ///   - scopes: For what.
  ///   - isLasting: Whether a new refresh token is among them.
  ///   - keeping: The refresh token that stays, not told again.
  ///   - session: What was refreshed; `nil` for a new sign-in.
  /// - Returns: The answer.
  func issue(
    _ app: RegisteredApp,
    scopes: Set<String>,
    isLasting: Bool,
    keeping: String? = nil,
    session: String? = nil
  ) -> APIAnswer {
    let (provider, owner) = (app.provider, signIns.first(at: app.provider))
    let refreshToken =
      isLasting ? "rt-\(provider.rawValue)-" + random.characters(40, of: Self.letters) : nil
    let signIn = SignIn(
      id: owner?.id ?? provider.rawValue,
      provider: provider,
      email: owner?.email ?? "",
      name: owner?.name ?? "",
      scopes: scopes,
      accessToken: "at-\(provider.rawValue)-" + random.characters(40, of: Self.letters),
      expires: now + SignInStore.lifetime,
      refreshToken: refreshToken ?? keeping ?? "",
      clientID: app.clientID,
      session: session ?? random.uuid()
    )
    signIns.signIns.append(signIn)
    let told = provider == .microsoft ? scopes.subtracting(["offline_access"]) : scopes
    var body: [String: JSON] = [
      "access_token": .string(signIn.accessToken), "token_type": "Bearer",
      "expires_in": .int(SignInStore.lifetime - 1),
      "scope": .string(told.sorted().joined(separator: " ")),
    ]
    body["refresh_token"] = refreshToken.map(JSON.string)
    if provider == .zoom { body["api_url"] = "https://api.zoom.us" }
    if provider == .microsoft { body["ext_expires_in"] = .int(SignInStore.lifetime - 1) }
    return .ok(.object(body))
  }

  /// Gives a sign-in back: Google and Zoom.
  func revoke(_ call: APICall, at provider: StoredGrant.Provider) throws(OAuthError) -> APIAnswer {
    let form = try call.form()
    if provider == .zoom { _ = try client(call, form, at: provider) }
    let token = form["token"] ?? call.queryForm["token"] ?? ""
    let found = signIns.signIns.first {
      $0.provider == provider
        && (($0.accessToken == token && now < $0.expires) || $0.refreshToken == token)
    }
    guard let found, !token.isEmpty else {
      throw OAuthError(error: "invalid_token", description: "Token expired or revoked")
    }
    for index in signIns.signIns.indices
    where signIns.signIns[index].session == found.session
      && signIns.signIns[index].provider == provider
    {
      signIns.signIns[index].refreshToken = ""
      signIns.signIns[index].expires = 0
    }
    return .ok(provider == .zoom ? ["status": "success"] : [:])
  }

  /// The challenge of a verifier (RFC 7636, section 4.2).
  static func challenge(_ verifier: String) -> String {
    Data(SHA256.digest(of: verifier)).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private static func basic(_ header: String?) -> (id: String, secret: String)? {
    let parts = (header ?? "").split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "basic",
      let data = Data(base64Encoded: String(parts[1]))
    else { return nil }
    let pair = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1)
    return pair.count == 2 ? (String(pair[0]), String(pair[1])) : nil
  }
}
