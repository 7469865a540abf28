import CalendarServices
import CalendarCore
import Foundation
import Sandbox

/// The accounts of the demo: those at the stand-in for Nylas, then those that are spoken to directly.
struct DemoAccounts {
  private let server: SandboxServer

  /// Makes the accounts of a running sandbox.
  init(_ server: SandboxServer) { self.server = server }

  /// The accounts, as a configuration would name them.
  var all: [AccountConfiguration] {
    let nylas = server.grants.filter { $0.provider != "zoom" }.map { grant in
      AccountConfiguration(
        name: grant.provider,
        service: NylasDescriptor.value,
        AccountSettings(
          ["url": server.url, "grant": grant.id],
          secrets: ["api_key": .literal(server.apiKey)]
        )
      )
    }
    return nylas + server.signIns.compactMap { account(at: $0.provider) }
  }

  private func account(at provider: String) -> AccountConfiguration? {
    guard
      let app = SandboxServer.apps.first(where: {
        $0.provider == provider && ["desktop", "public"].contains($0.kind)
      })
    else { return nil }
    guard let service = ServiceCatalogue.standard[provider] else { return nil }
    var settings = AccountSettings(["client_id": app.clientID, "url": server.url])
    settings.secrets["client_secret"] = app.clientSecret.map(Secret.literal)
    return AccountConfiguration(
      name: service.kind.has(.calendars) ? "\(provider)-direct" : provider,
      service: service,
      settings
    )
  }

  /// Signs in to those that are spoken to directly, with what the sandbox begins with.
  func signIn(to grants: ConfiguredGrants, now: Date) throws {
    for given in server.signIns {
      guard let account = account(at: given.provider), let signed = grants.signed[account.name]
      else { continue }
      let credential = Credential(
        provider: signed.app.provider,
        clientID: signed.app.clientID,
        method: signed.method,
        email: given.email,
        scopes: Set(given.scopes),
        accessToken: given.accessToken,
        expires: now.addingTimeInterval(3_600),
        refreshToken: given.refreshToken,
        signedIn: now
      )
      _ = try blocking { try await signed.adopt(credential, known: nil, grants.clock) }
    }
  }
}
