/// Tells whether the name of a room goes on behind the space that ended its link.
///
/// `https://meet.jit.si/Team Room 3` is a room that some programs open by that text. The room "Team"
/// is another one, where nobody waits, so there is no link.
enum RoomName {
  /// Whether the words behind a link may belong to the name in it.
  ///
  /// - Parameters:
  ///   - link: Where the link stands.
  ///   - bytes: The text.
  ///   - isField: Whether the text is a field of its own: all words count there, and in running text
  ///     only those that look like a name: in capitals or numbers, up to the end of the line.
  /// - Returns: Whether they may.
  static func goesOn(behind link: Range<Int>, in bytes: ArraySlice<UInt8>, isField: Bool) -> Bool {
    guard beginsLine(link.lowerBound, in: bytes) else { return false }
    let rest = bytes[link.upperBound...].prefix(limit)
    guard rest.first == 0x20 else { return false }
    let line = rest.prefix { !"\n\r<>\"".utf8.contains($0) }
    guard line.count < limit else { return false }
    let words = line.split(separator: 0x20)
    guard !words.isEmpty else { return false }
    return words.allSatisfy { word in
      guard let first = word.first, word.allSatisfy(isOfWord) else { return false }
      return isField || !(97...122).contains(first)
    }
  }

  /// Whether a link begins its line or the text of its tag, or stands there behind a label alone.
  private static func beginsLine(_ link: Int, in bytes: ArraySlice<UInt8>) -> Bool {
    var start = link
    while start > bytes.startIndex, bytes[start - 1] == 0x20 { start -= 1 }
    guard start > bytes.startIndex else { return true }
    // The colon of a label, in two widths.
    let isLabelled =
      bytes[start - 1] == UInt8(ascii: ":") || bytes[..<start].reversed().starts(with: wideColon)
    return isLabelled || "\n<>\"".utf8.contains(bytes[start - 1])
  }

  /// U+FF1A, from its end.
  private static let wideColon: [UInt8] = [0x9A, 0xBC, 0xEF]

  /// More bytes than a name has.
  private static let limit = 80

  private static func isOfWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (97...122).contains(byte | 0x20) || (48...57).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
