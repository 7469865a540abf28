/// Measures, cuts and pads text by the columns that it takes on the screen.
///
/// Counts what `CellBuffer.write` would draw, so that layout and drawing agree: unsafe characters count as what is shown
/// in their place.
package enum DisplayWidth {
  /// The columns that the text takes.
  package static func columns(of text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return text.utf8.count }
    return SafeText.visible(text).reduce(0) { $0 + safeColumns(of: $1) }
  }

  /// The columns that one character takes.
  package static func columns(of character: Character) -> Int {
    columns(of: String(character))
  }

  /// The text, made safe, cut to at most this many columns; `ellipsis` ends it when something was cut.
  package static func truncated(
    _ text: some StringProtocol,
    to limit: Int,
    ellipsis: String = "…"
  ) -> String {
    let text = SafeText.visible(text)
    if text.utf8.count <= limit || columns(of: text) <= limit { return text }
    let room = limit - columns(of: ellipsis)
    guard room >= 0 else { return prefix(of: text, upTo: limit) }
    return prefix(of: text, upTo: room) + ellipsis
  }

  /// The text cut or filled up with spaces to exactly this many columns.
  package static func padded(_ text: some StringProtocol, to width: Int) -> String {
    let text = truncated(text, to: width)
    return text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }

  /// As many whole characters as fit.
  private static func prefix(of text: String, upTo limit: Int) -> String {
    var used = 0
    return String(
      text.prefix { character in
        used += safeColumns(of: character)
        return used <= limit
      }
    )
  }

  private static func safeColumns(of character: Character) -> Int {
    if character.isASCII { return 1 }
    return CellForm.forms(of: character).reduce(0) { $0 + $1.columns }
  }
}
