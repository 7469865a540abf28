package import CalendarCore

/// The commands of a screen, found by what is typed of their names; and the calendars, to hide and
/// show them.
package struct PaletteViewModel: Equatable, Sendable {
  /// What matches.
  package struct Row: Equatable, Sendable {
    /// What is done when it is chosen.
    package enum Deed: Equatable, Sendable {
      case command(Command)
      /// Hide a calendar, or show it again.
      case hideOrShow(CalendarKey)
    }
    package let deed: Deed
    /// What it is called.
    package let name: String
    /// What it does, in a phrase.
    package let explanation: String
    /// Why it cannot be carried out now; `nil` when it can.
    package let obstacle: Notice?

    /// The command; `nil` for a calendar.
    package var command: Command? { if case .command(let command) = deed { command } else { nil } }
  }

  /// What is typed.
  package private(set) var field = TextField()
  /// Where the commands are asked for: the place of the screen below.
  package let place: CommandContext
  /// The commands that match, the best first.
  package private(set) var rows: [Row]
  /// The selected row.
  package private(set) var selected = 0
  /// All commands of the place, in the order of the table.
  private let all: [Row]

  /// Lists the commands of a screen.
  ///
  /// - Parameters:
  ///   - screen: The screen.
  ///   - app: The program.
  init(of screen: any ScreenModel, in app: AppState) {
    let place = screen.context(in: app)
    self.place = place
    let commands = CommandEntry.all
      .filter { $0.contexts.contains(place) && !Self.hidden.contains($0.command) }
      .map { entry in
        var obstacle: Notice?
        if case .unavailable(let reason) = screen.availability(of: entry.command, in: app) {
          obstacle = reason
        }
        return Row(
          deed: .command(entry.command),
          name: entry.title,
          explanation: entry.explanation,
          obstacle: obstacle
        )
      }
    let namesCalendars = commands.contains { [.accounts, .showOrHide].contains($0.command) }
    all = commands + (namesCalendars ? Self.calendars(of: app.directory) : [])
    rows = Self.matching("", among: all)
  }

  private static func calendars(of directory: Directory) -> [Row] {
    directory.calendars.map { calendar in
      Row(
        deed: .hideOrShow(calendar.key),
        name: "\(calendar.isHidden ? "show" : "hide") calendar \(directory.label(of: calendar))",
        explanation: "",
        obstacle: nil
      )
    }
  }

  /// What one does without being told: to move line by line, and what leads here.
  private static let hidden: Set<Command> = [
    .palette, .moveDown, .moveUp, .nextDay, .previousDay, .pageDown, .pageUp, .back, .useLine,
    .redraw, .suspend, .exit,
  ]

  /// The commands that a text is found in, those that can be carried out first: every word of it begins
  /// a word of the name, or else of the explanation or of what others call it.
  private static func matching(_ text: String, among rows: [Row]) -> [Row] {
    let wanted = words(text)
    func rank(_ row: Row) -> Int? {
      let name = words(row.name) + words(row.command?.rawValue ?? "")
      let others = row.command.flatMap { PaletteWords.others[$0] } ?? ""
      let all = name + words(row.explanation) + words(others)
      func isFound(among words: [String]) -> Bool {
        wanted.allSatisfy { word in words.contains { $0.hasPrefix(word) } }
      }
      guard isFound(among: all) else { return nil }
      return (row.obstacle == nil ? 0 : 2) + (isFound(among: name) ? 0 : 1)
    }
    return rows.enumerated().compactMap { index, row in rank(row).map { ($0, index, row) } }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
      .map(\.2)
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private mutating func search() {
    rows = Self.matching(field.text, among: all)
    selected = 0
  }
}

extension PaletteViewModel: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .search }
  package func takesText(in app: AppState) -> Bool { true }
  package func footer(in app: AppState) -> [Command] {
    [.accept, .moveDown, .deleteToStart, .back]
  }
  package func title(of command: Command) -> String {
    command == .accept ? "run" : command.title
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .back: app.close()
    case .backspace where field.text.isEmpty: app.close()
    case .accept:
      guard rows.indices.contains(selected) else {
        app.say(.info, "No command is called “\(field.trimmed)”. \(key: .back) goes back.")
        return []
      }
      app.close()
      switch rows[selected].deed {
      case .command(let command): app.ask(for: command)
      case .hideOrShow(let calendar): return HiddenCalendars.toggle(calendar, in: &app)
      }
    default:
      let count = rows.count
      if let line = ListCursor.line(command, from: selected, count: count, height: count) {
        selected = line
      } else if field.handle(command) {
        search()
      }
    }
    return []
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    field.insert(text)
    search()
    return []
  }
}

extension AppState {
  /// Asks the screen on top to carry out a command, once the screen that asks is closed.
  fileprivate mutating func ask(for command: Command) { requests.append(.carryOut(command)) }
}
