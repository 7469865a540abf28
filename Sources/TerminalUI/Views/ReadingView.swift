import Terminal
import ViewModels

/// A text to read: help, accounts.
enum ReadingView {
  static func draw(_ reading: ReadingViewModel, on canvas: inout Canvas) {
    let theme = canvas.theme
    let isHelp = if case .help = reading.subject { true } else { false }
    let column = isHelp ? 16 : 26
    for (row, line) in reading.rows.dropFirst(reading.top).prefix(canvas.rows).enumerated() {
      switch line.kind {
      case .heading:
        let end = canvas.write(line.label, column: Metrics.margin, row: row, style: theme[.day])
        canvas.write(
          line.value,
          column: Metrics.margin + end + 2,
          row: row,
          style: theme[.faint]
        )
      case .entry:
        var start = Metrics.indent
        if !line.color.isEmpty {
          canvas.write("●", column: start, row: row, style: theme.dot(line.color, on: theme[.text]))
          start += 2
        }
        canvas.write(
          line.label,
          column: start,
          row: row,
          style: theme[isHelp ? .key : .text],
          width: Metrics.indent + column - start - 1
        )
        canvas.write(
          line.value,
          column: Metrics.indent + column,
          row: row,
          style: theme[isHelp ? .text : .faint]
        )
      case .problem:
        canvas.write("! " + line.label, column: Metrics.indent, row: row, style: theme[.problem])
      case .continued:
        canvas.write(line.label, column: Metrics.indent + 2, row: row, style: theme[.problem])
      case .text:
        canvas.write(line.label, column: Metrics.indent, row: row, style: theme[.faint])
      }
    }
    canvas.markMore(
      above: reading.top > 0,
      below: reading.top + canvas.rows < reading.rows.count
    )
  }
}
