import Terminal
import ViewModels

/// Calendars and accounts, with a cursor.
enum AccountsView {
  static func draw(_ accounts: AccountsViewModel, on canvas: inout Canvas) {
    let isNarrow = canvas.columns < Metrics.changeColumns
    for (row, line) in accounts.rows.dropFirst(accounts.top).prefix(canvas.rows).enumerated() {
      let isSelected = accounts.selected == accounts.top + row
      canvas.drawLine(accounts.top + row, isSelected: isSelected, row: row)
      ReadingView.draw(
        line.row,
        row: row,
        heading: Metrics.indent,
        column: isNarrow ? AppMetrics.doctorLabel : Metrics.accountColumn,
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

extension AccountsViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    AccountsView.draw(self, on: &canvas)
  }
}
