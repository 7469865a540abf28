import Foundation

/// A request of a service.
struct ServiceRequest: Sendable {
  /// The methods that services use.
  enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
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
  /// What the body is.
  var contentType = "application/json; charset=utf-8"
  /// Further headers, such as `If-Match`.
  var headers: [(name: String, value: String)] = []
}

/// A whole answer of a service.
struct ServiceAnswer: Sendable {
  /// The HTTP status.
  var status: Int
  /// The body.
  var body: Data
  /// How long to wait before the next request, when the answer says so.
  var retryAfter: Duration?
  /// When it was answered, by the clock of the service.
  var date: Date?
  /// The headers, by their names in lower case; of several of one name the last.
  var headers: [String: String] = [:]
}
