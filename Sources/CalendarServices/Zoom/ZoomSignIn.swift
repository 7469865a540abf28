import ConferencingCore
import CalendarCore

extension SignInProvider {
  /// Zoom.
  ///
  /// It takes device codes from private apps alone, so they are not offered. Sources: Zoom, "OAuth",
  /// "Server-to-Server OAuth", granular scopes.
  package static let zoom = SignInProvider(
    grantProvider: .zoom,
    consentPage: "https://marketplace.zoom.us/user/installed",
    methods: [.browser, .serverToServer],
    scopeRemedy: "Add it to the scopes of the Zoom app and sign in again.",
    scopes: { _, _ in
      [
        SignInScope("meeting:write:meeting", "create meetings"),
        SignInScope("meeting:update:meeting", "move meetings with their events"),
        SignInScope("meeting:delete:meeting", "delete meetings with their events"),
        SignInScope("meeting:read:list_meetings", "find a meeting again"),
        SignInScope("meeting:read:meeting", "find a meeting again", isRequired: false),
        SignInScope("meeting:read:invitation", "read the invitation text", isRequired: false),
        SignInScope("user:read:user", "show whose account it is", isRequired: false),
      ]
    },
    holds: { granted, scope in granted.contains(scope) || granted.contains(scope + ":admin") },
    endpoints: { app throws(ServiceError) in
      let server = "https://zoom.us"
      return SignInEndpoints(
        authorize: try app.at(server, "oauth/authorize"),
        token: try app.at(server, "oauth/token"),
        device: nil,
        revoke: try app.at(server, "oauth/revoke"),
        owner: try app.at(
          "https://api.zoom.us",
          "v2/users/\(app.zoomAccount == nil ? "me" : app.zoomUser ?? "me")"
        )
      )
    },
    ownerKeys: ["email"],
    asksForScopes: false,
    usesBasic: true,
    serverFields: { app in
      app.zoomAccount.map { [("grant_type", "account_credentials"), ("account_id", $0)] }
    },
    revokesValidTokensOnly: true
  )
}
