/// Finds links of known services in running text, in one pass over its bytes.
struct LinkScanner {
  /// Meeting servers that no table knows.
  var servers = MeetingServers.configured

  /// The links of known services that stand in a text, in order.
  static func links(in text: String) -> [RecognizedLink] {
    LinkScanner().links(in: Array(text.utf8)[...])
  }

  /// The links of known services that stand in a stretch of text, in order.
  static func links(in bytes: ArraySlice<UInt8>) -> [RecognizedLink] {
    LinkScanner().links(in: bytes)
  }

  /// The links of known services that stand in a stretch of text, in order.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - isField: Whether it is a field of its own, as the place is, and no running text.
  /// - Returns: The links.
  func links(in bytes: ArraySlice<UInt8>, isField: Bool = false) -> [RecognizedLink] {
    // Every link has one; to look at each word of a text without any was a twentieth of an import.
    guard bytes.contains(UInt8(ascii: "/")) else { return [] }
    var found: [RecognizedLink] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let token = LinkToken(in: bytes, at: index)
      if token.mayLead {
        found += links(inToken: token).filter { link in
          !link.isNamed || !RoomName.goesOn(behind: token.range, in: bytes, isField: isField)
        }
      }
      if let cut = token.cut {
        let rest = LinkToken(in: bytes[token.range.lowerBound..<cut], at: token.range.lowerBound)
        found += links(inToken: rest).filter(\.isCompleteWithoutMore)
      }
      index = max(token.range.upperBound, index + 1)
    }
    return found
  }

  /// A token without spaces may hold a label, brackets and a link, or several links.
  private func links(inToken token: LinkToken) -> [RecognizedLink] {
    let bytes = token.bytes
    var found: [RecognizedLink] = []
    var attempts = 0
    var sawScheme = false
    var index = bytes.startIndex
    while let colon = bytes[index...].firstIndex(of: UInt8(ascii: ":")),
      attempts < Self.attemptLimit
    {
      index = colon + 1
      guard bytes[index...].starts(with: "//".utf8) || bytes[index...].starts(with: "/l/".utf8),
        let start = Self.schemeStart(in: bytes, before: colon)
      else { continue }
      sawScheme = true
      attempts += 1
      let end = Self.nextLink(in: bytes[index...])
      if let link = link(bytes[start..<end], of: token) {
        found.append(link)
        guard end < bytes.endIndex else { break }
        index = end
        continue
      }
      // What a wrapper keeps to itself is not guessed from a piece of it.
      if LinkWrapper.wraps(bytes[start...]) { break }
    }
    guard !sawScheme, let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return found }
    // Without a scheme: "zoom.us/j/123", "(zoom.us/j/123)", "Zoom:zoom.us/j/123".
    let before = bytes[..<slash]
    let start = before.lastIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "(") }
    let bare = bytes[(start.map { $0 + 1 } ?? bytes.startIndex)...]
    if bare[..<slash].contains(UInt8(ascii: ".")), let link = link(bare, of: token) {
      found.append(link)
    }
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

  /// Where another link of a list begins behind a comma or semicolon: the end of this one.
  private static func nextLink(in rest: ArraySlice<UInt8>) -> Int {
    var place = rest.startIndex
    let near = rest.prefix(LinkAddress.limit)
    while let index = near[place...].firstIndex(where: { $0 == 0x2C || $0 == 0x3B }) {
      place = index + 1
      let byte = rest[index]
      let next = rest[(index + 1)...].prefix(8).map { $0 | 0x20 }
      guard next.starts(with: "http://".utf8) || next.starts(with: "https://".utf8) else {
        continue
      }
      // The end of a reference: "&gt;https://…".
      let isReference = rest[..<index].suffix(10).contains(UInt8(ascii: "&"))
      if byte == 0x2C || !isReference { return index }
    }
    return rest.endIndex
  }

  /// The link that a candidate is, once the punctuation of the sentence is off its end.
  ///
  /// Words of scripts that are written without spaces may be glued behind it: where the whole is no
  /// link, what stands before them is tried. In the value that ends a query they are no part of it.
  private func link(_ candidate: ArraySlice<UInt8>, of token: LinkToken) -> RecognizedLink? {
    guard mayLead(candidate) else { return nil }
    let text = candidate.prefix(LinkAddress.limit)
    let mark = token.bytes[..<candidate.startIndex].last
    let whole = recognized(text, behind: mark)
    guard let end = token.words(behind: candidate.startIndex), end < text.endIndex else {
      return whole
    }
    guard let whole else { return recognized(text[..<end], behind: mark) }
    guard !whole.isNamed, text[..<end].contains(UInt8(ascii: "?")),
      !text[end...].contains(where: { "&=".utf8.contains($0) }),
      let link = recognized(text[..<end], behind: mark), link.identity == whole.identity
    else { return whole }
    return link
  }

  private func recognized(
    _ candidate: ArraySlice<UInt8>,
    behind mark: UInt8?
  ) -> RecognizedLink? {
    let text = Self.trimmed(candidate, behind: mark)
    return LinkRecognition.recognize(String(decoding: text, as: UTF8.self), servers: servers)
  }

  /// A candidate without the punctuation of the sentence, and without what was escaped behind it.
  ///
  /// - Parameters:
  ///   - candidate: The candidate.
  ///   - mark: What stands before it: `_` and `~` are marks of style on both sides.
  /// - Returns: What is left.
  private static func trimmed(
    _ candidate: ArraySlice<UInt8>,
    behind mark: UInt8?
  ) -> ArraySlice<UInt8> {
    let style = mark.flatMap { "_~".utf8.contains($0) ? $0 : nil }
    var text = candidate
    for (index, byte) in zip(text.indices, text) where byte == UInt8(ascii: "&") {
      if HTMLEntities.endsLink(text[index...]) {
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
      } else if !punctuation.contains(last), last != style {
        break
      }
      text.removeLast()
    }
    return text
  }

  /// Whether the server of a candidate may be known; most links of a text end here.
  private func mayLead(_ candidate: ArraySlice<UInt8>) -> Bool {
    var host = candidate.prefix(LinkAddress.limit)
    if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
      let rest = host[(colon + 1)...]
      // "msteams:/l/…" has no server.
      if rest.starts(with: "/l/".utf8) { return true }
      if rest.starts(with: "//".utf8) { host = rest.dropFirst(2) }
    }
    host = host.prefix { !"/?#:".utf8.contains($0) }
    return ServiceTable.mayKnow(host: host) || servers.mayKnow(host: host)
  }

  private static let punctuation = Array(".,;:!?*".utf8)
  private static let schemes = ServiceTable.schemes.sorted { $0.count > $1.count }
    .map { Array($0.utf8) }

  /// How many schemes of one token are tried; a token with more is no text of a user.
  private static let attemptLimit = 8
}
