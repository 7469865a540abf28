import Foundation
import Testing

/// A user's machine for one test: own homes, own stand-in service, own tmux server.
///
/// A class, so that everything in it ends with the test.
final class World {
  /// The folder that holds everything.
  let folder: String
  /// The environment of every command.
  private(set) var environment: [String: String]
  /// The stand-in service, when there is one.
  private(set) var sandbox: SandboxProcess?
  /// The time in it.
  let clock: TestClock
  private var runs = 0
  private var minutesPassed = 0
  /// How many servers of tmux it has had.
  private var servers = 0

  /// Makes a world.
  ///
  /// - Parameters:
  ///   - options: The options of the stand-in service; without them there is no account either.
  ///   - moment: When it begins, and where; see ``TestClock``.
  ///   - extra: More environment variables.
  /// - Throws: ``WorldError`` when something in it does not start.
  init(
    sandbox options: [String]? = nil,
    at moment: String = TestClock.moment,
    _ extra: [String: String] = [:]
  ) throws {
    clock = try TestClock(moment)
    folder = NSTemporaryDirectory() + "convene-e2e-" + UUID().uuidString.prefix(8)
    // Nothing of the machine's own environment: not its zone, its colours, its editor.
    environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": folder + "/home", "TZ": clock.zone, "LANG": "C.UTF-8", "TERM": "xterm-256color",
      "CONVENE_CLOCK": clock.variable, "CONVENE_IDLE_TITLE": "1",
    ]
    for (name, home) in [
      ("CONFIG", "config"), ("DATA", "data"), ("STATE", "state"), ("CACHE", "cache"),
    ] {
      environment["XDG_\(name)_HOME"] = "\(folder)/\(home)"
    }
    environment.merge(extra) { $1 }
    for home in ["home", "config/convene", "data", "state", "cache"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(home)",
        withIntermediateDirectories: true
      )
    }
    guard let options else { return }
    let sandbox = try SandboxProcess(
      in: folder,
      environment: environment,
      options: options,
      clock: clock
    )
    self.sandbox = sandbox
    try configure(sandbox.configuration)
  }

  deinit {
    _ = try? tmux(["kill-server"])
    sandbox?.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The stand-in service, which there has to be.
  var service: SandboxProcess {
    get throws { try #require(sandbox, "this world has no sandbox") }
  }

  /// Lets minutes pass for the commands that follow; the service keeps its own time.
  func pass(minutes: Int) {
    minutesPassed += minutes
    environment["CONVENE_CLOCK"] = clock.variable(ahead: minutesPassed)
  }

  /// Writes the configuration.
  func configure(_ text: String) throws {
    try text.write(
      toFile: folder + "/config/convene/config.toml",
      atomically: true,
      encoding: .utf8
    )
    // It holds a key, which other users of the machine may not read.
    chmod(folder + "/config/convene/config.toml", 0o600)
  }

  /// Runs the program to its end.
  @discardableResult
  func convene(_ arguments: String...) throws -> Finished { try convene(arguments) }

  /// Runs the program to its end.
  func convene(_ arguments: [String]) throws -> Finished { try run(Program.path, arguments) }

  /// Syncs until nothing is left to send: a request whose program ended meanwhile may still arrive for
  /// some time, and until then its edit waits.
  func sendAll() throws {
    _ = try Waiting.until("a sync with nothing left to send") {
      try convene("sync").status
    } wanted: {
      $0 == 0
    }
  }

  /// Runs the program to its end, which has to be good, and reads the JSON it prints.
  func json(_ arguments: String...) throws -> JSON { try json(arguments) }

  /// Runs the program to its end, which has to be good, and reads the JSON it prints.
  func json(_ arguments: [String]) throws -> JSON {
    let finished = try run(Program.path, arguments)
    try #require(finished.status == 0, "convene \(arguments): \(finished.errors)")
    return try JSON(finished.output)
  }

  /// Makes an event and answers its id.
  func makeEvent(_ title: String, _ arguments: String...) throws -> String {
    let finished = try run(Program.path, ["event", "create", title] + arguments)
    try #require(finished.status == 0, "\(finished.errors)")
    return finished.output.trimmingCharacters(in: .newlines)
  }

  /// Runs a script, in which `$CONVENE` is the program, to its end.
  func shell(_ script: String) throws -> Finished {
    try run("/bin/bash", ["-c", "CONVENE='\(Program.path)'\n" + script])
  }

  /// Where the program keeps its cache.
  var cache: String { folder + "/data/convene/convene.sqlite" }

  /// The permissions of a file of this world.
  func mode(_ path: String) throws -> Int? {
    let value = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    return (value as? NSNumber)?.intValue
  }

  /// Has what follows run on another server of tmux: one that was ended may still be about.
  func takeNewServer() { servers += 1 }

  /// Runs tmux on this world's own server.
  @discardableResult
  func tmux(_ arguments: [String]) throws -> String {
    let finished = try run("/usr/bin/env", ["tmux", "-S", "\(folder)/tmux\(servers)"] + arguments)
    guard finished.status == 0 else { throw WorldError("tmux \(arguments): \(finished.errors)") }
    return finished.output
  }

  private func run(_ program: String, _ arguments: [String]) throws -> Finished {
    runs += 1
    return try Finished(
      running: program,
      arguments,
      environment: environment,
      files: "\(folder)/run-\(runs)"
    )
  }
}

/// What went wrong in a world.
struct WorldError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
