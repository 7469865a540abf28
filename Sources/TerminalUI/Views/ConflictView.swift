import CalendarCore
import Terminal
import ViewModels

/// A collision, field by field.
enum ConflictView {
  static func draw(_ conflict: ConflictViewModel, on canvas: inout Canvas) {
    for (row, line) in conflict.rows.dropFirst(conflict.top).prefix(canvas.rows).enumerated() {
      canvas.region(.row(conflict.top + row), row: row)
      if conflict.marked == conflict.top + row {
        canvas.markSelection(row: row, style: canvas.theme[.gutter])
      }
      draw(line, row: row, on: &canvas)
    }
    canvas.markMore(
      above: conflict.top > 0,
      below: conflict.top + canvas.rows < conflict.rows.count
    )
  }

  private static func draw(_ line: ConflictViewModel.Row, row: Int, on canvas: inout Canvas) {
    let label = Metrics.indent + 2
    let column = label + Metrics.sideWidth
    let theme = canvas.theme
    switch line.kind {
    case .space: return
    case .note: canvas.write(line.text, column: Metrics.indent, row: row, style: theme[.faint])
    case .sentence: canvas.write(line.text, column: Metrics.indent, row: row, style: theme[.text])
    case .heading: canvas.write(line.text, column: Metrics.indent, row: row, style: theme[.day])
    case .option(let isChosen):
      let text = isChosen ? theme.glyphs.chosen(line.text) : "  \(line.text)"
      canvas.write(text, column: label, row: row, style: theme[isChosen ? .choice : .text])
      return
    case .choice(let options, let chosen):
      var end = column
      for option in options {
        let isChosen = option == chosen
        end += canvas.write(
          isChosen ? theme.glyphs.chosen(option.rawValue) : "  \(option.rawValue)  ",
          column: end,
          row: row,
          style: theme[isChosen ? .choice : .faint]
        )
      }
    case .text: canvas.write(line.text, column: column, row: row, style: theme[.text])
    case .added: canvas.write(line.text, column: column, row: row, style: theme[.added])
    case .removed: canvas.write(line.text, column: column, row: row, style: theme[.removed])
    case .faint: canvas.write(line.text, column: column, row: row, style: theme[.faint])
    case .problem: canvas.write(line.text, column: column, row: row, style: theme[.problem])
    }
    canvas.write(line.label, column: label, row: row, style: theme[.label])
  }
}

extension ConflictViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    ConflictView.draw(self, on: &canvas)
  }
}
