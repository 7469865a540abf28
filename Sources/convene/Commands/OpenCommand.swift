import ArgumentParser
import Terminal

/// Opens the calendar.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open the calendar (the default).",
    shouldDisplay: false
  )

  func run() throws { try Self.open() }

  /// Opens the user's calendar.
  static func open() throws {
    let session = try Session.open(.current())
    try LiveApp.run(session, theme: nil).endProcess()
  }
}
