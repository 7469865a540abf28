import CalendarCore

/// The commands that mean the same on every screen that has keys for them.
enum SharedCommands {
  static func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .newEvent: NewEvent.open(in: &app)
    case .quickAdd: return NewEvent.openQuickAdd(in: &app)
    case .undo, .redo:
      app.isReversing = true
      return [.undo(command == .undo ? .undo : .redo)]
    case .joinNext: return JoinNext.find(in: &app)
    case .secondZone: return SecondZone.toggle(in: &app)
    case .chooseSecondZone: app.open(SecondZonePrompt())
    case .sync: return [.sync]
    case .changes: return app.openChanges(about: app.subject)
    case .invitations:
      app.show(InvitationsViewModel(app.invitations))
      return [.loadInvitations]
    case .audit:
      app.show(AuditViewModel())
      return [.audit]
    case .accounts:
      app.open(AccountsViewModel(in: app))
      return [.loadGrants]
    case .doctor:
      app.open(
        ReadingViewModel(.doctor, title: "Doctor", rows: [.init(.text, "Asking the services…")])
      )
      return [.examine]
    case .themes:
      app.open(
        MenuViewModel(
          "Theme",
          app.themes.map { .init($0, [.useTheme($0)], preview: [.useTheme($0)]) },
          selected: app.themes.firstIndex(of: app.theme) ?? 0,
          cancelled: [.useTheme(app.theme)]
        )
      )
    case .back, .quit: app.close()
    default: break
    }
    return []
  }

  /// Opens the keys of a place.
  static func showHelp(_ context: CommandContext, in app: inout AppState) {
    let rows = HelpPage.rows(app.helpRows[context] ?? [], columns: app.display.columns)
    app.open(ReadingViewModel(.help(context), title: "Keys", rows: rows))
  }
}
