/// A QR code: a square of dark and light modules.
package struct QRCode: Equatable, Sendable {
  /// The modules on a side.
  package let width: Int
  /// Whether each is dark, row by row.
  private let isDark: [Bool]

  /// The light modules that are wanted around a code, and the fewest with which telephones read it.
  ///
  /// Source: ISO/IEC 18004, 5.3.8, asks for four.
  package static let margins = (best: 4, fewest: 2)

  /// Makes a code; `nil` when the modules are no square.
  package init?(width: Int, isDark: [Bool]) {
    guard width > 0, isDark.count == width * width else { return nil }
    self.width = width
    self.isDark = isDark
  }

  /// The columns and rows of cells that the code takes with a margin: a cell is two modules high.
  package func size(margin: Int) -> (columns: Int, rows: Int) {
    let side = width + 2 * margin
    return (side, (side + 1) / 2)
  }

  /// The largest margin with which it fits; `nil` when it fits with none that will do.
  package func margin(columns: Int, rows: Int) -> Int? {
    (Self.margins.fewest...Self.margins.best).reversed().first { margin in
      let size = size(margin: margin)
      return size.columns <= columns && size.rows <= rows
    }
  }

  /// Its lines in half blocks.
  ///
  /// - Parameters:
  ///   - margin: The light modules around it.
  ///   - inksLight: Whether light modules are inked, for light ink on a dark ground.
  /// - Returns: The lines, each of as many columns.
  package func lines(margin: Int, inksLight: Bool = false) -> [String] {
    let range = -margin..<width + margin
    func isInked(_ column: Int, _ row: Int) -> Bool {
      let isDark =
        (0..<width).contains(column) && (0..<width).contains(row)
        && self.isDark[row * width + column]
      // Below the last row there is nothing.
      return row < range.upperBound && isDark != inksLight
    }
    return stride(from: range.lowerBound, to: range.upperBound, by: 2).map { row in
      range.reduce(into: "") { line, column in
        switch (isInked(column, row), isInked(column, row + 1)) {
        case (true, true): line += "█"
        case (true, false): line += "▀"
        case (false, true): line += "▄"
        case (false, false): line += " "
        }
      }
    }
  }
}
