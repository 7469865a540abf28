import ConferencingCore
import CalendarCore

extension SignInProvider {
  private static let googleScope = "https://www.googleapis.com/auth/"

  /// Google.
  ///
  /// It takes device codes only from a client of the kind "TVs and limited input devices", and only
  /// for the whole calendar scope. Sources: Google, "OAuth 2.0 for Mobile & Desktop Apps"; Google
  /// Calendar API, the scopes of each method.
  package static let google = SignInProvider(
    grantProvider: .google,
    consentPage: "https://myaccount.google.com/connections",
    methods: [.browser, .deviceCode],
    scopeRemedy: "Sign in again and tick every box on Google's page.",
    scopes: { method, hostsMeetings in
      // Google lets device codes have few scopes, and that of meetings is not among them.
      if method == .deviceCode {
        return [SignInScope(googleScope + "calendar", "read and write events, list calendars")]
      }
      let needed = [
        SignInScope(googleScope + "calendar.events", "read and write events"),
        SignInScope(googleScope + "calendar.calendarlist.readonly", "list calendars"),
      ]
      let settings = SignInScope(
        googleScope + "meetings.space.settings",
        "change settings of Google Meet meetings",
        isRequired: false
      )
      return hostsMeetings ? needed + [settings] : needed
    },
    holds: { granted, scope in
      granted.contains(scope)
        || (scope.hasPrefix(googleScope + "calendar") && granted.contains(googleScope + "calendar"))
    },
    endpoints: { app throws(ServiceError) in
      let server = "https://oauth2.googleapis.com"
      return SignInEndpoints(
        authorize: try app.at("https://accounts.google.com", "o/oauth2/v2/auth"),
        token: try app.at(server, "token"),
        device: try app.at(server, "device/code"),
        revoke: try app.at(server, "revoke"),
        owner: try app.at(
          "https://www.googleapis.com",
          "calendar/v3/users/me/calendarList/primary"
        )
      )
    },
    // The id of a user's main calendar is their address.
    ownerKeys: ["id"],
    // Without these there is no refresh token for somebody who has signed in before.
    pageQuery: [("access_type", "offline"), ("prompt", "consent")],
    revokesRefreshToken: true,
    trial: (
      7 * 86_400,
      "should the app be in \"Testing\", this ends 7 days after the sign-in: publish the app"
    )
  )
}
