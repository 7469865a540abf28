import CalendarCore
import ConferencingCore

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
    calendars: { context throws(ServiceError) in try service(context) },
    probe: { context throws(ServiceError) in
      let probe = try ServiceProbe(
        context.settings["url"] ?? "",
        ["v3", "grants"],
        query: [("limit", "1")],
        transport: context.transport
      )
      var finding = try await probe.look(with: try await context.secret("api_key"))
      if finding.refusal == nil { finding.refusal = await refusal(context) }
      return finding
    }
  )

  private static func service(
    _ context: ServiceContext
  ) throws(ServiceError) -> NylasService {
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
  }

  /// Why the grant can be no account: each sync of one without calendars would fail.
  private static func refusal(_ context: ServiceContext) async -> ServiceError? {
    let name = context.grant.rawValue
    // A key need not be allowed to list grants; then the first sync tells.
    guard let grants = try? await service(context).grants() else { return nil }
    let named = grants.filter { $0.id == context.grant || $0.email == name }
    guard !named.isEmpty, named.allSatisfy({ $0.provider == .zoom }) else { return nil }
    return .rejected(
      "The grant \"\(name)\" is one of Zoom, which has no calendars. Name a grant of Google, "
        + "Microsoft or another calendar; Zoom grants of the same key host its meetings without an "
        + "account of their own."
    )
  }
}
