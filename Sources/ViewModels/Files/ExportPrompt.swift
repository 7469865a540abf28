package import CalendarCore

/// Which events are exported.
package enum ExportScope: Equatable, Sendable {
  case events([EventID])
  /// All that is shown on a day.
  case day(Day)
  /// All of a calendar.
  case calendar(CalendarKey)
}

/// The line in which the file is named that events are exported to.
package struct ExportPrompt: Equatable, Sendable {
  /// What can be exported from where one is.
  private struct Choice: Equatable, Sendable {
    let scope: ExportScope
    let label: String
    /// The name that the file has unless the user types another.
    let name: String
  }

  private let choices: [Choice]
  private var selected = 0
  private var file: PathField
  /// Whether the file is being written.
  private var isWriting = false

  /// Makes the line; `nil` where there is nothing to export.
  init?(in app: AppState) {
    choices = Self.choices(in: app)
    guard let first = choices.first else { return nil }
    file = PathField(first.name)
  }

  private static func choices(in app: AppState) -> [Choice] {
    var choices: [Choice] = []
    if !app.marks.isEmpty {
      let label = BulkWords.events(app.marks.count, "marked event")
      choices.append(Choice(scope: .events(app.marks.ids), label: label, name: "events.ics"))
    } else if let event = app.selectedEvent {
      let name = fileName(event.title)
      choices.append(Choice(scope: .events([event.id]), label: "this event", name: name))
    }
    if let day = app.selection?.day {
      let label = TimeText.short(day, today: app.agenda.today)
      choices.append(Choice(scope: .day(day), label: label, name: "\(day).ics"))
    }
    let asked = app.selectedEvent.map { CalendarKey(account: $0.account, calendar: $0.calendar) }
    let calendars = app.directory.calendars
    let calendar =
      calendars.first { $0.key == asked } ?? calendars.first { !$0.isHidden } ?? calendars.first
    if let calendar {
      choices.append(
        Choice(
          scope: .calendar(calendar.key),
          label: "calendar \(app.directory.label(of: calendar))",
          name: fileName(calendar.name)
        )
      )
    }
    return choices
  }

  /// The longest name that is made of a title, in characters.
  private static let nameLength = 40

  /// The name of a file for a title: letters and digits, the rest hyphens.
  static func fileName(_ title: String) -> String {
    let words = title.split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
    return (words.isEmpty ? "event" : String(words.prefix(nameLength))) + ".ics"
  }

  /// What is typed.
  package var field: TextField { file.field }

  /// What is exported.
  package var scope: ExportScope { choices[selected].scope }

  /// What stands before the text.
  package var label: String { "Export \(choices[selected].label) to: " }

  /// What stands behind the text: names that begin so.
  package var hint: String { isWriting ? "writing…" : file.hint }

  /// Goes to what else can be exported; a name that the user did not type goes with it.
  private mutating func choose(_ index: Int) {
    let isOwn = field.text != choices[selected].name
    selected = index
    if !isOwn { file.set(choices[selected].name) }
  }
}

extension ExportPrompt: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .search }
  package func takesText(in app: AppState) -> Bool { true }
  package func footer(in app: AppState) -> [Command] {
    [.accept, .complete] + (choices.count > 1 ? [.moveDown] : []) + [.deleteToStart, .back]
  }
  package func title(of command: Command) -> String {
    switch command {
    case .accept: "export"
    case .moveDown: "what else"
    default: command.title
    }
  }
  package func availability(of command: Command, in app: AppState) -> Availability { .available }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .back: app.close()
    case .moveDown: choose((selected + 1) % choices.count)
    case .moveUp: choose((selected + choices.count - 1) % choices.count)
    case .accept:
      guard !isWriting else { return [] }
      guard !file.path.isEmpty else {
        app.say(.problem, "Type the name of the file.")
        return []
      }
      isWriting = true
      return [.exportFile(path: file.path, scope, replaces: false)]
    default: return file.handle(command) ? [.completePath(field.text)] : []
    }
    return []
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    file.insert(text) ? [.completePath(field.text)] : []
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    case .pathCompleted(let text, let names):
      if file.take(names, for: text) { return [.completePath(field.text)] }
    case .exportExists(let path, let scope):
      guard isWriting else { break }
      isWriting = false
      guard path == file.path, scope == self.scope else { break }
      app.open(
        ConfirmationViewModel(
          title: "Replace “\(path)”?",
          lines: ["There is a file of this name. What is in it is lost."],
          confirmLabel: "replace",
          answer: .carryOut(.exportFile(path: path, scope, replaces: true))
        )
      )
    case .exported: app.close()
    case .fileFailed: isWriting = false
    default: break
    }
    return []
  }

  package mutating func take(
    _ answer: ConfirmationViewModel.Answer,
    in app: inout AppState
  ) -> [Effect]? {
    isWriting = true
    return answer.effects
  }
}
