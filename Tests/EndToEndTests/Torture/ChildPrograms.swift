import Foundation

/// Programs that Convene starts, an editor or a key store, and which of them run.
struct ChildPrograms {
  private let folder: String

  /// Prepares for programs in a world.
  init(_ world: World) { folder = world.folder }

  private var numbers: String { folder + "/children" }

  /// Writes a program that notes its number and then does something.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - work: What it does, as a shell reads it.
  /// - Returns: Its path.
  /// - Throws: What keeps it from being written.
  func program(_ name: String, _ work: String) throws -> String {
    let path = folder + "/" + name
    try "#!/bin/sh\necho $$ >> '\(numbers)'\n\(work)\n"
      .write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  /// Writes a program that does not end by itself: one that waits for its user.
  func waiting(_ name: String) throws -> String { try program(name, "exec sleep 1000") }

  /// The numbers of the processes that run.
  func running() -> [String] {
    let text = (try? String(contentsOfFile: numbers, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init).filter { number in
      let state = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
      // One that has ended and whose status nobody has asked for does not run.
      return state.map { !$0.contains(") Z ") } ?? false
    }
  }

  /// Waits until one runs.
  func waitForOne() throws {
    _ = try Waiting.until("a child", look: running) { !$0.isEmpty }
  }

  /// Waits until none runs any more.
  func waitForNone() throws {
    _ = try Waiting.until("the children to end", look: running) { $0.isEmpty }
  }
}
