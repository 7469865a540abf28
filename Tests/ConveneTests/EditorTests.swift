import Foundation
import Terminal
import Testing

@testable import convene

/// The file that an editor works on.
@Suite struct EditorTests {
  private let folder = NSTemporaryDirectory() + "convene-editor-" + UUID().uuidString.prefix(8)
  private let now = Date(timeIntervalSince1970: 1_800_000_000)

  private func editor(_ variables: [String: String] = ["EDITOR": "ed"]) -> Editor? {
    Editor(LiveEnvironment(variables: variables, zone: .gmt, now: { now }))
  }

  private var left: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  private func edit(_ words: String?, _ ending: ProgramEnding) throws -> String? {
    try editor()?.edit("Before", in: folder, now: now) { program in
      #expect(program.arguments.dropLast() == ["-c", "ed \"$1\"", "sh"])
      let path = program.arguments.last ?? ""
      if let words { try? Data(words.utf8).write(to: URL(fileURLWithPath: path)) }
      return ending
    }
  }

  @Test("What was written is taken, and nothing stays behind")
  func taken() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try edit("After\n", .exited(0)) == "After")
    #expect(try edit("Before\n", .exited(0)) == nil)
    #expect(try edit(nil, .exited(0)) == nil)
    #expect(left == [])
  }

  @Test("One that fails leaves no file behind, unless there is something in it")
  func failing() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let same = #expect(throws: CommandError.self) { try edit(nil, .exited(1)) }
    #expect(same?.message == "The editor (ed) ended with status 1. The description is unchanged.")
    #expect(left == [])
    let other = #expect(throws: CommandError.self) { try edit("After\n", .killed(9)) }
    #expect(
      other?.message.contains("ended with signal 9. What it wrote is in \(folder)/description-")
        == true
    )
    #expect(left.count == 1)
    // Others are not touched, and this one not before a week.
    try Data("mine".utf8).write(to: URL(fileURLWithPath: folder + "/description.md"))
    let kept = folder + "/" + (left.first { $0.hasPrefix("description-") } ?? "")
    try FileManager.default.setAttributes([.modificationDate: now - 6 * 86_400], ofItemAtPath: kept)
    _ = try edit(nil, .exited(0))
    #expect(left.count == 2)
    try FileManager.default.setAttributes([.modificationDate: now - 8 * 86_400], ofItemAtPath: kept)
    _ = try edit(nil, .exited(0))
    #expect(left == ["description.md"])
  }

  @Test("A blank editor is none")
  func blank() {
    #expect(editor(["EDITOR": " "]) == nil)
    #expect(editor(["VISUAL": " ", "EDITOR": "ed"]) != nil)
  }
}
