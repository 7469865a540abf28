/// Turns descriptions that services keep as HTML into plain text, in one pass over the bytes.
public enum HTMLText {
  /// Whether a text holds a tag of HTML.
  ///
  /// `a < b`, `<https://zoom.us/j/1>` and `Bob <bob@acme.example>` are no tags.
  public static func looksLikeHTML(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var index = 0
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      if let tag = HTMLTag(in: bytes, at: start), tag.name != "!" { return true }
      index = start + 1
    }
    return false
  }

  /// The text of a description: tags stripped, entities decoded, breaks as newlines.
  ///
  /// The target of a link follows its words in angle brackets, unless the words are the target. A
  /// text that is no HTML stays as it is.
  public static func plain(_ text: String) -> String {
    guard looksLikeHTML(text) else { return text }
    let bytes = Array(text.utf8)
    var writer = HTMLTextWriter()
    // Services that write paragraphs use newlines as mere spaces; those that only mark words up
    // keep them.
    writer.keepsNewlines = !hasBreaks(bytes)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<"), let tag = HTMLTag(in: bytes, at: index) {
        index = writer.open(tag, in: bytes)
        continue
      }
      if byte == UInt8(ascii: "&"),
        let (decoded, next) = HTMLEntities.decode(bytes[index...])
      {
        writer.write(decoded.utf8, isBlank: decoded == " ")
        index = next
        continue
      }
      writer.write(byte)
      index += 1
    }
    return writer.text
  }

  /// The source of a description of HTML with blanks for all that leads nowhere when it is shown:
  /// comments, styles, scripts, and tags but for the targets of links; `nil` for what is no HTML.
  static func seen(_ text: String) -> [UInt8]? {
    guard looksLikeHTML(text) else { return nil }
    var bytes = Array(text.utf8)
    var index = 0
    var open: Set<String> = []
    func blank(_ range: Range<Int>) {
      for place in range where bytes[place] > 0x20 { bytes[place] = 0x20 }
    }
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      guard let tag = HTMLTag(in: bytes, at: start) else {
        index = start + 1
        continue
      }
      index = tag.range.upperBound
      if HTMLTag.silent.contains(tag.name), !tag.isClosing, !open.contains(tag.name) {
        let end = HTMLTextWriter.end(of: tag.name, in: bytes, after: index)
        // One that is never closed hides nothing here.
        if end < bytes.count || isClosed(tag.name, in: bytes) {
          index = end
        } else {
          open.insert(tag.name)
        }
        blank(start..<index)
      } else if tag.name != "a" {
        blank(start + 1..<index - 1)
      } else if let target = tag.attribute("href", in: bytes)?.indices {
        blank(start + 1..<target.lowerBound - 1)
        blank(target.upperBound..<index - 1)
      }
    }
    return bytes
  }

  /// Whether a text ends with the closing tag of an element.
  private static func isClosed(_ name: String, in bytes: [UInt8]) -> Bool {
    guard let start = bytes.lastIndex(of: UInt8(ascii: "<")),
      let tag = HTMLTag(in: bytes, at: start)
    else { return false }
    return tag.isClosing && tag.name == name
  }

  private static func hasBreaks(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      if let name = HTMLTag.name(in: bytes, at: start),
        name == "br" || HTMLTag.blocks.contains(name)
      {
        return true
      }
      index = start + 1
    }
    return false
  }

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
