import ConferencingCore
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
    canvas.write(words(app), column: Metrics.margin, row: 0, style: title, width: room)
    canvas.write(right, endingAt: canvas.columns - Metrics.margin, row: 0, style: style)
  }

  private static func words(_ app: AppViewModel) -> String {
    for screen in app.screens.reversed() {
      switch screen {
      case .detail: return "Event"
      case .eventForm(let screen):
        guard let event = screen.form.event else { return "New event" }
        return "Edit · \(event.title)"
      case .conferencingForm(let screen): return "Meeting link · \(screen.event.title)"
      case .reading(let reading): return reading.title
      case .changes: return "Changes"
      case .conflict(let conflict): return "Conflict · \(conflict.title)"
      case .accounts: return "Calendars and accounts"
      case .signIn(let screen): return "Sign in · \(screen.name), \(screen.service.displayName)"
      case .confirmation, .menu: continue
      }
    }
    return "Convene"
  }
}
