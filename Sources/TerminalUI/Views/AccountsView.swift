import Terminal
import ViewModels

/// Calendars and accounts, with a cursor.
enum AccountsView {
  static func draw(_ accounts: AccountsViewModel, on canvas: inout Canvas) {
    let column = Self.column(for: accounts.rows, columns: canvas.columns)
    for (row, line) in accounts.rows.dropFirst(accounts.top).prefix(canvas.rows).enumerated() {
      let isSelected = accounts.selected == accounts.top + row
      canvas.drawLine(accounts.top + row, isSelected: isSelected, row: row)
      ReadingView.draw(
        line.row,
        row: row,
        heading: Metrics.indent,
        column: column,
        isSelected: isSelected,
        on: &canvas
      )
    }
    canvas.markMore(
      above: accounts.top > 0,
      below: accounts.top + canvas.rows < accounts.rows.count
    )
  }
}

extension AccountsView {
  /// Where values begin: behind the longest name of a calendar, as long as there is room for notes.
  fileprivate static func column(for rows: [AccountRow], columns: Int) -> Int {
    let isNarrow = columns < Metrics.changeColumns
    let least = isNarrow ? AppMetrics.doctorLabel : Metrics.accountColumn
    let names = rows.filter { $0.calendar != nil }
      .map { Metrics.calendarMarks + DisplayWidth.columns(of: $0.row.label) + 1 }
    let most = columns - Metrics.indent - 2 - Metrics.accountWidth
    return max(least, min(names.max() ?? 0, most))
  }
}

extension AccountsViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    AccountsView.draw(self, on: &canvas)
  }
}
