import Foundation
import Testing

@testable import convene

/// The log is written to a file of its own, or not at all.
@Suite struct FileLogTests {
  private let folder = NSTemporaryDirectory() + "convene-log-" + UUID().uuidString
  private var path: String { folder + "/convene.log" }

  private func write() {
    let log = FileLog(path: path, now: { Date(timeIntervalSince1970: 1_800_000_000) })
    log.write("a line")
  }

  @Test("Lines come to the end of the file, which is for its owner alone")
  func appends() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    write()
    write()
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.split(separator: "\n").count == 2)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
  }

  @Test("A log that is written for weeks stays small, and what was before is kept once")
  func rotates() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (first, second) = (
      FileLog(path: path, now: { .distantPast }), FileLog(path: path, now: { .distantPast })
    )
    let line = String(repeating: "x", count: 10_000)
    func size(_ path: String) throws -> Int {
      try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }
    for number in 0..<1_300 {
      first.write("first \(number) \(line)")
      if number % 100 == 0 { second.write("second \(number) \(line)") }
    }
    for name in [path, path + ".old"] {
      #expect(try size(name) <= 4 << 20)
      #expect(try size(name) > 10_000)
    }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("first 1299"))
    second.write("the last line")
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("the last line\n"))
  }

  @Test("Nothing is written through a link", arguments: [true, false])
  func links(isSymbolic: Bool) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let victim = folder + "/victim"
    try Data("precious".utf8).write(to: URL(fileURLWithPath: victim))
    if isSymbolic {
      try manager.createSymbolicLink(atPath: path, withDestinationPath: victim)
    } else {
      try manager.linkItem(atPath: victim, toPath: path)
    }
    write()
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
  }
}
