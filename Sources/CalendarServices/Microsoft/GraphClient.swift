import CalendarCore
import Foundation

/// The requests of one sign-in at Microsoft Graph.
struct GraphClient: Sendable {
  private let client: ServiceClient
  private let tokens: any AccessTokens

  /// The events of a page.
  static let pageSize = 100

  /// Makes a client; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - configuration: Where the service is, and what lets requests in.
  ///   - subject: Whose requests they are, for messages.
  ///   - scope: What the sign-in needs for them, for messages.
  ///   - transport: What sends them.
  /// - Throws: ``ServiceError/rejected(_:)`` for an address that is none.
  init(
    _ configuration: MicrosoftConfiguration,
    subject: String,
    scope: String,
    transport: HTTPTransport
  ) throws(ServiceError) {
    let base = try ServiceURL(configuration.url)
    tokens = configuration.tokens
    client = ServiceClient(
      base: base,
      authorizer: TokenAuthorizer(tokens: tokens),
      transport: transport,
      failures: MicrosoftFailures.table(
        configuration.account,
        subject: subject,
        host: base.host,
        scope: scope
      )
    )
  }

  /// The server, for messages.
  var host: String { client.base.host }

  /// What the token of the moment allows.
  func scopes() async throws(ServiceError) -> Set<String> { try await tokens.token().scopes }

  /// A request with what every request says it prefers.
  ///
  /// Ids must be of the kind that does not change when an event moves to another calendar, in every
  /// request; times come in UTC, so that neither a zone nor a changed clock can be misread.
  ///
  /// Source: Microsoft Graph, "Obtain immutable identifiers for Outlook resources".
  static func request(
    _ method: ServiceRequest.Method,
    _ path: [String],
    query: [(name: String, value: String)] = [],
    body: Data? = nil,
    version: String? = nil,
    preferring preference: String? = nil
  ) -> ServiceRequest {
    let preferences =
      "IdType=\"ImmutableId\", outlook.timezone=\"UTC\", odata.maxpagesize=\(pageSize)"
      + (preference.map { ", " + $0 } ?? "")
    return ServiceRequest(
      method: method,
      path: path,
      query: query,
      body: body,
      headers: [("Prefer", preferences)] + (version.map { [("If-Match", $0)] } ?? [])
    )
  }

  /// Sends a request and reads its answer.
  func send<Content: Decodable & Sendable>(
    _ request: ServiceRequest,
    _ type: Content.Type = Content.self
  ) async throws(ServiceError) -> Content {
    try await client.send(request)
  }

  /// Sends a request whose answer holds nothing that is needed.
  func perform(_ request: ServiceRequest) async throws(ServiceError) {
    try await client.perform(request)
  }

  /// A page of a list, and when it was answered.
  ///
  /// - Parameters:
  ///   - request: What asks for the first page.
  ///   - link: What the page before, or the last reading, gave for this one.
  /// - Returns: The page, and the time by the clock of the service.
  /// - Throws: ``ServiceError/malformed(_:)`` when the links of the page lead elsewhere.
  func page<Item: Decodable & Sendable>(
    _ request: ServiceRequest,
    link: String?
  ) async throws(ServiceError) -> (page: GraphPage<Item>, date: Date?) {
    var request = request
    if let link {
      request.query = []
      request.link = try target(of: link)
    }
    let (page, date) = try await client.run(request) {
      answer throws(ServiceError) -> (GraphPage<Item>, Date?) in
      (try client.decode(from: answer), answer.date)
    }
    for next in [page.next, page.delta].compactMap(\.self) { _ = try target(of: next) }
    guard page.next == nil || page.next != link else {
      // The same page over and over: its end would be taken for the end of the list.
      throw .malformed("\(host) gives the same page again and again.")
    }
    return (page, date)
  }

  /// All items of a list.
  func all<Item: Decodable & Sendable>(
    _ request: ServiceRequest
  ) async throws(ServiceError) -> [Item] {
    var items: [Item] = []
    var link: String?
    var chain = PageChain(of: host)
    while true {
      let page: GraphPage<Item> = try await page(request, link: link).page
      let known = items.count
      items += page.items
      guard let next = page.next else { return items }
      // What the items are is not known here: each that comes counts as one that is new.
      try chain.follow(next, after: (known..<items.count).map { "\($0)" })
      link = next
    }
  }

  /// Path and query of a link, below the address of the service.
  ///
  /// Links are whole addresses, and the token goes with each request: one that leads elsewhere is
  /// never followed.
  private func target(of link: String) throws(ServiceError) -> String {
    let base = client.base.base
    guard link.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      link.lowercased().hasPrefix(base.lowercased() + "/")
    else { throw .malformed("\(host) gave a link that leads to another server.") }
    return String(link.dropFirst(base.count))
  }
}
