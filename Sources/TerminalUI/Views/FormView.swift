import Terminal
import ViewModels

/// The rows of a form, with the cursor in one of them.
enum FormView {
  /// A line of the form and how it is drawn.
  private struct Line {
    var isFocus = false
    var draw: (inout Canvas, Int) -> Void
  }

  static func draw<ID>(_ fields: [FormField<ID>], focus: ID, on canvas: inout Canvas) {
    var lines: [Line] = []
    for field in fields { lines += Self.lines(of: field, isFocused: field.id == focus, canvas) }
    let first = lines.firstIndex { $0.isFocus } ?? 0
    let last = lines.lastIndex { $0.isFocus } ?? 0
    // The focused row, and what is said of it, stay on the screen.
    var top = max(0, last - canvas.rows + 2)
    top = max(0, min(top, lines.count - canvas.rows, first))
    for (row, line) in lines.dropFirst(top).prefix(canvas.rows).enumerated() {
      line.draw(&canvas, row)
    }
    canvas.markMore(above: top > 0, below: top + canvas.rows < lines.count)
  }

  private static func lines<ID>(
    of field: FormField<ID>,
    isFocused: Bool,
    _ canvas: Canvas
  ) -> [Line] {
    var lines: [Line] = []
    if let section = field.section {
      lines.append(Line { _, _ in })
      lines.append(
        Line { canvas, row in
          canvas.write(section, column: Metrics.margin, row: row, style: canvas.theme[.day])
        }
      )
    }
    let column = Metrics.indent + Metrics.labelWidth
    let width = max(8, min(canvas.columns, Metrics.readingWidth) - column - Metrics.margin)
    let parts = FormFieldView.parts(
      of: field.content,
      width: width,
      height: canvas.rows,
      isFocused: isFocused
    )
    for (index, part) in parts.enumerated() {
      lines.append(
        Line(isFocus: isFocused) { canvas, row in
          if index == 0 { drawLabel(field.label, isFocused: isFocused, row: row, on: &canvas) }
          part(&canvas, column, row, width)
        }
      )
    }
    if let problem = field.problem {
      for (index, text) in TextWrap.lines("! " + problem, width: width, limit: 4).enumerated() {
        lines.append(
          Line(isFocus: isFocused) { canvas, row in
            canvas.write(
              text,
              column: column + (index == 0 ? 0 : 2),
              row: row,
              style: canvas.theme[.problem]
            )
          }
        )
      }
    } else if isFocused, let hint = field.hint {
      for text in TextWrap.lines(canvas.resolve(hint), width: width, limit: 2) {
        lines.append(
          Line(isFocus: true) { canvas, row in
            canvas.write(text, column: column, row: row, style: canvas.theme[.faint])
          }
        )
      }
    }
    return lines
  }

  private static func drawLabel(
    _ label: String,
    isFocused: Bool,
    row: Int,
    on canvas: inout Canvas
  ) {
    if isFocused {
      canvas.markSelection(row: row, style: canvas.theme[.gutter])
    }
    canvas.write(
      label,
      column: Metrics.indent,
      row: row,
      style: canvas.theme[isFocused ? .text : .label],
      width: Metrics.labelWidth - 1
    )
  }
}

extension EventFormScreen: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    FormView.draw(form.fields, focus: form.focus, on: &canvas)
  }
}

extension BulkConferencingScreen: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    FormView.draw(form.fields, focus: form.focus, on: &canvas)
  }
}

extension ConferencingScreen: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    FormView.draw(form.fields, focus: form.focus, on: &canvas)
  }
}
