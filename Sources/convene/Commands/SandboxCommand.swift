import ArgumentParser
import Dispatch
import Foundation
import Sandbox

/// Runs the stand-in service alone.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Run the stand-in for the services on this machine, to try or test against.",
    discussion: """
      Prints one line of JSON with its address, its API key, its grants, sign-ins and clients, and \
      runs until it is interrupted. What it did is at /_sandbox/state; what is posted to \
      /_sandbox/faults makes it misbehave, where the path of a request holds "match"; \
      /_sandbox/google, graph and zoom turn what only these services could.
      """
  )

  @Option(help: "The port; 0 takes a free one.")
  var port = 0

  @Option(help: "How many events; by default a realistic fortnight.")
  var events: Int?

  @Option(help: "The seed: the same gives the same data.")
  var seed: UInt64 = 1

  @Option(help: "How long a link takes to be created: 200ms, 2s.")
  var linkDelay = "1500ms"

  @Flag(help: "Have an iCloud and an Exchange grant too, with the limits that Nylas has there.")
  var limitedGrants = false

  func run() throws {
    let environment = try LiveEnvironment.current()
    let configuration = SandboxConfiguration(
      port: port,
      events: events,
      hasLimitedGrants: limitedGrants,
      seed: seed,
      linkDelay: try LinkDelay.read(linkDelay),
      now: environment.now(),
      timeZone: environment.zone.identifier
    )
    let server = try SandboxRunner.start(configuration)
    Console.plain(server.announcement)
    SandboxRunner.waitForSignal()
    try blocking { await server.stop() }
  }
}

/// Starting and ending a sandbox from a command.
enum SandboxRunner {
  /// Starts a sandbox.
  static func start(_ configuration: SandboxConfiguration) throws -> SandboxServer {
    do {
      return try blocking { try await SandboxServer.start(configuration) }
    } catch let error as SandboxError {
      throw CommandError(.unavailable, error.description)
    }
  }

  /// Returns when the process is asked to end.
  static func waitForSignal() {
    let done = DispatchSemaphore(value: 0)
    let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { done.signal() }
      source.resume()
      return source
    }
    done.wait()
    sources.forEach { $0.cancel() }
  }
}

/// The delay of links as commands take it.
enum LinkDelay {
  /// Reads `200ms`, `2s` or `0`.
  ///
  /// - Throws: ``CommandError`` when the text is no delay.
  static func read(_ text: String) throws(CommandError) -> Duration {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    if let number = Double(digits), number >= 0, number <= 3_600_000 {
      switch text.dropFirst(digits.count) {
      case "ms": return .milliseconds(number)
      case "s": return .milliseconds(number * 1_000)
      case "" where number == 0: return .zero
      default: break
      }
    }
    throw CommandError(.badInput, "\"\(text)\" is no delay. Write --link-delay 200ms or 2s.")
  }
}
