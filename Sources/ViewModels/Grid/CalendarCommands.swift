import CalendarCore

/// The commands that all views of the calendar have in common.
enum CalendarCommands {
  static func availability(of command: Command, in app: AppState) -> Availability {
    if let bulk = BulkCommands.availability(of: command, in: app) { return bulk }
    return switch command {
    case .newEvent, .quickAdd: NewEvent.availability(in: app)
    // Where there is no event, a new one is made.
    case .open: app.selectedEvent == nil ? NewEvent.availability(in: app) : .available
    case .nextHit, .previousHit: AgendaSearch.availability(of: command, in: app)
    case .complete: .not("Names of files alone are completed.")
    default: EventCommands.availability(of: command, in: app)
    }
  }

  /// Carries out a command that is none of the view's own.
  static func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    if let effects = BulkCommands.handle(command, in: &app) { return effects }
    if let effects = FileCommands.handle(command, in: &app) { return effects }
    if let effects = AgendaSearch.handleKept(command, in: &app) { return effects }
    switch command {
    case .agendaView: return app.showAgenda()
    case .dayView: return app.show(.day)
    case .weekView: return app.show(.week)
    case .monthView: return app.show(.month)
    case .goToDate: app.open(DatePromptViewModel())
    case .open:
      guard let event = app.selectedEvent else {
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
}
