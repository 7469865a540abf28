import ConferencingCore
import CalendarCore
import Terminal
import ViewModels

/// The edits that are not confirmed: one a line, and why it stands where it does below the
/// selected one.
enum ChangesView {
  /// A line below the selected edit.
  private typealias Detail = (text: String, role: ThemeRole)

  static func draw(_ app: AppViewModel, on canvas: inout Canvas) {
    let changes = app.changes
    guard changes.isLoaded else { return }
    guard let selection = changes.selection else { return drawNothing(on: &canvas) }
    let words = ChangeWords(clock: app.clock, now: app.now)
    let details = details(of: selection, words, on: canvas)
    let count = changes.changes.count + details.count
    // The selected edit in the middle, as far as there is something around it.
    var top = min(changes.selected - canvas.rows / 2, count - canvas.rows)
    top = max(top, changes.selected + details.count + 1 - canvas.rows)
    top = max(0, min(top, changes.selected))
    for row in 0..<canvas.rows {
      let line = top + row
      let below = line - changes.selected - 1
      if details.indices.contains(below) {
        canvas.write(
          details[below].text,
          column: Metrics.indent + 2,
          row: row,
          style: canvas.theme[details[below].role]
        )
        continue
      }
      let index = below < 0 ? line : line - details.count
      guard changes.changes.indices.contains(index) else { break }
      draw(
        changes.changes[index],
        words,
        line: index,
        isSelected: index == changes.selected,
        row: row,
        on: &canvas
      )
    }
    canvas.markMore(above: top > 0, below: top + canvas.rows < count)
  }

  /// Draws at the end of the status line how many edits are not confirmed.
  ///
  /// - Returns: The columns that it took, with space before it.
  static func drawSummary(_ app: AppViewModel, on canvas: inout Canvas) -> Int {
    guard let summary = app.changes.summary, app.context != .changes else { return 0 }
    let key = canvas.key(.changes)
    let text = summary.text + (key.isEmpty || !summary.needsPerson ? "" : " · \(key) shows it")
    canvas.write(
      text,
      endingAt: canvas.columns - Metrics.margin,
      row: 0,
      style: canvas.theme[summary.needsPerson ? .problem : .status]
    )
    return DisplayWidth.columns(of: text) + 2
  }

  private static func drawNothing(on canvas: inout Canvas) {
    let space = canvas.rows > Metrics.roomyRows ? 1 : 0
    canvas.write(
      "Everything is sent.",
      column: Metrics.indent,
      row: space,
      style: canvas.theme[.title]
    )
    let text =
      canvas.resolve(
        "Edits that wait, are not accepted or collide with a change at the service are listed "
          + "here. \(key: .back) goes back to the calendar, \(key: .sync) syncs."
      )
    let width = min(canvas.columns, Metrics.readingWidth) - Metrics.indent - Metrics.margin
    for (row, line) in TextWrap.lines(text, width: width).enumerated() {
      canvas.write(
        line,
        column: Metrics.indent,
        row: row + 1 + 2 * space,
        style: canvas.theme[.faint]
      )
    }
  }

  /// What is said below an edit; where there is no room on its line, also what stands there else.
  private static func details(
    of change: PendingChange,
    _ words: ChangeWords,
    on canvas: Canvas
  ) -> [Detail] {
    let width = min(canvas.columns, Metrics.readingWidth) - Metrics.indent - 2 - Metrics.margin
    var details: [Detail] = []
    if canvas.columns < Metrics.changeColumns {
      let parts = [
        ChangeWords.state(change.standing), change.account.rawValue,
        words.age(change),
      ]
      details.append((parts.joined(separator: " · "), .faint))
    }
    for sentence in words.explanation(change) {
      let text = canvas.resolve(sentence.text)
      details += TextWrap.lines(text, width: width, limit: max(1, canvas.rows / 2))
        .map { ($0, sentence.isProblem ? .problem : .faint) }
    }
    return details
  }

  private static func draw(
    _ change: PendingChange,
    _ words: ChangeWords,
    line: Int,
    isSelected: Bool,
    row: Int,
    on canvas: inout Canvas
  ) {
    let theme = canvas.theme
    let style: (ThemeRole) -> CellStyle = { isSelected ? theme[.selected] : theme[$0] }
    canvas.drawLine(line, isSelected: isSelected, row: row)
    var column = Metrics.indent
    let state = style(change.needsPerson ? .problem : .pending)
    canvas.write(theme.glyphs.mark(change.standing), column: column, row: row, style: state)
    column += 2
    var end = canvas.columns - Metrics.margin
    if canvas.columns >= Metrics.changeColumns {
      canvas.write(ChangeWords.state(change.standing), column: column, row: row, style: state)
      column += Metrics.stateWidth
      let age = words.age(change)
      canvas.write(age, endingAt: end, row: row, style: style(.faint))
      end -= Metrics.ageWidth + 2
      let account = change.account.rawValue
      let width = min(Metrics.accountWidth, DisplayWidth.columns(of: account))
      canvas.write(account, column: end - width, row: row, style: style(.faint), width: width)
      end -= width + 2
    }
    canvas.write(
      words.what(change),
      column: column,
      row: row,
      style: style(.text),
      width: end - column
    )
  }
}

extension ChangesScreen: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    ChangesView.draw(app, on: &canvas)
  }
}
