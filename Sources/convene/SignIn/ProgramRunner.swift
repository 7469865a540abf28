import CalendarServices
import Foundation
import Subprocess
import SystemPackage

/// Runs the programs that keep tokens: the person's own commands, and `secret-tool`.
enum ProgramRunner {
  /// The most bytes that a program may write.
  private static let outputLimit = 256 << 10

  /// How long a program may take.
  private static let patience = SecretReader.patience

  /// Runs a program to its end, in a session of its own: it can neither write over the screen nor
  /// take keys from it.
  static let run: RunCommand = { command in
    let result = try await inTime(patience) {
      try await Subprocess.run(
        command.program.contains("/")
          ? .path(FilePath(command.program)) : .name(command.program),
        arguments: Arguments(command.arguments),
        environment: .inherit.updating(["GPG_TTY": nil]),
        platformOptions: ownSession,
        input: .array(Array(command.input)),
        output: .bytes(limit: outputLimit),
        error: .string(limit: outputLimit)
      )
    }
    let status =
      switch result.terminationStatus {
      case .exited(let code): Int(code)
      default: 1
      }
    return CommandOutcome(
      status: status,
      output: Data(result.standardOutput),
      complaint: result.standardError
    )
  }

  /// Whether a program is found where programs are looked for.
  static func isPresent(_ name: String, _ environment: LiveEnvironment) -> Bool {
    (environment.variable("PATH") ?? "").split(separator: ":").contains { folder in
      FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)")
    }
  }

  /// Waits for a program; one that takes too long is ended, with all that it started.
  ///
  /// - Throws: ``CommandTimeout`` then.
  static func inTime<Value: Sendable>(
    _ patience: Duration,
    _ run: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await run() }
      group.addTask {
        try await Task.sleep(for: patience)
        return nil
      }
      defer { group.cancelAll() }
      guard let value = try await group.next() ?? nil else { throw CommandTimeout() }
      return value
    }
  }

  /// A session of its own, which ends as a whole.
  static var ownSession: PlatformOptions {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .milliseconds(200))
    ]
    return options
  }
}
