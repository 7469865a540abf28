import ConferencingCore
import Foundation

/// The address of a resource on a WebDAV server.
struct DAVAddress: Hashable, Sendable {
  /// The server.
  let origin: ServiceURL
  /// The path, percent-encoded as the server spells it.
  let path: String

  /// Makes an address.
  ///
  /// - Parameters:
  ///   - origin: The server.
  ///   - path: The path; what may not stand in one is percent-encoded.
  init(_ origin: ServiceURL, _ path: String) {
    self.origin = origin
    self.path = Self.clean(path.hasPrefix("/") ? path : "/" + path)
  }

  /// The collection at the address of an account.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` in words.
  init(of url: ServiceURL) throws(ServiceError) {
    guard let address = Self(absolute: url.base + "/") else {
      throw .rejected("\"\(url.base)\" is not a valid address of a server.")
    }
    self = address
  }

  private init?(absolute text: String) {
    guard let mark = text.range(of: "://") else { return nil }
    let rest = text[mark.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    guard let origin = try? ServiceURL(String(text[..<end])) else { return nil }
    self.init(origin, String(rest[end...].prefix { $0 != "?" && $0 != "#" }))
  }

  /// The address that a reference in an answer means (RFC 3986, section 5).
  ///
  /// - Parameter href: An address, or a path.
  /// - Returns: The address; `nil` for one of another kind than `https`.
  func resolving(_ href: String) -> DAVAddress? {
    let scheme = href.prefix { $0 != ":" && $0 != "/" }
    if href.dropFirst(scheme.count).hasPrefix("://") { return Self(absolute: href) }
    if href.hasPrefix("//") {
      return Self(absolute: (origin.isSecure ? "https:" : "http:") + href)
    }
    let bare = String(href.prefix { $0 != "?" && $0 != "#" })
    if bare.hasPrefix("/") { return DAVAddress(origin, bare) }
    if bare.isEmpty { return nil }
    let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
    return DAVAddress(origin, folder + bare)
  }

  /// The parts of the path, decoded as far as they are UTF-8.
  var segments: [String] { path.split(separator: "/").map { Self.decoded($0) } }

  /// The path in one spelling, whichever the server has, with a slash at the end: for comparing,
  /// and as the id of a calendar.
  var canonicalPath: String { "/" + segments.map { Self.encoded($0) + "/" }.joined() }

  /// Whether credentials for one server may go to the server of another address that it named over
  /// a secure connection.
  ///
  /// iCloud, for one, keeps the calendars of an account on another server than the one that all
  /// begin at.
  func mayName(_ other: DAVAddress) -> Bool {
    origin.hasSameOrigin(as: other.origin) || (origin.isSecure && other.origin.isSecure)
      || (origin.isLoopback && other.origin.isLoopback)
  }

  /// The address of a resource of this collection.
  ///
  /// - Parameter name: Its name, decoded.
  /// - Returns: The address, percent-encoded.
  func child(_ name: String) -> DAVAddress {
    DAVAddress(origin, (path.hasSuffix("/") ? path : path + "/") + Self.encoded(name))
  }

  /// The name of the resource of this collection that has an address; `nil` when it is none of it.
  func name(of other: DAVAddress) -> String? {
    let (own, segments) = (segments, other.segments)
    guard !other.path.hasSuffix("/"), segments.count == own.count + 1,
      segments.starts(with: own)
    else { return nil }
    return segments.last
  }

  /// Decodes percent-encoding; a text that is no UTF-8 then is left as it is.
  private static func decoded(_ text: Substring) -> String {
    text.contains("%") ? String(text).removingPercentEncoding ?? String(text) : String(text)
  }

  /// Percent-encodes what may not stand in a segment of a path (RFC 3986, section 3.3).
  private static func encoded(_ text: String) -> String {
    ServiceURL.encoded(text).replacing("%40", with: "@")
  }

  /// A path of which what may not stand in one is percent-encoded.
  private static func clean(_ path: String) -> String {
    PercentEncoding.encoded(path) {
      PercentEncoding.isUnreserved($0) || "!$&'()*+,;=:@/%".utf8.contains($0)
    }
  }
}
