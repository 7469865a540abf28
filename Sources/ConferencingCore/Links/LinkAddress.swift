/// A link taken apart, as far as telling services apart needs it.
///
/// Stricter than RFC 3986 where a browser would be misled: no user name before the server, no
/// backslash, a plain ASCII host, no invisible characters. Letters of other scripts may stand behind
/// the host, as RFC 3987 allows, and are percent-encoded, as they are sent.
struct LinkAddress {
  /// In lower case.
  let scheme: String
  /// In lower case, without the port; empty for `msteams:/l/…`.
  let host: String
  /// The segments of the path that are not empty.
  let path: [Substring]
  /// Names in lower case and values as they stand, in order.
  let query: [(name: String, value: Substring)]
  /// What stands behind `#`; empty when nothing does.
  let fragment: Substring
  /// The whole in ASCII, with scheme and host in lower case.
  let text: String
  /// Whether letters of other scripts stand in the path.
  let hasOtherLetters: Bool

  /// More bytes than any meeting link has, wrappers included.
  static let limit = 8_192

  init?(_ text: String) {
    guard text.utf8.count <= Self.limit, !text.unicodeScalars.contains(where: Self.misleads),
      let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    let scheme = text[..<colon].lowercased()
    guard ServiceTable.schemes.contains(scheme) else { return nil }
    var rest = text[text.utf8.index(after: colon)...]
    var host = ""
    var authority = ""
    var start = scheme + ":"
    if rest.utf8.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
      let end = rest.utf8.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
      authority = rest[..<end].lowercased()
      guard let name = Self.host(of: authority) else { return nil }
      host = name
      rest = rest[end...]
      start += "//" + authority
    } else {
      // Only an app's own scheme may do without a server.
      guard !scheme.hasPrefix("http") else { return nil }
    }
    hasOtherLetters = rest.utf8.prefix { !"?#".utf8.contains($0) }.contains { $0 >= 0x80 }
    let encoded = Self.encoded(rest)
    self.text = start + encoded
    // All of it is ASCII by now, where a byte is a character.
    let end = encoded.utf8.firstIndex(of: UInt8(ascii: "#")) ?? encoded.endIndex
    let main = encoded[..<end]
    let mark = main.utf8.firstIndex(of: UInt8(ascii: "?")) ?? end
    self.scheme = scheme
    self.host = host
    self.path = main[..<mark].utf8.split(separator: UInt8(ascii: "/")).map(Substring.init)
    self.query = main[mark...].utf8.dropFirst().split(separator: UInt8(ascii: "&")).map { pair in
      guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else {
        return (Substring(pair).lowercased(), "")
      }
      return (Substring(pair[..<equals]).lowercased(), Substring(pair[equals...].dropFirst()))
    }
    self.fragment = encoded[end...].dropFirst()
  }

  /// The value that stands under a name in the query, as it stands.
  func value(_ name: String) -> Substring? { query.first { $0.name == name }?.value }

  /// A text with its bytes beyond ASCII percent-encoded.
  ///
  /// Source: RFC 3987, section 3.1, step 2; what is encoded already stays as it is.
  static func encoded(_ text: some StringProtocol) -> String {
    PercentEncoding.encoded(text) { $0 < 0x80 }
  }

  /// The server's name out of `name:port`; `nil` when it is none that a service has.
  private static func host(of authority: String) -> String? {
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let name = parts.first, !name.isEmpty,
      name.utf8.allSatisfy({ isHostByte($0) }), !name.hasPrefix("."), !name.hasSuffix("."),
      !zip(name.utf8, name.utf8.dropFirst()).contains(where: { $0 == 46 && $1 == 46 })
    else { return nil }
    if parts.count == 2, !parts[1].isEmpty {
      guard parts[1].utf8.allSatisfy({ (48...57).contains($0) }), UInt16(parts[1]) != nil else {
        return nil
      }
    }
    return String(name)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 46
  }

  /// Whether a link with this scalar would not lead where it seems to.
  private static func misleads(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\0"..." ", "\u{7F}", "\\", "<", ">", "\"": true
    case ..."\u{7F}": false
    default: DetailsRules.isUnsafe(scalar)
    }
  }
}
