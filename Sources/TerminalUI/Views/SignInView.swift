import Terminal
import ViewModels

/// A sign-in that goes on: where to allow it, and the field for the address it ended at.
enum SignInView {
  static func draw(_ screen: SignInViewModel, in app: AppViewModel, on canvas: inout Canvas) {
    let width = canvas.columns - Metrics.indent - Metrics.margin
    let height = canvas.rows - (screen.takesRedirect ? 1 : 0)
    let isRoomy = canvas.rows > Metrics.roomyRows
    let top = isRoomy ? 1 : 0
    let rows = screen.rows(now: app.now, width: width, height: height - top)
    for (row, line) in rows.enumerated() {
      canvas.write(
        line.text,
        column: Metrics.indent,
        row: top + row,
        style: canvas.theme[role(of: line.kind)]
      )
    }
    if screen.takesRedirect { drawField(screen, row: top + rows.count, width: width, on: &canvas) }
  }

  private static func drawField(
    _ screen: SignInViewModel,
    row: Int,
    width: Int,
    on canvas: inout Canvas
  ) {
    canvas.markSelection(row: row, style: canvas.theme[.gutter])
    let content = FormField<Int>.Content.text(screen.field, placeholder: "http://127.0.0.1:…")
    for part in FormFieldView.parts(
      of: content,
      width: width,
      height: 1,
      isFocused: screen.isTyping
    ) {
      part(&canvas, Metrics.indent, row, width)
    }
  }

  private static func role(of kind: SignInViewModel.Row.Kind) -> ThemeRole {
    switch kind {
    case .text, .space: .text
    case .faint: .faint
    case .address, .command: .link
    case .code: .title
    case .problem: .problem
    }
  }
}

extension SignInViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    SignInView.draw(self, in: app, on: &canvas)
  }
}
