import CalendarServices
import Foundation

/// What `config.toml` is as a file: whether its bytes are text, and who may read it.
enum ConfigurationText {
  /// Reads bytes as text.
  ///
  /// A parser of C strings ends at the first NUL, as if nothing stood behind it.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - path: The file, for messages.
  /// - Returns: The text.
  /// - Throws: ``ConfigurationError`` with the line of what is no text.
  static func text(_ data: Data, of path: String) throws(ConfigurationError) -> String {
    for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      if line.contains(0) {
        throw ConfigurationError(
          path: path,
          line: index + 1,
          message: "holds a NUL byte, which no text has. Remove it, or save the file as UTF-8."
        )
      }
      if String(validating: line, as: UTF8.self) == nil {
        throw ConfigurationError(
          path: path,
          line: index + 1,
          message: "is not UTF-8 text. Save the file as UTF-8."
        )
      }
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// What is said of a file with a secret in it that others may read; `nil` when nobody else may.
  ///
  /// - Parameters:
  ///   - path: The file; what a link leads to counts.
  ///   - accounts: The accounts in it.
  /// - Returns: The sentence, with the remedy.
  static func warning(_ path: String, _ accounts: [AccountConfiguration]) -> String? {
    guard accounts.contains(where: \.holdsSecret) else { return nil }
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
    guard mode & 0o044 != 0 else { return nil }
    return "\(path) holds a key or secret, and other users of this machine can read it. Keep it to "
      + "yourself: chmod 600 \(path)"
  }
}

extension AccountConfiguration {
  /// Whether a secret of it is written out in the configuration.
  var holdsSecret: Bool {
    settings.secrets.values.contains { if case .literal = $0 { true } else { false } }
  }
}
