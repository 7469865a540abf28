import Terminal
import ViewModels

/// A QR code in half blocks, dark on light whatever the theme is: cameras expect that.
enum QRCodeView {
  private static let style = CellStyle(foreground: .rgb(0, 0, 0), background: .rgb(255, 255, 255))

  static func draw(_ model: QRCodeViewModel, on canvas: inout Canvas) {
    canvas.restCursor(column: Metrics.margin, row: 0)
    guard let margin = model.code.margin(columns: canvas.columns, rows: canvas.rows) else {
      return drawText(model, on: &canvas)
    }
    let size = model.code.size(margin: margin)
    let column = (canvas.columns - size.columns) / 2
    let top = (canvas.rows - size.rows) / 2
    for (row, line) in model.code.lines(margin: margin).enumerated() {
      canvas.write(line, column: column, row: top + row, style: style)
    }
    // Beside the code one may read it, where there is a line for it.
    guard canvas.rows > top + size.rows else { return }
    let width = canvas.columns - 2 * Metrics.margin
    let caption = DisplayWidth.truncated(model.text, to: width)
    canvas.write(
      caption,
      column: max(Metrics.margin, (canvas.columns - DisplayWidth.columns(of: caption)) / 2),
      row: canvas.rows - 1,
      style: canvas.theme[.faint]
    )
  }

  /// What the code says, where there is no room for it.
  private static func drawText(_ model: QRCodeViewModel, on canvas: inout Canvas) {
    let width = canvas.columns - 2 * Metrics.margin
    let complaint = model.complaint(columns: canvas.columns, rows: canvas.rows)
    let lines =
      TextWrap.lines(complaint, width: width, limit: 4).map { ($0, ThemeRole.problem) } + [
        ("", .text)
      ]
      + TextWrap.lines(model.text, width: width, limit: max(1, canvas.rows - 5)).map { ($0, .text) }
    for (row, line) in lines.enumerated() {
      canvas.write(line.0, column: Metrics.margin, row: row, style: canvas.theme[line.1])
    }
  }
}

extension QRCodeViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    QRCodeView.draw(self, on: &canvas)
  }
}
