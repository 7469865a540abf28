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
      return choice(labels, selected: selected, blocked: blocked, width: width, isFocused)
    case .text(let field, let placeholder):
      return field.isMultiline
        ? multiline(field, placeholder, height: height, isFocused)
        : [singleLine(field, placeholder, isFocused)]
    }
  }

  /// All options in a line where there is room, else the chosen one, whole.
  private static func choice(
    _ labels: [String],
    selected: Int?,
    blocked: Set<Int>,
    width: Int,
    _ isFocused: Bool
  ) -> [Part] {
    let total = labels.map { DisplayWidth.columns(of: $0) + 4 }.reduce(0, +)
    guard total <= width else {
      let label = selected.map { labels[$0] } ?? "none chosen"
      let count = labels.count > 1 ? "\((selected ?? -1) + 1)/\(labels.count)" : ""
      return chosen(SafeText.visible(label), count, width: width, isFocused)
    }
    return [
      { canvas, column, row, _ in
        let chosen = canvas.theme[isFocused ? .focus : .choice]
        var end = column
        for (index, label) in labels.enumerated() {
          let isChosen = index == selected
          let style =
            isChosen ? chosen : canvas.theme[blocked.contains(index) ? .placeholder : .faint]
          let text = isChosen ? "‹ \(label) ›" : "  \(label)  "
          end += canvas.write(text, column: end, row: row, style: style)
        }
      }
    ]
  }

  /// The chosen option, and behind its first line which of how many it is.
  ///
  /// It takes as many lines as it needs while one chooses, and an address always: two hosts may
  /// differ in the middle or at the end alone.
  private static func chosen(
    _ label: String,
    _ count: String,
    width: Int,
    _ isFocused: Bool
  ) -> [Part] {
    let needed = DisplayWidth.columns(of: label) + (count.isEmpty ? 0 : count.count + 1)
    var lines: [String]
    if needed + 5 <= width {
      lines = ["‹ \(label) ›"]
    } else if needed + 3 <= width {
      lines = ["‹ \(label)›"]
    } else if !isFocused, !label.contains("@") {
      let room = max(1, width - count.count - 5)
      lines = ["‹ " + (pieces(of: label, width: room, limit: 1).lines.first ?? "") + "… ›"]
    } else {
      // The first line leaves room for the count, all of them for the marks.
      let room = max(1, width - 4)
      let first = pieces(of: label, width: max(1, width - count.count - 3), limit: 1)
      let rest = first.rest.isEmpty ? [] : pieces(of: first.rest, width: room).lines
      lines = ["‹ " + (first.lines.first ?? "")] + rest.map { "  " + $0 }
      lines[lines.count - 1] += " ›"
    }
    let gap = needed + 5 <= width ? 2 : 1
    return lines.enumerated().map { index, text in
      { canvas, column, row, _ in
        let style = canvas.theme[isFocused ? .focus : .choice]
        let end = canvas.write(text, column: column, row: row, style: style)
        guard index == 0, !count.isEmpty else { return }
        canvas.write(count, column: column + end + gap, row: row, style: canvas.theme[.faint])
      }
    }
  }

  /// Pieces of a text that fit in a width, and what is left of it.
  private static func pieces(
    of text: String,
    width: Int,
    limit: Int = 8
  ) -> (lines: [String], rest: String) {
    var lines: [String] = []
    var rest = text[...]
    while !rest.isEmpty, lines.count < limit {
      var piece = ""
      var used = 0
      while let character = rest.first {
        let columns = DisplayWidth.columns(of: character)
        if used + columns > width, !piece.isEmpty { break }
        piece.append(character)
        used += columns
        rest.removeFirst()
      }
      // Between words rather than within one.
      if !rest.isEmpty, rest.first != " ", let space = piece.lastIndex(of: " ") {
        rest = text[text.index(rest.startIndex, offsetBy: -piece[space...].count)...]
        piece = String(piece[..<space])
      }
      rest = rest.drop { $0 == " " }
      lines.append(piece)
    }
    return (lines, String(rest))
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
      // The brackets distinguish it from data where neither colour nor slant does.
      if !placeholder.isEmpty {
        canvas.write("(\(placeholder))", column: column, row: row, style: faint, width: width)
      }
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
