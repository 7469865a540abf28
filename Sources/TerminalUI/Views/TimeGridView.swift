import CalendarCore
import ConferencingCore
import Terminal
import ViewModels

/// Day and week: days side by side, hours from top to bottom.
enum TimeGridView {
  static func draw(
    _ grid: GridViewModel,
    _ app: AppViewModel,
    on canvas: inout Canvas
  ) {
    let height = canvas.rows - 1
    let layout = TimeGrid(grid, width: canvas.columns, height: height, now: app.now)
    drawDays(layout, grid, today: app.agenda.today, on: &canvas)
    drawTimes(layout, grid, app, on: &canvas)
    for block in layout.bars + layout.blocks { draw(block, grid, app, on: &canvas) }
    for more in layout.more {
      canvas.write(" +\(more.count)", endingAt: more.end, row: more.row, style: canvas.theme[.text])
    }
    drawFreeCursor(layout, grid, on: &canvas)
    canvas.within(row: height) { GridFootView.draw(grid, app, on: &$0) }
  }

  private static func drawDays(
    _ layout: TimeGrid,
    _ grid: GridViewModel,
    today: Day,
    on canvas: inout Canvas
  ) {
    for column in layout.columns {
      let isToday = column.day == today
      let room = layout.width - 1
      var name =
        room >= 30
        ? TimeText.long(column.day, today: column.day)
        : TimeText.short(column.day, today: column.day)
      if room < 14 { name = name.split(separator: " ").prefix(2).joined(separator: " ") }
      // Whole, also between the brackets of the selected day.
      let mark = " · today"
      let isRoomy = DisplayWidth.columns(of: name + mark) + 2 <= layout.width
      if isToday { name += isRoomy ? mark : "*" }
      let isSelected = column.day == grid.day
      canvas.write(
        isSelected ? "[\(name)]" : " \(name)",
        column: column.column,
        row: 0,
        style: canvas.theme[isToday ? .today : isSelected ? .day : .label],
        width: layout.width
      )
    }
  }

  private static func drawTimes(
    _ layout: TimeGrid,
    _ grid: GridViewModel,
    _ app: AppViewModel,
    on canvas: inout Canvas
  ) {
    let theme = canvas.theme
    if let second = grid.second {
      let start = GridMetrics.timeWidth(second.style)
      let width = GridMetrics.secondWidth(second.style) - 1
      canvas.write(second.place, column: start, row: 0, style: theme[.label], width: width)
    }
    for (offset, row) in layout.hours.enumerated() {
      let line = layout.top + offset
      switch row {
      case .minute(let minute) where minute % 60 == 0:
        let clock = ClockText.brief(minutes: minute, grid.clock.style)
        write(clock, grid.secondTime(atMinute: minute), row: line, .time, grid, on: &canvas)
      case .minute: break
      case .folded: canvas.write("…", column: Metrics.margin, row: line, style: theme[.faint])
      }
    }
    let last = layout.top + layout.hours.count - 1
    if layout.hasEarlier {
      canvas.write(theme.glyphs.above, column: 0, row: layout.top, style: theme[.faint])
    }
    if layout.hasLater {
      canvas.write(theme.glyphs.below, column: 0, row: last, style: theme[.faint])
    }
    guard let row = layout.nowRow else { return }
    var clock = TimeText.clock(app.now, in: grid.clock)
    // The letter is enough: 8:42p.
    if grid.clock.style == .twelveHour { clock.removeLast() }
    let second = grid.second?.text(app.now, on: row.day)
    write(clock, second, row: row.row, .now, grid, on: &canvas)
    let isTaken = layout.blocks.contains { $0.day == row.day && $0.rows.contains(row.row) }
    guard !isTaken, let column = layout.columns.first(where: { $0.day == row.day }) else { return }
    canvas.write(
      String(repeating: theme.glyphs.horizontal, count: max(0, layout.width - 1)),
      column: column.column,
      row: row.row,
      style: theme[.now]
    )
  }

  /// Writes a time before the first day, and what it is in the second zone; those of twelve hours end
  /// below each other.
  private static func write(
    _ clock: String,
    _ second: String?,
    row: Int,
    _ role: ThemeRole,
    _ grid: GridViewModel,
    on canvas: inout Canvas
  ) {
    let style = canvas.theme[role]
    let width = GridMetrics.timeWidth(grid.clock.style)
    if grid.clock.style == .twelveHour {
      canvas.write(clock, endingAt: width - 1, row: row, style: style)
    } else {
      canvas.write(clock, column: Metrics.margin, row: row, style: style)
    }
    guard var text = second else { return }
    let room = GridMetrics.secondWidth(grid.clock.style) - 1
    // 12:30p+1
    if DisplayWidth.columns(of: text) > room { text = text.replacing("m", with: "") }
    let quiet = canvas.theme[role == .now ? .now : .faint]
    canvas.write(text, column: width, row: row, style: quiet, width: room)
  }

