/// A user's sign-in at one of the services that are spoken to directly, not through Nylas.
struct SignIn: Equatable, Sendable {
  /// Also names the host of the meetings that are made with it.
  let id: String
  let provider: StoredGrant.Provider
  let email: String
  let name: String
  var scopes: Set<String>
  /// The token that requests bear.
  var accessToken: String
  /// Unix seconds until which the access token holds.
  var expires: Int
  /// The token that another access token is got with; empty when there is none, or it is used up.
  var refreshToken: String
  /// The app that the tokens were given to; `nil` for any.
  var clientID: String?
  /// What a sign-in and everything that was refreshed from it have in common.
  var session = ""
}

/// All sign-ins, found by what requests bear.
struct SignInStore: Sendable {
  /// How long an access token holds, in seconds.
  static let lifetime = 3_600

  var signIns: [SignIn]

  /// The sign-ins that a sandbox begins with: Google, Microsoft, Zoom.
  init(seed: UInt64, now: Int) {
    var random = SplitMix64(seed: seed ^ 0x7369_676E)
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    func made(
      _ provider: StoredGrant.Provider,
      _ email: String,
      _ scopes: Set<String>
    ) -> SignIn {
      SignIn(
        id: "\(provider.rawValue)-\(email)",
        provider: provider,
        email: email,
        name: "Mara Lindqvist",
        scopes: scopes,
        accessToken: "at-\(provider.rawValue)-" + random.characters(40, of: letters),
        expires: now + Self.lifetime,
        refreshToken: "rt-\(provider.rawValue)-" + random.characters(40, of: letters)
      )
    }
    signIns = [
      made(
        .google,
        "mara.lindqvist@gmail.example",
        [
          "https://www.googleapis.com/auth/calendar.events",
          "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
        ]
      ),
      made(
        .microsoft,
        "mara@lindqvist.example",
        ["Calendars.ReadWrite", "OnlineMeetings.ReadWrite", "User.Read"]
      ),
      made(
        .zoom,
        "mara@lindqvist.example",
        Set(
          StoredGrant.zoomScopes + [
            "meeting:read:meeting", "meeting:read:list_meetings", "meeting:read:invitation",
            "user:read:user",
          ]
        )
      ),
    ]
  }

  /// The sign-in whose access token a request bears; `nil` when there is none that holds.
  func bearer(_ call: APICall, at provider: StoredGrant.Provider, now: Int) -> SignIn? {
    let parts = (call.authorization ?? "").split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return signIns.first {
      $0.provider == provider && $0.accessToken == parts[1] && now < $0.expires
    }
  }
}
