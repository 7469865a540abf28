import ConferencingCore
import Foundation

/// The address of a service, and the addresses below it.
package struct ServiceURL: Sendable, Hashable {
  /// Scheme, host, port and path, without a slash at the end.
  package let base: String
  /// The server, for messages.
  let host: String
  /// The port of the server.
  let port: Int
  /// Whether requests go over a secure connection; they do to all other computers.
  let isSecure: Bool
  /// Whether the server is this computer itself.
  var isLoopback: Bool { Self.isLoopback(host) }

  /// Whether two are at the same scheme, host and port (RFC 6454).
  func hasSameOrigin(as other: ServiceURL) -> Bool {
    isSecure == other.isSecure && port == other.port
      && host.lowercased() == other.host.lowercased()
  }

  /// Reads an address from a configuration.
  ///
  /// Plain `http` would send credentials readable over the network, so it is for loopback only.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` in words.
  package init(_ text: String) throws(ServiceError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      let host = parts.host, !host.isEmpty
    else {
      throw .rejected(
        "\"\(text)\" is no address of a service. Write one like https://calendar.example as url."
      )
    }
    guard parts.port.map({ (1...65_535).contains($0) }) ?? true else {
      throw .rejected(
        "The address of \(host) has a port that cannot be. Write one from 1 to 65535 in url, or none."
      )
    }
    guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
      throw .rejected(
        "The address of \(host) holds a user, a query or a fragment. "
          + "Write only scheme and server, like https://calendar.example, as url."
      )
    }
    guard scheme == "https" || (scheme == "http" && Self.isLoopback(host)) else {
      throw .rejected(
        "\(scheme)://\(host) would send the API key readable over the network. Write https:// in url."
      )
    }
    var base = text
    while base.hasSuffix("/") { base.removeLast() }
    self.base = base
    self.host = host
    isSecure = scheme == "https"
    port = parts.port ?? (scheme == "https" ? 443 : 80)
  }

  /// The address of a path and a query below this one.
  ///
  /// - Parameters:
  ///   - path: The parts of the path, each as it is: they are percent-encoded here.
  ///   - query: Names and values, as they are.
  /// - Returns: The address.
  func url(_ path: [String], query: [(name: String, value: String)] = []) -> String {
    base + Self.target(path, query: query)
  }

  /// The path and the query, percent-encoded.
  static func target(_ path: [String], query: [(name: String, value: String)]) -> String {
    let route = path.map { "/" + encoded($0) }.joined()
    if query.isEmpty { return route }
    return route + "?"
      + query.map { encoded($0.name) + "=" + encoded($0.value) }.joined(separator: "&")
  }

  /// A text with everything but unreserved characters percent-encoded (RFC 3986, section 2.3).
  static func encoded(_ text: String) -> String {
    // A path made of dots alone would be taken for "this" or "the upper" directory.
    text == "." || text == ".."
      ? text.replacing(".", with: "%2E") : PercentEncoding.encoded(text)
  }

  /// Whether a host is this computer itself.
  private static func isLoopback(_ host: String) -> Bool {
    let name = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    if name == "localhost" || name == "::1" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
