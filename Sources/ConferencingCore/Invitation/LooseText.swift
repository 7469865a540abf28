/// Texts about meetings of a shape that is not known, behind a user's own text that is.
///
/// Only used where everything is known to have come after the user's words: a paragraph of lines that
/// are each a value, a number or a link, with a meeting's link among them; a single line only when the
/// provider's name is the label of its link.
enum LooseText {
  static func segments(in bytes: [UInt8]) -> [ByteSegment] {
    let isHTML = HTMLText.looksLikeHTML(String(decoding: bytes, as: UTF8.self))
    let text = ConferenceLines(TextLines(bytes, isHTML: isHTML))
    var found: [ByteSegment] = []
    var start = 0
    while start < text.traits.count {
      guard !text.traits[start].isEmpty else {
        start += 1
        continue
      }
      var end = start
      while end < text.traits.count, !text.traits[end].isEmpty { end += 1 }
      let paragraph = text.traits[start..<end]
      if let link = link(of: paragraph) {
        let lines = text.text.lines
        let range = lines[start].content.lowerBound..<lines[end - 1].content.upperBound
        found.append(ByteSegment(range: range, provider: link.provider, url: link.url))
      }
      start = end
    }
    return found
  }

  /// The link of a paragraph that is a text about a meeting; `nil` when it may be words.
  private static func link(of lines: ArraySlice<ConferenceLines.Traits>) -> RecognizedLink? {
    guard let first = lines.first, let link = lines.lazy.flatMap(\.links).first else { return nil }
    guard lines.count >= 2 else {
      let label = first.visible.prefix { $0 != ":" }.lowercased()
      return first.endsWithLink && label == link.provider.rawValue.lowercased() ? link : nil
    }
    let rest = lines.dropFirst()
    // A heading may be above the values.
    let hasHeading = lines.first.map { $0.visible.utf8.count <= 60 } ?? false
    return hasHeading && rest.allSatisfy(isValue) ? link : nil
  }

  private static func isValue(_ line: ConferenceLines.Traits) -> Bool {
    if line.isBareLink || line.rule != nil || line.number != nil { return true }
    let parts = line.visible.split(separator: ":", maxSplits: 1)
    return parts.count == 2 && parts[0].split(separator: " ").count <= 4
      && parts[1].split(separator: " ").count <= 6
  }
}
