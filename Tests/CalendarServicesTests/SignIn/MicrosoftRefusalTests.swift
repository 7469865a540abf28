import CalendarCore
import Foundation
import Testing

@testable import CalendarServices

/// What tenants of Microsoft forbid is said in words, with what helps.
@Suite struct MicrosoftRefusalTests {
  @Test(arguments: [
    ("access_denied", "AADSTS53003: Access has been blocked.", "flow = \"browser\""),
    ("invalid_grant", "AADSTS65001: No consent.", "ask its administrator"),
    ("invalid_grant", "AADSTS90094: An administrator is needed.", "Calendars.ReadWrite"),
    ("unauthorized_client", "AADSTS700016: Not found.", "Look at client_id and tenant"),
    ("interaction_required", "AADSTS50076: Multi-factor.", "second proof"),
    ("invalid_request", "AADSTS50020: Not in tenant.", "consumers is for personal accounts"),
  ])
  func refusalsAreExplained(_ error: String, _ description: String, _ words: String) async throws {
    try await StubServer.run { request in
      request.target.contains("devicecode")
        ? .json(
          #"{"device_code":"secret-of-the-device","user_code":"U","verification_uri":"https://m.example","#
            + #""expires_in":900,"interval":5}"#
        )
        : .json(#"{"error":"\#(error)","error_description":"\#(description)"}"#, status: 400)
    } _: { server in
      var app = SignInApp(account: "work", provider: .microsoft, clientID: "client")
      app.url = server.url
      let client = try SignInClient(
        app: app,
        transport: StubServer.transport(),
        clock: ServiceClock(
          now: { Date(timeIntervalSince1970: 1_795_599_000) },
          random: { 0.5 },
          sleep: { _ in }
        )
      )
      do {
        _ = try await client.signIn(by: .deviceCode) { _ in }
        Issue.record("It was let in.")
      } catch {
        let text = "\(error)" + ((error as? SignInError)?.message ?? "")
        #expect(text.contains(words), "\(text)")
        #expect(text.contains("AADSTS"))
      }
    }
  }

  /// Personal accounts are not asked for what only organizations have.
  @Test func hostingTeamsIsAskedForWhereItIsWanted() {
    let scope = "OnlineMeetings.ReadWrite"
    func asks(_ hostsMeetings: Bool) -> Bool {
      SignInProvider.microsoft.scopes(by: .deviceCode, hostsMeetings: hostsMeetings)
        .contains { $0.name == scope }
    }
    #expect(!asks(false) && asks(true))
  }
}
