/// A rectangle of cells.
package struct Rect: Equatable, Hashable, Sendable {
  /// The top left cell.
  package var origin: Point
  /// Columns and rows, starting at the origin.
  package var size: Size

  /// Makes a rectangle from its top left cell and its size.
  package init(origin: Point, size: Size) {
    self.origin = origin
    self.size = size
  }

  /// Makes a rectangle from its numbers; negative sizes count as zero.
  package init(column: Int, row: Int, columns: Int, rows: Int) {
    self.init(
      origin: Point(column: column, row: row),
      size: Size(columns: columns, rows: rows)
    )
  }

  /// The columns it covers.
  package var columnRange: Range<Int> { origin.column..<origin.column + size.columns }
  /// The rows it covers.
  package var rowRange: Range<Int> { origin.row..<origin.row + size.rows }
  /// Whether it covers no cell.
  package var isEmpty: Bool { size.columns == 0 || size.rows == 0 }

  /// Whether the cell at `point` is covered.
  package func contains(_ point: Point) -> Bool {
    columnRange.contains(point.column) && rowRange.contains(point.row)
  }

  /// The cells that both rectangles cover.
  package func intersection(_ other: Rect) -> Rect {
    let columns = columnRange.clamped(to: other.columnRange)
    let rows = rowRange.clamped(to: other.rowRange)
    return Rect(
      column: columns.lowerBound,
      row: rows.lowerBound,
      columns: columns.count,
      rows: rows.count
    )
  }
}
