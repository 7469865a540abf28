/// Turns descriptions that services keep as HTML into plain text, in one pass over the bytes.
public enum HTMLText {
  /// Whether a text holds a tag of HTML.
  ///
  /// `a < b`, `<https://zoom.us/j/1>` and `Bob <bob@acme.example>` are no tags.
  public static func looksLikeHTML(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var index = 0
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      if let name = HTMLTag.name(in: bytes, at: start), name != "!" { return true }
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
}
