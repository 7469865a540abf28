import Terminal
import ViewModels

/// The commands that match what is typed, above the line it is typed in.
enum PaletteView {
  /// The most commands that are seen at once.
  private static let most = 10

  static func draw(_ palette: PaletteViewModel, on canvas: inout Canvas) {
    let room = max(1, min(most, canvas.rows - 2))
    let first = max(0, min(palette.selected - room + 1, palette.rows.count - room))
    let shown = palette.rows.dropFirst(first).prefix(room)
    let top = canvas.rows - 1 - shown.count
    let keys = shown.map { row in
      row.command.map { canvas.key($0, in: palette.place) } ?? ""
    }
    let keyWidth = (keys.map { DisplayWidth.columns(of: $0) }.max() ?? 0) + 2
    // The names of calendars stand alone.
    let named = shown.filter { $0.command != nil }
    let nameWidth = (named.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0) + 2
    for (offset, row) in shown.enumerated() {
      let line = top + offset
      let isSelected = first + offset == palette.selected
      let style = canvas.theme[isSelected ? .selected : row.obstacle == nil ? .text : .faint]
      canvas.fill(row: line, style: isSelected ? style : canvas.theme[.text])
      if isSelected {
        canvas.write(canvas.theme.glyphs.selection, column: Metrics.margin, row: line, style: style)
      }
      var column = Metrics.margin + 2
      let key = row.obstacle == nil && !isSelected ? canvas.theme[.key] : style
      canvas.write(keys[offset], column: column, row: line, style: key)
      column += keyWidth
      canvas.write(row.name, column: column, row: line, style: style)
      column += nameWidth
      let words = row.obstacle.map { canvas.resolve($0.text) } ?? row.explanation
      let faint = isSelected ? style : canvas.theme[.faint]
      canvas.write(words, column: column, row: line, style: faint)
      canvas.region(.row(first + offset), row: line)
    }
    canvas.within(row: top, rows: shown.count) {
      $0.markMore(above: first > 0, below: first + shown.count < palette.rows.count)
    }
    let hint =
      palette.rows.isEmpty ? "no command is called so" : palette.field.text.isEmpty ? "a word" : ""
    PromptView.draw(":", palette.field, hint: hint, on: &canvas)
  }
}

extension PaletteViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    PaletteView.draw(self, on: &canvas)
  }
}
