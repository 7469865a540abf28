package import CalendarCore

/// The invitations that wait for an answer; ``AppState/invitations`` has them.
///
/// One that is answered leaves the list, and the next one is selected in its place.
package struct InvitationsViewModel: ScreenModel {
  /// The selected invitation, by its number.
  package private(set) var selected = 0
  /// Which one that is.
  private var selectedID: EventID?

  /// Makes the screen.
  package init() {}

  package func context(in app: AppState) -> CommandContext { .invitations }
  package var heading: String? { "Invitations" }
  package var subject: EventID? { selectedID }
  package var observedEvent: EventID? { nil }

  package func footer(in app: AppState) -> [Command] {
    let answers: [Command] = [.answerYes, .answerMaybe, .answerNo, .open]
    return (app.invitations.isEmpty ? [.sync] : answers) + [.undo, .help, .back]
  }

  package func availability(of command: Command, in app: AppState) -> Availability {
    let needsOne: Set<Command> = [.open, .respond, .answerYes, .answerMaybe, .answerNo]
    guard needsOne.contains(command), app.invitations.isEmpty else { return .available }
    return .not("No invitation waits for an answer.")
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    let count = app.invitations.count
    let height = app.display.listHeight
    if let line = ListCursor.line(command, from: selected, count: count, height: height) {
      select(line, in: app)
      return []
    }
    // The calendar knows of it only what is near.
    select(selected, in: app)
    app.subject = selectedID
    switch command {
    case .open:
      guard let id = selectedID else { return [] }
      app.open(EventDetailViewModel(id: id))
      return [.loadEvent(id)]
    case .help:
      SharedCommands.showHelp(.invitations, in: &app)
      return []
    default:
      return EventCommands.handle(command, in: &app) ?? SharedCommands.handle(command, in: &app)
    }
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    case .invitationsLoaded, .submitted:
      // The same one where it is still there, else what stands in its place.
      let place = app.invitations.firstIndex { $0.id == selectedID }
      select(place ?? selected, in: app)
    default: break
    }
    return []
  }

  private mutating func select(_ line: Int, in app: AppState) {
    selected = max(0, min(line, app.invitations.count - 1))
    selectedID = app.invitations.indices.contains(selected) ? app.invitations[selected].id : nil
  }
}
