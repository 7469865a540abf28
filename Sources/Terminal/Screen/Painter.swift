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
    guard let first = Unicode.Scalar(cell.lead) else { return }
    let columns = first.isASCII ? 1 : ScalarWidth.columns(of: first)
    var entry = look
    entry.columns = Int32(columns)
    entry.scalars = (cell.lead, cell.marks[0], cell.marks[1], cell.marks[2], cell.marks[3])
    guard columns < cell.columns else { return cells.append(entry) }
    // A flag is two code points of a column each; other emoji of one column are padded.
    var second = look
    second.columns = 1
    second.scalars.0 = 0x20
    if RowChange.isRegional(first) {
      swap(&second.scalars.0, &entry.scalars.1)
      entry.scalars.1 = 0
    }
    cells += [entry, second]
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
