import ViewModels

/// A QR code as commands print it.
enum QRText {
  /// Black on white, in the colours of a terminal; without colours light modules are inked, which is
  /// right on a dark ground, and which most cameras read on a light one as well.
  ///
  /// - Parameters:
  ///   - code: The code.
  ///   - hasColors: Whether control sequences may be printed.
  ///   - hasPalette: Whether the terminal has the palette of 256 colours, where black is black and white
  ///     is white whatever the user's own colours are.
  /// - Returns: The lines.
  static func text(_ code: QRCode, hasColors: Bool, hasPalette: Bool) -> String {
    let margin = QRCode.margins.best
    guard hasColors else {
      return code.lines(margin: margin, inksLight: true).joined(separator: "\n")
    }
    let start = hasPalette ? "\u{1B}[38;5;16;48;5;231m" : "\u{1B}[30;47m"
    return code.lines(margin: margin).map { start + $0 + "\u{1B}[0m" }.joined(separator: "\n")
  }
}
