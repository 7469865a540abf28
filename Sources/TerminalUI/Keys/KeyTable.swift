package import Terminal
package import ViewModels

/// Which key does what where: made from the list of commands and from what is configured.
package struct KeyTable: Equatable, Sendable {
  /// What a sequence of keys means.
  package enum Meaning: Equatable, Sendable {
    case command(Command)
    /// It begins a longer sequence.
    case prefix
    case nothing
  }

  /// The keys of one command in some places.
  package struct Entry: Equatable, Sendable {
    package var command: Command
    package var contexts: Set<CommandContext>
    /// The sequences, the first of which footer and help name.
    package var sequences: [[Key]]
  }

  /// The keys as they are when nothing is configured.
  package static let standard = KeyTable(
    CommandEntry.all.flatMap { entry in
      entry.bindings.map { binding in
        Entry(
          command: entry.command,
          contexts: binding.contexts,
          sequences: binding.keys.compactMap { Key.sequence($0) }
        )
      }
    }
  )

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

  /// The commands that a sequence of keys stands for anywhere.
  package func commands(for keys: [Key]) -> [Command] {
    var commands: [Command] = []
    for entry in entries where entry.sequences.contains(keys) {
      if !commands.contains(entry.command) { commands.append(entry.command) }
    }
    return commands
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

  /// A message with the keys of a place for the commands that it names.
  ///
  /// A command without a key there is named by the key that it has elsewhere, else by its title.
  package func resolve(_ message: String, in context: CommandContext) -> String {
    KeyPlaceholder.resolve(message) { command in
      let here = label(of: command, in: context)
      if !here.isEmpty { return here }
      let other = entries.first { $0.command == command && !$0.sequences.isEmpty }
      return other?.sequences.first.map(Self.label) ?? "“\(command.title)”"
    }
  }

  /// The lines of help for a place.
  package func help(in context: CommandContext) -> [ReadingViewModel.Row] {
    entries.filter { $0.contexts.contains(context) }.map(Self.row)
  }

  /// The lines of help for a place, under headings.
  package func helpPage(in context: CommandContext) -> [ReadingViewModel.Row] {
    CommandGroup.allCases.flatMap { group -> [ReadingViewModel.Row] in
      let rows = entries.filter {
        $0.contexts.contains(context) && $0.command.entry.group == group && !$0.sequences.isEmpty
      }
      return rows.isEmpty ? [] : [.init(.heading, group.title)] + rows.map(Self.row)
    }
  }

  /// Gives commands other keys; a command that is not named gives up those that others get, but not
  /// its last one where no other command leads on or out.
  ///
  /// - Parameters:
  ///   - keys: Key texts by the name of the command; no texts take all keys away. They count
  ///     wherever the command can be asked for.
  ///   - places: The same by the name of a place, where they count instead.
  /// - Returns: What is to be said of commands that have no key any more.
  /// - Throws: ``KeyTableError`` for an unknown command or place, a key that is none, or one that
  ///   means two things in one place; the table stays as it was then.
  @discardableResult
  package mutating func remap(
    _ keys: [String: [String]],
    in places: [String: [String: [String]]] = [:]
  ) throws(KeyTableError) -> String? {
    var table = self
    for (name, texts) in keys.sorted(by: { $0.key < $1.key }) {
      let (command, sequences) = try Self.read(name, texts)
      for index in table.entries.indices where table.entries[index].command == command {
        table.entries[index].sequences = sequences
      }
    }
    for (place, keys) in places.sorted(by: { $0.key < $1.key }) {
      guard let context = CommandContext(rawValue: place) else { throw .unknownPlace(place) }
      for (name, texts) in keys.sorted(by: { $0.key < $1.key }) {
        let (command, sequences) = try Self.read(name, texts)
        try table.replace(command, in: context, by: sequences)
      }
    }
    let note = try table.yield(
      to: { keys[$0.rawValue] != nil || places[$1.rawValue]?[$0.rawValue] != nil }
    )
    try table.checkConflicts()
    self = table
    return note
  }

  /// The commands without which a screen is not left, or what is typed not kept.
  private static let kept: Set<Command> = [
    .palette, .back, .quit, .exit, .accept, .choose, .confirm, .refuse, .save,
  ]

  /// Takes keys that are configured for one command away from those that are not configured.
  ///
  /// - Parameter isConfigured: Whether the keys of a command in a place are the user's own.
  /// - Returns: What is to be said of the commands that have no key left anywhere.
  /// - Throws: ``KeyTableError`` when a command that is needed would lose its last key in a place.
  private mutating func yield(
    to isConfigured: (Command, CommandContext) -> Bool
  ) throws(KeyTableError) -> String? {
    var lost: [Command: String] = [:]
    for context in CommandContext.allCases {
      let here = entries.filter { $0.contexts.contains(context) }
      let own = here.filter { isConfigured($0.command, context) }
      for entry in here where !isConfigured(entry.command, context) {
        let taken = entry.sequences.first { key in own.contains { $0.sequences.contains(key) } }
        guard let taken, let winner = own.first(where: { $0.sequences.contains(taken) })?.command
        else { continue }
        let left = entry.sequences.filter { key in
          !own.contains { $0.sequences.contains(key) }
        }
        if left.isEmpty, Self.kept.contains(entry.command) {
          throw .conflict(Self.label(taken), entry.command, winner)
        }
        try replace(entry.command, in: context, by: left)
        if left.isEmpty { lost[entry.command] = "\(Self.label(taken)) is \(winner.rawValue)" }
      }
    }
    let names = Command.allCases.filter { command in
      lost[command] != nil
        && !entries.contains { $0.command == command && !$0.sequences.isEmpty }
    }
    guard let first = names.first else { return nil }
    let list = names.map { "\($0.rawValue) (\(lost[$0] ?? ""))" }.joined(separator: ", ")
    return "As [keys] gives their keys to others, these commands have none: \(list). Give them "
      + "others there, or write \(first.rawValue) = []. The command palette finds them."
  }

  private static func read(
    _ name: String,
    _ texts: [String]
  ) throws(KeyTableError) -> (Command, [[Key]]) {
    guard let command = Command(rawValue: name) else { throw .unknownCommand(name) }
    var sequences: [[Key]] = []
    for text in texts {
      guard let sequence = Key.sequence(text) else { throw .unknownKey(text, command: name) }
      sequences.append(sequence)
    }
    return (command, sequences)
  }

  private mutating func replace(
    _ command: Command,
    in context: CommandContext,
    by sequences: [[Key]]
  ) throws(KeyTableError) {
    let index = entries.firstIndex { $0.command == command && $0.contexts.contains(context) }
    guard let index else { throw .elsewhere(command, context) }
    entries[index].contexts.remove(context)
    let entry = Entry(command: command, contexts: [context], sequences: sequences)
    if entries[index].contexts.isEmpty {
      entries[index] = entry
    } else {
      entries.insert(entry, at: index + 1)
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
      entry.command.entry.explanation
    )
  }

  private static func label(_ sequence: [Key]) -> String {
    sequence.map(\.label).joined()
  }
}
