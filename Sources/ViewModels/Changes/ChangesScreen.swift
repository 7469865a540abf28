import CalendarCore
import ConferencingCore

/// The list of edits that are not confirmed; ``AppState/changes`` has them and which is selected.
package struct ChangesScreen: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .changes }
  package var heading: String? { "Changes" }

  package func footer(in app: AppState) -> [Command] {
    switch app.changes.selection?.standing {
    case nil: [.sync, .help, .back]
    case .conflict, .sending: [.open, .discard, .sync, .help, .back]
    case .waiting, .refused: [.retry, .discard, .open, .sync, .help, .back]
    }
  }

  package func availability(of command: Command, in app: AppState) -> Availability {
    guard [.open, .retry, .discard].contains(command) else { return .available }
    guard let change = app.changes.selection else { return .not("Nothing waits here.") }
    switch (command, change.standing) {
    case (.open, .conflict): return .available
    case (.open, _) where change.meeting != nil:
      return .not(
        "Its event is done: only the meeting at the host waits. \(key: .retry) tries again."
      )
    case (.open, _) where change.edit.change == .delete:
      return .not("The event is deleted here. Discard the edit to have it back.")
    case (.retry, .sending): return .not("It is being sent already.")
    case (.retry, .conflict):
      return .not("Both sides changed it: \(key: .open) decides what is sent.")
    case (.discard, .sending): return .not("It is being sent already; that cannot be stopped.")
    default: return .available
    }
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    if app.changes.handle(command, page: app.display.listHeight) { return [] }
    switch (command, app.changes.selection) {
    case (.open, let change?):
      if change.isConflict {
        app.open(conflict: change)
        return []
      }
      app.open(EventDetailViewModel(id: change.edit.event))
      return [.loadEvent(change.edit.event)]
    case (.retry, let change?): return [.retryChange(change.id)]
    case (.discard, let change?):
      app.open(ChangeWords(clock: app.clock, now: app.now).question(discarding: change))
    case (.help, _): SharedCommands.showHelp(.changes, in: &app)
    default: return SharedCommands.handle(command, in: &app)
    }
    return []
  }
}

extension AppState {
  /// Opens the list of edits that are not confirmed, at an edit of an event.
  mutating func openChanges(about event: EventID?) -> [Effect] {
    if let change = event.flatMap(changes.change(of:)) { changes.select(change.id) }
    show(ChangesScreen())
    return [.loadChanges]
  }

  /// Opens the screen of a collision.
  mutating func open(conflict change: PendingChange) {
    guard case .conflict(let conflict) = change.standing else { return }
    var screen = ConflictViewModel(
      change: change.id,
      conflict,
      owner: directory.ownGrant(of: change.account)?.email,
      mails: change.edit.notifiesParticipants && change.account != .local
        && directory.notifiesParticipants(of: change.account),
      clock: clock,
      now: now
    )
    screen.resize(columns: display.columns, rows: display.listHeight)
    open(screen)
  }
}
