/// The name of an XML element: the URI of its namespace and its local name (Namespaces in XML 1.0).
struct XMLName: Hashable, Sendable {
  /// The URI, a blank and the local name; the local name alone where there is no namespace.
  let text: String

  /// Makes a name from what Expat tells.
  init(_ text: String) { self.text = text }

  private init(_ namespace: String, _ local: String) { text = namespace + " " + local }

  /// The local name.
  var local: Substring { text.split(separator: " ").last ?? "" }

  /// A name of WebDAV (RFC 4918).
  static func dav(_ local: String) -> XMLName { XMLName("DAV:", local) }
  /// A name of CalDAV (RFC 4791, RFC 6638).
  static func caldav(_ local: String) -> XMLName { XMLName("urn:ietf:params:xml:ns:caldav", local) }
  /// A name of Apple's extensions, which most servers have.
  static func calendarServer(_ local: String) -> XMLName {
    XMLName("http://calendarserver.org/ns/", local)
  }
  /// A name of what iCal keeps with a calendar.
  static func apple(_ local: String) -> XMLName { XMLName("http://apple.com/ns/ical/", local) }
}

/// An XML element, with all that is in it.
struct XMLElement: Hashable, Sendable {
  /// Its name.
  let name: XMLName
  /// Its attributes, by their names as Expat tells them.
  var attributes: [String: String] = [:]
  /// The elements in it, in their order.
  var children: [XMLElement] = []
  /// The text in it, that of its children left out.
  var text = ""

  /// The first child of a name.
  subscript(name: XMLName) -> XMLElement? { children.first { $0.name == name } }

  /// The text of the `href` in it, without the blanks around it.
  var href: String? { self[.dav("href")]?.trimmed }

  /// The texts of all `href` in it.
  var hrefs: [String] { children.filter { $0.name == .dav("href") }.map(\.trimmed) }

  /// The text without the blanks around it.
  var trimmed: String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
