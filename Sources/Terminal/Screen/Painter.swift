import CNcurses

/// Sends pictures to ncurses: only the runs of cells that changed, then one update.
struct Painter {
  private let depth: ColorDepth
  /// The last picture, or nil when what the terminal shows is unknown.
  private var shown: CellBuffer?
  /// Styles as this terminal can show them; finding the nearest colour takes a walk through the palette.
  private var reduced: [CellStyle: CellStyle] = [:]
  private var cells: [cn_cell] = []

  init(depth: ColorDepth) {
    self.depth = depth
  }

  /// Forgets what was shown, so that all is sent again.
  mutating func forget() { shown = nil }

  /// Shows a picture on a screen of this size; what is larger is cut.
  mutating func paint(_ buffer: CellBuffer, on size: Size) {
    guard buffer != shown else { return }
    let previous = shown?.size == buffer.size ? shown : nil
    if previous == nil { cn_erase() }
    for row in 0..<min(buffer.size.rows, size.rows) {
      let new = buffer.row(row)
      let old = previous?.row(row)
      guard let run = RowChange.run(from: old, to: new) else { continue }
      if RowChange.hasFlag(new) || old.map(RowChange.hasFlag) == true { cn_redraw_row(Int32(row)) }
      put(new, run.clamped(to: 0..<size.columns), Int32(row))
    }
    let bounds = Rect(origin: Point(column: 0, row: 0), size: size)
    let cursor = buffer.cursor.flatMap { bounds.contains($0) ? $0 : nil }
    cn_flush(
      Int32(cursor?.row ?? -1),
      Int32(cursor?.column ?? -1),
      buffer.isCursorVisible && cursor != nil
    )
    shown = buffer
  }

  private mutating func put(_ row: ArraySlice<Cell>, _ run: Range<Int>, _ number: Int32) {
    cells.removeAll(keepingCapacity: true)
    var style: CellStyle?
    var look = cn_cell()
    for cell in row[row.startIndex + run.lowerBound..<row.startIndex + run.upperBound] {
      if cell.isContinuation { continue }
      if cell.style != style {
        style = cell.style
        look = self.look(cell.style)
      }
      append(cell, look)
    }
    cn_put(number, Int32(run.lowerBound), cells, Int32(cells.count))
  }

  private mutating func look(_ style: CellStyle) -> cn_cell {
    let style = reducedStyle(style)
    var look = cn_cell()
    look.attributes = style.attributes.ncurses
    look.pair = cn_pair(style.foreground.ncurses, style.background.ncurses)
    return look
  }

  private mutating func reducedStyle(_ style: CellStyle) -> CellStyle {
    if let known = reduced[style] { return known }
    let result = style.reduced(to: depth)
    reduced[style] = result
    return result
  }

  /// Adds what a cell needs: one code point with its marks, and a second one where the first takes only one of two columns.
  private mutating func append(_ cell: Cell, _ look: cn_cell) {
    var scalars = Array(cell.text.unicodeScalars.prefix(Int(CN_CELL_SCALARS)))
    guard let first = scalars.first else { return }
    let columns = ScalarWidth.columns(of: first)
    var second: Unicode.Scalar?
    if columns < cell.columns {
      // A flag is two code points of a column each; other emoji of one column are padded.
      second = RowChange.isRegional(first) && scalars.count == 2 ? scalars.removeLast() : " "
    }
    cells.append(look.with(scalars, columns: columns))
    if let second { cells.append(look.with([second], columns: 1)) }
  }
}

extension cn_cell {
  fileprivate func with(_ scalars: [Unicode.Scalar], columns: Int) -> cn_cell {
    var cell = self
    func value(_ index: Int) -> UInt32 { index < scalars.count ? scalars[index].value : 0 }
    cell.scalars = (value(0), value(1), value(2), value(3), value(4))
    cell.columns = Int32(columns)
    return cell
  }
}

extension TextAttributes {
  /// The attributes in the bits of `CNcurses`.
  fileprivate var ncurses: UInt32 {
    let table: [(TextAttributes, UInt32)] = [
      (.bold, UInt32(CN_BOLD)), (.dim, UInt32(CN_DIM)),
      (.italic, UInt32(CN_ITALIC)), (.underline, UInt32(CN_UNDERLINE)),
      (.reverse, UInt32(CN_REVERSE)), (.strikethrough, UInt32(CN_DIM)),
    ]
    return table.reduce(0) { contains($1.0) ? $0 | $1.1 : $0 }
  }
}

extension TerminalColor {
  /// The number of a colour that has gone through `nearest`.
  fileprivate var ncurses: Int32 {
    switch self {
    case .standard: -1
    case .indexed(let index): Int32(index)
    case .rgb(let red, let green, let blue):
      // 0 to 7 are the palette's on a direct-colour terminal; the darkest blues become the first that is not.
      max(8, Int32(red) << 16 | Int32(green) << 8 | Int32(blue))
    }
  }
}
