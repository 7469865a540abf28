import Foundation

/// A request of CalDAV, taken apart.
struct CalDAVCall: Sendable {
  var method: String
  /// The path as it came, percent-encoded.
  var path: String
  /// By their names in lower case.
  var headers: [String: String]
  var body: [UInt8]

  /// The parts of the path, decoded.
  var segments: [String] {
    path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
  }
}

/// An answer before it is put on the wire.
struct CalDAVAnswer: Error, Sendable {
  var status: Int
  var headers: [String: String] = [:]
  var body: [UInt8] = []

  /// An answer without a body, or with a text.
  init(_ status: Int, _ headers: [String: String] = [:], text: String = "") {
    self.status = status
    self.headers = headers
    body = Array(text.utf8)
    if !text.isEmpty { self.headers["Content-Type"] = "text/plain; charset=utf-8" }
  }

  /// A document about several resources.
  static func multistatus(_ content: String) -> CalDAVAnswer {
    var answer = CalDAVAnswer(207, text: CalDAVXML.document("multistatus", content))
    answer.headers["Content-Type"] = "application/xml; charset=utf-8"
    return answer
  }

  /// A refusal that names the condition.
  static func refusal(_ status: Int, _ condition: String, _ content: String = "") -> CalDAVAnswer {
    var answer = CalDAVAnswer(
      status,
      text: CalDAVXML.document("error", CalDAVXML.element(condition, content))
    )
    answer.headers["Content-Type"] = "application/xml; charset=utf-8"
    return answer
  }
}
