import ArgumentParser
import Foundation
import Sandbox
import Terminal

/// Opens a calendar to try the program on.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Open a calendar to try: no account, no configuration, no network.",
    discussion: """
      The stand-in service runs in this process with Google, Microsoft and Zoom accounts, some by \
      way of Nylas and some spoken to directly. Nothing of it is kept.
      """
  )

  @Option(help: "How many events; by default a realistic fortnight.")
  var events: Int?

  @Option(help: "The seed: the same gives the same data.")
  var seed: UInt64 = 1

  @Option(help: "How long a link takes to be created: 200ms, 2s.")
  var linkDelay = "1500ms"

  @Option(help: "The theme.")
  var theme: String?

  func run() throws { try open().endProcess() }

  /// Opens the calendar; what it needed on the disk is gone when this returns.
  private func open() throws -> ExitReason {
    let environment = try LiveEnvironment.current()
    let server = try SandboxRunner.start(
      SandboxConfiguration(
        events: events,
        seed: seed,
        linkDelay: try LinkDelay.read(linkDelay),
        now: environment.now(),
        timeZone: environment.zone.identifier
      )
    )
    let folder = try TemporaryFolder.make(environment, name: "convene-demo")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // Only the accounts are the demo's own: theme and keys are the user's.
    let accounts = DemoAccounts(server)
    let own = Paths(environment.variables)
    var configuration = try ConfigurationFile.read(own.configuration)
    configuration.accounts = accounts.all
    var paths = Paths(under: folder)
    paths.config = own.config
    let session = try Session(
      environment,
      paths: paths,
      configuration: configuration,
      includesLocal: false,
      keepsTokensInFiles: true
    )
    try accounts.signIn(to: session.grants, now: environment.now())
    return try LiveApp.run(
      session,
      theme: theme,
      welcome: "This is a demo, kept nowhere; its service is at \(server.url)"
    )
  }
}
