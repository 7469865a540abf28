import Foundation
import Testing

/// An edit and `q` in one write, as a fast hand or a slow line delivers them: what was accepted is
/// kept.
///
/// `CONVENE_QUITS` says how often each pair is typed.
@Suite struct QuitTests {
  private static let times =
    ProcessInfo.processInfo.environment["CONVENE_QUITS"].flatMap { Int($0) } ?? 5

  /// An edit by keys, on the calendar of this machine.
  enum Edit: String, CaseIterable {
    case create, rename, link, delete, undo, redo

    /// The keys, as a terminal sends them.
    var keys: String {
      switch self {
      case .create: "nReview\u{13}"
      case .rename: "e two\u{13}"
      case .link: "c\u{1B}OD\thttps://jit.si/a\u{13}"
      case .delete: "x"
      case .undo: "u"
      case .redo: "\u{12}"
      }
    }

    /// What is there before.
    func prepare(_ world: World) throws {
      if self == .create { return }
      let event = try world.makeEvent("Review", "--start", "today")
      if self == .undo { try world.convene("event", "delete", event) }
      if self == .redo { try world.convene("undo") }
    }

    /// Whether what is there after is what was typed.
    func isKept(_ events: [JSON]) -> Bool {
      let event = events.first ?? JSON(nil as Any?)
      return switch self {
      case .create, .undo, .redo: events.count == 1 && event["title"].text == "Review"
      case .rename: event["title"].text == "Review two"
      case .link: event["conferencing"]["url"].text == "https://jit.si/a"
      case .delete: events.isEmpty
      }
    }
  }

  @Test("An edit and q in one write: the edit is kept", arguments: Edit.allCases)
  func kept(_ edit: Edit) throws {
    let world = try World()
    for round in 1...Self.times {
      try edit.prepare(world)
      #expect(try quit(world, after: edit.keys) == 0)
      let events = try world.json("agenda", "--days", "3", "--json").list
      #expect(edit.isKept(events), "round \(round): \(events)")
      for event in events { try world.convene("event", "delete", event["id"].text ?? "") }
    }
  }

  @Test("A response and q in one write: the response is kept, and reaches the service")
  func response() async throws {
    let world = try World(sandbox: [])
    #expect(try world.convene("sync").status == 0)
    let answers = ["y": "yes", "m": "maybe", "n": "no"]
    for round in 1...Self.times {
      let key = ["y", "m", "n"][round % 3]
      #expect(try quit(world, opening: "/Vendor demo: observability\r", after: "r" + key) == 0)
      let found = try world.json("search", "Vendor demo: observability", "--json").list.first
      let mine = found?["participants"].list.first { $0["email"].text?.hasPrefix("mara") == true }
      #expect(mine?["status"].text == answers[key], "round \(round): \(String(describing: found))")
    }
    #expect(try world.convene("sync").status == 0)
    #expect(try world.json("changes", "--json").list.isEmpty)
  }

  /// Opens the screen, types keys and `q` in one write, and waits for the end.
  ///
  /// - Parameters:
  ///   - world: The world.
  ///   - opening: Keys that the program has dealt with before.
  ///   - keys: The keys of the edit.
  /// - Returns: The exit status.
  /// - Throws: ``WorldError`` when the program does not start.
  private func quit(_ world: World, opening: String = "", after keys: String) throws -> Int32 {
    let terminal = try PseudoTerminal()
    let child = try terminal.run(Program.path, [], environment: world.environment)
    try terminal.press(opening)
    terminal.type(keys + "q")
    let status = child.wait()
    terminal.waitForEnd()
    return status
  }
}
