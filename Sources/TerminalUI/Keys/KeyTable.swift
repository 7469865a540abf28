package import Terminal
package import ViewModels

/// Which key does what where: the one table behind dispatch, footer, help and README.
package struct KeyTable: Equatable, Sendable {
  /// What a sequence of keys means.
  package enum Meaning: Equatable, Sendable {
    case command(Command)
    /// It begins a longer sequence.
    case prefix
    case nothing
  }

  /// The keys of one command, and where they work.
  package struct Entry: Equatable, Sendable {
    package var command: Command
    package var contexts: Set<CommandContext>
    /// The sequences, the first of which footer and help name.
    package var sequences: [[Key]]
  }

  /// The entries in the order of help.
  package private(set) var entries: [Entry]

  /// Makes a table.
  init(_ entries: [Entry]) { self.entries = entries }

  /// What a sequence of keys means in a place.
  package func meaning(of keys: [Key], in context: CommandContext) -> Meaning {
    var isPrefix = false
    for entry in entries where entry.contexts.contains(context) {
      for sequence in entry.sequences {
        if sequence == keys { return .command(entry.command) }
        if sequence.count > keys.count, sequence.starts(with: keys) { isPrefix = true }
      }
    }
    return isPrefix ? .prefix : .nothing
  }

  /// The label of a command's first key in a place; empty when it has none.
  package func label(of command: Command, in context: CommandContext) -> String {
    let entry = entries.first { $0.command == command && $0.contexts.contains(context) }
    return entry?.sequences.first.map(Self.label) ?? ""
  }

  /// The labels of all keys of a command in a place.
  package func labels(of command: Command, in context: CommandContext) -> [String] {
    entries.filter { $0.command == command && $0.contexts.contains(context) }
      .flatMap { $0.sequences.map(Self.label) }
  }

  /// The lines of help for a place.
  package func help(in context: CommandContext) -> [ReadingViewModel.Row] {
    entries.filter { $0.contexts.contains(context) }.map(Self.row)
  }

  /// The lines of help for a place, under headings.
  package func helpPage(in context: CommandContext) -> [ReadingViewModel.Row] {
    CommandGroup.allCases.flatMap { group -> [ReadingViewModel.Row] in
      let rows = entries.filter {
        $0.contexts.contains(context) && $0.command.group == group && !$0.sequences.isEmpty
      }
      return rows.isEmpty ? [] : [.init(.heading, group.title)] + rows.map(Self.row)
    }
  }

  /// Gives commands other keys.
  ///
  /// - Parameter keys: Key texts by the name of the command; no texts take all keys away.
  /// - Throws: ``KeyTableError`` for an unknown command, a key that is none, or one that means two
  ///   things in one place; the table stays as it was then.
  package mutating func remap(_ keys: [String: [String]]) throws(KeyTableError) {
    var table = self
    try table.replace(keys)
    try table.checkConflicts()
    self = table
  }

  private mutating func replace(_ keys: [String: [String]]) throws(KeyTableError) {
    for (name, texts) in keys.sorted(by: { $0.key < $1.key }) {
      guard let command = Command(rawValue: name) else { throw .unknownCommand(name) }
      var sequences: [[Key]] = []
      for text in texts {
        guard let sequence = Key.sequence(text) else { throw .unknownKey(text, command: name) }
        sequences.append(sequence)
      }
      for index in entries.indices where entries[index].command == command {
        entries[index].sequences = sequences
      }
    }
  }

  /// A sequence that begins a longer one conflicts with it: it would be done before the rest is
  /// pressed.
  private func checkConflicts() throws(KeyTableError) {
    for context in CommandContext.allCases {
      var owners: [(sequence: [Key], command: Command)] = []
      for entry in entries where entry.contexts.contains(context) {
        for sequence in entry.sequences {
          for other in owners where other.command != entry.command {
            let short = sequence.count < other.sequence.count ? sequence : other.sequence
            guard sequence.starts(with: short), other.sequence.starts(with: short) else { continue }
            throw .conflict(Self.label(short), other.command, entry.command)
          }
          owners.append((sequence, entry.command))
        }
      }
    }
  }

  private static func row(_ entry: Entry) -> ReadingViewModel.Row {
    ReadingViewModel.Row(
      .entry,
      entry.sequences.map(Self.label).joined(separator: "  "),
      entry.command.explanation
    )
  }

  private static func label(_ sequence: [Key]) -> String {
    sequence.map(\.label).joined()
  }
}

/// Why keys cannot be as they are configured.
package enum KeyTableError: Error, Equatable, CustomStringConvertible {
  case unknownCommand(String)
  case unknownKey(String, command: String)
  case conflict(String, Command, Command)

  /// The names of the commands that it is about.
  package var commands: [String] {
    switch self {
    case .unknownCommand(let name), .unknownKey(_, let name): [name]
    case .conflict(_, let first, let second): [first.rawValue, second.rawValue]
    }
  }

  /// Names the thing, the reason and the remedy.
  package var description: String {
    switch self {
    case .unknownCommand(let name):
      "There is no command \"\(name)\". Known are: "
        + Command.allCases.map(\.rawValue).joined(separator: ", ") + "."
    case .unknownKey(let text, let command):
      "\"\(text)\", given for \(command), is no key. Write one like \"j\", \"^S\", \"<PgDn>\" or "
        + "\"gg\"."
    case .conflict(let label, let first, let second):
      "\(label) would do both \(first.rawValue) and \(second.rawValue). Give one of them another key."
    }
  }
}
