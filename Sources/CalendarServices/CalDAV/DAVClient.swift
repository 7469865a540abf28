import CalendarCore
import Foundation

/// Sends the requests of one account to its servers.
struct DAVClient: Sendable {
  /// The account's name, for messages.
  let account: AccountID
  /// Knows the user's name and password.
  let authorizer: any RequestAuthorizer
  let transport: HTTPTransport

  /// Sends a request and reads an answer of WebDAV about several resources.
  ///
  /// - Throws: ``ServiceError``.
  func multistatus(
    _ request: DAVRequest,
    at address: DAVAddress
  ) async throws(ServiceError) -> Multistatus {
    let answer = try await send(request, at: address)
    guard 200...299 ~= answer.status else { throw failure(answer, at: address) }
    return try read(answer, from: address)
  }

  /// Reads the document of an answer.
  func read(
    _ answer: ServiceResponse,
    from address: DAVAddress
  ) throws(ServiceError) -> Multistatus {
    let host = address.origin.host
    do throws(XMLReader.Failure) { return try Multistatus([UInt8](answer.body)) } catch {
      if answer.isPage { throw .signInToNetwork(host) }
      switch error {
      case .unavailable:
        throw .rejected(
          "CalDAV needs the library Expat, which is not installed. Install it: apt install libexpat1"
        )
      case .malformed, .declaresType:
        throw .malformed("\(host) gave an answer that is not an answer of a CalDAV server.")
      case .tooLarge:
        throw .malformed("\(host) gave an answer that is larger than Convene reads.")
      }
    }
  }

  /// Sends a request and returns its answer, whatever its status, except for trouble that may pass
  /// and credentials that are refused.
  ///
  /// - Throws: ``ServiceError``.
  func send(
    _ request: DAVRequest,
    at address: DAVAddress
  ) async throws(ServiceError) -> ServiceResponse {
    try await authorizer.retrying { authorization throws(ServiceError) in
      try await attempt(request, at: address, authorization)
    }
  }

  private func attempt(
    _ request: DAVRequest,
    at address: DAVAddress,
    _ authorization: Authorization
  ) async throws(ServiceError) -> ServiceResponse {
    // The path tells who the user is and what events are called.
    var wire = ServiceRequest(method: request.method, path: ["…"])
    wire.link = address.path
    wire.body = request.body.isEmpty ? nil : request.body
    wire.contentType = request.contentType
    wire.accept = request.accept
    wire.headers = request.headers
    if let depth = request.depth { wire.headers.append(("Depth", "\(depth)")) }
    wire.redirects = request.redirects
    return try await transport.send(wire, to: address.origin, authorization: authorization) {
      answer throws(ServiceError) in
      let clean = authorization.secrets.reduce(answer) { $0.redacting($1) }
      // Elsewhere the credentials were not shown: it is for the caller to decide whether they are.
      if answer.status == 401, !isElsewhere(answer, address) { throw unauthorized(answer, address) }
      if let trouble = passing(clean, host: address.origin.host) { throw trouble }
      return 200...299 ~= answer.status ? answer : clean
    }
  }

  /// Whether redirects led to another server.
  func isElsewhere(_ answer: ServiceResponse, _ address: DAVAddress) -> Bool {
    guard let url = answer.url, let other = address.resolving(url) else { return false }
    return !other.origin.hasSameOrigin(as: address.origin)
  }

  // MARK: Failures

  private func unauthorized(_ answer: ServiceResponse, _ address: DAVAddress) -> ServiceError {
    let host = address.origin.host
    if let scheme = Self.otherScheme(answer) {
      return .unauthorized(
        "\(host) accepts only HTTP \(scheme) authentication from account \"\(account)\", which Convene "
          + "does not support. Turn on HTTP Basic at the server, with an https address; in Baïkal "
          + "that is the WebDAV authentication type of its settings."
      )
    }
    return .unauthorized(
      "\(host) rejected the user or the password of account \"\(account)\". "
        + CalDAVProvider.passwordHint(host: host)
    )
  }

  /// The way of proving who one is that a server asks for where it does not take a name and a password
  /// as they are (RFC 9110, section 11.6.1); `nil` where it does, or does not say.
  private static func otherScheme(_ answer: ServiceResponse) -> String? {
    let words = (answer.headers["www-authenticate"] ?? "").lowercased()
      .split { " ,\t".contains($0) }.map(String.init)
    guard !words.contains("basic") else { return nil }
    let names = ["digest": "Digest", "negotiate": "Negotiate", "ntlm": "NTLM", "bearer": "Bearer"]
    return words.lazy.compactMap { names[$0] }.first
  }

  /// Trouble that may pass; `nil` for another answer.
  private func passing(_ answer: ServiceResponse, host: String) -> ServiceError? {
    switch answer.status {
    case 429: return .rateLimited(retryAfter: answer.retryAfter)
    case 503 where answer.retryAfter != nil: return .rateLimited(retryAfter: answer.retryAfter)
    case 408, 425, 500, 502...506, 508...599:
      let words = DAVRefusal([UInt8](answer.body)).words
      return .unavailable(
        status: answer.status,
        message: "\(host) has trouble (\(answer.status)\(words.isEmpty ? "" : ": " + words))."
      )
    default: return nil
    }
  }

  /// What an answer means that is no success.
  ///
  /// - Parameters:
  ///   - answer: The answer.
  ///   - address: What was asked.
  ///   - refused: What it means to this request in particular; `nil` for the usual.
  /// - Returns: The error, in words.
  func failure(
    _ answer: ServiceResponse,
    at address: DAVAddress,
    refused: (ServiceResponse, DAVRefusal) -> ServiceError? = { _, _ in nil }
  ) -> ServiceError {
    let refusal = DAVRefusal([UInt8](answer.body))
    if let special = refused(answer, refusal) { return special }
    let host = address.origin.host
    let words = refusal.words.isEmpty ? "" : " (\(refusal.words))"
    switch answer.status {
    case 401: return unauthorized(answer, address)
    // A full store has a condition of its own (RFC 4331, section 6).
    case 507,
      _ where refusal.names("quota-not-exceeded"):
      return .unavailable(
        status: 507,
        message: "\(host) has no space left for account \"\(account)\"\(words). Delete something "
          + "there, or ask for more."
      )
    case 403, 405:
      return .forbidden(
        "\(host) does not allow this to account \"\(account)\"\(words). Ask the owner of the calendar "
          + "for the right to change it."
      )
    case 404, 410: return .notFound("\(host) has no such calendar or event\(words).")
    case 409, 412:
      return .changed("The event was changed at \(host) since it was last read\(words).")
    case 423:
      return .unavailable(
        status: 423,
        message: "Another program has locked this at \(host)\(words). Trying again soon."
      )
    default: return .rejected("\(host) refuses this (\(answer.status))\(words).")
    }
  }
}
