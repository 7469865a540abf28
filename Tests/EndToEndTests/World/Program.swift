import Foundation

/// The program that is tested.
enum Program {
  /// Its path: what `CONVENE_PROGRAM` names, a release for one, else what stands beside the bundle
  /// of these tests, where the build puts it.
  static let path: String = {
    if let named = ProcessInfo.processInfo.environment["CONVENE_PROGRAM"] { return named }
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
    let streams = Child.Streams(output: files + ".out", errors: files + ".err")
    status = try Child(program, arguments, environment: environment, streams: streams).wait()
    output = try String(contentsOfFile: streams.output, encoding: .utf8)
    errors = try String(contentsOfFile: streams.errors, encoding: .utf8)
    try FileManager.default.removeItem(atPath: streams.output)
    try FileManager.default.removeItem(atPath: streams.errors)
  }
}
