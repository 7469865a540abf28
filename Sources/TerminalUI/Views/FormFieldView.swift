import Terminal
import ViewModels

/// What is in a row of a form.
enum FormFieldView {
  /// Draws one line of a field at a column and a row, in a width.
  typealias Part = (inout Canvas, _ column: Int, _ row: Int, _ width: Int) -> Void

  /// The lines of a field.
  ///
  /// - Parameters:
  ///   - content: What is in the field.
  ///   - width: The columns it may take.
  ///   - height: The rows of the form: a text that is longer shows what is about its cursor.
  ///   - isFocused: Whether the cursor is in it.
  /// - Returns: The lines, at least one.
  static func parts<ID>(
    of content: FormField<ID>.Content,
    width: Int,
    height: Int,
    isFocused: Bool
  ) -> [Part] {
    switch content {
    case .fixed(let text):
      return [
        { canvas, column, row, width in
          canvas.write(text, column: column, row: row, style: canvas.theme[.faint], width: width)
        }
      ]
    case .toggle(let isOn):
      return [
        { canvas, column, row, _ in
          let style = canvas.theme[isFocused ? .focus : .field]
          canvas.write(isOn ? "[x] yes" : "[ ] no", column: column, row: row, style: style)
        }
      ]
    case .choice(let labels, let selected, let blocked):
      return [choice(labels, selected: selected, blocked: blocked, width: width, isFocused)]
    case .text(let field, let placeholder):
      return field.isMultiline
        ? multiline(field, placeholder, height: height, isFocused)
        : [singleLine(field, placeholder, isFocused)]
    }
  }

  private static func choice(
    _ labels: [String],
    selected: Int?,
    blocked: Set<Int>,
    width: Int,
    _ isFocused: Bool
  ) -> Part {
    let total = labels.map { DisplayWidth.columns(of: $0) + 4 }.reduce(0, +)
    return { canvas, column, row, width in
      let chosen = canvas.theme[isFocused ? .focus : .choice]
      guard total <= width else {
        let label = selected.map { labels[$0] } ?? "none chosen"
        let count = labels.count > 1 ? "  \((selected ?? -1) + 1)/\(labels.count)" : ""
        let room = width - DisplayWidth.columns(of: count) - 4
        var end = column
        end += canvas.write("‹ ", column: end, row: row, style: chosen)
        end += canvas.write(label, column: end, row: row, style: chosen, width: room)
        end += canvas.write(" ›", column: end, row: row, style: chosen)
        canvas.write(count, column: end, row: row, style: canvas.theme[.faint])
        return
      }
      var end = column
      for (index, label) in labels.enumerated() {
        let isChosen = index == selected
        let style =
          isChosen ? chosen : canvas.theme[blocked.contains(index) ? .placeholder : .faint]
        let text = isChosen ? "‹ \(label) ›" : "  \(label)  "
        end += canvas.write(text, column: end, row: row, style: style)
      }
    }
  }

  private static func singleLine(
    _ field: TextField,
    _ placeholder: String,
    _ isFocused: Bool
  ) -> Part {
    { canvas, column, row, width in
      drawLine(
        field.text,
        cursor: isFocused ? field.cursor : nil,
        placeholder: placeholder,
        column: column,
        row: row,
        width: width,
        on: &canvas
      )
    }
  }

  private static func multiline(
    _ field: TextField,
    _ placeholder: String,
    height: Int,
    _ isFocused: Bool
  ) -> [Part] {
    // Lines by their own ends; a long one scrolls sideways when the cursor is in it.
    var lines: [(text: String, start: Int)] = []
    var start = 0
    for line in field.text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append((String(line), start))
      start += line.count + 1
    }
    let cursorLine = lines.lastIndex { $0.start <= field.cursor } ?? 0
    // A line is kept for the number of those that are not shown.
    let limit =
      isFocused ? max(1, min(Metrics.editedLines, height - 1)) : Metrics.shownLines
    let first = isFocused ? max(0, min(cursorLine - limit / 2, lines.count - limit)) : 0
    let shown = lines.indices.dropFirst(first).prefix(limit)
    var parts: [Part] = shown.map { index in
      let isCursorHere = isFocused && index == cursorLine
      return { canvas, column, row, width in
        drawLine(
          lines[index].text,
          cursor: isCursorHere ? field.cursor - lines[index].start : nil,
          placeholder: lines.count == 1 ? placeholder : "",
          isFocused: isFocused,
          column: column,
          row: row,
          width: width,
          on: &canvas
        )
      }
    }
    let hidden = lines.count - shown.count
    if hidden > 0 {
      parts.append { canvas, column, row, _ in
        canvas.write(
          hidden == 1 ? "… 1 line more" : "… \(hidden) lines more",
          column: column,
          row: row,
          style: canvas.theme[.faint]
        )
      }
    }
    return parts
  }

  /// Draws a line of text; with a cursor in it the part around the cursor.
  private static func drawLine(
    _ text: String,
    cursor: Int?,
    placeholder: String,
    isFocused: Bool? = nil,
    column: Int,
    row: Int,
    width: Int,
    on canvas: inout Canvas
  ) {
    let isFocused = isFocused ?? (cursor != nil)
    let style = canvas.theme[isFocused ? .focus : .field]
    if isFocused { canvas.fill(column: column, row: row, columns: width, style: style) }
    if text.isEmpty {
      var faint = canvas.theme[.placeholder]
      if isFocused { faint.background = style.background }
      canvas.write(placeholder, column: column, row: row, style: faint, width: width)
      if cursor != nil { canvas.placeCursor(column: column, row: row) }
      return
    }
    guard let cursor else {
      canvas.write(text, column: column, row: row, style: style, width: width)
      return
    }
    // Only what is near the cursor is looked at: a pasted text may be huge.
    var before = Array(text.prefix(cursor).suffix(width))
    var used = before.map { DisplayWidth.columns(of: $0) }.reduce(0, +)
    while used >= width, !before.isEmpty { used -= DisplayWidth.columns(of: before.removeFirst()) }
    let after = text.dropFirst(cursor).prefix(width)
    canvas.write(String(before) + after, column: column, row: row, style: style, width: width)
    canvas.placeCursor(column: column + used, row: row)
  }
}
