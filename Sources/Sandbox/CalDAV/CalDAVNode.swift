import CExpat

/// An element of the XML that a client sends.
struct CalDAVNode: Sendable {
  /// The URI of its namespace, a blank and its local name.
  var name: String
  var attributes: [String: String] = [:]
  var children: [CalDAVNode] = []
  var text = ""

  static let dav = "DAV: "
  static let caldav = "urn:ietf:params:xml:ns:caldav "

  /// The first child of a name.
  subscript(name: String) -> CalDAVNode? { children.first { $0.name == name } }

  init(name: String) { self.name = name }

  /// Reads a document; `nil` for one that is not well-formed.
  init?(_ bytes: [UInt8]) {
    // The stack begins with what holds the root.
    var stack = [CalDAVNode(name: "")]
    let result = withUnsafeMutablePointer(to: &stack) { context in
      bytes.withUnsafeBytes { bytes in
        ce_read(
          bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
          bytes.count,
          CEHandler(start: nodeStarted, end: nodeEnded, text: nodeText),
          context
        )
      }
    }
    guard result == CERead, let root = stack.first?.children.first else { return nil }
    self = root
  }
}

private func nodeStarted(
  _ context: UnsafeMutableRawPointer?,
  _ name: UnsafePointer<CChar>?,
  _ attributes: UnsafePointer<UnsafePointer<CChar>?>?
) -> Bool {
  guard let stack = context?.assumingMemoryBound(to: [CalDAVNode].self), let name,
    stack.pointee.count < 50
  else { return false }
  var node = CalDAVNode(name: String(cString: name))
  if var next = attributes {
    while let key = next[0], let value = next[1] {
      node.attributes[String(cString: key)] = String(cString: value)
      next += 2
    }
  }
  stack.pointee.append(node)
  return true
}

private func nodeEnded(_ context: UnsafeMutableRawPointer?) -> Bool {
  guard let stack = context?.assumingMemoryBound(to: [CalDAVNode].self),
    let node = stack.pointee.popLast(), !stack.pointee.isEmpty
  else { return false }
  stack.pointee[stack.pointee.count - 1].children.append(node)
  return true
}

private func nodeText(
  _ context: UnsafeMutableRawPointer?,
  _ bytes: UnsafePointer<CChar>?,
  _ count: Int
) -> Bool {
  guard let stack = context?.assumingMemoryBound(to: [CalDAVNode].self) else { return false }
  stack.pointee[stack.pointee.count - 1].text += String(
    decoding: UnsafeRawBufferPointer(start: bytes, count: count),
    as: UTF8.self
  )
  return true
}

/// Writes the XML of answers.
enum CalDAVXML {
  /// A text as it stands in a document.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\r", with: "&#13;")
  }

  /// A document with the names that all answers use; the prefixes are not the usual ones.
  static func document(_ root: String, _ content: String) -> String {
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<x:\(root) xmlns:x=\"DAV:\" "
      + "xmlns:ns0=\"urn:ietf:params:xml:ns:caldav\" xmlns:cs=\"http://calendarserver.org/ns/\" "
      + "xmlns:ical=\"http://apple.com/ns/ical/\">\(content)</x:\(root)>"
  }

  /// An element of a name as ``CalDAVNode`` has it.
  static func element(_ name: String, _ content: String = "") -> String {
    let parts = name.split(separator: " ")
    let prefixes = [
      "DAV:": "x", "urn:ietf:params:xml:ns:caldav": "ns0", "http://calendarserver.org/ns/": "cs",
      "http://apple.com/ns/ical/": "ical",
    ]
    guard parts.count == 2, let prefix = prefixes[String(parts[0])] else {
      return "<y:\(parts.last ?? "") xmlns:y=\"\(escaped(String(parts.first ?? "")))\"/>"
    }
    let tag = "\(prefix):\(parts[1])"
    return content.isEmpty ? "<\(tag)/>" : "<\(tag)>\(content)</\(tag)>"
  }
}
