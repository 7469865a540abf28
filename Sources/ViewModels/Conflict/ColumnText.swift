/// Breaking text into lines that take no more than so many columns.
///
/// The screen knows exactly how wide a character is; here it is enough that none is wider than
/// counted.
enum ColumnText {
  /// The lines of a text, broken at spaces where there are any.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let needed = columns(of: word)
      if used > 0 {
        if used + 1 + needed <= width {
          line += " "
          used += 1
        } else {
          lines.append(line)
          (line, used) = ("", 0)
        }
      }
      if used + needed <= width {
        line += word
        used += needed
        continue
      }
      // A word that is longer than a line is cut.
      for character in word {
        let needed = columns(of: character)
        if used > 0, used + needed > width {
          lines.append(line)
          (line, used) = ("", 0)
        }
        line.append(character)
        used += needed
      }
    }
    return lines + [line]
  }

  private static func columns(of text: Substring) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + columns(of: $1) }
  }

  /// The columns that a character may take: what is wide begins with the Hangul letters; before
  /// the marks and symbols in between nothing is.
  private static func columns(of character: Character) -> Int {
    let isNarrow = character.unicodeScalars.allSatisfy { scalar in
      scalar.value < 0x1100 || (0x2010...0x2027).contains(scalar.value)
        || (0x20A0...0x21FF).contains(scalar.value)
    }
    return isNarrow ? 1 : 2
  }
}
