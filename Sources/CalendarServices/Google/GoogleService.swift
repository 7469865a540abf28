package import CalendarCore
package import ConferencingCore
import Foundation

/// Which sign-in at Google an account is.
package struct GoogleConfiguration: Sendable {
  /// The address of the service: Google's, or that of a sandbox on loopback.
  package var url: String
  /// The grant whose calendars these are.
  package var grant: GrantID
  /// The address of who is signed in; empty when it is not known.
  package var email: String
  /// Gives the tokens.
  package var tokens: any AccessTokens
  /// The account, as the configuration names it.
  package var account: AccountID
  /// The address of Google Meet, which is a service apart.
  package var meetURL: String

  /// Makes a configuration.
  package init(
    url: String = "https://www.googleapis.com/calendar/v3",
    grant: GrantID,
    email: String,
    tokens: any AccessTokens,
    account: AccountID,
    meetURL: String = "https://meet.googleapis.com"
  ) {
    self.url = url
    self.grant = grant
    self.email = email
    self.tokens = tokens
    self.account = account
    self.meetURL = meetURL
  }

  /// What sends the requests that need a scope.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` when the address is none.
  func client(
    scope: String,
    transport: HTTPTransport
  ) throws(ServiceError) -> ServiceClient {
    let base = try ServiceURL(url)
    return ServiceClient(
      base: base,
      authorizer: TokenAuthorizer(tokens: tokens),
      transport: transport,
      failures: GoogleFailures.table(account, host: base.host, scope: scope)
    )
  }
}

/// The calendars of a sign-in at Google.
///
/// Events have versions (ETags), lists have sync tokens, and ids are chosen here.
package struct GoogleService: CalendarService {
  package var isVersioned: Bool { true }

  package var hasSyncTokens: Bool { true }

  package func prepare() async throws(ServiceError) {
    _ = try await client.authorizer.authorization()
  }

  let configuration: GoogleConfiguration
  /// Sends what is about calendars.
  let lists: ServiceClient
  /// Sends what is about events.
  let client: ServiceClient

  var account: AccountID { configuration.account }

  /// Makes the service of an account; nothing is sent yet.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` when the address is none, or is plain `http` to
  ///   another computer.
  package init(
    _ configuration: GoogleConfiguration,
    transport: HTTPTransport
  ) throws(ServiceError) {
    self.configuration = configuration
    lists = try configuration.client(scope: "calendar.calendarlist.readonly", transport: transport)
    client = try configuration.client(scope: "calendar.events", transport: transport)
  }

  /// The parts of the path of a calendar's events.
  static func path(_ calendar: CalendarID, _ parts: String...) -> [String] {
    ["calendars", calendar.rawValue, "events"] + parts
  }

  /// The event that an answer holds.
  func event(_ item: GoogleEvent, in calendar: CalendarID) throws(ServiceError) -> Event {
    guard let event = item.event(account: account, calendar: calendar) else {
      throw item.isCancelled
        ? .notFound("The event has been deleted.")
        : .malformed("\(client.base.host) gave an event without a time that Convene can read.")
    }
    return event
  }
}
