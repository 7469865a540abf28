import Terminal
import ViewModels

/// A question or a short list, in a frame on the screen it is about.
enum DialogView {
  static func draw(_ question: ConfirmationViewModel, on canvas: inout Canvas) {
    let layout = question.layout(columns: canvas.columns, rows: canvas.rows)
    var lines = layout.lines.map { line in
      let hint = line.kind == .more ? " (\(canvas.key(.moveDown)), \(canvas.key(.pageDown)))" : ""
      return (line.text + hint, role(of: line.kind))
    }
    if layout.hasAnswers { lines.append(("", .text)) }
    frame(lines, hasAbove: layout.hasAbove, on: &canvas) { canvas, row in
      guard layout.hasAnswers else { return }
      canvas.takeCursor(column: 0, row: row)
      var column = 0
      for (command, words) in [(Command.confirm, question.confirmLabel), (.refuse, "leave it")] {
        let label = canvas.key(command)
        let start = column
        column += canvas.write(label, column: column, row: row, style: canvas.theme[.key]) + 1
        column += canvas.write(words, column: column, row: row, style: canvas.theme[.text])
        canvas.region(.command(command), column: start, row: row, columns: column - start)
        column += 3
      }
    }
  }

  private static func role(of kind: ConfirmationLayout.Line.Kind) -> ThemeRole {
    switch kind {
    case .title: .title
    case .text, .space: .text
    case .removed: .removed
    case .more: .faint
    }
  }

  static func draw(_ menu: MenuViewModel, on canvas: inout Canvas) {
    let width = AppMetrics.dialogText(columns: canvas.columns)
    var lines: [(String, ThemeRole)] = TextWrap.lines(menu.title, width: width, limit: 4)
      .map { ($0, .title) }
    lines.append(("", .text))
    let room = max(1, canvas.rows - lines.count - 3)
    let first = top(showing: menu.selected..<menu.selected + 1, room: room)
    let keys = menu.items.map { $0.key.isEmpty ? "  " : "  " + $0.key + "  " }
    let widest = keys.map { DisplayWidth.columns(of: $0) }.max() ?? 0
    // Two links may differ at their ends alone.
    let labels = DistinctText.truncated(menu.items.map(\.label), to: max(1, width - widest))
    for index in menu.items.indices.dropFirst(first).prefix(room) {
      let isSelected = index == menu.selected
      let key = isSelected ? canvas.theme.glyphs.selection + keys[index].dropFirst() : keys[index]
      lines.append((key + labels[index], isSelected ? .selected : .text))
    }
    let head = lines.count - min(room, menu.items.count - first)
    let hasBelow = first + room < menu.items.count
    frame(lines, hasAbove: first > 0, hasBelow: hasBelow, on: &canvas) { canvas, count in
      for row in head..<max(head, count) { canvas.region(.row(first + row - head), row: row) }
    }
  }

  static func draw(_ question: ScopeViewModel, on canvas: inout Canvas) {
    let width = AppMetrics.dialogText(columns: canvas.columns)
    var head: [(String, ThemeRole)] = TextWrap.lines(question.title, width: width, limit: 2)
      .map { ($0, .title) }
    head.append(("", .text))
    var (lines, starts) = choices(of: question, width: width, canvas)
    if lines.count > canvas.rows - head.count - 2 {
      // That there are other choices matters more than what each means before it is selected.
      (lines, starts) = choices(of: question, width: width, canvas, areBrief: true)
      while head.count > 1, canvas.rows - head.count - 2 < lines.count { head.removeLast() }
      if head.count == 1 {
        head = TextWrap.lines(question.title, width: width, limit: 1).map { ($0, .title) }
      }
    }
    let room = max(1, canvas.rows - head.count - 2)
    let start = starts.dropFirst(question.selected).first ?? 0
    let end = starts.dropFirst(question.selected + 1).first ?? lines.count
    let first = top(showing: start..<max(start, end), room: room)
    let hasBelow = first + room < lines.count
    let shown = head + lines.dropFirst(first).prefix(room)
    frame(shown, hasAbove: first > 0, hasBelow: hasBelow, on: &canvas) { canvas, _ in
      for (index, start) in starts.enumerated() where (first..<first + room).contains(start) {
        canvas.region(.row(index), row: head.count + start - first)
      }
    }
  }

