import CalendarCore

/// Day, week or month, with the line of a search.
package struct GridScreen: ScreenModel {
  package func context(in app: AppState) -> CommandContext {
    app.isTypingSearch ? .search : .agenda
  }

  package var heading: String? { "Convene" }

  package func title(in app: AppState) -> String? {
    guard let grid = app.grid else { return heading }
    return GridTitle.text(grid, isNarrow: app.display.columns < AppMetrics.titleColumns)
  }

  package func takesText(in app: AppState) -> Bool { app.isTypingSearch }

  package func footer(in app: AppState) -> [Command] {
    if app.isTypingSearch { return [.accept, .deleteToStart, .back] }
    if !app.marks.isEmpty { return BulkCommands.footer }
    let views: [Command] =
      switch app.grid?.view {
      case .day: [.weekView, .monthView]
      case .week: [.dayView, .monthView]
      case .month, nil: [.dayView, .weekView]
      }
    let event: [Command] =
      app.selectedEvent == nil ? [.newEvent] : [.open, .newEvent, .conferencing]
    return event + [.agendaView, views[0], .palette, views[1]]
      + [.today, .goToDate, .edit, .delete, .search, .secondZone, .help, .quit]
  }

  package func availability(of command: Command, in app: AppState) -> Availability {
    CalendarCommands.availability(of: command, in: app)
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    if app.isTypingSearch { return AgendaSearch.handle(command, in: &app) }
    let now = app.now
    if let effects = app.grid?.handle(command, now: now) { return effects }
    return CalendarCommands.handle(command, in: &app)
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    app.isTypingSearch ? AgendaSearch.type(text, in: &app) : []
  }
}

/// What the header says of the days that are shown.
enum GridTitle {
  /// `Week 48 · 23–29 November 2026`; without names of what is seen anyway where that is narrow.
  static func text(_ grid: GridViewModel, isNarrow: Bool) -> String {
    let days = grid.days
    switch grid.view {
    case .day:
      let year = isNarrow ? "" : " \(grid.day.parts.year)"
      return TimeText.long(grid.day, today: grid.day) + year
    case .week:
      let (first, last) = (days.lowerBound.parts, days.upperBound.parts)
      let number = Weeks.number(ofWeekFrom: days.lowerBound)
      var start = "\(first.day)"
      if first.month != last.month { start += " " + TimeText.month(first.month) }
      if first.year != last.year { start += " \(first.year)" }
      let span = "\(start)–\(last.day) \(TimeText.month(last.month)) \(last.year)"
      return isNarrow || !grid.preferences.showsWeekNumbers ? span : "Week \(number) · \(span)"
    case .month: return "\(TimeText.month(grid.day.parts.month)) \(grid.day.parts.year)"
    }
  }
}
