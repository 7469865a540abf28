import CalendarCore

/// What an account of Google says and does.
package enum GoogleDescriptor {
  /// Google, spoken to directly.
  package static let value = ServiceDescriptor(
    .google,
    keys: [
      ConfigurationKey(
        "client_secret",
        .secret,
        asking: "The client secret",
        missing: "Google asks for the secret of the client too. Add client_secret_command = "
          + "\"pass show google/client-secret\", or client_secret."
      ),
      ConfigurationKey("flow", .word(["browser", "device"])),
      ConfigurationKey("meet_settings", .choice),
    ],
    signIn: .google,
    calendars: { context throws(ServiceError) in
      guard let configuration = configuration(context) else { return nil }
      return try GoogleService(configuration, transport: context.transport)
    },
    meetings: { context throws(ServiceError) in
      guard let configuration = configuration(context) else { return nil }
      return try MeetConferencing(configuration, transport: context.transport)
    },
    probe: { context throws(ServiceError) in
      try await ServiceProbe(
        context.url("https://www.googleapis.com"),
        ["calendar", "v3", "users", "me", "calendarList"],
        query: [("maxResults", "1")],
        transport: context.transport
      ).look(with: context.tokens)
    }
  )

  private static func configuration(_ context: ServiceContext) -> GoogleConfiguration? {
    context.tokens.map {
      GoogleConfiguration(
        url: context.url("https://www.googleapis.com", "/calendar/v3"),
        grant: context.grant,
        email: context.email,
        tokens: $0,
        account: context.account,
        meetURL: context.url(MeetSpaces.standardURL)
      )
    }
  }
}
