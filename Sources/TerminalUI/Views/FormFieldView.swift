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
  ///   - isSelected: Whether what is typed next replaces its text.
  /// - Returns: The lines, at least one.
  static func parts<ID>(
    of content: FormField<ID>.Content,
    width: Int,
    height: Int,
    isFocused: Bool,
    isSelected: Bool = false
  ) -> [Part] {
    switch content {
    case .fixed(let text):
      // An address or a link is shown whole, as where it is chosen.
      let isAddress = text.contains("@") || text.contains("://")
      let lines = isAddress ? pieces(of: text, width: max(1, width), limit: 8) : [text]
      return lines.map { line in
        { canvas, column, row, width in
          canvas.write(line, column: column, row: row, style: canvas.theme[.faint], width: width)
        }
      }
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
        : [singleLine(field, placeholder, isFocused, isSelected)]
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
    let labels = labels.map { SafeText.visible($0) }
    let total = labels.map { DisplayWidth.columns(of: $0) + 4 }.reduce(0, +)
    guard total <= width else {
      let label = selected.map { labels[$0] } ?? "none chosen"
      let count = labels.count > 1 ? "\((selected ?? -1) + 1)/\(labels.count)" : ""
      let room = width - count.count - 2
      if isFocused, let shown = neighbours(of: selected, in: labels, width: room) {
        return [options(labels, shown, selected, blocked, count, isFocused)]
      }
      return chosen(label, count, width: width, isFocused)
    }
    return [options(labels, labels.indices, selected, blocked, "", isFocused)]
  }

  /// The options about the chosen one that have room beside it, those behind it first, so that one sees
  /// what else there is; `nil` where there is room for none.
  private static func neighbours(
    of selected: Int?,
    in labels: [String],
    width: Int
  ) -> Range<Int>? {
    guard let selected else { return nil }
    func columns(_ index: Int) -> Int { DisplayWidth.columns(of: labels[index]) + 4 }
    var (shown, left) = (selected..<(selected + 1), width - columns(selected))
    while shown.upperBound < labels.count, columns(shown.upperBound) <= left {
      left -= columns(shown.upperBound)
      shown = shown.lowerBound..<(shown.upperBound + 1)
    }
    while shown.lowerBound > 0, columns(shown.lowerBound - 1) <= left {
      left -= columns(shown.lowerBound - 1)
      shown = (shown.lowerBound - 1)..<shown.upperBound
    }
    return shown.count > 1 ? shown : nil
  }

  /// Options in a line, and behind them the place of the chosen one where not all are there.
  private static func options(
    _ labels: [String],
    _ shown: Range<Int>,
    _ selected: Int?,
    _ blocked: Set<Int>,
    _ count: String,
    _ isFocused: Bool
  ) -> Part {
    { canvas, column, row, _ in
      let chosen = canvas.theme[isFocused ? .focus : .choice]
      var end = column
      for index in shown {
        let isChosen = index == selected
        let style =
          isChosen ? chosen : canvas.theme[blocked.contains(index) ? .placeholder : .faint]
        let label = labels[index]
        let text = isChosen ? canvas.theme.glyphs.chosen(label) : "  \(label)  "
        end += canvas.write(text, column: end, row: row, style: style)
      }
      canvas.write(count, column: end + 2, row: row, style: canvas.theme[.faint])
    }
  }

  /// The chosen option, and behind it which of how many it is.
  ///
  /// It takes as many lines as it needs while one chooses, and an address always: two hosts may
  /// differ in the middle or at the end alone. Where it is cut its words come before the number.
  private static func chosen(
    _ label: String,
    _ count: String,
    width: Int,
    _ isFocused: Bool
  ) -> [Part] {
    // The marks around it, each with a space.
    let room = max(1, width - 4)
    var pieces = [label]
    let isCut = DisplayWidth.columns(of: label) > room && !isFocused && !label.contains("@")
    if DisplayWidth.columns(of: label) > room {
      let mark = isCut ? 1 : 0
      let found = Self.pieces(of: label, width: max(1, room - mark), limit: isCut ? 1 : 8)
      pieces = isCut ? [(found.first ?? "") + "…"] : found
    }
    let last = pieces.count - 1
    // Never within the option: it could be taken for a part of it.
    let end = DisplayWidth.columns(of: pieces[last]) + 4
    let isBelow = end + 1 + count.count > width
    var parts: [Part] = pieces.enumerated().map { index, piece in
      { canvas, column, row, _ in
        let glyphs = canvas.theme.glyphs
        let text =
          (index == 0 ? glyphs.choiceStart + " " : "  ") + piece
          + (index == last ? " " + glyphs.choiceEnd : "")
        let style = canvas.theme[isFocused ? .focus : .choice]
        canvas.write(text, column: column, row: row, style: style)
        guard index == last, !isBelow else { return }
        let gap = end + 2 + count.count <= width ? 2 : 1
        canvas.write(count, column: column + end + gap, row: row, style: canvas.theme[.faint])
      }
    }
    if isBelow, !isCut, !count.isEmpty {
      parts.append { canvas, column, row, _ in
        canvas.write(count, column: column + 2, row: row, style: canvas.theme[.faint])
      }
    }
    return parts
  }

  /// Pieces of a text that fit in a width, at most `limit` of them.
  private static func pieces(of text: String, width: Int, limit: Int) -> [String] {
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
    return lines
  }

  private static func singleLine(
    _ field: TextField,
    _ placeholder: String,
    _ isFocused: Bool,
    _ isSelected: Bool
  ) -> Part {
    { canvas, column, row, width in
      drawLine(
        field.text,
        cursor: isFocused ? field.cursor : nil,
        placeholder: placeholder,
        isSelected: isSelected,
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
    isSelected: Bool = false,
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
    let window = TextWindow(text, cursor: cursor, width: width)
    var marked = style
    if isSelected { marked.attributes.formSymmetricDifference(.reverse) }
    canvas.write(window.text, column: column, row: row, style: marked, width: width)
    canvas.placeCursor(column: column + window.cursor, row: row)
  }
}
