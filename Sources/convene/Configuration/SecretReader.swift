import CalendarServices
import Foundation
import Subprocess
import SystemPackage

/// Reads a secret from where the configuration says it is.
enum SecretReader {
  /// The most bytes that a command may print.
  private static let outputLimit = 64 << 10
  /// How long a command may take: somebody may have to type the password of a key store.
  static let patience = Duration.seconds(60)

  /// The secret.
  ///
  /// A command runs in a session of its own, so that it cannot write over the screen or take keys
  /// from it: what must ask on the terminal fails, and what asks in a window of its own works.
  ///
  /// - Parameters:
  ///   - secret: Where it is.
  ///   - key: What the configuration calls it, for messages.
  ///   - account: The account, for messages.
  ///   - patience: How long a command may take.
  /// - Returns: The secret.
  /// - Throws: ``ServiceError/unauthorized(_:)`` when the command fails; its output is never shown.
  static func read(
    _ secret: Secret,
    of key: String = "api_key",
    account: String,
    patience: Duration = patience
  ) async throws(ServiceError) -> String {
    switch secret {
    case .literal(let text): return text
    case .command(let command):
      do {
        let result = try await ProgramRunner.inTime(patience) {
          try await run(
            .path("/bin/sh"),
            arguments: ["-c", command],
            // By this gpg would find the terminal again.
            environment: .inherit.updating(["GPG_TTY": nil]),
            platformOptions: ProgramRunner.ownSession,
            output: .string(limit: outputLimit),
            error: .discarded
          )
        }
        if result.terminationStatus.isSuccess,
          let line = result.standardOutput.split(whereSeparator: \.isNewline).first
        {
          return String(line)
        }
      } catch is CommandTimeout {
        throw .unauthorized(
          "The \(key)_command of account \"\(account)\" did not end in time. Unlock its key store "
            + "first, by running it in a shell: \(command)"
        )
      } catch {
        let reason = "\(error)"
        throw .unauthorized(
          "The \(key)_command of account \"\(account)\" cannot be run: \(reason)"
            + (reason.hasSuffix(".") ? " " : ". ") + "Try it in a shell: \(command)"
        )
      }
      throw .unauthorized(
        "The \(key)_command of account \"\(account)\" gave no \(key == "api_key" ? "key" : "secret"). It runs without a terminal, so "
          + "it cannot ask there: unlock its key store first, by running it in a shell: \(command)"
      )
    }
  }
}
