/// Something that a sign-in is asked to allow.
package struct SignInScope: Sendable, Hashable {
  /// The service's name for it.
  package var name: String
  /// What Convene does with it.
  package var reason: String
  /// Whether nothing works without it.
  package var isRequired: Bool

  init(_ name: String, _ reason: String, isRequired: Bool = true) {
    self.name = name
    self.reason = reason
    self.isRequired = isRequired
  }
}

extension SignInProvider {
  private static let googleScope = "https://www.googleapis.com/auth/"

  /// The scopes that a sign-in needs: no more than what Convene does.
  ///
  /// Sources: Google Calendar API, the scopes of each method; Microsoft Graph permissions; Zoom
  /// granular scopes. Google's device codes come for the whole calendar scope alone.
  ///
  /// - Parameters:
  ///   - method: The way to sign in.
  ///   - hostsTeams: Whether a Microsoft account is to host Teams meetings for other calendars.
  /// - Returns: The scopes, the required ones first.
  package func scopes(by method: SignInMethod, hostsTeams: Bool = false) -> [SignInScope] {
    switch self {
    case .google where method == .deviceCode:
      [SignInScope(Self.googleScope + "calendar", "read and write events, list calendars")]
    case .google:
      [
        SignInScope(Self.googleScope + "calendar.events", "read and write events"),
        SignInScope(Self.googleScope + "calendar.calendarlist.readonly", "list calendars"),
      ]
    case .microsoft:
      [
        SignInScope("Calendars.ReadWrite", "read and write events, list calendars"),
        SignInScope("offline_access", "stay signed in"),
        SignInScope("User.Read", "show whose account it is", isRequired: false),
      ]
        + (!hostsTeams
          ? []
          : [
            SignInScope(
              "OnlineMeetings.ReadWrite",
              "host Teams meetings for events of other calendars",
              isRequired: false
            )
          ])
    case .zoom:
      [
        SignInScope("meeting:write:meeting", "create meetings"),
        SignInScope("meeting:update:meeting", "move meetings with their events"),
        SignInScope("meeting:delete:meeting", "delete meetings with their events"),
        SignInScope("meeting:read:list_meetings", "find a meeting again"),
        SignInScope("meeting:read:meeting", "find a meeting again", isRequired: false),
        SignInScope("meeting:read:invitation", "read the invitation text", isRequired: false),
        SignInScope("user:read:user", "show whose account it is", isRequired: false),
      ]
    }
  }

  /// The scopes of ``scopes(by:hostsTeams:)`` that were not granted.
  ///
  /// - Parameters:
  ///   - granted: What the service says was granted.
  ///   - method: The way to sign in.
  ///   - hostsTeams: As for the scopes.
  /// - Returns: What lacks, the optional ones too.
  package func missing(
    in granted: Set<String>,
    by method: SignInMethod,
    hostsTeams: Bool = false
  ) -> [SignInScope] {
    scopes(by: method, hostsTeams: hostsTeams).filter { !holds(granted, $0.name) }
  }

  /// Whether granted scopes allow what one scope names.
  private func holds(_ granted: Set<String>, _ scope: String) -> Bool {
    switch self {
    case .google: granted.contains(scope) || granted.contains(Self.googleScope + "calendar")
    // Named with or without the address of Graph; "offline_access" shows as a refresh token only.
    case .microsoft:
      scope == "offline_access"
        || granted.contains {
          $0.split(separator: "/").last?.lowercased() == scope.lowercased()
        }
    case .zoom: granted.contains(scope) || granted.contains(scope + ":admin")
    }
  }
}
