import ArgumentParser
import TerminalUI
import ViewModels

/// Prints the default keys; the manual page has them from it.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Print the default keys."
  )

  @Flag(help: .hidden)
  var manual = false

  func run() throws {
    if manual {
      Console.plain(Self.manualSection)
    } else {
      Console.plain(CommandContext.allCases.map(Self.plain).joined(separator: "\n\n"))
    }
  }

  /// All keys as subsections of the manual page (man(7)).
  static var manualSection: String {
    CommandContext.allCases.map { context in
      let rows = KeyTable.standard.help(in: context).flatMap { row in
        [".TP", ".B \"\(escaped(row.label))\"", escaped(row.value)]
      }
      return ([".SS \(context.heading)"] + rows).joined(separator: "\n")
    }
    .joined(separator: "\n")
  }

  /// A text without what groff(7) would take for a request, a quote or a typographic character.
  private static func escaped(_ text: String) -> String {
    let special: [Character: String] = [
      "\\": "\\e", "\"": "\\(dq", "^": "\\(ha", "~": "\\(ti", "`": "\\(ga", "'": "\\(aq",
      "-": "\\-",
    ]
    let safe = text.map { special[$0] ?? String($0) }.joined()
    return safe.hasPrefix(".") ? "\\&\(safe)" : safe
  }

  private static func plain(_ context: CommandContext) -> String {
    let rows = KeyTable.standard.help(in: context).map { "  \($0.label)  \($0.value)" }
    return ([context.heading] + rows).joined(separator: "\n")
  }
}
