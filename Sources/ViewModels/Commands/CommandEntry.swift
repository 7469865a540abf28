/// What is known of a command: its name, what it is called and does, and where which keys stand for it.
package struct CommandEntry: Equatable, Sendable {
  /// Keys that stand for a command in some places.
  package struct Binding: Equatable, Sendable {
    package var contexts: Set<CommandContext>
    /// As the configuration writes them, such as `j`, `gg` or `<PgDn>`; footer and help name the
    /// first.
    package var keys: [String]
  }

  package let command: Command
  /// The heading under which help lists it.
  package let group: CommandGroup
  /// What the footer calls it: one or two words.
  package let title: String
  /// What help and the manual page say of it: one phrase.
  package let explanation: String
  /// Its keys when nothing is configured.
  package private(set) var bindings: [Binding] = []

  init(_ command: Command, _ group: CommandGroup, _ title: String = "", _ explanation: String = "")
  {
    self.command = command
    self.group = group
    self.title = title
    self.explanation = explanation
  }

  /// Where it can be asked for.
  package var contexts: Set<CommandContext> {
    bindings.reduce(into: []) { $0.formUnion($1.contexts) }
  }

  /// The same command with keys, separated by spaces, in some places.
  func on(_ keys: String, in contexts: Set<CommandContext>) -> CommandEntry {
    var copy = self
    copy.bindings.append(
      Binding(contexts: contexts, keys: keys.split(separator: " ").map(String.init))
    )
    return copy
  }
}
