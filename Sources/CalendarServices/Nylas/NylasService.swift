package import CalendarCore
package import ConferencingCore
import Foundation

/// Where a Nylas account is, and who it is.
package struct NylasConfiguration: Sendable {
  /// The address of the service: `https://api.us.nylas.com`, `https://api.eu.nylas.com`, or a
  /// sandbox on loopback.
  package var url: String
  /// The grant whose calendars these are.
  package var grant: GrantID
  /// Gives the API key; asked when it is first needed.
  package var apiKey: @Sendable () async throws(ServiceError) -> String
  /// The account, as the configuration names it.
  package var account: AccountID

  /// Makes a configuration.
  package init(
    url: String,
    grant: GrantID,
    apiKey: @escaping @Sendable () async throws(ServiceError) -> String,
    account: AccountID
  ) {
    self.url = url
    self.grant = grant
    self.apiKey = apiKey
    self.account = account
  }
}

/// The calendars of a grant at Nylas v3.
package struct NylasService: CalendarService {
  package var isVersioned: Bool { false }

  package var hasSyncTokens: Bool { false }

  package func prepare() async throws(ServiceError) {
    _ = try await client.authorizer.authorization()
  }

  let grant: GrantID
  let account: AccountID
  let client: ServiceClient
  /// What the account is signed in to.
  let ownGrant = NylasOwnGrant()

  var base: ServiceURL { client.base }

  /// Makes the service of an account; nothing is sent yet.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` when the address is none, or is plain `http` to
  ///   another computer.
  package init(
    _ configuration: NylasConfiguration,
    transport: HTTPTransport
  ) throws(ServiceError) {
    let base = try ServiceURL(configuration.url)
    self.grant = configuration.grant
    self.account = configuration.account
    client = ServiceClient(
      base: base,
      authorizer: NylasKey(
        account: configuration.account.rawValue,
        fetch: configuration.apiKey
      ),
      transport: transport,
      failures: NylasFailures.table(account, host: base.host)
    )
  }

  /// Sends a request and reads `data` of its answer.
  func send<Content: Decodable & Sendable>(
    _ request: ServiceRequest,
    _ type: Content.Type = Content.self
  ) async throws(ServiceError) -> NylasEnvelope<Content> {
    try await client.run(request) { answer throws(ServiceError) in
      var envelope: NylasEnvelope<Content> = try client.decode(from: answer)
      envelope.date = answer.date
      return envelope
    }
  }

  /// Sends a request whose answer holds nothing that is needed.
  func perform(_ request: ServiceRequest) async throws(ServiceError) {
    try await client.perform(request)
  }

  /// The parts of a path below the grant.
  func path(_ parts: String...) -> [String] { ["v3", "grants", grant.rawValue] + parts }
}
