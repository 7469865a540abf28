import ConferencingCore
import CalendarCore
import Terminal
import ViewModels

/// The list of events by day.
enum AgendaView {
  static func draw(
    _ agenda: AgendaViewModel,
    search: SearchViewModel? = nil,
    marks: MarkedEvents = MarkedEvents(),
    on canvas: inout Canvas
  ) {
    guard agenda.window != nil else { return }
    for (row, item) in agenda.visible.enumerated() {
      let isSelected = agenda.selected == agenda.top + row
      switch item {
      case .gap: break
      case .heading(let day): drawHeading(agenda, day, row: row, on: &canvas)
      case .now: drawNow(agenda, row: row, on: &canvas)
      case .nothing:
        canvas.drawLine(agenda.top + row, isSelected: isSelected, row: row)
        canvas.write(
          "Nothing planned.",
          column: Metrics.indent,
          row: row,
          style: canvas.theme[isSelected ? .selected : .faint]
        )
      case .event(let index, let day):
        if var event = agenda.row(index, on: day) {
          event.isMarked = agenda.window.map { marks.contains($0.events[index].id) } ?? false
          if !isSelected, let id = agenda.window?.events[index].id, search?.holds(id) == true {
            canvas.write("/", column: Metrics.margin, row: row, style: canvas.theme[.match])
          }
          drawEvent(
            event,
            search: search,
            line: agenda.top + row,
            isSelected: isSelected,
            row: row,
            on: &canvas
          )
        }
      }
    }
  }

  /// How one goes on from a calendar with nothing in it, below the list: sentences as long as there is
  /// room for all of them.
  fileprivate static func drawWays(_ app: AppViewModel, on canvas: inout Canvas) {
    var row = app.agenda.visible.count + 1
    let width = canvas.columns - Metrics.indent - Metrics.margin
    for sentence in EmptyCalendar.lines(in: app.state) {
      let lines = TextWrap.lines(canvas.resolve(sentence), width: width)
      guard row + lines.count <= canvas.rows else { return }
      for line in lines {
        canvas.write(line, column: Metrics.indent, row: row, style: canvas.theme[.faint])
        row += 1
      }
    }
  }

  private static func drawHeading(
    _ agenda: AgendaViewModel,
    _ day: Day,
    row: Int,
    on canvas: inout Canvas
  ) {
    let heading = agenda.heading(day)
    let style = canvas.theme[day == agenda.today ? .today : .day]
    var column = Metrics.margin
    if let relative = heading.relative {
      column += canvas.write(relative, column: column, row: row, style: style) + 2
      canvas.write(heading.date, column: column, row: row, style: canvas.theme[.faint])
    } else {
      canvas.write(heading.date, column: column, row: row, style: style)
    }
  }

  private static func drawNow(_ agenda: AgendaViewModel, row: Int, on canvas: inout Canvas) {
    let style = canvas.theme[.now]
    let clock = TimeText.clock(agenda.now, in: agenda.clock)
    var column = Metrics.indent
    column += canvas.write(clock, column: column, row: row, style: style) + 1
    if let second = agenda.second {
      column = Self.secondColumn(second.style, on: canvas)
      let text = second.text(agenda.now, on: agenda.today)
      column += canvas.write(text, column: column, row: row, style: style) + 1
    }
    let line = String(
      repeating: canvas.theme.glyphs.horizontal,
      count: max(0, canvas.columns - column - Metrics.margin)
    )
    canvas.write(line, column: column, row: row, style: style)
  }

  static func drawEvent(
    _ event: AgendaEventRow,
    search: SearchViewModel?,
    line: Int,
    isSelected: Bool,
    row: Int,
    on canvas: inout Canvas
  ) {
    canvas.drawLine(line, isSelected: isSelected, row: row)
    let theme = canvas.theme
    let ground = isSelected ? theme[.selected] : theme[event.isPast ? .faint : .text]
    let quiet = isSelected ? theme[.selected] : theme[.faint]
    var column = drawTimes(event, isSelected: isSelected, row: row, on: &canvas)
    canvas.write(
      theme.glyphs.dot(of: event),
      column: column,
      row: row,
      style: theme.dot(event.color, on: ground)
    )
    column += 2
    let end = canvas.columns - Metrics.margin - Metrics.meetingWidth - 1
    let title = theme.glyphs.title(of: event)
    let titleColumn = column
    column += canvas.write(title, column: column, row: row, style: ground, width: end - column)
    let words = search?.words(in: .title) ?? ""
    canvas.mark(words, in: title, from: titleColumn, to: column, row: row)
    if !event.location.isEmpty, end - column > Metrics.placeWidth {
      let start = column + 2
      let width = canvas.write(
        event.location,
        column: start,
        row: row,
        style: quiet,
        width: end - start
      )
      let words = search?.words(in: .place) ?? ""
      canvas.mark(words, in: event.location, from: start, to: start + width, row: row)
    }
    drawMeeting(event, isSelected: isSelected, row: row, on: &canvas)
  }

