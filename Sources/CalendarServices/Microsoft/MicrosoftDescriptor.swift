import CalendarCore

/// What an account of Microsoft says and does.
package enum MicrosoftDescriptor {
  /// Microsoft 365 and Outlook, spoken to directly through Graph.
  package static let value = ServiceDescriptor(
    .microsoft,
    keys: [
      ConfigurationKey("tenant"), ConfigurationKey("flow", .word(["device", "browser"])),
      ConfigurationKey("teams_host", .choice),
    ],
    signIn: .microsoft,
    calendars: { context throws(ServiceError) in
      guard let configuration = configuration(context) else { return nil }
      return try MicrosoftService(configuration, transport: context.transport)
    },
    meetings: { context throws(ServiceError) in
      guard let configuration = configuration(context) else { return nil }
      return try TeamsConferencing(configuration, transport: context.transport)
    },
    probe: { context throws(ServiceError) in
      try await ServiceProbe(
        context.url("https://graph.microsoft.com"),
        ["v1.0", "me", "calendars"],
        query: [("$top", "1")],
        transport: context.transport
      ).look(with: context.tokens)
    }
  )

  private static func configuration(_ context: ServiceContext) -> MicrosoftConfiguration? {
    context.tokens.map {
      MicrosoftConfiguration(
        url: context.url("https://graph.microsoft.com", "/v1.0"),
        grant: context.grant,
        tokens: $0,
        account: context.account
      )
    }
  }
}
