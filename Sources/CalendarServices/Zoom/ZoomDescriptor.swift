import CalendarCore

/// What an account of Zoom says and does.
package enum ZoomDescriptor {
  /// Zoom, which hosts meetings and has no calendars.
  package static let value = ServiceDescriptor(
    .zoom,
    keys: [
      ConfigurationKey("account_id"), ConfigurationKey("user"),
      // A public app has none.
      ConfigurationKey(
        "client_secret",
        .secret,
        asking: "The client secret, empty for an app without one"
      ),
    ],
    signIn: .zoom,
    problem: { settings in
      guard settings["account_id"] != nil, settings.secrets["client_secret"] == nil else {
        return nil
      }
      return "A server-to-server app, as account_id says, needs its secret. Add "
        + "client_secret_command = \"pass show zoom/client-secret\", or client_secret."
    },
    meetings: { context throws(ServiceError) in
      guard let tokens = context.tokens else { return nil }
      return try ZoomConferencing(
        grant: context.grant,
        url: context.url(ZoomConferencing.standardURL),
        user: user(in: context.settings),
        tokens: tokens,
        zone: context.zone,
        transport: context.transport
      )
    },
    probe: { context throws(ServiceError) in
      try await ServiceProbe(
        context.url(ZoomConferencing.standardURL),
        ["v2", "users", user(in: context.settings)],
        transport: context.transport
      ).look(with: context.tokens)
    }
  )

  /// Whom Zoom is asked about: `me` is refused to server-to-server apps.
  private static func user(in settings: AccountSettings) -> String {
    settings["account_id"] == nil ? "me" : settings["user"] ?? "me"
  }
}
