import Foundation
import NIOHTTP1

/// A whole answer of a service.
struct ServiceResponse: Sendable {
  /// The HTTP status.
  var status: Int
  /// The body.
  var body: Data
  /// The headers, by their names in lower case; of several of one name the last, but
  /// all that say how one may prove who one is.
  var headers: [String: String] = [:]
  /// How long to wait before the next request, when the answer says so.
  var retryAfter: Duration?
  /// When it was answered, by the clock of the service.
  var date: Date?
  /// The address that gave it, where redirects led to; `nil` when it was made by hand.
  var url: String?

  /// The headers of an answer, as ``headers`` has them.
  static func fields(_ headers: HTTPHeaders) -> [String: String] {
    var fields = Dictionary(
      headers.map { ($0.name.lowercased(), $0.value) },
      uniquingKeysWith: { _, last in last }
    )
    // Some servers give each way in a line of its own.
    let ways = "www-authenticate"
    if fields[ways] != nil { fields[ways] = headers[ways].joined(separator: ", ") }
    return fields
  }

  /// Whether it is a page for people: it says so, or begins as one.
  var isPage: Bool {
    if headers["content-type"]?.lowercased().contains("text/html") == true { return true }
    return beginning.hasPrefix("<!doctype html") || beginning.hasPrefix("<html")
  }

  /// The first letters of the body, in lower case.
  private var beginning: Substring {
    String(decoding: body.prefix(64), as: UTF8.self).lowercased()
      .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
  }

  /// Whether it is from the network in between: a page in place of what was asked for, or the way
  /// to one.
  func isOfNetwork(accepting types: String) -> Bool {
    switch status {
    case 200...299:
      // Where there is nothing to read, what it would be says nothing.
      guard !types.contains("text/html"), !body.isEmpty else { return false }
      return isPage || (!types.contains("xml") && beginning.hasPrefix("<"))
    // What redirects are followed is not seen here any more; 511 is RFC 6585, section 6.
    case 300...303, 307, 308, 511: return true
    default: return false
    }
  }

  /// Where the answer of a request at an address leads; `nil` where it may not lead anywhere.
  ///
  /// Only 303 may change what is done, and only what is safe may be done elsewhere without being asked
  /// for by 307 or 308 (RFC 9110, section 15.4).
  func redirect(of request: ServiceRequest, from url: String) -> (origin: ServiceURL, url: String)?
  {
    guard [301, 302, 303, 307, 308].contains(status),
      request.method.isSafe || status == 303 || status >= 307,
      let location = headers["location"],
      let target = URL(string: location, relativeTo: URL(string: url)),
      var parts = URLComponents(url: target.absoluteURL, resolvingAgainstBaseURL: true)
    else { return nil }
    parts.fragment = nil
    guard let whole = parts.string else { return nil }
    (parts.percentEncodedPath, parts.query) = ("", nil)
    guard let origin = parts.string.flatMap({ try? ServiceURL($0) }) else { return nil }
    return (origin, whole)
  }

  /// The answer without a secret that it may repeat.
  func redacting(_ secret: String) -> ServiceResponse {
    var answer = self
    let text = String(decoding: body, as: UTF8.self)
    if text.contains(secret) { answer.body = Data(text.replacing(secret, with: "…").utf8) }
    // JSON may write a character in another way: a slash as `\/`, a plus as `\u002B`.
    if text.contains("\\"),
      let json = try? JSONSerialization.jsonObject(with: answer.body, options: .fragmentsAllowed),
      let clean = Self.redact(secret, in: json),
      let body = try? JSONSerialization.data(withJSONObject: clean, options: .fragmentsAllowed)
    {
      answer.body = body
    }
    return answer
  }

  /// A JSON value without a secret; `nil` when it does not hold it.
  private static func redact(_ secret: String, in json: Any) -> Any? {
    switch json {
    case let text as String:
      return text.contains(secret) ? text.replacing(secret, with: "…") : nil
    case let list as [Any]:
      let clean = list.map { redact(secret, in: $0) }
      return clean.contains { $0 != nil } ? zip(clean, list).map { $0 ?? $1 } : nil
    case let object as [String: Any]:
      let clean = object.compactMapValues { redact(secret, in: $0) }
      return clean.isEmpty ? nil : object.merging(clean) { $1 }
    default: return nil
    }
  }
}
