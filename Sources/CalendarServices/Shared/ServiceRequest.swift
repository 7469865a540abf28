import Foundation

/// A request of a service.
struct ServiceRequest: Sendable {
  /// A method of HTTP or of an extension of it, such as WebDAV's `PROPFIND`.
  struct Method: Sendable, Hashable {
    /// The method as it is sent.
    let name: String
    /// Whether it only reads (RFC 9110, section 9.2.1); what is not safe is never sent twice.
    let isSafe: Bool

    /// Names a method.
    init(_ name: String, isSafe: Bool = false) {
      self.name = name
      self.isSafe = isSafe
    }

    static let get = Method("GET", isSafe: true)
    static let post = Method("POST")
    static let put = Method("PUT")
    static let patch = Method("PATCH")
    static let delete = Method("DELETE")
  }

  /// Which answers that name another address (301, 302, 303, 307, 308) are followed.
  enum Redirects: Sendable, Hashable {
    /// None: one that comes all the same is from the network in between.
    case none
    /// Those to the same scheme, host and port.
    case sameOrigin
    /// Those to any server over https; credentials go to the first one alone.
    case anySecure
  }

  /// What is done.
  var method: Method
  /// The parts of the path, not encoded.
  var path: [String]
  /// Names and values, not encoded.
  var query: [(name: String, value: String)] = []
  /// Path and query below the service's address, encoded, as the service itself gave them; they go
  /// out instead of ``path`` and ``query``.
  var link: String?
  /// The body.
  var body: Data?
  /// The media type of the body.
  var contentType = "application/json; charset=utf-8"
  /// The media types of an answer that can be read (RFC 9110, section 12.5.1).
  var accept = "application/json"
  /// Further headers, such as `If-Match` or `Depth`.
  var headers: [(name: String, value: String)] = []
  /// Which redirects are followed.
  var redirects = Redirects.none
}
