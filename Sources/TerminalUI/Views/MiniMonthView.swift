import CalendarCore
import Terminal
import ViewModels

/// The month beside the list: `[27]` is the selected day, and a point stands behind days with events.
enum MiniMonthView {
  /// The name of the month, those of the days, and as many weeks as a month can have: what is below
  /// it stays where it is.
  static let rows = 8
  /// A day with the signs around its number.
  private static let dayWidth = 4

  static func draw(_ month: MiniMonth, in app: AppViewModel, on canvas: inout Canvas) {
    let theme = canvas.theme
    let parts = month.day.parts
    let hasNumbers = app.state.preferences.showsWeekNumbers
    let indent = Metrics.margin + (hasNumbers ? GridMetrics.weekWidth : 0)
    let title = "\(TimeText.month(parts.month)) \(parts.year)"
    canvas.write(title, column: indent + 1, row: 0, style: theme[.day])
    for (number, day) in (month.weeks.first ?? []).enumerated() {
      canvas.write(
        String(TimeText.weekday(day).prefix(2)),
        column: indent + 1 + number * dayWidth,
        row: 1,
        style: theme[.label]
      )
    }
    for (week, days) in month.weeks.enumerated() {
      let row = 2 + week
      if hasNumbers, let first = days.first {
        let name = "W\(Weeks.number(ofWeekFrom: first))"
        canvas.write(name, column: Metrics.margin, row: row, style: theme[.faint])
      }
      for (number, day) in days.enumerated() {
        draw(day, of: month, app, column: indent + number * dayWidth, row: row, on: &canvas)
      }
    }
  }

  private static func draw(
    _ day: Day,
    of month: MiniMonth,
    _ app: AppViewModel,
    column: Int,
    row: Int,
    on canvas: inout Canvas
  ) {
    let number = day.parts.day
    let digits = number < 10 ? " \(number)" : "\(number)"
    let isSelected = day == month.day
    let isOther = day.parts.month != month.day.parts.month
    let role: ThemeRole =
      isSelected ? .selected : day == app.agenda.today ? .today : isOther ? .faint : .text
    let text =
      isSelected ? "[\(digits)]" : " \(digits)" + (month.busy.contains(day) ? "·" : "")
    canvas.write(text, column: column, row: row, style: canvas.theme[role])
  }
}
