import CalendarCore

/// The list of events by day, with the line of a search.
package struct AgendaScreen: ScreenModel {
  package func context(in app: AppState) -> CommandContext {
    app.isTypingSearch ? .search : .agenda
  }

  package var heading: String? { "Convene" }
  package func title(in app: AppState) -> String? {
    let parts = (app.agenda.selection?.day ?? app.agenda.today).parts
    return "Convene · \(TimeText.month(parts.month)) \(parts.year)"
  }
  package func takesText(in app: AppState) -> Bool { app.isTypingSearch }

  package func footer(in app: AppState) -> [Command] {
    if app.isTypingSearch { return [.accept, .deleteToStart, .back] }
    if !app.marks.isEmpty { return BulkCommands.footer }
    return app.agenda.selectedEvent == nil
      ? [.newEvent, .undo, .today, .accounts, .monthView, .palette, .sync, .help, .quit]
      : [
        .open, .conferencing, .newEvent, .edit, .weekView, .palette, .undo, .delete, .join, .search,
        .copyLink, .today, .secondZone, .help, .quit,
      ]
  }

  package func availability(of command: Command, in app: AppState) -> Availability {
    CalendarCommands.availability(of: command, in: app)
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    if app.isTypingSearch { return AgendaSearch.handle(command, in: &app) }
    if let effects = app.agenda.handle(command) { return effects }
    return CalendarCommands.handle(command, in: &app)
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    app.isTypingSearch ? AgendaSearch.type(text, in: &app) : []
  }
}
