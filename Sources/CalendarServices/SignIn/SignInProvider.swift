package import ConferencingCore

/// A service that Convene signs in to by itself.
package enum SignInProvider: String, Sendable, Hashable, Codable, CaseIterable {
  case google
  case microsoft
  case zoom

  /// What a grant of it is signed in to.
  package var grantProvider: GrantProvider {
    switch self {
    case .google: .google
    case .microsoft: .microsoft
    case .zoom: .zoom
    }
  }

  /// The name that people know it by.
  package var displayName: String { grantProvider.displayName }

  /// Where a person takes back what they allowed an app.
  package var consentPage: String {
    switch self {
    case .google: "https://myaccount.google.com/connections"
    case .microsoft: "https://myapps.microsoft.com"
    case .zoom: "https://marketplace.zoom.us/user/installed"
    }
  }

  /// Whether it takes back a token that holds, and nothing else.
  package var revokesValidTokensOnly: Bool { self == .zoom }

  /// For how many seconds a sign-in of an app that is not published may hold, and what is to be said of
  /// it; `nil` where that is no matter.
  package var trial: (seconds: Double, remark: String)? {
    self == .google
      ? (
        7 * 86_400,
        "should the app be in \"Testing\", this ends 7 days after the sign-in: publish the app"
      ) : nil
  }

  /// The ways to sign in, the one that is taken by itself first.
  ///
  /// Google takes device codes only from a client of the kind "TVs and limited input devices", and
  /// only for the whole calendar scope; Zoom takes them from private apps alone, so they are not
  /// offered there.
  package var methods: [SignInMethod] {
    switch self {
    case .google: [.browser, .deviceCode]
    case .microsoft: [.deviceCode, .browser]
    case .zoom: [.browser, .serverToServer]
    }
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
