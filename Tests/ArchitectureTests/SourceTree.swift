import Foundation

/// The package as it lies on the disk, found from where this file lies.
enum SourceTree {
  /// The folder that holds Package.swift.
  static let root: URL = {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder
  }()

  /// The Swift files of `Sources`.
  static let sources = swiftFiles(under: "Sources")

  /// The Swift files of `Tests`.
  static let tests = swiftFiles(under: "Tests")

  /// The names of the folders in a folder: for `Sources` the targets.
  static func folders(in path: String) -> [String] {
    let folder = root.appending(path: path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { name in
      let item = folder.appending(path: name)
      return (try? item.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
    }
    .sorted()
  }

  /// The text of Package.swift.
  static func manifest() throws -> String {
    try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
  }

  /// What git keeps at the top; without git, what lies there and no build makes.
  static func topLevel() -> Set<String> {
    if let tracked = trackedPaths(), !tracked.isEmpty {
      return Set(tracked.map { String($0.prefix { $0 != "/" }) })
    }
    let made: Set = ["Package.resolved"]
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return Set(names).subtracting(made)
  }

  private static func swiftFiles(under folder: String) -> [SourceFile] {
    let start = root.appending(path: folder).path
    guard let walk = FileManager.default.enumerator(atPath: start) else { return [] }
    return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted()
      .compactMap { path in
        guard let data = FileManager.default.contents(atPath: start + "/" + path) else {
          return nil
        }
        return SourceFile(path: folder + "/" + path, text: String(decoding: data, as: UTF8.self))
      }
  }

  private static func trackedPaths() -> [Substring]? {
    let git = Process()
    git.executableURL = URL(filePath: "/usr/bin/env")
    git.arguments = ["git", "-C", root.path, "ls-files"]
    let output = Pipe()
    git.standardOutput = output
    git.standardError = FileHandle.nullDevice
    guard (try? git.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    git.waitUntilExit()
    guard git.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }
}

/// A Swift file: as it is written, and what of it is code.
struct SourceFile: Sendable {
  /// The path from the top of the package.
  let path: String
  /// The lines as they are written.
  let lines: [String]
  /// The same lines without comments and without what string literals say.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    lines = Self.split(text)
    code = Self.split(CodeText.code(of: text))
  }

  /// The target: the second folder of the path.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// The name of the file.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  private static func split(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

/// A line that breaks a rule.
struct Finding: Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let message: String

  init(_ file: SourceFile, line: Int, _ message: String) {
    path = file.path
    self.line = line
    self.message = message
  }

  var description: String { "\(path):\(line): \(message)" }
}

extension [Finding] {
  /// One finding a line, for the message of a failed expectation.
  var list: String { map(\.description).joined(separator: "\n") }
}
