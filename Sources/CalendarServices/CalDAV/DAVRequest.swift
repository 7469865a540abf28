import Foundation

/// A request of WebDAV or CalDAV.
struct DAVRequest: Sendable {
  /// The method.
  var method: ServiceRequest.Method
  /// How far down it reaches (RFC 4918, section 10.2); `nil` where the method has no such thing.
  var depth: Int?
  /// The body.
  var body = Data()
  /// The media type of the body.
  var contentType = "application/xml; charset=utf-8"
  /// The media types of an answer that can be read; what comes as HTML all the same is seen by who
  /// reads it.
  var accept = "text/xml, application/xml, text/html;q=0.1"
  /// Further headers.
  var headers: [(name: String, value: String)] = []
  /// Which redirects are followed.
  var redirects = ServiceRequest.Redirects.sameOrigin

  /// Asks for properties.
  static func properties(_ names: [XMLName], depth: Int) -> DAVRequest {
    DAVRequest(
      method: .propfind,
      depth: depth,
      body: document("D:propfind", "<D:prop>\(elements(names))</D:prop>")
    )
  }

  /// Asks what changed in a collection (RFC 6578).
  ///
  /// - Parameters:
  ///   - token: From where on; `nil` for everything.
  ///   - names: The properties that are wanted of what changed.
  /// - Returns: The request.
  static func changes(since token: String?, _ names: [XMLName]) -> DAVRequest {
    DAVRequest(
      method: .report,
      depth: 0,
      body: document(
        "D:sync-collection",
        "<D:sync-token>\(escaped(token ?? ""))</D:sync-token><D:sync-level>1</D:sync-level>"
          + "<D:prop>\(elements(names))</D:prop>"
      )
    )
  }

  /// Reads resources of a collection (RFC 4791, section 7.9).
  ///
  /// - Parameters:
  ///   - hrefs: Their paths, percent-encoded.
  ///   - names: The properties that are wanted.
  /// - Returns: The request.
  static func multiget(_ hrefs: [String], _ names: [XMLName]) -> DAVRequest {
    let list = hrefs.map { "<D:href>\(escaped($0))</D:href>" }.joined()
    return DAVRequest(
      method: .report,
      depth: 1,
      body: document("C:calendar-multiget", "<D:prop>\(elements(names))</D:prop>\(list)")
    )
  }

  /// Looks for the resource of a UID (RFC 4791, section 7.8.6).
  static func query(uid: String, _ names: [XMLName]) -> DAVRequest {
    DAVRequest(
      method: .report,
      depth: 1,
      body: document(
        "C:calendar-query",
        "<D:prop>\(elements(names))</D:prop><C:filter><C:comp-filter name=\"VCALENDAR\">"
          + "<C:comp-filter name=\"VEVENT\"><C:prop-filter name=\"UID\">"
          + "<C:text-match collation=\"i;octet\">\(escaped(uid))</C:text-match>"
          + "</C:prop-filter></C:comp-filter></C:comp-filter></C:filter>"
      )
    )
  }

  private static let prefixes = [
    ("D", "DAV:"), ("C", "urn:ietf:params:xml:ns:caldav"), ("S", "http://calendarserver.org/ns/"),
    ("A", "http://apple.com/ns/ical/"),
  ]

  private static func document(_ root: String, _ content: String) -> Data {
    let namespaces = prefixes.map { " xmlns:\($0.0)=\"\($0.1)\"" }.joined()
    return Data(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<\(root)\(namespaces)>\(content)</\(root)>".utf8
    )
  }

  private static func elements(_ names: [XMLName]) -> String {
    names.map { name in
      let prefix = prefixes.first { name.text.hasPrefix($0.1 + " ") }?.0 ?? "D"
      return "<\(prefix):\(name.local)/>"
    }
    .joined()
  }

  /// A text as it stands in a document; characters that XML does not allow are left out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r": result += "&#13;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{FFFE}"..."\u{FFFF}": break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension ServiceRequest.Method {
  /// Reads properties.
  static let propfind = ServiceRequest.Method("PROPFIND", isSafe: true)
  /// Reads what a body asks for; the reports that are used here change nothing.
  static let report = ServiceRequest.Method("REPORT", isSafe: true)
}
