package import CalendarCore
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

  package var hasSyncTokens: Bool { true }

  package func prepare() async throws(ServiceError) { _ = try await client.scopes() }

  let grant: GrantID
  let account: AccountID
  let client: GraphClient
  /// What Teams is called in the calendars.
  let teamsNames = TeamsNames()
  /// The calendars of others.
  let shared = SharedCalendars()

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

  /// Asks for an event by the path that leads to it.
  ///
  /// An event of a calendar that somebody else shares is not among those of the own mailbox: there it
  /// is 404, and found below its calendar. What is answered with 404 was not carried out, so it is asked
  /// again with the other path. Source: OpenWhispr pull request #1835.
  ///
  /// - Parameters:
  ///   - id: The event.
  ///   - calendar: Its calendar.
  ///   - action: What is done to it, as the last part of the path.
  ///   - send: Sends the request to a path.
  /// - Returns: What comes of it.
  /// - Throws: ``ServiceError/notFound(_:)`` when it is at neither place, or what `send` throws.
  func reaching<Value>(
    _ id: String,
    in calendar: CalendarID,
    _ action: String...,
    send: ([String]) async throws(ServiceError) -> Value
  ) async throws(ServiceError) -> Value {
    let below = ["me", "calendars", calendar.rawValue, "events", id] + action
    if shared.contains(calendar) { return try await send(below) }
    let missing: ServiceError
    do throws(ServiceError) { return try await send(["me", "events", id] + action) } catch {
      guard case .notFound = error else { throw error }
      missing = error
    }
    do throws(ServiceError) {
      let value = try await send(below)
      shared.note(calendar)
      return value
    } catch .unavailable(status: 404, message: _) {
      throw missing
    } catch {
      throw error
    }
  }

  /// The event that an answer holds.
  func event(_ item: GraphEvent, in calendar: CalendarID) throws(ServiceError) -> Event {
    guard let event = item.event(account: account, calendar: calendar) else {
      throw .malformed("\(client.host) gave an event without a time that Convene can read.")
    }
    return event
  }
}
