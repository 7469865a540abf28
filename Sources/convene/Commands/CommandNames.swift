import ArgumentParser
import CalendarCore

/// Finds the word of a command line that is no command, and those that may be meant.
///
/// The argument parser takes such a word for an argument of a default command, and names that.
enum CommandNames {
  /// The most changes of a letter that still make one word of another.
  private static let nearest = 2

  /// The options that the parser adds to the program.
  private static let parserOptions = [
    "-h", "--help", "--help-hidden", "--version", "--generate-completion-script",
    "--experimental-dump-help",
  ]

  /// What is wrong with the words of a command line; `nil` when all that should be commands are.
  ///
  /// - Parameters:
  ///   - arguments: The words behind the program's name.
  ///   - root: The program.
  /// - Returns: What there is instead, in words.
  static func problem(
    in arguments: [String],
    of root: any ParsableCommand.Type = Convene.self
  ) -> String? {
    var command = root
    var path = ["convene"]
    var words = arguments[...]
    // The parser takes an option for one of the default command, which is in no help text.
    if let word = words.first, word.hasPrefix("-"),
      !parserOptions.contains(String(word.prefix { $0 != "=" }))
    {
      return "There is no option \"\(word)\" of convene itself. "
        + "The commands are \(shown(in: root).map(name).joined(separator: ", ")). See convene --help."
    }
    // "help" takes the same words, and is added by the parser.
    if words.first == "help" { words = words.dropFirst() }
    while !command.configuration.subcommands.isEmpty, let word = words.first,
      !word.isEmpty, !word.hasPrefix("-")
    {
      let commands = command.configuration.subcommands
      guard let next = commands.first(where: { name(of: $0) == word }) else {
        return sentence(word, path, in: command, root)
      }
      command = next
      path.append(word)
      words = words.dropFirst()
    }
    return nil
  }

  private static func sentence(
    _ word: String,
    _ path: [String],
    in command: any ParsableCommand.Type,
    _ root: any ParsableCommand.Type
  ) -> String {
    let place = path.joined(separator: " ")
    let near = shown(in: command).map { (name(of: $0), "\(place) \(name(of: $0))") }
      .filter { WordDistance.between(word, $0.0) <= min(nearest, word.count / 2) }
      .sorted { WordDistance.between(word, $0.0) < WordDistance.between(word, $1.0) }
      .map(\.1)
    let same = paths(ending: word, in: root, behind: "convene")
    let suggestions = same.isEmpty ? near : same
    let all = shown(in: command).map(name).joined(separator: ", ")
    return "There is no command \"\(place) \(word)\". "
      + (suggestions.isEmpty
        ? "" : "Did you mean \(suggestions.prefix(3).joined(separator: " or "))? ")
      + "The commands are \(all). See \(place) --help."
  }

  /// The commands elsewhere that have a name: `convene event create` for `create`.
  private static func paths(
    ending word: String,
    in command: any ParsableCommand.Type,
    behind place: String
  ) -> [String] {
    shown(in: command).flatMap { next -> [String] in
      let path = "\(place) \(name(of: next))"
      return (name(of: next) == word ? [path] : []) + paths(ending: word, in: next, behind: path)
    }
  }

  private static func shown(
    in command: any ParsableCommand.Type
  ) -> [any ParsableCommand.Type] {
    command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? "\(command)".lowercased()
  }
}
