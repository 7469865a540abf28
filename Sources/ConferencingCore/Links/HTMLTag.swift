/// One tag of HTML, and where it stands.
struct HTMLTag {
  /// In lower case; `!` for a comment or declaration.
  let name: String
  let isClosing: Bool
  /// From `<` to behind `>`.
  let range: Range<Int>

  /// Reads the tag that begins at a `<`; `nil` when none does, or it does not end.
  init?(in bytes: [UInt8], at start: Int) {
    guard let name = Self.name(in: bytes, at: start) else { return nil }
    let isComment = bytes[start...].starts(with: "<!--".utf8)
    guard
      let end = isComment
        ? Self.commentEnd(in: bytes, after: start + 4) : Self.end(in: bytes, after: start + 1)
    else { return nil }
    self.name = name
    self.isClosing = bytes[start + 1] == UInt8(ascii: "/")
    self.range = start..<end
  }

  /// The name of the tag that begins at a `<`; `nil` when none does.
  static func name(in bytes: [UInt8], at start: Int) -> String? {
    var index = start + 1
    guard index < bytes.count else { return nil }
    if bytes[index] == UInt8(ascii: "!") { return "!" }
    if bytes[index] == UInt8(ascii: "/") { index += 1 }
    let first = index
    while index < bytes.count, index - first < 12, isNameByte(bytes[index], first: index == first) {
      index += 1
    }
    guard index > first, index < bytes.count, " \t\r\n/>".utf8.contains(bytes[index]) else {
      return nil
    }
    // "<https://…>", "<bob@…>" and "<not a tag" have no name that HTML has.
    let name = String(decoding: bytes[first..<index].map { $0 | 0x20 }, as: UTF8.self)
    return names.contains(name) ? name : nil
  }

  /// The value of an attribute, as it stands; `nil` when the tag has none of that name.
  func attribute(_ wanted: String, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    let inside = bytes[range].dropLast()
    var index = inside.startIndex
    while let equals = inside[index...].firstIndex(of: UInt8(ascii: "=")) {
      let before = inside[..<equals].suffix(wanted.utf8.count)
      let isWanted = zip(before, wanted.utf8).allSatisfy { $0 | 0x20 == $1 }
      var start = equals + 1
      guard start < inside.endIndex else { return nil }
      let quote = inside[start]
      let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
      if isQuoted { start += 1 }
      let end =
        inside[start...].firstIndex { isQuoted ? $0 == quote : $0 <= 0x20 } ?? inside.endIndex
      if isWanted { return inside[start..<end] }
      index = min(end + 1, inside.endIndex)
    }
    return nil
  }

  /// The tags that are known; what else stands in angle brackets is text.
  private static let names = blocks.union(silent).union([
    "a", "b", "br", "i", "u", "em", "strong", "span", "font", "html", "body", "img", "sub", "sup",
    "code", "small", "meta", "wbr", "s", "td", "th", "center", "strike", "link", "label", "o:p",
  ])

  /// The tags that begin and end a line of their own.
  static let blocks: Set<String> = [
    "p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5",
    "h6", "pre", "section", "article", "header", "footer", "tbody", "dl", "dt", "dd",
  ]

  /// The tags whose content is not text.
  static let silent: Set<String> = ["style", "script", "head", "title"]

  private static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
    (97...122).contains(byte | 0x20) || (!first && (48...58).contains(byte))
  }

  /// Behind the `>` of a tag; `nil` when another tag begins before it.
  private static func end(in bytes: [UInt8], after start: Int) -> Int? {
    guard let end = bytes[start...].firstIndex(where: { $0 == 0x3C || $0 == 0x3E }),
      bytes[end] == UInt8(ascii: ">")
    else { return nil }
    return end + 1
  }

  /// Behind the `-->` of a comment; `nil` when another comment begins before it.
  private static func commentEnd(in bytes: [UInt8], after start: Int) -> Int? {
    var index = start
    while let next = bytes[min(index, bytes.count)...].firstIndex(where: {
      $0 == 0x3C || $0 == 0x3E
    }) {
      if bytes[next] == UInt8(ascii: "<") {
        if bytes[next...].starts(with: "<!--".utf8) { return nil }
      } else if next >= start + 2, bytes[next - 1] == UInt8(ascii: "-"),
        bytes[next - 2] == UInt8(ascii: "-")
      {
        return next + 1
      }
      index = next + 1
    }
    return nil
  }
}