  private static func isNarrow(_ canvas: Canvas) -> Bool {
    canvas.columns < Metrics.changeColumns
  }

  /// Where the times of a second zone stand.
  private static func secondColumn(_ style: ClockStyle, on canvas: Canvas) -> Int {
    Metrics.indent + (isNarrow(canvas) ? Metrics.startWidth : Metrics.timeWidth(style)) + 1
  }

  /// When an event takes place, and when that is in the second zone.
  ///
  /// - Returns: The column behind it.
  private static func drawTimes(
    _ event: AgendaEventRow,
    isSelected: Bool,
    row: Int,
    on canvas: inout Canvas
  ) -> Int {
    let theme = canvas.theme
    let isNarrow = isNarrow(canvas)
    let style = event.clockStyle
    var end = Metrics.indent + Metrics.timeWidth(style, isNarrow: isNarrow)
    var ownEnd = end
    if let second = event.secondTime {
      let start = secondColumn(style, on: canvas)
      end = start + SecondClock.width(style)
      // What fills the day has no other time, and takes both columns where it needs them.
      ownEnd = second.isEmpty ? end : start - 1
      let quiet = theme[isSelected ? .selected : .faint]
      canvas.write(second, column: start, row: row, style: quiet, width: end - start)
    }
    canvas.write(
      isNarrow ? event.narrowTime : event.time,
      column: Metrics.indent,
      row: row,
      style: theme[isSelected ? .selected : event.isNow ? .now : .time],
      width: ownEnd - Metrics.indent
    )
    return end + 1
  }

  /// The provider of the meeting, where it stands, and where the newest edit stands.
  private static func drawMeeting(
    _ event: AgendaEventRow,
    isSelected: Bool,
    row: Int,
    on canvas: inout Canvas
  ) {
    let theme = canvas.theme
    let column = canvas.columns - Metrics.margin - Metrics.meetingWidth
    let style: (ThemeRole) -> CellStyle = { isSelected ? theme[.selected] : theme[$0] }
    switch event.conferencing {
    case .pending:
      canvas.write(
        event.meeting + " …",
        column: column,
        row: row,
        style: style(.pending),
        width: Metrics.meetingWidth - 2
      )
    case .failed:
      canvas.write(
        event.meeting + " !",
        column: column,
        row: row,
        style: style(.problem),
        width: Metrics.meetingWidth - 2
      )
    case .ready, .none:
      canvas.write(
        event.meeting,
        column: column,
        row: row,
        style: style(event.isPast ? .faint : .meeting),
        width: Metrics.meetingWidth - 2
      )
    }
    let (mark, role): (String, ThemeRole) =
      switch event.delivery {
      case .delivered: ("", .text)
      case .waiting: (theme.glyphs.waiting, .pending)
      case .refused: (theme.glyphs.refused, .problem)
      case .conflict: (theme.glyphs.conflict, .problem)
      }
    canvas.write(mark, endingAt: canvas.columns - Metrics.margin, row: row, style: style(role))
  }
}

extension AgendaScreen: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    let hasMonth =
      app.columns >= AppMetrics.previewColumns && canvas.rows >= Metrics.monthRows
      && app.agenda.window != nil
    guard app.preview != nil || hasMonth else {
      AgendaView.draw(app.agenda, search: app.search, marks: app.marks, on: &canvas)
      return AgendaView.drawWays(app, on: &canvas)
    }
    let width = canvas.columns * 11 / 20
    canvas.within(columns: width - 1) {
      AgendaView.draw(app.agenda, search: app.search, marks: app.marks, on: &$0)
      AgendaView.drawWays(app, on: &$0)
    }
    for row in 0..<canvas.rows {
      canvas.write(
        canvas.theme.glyphs.vertical,
        column: width,
        row: row,
        style: canvas.theme[.faint]
      )
    }
    canvas.within(column: width + 1) { canvas in
      if hasMonth {
        MiniMonthView.draw(MiniMonth(app.agenda, app.state.preferences), in: app, on: &canvas)
      }
      guard let preview = app.preview else { return }
      canvas.within(row: hasMonth ? MiniMonthView.rows + 1 : 0) {
        EventDetailView.draw(preview, on: &$0, isFocused: false)
      }
    }
  }
}
