/// Finds links of known services in running text, in one pass over its bytes.
enum LinkScanner {
  /// The links of known services that stand in a stretch of text, in order.
  static func links(in bytes: ArraySlice<UInt8>) -> [RecognizedLink] {
    var found: [RecognizedLink] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard !ends(bytes[index]) else {
        index += 1
        continue
      }
      var end = index
      var mayLead = false
      while end < bytes.endIndex, !ends(bytes[end]) {
        if bytes[end] == UInt8(ascii: "/") { mayLead = true }
        end += 1
      }
      if mayLead { found += links(inToken: bytes[index..<end]) }
      index = end
    }
    return found
  }

  /// The links of known services that stand in a text, in order.
  static func links(in text: String) -> [RecognizedLink] { links(in: Array(text.utf8)[...]) }

  /// A token without spaces may hold a label, brackets and a link, or several links.
  private static func links(inToken token: ArraySlice<UInt8>) -> [RecognizedLink] {
    var found: [RecognizedLink] = []
    var attempts = 0
    var sawScheme = false
    var index = token.startIndex
    while let colon = token[index...].firstIndex(of: UInt8(ascii: ":")), attempts < attemptLimit {
      index = colon + 1
      guard token[index...].starts(with: "//".utf8) || token[index...].starts(with: "/l/".utf8),
        let start = schemeStart(in: token, before: colon)
      else { continue }
      sawScheme = true
      attempts += 1
      if let link = link(token[start...]) {
        found.append(link)
        break
      }
    }
    guard !sawScheme, let slash = token.firstIndex(of: UInt8(ascii: "/")) else { return found }
    // Without a scheme: "zoom.us/j/123", "(zoom.us/j/123)", "Zoom:zoom.us/j/123".
    let before = token[..<slash]
    let start = before.lastIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "(") }
    let bare = token[(start.map { $0 + 1 } ?? token.startIndex)...]
    if bare[..<slash].contains(UInt8(ascii: ".")), let link = link(bare) { found.append(link) }
    return found
  }

  /// Where the scheme begins that ends before a colon; words may be glued before `http`.
  private static func schemeStart(in token: ArraySlice<UInt8>, before colon: Int) -> Int? {
    for scheme in schemes where colon - scheme.count >= token.startIndex {
      let start = colon - scheme.count
      if zip(token[start..<colon], scheme).allSatisfy({ $0 | 0x20 == $1 }) { return start }
    }
    return nil
  }

  /// The link that a candidate is, once the punctuation of the sentence is off its end.
  private static func link(_ candidate: ArraySlice<UInt8>) -> RecognizedLink? {
    guard mayLead(candidate) else { return nil }
    var text = candidate.prefix(LinkAddress.limit)
    for (index, byte) in zip(text.indices, text) where byte == UInt8(ascii: "&") {
      let rest = text[index...]
      if entityEnds.contains(where: { rest.starts(with: $0) }) {
        text = text[..<index]
        break
      }
    }
    let opening = text.count { $0 == UInt8(ascii: "(") }
    var surplus = text.count { $0 == UInt8(ascii: ")") } - opening
    while let last = text.last {
      if last == UInt8(ascii: ")") {
        guard surplus > 0 else { break }
        surplus -= 1
      } else if !punctuation.contains(last) {
        break
      }
      text.removeLast()
    }
    return LinkRecognition.recognize(String(decoding: text, as: UTF8.self))
  }

  /// Whether the server of a candidate may be known; most links of a text end here.
  private static func mayLead(_ candidate: ArraySlice<UInt8>) -> Bool {
    var host = candidate.prefix(LinkAddress.limit)
    if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
      let rest = host[(colon + 1)...]
      // "msteams:/l/…" has no server.
      if rest.starts(with: "/l/".utf8) { return true }
      if rest.starts(with: "//".utf8) { host = rest.dropFirst(2) }
    }
    return ServiceTable.mayKnow(host: host.prefix { !"/?#:".utf8.contains($0) })
  }

  /// Whether a byte cannot stand in a link of running text.
  private static func ends(_ byte: UInt8) -> Bool { byte >= 0x7F || terminators[Int(byte)] }

  private static let terminators: [Bool] = (0..<0x7F).map { byte in
    byte <= 0x20 || "<>\"`'\\[]|^{}".utf8.contains(UInt8(byte))
  }

  private static let punctuation = Array(".,;:!?*".utf8)
  private static let entityEnds = ["&lt;", "&gt;", "&quot;", "&nbsp;", "&#"].map { Array($0.utf8) }
  private static let schemes = ServiceTable.schemes.sorted { $0.count > $1.count }
    .map { Array($0.utf8) }

  /// How many schemes of one token are tried; a token with more is no text of a person.
  private static let attemptLimit = 8
}
