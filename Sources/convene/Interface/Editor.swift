import Foundation
import Subprocess
import SystemPackage

/// The person's own editor, for descriptions.
struct Editor: Sendable {
  private let command: String

  /// Finds the editor of an environment; `nil` when none is named.
  init?(_ environment: LiveEnvironment) {
    guard let named = environment.variable("VISUAL") ?? environment.variable("EDITOR") else {
      return nil
    }
    command = named
  }

  /// Has the person edit a text, and waits until they are done.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - folder: Where its file is kept meanwhile, readable for its owner alone.
  /// - Returns: The text as edited; `nil` when it is unchanged.
  /// - Throws: ``CommandError``; the file is kept then and named.
  func edit(_ text: String, in folder: String) throws -> String? {
    let manager = FileManager.default
    let path = folder + "/description-\(UUID().uuidString).txt"
    try manager.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    guard
      manager.createFile(
        atPath: path,
        contents: Data(text.utf8),
        attributes: [.posixPermissions: 0o600]
      )
    else {
      throw CommandError(
        .cannotWrite,
        "The description cannot be written to \(path) for the editor."
      )
    }
    let command = command
    // A shell, as git does it: the variable may hold arguments.
    let status = try blocking {
      try await run(
        .path("/bin/sh"),
        arguments: ["-c", command + " \"$1\"", command, path],
        input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
        output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
        error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
      ).terminationStatus
    }
    guard status.isSuccess else {
      throw CommandError(
        .unavailable,
        "The editor (\(command)) ended with \(status). What it wrote is in \(path)."
      )
    }
    guard let data = manager.contents(atPath: path) else {
      throw CommandError(.unavailable, "The editor left no text in \(path).")
    }
    try? manager.removeItem(atPath: path)
    var edited = String(decoding: data, as: UTF8.self)
    // Editors end a file with a line end; the person did not write it.
    if edited.hasSuffix("\n"), !text.hasSuffix("\n") { edited.removeLast() }
    return edited == text ? nil : edited
  }
}
