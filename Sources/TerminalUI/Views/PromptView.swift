import Terminal
import ViewModels

/// A line at the foot in which something is typed, and what that means.
enum PromptView {
  static func draw(
    _ label: String,
    _ field: TextField,
    hint: String,
    on canvas: inout Canvas
  ) {
    let row = canvas.rows - 1
    let theme = canvas.theme
    canvas.fill(row: row, style: theme[.focus])
    let column =
      Metrics.margin + canvas.write(label, column: Metrics.margin, row: row, style: theme[.focus])
    // The hint gives way to what is typed.
    let typed = min(DisplayWidth.columns(of: field.text) + 1, canvas.columns - column - 1)
    let room = max(12, typed, canvas.columns - column - DisplayWidth.columns(of: hint) - 4)
    let window = TextWindow(field.text, cursor: field.cursor, width: room)
    let drawn = canvas.write(
      window.text,
      column: column,
      row: row,
      style: theme[.focus],
      width: room
    )
    canvas.placeCursor(column: column + window.cursor, row: row)
    canvas.write(
      hint,
      column: column + max(drawn, window.cursor + 1) + 2,
      row: row,
      style: theme[.placeholder]
    )
  }
}

extension ShiftPrompt: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    PromptView.draw(label, field, hint: hint, on: &canvas)
  }
}

extension SecondZonePrompt: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    PromptView.draw("Second time zone: ", field, hint: hint(in: app.state), on: &canvas)
  }
}

extension ImportPrompt: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    PromptView.draw(label(in: app.state), field, hint: hint, on: &canvas)
  }
}

extension ExportPrompt: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    PromptView.draw(label, field, hint: hint, on: &canvas)
  }
}
