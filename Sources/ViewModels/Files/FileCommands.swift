import CalendarCore

/// Import and export of calendar files.
enum FileCommands {
  /// Opens the line of a command; `nil` when it is none of these.
  static func handle(_ command: Command, in app: inout AppState) -> [Effect]? {
    switch command {
    case .importFile:
      guard let prompt = ImportPrompt(in: app) else {
        app.say(
          .info,
          "There is no local calendar to import into: calendars of services take no files here."
        )
        return []
      }
      app.open(prompt)
      return [.completePath("")]
    case .exportFile:
      guard let prompt = ExportPrompt(in: app) else {
        app.say(.info, "There is nothing to export.")
        return []
      }
      app.open(prompt)
      return []
    default: return nil
    }
  }

  /// Says what came of it.
  static func follow(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    case .imported(let summary):
      app.say(.info, "Imported: \(summary.counts). \(key: .undo) takes it back.")
      return app.reloadEvents()
    case .exported(let count, let path):
      let events = BulkWords.events(count)
      app.say(.info, "Exported \(events) to \(path).")
    case .fileFailed(let reason): app.say(.problem, reason)
    default: break
    }
    return []
  }
}
