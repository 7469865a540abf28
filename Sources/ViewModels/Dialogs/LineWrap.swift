/// Breaking text into lines, where it must be known how many there are: to scroll through them.
///
/// View models do not know how wide a character is drawn, so one that may take two columns counts
/// as two: a line never gets wider than it may be.
enum LineWrap {
  /// The lines of a text, broken at spaces where there are any, at most `limit` of them.
  static func lines(_ text: String, width: Int, limit: Int = 2_000) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var line = ""
      var used = 0
      for character in paragraph {
        let columns = columns(of: character)
        if used + columns > width, !line.isEmpty {
          if lines.count >= limit { return lines + ["…"] }
          let space = character == " " ? nil : line.lastIndex(of: " ")
          lines.append(String(line[..<(space ?? line.endIndex)]))
          line = space.map { String(line[line.index(after: $0)...]) } ?? ""
          used = line.reduce(0) { $0 + self.columns(of: $1) }
          if character == " " { continue }
        }
        line.append(character)
        used += columns
      }
      lines.append(line)
      if lines.count > limit { return lines + ["…"] }
    }
    return lines
  }

  /// The most columns that a character may take: two from the first wide script on, but for
  /// punctuation and the lines of boxes.
  private static func columns(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    return switch scalar.value {
    case 0x20..<0x7F, 0xA0..<0x1100, 0x2010..<0x2030, 0x2500..<0x25A0: 1
    default: 2
    }
  }
}
