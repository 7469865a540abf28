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
  package func draw(_ app: AppViewModel) -> CellBuffer { picture(of: app).buffer }

  /// Draws the screen, and notes what of it can be pointed at.
  package func picture(of app: AppViewModel) -> Picture {
    let size = Size(columns: max(1, app.columns), rows: max(1, app.rows))
    var canvas = Canvas(size: size, theme: theme, keys: keys, context: app.context)
    guard !AppMetrics.isTooSmall(columns: app.columns, rows: app.rows) else {
      drawTooSmall(on: &canvas)
      return Picture(buffer: canvas.buffer, regions: [])
    }
    HeaderView.draw(app, on: &canvas)
    let status = StatusLineView.height(app, on: canvas)
    canvas.within(row: 1, rows: app.rows - AppMetrics.chromeRows + 1 - status) {
      drawBody(app, on: &$0)
    }
    canvas.within(row: app.rows - 1 - status, rows: status) { StatusLineView.draw(app, on: &$0) }
    canvas.within(row: app.rows - 1) { FooterView.draw(app, on: &$0) }
    return Picture(buffer: canvas.buffer, regions: canvas.regions)
  }

  /// A question or a short list lies on the screen below it; everything else fills the screen.
  private func drawBody(_ app: AppViewModel, on canvas: inout Canvas) {
    let visible = app.navigation.visible
    for (index, screen) in visible.enumerated() {
      let view = screen as? any ScreenView
      view?.draw(app, on: &canvas, isFocused: index == visible.count - 1)
    }
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
