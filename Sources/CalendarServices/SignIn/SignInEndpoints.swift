/// Where the endpoints of a provider are.
struct SignInEndpoints: Sendable {
  /// An address: a server, and a path on it.
  struct Endpoint: Sendable {
    let base: ServiceURL
    let path: [String]

    init(_ base: String, _ path: String) throws(ServiceError) {
      self.base = try ServiceURL(base)
      self.path = path.split(separator: "/").map(String.init)
    }

    /// Its whole address.
    func url(_ query: [(name: String, value: String)]) -> String { base.url(path, query: query) }
  }

  /// The page on which a person consents.
  let authorize: Endpoint
  let token: Endpoint
  /// Gives device codes; Zoom's are for private apps alone.
  let device: Endpoint?
  /// Takes a sign-in back; Microsoft has none.
  let revoke: Endpoint?
  /// Tells whose account it is.
  let owner: Endpoint

  /// The endpoints of an app's provider, all at one address when the app names one.
  ///
  /// Sources: Google, "OAuth 2.0 for Mobile & Desktop Apps"; Microsoft identity platform, "OAuth 2.0
  /// device authorization grant"; Zoom, "OAuth".
  init(_ app: SignInApp) throws(ServiceError) {
    func at(_ base: String, _ path: String) throws(ServiceError) -> Endpoint {
      try Endpoint(app.url ?? base, path)
    }
    switch app.provider {
    case .google:
      let server = "https://oauth2.googleapis.com"
      authorize = try at("https://accounts.google.com", "o/oauth2/v2/auth")
      token = try at(server, "token")
      device = try at(server, "device/code")
      revoke = try at(server, "revoke")
      owner = try at("https://www.googleapis.com", "calendar/v3/users/me/calendarList/primary")
    case .microsoft:
      let (server, path) = ("https://login.microsoftonline.com", "\(app.tenant)/oauth2/v2.0/")
      authorize = try at(server, path + "authorize")
      token = try at(server, path + "token")
      device = try at(server, path + "devicecode")
      revoke = nil
      owner = try at("https://graph.microsoft.com", "v1.0/me")
    case .zoom:
      let server = "https://zoom.us"
      authorize = try at(server, "oauth/authorize")
      token = try at(server, "oauth/token")
      device = nil
      revoke = try at(server, "oauth/revoke")
      owner = try at("https://api.zoom.us", "v2/users/me")
    }
  }
}
