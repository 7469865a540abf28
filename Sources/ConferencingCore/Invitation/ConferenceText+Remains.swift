extension ConferenceText {
  /// A description without what is left in it of the text about a meeting.
  ///
  /// Somebody deleted a part of that text, or an editor wrote it again, so that it is not known as a
  /// whole any more. Each line of it that still stands goes; what people wrote in between stays.
  ///
  /// - Parameters:
  ///   - text: The text as it was, HTML or plain.
  ///   - description: Where some of it may be left.
  /// - Returns: The description without those lines.
  public static func withoutRemains(of text: String, in description: String) -> String {
    let whole = lines(of: text)
    var known = Set(whole.lines.map(whole.visible))
    // Plain editors show the target of a link behind its words.
    let plain = TextLines(Array(HTMLText.plain(text).utf8), isHTML: false)
    known.formUnion(plain.lines.map(plain.visible))
    known.remove("")
    let now = lines(of: description)
    var bytes = now.bytes
    for (index, line) in now.lines.enumerated().reversed() where known.contains(now.visible(line)) {
      let next = index + 1 < now.lines.count ? now.lines[index + 1].content.lowerBound : bytes.count
      // The breaks of HTML are tags, which stay: some of them belong to the words around.
      bytes.removeSubrange(line.content.lowerBound..<(now.isHTML ? line.content.upperBound : next))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func lines(of text: String) -> TextLines {
    TextLines(Array(text.utf8), isHTML: HTMLText.looksLikeHTML(text))
  }
}
