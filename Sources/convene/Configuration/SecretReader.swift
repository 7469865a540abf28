import CalendarServices
import Foundation

/// Reads a secret from where the configuration says it is.
enum SecretReader {
  /// The secret.
  ///
  /// A command runs in a session of its own, so that it cannot write over the screen or take keys
  /// from it: what must ask on the terminal fails, and what asks in a window of its own works.
  ///
  /// - Parameters:
  ///   - secret: Where it is.
  ///   - key: What the configuration calls it, for messages.
  ///   - account: The account, for messages.
  ///   - run: Runs a command.
  /// - Returns: The secret.
  /// - Throws: ``ServiceError/unauthorized(_:)`` when the command fails; its output is never shown.
  static func read(
    _ secret: Secret,
    of key: String,
    account: String,
    run: RunCommand = ProgramRunner.run
  ) async throws(ServiceError) -> String {
    switch secret {
    case .literal(let text): return text
    case .command(let command):
      let outcome: CommandOutcome
      do {
        outcome = try await run(ExternalCommand(program: "/bin/sh", arguments: ["-c", command]))
      } catch {
        let failure = error as? CommandFailure
        throw .unauthorized(
          "The \(key)_command of account \"\(account)\" \(failure?.description ?? "cannot be run"). "
            + (failure?.isTimeout == true
              ? "Unlock its key store first, by running it in a shell" : "Try it in a shell")
            + ": \(command)"
        )
      }
      if outcome.status == 0,
        let line = String(decoding: outcome.output, as: UTF8.self)
          .split(whereSeparator: \.isNewline).first
      {
        return String(line)
      }
      throw .unauthorized(
        "The \(key)_command of account \"\(account)\" gave no \(key == "api_key" ? "key" : "secret"). It runs without a terminal, so "
          + "it cannot ask there: unlock its key store first, by running it in a shell: \(command)"
      )
    }
  }
}