  /// The choices as lines, and the first line of each.
  ///
  /// Brief ones say what the selected one means and nothing of the others.
  private static func choices(
    of question: ScopeViewModel,
    width: Int,
    _ canvas: Canvas,
    areBrief: Bool = false
  ) -> (lines: [(String, ThemeRole)], starts: [Int]) {
    let indent = areBrief ? 4 : 9
    var lines: [(String, ThemeRole)] = []
    var starts: [Int] = []
    for (index, choice) in question.choices.enumerated() {
      let isSelected = index == question.selected
      let key = choice.key.isEmpty && isSelected ? canvas.key(.choose) : choice.key
      starts.append(lines.count)
      lines.append(
        (
          (isSelected ? canvas.theme.glyphs.selection + " " : "  ")
            + key + String(repeating: " ", count: max(1, 7 - key.count)) + choice.label,
          isSelected ? .selected : .text
        )
      )
      if areBrief, !isSelected { continue }
      for text in choice.lines {
        lines += TextWrap.lines(text, width: width - indent, limit: 3)
          .map { (String(repeating: " ", count: indent) + $0, .faint) }
      }
    }
    return (lines, starts)
  }

  /// The first of the lines that scroll, for some of them to be seen; their beginning at least.
  private static func top(showing range: Range<Int>, room: Int) -> Int {
    min(range.lowerBound, max(0, range.upperBound - room))
  }

  /// Draws a frame in the middle, with lines in it and something below them.
  private static func frame(
    _ lines: [(String, ThemeRole)],
    hasAbove: Bool = false,
    hasBelow: Bool = false,
    on canvas: inout Canvas,
    below: (inout Canvas, Int) -> Void
  ) {
    let width = AppMetrics.dialogText(columns: canvas.columns) + 6
    let height = min(canvas.rows, lines.count + 3)
    let style = canvas.theme[.dialog]
    let rule = String(repeating: canvas.theme.glyphs.horizontal, count: width - 2)
    canvas.within(
      column: (canvas.columns - width) / 2,
      row: max(0, (canvas.rows - height) / 2),
      columns: width,
      rows: height
    ) { canvas in
      canvas.fill(row: 0, rows: height, style: canvas.theme[.text])
      let glyphs = canvas.theme.glyphs
      canvas.write(glyphs.corners[0] + rule + glyphs.corners[1], column: 0, row: 0, style: style)
      for row in 1..<max(1, height - 1) {
        canvas.write(glyphs.vertical, column: 0, row: row, style: style)
        canvas.write(glyphs.vertical, column: width - 1, row: row, style: style)
      }
      if hasAbove {
        canvas.write(glyphs.above, column: width - 3, row: 1, style: canvas.theme[.faint])
      }
      if hasBelow {
        let style = canvas.theme[.faint]
        canvas.write(glyphs.below, column: width - 3, row: max(1, height - 2), style: style)
      }
      canvas.write(
        glyphs.corners[2] + rule + glyphs.corners[3],
        column: 0,
        row: height - 1,
        style: style
      )
      canvas.within(column: 3, row: 1, columns: width - 6, rows: height - 2) { canvas in
        for (row, line) in lines.enumerated() {
          if line.1 == .selected { canvas.fill(row: row, style: canvas.theme[.selected]) }
          canvas.write(line.0, column: 0, row: row, style: canvas.theme[line.1])
          if row == 0 || line.1 == .selected {
            canvas.takeCursor(column: line.1 == .selected ? 2 : 0, row: row)
          }
        }
        below(&canvas, lines.count)
      }
    }
  }
}

extension ConfirmationViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    DialogView.draw(self, on: &canvas)
  }
}

extension ScopeViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    DialogView.draw(self, on: &canvas)
  }
}

extension MenuViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    DialogView.draw(self, on: &canvas)
  }
}
