import ConferencingCore
import CalendarCore

extension SignInProvider {
  /// Microsoft.
  ///
  /// Sources: Microsoft identity platform, "OAuth 2.0 device authorization grant"; Microsoft Graph
  /// permissions.
  package static let microsoft = SignInProvider(
    grantProvider: .microsoft,
    consentPage: "https://myapps.microsoft.com",
    methods: [.deviceCode, .browser],
    scopeRemedy: "Add it to the app's API permissions and sign in again.",
    scopes: { _, hostsMeetings in
      let needed = [
        SignInScope("Calendars.ReadWrite", "read and write events, list calendars"),
        SignInScope("offline_access", "stay signed in"),
        SignInScope("User.Read", "show whose account it is", isRequired: false),
      ]
      let hosting = SignInScope(
        "OnlineMeetings.ReadWrite",
        "host Teams meetings for events of other calendars",
        isRequired: false
      )
      return hostsMeetings ? needed + [hosting] : needed
    },
    // Named with or without the address of Graph; "offline_access" shows as a refresh token only.
    holds: { granted, scope in
      scope == "offline_access"
        || granted.contains {
          $0.split(separator: "/").last?.lowercased() == scope.lowercased()
        }
    },
    endpoints: { app throws(ServiceError) in
      let (server, path) = ("https://login.microsoftonline.com", "\(app.tenant)/oauth2/v2.0/")
      return SignInEndpoints(
        authorize: try app.at(server, path + "authorize"),
        token: try app.at(server, path + "token"),
        device: try app.at(server, path + "devicecode"),
        revoke: nil,
        owner: try app.at("https://graph.microsoft.com", "v1.0/me")
      )
    },
    ownerKeys: ["mail", "userPrincipalName"],
    redirect: { ("http://localhost:\($0)", "/") },
    refusal: MicrosoftRefusal.words
  )
}
