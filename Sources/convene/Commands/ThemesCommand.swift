import ArgumentParser
import Foundation
import TerminalUI

/// Commands about themes.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes",
    abstract: "List the themes, or check one of your own.",
    subcommands: [List.self, Check.self],
    defaultSubcommand: List.self
  )
}

extension ThemesCommand {
  /// Prints the names of the themes.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the themes."
    )

    func run() throws {
      let paths = try Paths(LiveEnvironment.current().variables)
      Console.lines(ThemeStore(paths).names)
    }
  }

  /// Checks a theme file.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Check a theme file."
    )

    @Argument(help: "The file.")
    var file: String

    func run() throws {
      guard let data = FileManager.default.contents(atPath: file),
        let text = String(data: data, encoding: .utf8)
      else {
        throw CommandError(.notFound, "\(file) cannot be read as a text.")
      }
      let problems = ThemeFile(text, name: ThemeStore.name(of: file)).read().problems
      guard problems.isEmpty else {
        throw CommandError(
          .badInput,
          problems.map { "\(file): \($0)" }.joined(separator: "\n")
        )
      }
      Console.say("\(file) is a good theme.")
    }
  }
}
