import CalendarCore

/// The line in which a day to go to is typed.
package struct DatePromptViewModel: ScreenModel {
  /// What is typed.
  package private(set) var field = TextField()

  package func context(in app: AppState) -> CommandContext { .search }
  package func takesText(in app: AppState) -> Bool { true }
  package func footer(in app: AppState) -> [Command] { [.accept, .deleteToStart, .back] }
  package func title(of command: Command) -> String {
    command == .accept ? "go" : command.title
  }

  /// The day that is typed, or why it is none.
  private func day(in app: AppState) -> Result<Day, InputError> {
    Result { () throws(InputError) in
      try DayInput.read(field.trimmed, today: Day(app.now, in: app.zone), takesPeriods: true)
    }
  }

  /// What stands behind the text: the day it means, or examples.
  package func hint(in app: AppState) -> String {
    if field.trimmed.isEmpty { return "15 mar, next tue, +3w, 2027-W07" }
    guard case .success(let day) = day(in: app) else { return "" }
    return "\(TimeText.long(day, today: day)) \(day.parts.year)"
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .back: app.close()
    case .accept:
      guard !field.trimmed.isEmpty else {
        app.close()
        return []
      }
      switch day(in: app) {
      case .success(let day):
        app.close()
        return app.go(to: day)
      case .failure(let error): app.say(.problem, error.message)
      }
    default: _ = field.handle(command)
    }
    return []
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    field.insert(text)
    return []
  }
}
