import CalendarCore

/// The line in which is typed how far events are moved in time.
package struct ShiftPrompt: ScreenModel {
  /// The events.
  let events: [EventID]
  /// What is typed.
  package private(set) var field = TextField()

  init(events: [EventID]) { self.events = events }

  package func context(in app: AppState) -> CommandContext { .search }
  package func takesText(in app: AppState) -> Bool { true }
  package func footer(in app: AppState) -> [Command] { [.accept, .deleteToStart, .back] }
  package func title(of command: Command) -> String {
    command == .accept ? "shift" : command.title
  }

  /// What stands before the text.
  package var label: String {
    events.count == 1 ? "Shift by: " : "Shift \(events.count) events by: "
  }

  private var shift: Result<TimeShift, InputError> {
    Result { () throws(InputError) in try TimeShift(text: field.text) }
  }

  /// What stands behind the text: what it means, or examples.
  package var hint: String {
    if field.trimmed.isEmpty { return "+30m, -1h30, +2d, +1w" }
    guard case .success(let shift) = shift else { return "" }
    return shift.words
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .back: app.close()
    case .accept:
      guard !field.trimmed.isEmpty else {
        app.close()
        return []
      }
      switch shift {
      case .success(let shift):
        app.close()
        return [.planBulk(.shift(shift), events)]
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
