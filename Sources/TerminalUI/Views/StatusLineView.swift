import Terminal
import ViewModels

/// The line above the footer: what was just said, or how things stand.
enum StatusLineView {
  static func draw(_ app: AppViewModel, keys: KeyTable, on canvas: inout Canvas) {
    let room = canvas.columns - 2 * Metrics.margin
    if let notice = app.status.notice {
      let isProblem = notice.kind == .problem
      canvas.write(
        (isProblem ? "! " : "") + notice.text,
        column: Metrics.margin,
        row: 0,
        style: canvas.theme[isProblem ? .problem : .notice],
        width: room
      )
      return
    }
    let taken = ChangesView.drawSummary(app, keys: keys, on: &canvas)
    let summary = app.status.summary(app.directory, now: app.now, zone: app.zone)
    canvas.write(
      (summary.isProblem ? "! " : "") + summary.text,
      column: Metrics.margin,
      row: 0,
      style: canvas.theme[summary.isProblem ? .problem : .status],
      width: room - taken
    )
  }
}
