package import CalendarCore

/// A screen that is one line, in which a value is typed.
package protocol LinePrompt: ScreenModel {
  associatedtype Value

  /// What is typed.
  var field: TextField { get set }
  /// What the footer calls the key that takes the value.
  static var verb: String { get }
  /// The value that is typed.
  ///
  /// - Throws: `InputError`, whose message is shown.
  func value(in app: AppState) throws(InputError) -> Value
  /// Takes the value once the line is closed; `nil` when nothing was typed.
  func accept(_ value: Value?, in app: inout AppState) -> [Effect]
}

extension LinePrompt {
  package func context(in app: AppState) -> CommandContext { .search }
  package func takesText(in app: AppState) -> Bool { true }
  package func footer(in app: AppState) -> [Command] { [.accept, .deleteToStart, .back] }
  package func title(of command: Command) -> String {
    command == .accept ? Self.verb : command.title
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .back: app.close()
    case .accept:
      do throws(InputError) {
        let typed = try field.trimmed.isEmpty ? nil : value(in: app)
        app.close()
        return accept(typed, in: &app)
      } catch {
        app.say(.problem, error.message)
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
