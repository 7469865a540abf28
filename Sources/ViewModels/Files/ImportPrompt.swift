package import CalendarCore

/// The line in which the calendar file is named that is imported.
package struct ImportPrompt: Equatable, Sendable {
  private var file = PathField()
  /// The calendars that can be imported into.
  private let calendars: [CalendarInfo]
  private var selected: Int
  /// Whether the file is being read.
  private var isReading = false

  /// Makes the line; `nil` when no calendar can be imported into.
  init?(in app: AppState) {
    calendars = Self.targets(in: app.directory)
    guard !calendars.isEmpty else { return nil }
    let asked = app.selectedEvent.map { CalendarKey(account: $0.account, calendar: $0.calendar) }
    selected = calendars.firstIndex { $0.key == asked } ?? 0
  }

  /// The calendars of this machine.
  private static func targets(in directory: Directory) -> [CalendarInfo] {
    directory.calendars.filter { calendar in
      directory.account(calendar.account)?.service.isLocal == true && !calendar.isReadOnly
    }
  }

  /// What is typed.
  package var field: TextField { file.field }

  /// The calendar that gets the events.
  package var calendar: CalendarInfo { calendars[selected] }

  /// What stands before the text.
  package func label(in app: AppState) -> String {
    "Import into \(app.directory.label(of: calendar)): "
  }

  /// What stands behind the text: names that begin so, or what to type.
  package var hint: String {
    if isReading { return "reading…" }
    return file.path.isEmpty && file.hint.isEmpty ? "the name of an .ics file" : file.hint
  }
}

extension ImportPrompt: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .search }
  package func takesText(in app: AppState) -> Bool { true }
  package func footer(in app: AppState) -> [Command] {
    [.accept, .complete] + (calendars.count > 1 ? [.moveDown] : []) + [.deleteToStart, .back]
  }
  package func title(of command: Command) -> String {
    switch command {
    case .accept: "import"
    case .moveDown: "calendar"
    default: command.title
    }
  }
  package func availability(of command: Command, in app: AppState) -> Availability { .available }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .back: app.close()
    case .moveDown: selected = (selected + 1) % calendars.count
    case .moveUp: selected = (selected + calendars.count - 1) % calendars.count
    case .accept:
      guard !isReading else { return [] }
      guard !file.path.isEmpty else {
        app.close()
        return []
      }
      isReading = true
      return [.previewImport(path: file.path, calendar.key)]
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
    case .importPreviewed(let summary):
      guard isReading else { break }
      isReading = false
      // Something else may be typed by now.
      guard summary.path == file.path, summary.calendar == calendar.key else { break }
      ask(summary, in: &app)
    case .imported: app.close()
    case .fileFailed: isReading = false
    default: break
    }
    return []
  }

  private func ask(_ summary: ImportSummary, in app: inout AppState) {
    guard summary.hasChanges else {
      let reasons = summary.skipped.prefix(1) + summary.remarks
      let words = ["There is nothing to import: \(summary.counts)."] + reasons
      app.say(.info, words.joined(separator: " "))
      return
    }
    let count = summary.new + summary.updated
    app.open(
      ConfirmationViewModel(
        title: "Import \(count == 1 ? "1 event" : "\(count) events") into "
          + "“\(app.directory.label(of: calendar))”?",
        lines: summary.lines,
        confirmLabel: "import",
        answer: .carryOut(.importFile(path: summary.path, summary.calendar))
      )
    )
  }

  package mutating func take(
    _ answer: ConfirmationViewModel.Answer,
    in app: inout AppState
  ) -> [Effect]? {
    isReading = true
    return answer.effects
  }
}
