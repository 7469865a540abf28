import CalendarCore
import Terminal
import ViewModels

/// The invitations that wait for an answer, and those that were just answered: one a line, the soonest
/// first.
enum InvitationsView {
  /// `Mon 30 Nov` and space; with a year `Mon 30 Nov 2027`.
  private static let dayWidth = 12
  /// `30 Nov` and space.
  private static let narrowDayWidth = 7
  /// The most of an organizer's name that is shown.
  private static let organizerWidth = 20

  static func draw(
    _ screen: InvitationsViewModel,
    _ app: AppViewModel,
    on canvas: inout Canvas
  ) {
    guard !screen.rows.isEmpty else {
      return _ = canvas.write(
        "No invitation waits for an answer.",
        column: Metrics.indent,
        row: canvas.rows > Metrics.roomyRows ? 1 : 0,
        style: canvas.theme[.title]
      )
    }
    let count = screen.rows.count
    let top = max(0, min(screen.selected - canvas.rows / 2, count - canvas.rows))
    let names = screen.rows.compactMap { name(of: $0.invitation.organizer) }
    let organizers = min(organizerWidth, names.map { DisplayWidth.columns(of: $0) }.max() ?? 0)
    for (row, line) in screen.rows.dropFirst(top).prefix(canvas.rows).enumerated() {
      draw(
        line,
        app,
        line: top + row,
        isSelected: top + row == screen.selected,
        organizers: organizers,
        row: row,
        on: &canvas
      )
    }
    canvas.markMore(above: top > 0, below: top + canvas.rows < count)
  }

  private static func draw(
    _ shown: InvitationsViewModel.Row,
    _ app: AppViewModel,
    line: Int,
    isSelected: Bool,
    organizers: Int,
    row: Int,
    on canvas: inout Canvas
  ) {
    canvas.drawLine(line, isSelected: isSelected, row: row)
    let theme = canvas.theme
    let invitation = shown.invitation
    let isAnswered = shown.answer != nil
    let style: (ThemeRole) -> CellStyle = { role in
      isSelected ? theme[.selected] : theme[isAnswered ? .faint : role]
    }
    let isNarrow = canvas.columns < Metrics.changeColumns
    let day = max(invitation.event.time.days(in: app.zone).lowerBound, app.agenda.today)
    let event = AgendaEventRow(invitation.event, on: day, in: app)
    let date = TimeText.short(day, today: app.agenda.today)
    var column = Metrics.indent
    let dayText = isNarrow ? TimeText.dayAndMonth(day) : date
    let width = canvas.write(dayText, column: column, row: row, style: style(.day))
    column += max(isNarrow ? narrowDayWidth : dayWidth, width + 1)
    if !isNarrow {
      canvas.write(
        event.time,
        column: column,
        row: row,
        style: style(.time),
        width: Metrics.timeWidth(event.clockStyle)
      )
      column += Metrics.timeWidth(event.clockStyle) + 1
    }
    let dot = theme.dot(event.color, on: style(.text))
    canvas.write(mark(shown, theme), column: column, row: row, style: dot)
    column += 2
    var end = canvas.columns - Metrics.margin - (isNarrow ? 0 : Metrics.meetingWidth + 1)
    if !isNarrow {
      let meeting = canvas.columns - Metrics.margin - Metrics.meetingWidth
      canvas.write(
        event.meeting,
        column: meeting,
        row: row,
        style: style(.meeting),
        width: Metrics.meetingWidth
      )
      if organizers > 0 {
        let name = name(of: invitation.organizer) ?? ""
        canvas.write(
          name,
          column: end - organizers,
          row: row,
          style: style(.faint),
          width: organizers
        )
        end -= organizers + 2
      }
    }
    if let answer = shown.answer {
      // The answer is said even where there is no room for the whole title.
      let said = " · \(answer.rawValue)"
      let width = DisplayWidth.columns(of: said)
      canvas.write(said, endingAt: end, row: row, style: style(.text))
      end -= width
    } else if event.isRecurring || invitation.series != nil {
      // The mark stands behind the title, also where that is cut off.
      let mark = " \(theme.glyphs.recurring)"
      let width = DisplayWidth.columns(of: mark)
      let title = min(DisplayWidth.columns(of: event.title), max(0, end - column - width))
      canvas.write(mark, column: column + title, row: row, style: style(.text))
      end -= width
    }
    canvas.write(event.title, column: column, row: row, style: style(.text), width: end - column)
  }

  private static func mark(_ row: InvitationsViewModel.Row, _ theme: Theme) -> String {
    if row.isMarked { return theme.glyphs.marked }
    return switch row.answer {
    case nil, ParticipantResponse.none?: theme.glyphs.unanswered
    case .yes: theme.glyphs.calendar
    case .maybe: theme.glyphs.tentative
    case .no: theme.glyphs.declined
    }
  }

  private static func name(of organizer: Person?) -> String? {
    organizer.map { $0.name.isEmpty ? $0.email : $0.name }.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension InvitationsViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    InvitationsView.draw(self, app, on: &canvas)
  }
}
