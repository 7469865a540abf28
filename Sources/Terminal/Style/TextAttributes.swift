/// How text stands out besides its colour.
package struct TextAttributes: OptionSet, Hashable, Sendable {
  /// One bit per attribute.
  package let rawValue: UInt8

  /// Makes a set from its bits.
  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Heavier strokes.
  package static let bold = TextAttributes(rawValue: 1 << 0)
  /// Fainter than the rest.
  package static let dim = TextAttributes(rawValue: 1 << 1)
  /// Slanted strokes.
  package static let italic = TextAttributes(rawValue: 1 << 2)
  /// A line below.
  package static let underline = TextAttributes(rawValue: 1 << 3)
  /// Foreground and background change places.
  package static let reverse = TextAttributes(rawValue: 1 << 4)
  /// A line through the text.
  ///
  /// ncurses cannot ask for one, so the screen shows it as dim.
  package static let strikethrough = TextAttributes(rawValue: 1 << 5)
}
