import Foundation

/// A command that goes on while a test answers it.
///
/// A class because it owns the process.
final class Conversation {
  private let streams: Child.Streams
  private let child: Child
  private let process: Process

  /// Starts a command.
  ///
  /// - Parameters:
  ///   - world: The world that it is in.
  ///   - variables: More environment variables.
  ///   - arguments: The command.
  /// - Throws: ``WorldError`` when it cannot be started.
  init(_ world: World, _ variables: [String: String] = [:], _ arguments: [String]) throws {
    let files = world.folder + "/conversation-" + UUID().uuidString.prefix(8)
    guard mkfifo(files + ".in", 0o600) == 0 else { throw WorldError("no pipe can be made") }
    streams = Child.Streams(
      input: files + ".in",
      output: files + ".out",
      errors: files + ".err"
    )
    process = Process(path: files + ".pid")
    // A shell notes the number of the process that it becomes.
    child = try Child(
      "/bin/sh",
      ["-c", "echo $$ > '\(files).pid'; exec \"$0\" \"$@\"", Program.path] + arguments,
      environment: world.environment.merging(variables) { $1 },
      streams: streams
    )
  }

  private struct Process { let path: String }

  /// The number of its process.
  func number() throws -> Int32 {
    try Waiting.until("the number of the process") {
      Int32(
        ((try? String(contentsOfFile: process.path, encoding: .utf8)) ?? "")
          .trimmingCharacters(in: .whitespacesAndNewlines)
      )
    } wanted: {
      $0 != nil
    } ?? 0
  }

  /// What it said so far.
  func said() -> String { (try? String(contentsOfFile: streams.errors, encoding: .utf8)) ?? "" }

  /// What it printed so far.
  func printed() -> String { (try? String(contentsOfFile: streams.output, encoding: .utf8)) ?? "" }

  /// The address of the page of the sign-in, once it is said.
  func address() throws -> String {
    try Waiting.until("the address of a page", look: said) { Self.address(in: $0) != nil }
      .split(separator: "\n").compactMap { Self.address(in: String($0)) }.first ?? ""
  }

  private static func address(in text: String) -> String? {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
      .first { $0.hasPrefix("http") && $0.contains("code_challenge=") }
  }

  /// Types a line.
  func type(_ line: String) throws {
    guard let pipe = FileHandle(forUpdatingAtPath: streams.input) else {
      throw WorldError("the pipe is gone")
    }
    pipe.write(Data((line + "\n").utf8))
  }

  /// Waits for its end.
  func finish() -> (status: Int32, said: String) { (child.wait(), said()) }
}
