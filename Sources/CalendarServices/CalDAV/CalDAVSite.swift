import Foundation

/// Where an account has what at its server, and what the server can do.
struct CalDAVSite: Sendable {
  /// The collections that hold its calendars (RFC 4791, section 6.2.1).
  var homes: [DAVAddress]
  /// The user's own addresses (RFC 6638, section 2.4.1): e-mail alone.
  var addresses: [String] = []
  /// Whether the server delivers invitations: it has an outbox and knows the user's address.
  ///
  /// That a server says so in the header `DAV` proves nothing.
  var schedules = false

  /// The properties of the first resource that is asked for.
  private static let first: [XMLName] = [
    .dav("current-user-principal"), .dav("resourcetype"), .caldav("calendar-home-set"),
  ]
  /// The properties of the principal.
  private static let ofPrincipal: [XMLName] = [
    .caldav("calendar-home-set"), .caldav("calendar-user-address-set"),
    .caldav("schedule-outbox-URL"),
  ]

  /// Finds an account's calendars (RFC 6764, section 6): at the address as it is configured, behind
  /// `/.well-known/caldav`, or at the root of the server.
  ///
  /// - Parameters:
  ///   - url: The address in the configuration.
  ///   - client: Sends the requests.
  /// - Returns: What is there; at least one home.
  /// - Throws: ``ServiceError``; ``ServiceError/rejected(_:)`` when no CalDAV server is there.
  static func discover(
    _ url: DAVAddress,
    _ client: DAVClient
  ) async throws(ServiceError) -> CalDAVSite {
    let wellKnown = DAVAddress(url.origin, "/.well-known/caldav")
    let root = DAVAddress(url.origin, "/")
    // At the root of a server there may be anything; the well-known address is there for that.
    let places = url.path == "/" ? [wellKnown, url] : [url, wellKnown, root]
    var (refusal, elsewhere): (ServiceError?, DAVAddress?)
    for place in places {
      do throws(ServiceError) {
        if let site = try await site(at: place, client, &elsewhere) { return site }
      } catch {
        switch error {
        case .forbidden, .notFound, .rejected, .malformed: refusal = refusal ?? error
        default: throw error
        }
      }
    }
    if let elsewhere { throw leads(url, to: elsewhere, client) }
    if case .forbidden = refusal, let refusal { throw refusal }
    throw notCalDAV(url, client)
  }

  private static func notCalDAV(_ url: DAVAddress, _ client: DAVClient) -> ServiceError {
    .rejected(
      "There is no CalDAV server at \(url.origin.base)\(url.path). Check url of account "
        + "\"\(client.account)\": the server's documentation has it under CalDAV. Where the network wants a "
        + "sign-in, open any page in a browser first."
    )
  }

  /// What says that a server leads to another one, which the user has not named.
  private static func leads(
    _ url: DAVAddress,
    to other: DAVAddress,
    _ client: DAVClient
  ) -> ServiceError {
    .rejected(
      "\(url.origin.host) leads to another server, \(other.origin.host). Your password is not sent "
        + "there unasked. If that server has your calendars, write url = "
        + "\"\(other.origin.base)\(other.path)\" to account \"\(client.account)\"."
    )
  }

  /// What is at a place; `nil` when it leads to no calendars.
  ///
  /// `elsewhere` is another server that it leads to, which is not asked.
  private static func site(
    at place: DAVAddress,
    _ client: DAVClient,
    _ elsewhere: inout DAVAddress?
  ) async throws(ServiceError) -> CalDAVSite? {
    guard let (here, found) = try await look(place, first, client, &elsewhere) else { return nil }
    if let principal = found[.dav("current-user-principal")] {
      if principal[.dav("unauthenticated")] != nil { throw unauthenticated(here, client) }
      if let address = principal.href.flatMap(here.resolving), here.mayName(address),
        let (at, properties) = try await look(address, ofPrincipal, client, &elsewhere)
      {
        let site = CalDAVSite(properties, of: at)
        if !site.homes.isEmpty { return site }
      }
    }
    // The address of a principal itself, of one calendar, or of a folder of calendars.
    let site = CalDAVSite(found, of: here)
    if !site.homes.isEmpty { return site }
    let kinds = found[.dav("resourcetype")]
    return kinds?[.caldav("calendar")] == nil ? nil : CalDAVSite(homes: [here])
  }

  private static func unauthenticated(_ place: DAVAddress, _ client: DAVClient) -> ServiceError {
    .unauthorized(
      "\(place.origin.host) did not accept the user and the password of account \"\(client.account)\". "
        + CalDAVProvider.passwordHint(host: place.origin.host)
    )
  }

  /// Reads what a principal says.
  private init(_ properties: Multistatus.Response, of principal: DAVAddress) {
    var homes: [DAVAddress] = []
    for href in properties[.caldav("calendar-home-set")]?.hrefs ?? [] {
      guard let home = principal.resolving(href), principal.mayName(home) else { continue }
      let isNew = !homes.contains {
        $0.canonicalPath == home.canonicalPath && $0.origin.hasSameOrigin(as: home.origin)
      }
      if isNew { homes.append(home) }
    }
    self.homes = homes
    addresses = (properties[.caldav("calendar-user-address-set")]?.hrefs ?? [])
      .compactMap(Self.mail)
    schedules =
      properties[.caldav("schedule-outbox-URL")]?.href?.isEmpty == false && !addresses.isEmpty
  }

  private init(homes: [DAVAddress]) { self.homes = homes }

  /// The address of `mailto:mara@acme.example`.
  private static func mail(_ uri: String) -> String? {
    guard uri.lowercased().hasPrefix("mailto:") else { return nil }
    let text = String(uri.dropFirst(7).prefix { $0 != "?" })
    let address = text.removingPercentEncoding ?? text
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts.contains("") && !address.contains(where: \.isWhitespace)
      ? address : nil
  }

  /// The properties of one resource, wherever redirects lead.
  ///
  /// - Returns: Where it is, and its properties; `nil` when the server says nothing of it.
  private static func look(
    _ place: DAVAddress,
    _ names: [XMLName],
    _ client: DAVClient,
    _ elsewhere: inout DAVAddress?
  ) async throws(ServiceError) -> (DAVAddress, Multistatus.Response)? {
    var place = place
    var request = DAVRequest.properties(names, depth: 0)
    request.redirects = .anySecure
    // Each round shows the credentials at another address of the same host, as behind another port.
    for _ in 0..<3 {
      let answer = try await client.send(request, at: place)
      let here = answer.url.flatMap(place.resolving) ?? place
      if client.isElsewhere(answer, place) {
        guard place.mayName(here), place.origin.host.lowercased() == here.origin.host.lowercased()
        else {
          if here.origin.isSecure || here.origin.isLoopback { elsewhere = elsewhere ?? here }
          return nil
        }
        place = here
        continue
      }
      // What no server of WebDAV knows.
      if answer.status == 405 || answer.status == 501 { return nil }
      guard 200...299 ~= answer.status else { throw client.failure(answer, at: place) }
      guard let status = try? Multistatus([UInt8](answer.body)) else { return nil }
      let own = status.responses.first { response in
        response.hrefs.contains { here.resolving($0)?.canonicalPath == here.canonicalPath }
      }
      return (own ?? status.responses.first).map { (here, $0) }
    }
    return nil
  }
}
