import CalendarServices
import Foundation
import Testing

@testable import convene

/// A file that is read in pieces while it is imported.
@Suite struct FileBytesTests {
  private func run(_ body: (_ path: String, _ bytes: [UInt8]) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "convene-bytes-\(UUID().uuidString).ics"
    let events = (0..<2_000).map { number in
      "BEGIN:VEVENT\nUID:\(number)\nDTSTART:20261201T090000Z\nSUMMARY:Event \(number)\nEND:VEVENT\n"
    }
    let text = "BEGIN:VCALENDAR\n\(events.joined())END:VCALENDAR\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path, Array(text.utf8))
  }

  @Test func anyPartIsRead() throws {
    try run { path, bytes in
      let file = try #require(FileBytes(open(path, O_RDONLY)))
      #expect(file.count == bytes.count)
      for range in [
        0..<3, 0..<bytes.count, 70_000..<70_100, 100..<70_100, 65_500..<65_600,
        bytes.count - 10..<bytes.count, 5..<5, 69_990..<70_010,
      ] {
        #expect(file.bytes(range) == Array(bytes[range]), "\(range)")
      }
      #expect(file.problem == nil)
    }
  }

  @Test func aFileIsTakenFromWhereItStands() throws {
    try run { path, bytes in
      let descriptor = open(path, O_RDONLY)
      lseek(descriptor, 16, SEEK_SET)
      let file = try #require(FileBytes(descriptor))
      #expect(file.bytes(0..<12) == Array(bytes[16..<28]) && file.count == bytes.count - 16)
    }
  }

  @Test func whatIsNoFileIsReadOtherwise() throws {
    let descriptor = open("/dev/null", O_RDONLY)
    defer { close(descriptor) }
    #expect(FileBytes(descriptor) == nil)
    // It has no size, and yet bytes.
    guard case .whole(let bytes, _) = try ImportInput("/proc/self/status").opened() else {
      Issue.record("It is read in pieces.")
      return
    }
    #expect(!bytes.isEmpty)
  }

  @Test(arguments: [true, false])
  func aFileThatIsWrittenToMeanwhileIsSaid(_ isShorter: Bool) throws {
    try run { path, bytes in
      let content = try ImportInput(path).opened()
      try content.check()
      let file = try #require(FileHandle(forWritingAtPath: path))
      if isShorter {
        try file.truncate(atOffset: 1_000)
      } else {
        try file.seekToEnd()
        try file.write(contentsOf: Data("BEGIN:VCALENDAR\n".utf8))
      }
      try file.close()
      let error = #expect(throws: CommandError.self) { try content.check() }
      #expect(error?.description == "\(path) was changed while it was read. Import it again.")
      #expect(error?.status == .later)
    }
  }

  /// `import folder/*.ics` names more files than a process may have open.
  @Test func filesThatAreNamedAreNotOpen() throws {
    try run { path, _ in
      func open() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      }
      let before = try open()
      let inputs = try (0..<300).map { _ in try ImportInput(path) }
      // Other tests open some meanwhile.
      #expect(try open() < before + 150 && inputs.count == 300)
    }
  }
}
