extension SandboxWorld {
  /// The device endpoint of Google or Microsoft.
  ///
  /// Google gives codes to apps of the kind "TVs and limited input devices" alone, and refuses the
  /// narrow calendar scopes.
  func deviceCode(_ call: APICall, at provider: StoredGrant.Provider) throws(OAuthError)
    -> APIAnswer
  {
    let form = try call.form()
    let clientID = try form.required("client_id")
    let kinds: [RegisteredApp.Kind] = provider == .google ? [.device] : [.public]
    guard let app = RegisteredApp.named(clientID, at: provider), kinds.contains(app.kind) else {
      throw .invalidClient("Invalid client type.")
    }
    let asked = try scopes(asked: form, provider)
    if provider == .google, let odd = asked.subtracting(Self.deviceScopes).min() {
      throw .invalidScope("Invalid device flow scope: \(odd)")
    }
    let code = random.characters(60, of: Self.letters)
    let userCode =
      random.characters(4, of: "BCDFGHJKLMNPQRSTVWXZ") + "-"
      + random.characters(4, of: "BCDFGHJKLMNPQRSTVWXZ")
    let lifetime = provider == .google ? 1_800 : 900
    authorizations.devices[code] = AuthorizationStore.Device(
      provider: provider,
      clientID: clientID,
      scopes: asked,
      expires: now + lifetime,
      consent: authorizations.consent(at: provider),
      lastPoll: nil
    )
    var body: [String: JSON] = [
      "device_code": .string(code), "user_code": .string(userCode),
      "expires_in": .int(lifetime), "interval": .int(AuthorizationStore.interval),
    ]
    if provider == .google {
      body["verification_url"] = "https://www.google.com/device"
    } else {
      body["verification_uri"] = "https://microsoft.com/devicelogin"
      body["message"] = .string(
        "To sign in, use a web browser to open the page https://microsoft.com/devicelogin and "
          + "enter the code \(userCode) to authenticate."
      )
    }
    return .ok(.object(body))
  }

  private static let deviceScopes: Set = [
    "openid", "email", "profile", "https://www.googleapis.com/auth/calendar",
    "https://www.googleapis.com/auth/calendar.readonly",
  ]

  /// What a poll with a device code is told.
  func poll(_ form: Form, _ app: RegisteredApp) throws(OAuthError) -> APIAnswer {
    let isGoogle = app.provider == .google
    let code = try form.required("device_code")
    guard var device = authorizations.devices[code], device.clientID == app.clientID,
      device.provider == app.provider
    else {
      throw isGoogle
        ? .invalidGrant("Malformed device code.")
        : OAuthError(
          error: "bad_verification_code",
          description: "The device code is not known.",
          code: 70000
        )
    }
    guard now < device.expires else {
      authorizations.devices[code] = nil
      throw OAuthError(error: "expired_token", description: "The code has expired.", code: 70020)
    }
    let isEarly = device.lastPoll.map { now - $0 < AuthorizationStore.interval } ?? false
    device.lastPoll = now
    let isWaiting = device.consent.pending > 0
    let isSlowed = isEarly || (isWaiting && device.consent.slowDowns > 0)
    if isWaiting && !isEarly {
      device.consent.pending -= 1
      device.consent.slowDowns -= 1
    }
    authorizations.devices[code] = device
    // Microsoft's documents do not name slow_down.
    if isSlowed, isGoogle {
      throw OAuthError(status: 403, error: "slow_down", description: "Forbidden")
    }
    guard !isWaiting, !isEarly else {
      throw OAuthError(
        status: isGoogle ? 428 : 400,
        error: "authorization_pending",
        description: isGoogle ? "Precondition Required" : "The user has not decided yet.",
        code: 70016
      )
    }
    authorizations.devices[code] = nil
    guard device.consent.isGiven else {
      throw isGoogle
        ? OAuthError(status: 403, error: "access_denied", description: "Forbidden")
        : OAuthError(
          error: "authorization_declined",
          description: "The user declined.",
          code: 70018
        )
    }
    let isLasting = isGoogle || device.scopes.contains("offline_access")
    return issue(app, scopes: device.consent.granted(of: device.scopes), isLasting: isLasting)
  }
}
