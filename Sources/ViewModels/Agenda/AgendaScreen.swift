import CalendarCore

/// The list of events by day, with the line of a search.
package struct AgendaScreen: ScreenModel {
  package func context(in app: AppState) -> CommandContext {
    app.isTypingSearch ? .search : .agenda
  }

  package var heading: String? { "Convene" }
  package func takesText(in app: AppState) -> Bool { app.isTypingSearch }

  package func footer(in app: AppState) -> [Command] {
    if app.isTypingSearch { return [.accept, .deleteToStart, .back] }
    return app.agenda.selectedEvent == nil
      ? [.newEvent, .undo, .today, .accounts, .sync, .help, .quit]
      : [
        .open, .conferencing, .newEvent, .edit, .delete, .undo, .join, .search, .copyLink, .today,
        .help, .quit,
      ]
  }

  package func availability(of command: Command, in app: AppState) -> Availability {
    switch command {
    case .newEvent: NewEvent.availability(in: app)
    // Where there is no event, a new one is made.
    case .open: app.agenda.selectedEvent == nil ? NewEvent.availability(in: app) : .available
    case .nextHit, .previousHit: AgendaSearch.availability(of: command, in: app)
    default: EventCommands.availability(of: command, in: app)
    }
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    if app.isTypingSearch { return AgendaSearch.handle(command, in: &app) }
    if let effects = app.agenda.handle(command) ?? AgendaSearch.handleKept(command, in: &app) {
      return effects
    }
    switch command {
    case .open:
      guard let event = app.agenda.selectedEvent else {
        NewEvent.open(in: &app)
        return []
      }
      app.open(EventDetailViewModel(id: event.id))
      return [.loadEvent(event.id)]
    case .quit: return [.quit]
    case .back: return []
    case .help: SharedCommands.showHelp(.agenda, in: &app)
    default:
      return EventCommands.handle(command, in: &app) ?? SharedCommands.handle(command, in: &app)
    }
    return []
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    app.isTypingSearch ? AgendaSearch.type(text, in: &app) : []
  }
}
