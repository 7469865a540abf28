import ArgumentParser
import TerminalUI
import ViewModels

/// Prints the keys; hidden, for README is made from it.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Print the keys as they are when nothing is configured.",
    shouldDisplay: false
  )

  @Flag(help: "Print Markdown, as README has it.")
  var markdown = false

  func run() throws {
    if markdown {
      Talk.plain(Self.document)
    } else {
      Talk.plain(CommandContext.allCases.map(Self.plain).joined(separator: "\n\n"))
    }
  }

  /// All keys in Markdown, as README has them between its marks.
  static var document: String {
    CommandContext.allCases.map(markdown).joined(separator: "\n\n")
  }

  /// The keys of one place as a heading and a table of Markdown.
  private static func markdown(_ context: CommandContext) -> String {
    let rows = KeyTable.standard.help(in: context).map { row in
      let keys = row.label.split(separator: " ").map { "`\($0)`" }.joined(separator: " ")
      return "| \(keys) | \(row.value) |"
    }
    return (["### \(context.heading)", "", "| key | does |", "| --- | --- |"] + rows)
      .joined(separator: "\n")
  }

  private static func plain(_ context: CommandContext) -> String {
    let rows = KeyTable.standard.help(in: context).map { "  \($0.label)  \($0.value)" }
    return ([context.heading] + rows).joined(separator: "\n")
  }
}
