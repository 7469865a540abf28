import Foundation

/// The program that is tested.
enum Program {
  /// Its path: beside the bundle of these tests, where the build puts it.
  static let path: String = {
    // The runner is either the bundle itself or gets its path as an argument.
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? Bundle.main.bundlePath
    let folder = bundle.components(separatedBy: ".xctest")[0]
    let built = (folder as NSString).deletingLastPathComponent + "/convene"
    if FileManager.default.isExecutableFile(atPath: built) { return built }
    return Bundle.main.bundleURL.appending(path: "convene").path
  }()
}

/// A command that has ended: what it printed, and its exit status.
struct Finished {
  var status: Int32
  var output: String
  var errors: String

  /// Runs a program to its end; its output goes to files meanwhile, which never fill up as pipes do.
  init(
    running program: String,
    _ arguments: [String],
    environment: [String: String],
    files: String
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.file(files + ".out")
    process.standardError = try Self.file(files + ".err")
    try process.run()
    process.waitUntilExit()
    status =
      process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
    output = try String(contentsOfFile: files + ".out", encoding: .utf8)
    errors = try String(contentsOfFile: files + ".err", encoding: .utf8)
    try FileManager.default.removeItem(atPath: files + ".out")
    try FileManager.default.removeItem(atPath: files + ".err")
  }

  static func file(_ path: String) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw WorldError("cannot write \(path)")
    }
    return handle
  }
}
