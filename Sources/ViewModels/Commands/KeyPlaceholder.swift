/// A command named in a message: the screen puts the key there that stands for it, for keys can be
/// given to other commands.
///
/// The name stands between two characters of the last private plane: no text of a service is taken
/// for it.
package enum KeyPlaceholder {
  private static let start: Character = "\u{10FFF0}"
  private static let end: Character = "\u{10FFF1}"

  fileprivate static func text(_ command: Command) -> String {
    "\(start)\(command.rawValue)\(end)"
  }

  /// A message with something in the place of every command.
  ///
  /// - Parameters:
  ///   - text: The message.
  ///   - label: What stands for a command: its key.
  /// - Returns: The message to show.
  package static func resolve(_ text: String, label: (Command) -> String) -> String {
    guard text.contains(start) else { return text }
    var parts = text.split(separator: start, omittingEmptySubsequences: false)[...]
    var resolved = String(parts.removeFirst())
    for part in parts {
      guard let end = part.firstIndex(of: end),
        let command = Command(rawValue: String(part[..<end]))
      else {
        resolved += part
        continue
      }
      resolved += label(command) + part[part.index(after: end)...]
    }
    return resolved
  }
}

extension DefaultStringInterpolation {
  /// Names a command by the key that stands for it, as in `"\(key: .undo) undoes it."`.
  package mutating func appendInterpolation(key command: Command) {
    appendLiteral(KeyPlaceholder.text(command))
  }
}
