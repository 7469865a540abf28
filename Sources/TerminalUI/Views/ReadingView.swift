import Terminal
import ViewModels

/// A text to read: help, what the doctor found.
enum ReadingView {
  static func draw(_ reading: ReadingViewModel, on canvas: inout Canvas) {
    let isHelp = if case .help = reading.about { true } else { false }
    for (row, line) in reading.rows.dropFirst(reading.top).prefix(canvas.rows).enumerated() {
      draw(
        line,
        row: row,
        column: isHelp ? AppMetrics.helpLabel(columns: canvas.columns) : AppMetrics.doctorLabel,
        labels: isHelp ? .key : .label,
        values: .text,
        on: &canvas
      )
    }
    canvas.restCursor(column: Metrics.margin, row: 0)
    canvas.markMore(
      above: reading.top > 0,
      below: reading.top + canvas.rows < reading.rows.count
    )
  }

  /// Draws a line.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - row: Where.
  ///   - heading: Where headings begin.
  ///   - column: Where values begin, from where everything else does: two columns behind headings.
  ///   - labels: How labels look.
  ///   - values: How values look.
  ///   - isSelected: Whether the cursor is on it.
  ///   - canvas: What is drawn on.
  static func draw(
    _ line: ReadingViewModel.Row,
    row: Int,
    heading: Int = Metrics.margin,
    column: Int,
    labels: ThemeRole = .text,
    values: ThemeRole = .faint,
    isSelected: Bool = false,
    on canvas: inout Canvas
  ) {
    let theme = canvas.theme
    let indent = heading + 2
    let style: (ThemeRole) -> CellStyle = { isSelected ? theme[.selected] : theme[$0] }
    switch line.kind {
    case .heading:
      let end = canvas.write(line.label, column: heading, row: row, style: style(.day))
      canvas.write(line.value, column: heading + end + 2, row: row, style: style(.faint))
    case .entry, .calendar:
      var start = indent
      var label = style(labels)
      if case .calendar(let isShown) = line.kind {
        canvas.write(isShown ? "[x]" : "[ ]", column: start, row: row, style: style(.key))
        canvas.write(
          theme.glyphs.calendar,
          column: start + 4,
          row: row,
          style: theme.dot(line.color, on: style(.text))
        )
        if !isShown { label = style(.faint) }
        start += Metrics.calendarMarks
      }
      canvas.write(
        line.label,
        column: start,
        row: row,
        style: label,
        width: line.value.isEmpty ? canvas.columns - start - 1 : indent + column - start - 1
      )
      canvas.write(line.value, column: indent + column, row: row, style: style(values))
    case .problem:
      canvas.write("! " + line.label, column: indent, row: row, style: style(.problem))
    case .continued:
      canvas.write(line.label, column: indent + 2, row: row, style: style(.problem))
    case .text: canvas.write(line.label, column: indent, row: row, style: style(.faint))
    }
  }
}

extension ReadingViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    ReadingView.draw(self, on: &canvas)
  }
}
