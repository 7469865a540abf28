package import ConferencingCore
import Foundation

/// Where a Microsoft account is, and who it is.
package struct MicrosoftConfiguration: Sendable {
  /// Where Microsoft Graph is.
  package static let standardURL = "https://graph.microsoft.com/v1.0"

  /// The address of the service, its version included.
  package var url: String
  /// The sign-in whose calendars or meetings these are.
  package var grant: GrantID
  /// Gives the tokens.
  package var tokens: any AccessTokens
  /// The account, as the configuration names it.
  package var account: AccountID

  /// Makes a configuration.
  package init(
    url: String = MicrosoftConfiguration.standardURL,
    grant: GrantID,
    tokens: any AccessTokens,
    account: AccountID
  ) {
    self.url = url
    self.grant = grant
    self.tokens = tokens
    self.account = account
  }
}

/// The calendars of a sign-in at Microsoft, spoken to directly through Graph v1.0.
package struct MicrosoftService: CalendarService {
  package var isVersioned: Bool { true }

  let grant: GrantID
  let account: AccountID
  let client: GraphClient
  /// What Teams is called in the calendars.
  let teamsNames = TeamsNames()

  /// Makes the service of an account; nothing is sent yet.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` when the address is none, or is plain `http` to
  ///   another computer.
  package init(
    _ configuration: MicrosoftConfiguration,
    transport: HTTPTransport
  ) throws(ServiceError) {
    grant = configuration.grant
    account = configuration.account
    client = try GraphClient(
      configuration,
      subject: "account \"\(configuration.account)\"",
      scope: "Calendars.ReadWrite",
      transport: transport
    )
  }

  /// The parts of the path of an event.
  func path(_ id: RemoteEventID, _ action: String...) -> [String] {
    ["me", "events", id.rawValue] + action
  }

  /// The event that an answer holds.
  func event(_ item: GraphEvent, in calendar: CalendarID) throws(ServiceError) -> Event {
    guard let event = item.event(account: account, calendar: calendar) else {
      throw .malformed("\(client.host) gave an event without a time that Convene can read.")
    }
    return event
  }
}
