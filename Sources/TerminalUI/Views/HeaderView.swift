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
    let today = app.agenda.today
    var clock = TimeText.clock(app.now, in: app.clock)
    var date = "\(TimeText.short(today, today: today))  "
    if let second = app.second {
      // Where there is little room, the day is that of the heading below.
      if canvas.columns < Metrics.changeColumns { date = "" }
      let place = DisplayWidth.truncated(second.place, to: Metrics.placeLimit)
      clock += " · \(place) \(second.text(app.now, on: today))"
    }
    let right = marks(app, on: canvas) + invitations(app, on: canvas) + date + clock
    let taken = drawCountdown(app, before: DisplayWidth.columns(of: right), on: &canvas)
    let room = canvas.columns - DisplayWidth.columns(of: right) - 3 * Metrics.margin - taken
    canvas.write(app.title, column: Metrics.margin, row: 0, style: title, width: room)
    canvas.write(right, endingAt: canvas.columns - Metrics.margin, row: 0, style: style)
  }

  /// Draws the meeting that begins soon before the clock.
  ///
  /// - Returns: The columns it takes, with the gap behind it.
  private static func drawCountdown(
    _ app: AppViewModel,
    before clock: Int,
    on canvas: inout Canvas
  ) -> Int {
    guard let (title, when) = app.countdown else { return 0 }
    let free = canvas.columns - clock - 4 * Metrics.margin
    // The title of the screen keeps half of what is free.
    let room = free - min(free / 2, DisplayWidth.columns(of: app.title) + 2)
    let left = room - DisplayWidth.columns(of: when) - 1
    let text =
      left < Metrics.countdownTitle
      ? when
      : "\(DisplayWidth.truncated(title, to: min(left, Metrics.countdownTitleLimit))) \(when)"
    var style = canvas.theme[.notice]
    style.background = canvas.theme[.header].background
    let end = canvas.columns - clock - 3 * Metrics.margin
    canvas.write(text, endingAt: end, row: 0, style: style)
    return DisplayWidth.columns(of: text) + 2 * Metrics.margin
  }

  /// How many events are marked; nothing when none are.
  private static func marks(_ app: AppViewModel, on canvas: Canvas) -> String {
    guard !app.marks.isEmpty else { return "" }
    let count = app.marks.count
    return canvas.columns < Metrics.changeColumns
      ? "\(canvas.theme.glyphs.marked)\(count)  " : "\(count) marked   "
  }

  /// How many invitations wait for an answer, with the key that lists them; nothing when none do.
  private static func invitations(_ app: AppViewModel, on canvas: Canvas) -> String {
    let count = app.invitations.count
    guard count > 0, app.context != .invitations else { return "" }
    if canvas.columns < Metrics.changeColumns { return "?\(count)  " }
    let key = canvas.key(.invitations)
    return key.isEmpty ? "\(count) to answer   " : "\(count) to answer (\(key))   "
  }
}
