import Terminal

/// The part of a line of text about its cursor that fits in a width.
struct TextWindow {
  let text: String
  /// The column of the cursor within the part.
  let cursor: Int

  /// Makes the part; only what is near the cursor is looked at, for a pasted text may be huge.
  ///
  /// - Parameters:
  ///   - text: The line.
  ///   - cursor: How many characters stand before the cursor.
  ///   - width: The columns for it, the cursor with it.
  init(_ text: String, cursor: Int, width: Int) {
    var before = Array(text.prefix(cursor).suffix(width))
    var used = before.map { DisplayWidth.columns(of: $0) }.reduce(0, +)
    while used >= width, !before.isEmpty { used -= DisplayWidth.columns(of: before.removeFirst()) }
    self.text = String(before) + text.dropFirst(cursor).prefix(width)
    self.cursor = used
  }
}