  private static func draw(
    _ block: TimeGrid.Block,
    _ grid: GridViewModel,
    _ app: AppViewModel,
    on canvas: inout Canvas
  ) {
    guard let window = grid.window else { return }
    let event = window.events[block.event]
    let row = AgendaEventRow(event, on: block.day, in: app)
    let isSelected = grid.showsCursor && event.id == grid.event && isAtCursor(block, grid, event)
    let theme = canvas.theme
    let ground = isSelected ? theme[.selected] : theme[row.isPast ? .faint : .text]
    let width = max(1, block.width - 1)
    let minutes = event.time.minutes(on: block.day, in: grid.zone)
    // At the edge the mark would be under that of the selection.
    var texts = [(row.isMarked ? theme.glyphs.marked : "") + theme.glyphs.title(of: row)]
    if let minutes, block.rows.count > 1 {
      // Where there is little room, the time is said if the row does not say it.
      let isRoomy = width > DisplayWidth.columns(of: row.time)
      let clock = ClockText.brief(minutes: minutes.lowerBound, app.clock.style)
      // A time that is cut is another one.
      let isSaid = minutes.lowerBound % 60 != 0 && DisplayWidth.columns(of: clock) < width
      texts += isRoomy ? [row.time] : isSaid ? [clock] : []
      texts.append(row.location)
    }
    let hasOneColour = isSelected || width < GridMetrics.colouredWidth
    for (offset, line) in block.rows.enumerated() {
      if isSelected { canvas.fill(column: block.column, row: line, columns: width, style: ground) }
      canvas.write(
        theme.glyphs.bar,
        column: block.column,
        row: line,
        style: theme.dot(row.color, on: ground)
      )
      guard offset < texts.count else { continue }
      let mark = offset == 0 ? Self.mark(row, theme) : ""
      let hasMark = !mark.isEmpty && width >= GridMetrics.markedWidth
      canvas.write(
        texts[offset],
        column: block.column + 1,
        row: line,
        style: offset == 0 || hasOneColour ? ground : theme[.faint],
        width: width - 1 - (hasMark ? DisplayWidth.columns(of: mark) + 1 : 0),
        overflow: overflow(width: width)
      )
      guard hasMark else { continue }
      // Each colour is a dozen bytes for each event.
      let style = isSelected || row.delivery == .delivered ? ground : theme[.problem]
      canvas.write(mark, endingAt: block.column + width, row: line, style: style)
    }
    guard isSelected else { return }
    var style = theme[.gutter]
    style.background = theme[.selected].background
    canvas.markSelection(column: block.column, row: block.rows.lowerBound, style: style)
  }

  /// Whether a block is the one of the cursor's day, of an event that has several.
  private static func isAtCursor(
    _ block: TimeGrid.Block,
    _ grid: GridViewModel,
    _ event: EventSummary
  ) -> Bool {
    let isBar = event.time.minutes(on: block.day, in: grid.zone) == nil
    let isFilled = event.time.minutes(on: grid.day, in: grid.zone) == nil
    return isBar ? isFilled : block.day == grid.day
  }

  /// How titles end that do not fit in an event of a width.
  static func overflow(width: Int) -> CellBuffer.Overflow {
    width < GridMetrics.signedWidth ? .clip : .ellipsis
  }

  /// How an event stands with the user, and the provider's letter or the mark of an edit that is not
  /// there yet.
  static func mark(_ row: AgendaEventRow, _ theme: Theme) -> String {
    theme.glyphs.mark(row.standing) + link(row, theme)
  }

  private static func link(_ row: AgendaEventRow, _ theme: Theme) -> String {
    switch row.delivery {
    case .delivered: row.conferencing == .failed ? "!" : String(row.meeting.prefix(1))
    case .waiting: theme.glyphs.waiting
    case .refused: theme.glyphs.refused
    case .conflict: theme.glyphs.conflict
    }
  }

  /// The cursor on a day without events: where a new one would begin.
  private static func drawFreeCursor(
    _ layout: TimeGrid,
    _ grid: GridViewModel,
    on canvas: inout Canvas
  ) {
    guard grid.showsCursor, grid.selectedEvent == nil, let row = layout.cursorRow,
      let column = layout.columns.first(where: { $0.day == grid.day })
    else { return }
    let style = canvas.theme[.selected]
    canvas.fill(column: column.column, row: row, columns: max(1, layout.width - 1), style: style)
    canvas.write(
      ClockText.clock(minutes: grid.minute, grid.clock.style),
      column: column.column + 2,
      row: row,
      style: style,
      width: layout.width - 3
    )
    canvas.markSelection(column: column.column, row: row, style: style)
  }
}

/// The line below a grid: the selected event in full.
enum GridFootView {
  static func draw(_ grid: GridViewModel, _ app: AppViewModel, on canvas: inout Canvas) {
    let theme = canvas.theme
    let room = canvas.columns - 2 * Metrics.margin
    guard let event = grid.selectedEvent else {
      let day = TimeText.long(grid.day, today: app.agenda.today)
      let text = "Nothing planned on \(day)."
      canvas.write(text, column: Metrics.margin, row: 0, style: theme[.faint], width: room)
      return
    }
    let row = AgendaEventRow(event, on: grid.day, in: app)
    var column = Metrics.margin
    column += canvas.write(row.time, column: column, row: 0, style: theme[.time]) + 2
    if let time = row.secondTime, !time.isEmpty, let second = app.second {
      let text = "\(second.place) \(time)"
      column += canvas.write(text, column: column, row: 0, style: theme[.faint]) + 2
    }
    let place = row.location.isEmpty ? [] : [row.location]
    let words = [theme.glyphs.title(of: row), row.meeting] + place + [row.calendar]
    canvas.write(
      words.filter { !$0.isEmpty }.joined(separator: " · "),
      column: column,
      row: 0,
      style: theme[.text],
      width: canvas.columns - Metrics.margin - column
    )
  }
}

extension AgendaEventRow {
  /// What a view says of an event on a day.
  init(_ event: EventSummary, on day: Day, in app: AppViewModel) {
    self.init(
      event,
      on: day,
      directory: app.directory,
      clock: app.clock,
      second: app.second,
      now: app.now
    )
    isMarked = app.marks.contains(event.id)
  }
}
