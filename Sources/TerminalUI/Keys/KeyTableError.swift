package import ViewModels

/// Why keys cannot be as they are configured.
package enum KeyTableError: Error, Equatable, CustomStringConvertible {
  case unknownCommand(String)
  case unknownPlace(String)
  case elsewhere(Command, CommandContext)
  case unknownKey(String, command: String)
  case conflict(String, Command, Command)

  /// The names of the commands, or of the place, that it is about.
  package var names: [String] {
    switch self {
    case .unknownCommand(let name), .unknownPlace(let name), .unknownKey(_, let name): [name]
    case .elsewhere(let command, _): [command.rawValue]
    case .conflict(_, let first, let second): [first.rawValue, second.rawValue]
    }
  }

  /// Names the thing, the reason and the remedy.
  package var description: String {
    switch self {
    case .unknownCommand(let name):
      "There is no command \"\(name)\". Known are: "
        + Command.allCases.map(\.rawValue).joined(separator: ", ") + "."
    case .unknownPlace(let name):
      "There is no place \"\(name)\". Known are: "
        + CommandContext.allCases.map(\.rawValue).joined(separator: ", ") + "."
    case .elsewhere(let command, let context):
      "\(command.rawValue) does nothing in \(context.rawValue). It works in: "
        + CommandContext.allCases.filter(command.entry.contexts.contains).map(\.rawValue)
        .joined(separator: ", ") + "."
    case .unknownKey(let text, let command):
      "\"\(text)\", given for \(command), is no key. Write one like \"j\", \"^S\", \"<PgDn>\" or "
        + "\"gg\"."
    case .conflict(let label, let first, let second):
      "\(label) would do both \(first.rawValue) and \(second.rawValue). Give one of them another key."
    }
  }
}
