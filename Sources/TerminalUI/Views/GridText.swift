package import ViewModels
import Terminal

/// Days, weeks and months as lines of text, as commands print them.
package enum GridText {
  /// The rows of a month with its list, of which the list is left out.
  private static let monthRows = 40
  /// The rows that a day needs at least and at most: its names, whole days and hours.
  private static let dayRows = 14..<36

  /// The lines of a grid, the first of which names the days.
  ///
  /// - Parameters:
  ///   - app: The program, with a grid.
  ///   - columns: The width of the lines.
  /// - Returns: The lines, without spaces at their ends; none without a grid.
  package static func lines(of app: AppViewModel, columns: Int) -> [String] {
    guard let grid = app.grid else { return [] }
    var rows = monthRows
    if grid.view != .month {
      rows =
        dayRows.first { height in
          let layout = TimeGrid(grid, width: columns, height: height, now: app.now)
          return !layout.hasEarlier && !layout.hasLater
        } ?? dayRows.upperBound
      // The line below the hours, which tells of the cursor, is left out.
      rows += 1
    }
    var canvas = Canvas(
      size: Size(columns: columns, rows: rows),
      theme: Theme(name: "text"),
      keys: .standard,
      context: .agenda
    )
    switch grid.view {
    case .day, .week: TimeGridView.draw(grid, app, on: &canvas)
    case .month: MonthView.draw(grid, app, on: &canvas)
    }
    let end =
      grid.view == .month ? MonthGrid(grid, width: columns, height: rows).bottom : rows - 1
    var lines = Array(canvas.buffer.textRows.prefix(end))
    while lines.last?.isEmpty == true { lines.removeLast() }
    return [app.title, ""] + lines
  }
}
