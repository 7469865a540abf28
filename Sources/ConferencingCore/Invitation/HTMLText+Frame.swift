extension HTMLText {
  /// What people wrote of a document of HTML: all of it but the frame.
  ///
  /// Descriptions are pieces of text that are joined and searched; two documents in a row are none.
  /// Words that stand outside of the body stay. Where no tag is left the text is plain, and so are
  /// its signs: they would be escaped a second time when it is written.
  public static func unframed(_ document: String) -> String {
    let bytes = Array(document.utf8)
    var kept: [UInt8] = []
    var index = 0
    while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      kept += bytes[index..<open]
      if let end = frameEnd(in: bytes, at: open) {
        index = end
      } else {
        kept.append(bytes[open])
        index = open + 1
      }
    }
    kept += bytes[index...]
    let text = TextLines.trimmed(kept[...])
    guard !looksLikeHTML(text) else { return text }
    // Newlines are mere blanks in HTML.
    let line = text.replacing("\r\n", with: " ").replacing("\n", with: " ")
    let plain = HTMLEntities.decoded(line.utf8)
    return looksLikeHTML(plain) ? "<div>\(line)</div>" : plain
  }

  /// Behind the part of the frame that begins at a `<`; `nil` when none does.
  private static func frameEnd(in bytes: [UInt8], at open: Int) -> Int? {
    guard let tag = HTMLTag(in: bytes, at: open) else { return nil }
    switch tag.name {
    case "html", "body": return tag.range.upperBound
    case "head": return tag.isClosing ? tag.range.upperBound : headEnd(in: bytes, after: tag)
    case "!": return isDoctype(bytes[tag.range]) ? tag.range.upperBound : nil
    default: return nil
    }
  }

  /// Behind the closing tag of a head; behind the tag itself where it is never closed.
  private static func headEnd(in bytes: [UInt8], after head: HTMLTag) -> Int {
    var index = head.range.upperBound
    while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      if let tag = HTMLTag(in: bytes, at: open), tag.isClosing, tag.name == "head" {
        return tag.range.upperBound
      }
      index = open + 1
    }
    return head.range.upperBound
  }

  private static func isDoctype(_ tag: ArraySlice<UInt8>) -> Bool {
    zip(tag.dropFirst(2), "doctype".utf8).allSatisfy { $0 | 0x20 == $1 } && tag.count > 9
  }
}
