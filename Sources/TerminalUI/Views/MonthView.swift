import CalendarCore
import Terminal
import ViewModels

/// A month of days, and the events of the selected one below it.
enum MonthView {
  static func draw(_ grid: GridViewModel, _ app: AppViewModel, on canvas: inout Canvas) {
    let layout = MonthGrid(grid, width: canvas.columns, height: canvas.rows)
    drawNames(layout, on: &canvas)
    for (week, days) in layout.weeks.enumerated() {
      let row = 1 + week * layout.height
      if layout.indent > 1, let first = days.first {
        canvas.write(
          "W\(Weeks.number(ofWeekFrom: first))",
          column: Metrics.margin,
          row: row,
          style: canvas.theme[.faint]
        )
      }
      for (number, day) in days.enumerated() {
        let column = layout.indent + number * layout.width
        canvas.within(
          column: column,
          row: row,
          columns: layout.width - 1,
          rows: layout.height
        ) { draw(day, grid, app, on: &$0) }
      }
    }
    canvas.within(row: layout.bottom) { drawList(grid, app, on: &$0) }
  }

  private static func drawNames(_ layout: MonthGrid, on canvas: inout Canvas) {
    for (number, day) in (layout.weeks.first ?? []).enumerated() {
      let name = TimeText.weekday(day)
      canvas.write(
        " " + (layout.width > 11 ? name : String(name.prefix(layout.width > 4 ? 3 : 2))),
        column: layout.indent + number * layout.width,
        row: 0,
        style: canvas.theme[.label],
        width: layout.width
      )
    }
  }

  private static func draw(
    _ day: Day,
    _ grid: GridViewModel,
    _ app: AppViewModel,
    on canvas: inout Canvas
  ) {
    let parts = day.parts
    let isToday = day == app.agenda.today
    let isOther = parts.month != grid.day.parts.month
    var name = "\(parts.day)"
    if canvas.columns >= 9, parts.day == 1 { name = TimeText.dayAndMonth(day) }
    if isToday, canvas.columns > 4 { name += canvas.columns >= 12 ? " today" : "*" }
    let role: ThemeRole = isToday ? .today : isOther ? .faint : .day
    let isSelected = day == grid.day
    canvas.write(
      isSelected ? "[\(name)]" : " \(name)",
      column: 0,
      row: 0,
      style: isSelected ? canvas.theme[.selected] : canvas.theme[role]
    )
    let events = grid.events[day]
    guard !events.isEmpty else { return }
    let room = canvas.rows - 1
    guard room > 0 else {
      // Where there is room for nothing else, a point says that something is planned.
      guard !isSelected else { return }
      let column = 1 + DisplayWidth.columns(of: name)
      return _ = canvas.write("·", column: column, row: 0, style: canvas.theme[.faint])
    }
    for (line, index) in events.prefix(room).enumerated() {
      draw(index, day, grid, app, row: 1 + line, on: &canvas)
    }
    guard events.count > room else { return }
    let rest = " +\(events.count - room)"
    canvas.write(rest, endingAt: canvas.columns, row: room, style: canvas.theme[.text])
  }

  private static func draw(
    _ index: Int,
    _ day: Day,
    _ grid: GridViewModel,
    _ app: AppViewModel,
    row: Int,
    on canvas: inout Canvas
  ) {
    guard let window = grid.window else { return }
    let event = AgendaEventRow(window.events[index], on: day, in: app)
    let theme = canvas.theme
    let ground = theme[event.isPast || day.parts.month != grid.day.parts.month ? .faint : .text]
    let bar = event.isMarked ? theme.glyphs.marked : theme.glyphs.bar
    canvas.write(bar, column: 0, row: row, style: theme.dot(event.color, on: ground))
    let mark = TimeGridView.mark(event, theme)
    let markWidth = DisplayWidth.columns(of: mark) + 1
    let hasMark = !mark.isEmpty && canvas.columns >= GridMetrics.markedWidth
    var column = 1
    if canvas.columns >= GridMetrics.timedWidth,
      let start = window.events[index].time.minutes(on: day, in: grid.zone)?.lowerBound
    {
      let clock = ClockText.brief(minutes: start, app.clock.style)
      column += canvas.write(clock, column: column, row: row, style: theme[.time]) + 1
    }
    // The title has the room; that it repeats is said where it has more.
    let space = canvas.columns - column - (hasMark ? markWidth : 0)
    let whole = event.title + (event.isRecurring ? " \(theme.glyphs.recurring)" : "")
    canvas.write(
      DisplayWidth.columns(of: whole) <= space ? whole : event.title,
      column: column,
      row: row,
      style: ground,
      width: space,
      overflow: TimeGridView.overflow(width: canvas.columns)
    )
    guard hasMark else { return }
    // Each colour is a dozen bytes for each event.
    let style = event.delivery == .delivered ? ground : theme[.problem]
    canvas.write(mark, endingAt: canvas.columns, row: row, style: style)
  }

  /// The events of the selected day, the selected one among them.
  private static func drawList(
    _ grid: GridViewModel,
    _ app: AppViewModel,
    on canvas: inout Canvas
  ) {
    let theme = canvas.theme
    let line = String(repeating: theme.glyphs.horizontal, count: canvas.columns)
    canvas.write(line, column: 0, row: 0, style: theme[.faint])
    let relative = TimeText.relative(grid.day, today: app.agenda.today).map { "\($0), " } ?? ""
    canvas.write(
      " \(relative)\(TimeText.long(grid.day, today: app.agenda.today)) ",
      column: Metrics.indent - 1,
      row: 0,
      style: theme[grid.day == app.agenda.today ? .today : .day]
    )
    let events = grid.events[grid.day]
    guard let window = grid.window, !events.isEmpty else {
      canvas.drawLine(0, isSelected: true, row: 1)
      let style = theme[.selected]
      return _ = canvas.write("Nothing planned.", column: Metrics.indent, row: 1, style: style)
    }
    let selected = events.firstIndex { window.events[$0].id == grid.event }
    let room = max(1, canvas.rows - 1)
    let top = max(0, min((selected ?? 0) - room / 2, events.count - room))
    for (row, index) in events.enumerated().dropFirst(top).prefix(room) {
      AgendaView.drawEvent(
        AgendaEventRow(window.events[index], on: grid.day, in: app),
        search: app.search,
        line: row,
        isSelected: row == selected,
        row: 1 + row - top,
        on: &canvas
      )
    }
  }
}

extension GridScreen: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    guard let grid = app.grid, grid.window != nil else { return }
    switch grid.view {
    case .day, .week: TimeGridView.draw(grid, app, on: &canvas)
    case .month: MonthView.draw(grid, app, on: &canvas)
    }
  }
}

extension DatePromptViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    PromptView.draw("Go to date: ", field, hint: hint(in: app.state), on: &canvas)
  }
}
