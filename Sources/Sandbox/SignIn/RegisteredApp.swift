/// An app that is registered at a provider of the sandbox.
struct RegisteredApp: Equatable, Sendable {
  /// What an app may do to sign in.
  enum Kind: String, Sendable {
    /// A page in a browser and a loopback redirect, with a secret (Google "Desktop app", Zoom).
    case desktop
    /// A device code (Google "TVs and limited input devices").
    case device
    /// Both, and no secret (Microsoft; Zoom "public PKCE", which has no device codes).
    case `public`
    /// No person (Zoom "Server-to-Server OAuth").
    case server
  }

  let provider: StoredGrant.Provider
  let kind: Kind
  let clientID: String
  let secret: String?
  /// The account of a server-to-server app.
  var accountID: String?

  /// All apps that there are.
  static let all = [
    RegisteredApp(
      provider: .google,
      kind: .desktop,
      clientID: "sandbox-desktop.apps.googleusercontent.com",
      secret: "GOCSPX-sandbox-desktop"
    ),
    RegisteredApp(
      provider: .google,
      kind: .device,
      clientID: "sandbox-tv.apps.googleusercontent.com",
      secret: "GOCSPX-sandbox-tv"
    ),
    RegisteredApp(
      provider: .microsoft,
      kind: .public,
      clientID: "5a6d0b0c-0000-4000-8000-73616e64626f",
      secret: nil
    ),
    RegisteredApp(
      provider: .zoom,
      kind: .desktop,
      clientID: "sandboxZoomApp",
      secret: "sandbox-zoom-secret"
    ),
    RegisteredApp(provider: .zoom, kind: .public, clientID: "sandboxZoomPublic", secret: nil),
    RegisteredApp(
      provider: .zoom,
      kind: .server,
      clientID: "sandboxZoomServer",
      secret: "sandbox-server-secret",
      accountID: "sandboxAccount"
    ),
  ]

  static func named(_ id: String?, at provider: StoredGrant.Provider) -> RegisteredApp? {
    all.first { $0.clientID == id && $0.provider == provider }
  }
}

extension SandboxServer {
  /// An app that is registered at the sandbox, as a client's configuration names it.
  package struct App: Equatable, Sendable {
    /// `google`, `microsoft` or `zoom`.
    package let provider: String
    /// `desktop`, `device`, `public` or `server`.
    package let kind: String
    /// The client id.
    package let clientID: String
    /// The client secret, where there is one.
    package let clientSecret: String?
    /// The account id of a server-to-server app.
    package let accountID: String?
  }

  /// The apps that the sandbox knows: Google desktop and device, Microsoft public, Zoom desktop,
  /// public and server.
  package static let apps = RegisteredApp.all.map {
    App(
      provider: $0.provider.rawValue,
      kind: $0.kind.rawValue,
      clientID: $0.clientID,
      clientSecret: $0.secret,
      accountID: $0.accountID
    )
  }
}
