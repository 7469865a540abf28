package import Terminal
package import ViewModels

/// The whole screen, drawn from the program's state: a pure function.
package struct AppView {
  private let theme: Theme
  private let keys: KeyTable

  /// Makes a view.
  package init(theme: Theme, keys: KeyTable) {
    self.theme = theme
    self.keys = keys
  }

  /// Draws the screen.
  package func draw(_ app: AppViewModel) -> CellBuffer {
    let size = Size(columns: max(1, app.columns), rows: max(1, app.rows))
    var canvas = Canvas(size: size, theme: theme, keys: keys, context: app.context)
    guard app.columns >= AppMetrics.minimum.columns, app.rows >= AppMetrics.minimum.rows else {
      drawTooSmall(on: &canvas)
      return canvas.buffer
    }
    HeaderView.draw(app, on: &canvas)
    canvas.within(row: 1, rows: app.rows - AppMetrics.chromeRows) { drawBody(app, on: &$0) }
    canvas.within(row: app.rows - 2) { StatusLineView.draw(app, on: &$0) }
    canvas.within(row: app.rows - 1) { FooterView.draw(app, on: &$0) }
    return canvas.buffer
  }

  private func drawBody(_ app: AppViewModel, on canvas: inout Canvas) {
    // A question or a short list lies on the screen below it; everything else fills the screen.
    var base = app.screens[...]
    var dialogs: [AppViewModel.Screen] = []
    while let last = base.last, last.isDialog {
      dialogs.insert(last, at: 0)
      base = base.dropLast()
    }
    switch base.last {
    case nil: drawAgenda(app, on: &canvas)
    case .detail(let detail): EventDetailView.draw(detail, on: &canvas, isFocused: dialogs.isEmpty)
    case .eventForm(let screen):
      FormView.draw(screen.form.fields, focus: screen.form.focus, on: &canvas)
    case .conferencingForm(let screen):
      FormView.draw(screen.form.fields, focus: screen.form.focus, on: &canvas)
    case .reading(let reading): ReadingView.draw(reading, on: &canvas)
    case .changes: ChangesView.draw(app, on: &canvas)
    case .conflict(let conflict): ConflictView.draw(conflict, on: &canvas)
    case .accounts: AccountsView.draw(app.accounts, on: &canvas)
    case .signIn(let screen): SignInView.draw(screen, in: app, on: &canvas)
    case .confirmation, .menu: break
    }
    for dialog in dialogs {
      switch dialog {
      case .confirmation(let question): DialogView.draw(question, on: &canvas)
      case .menu(let menu): DialogView.draw(menu, on: &canvas)
      default: break
      }
    }
  }

  private func drawAgenda(_ app: AppViewModel, on canvas: inout Canvas) {
    guard let preview = app.preview else {
      AgendaView.draw(app.agenda, search: app.search, on: &canvas)
      return
    }
    let width = canvas.columns * 11 / 20
    canvas.within(columns: width - 1) {
      AgendaView.draw(app.agenda, search: app.search, on: &$0)
    }
    for row in 0..<canvas.rows { canvas.write("│", column: width, row: row, style: theme[.faint]) }
    canvas.within(column: width + 1) { EventDetailView.draw(preview, on: &$0, isFocused: false) }
  }

  private func drawTooSmall(on canvas: inout Canvas) {
    let lines = [
      "Convene needs",
      "\(AppMetrics.minimum.columns)×\(AppMetrics.minimum.rows) characters.",
      "Now: \(canvas.columns)×\(canvas.rows)",
    ]
    let top = max(0, (canvas.rows - lines.count) / 2)
    for (index, line) in lines.enumerated() {
      let column = max(0, (canvas.columns - DisplayWidth.columns(of: line)) / 2)
      canvas.write(line, column: column, row: top + index, style: theme[.text])
    }
  }
}

extension AppViewModel.Screen {
  /// Whether the screen below stays to be seen.
  fileprivate var isDialog: Bool {
    switch self {
    case .confirmation, .menu: true
    default: false
    }
  }
}
