import CalendarServices
import Foundation
import Subprocess
import SystemPackage

/// Reads a secret from where the configuration says it is.
enum SecretReader {
  /// The most bytes that a command may print.
  private static let outputLimit = 64 << 10

  /// The secret.
  ///
  /// - Throws: ``ServiceError/unauthorized(_:)`` when the command fails; its output is never shown.
  static func read(_ secret: Secret, account: String) async throws(ServiceError) -> String {
    switch secret {
    case .literal(let text): return text
    case .command(let command):
      do {
        let result = try await run(
          .path("/bin/sh"),
          arguments: ["-c", command],
          output: .string(limit: outputLimit),
          error: .discarded
        )
        if result.terminationStatus.isSuccess,
          let line = result.standardOutput.split(whereSeparator: \.isNewline).first
        {
          return String(line)
        }
      } catch {
        let reason = "\(error)"
        throw .unauthorized(
          "The api_key_command of account \"\(account)\" cannot be run: \(reason)"
            + (reason.hasSuffix(".") ? " " : ". ") + "Try it in a shell: \(command)"
        )
      }
      throw .unauthorized(
        "The api_key_command of account \"\(account)\" gave no key. Try it in a shell: \(command)"
      )
    }
  }
}
