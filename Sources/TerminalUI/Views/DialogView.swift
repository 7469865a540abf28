import Terminal
import ViewModels

/// A question or a short list, in a frame on the screen it is about.
enum DialogView {
  static func draw(_ question: ConfirmationViewModel, on canvas: inout Canvas) {
    let width = innerWidth(canvas)
    var lines: [(String, ThemeRole)] = TextWrap.lines(question.title, width: width, limit: 4)
      .map { ($0, .title) }
    for text in question.lines {
      lines.append(("", .text))
      lines += TextWrap.lines(text, width: width, limit: 6).map { ($0, .text) }
    }
    let room = canvas.rows - lines.count - 6
    var removed: [String] = []
    for text in question.removed {
      let isBlank: (Substring) -> Bool = { $0.allSatisfy(\.isWhitespace) }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).drop(while: isBlank)
      removed += lines.dropLast(lines.reversed().prefix(while: isBlank).count).map(String.init)
    }
    if !removed.isEmpty {
      lines.append(("", .text))
      let shown = removed.count <= room ? removed.count : max(1, room - 1)
      lines += removed.prefix(shown).map { ("− " + $0, .removed) }
      if shown < removed.count { lines.append(("… \(removed.count - shown) lines more", .faint)) }
    }
    guard room >= (removed.isEmpty ? -2 : min(removed.count, 2)) else {
      return drawTight(question, removed, on: &canvas)
    }
    lines.append(("", .text))
    frame(lines, on: &canvas) { canvas, row in
      var column = 0
      for (key, words) in [("y", question.confirmLabel), ("n", "leave it")] {
        column += canvas.write(key, column: column, row: row, style: canvas.theme[.key]) + 1
        column += canvas.write(words, column: column, row: row, style: canvas.theme[.text]) + 3
      }
    }
  }

  /// A question on a screen that is too small for all of it: without space between its parts, and
  /// without the answers, which the footer names; of what will go at least the beginning is seen.
  private static func drawTight(
    _ question: ConfirmationViewModel,
    _ removed: [String],
    on canvas: inout Canvas
  ) {
    let width = innerWidth(canvas)
    let rows = canvas.rows - 2
    var lines: [(String, ThemeRole)] = TextWrap.lines(question.title, width: width, limit: 2)
      .map { ($0, .title) }
    lines += question.lines.flatMap { TextWrap.lines($0, width: width, limit: 6) }
      .map { ($0, .text) }
    let kept = max(1, rows - min(removed.count, 2))
    if lines.count > kept {
      lines = Array(lines.prefix(kept))
      lines[kept - 1].0 += " …"
    }
    let room = rows - lines.count
    let shown = removed.count <= room ? removed.count : max(1, room - 1)
    lines += removed.prefix(shown).map { ("− " + $0, .removed) }
    if shown < removed.count { lines.append(("… \(removed.count - shown) lines more", .faint)) }
    frame(lines, on: &canvas) { _, _ in }
  }

  static func draw(_ menu: MenuViewModel, on canvas: inout Canvas) {
    let width = innerWidth(canvas)
    var lines: [(String, ThemeRole)] = TextWrap.lines(menu.title, width: width, limit: 4)
      .map { ($0, .title) }
    lines.append(("", .text))
    let room = max(1, canvas.rows - lines.count - 3)
    let first = max(0, min(menu.selected - room + 1, menu.items.count - room))
    for (index, item) in menu.items.enumerated().dropFirst(first).prefix(room) {
      let mark = index == menu.selected ? "▶ " : "  "
      let key = item.key.isEmpty ? "" : item.key + "  "
      lines.append((mark + key + item.label, index == menu.selected ? .selected : .text))
    }
    frame(lines, on: &canvas) { _, _ in }
  }

  private static func innerWidth(_ canvas: Canvas) -> Int {
    min(Metrics.dialogWidth, canvas.columns - 2) - 6
  }

  /// Draws a frame in the middle, with lines in it and something below them.
  private static func frame(
    _ lines: [(String, ThemeRole)],
    on canvas: inout Canvas,
    below: (inout Canvas, Int) -> Void
  ) {
    let width = innerWidth(canvas) + 6
    let height = min(canvas.rows, lines.count + 3)
    let style = canvas.theme[.dialog]
    let rule = String(repeating: "─", count: width - 2)
    canvas.within(
      column: (canvas.columns - width) / 2,
      row: max(0, (canvas.rows - height) / 2),
      columns: width,
      rows: height
    ) { canvas in
      canvas.fill(row: 0, rows: height, style: canvas.theme[.text])
      canvas.write("┌\(rule)┐", column: 0, row: 0, style: style)
      for row in 1..<max(1, height - 1) {
        canvas.write("│", column: 0, row: row, style: style)
        canvas.write("│", column: width - 1, row: row, style: style)
      }
      canvas.write("└\(rule)┘", column: 0, row: height - 1, style: style)
      canvas.within(column: 3, row: 1, columns: width - 6, rows: height - 2) { canvas in
        for (row, line) in lines.enumerated() {
          if line.1 == .selected { canvas.fill(row: row, style: canvas.theme[.selected]) }
          canvas.write(line.0, column: 0, row: row, style: canvas.theme[line.1])
        }
        below(&canvas, lines.count)
      }
    }
  }
}
