import Terminal
import ViewModels

/// One event, read.
enum EventDetailView {
  /// A line of the screen: a piece of a row.
  private struct Line {
    var row: Int
    var text: String
    var isFirst: Bool
    var isSpace = false
  }

  static func draw(
    _ detail: EventDetailViewModel,
    on canvas: inout Canvas,
    isFocused: Bool
  ) {
    if detail.isGone {
      canvas.write(
        "This event is no longer there.",
        column: Metrics.indent,
        row: 1,
        style: canvas.theme[.faint]
      )
      return
    }
    let width = min(canvas.columns, Metrics.readingWidth)
    let lines = lines(of: detail, width: width, on: canvas)
    let last = lines.lastIndex { $0.row == detail.selected && !$0.isSpace } ?? 0
    let top = isFocused ? max(0, min(last - canvas.rows + 2, lines.count - canvas.rows)) : 0
    for (row, line) in lines.dropFirst(top).prefix(canvas.rows).enumerated() where !line.isSpace {
      draw(
        line,
        of: detail.rows[line.row],
        at: row,
        isSelected: isFocused && line.row == detail.selected,
        isMarked: line.isFirst || row == 0,
        on: &canvas
      )
    }
    canvas.markMore(above: top > 0, below: top + canvas.rows < lines.count)
  }

  private static func lines(
    of detail: EventDetailViewModel,
    width: Int,
    on canvas: Canvas
  ) -> [Line] {
    var lines: [Line] = []
    for (index, row) in detail.rows.enumerated() {
      // What is far below the selection is not seen and need not be laid out.
      if index > detail.selected + canvas.rows { break }
      if row.kind == .heading, !lines.isEmpty {
        lines.append(Line(row: index, text: "", isFirst: false, isSpace: true))
      }
      let column = column(of: row)
      let texts = TextWrap.lines(
        canvas.resolve(row.shown),
        width: max(8, width - column - Metrics.margin)
      )
      for (piece, text) in texts.enumerated() {
        lines.append(Line(row: index, text: text, isFirst: piece == 0))
      }
      if row.kind == .title {
        lines.append(Line(row: index, text: "", isFirst: false, isSpace: true))
      }
    }
    return lines
  }

  private static func column(of row: EventDetailViewModel.Row) -> Int {
    switch row.kind {
    case .title, .heading, .text: Metrics.indent
    case .field, .link: Metrics.indent + Metrics.labelWidth
    case .note, .problem: Metrics.indent + (row.label.isEmpty ? 0 : Metrics.labelWidth)
    }
  }

  private static func draw(
    _ line: Line,
    of row: EventDetailViewModel.Row,
    at position: Int,
    isSelected: Bool,
    isMarked: Bool,
    on canvas: inout Canvas
  ) {
    let theme = canvas.theme
    // Of a row that is longer than the screen the mark is on the first line to be seen.
    canvas.drawLine(line.row, isSelected: isSelected, isMarked: isMarked, row: position)
    if line.isFirst, column(of: row) > Metrics.indent {
      canvas.write(
        row.label,
        column: Metrics.indent,
        row: position,
        style: isSelected ? theme[.selected] : theme[.label],
        width: Metrics.labelWidth - 1
      )
    }
    canvas.write(
      line.text,
      column: column(of: row),
      row: position,
      style: isSelected ? theme[.selected] : theme[role(of: row)]
    )
  }

  private static func role(of row: EventDetailViewModel.Row) -> ThemeRole {
    switch row.kind {
    case .title: .title
    case .heading: .day
    case .field: .field
    case .link: .link
    case .note: row.label.isEmpty ? .faint : .pending
    case .problem: .problem
    case .text: .text
    }
  }
}

extension EventDetailViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    EventDetailView.draw(self, on: &canvas, isFocused: isFocused)
  }
}
