import CalendarCore
import Terminal
import ViewModels

/// The line at the top: where one is, and the time.
enum HeaderView {
  static func draw(_ app: AppViewModel, on canvas: inout Canvas) {
    let style = canvas.theme[.header]
    canvas.fill(row: 0, style: style)
    var title = canvas.theme[.title]
    title.background = style.background
    let clock = TimeText.clock(app.now, in: app.zone)
    let right = "\(TimeText.short(app.agenda.today, today: app.agenda.today))  \(clock)"
    let room = canvas.columns - DisplayWidth.columns(of: right) - 3 * Metrics.margin
    canvas.write(app.title, column: Metrics.margin, row: 0, style: title, width: room)
    canvas.write(right, endingAt: canvas.columns - Metrics.margin, row: 0, style: style)
  }
}
