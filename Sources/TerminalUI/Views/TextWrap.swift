import Terminal

/// Breaking text into lines that fit.
enum TextWrap {
  /// The lines of a text, broken at spaces where there are any, at most `limit` of them.
  static func lines(_ text: String, width: Int, limit: Int = 500) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // A rule is as long as there is room; in a second line the rest of it looks like another one.
      if paragraph.count > width, let mark = paragraph.first, "_-=*~".contains(mark),
        paragraph.allSatisfy({ $0 == mark })
      {
        lines.append(String(paragraph.prefix(width)))
        if lines.count >= limit { return lines }
        continue
      }
      var line = ""
      var used = 0
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        var rest = word
        let needed = DisplayWidth.columns(of: word)
        if used > 0, used + 1 + needed > width {
          lines.append(line)
          if lines.count >= limit { return lines }
          (line, used) = ("", 0)
        } else if !line.isEmpty || used > 0 {
          line += " "
          used += 1
        }
        // A word longer than a line is cut.
        var wordWidth = used + needed <= width ? needed : DisplayWidth.columns(of: rest)
        while used + wordWidth > width {
          var piece = ""
          while let character = rest.first,
            used + DisplayWidth.columns(of: character) <= width || (used == 0 && piece.isEmpty)
          {
            piece.append(character)
            used += DisplayWidth.columns(of: character)
            rest.removeFirst()
          }
          lines.append(line + piece)
          if lines.count >= limit { return lines }
          (line, used) = ("", 0)
          wordWidth =
            rest.utf8.count > 4 * width * limit ? width + 1 : DisplayWidth.columns(of: rest)
        }
        line += rest
        used += wordWidth
      }
      lines.append(line)
      if lines.count >= limit { return lines }
    }
    return lines
  }
}
