import ConferencingCore
import Terminal
import ViewModels

/// The line above the footer: what was just said, or how things stand.
enum StatusLineView {
  static func draw(_ app: AppViewModel, on canvas: inout Canvas) {
    let room = canvas.columns - 2 * Metrics.margin
    if app.context == .search, let search = app.search {
      return drawPrompt(search, app, on: &canvas)
    }
    if let notice = app.status.notice {
      let isProblem = notice.kind == .problem
      canvas.write(
        (isProblem ? "! " : "") + canvas.resolve(notice.text),
        column: Metrics.margin,
        row: 0,
        style: canvas.theme[isProblem ? .problem : .notice],
        width: room
      )
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
      zone: app.zone
    )
    canvas.write(
      (summary.isProblem ? "! " : "") + canvas.resolve(summary.text),
      column: Metrics.margin,
      row: 0,
      style: canvas.theme[summary.isProblem ? .problem : .status],
      width: room - taken
    )
  }

  /// The search as it is typed, with the cursor in it.
  private static func drawPrompt(
    _ search: SearchViewModel,
    _ app: AppViewModel,
    on canvas: inout Canvas
  ) {
    let count = words(search, app)
    let room = canvas.columns - 2 * Metrics.margin - DisplayWidth.columns(of: count) - 4
    var column = Metrics.margin
    column += canvas.write("/", column: column, row: 0, style: canvas.theme[.key])
    // Only what is near the cursor is looked at: a pasted text may be long.
    var before = Array(search.field.text.prefix(search.field.cursor).suffix(room))
    var used = before.map { DisplayWidth.columns(of: $0) }.reduce(0, +)
    while used >= room, !before.isEmpty { used -= DisplayWidth.columns(of: before.removeFirst()) }
    let after = search.field.text.dropFirst(search.field.cursor).prefix(room)
    let drawn = canvas.write(
      String(before) + after,
      column: column,
      row: 0,
      style: canvas.theme[.text],
      width: room
    )
    canvas.placeCursor(column: column + used, row: 0)
    let isNothing = search.result?.count == 0
    canvas.write(
      count,
      column: column + max(drawn, used + 1) + 2,
      row: 0,
      style: canvas.theme[isNothing ? .problem : .status]
    )
  }

  /// The search that goes on, and the keys that go with it.
  private static func drawKept(
    _ search: SearchViewModel,
    _ app: AppViewModel,
    on canvas: inout Canvas
  ) {
    let end = "\(canvas.key(.back)) ends"
    let next = "\(canvas.key(.nextHit)) next"
    let before = "\(canvas.key(.previousHit)) before"
    let hasHits = search.result?.count != 0
    var tail = hasHits ? "  \(words(search, app)) · \(next) \(before) · \(end)" : " · \(end)"
    if hasHits, canvas.columns < DisplayWidth.columns(of: tail) + Metrics.timeWidth {
      tail = "  \(words(search, app)) · \(end)"
    }
    let head = hasHits ? "/\(search.text)" : words(search, app)
    let room = canvas.columns - 2 * Metrics.margin - DisplayWidth.columns(of: tail)
    var column = Metrics.margin
    column += canvas.write(
      head,
      column: column,
      row: 0,
      style: canvas.theme[hasHits ? .match : .problem],
      width: max(0, room)
    )
    canvas.write(tail, column: column, row: 0, style: canvas.theme[.status])
  }

  private static func words(_ search: SearchViewModel, _ app: AppViewModel) -> String {
    if search.text.isEmpty { return "title, place, description, people" }
    if search.result?.count == 0 {
      return search.isTyping ? "no event matches" : "No event matches “\(search.text)”."
    }
    return search.count(selected: app.agenda.selectedEvent?.id)
  }
}
