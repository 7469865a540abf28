import Foundation
import Terminal

/// The user's own editor, for descriptions.
struct Editor: Sendable {
  private let command: String

  /// How long a text is kept that an editor left behind when it failed, in seconds: a week.
  private static let keeping: TimeInterval = 7 * 86_400
  private static let prefix = "description-"

  /// Finds the editor of an environment; `nil` when none is named.
  init?(_ environment: LiveEnvironment) {
    let named = ["VISUAL", "EDITOR"].compactMap { environment.variable($0) }
    guard let command = named.first(where: { !$0.allSatisfy(\.isWhitespace) }) else { return nil }
    self.command = command
  }

  /// Has the user edit a text, and waits until they are done.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - folder: Where its file is kept meanwhile, readable for its owner alone.
  ///   - now: The time; what editors left behind long before is removed.
  ///   - run: Runs the editor in the terminal.
  /// - Returns: The text as edited; `nil` when it is unchanged.
  /// - Throws: ``CommandError``; a text that differs is kept then and named.
  func edit(
    _ text: String,
    in folder: String,
    now: Date,
    run: (ExternalProgram) throws(ProgramError) -> ProgramEnding
  ) throws -> String? {
    Self.removeLeftovers(in: folder, now: now)
    let path = try Self.write(text, in: folder)
    // A shell, as git does it: the variable may hold arguments.
    let problem: String
    do throws(ProgramError) {
      let ending = try run(.shell(command + " \"$1\"", [path]))
      problem = ending.isSuccess ? "" : "ended with \(ending)"
    } catch {
      problem = "\(error)"
    }
    let data = FileManager.default.contents(atPath: path)
    var edited = data.map { String(decoding: $0, as: UTF8.self) }
    // Editors end a file with a line end; the user did not write it.
    if edited?.hasSuffix("\n") == true, !text.hasSuffix("\n") { edited?.removeLast() }
    let isSame = edited == nil || edited == text
    if problem.isEmpty || isSame { try? FileManager.default.removeItem(atPath: path) }
    if !problem.isEmpty {
      throw CommandError(
        .unavailable,
        "The editor (\(command)) \(problem). "
          + (isSame ? "The description is unchanged." : "What it wrote is in \(path).")
      )
    }
    guard let edited else {
      throw CommandError(.unavailable, "The editor left no text in \(path).")
    }
    return isSame ? nil : edited
  }

  private static func write(_ text: String, in folder: String) throws(CommandError) -> String {
    let manager = FileManager.default
    let path = "\(folder)/\(prefix)\(UUID().uuidString).txt"
    // Should that fail, writing says so.
    try? manager.createDirectory(
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
    return path
  }

  /// Removes texts that editors left behind when they failed, once nobody will look for them.
  private static func removeLeftovers(in folder: String, now: Date) {
    let manager = FileManager.default
    for name in (try? manager.contentsOfDirectory(atPath: folder)) ?? []
    where name.hasPrefix(prefix) && name.hasSuffix(".txt") {
      let path = "\(folder)/\(name)"
      let attributes = try? manager.attributesOfItem(atPath: path)
      guard attributes?[.type] as? FileAttributeType == .typeRegular,
        let changed = attributes?[.modificationDate] as? Date,
        now.timeIntervalSince(changed) > keeping
      else { continue }
      try? manager.removeItem(atPath: path)
    }
  }
}
