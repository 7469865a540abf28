/// A colour as a theme names it; what the terminal cannot show is replaced by what comes nearest.
package enum TerminalColor: Equatable, Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// A place in the palette: 0–7 the basic colours, 8–15 the bright ones, 16–255 xterm's cube and greys.
  case indexed(UInt8)
  /// Red, green and blue.
  case rgb(UInt8, UInt8, UInt8)
}
