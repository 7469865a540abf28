extension CellBuffer: CustomStringConvertible {
  /// What each row says, without styles and trailing spaces: for tests that compare pictures.
  package var textRows: [String] {
    (0..<size.rows).map { number in
      let text = row(number).reduce(into: "") { $0 += $1.text }
      guard let last = text.lastIndex(where: { $0 != " " }) else { return "" }
      return String(text[...last])
    }
  }

  /// The picture as lines of text.
  package var description: String { textRows.joined(separator: "\n") }
}
