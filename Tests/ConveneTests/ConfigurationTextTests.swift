import Foundation
import Testing

@testable import convene

/// The configuration as a file: its bytes, and who may read it.
@Suite struct ConfigurationTextTests {
  static let secret =
    "[accounts.work]\nservice = \"nylas\"\ngrant = \"g\"\napi_key = \"hunter2\"\n"
  static let command =
    "[accounts.work]\nservice = \"nylas\"\ngrant = \"g\"\napi_key_command = \"pass nylas\"\n"

  /// Writes a file for as long as a test takes.
  private func withFile(
    _ bytes: Data,
    mode: mode_t = 0o600,
    _ body: (String) throws -> Void
  ) throws {
    let folder = NSTemporaryDirectory() + "convene-configuration-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/config.toml"
    try bytes.write(to: URL(fileURLWithPath: path))
    chmod(path, mode)
    try body(path)
  }

  @Test(
    "What is no text is named with its line, wherever it stands",
    arguments: [
      (Data("theme = \"nord\"\n\0\n[accounts.work]\n".utf8), 2, "NUL"),
      (Data("theme = \"nord\"\r\nescape_delay = 5 # \0".utf8), 2, "NUL"),
      (Data("\0".utf8), 1, "NUL"),
      (Data("# a\n# b\n# ".utf8) + Data([0xFF, 0xFE]), 3, "not UTF-8"),
    ]
  )
  func noText(_ bytes: Data, _ line: Int, _ says: String) throws {
    try withFile(bytes) { path in
      let error = #expect(throws: ConfigurationError.self) { try ConfigurationFile.read(path) }
      #expect(error?.line == line)
      #expect(error?.message.contains(says) == true, "\(error?.description ?? "nothing")")
    }
  }

  @Test("Lines that end in CR LF are counted")
  func lines() {
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationFile(path: "c", text: "theme = \"nord\"\r\n\r\ncolour = 1\r\n").parse()
    }
    #expect(error?.line == 3)
  }

  @Test(
    "A secret that others may read is warned of, and nothing else",
    arguments: [
      (secret, 0o644, true), (secret, 0o640, true), (secret, 0o604, true), (secret, 0o600, false),
      (secret, 0o400, false), (command, 0o644, false), ("theme = \"nord\"\n", 0o644, false),
    ] as [(String, mode_t, Bool)]
  )
  func permissions(_ text: String, _ mode: mode_t, _ isWarned: Bool) throws {
    try withFile(Data(text.utf8), mode: mode) { path in
      let warnings = try ConfigurationFile.read(path).warnings
      #expect(warnings.count == (isWarned ? 1 : 0))
      if isWarned {
        #expect(warnings.first?.hasSuffix("chmod 600 \(path)") == true)
        #expect(warnings.first?.contains("hunter2") == false)
      }
    }
  }
}
