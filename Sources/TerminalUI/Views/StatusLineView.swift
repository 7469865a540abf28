import CalendarCore
import Terminal
import ViewModels

/// The line above the footer: what was just said, or how things stand.
enum StatusLineView {
  static func draw(_ app: AppViewModel, on canvas: inout Canvas) {
    let room = canvas.columns - 2 * Metrics.margin
    if app.context == .search, let search = app.search, search.isTyping {
      return drawPrompt(search, app, on: &canvas)
    }
    if let notice = app.status.notice {
      let style = canvas.theme[notice.kind == .problem ? .problem : .notice]
      for (row, line) in lines(of: notice, in: app, on: canvas).enumerated() {
        canvas.write(line, column: Metrics.margin, row: row, style: style, width: room)
      }
      return
    }
    if app.context == .agenda, let search = app.search {
      return drawKept(search, app, on: &canvas)
    }
    let taken = ChangesView.drawSummary(app, on: &canvas)
    let summary = app.status.summary(
      app.directory,
      grants: app.grants,
      now: app.now,
      clock: app.clock
    )
    canvas.write(
      (summary.isProblem ? "! " : "") + canvas.resolve(summary.text),
      column: Metrics.margin,
      row: 0,
      style: canvas.theme[summary.isProblem ? .problem : .status],
      width: room - taken
    )
  }

  /// The lines that it takes: more than one for what is said and does not fit, for the remedy stands
  /// at the end.
  static func height(_ app: AppViewModel, on canvas: Canvas) -> Int {
    if app.context == .search, let search = app.search, search.isTyping {
      return 1 + hints(search, app).count
    }
    if let notice = app.status.notice { return lines(of: notice, in: app, on: canvas).count }
    if app.context == .agenda, let search = app.search { return 1 + hints(search, app).count }
    return 1
  }

  /// What can be typed, and what of the search was not understood: lines above the search itself.
  ///
  /// A search that goes on and finds nothing says the latter in its own line.
  private static func hints(_ search: SearchViewModel, _ app: AppViewModel) -> [String] {
    guard search.isTyping || search.result?.count != 0,
      let text = search.isTyping && search.text.isEmpty ? operators : search.note
    else { return [] }
    let limit = min(Metrics.hintLines, max(1, app.rows / 6))
    return TextWrap.lines(text, width: app.columns - 2 * Metrics.margin, limit: limit)
  }

  private static let operators =
    "Words, \"a phrase\", -not, title: place: from: with: in: provider: has:link no:link before: "
    + "after: is:unanswered is:declined is:recurring"

  private static func lines(
    of notice: Notice,
    in app: AppViewModel,
    on canvas: Canvas
  ) -> [String] {
    let text = (notice.kind == .problem ? "! " : "") + canvas.resolve(notice.text)
    let width = canvas.columns - 2 * Metrics.margin
    let limit = min(Metrics.statusLines, max(1, app.rows / 6))
    guard DisplayWidth.columns(of: text) > width else { return [text] }
    var lines = TextWrap.lines(text, width: width, limit: limit + 1)
    guard lines.count > limit else { return lines }
    // What does not fit at all is cut where the last line ends.
    lines.removeLast()
    lines[limit - 1] = DisplayWidth.truncated(lines[limit - 1] + "…", to: width)
    return lines
  }

  /// The search as it is typed, with the cursor in it.
  private static func drawPrompt(
    _ search: SearchViewModel,
    _ app: AppViewModel,
    on canvas: inout Canvas
  ) {
    let hints = hints(search, app)
    for (row, hint) in hints.enumerated() {
      canvas.write(hint, column: Metrics.margin, row: row, style: canvas.theme[.status])
    }
    let row = hints.count
    // What is typed has a third of the line at least.
    let count = DisplayWidth.truncated(words(search, app, on: canvas), to: canvas.columns * 2 / 3)
    let room = canvas.columns - 2 * Metrics.margin - DisplayWidth.columns(of: count) - 4
    var column = Metrics.margin
    column += canvas.write("/", column: column, row: row, style: canvas.theme[.key])
    let window = TextWindow(search.field.text, cursor: search.field.cursor, width: room)
    let drawn = canvas.write(
      window.text,
      column: column,
      row: row,
      style: canvas.theme[.text],
      width: room
    )
    canvas.placeCursor(column: column + window.cursor, row: row)
    let isNothing = search.result?.count == 0
    canvas.write(
      count,
      column: column + max(drawn, window.cursor + 1) + 2,
      row: row,
      style: canvas.theme[isNothing ? .problem : .status]
    )
  }

  /// The search that goes on, and the keys that go with it.
  private static func drawKept(
    _ search: SearchViewModel,
    _ app: AppViewModel,
    on canvas: inout Canvas
  ) {
    let hints = hints(search, app)
    for (row, hint) in hints.enumerated() {
      canvas.write(hint, column: Metrics.margin, row: row, style: canvas.theme[.problem])
    }
    let row = hints.count
    let end = "\(canvas.key(.back)) ends"
    let next = "\(canvas.key(.nextHit)) next"
    let before = "\(canvas.key(.previousHit)) before"
    let hasHits = search.result?.count != 0
    let words = words(search, app, on: canvas)
    var tail = hasHits ? "  \(words) · \(next) \(before) · \(end)" : " · \(end)"
    if hasHits, canvas.columns < DisplayWidth.columns(of: tail) + Metrics.placeWidth {
      tail = "  \(words) · \(end)"
    }
    let head = hasHits ? "/\(search.text)" : words
    let room = canvas.columns - 2 * Metrics.margin - DisplayWidth.columns(of: tail)
    var column = Metrics.margin
    column += canvas.write(
      head,
      column: column,
      row: row,
      style: canvas.theme[hasHits ? .match : .problem],
      width: max(0, room)
    )
    canvas.write(tail, column: column, row: row, style: canvas.theme[.status])
  }

  private static func words(
    _ search: SearchViewModel,
    _ app: AppViewModel,
    on canvas: Canvas
  ) -> String {
    let isFound = search.result?.count != 0
    if let note = search.note, !search.isTyping, !isFound { return note }
    if search.text.isEmpty { return "" }
    var hidden = search.result?.hiddenWords ?? ""
    if isFound {
      // Beside the keys there is room for the number alone.
      let isNarrow = canvas.columns < Metrics.hiddenHitsWidth
      if isNarrow, let more = search.result?.hidden {
        hidden = ", \(more.isCapped ? "≥" : "+")\(more.count)"
      } else if !hidden.isEmpty {
        hidden = ", \(hidden)"
      }
      return search.count(selected: app.selectedEvent?.id) + hidden
    }
    if search.isTyping {
      if search.note != nil { return "" }
      return "no event matches" + (hidden.isEmpty ? "" : ", \(hidden)")
    }
    // The keys of the list show calendars, not those of the search.
    let remedy =
      hidden.isEmpty ? "" : " \(hidden): \(canvas.key(.accounts, in: .agenda)) shows them."
    return "No event matches “\(search.text)”.\(remedy)"
  }
}
