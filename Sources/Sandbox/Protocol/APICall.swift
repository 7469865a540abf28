import Foundation

/// One request, taken apart: what the endpoints work on, free of HTTP.
struct APICall: Sendable {
  /// Upper-case HTTP method.
  var method: String
  /// Path as it came, percent-encoded, without the query.
  var path: String
  /// The query as it came, without the question mark.
  var rawQuery: String
  /// The path's placeholders, percent-decoded.
  var parameters: [String: String] = [:]
  var body: [UInt8] = []
  var authorization: String?
  /// The other headers, by their names in lower case.
  var headers: [String: String] = [:]

  /// Path and query, as they stood in the request line.
  var target: String { rawQuery.isEmpty ? path : "\(path)?\(rawQuery)" }
}

/// An answer before it is put on the wire.
struct APIAnswer: Sendable {
  var status: Int
  /// `nil` for an answer without a body, such as 204.
  var body: JSON?
  /// Seconds, sent as `Retry-After`.
  var retryAfter: Int?
  /// Further headers, such as `ETag` or `Location`.
  var headers: [String: String] = [:]

  static func ok(_ body: JSON) -> APIAnswer { APIAnswer(status: 200, body: body) }
}

extension APICall {
  /// A placeholder of the path.
  ///
  /// - Throws: 404 when the path's percent encoding is broken.
  func parameter(_ name: String) throws(APIError) -> String {
    guard let value = parameters[name] else { throw .notFound }
    return value
  }

  /// The body as a JSON object.
  ///
  /// - Throws: 400 with the text of the published example when it is anything else.
  func object() throws(APIError) -> [String: JSON] {
    guard let object = JSON(bytes: body)?.object else {
      throw .invalid("error parsing request body")
    }
    return object
  }
}
