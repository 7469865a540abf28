/// A cell's place: column and row, counted from zero at the top left.
package struct Point: Equatable, Hashable, Sendable {
  /// Cells from the left edge.
  package var column: Int
  /// Cells from the top edge.
  package var row: Int

  /// Makes a point.
  ///
  /// It may lie outside of the screen; drawing there does nothing.
  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}
