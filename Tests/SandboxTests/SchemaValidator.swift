import Foundation

@testable import Sandbox

/// Runs the schema check of `Fixtures/validate.py` over many cases at once.
struct SchemaValidator {
  /// One JSON value and the schema component that it must be.
  struct Case {
    let name: String
    let schema: String
    let instance: JSON
    /// True when required fields may be missing, as in an update.
    var isPartial = false
  }

  enum Failure: Error, CustomStringConvertible {
    case noPython

    var description: String {
      "No python3 with the jsonschema module was found. Install it: apt-get install python3-jsonschema"
    }
  }

  /// The complaints, one line of JSON each; empty when all are valid.
  static func complaints(_ cases: [Case]) throws -> [String] {
    let lines = cases.map { item -> String in
      let line: JSON = [
        "name": .string(item.name), "schema": .string(item.schema), "instance": item.instance,
        "partial": .bool(item.isPartial),
      ]
      return line.text
    }
    let fixtures = Bundle.module.bundleURL.appending(path: "Fixtures")
    let script = fixtures.appending(path: "validate.py").path
    let schema = fixtures.appending(path: "nylas-v3-events.schema.json").path
    for python in [["/usr/bin/env", "python3"], ["/usr/bin/python3"]] {
      let input = lines.joined(separator: "\n")
      let result = try run(python + [script, schema], input: input)
      if result.status == 0 { return [] }
      if result.status == 1, !result.output.isEmpty {
        return result.output.split(separator: "\n").map(String.init)
      }
    }
    throw Failure.noPython
  }

  private static func run(
    _ command: [String],
    input: String
  ) throws -> (status: Int32, output: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).jsonl")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      return (127, "")
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
