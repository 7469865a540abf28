/// A picture of the screen as a value: views draw into it, tests read it, the screen sends what changed.
///
/// Every write goes through `SafeText`, so nothing that a terminal would obey can be in a cell. A wide character always
/// has both of its columns: what overwrites one half turns the other into a space.
package struct CellBuffer: Equatable, Sendable {
  /// What happens to text that is longer than its room.
  package enum Overflow: Sendable {
    /// It ends at the limit.
    case clip
    /// Its last visible column is `…`.
    case ellipsis
  }

  /// Columns and rows; fixed.
  package let size: Size
  /// Where the terminal's cursor rests, or nil when it does not matter.
  package var cursor: Point?
  /// Whether the cursor is shown, as it is in a text field.
  package var isCursorVisible = false

  /// Row by row; always `columns * rows` of them.
  private var cells: [Cell]

  /// Makes an empty picture.
  package init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.columns * size.rows)
  }

  /// The whole picture as a rectangle.
  package var bounds: Rect { Rect(origin: Point(column: 0, row: 0), size: size) }

  /// The cell at a place; blank outside of the picture.
  package subscript(point: Point) -> Cell {
    bounds.contains(point) ? cells[index(point)] : .blank
  }

  /// The cells of a row, from left to right.
  func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// Draws text on one row, made safe first, and returns the columns used.
  ///
  /// - Parameters:
  ///   - text: anything; line breaks show as spaces.
  ///   - point: where it begins; what lies outside of the picture is not drawn.
  ///   - style: how it looks.
  ///   - width: the most columns it may take; the rest of the row when nil.
  ///   - overflow: what happens when it is longer than that.
  /// - Returns: the columns from `point` on that belong to the text, at most `width`.
  @discardableResult
  package mutating func write(
    _ text: some StringProtocol,
    at point: Point,
    style: CellStyle = .plain,
    width: Int? = nil,
    overflow: Overflow = .clip
  ) -> Int {
    let room = size.columns - point.column
    let limit = point.column + max(0, min(width ?? room, room))
    guard (0..<size.rows).contains(point.row), limit > point.column else { return 0 }
    var column = point.column
    if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) {
      for byte in text.utf8 where column <= limit {
        if column < limit { put(.ascii(byte, style), column, point.row) }
        column += 1
      }
    } else {
      column = writeCharacters(of: SafeText.visible(text), at: point, style: style, limit: limit)
    }
    if column > limit, overflow == .ellipsis {
      put(.form(CellForm(text: "…", columns: 1), style), limit - 1, point.row)
    }
    return min(column, limit) - point.column
  }

  /// Draws until the limit and returns the column after the text, which is beyond the limit when some did not fit.
  private mutating func writeCharacters(
    of text: String,
    at point: Point,
    style: CellStyle,
    limit: Int
  ) -> Int {
    var column = point.column
    for character in text {
      for form in CellForm.forms(of: character) {
        guard column + form.columns <= limit else {
          if column < limit { put(.space(style), column, point.row) }  // half of a wide one
          return limit + 1
        }
        put(.form(form, style), column, point.row)
        column += form.columns
      }
    }
    return column
  }

  /// Empties the cells of a rectangle and gives them a style.
  package mutating func fill(_ rect: Rect, style: CellStyle = .plain) {
    let rect = rect.intersection(bounds)
    let space = Cell.space(style)
    for row in rect.rowRange {
      for column in rect.columnRange { put(space, column, row) }
    }
  }

  /// Changes how the cells of a rectangle look and leaves what they say; a wide one changes as a whole.
  package mutating func restyle(_ rect: Rect, _ change: (inout CellStyle) -> Void) {
    let rect = rect.intersection(bounds)
    for row in rect.rowRange {
      for column in rect.columnRange {
        let at = index(Point(column: column, row: row))
        var style = cells[at].style
        change(&style)
        cells[at] = cells[at].styled(style)
        if column == rect.origin.column, cells[at].isContinuation {
          cells[at - 1] = cells[at - 1].styled(style)
        } else if column == rect.columnRange.upperBound - 1, cells[at].columns == 2 {
          cells[at + 1] = cells[at + 1].styled(style)
        }
      }
    }
  }

  /// Draws another picture, a dialog or a pane, with its top left cell at `origin`.
  ///
  /// Its cursor comes with it.
  package mutating func draw(_ other: CellBuffer, at origin: Point) {
    let visible = Rect(origin: origin, size: other.size).intersection(bounds)
    for row in visible.rowRange {
      for column in visible.columnRange {
        let cell = other[Point(column: column - origin.column, row: row - origin.row)]
        let cutLeft = cell.isContinuation && column == visible.origin.column
        if cutLeft {
          put(.space(cell.style), column, row)
        } else if !cell.isContinuation {
          put(cell, column, row)
        }
      }
    }
    if let cursor = other.cursor {
      self.cursor = Point(column: cursor.column + origin.column, row: cursor.row + origin.row)
      isCursorVisible = other.isCursorVisible
    }
  }

  private func index(_ point: Point) -> Int {
    point.row * size.columns + point.column
  }

  /// Puts a cell, and keeps wide characters whole or gone.
  private mutating func put(_ cell: Cell, _ column: Int, _ row: Int) {
    guard (0..<size.rows).contains(row), column < size.columns else { return }
    let columns = Int(cell.columns)
    if column < 0 {
      // The right half of a wide one that begins left of the picture.
      if columns == 2, column == -1 { put(.space(cell.style), 0, row) }
      return
    }
    guard column + columns <= size.columns else { return put(.space(cell.style), column, row) }
    let at = index(Point(column: column, row: row))
    if cells[at].isContinuation { cells[at - 1] = .space(cells[at - 1].style) }
    let last = at + columns - 1
    if cells[last].columns == 2 { cells[last + 1] = .space(cells[last + 1].style) }
    cells[at] = cell
    if columns == 2 { cells[last] = .continuation(cell.style) }
  }
}

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
