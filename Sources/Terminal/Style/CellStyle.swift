/// How a cell looks: its colours and attributes.
package struct CellStyle: Equatable, Hashable, Sendable {
  /// The colour of the text.
  package var foreground: TerminalColor
  /// The colour behind it.
  package var background: TerminalColor
  /// Bold, reverse and so on.
  package var attributes: TextAttributes

  /// The terminal's own colours, no attributes.
  package static let plain = CellStyle()

  /// Makes a style; what is left out is the terminal's own.
  package init(
    foreground: TerminalColor = .standard,
    background: TerminalColor = .standard,
    attributes: TextAttributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The same style with the colours that a terminal of this depth has.
  ///
  /// Text stays readable: where two different colours become one, the text takes the terminal's own colour, reversed
  /// when there is a background to stand out from.
  package func reduced(to depth: ColorDepth) -> CellStyle {
    var style = self
    style.foreground = foreground.nearest(in: depth)
    style.background = background.nearest(in: depth)
    if depth == .eight, case .indexed(let index) = foreground, (8..<16).contains(index) {
      style.attributes.insert(.bold)  // how terminals of eight colours show bright ones
    }
    if depth == .eight, foreground != .indexed(0), style.foreground == .indexed(0) {
      style.foreground = .standard  // a grey, not black: black would vanish on a black screen
      style.attributes.insert(.dim)
    }
    if style.foreground == style.background, foreground != background, style.foreground != .standard
    {
      style.foreground = .standard
      style.background = .standard
      style.attributes.formSymmetricDifference(.reverse)
    }
    return style
  }
}
