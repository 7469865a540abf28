import CalendarCore

/// What an account of Nylas says and does.
package enum NylasDescriptor {
  /// Nylas v3, which reaches the calendars of others.
  package static let value = ServiceDescriptor(
    .nylas,
    keys: [
      ConfigurationKey("url", .url, standard: "https://api.us.nylas.com"),
      ConfigurationKey(
        "grant",
        asking: "The grant's id or address",
        missing: "The account needs grant. Add grant = \"the grant's id or address\"."
      ),
      ConfigurationKey(
        "api_key",
        .secret,
        asking: "The API key",
        missing: "The account needs a key. Add api_key_command = \"pass show nylas\", or api_key."
      ),
    ],
    calendars: { context throws(ServiceError) in
      let secret = context.secret
      return try NylasService(
        NylasConfiguration(
          url: context.settings["url"] ?? "",
          grant: context.grant,
          apiKey: { () async throws(ServiceError) in try await secret("api_key") },
          account: context.account
        ),
        transport: context.transport
      )
    },
    probe: { context throws(ServiceError) in
      let probe = try ServiceProbe(
        context.settings["url"] ?? "",
        ["v3", "grants"],
        query: [("limit", "1")],
        transport: context.transport
      )
      return try await probe.look(with: try await context.secret("api_key"))
    }
  )
}
