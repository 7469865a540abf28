import Foundation
import Testing

/// The program ends while programs that it started run: none of them is left, and nothing is lost.
@Suite struct ChildrenTests {
  /// A way in which the program ends.
  enum Ending: String, CaseIterable {
    /// Killed, as nothing can be caught.
    case killed
    /// Asked to end.
    case terminated
    /// The window is closed, or the line drops.
    case vanished
    /// The same where the program is not to hear of it, as below `nohup`.
    case unheard

    /// Those that a program without a screen learns of, too.
    static let heard: [Ending] = [.killed, .terminated, .vanished]

    /// A command that ends so, as a shell reads it.
    func command(_ command: String) -> String {
      self == .unheard
        ? "(trap '' HUP; \(command.replacing("$CONVENE", with: "exec $CONVENE")))" : command
    }
  }

  private func end(_ ending: Ending, _ world: World, _ window: Window) throws {
    let process = try window.process()
    switch ending {
    case .killed: #expect(kill(process, SIGKILL) == 0)
    case .terminated: #expect(kill(process, SIGTERM) == 0)
    case .vanished, .unheard: try world.tmux(["kill-server"])
    }
    _ = try Waiting.until("the program to end") {
      (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? "gone"
    } wanted: {
      $0 == "gone" || $0.contains(") Z ")
    }
  }

  private func expectNothingLeft(_ world: World) throws {
    try ChildPrograms(world).waitForNone()
    #expect(try CacheCheck(world).damage.isEmpty)
  }

  @Test("With the editor open", arguments: Ending.allCases)
  func editor(_ ending: Ending) throws {
    let world = try World()
    let editor = try ChildPrograms(world).waiting("editor")
    let event = try world.makeEvent("Review", "--start", "today", "--description", "Before")
    let window = try Window(world, ending.command("export EDITOR='\(editor)'; $CONVENE"))
    try window.waitForRow("Review")
    // An edit that was accepted before.
    try window.keys("n")
    try window.type("Planning")
    try window.keys("C-s")
    try window.keys("e")
    try window.send("\u{0F}")
    try ChildPrograms(world).waitForOne()
    try end(ending, world, window)
    try expectNothingLeft(world)
    let titles = try world.json("agenda", "--days", "2", "--json").list.map { $0["title"].text }
    #expect(titles.count == 2 && titles.contains("Planning"), "\(titles)")
    #expect(try world.json("event", "show", event, "--json")["description"].text == "Before")
  }

  @Test("With a browser in the terminal open", arguments: Ending.allCases)
  func browser(_ ending: Ending) throws {
    let world = try World()
    let browser = try ChildPrograms(world).waiting("w3m")
    _ = try world.makeEvent("Review", "--start", "today", "--link", "https://meet.jit.si/Review")
    let window = try Window(world, ending.command("export BROWSER='\(browser)'; $CONVENE"))
    try window.waitForRow("Review")
    // An edit that was accepted before.
    try window.keys("n")
    try window.type("Planning")
    try window.keys("C-s")
    try window.press("k", untilRow: "Review")
    try window.send("J")
    try ChildPrograms(world).waitForOne()
    try end(ending, world, window)
    try expectNothingLeft(world)
    #expect(try world.json("agenda", "--days", "2", "--json").list.count == 2)
  }

  @Test("While a key store is asked", arguments: Ending.allCases)
  func secrets(_ ending: Ending) throws {
    let world = try World(sandbox: ["--events", "0"])
    #expect(try world.convene("sync").status == 0)
    let store = try ChildPrograms(world).waiting("store")
    try world.configure(
      world.service.configuration.replacingOccurrences(
        of: "api_key = \"\(try world.service.key)\"",
        with: "api_key_command = \"\(store)\""
      )
    )
    let window = try Window(world, ending.command("$CONVENE"))
    try ChildPrograms(world).waitForOne()
    try window.keys("n")
    try window.type("Planning")
    try window.keys("C-s")
    try window.waitForRow("Planning")
    try end(ending, world, window)
    try expectNothingLeft(world)

    // What was accepted is sent, once; an attempt that was cut short counts as under way at first.
    try world.configure(world.service.configuration)
    _ = try Waiting.until("the edit to be sent", look: { try world.convene("sync") }) {
      $0.status == 0
    }
    #expect(try world.json("changes", "--json").list.isEmpty)
    #expect(try world.json("agenda", "--days", "2", "--json").list.count == 1)
    #expect(try world.service.state()["events"].number == 1)
  }

  @Test("While a command asks a key store that starts others", arguments: Ending.heard)
  func command(_ ending: Ending) throws {
    let world = try World(sandbox: ["--events", "0"])
    #expect(try world.convene("sync").status == 0)
    let store = try ChildPrograms(world).program(
      "store",
      "trap '' HUP TERM\nsleep 1000 & echo $! >> '\(world.folder)/children'\nwait"
    )
    try world.configure(
      world.service.configuration.replacingOccurrences(
        of: "api_key = \"\(try world.service.key)\"",
        with: "api_key_command = \"\(store) || exit\""
      )
    )
    let window = try Window(world, "$CONVENE sync")
    _ = try Waiting.until("a child of a child", look: ChildPrograms(world).running) {
      $0.count == 2
    }
    try end(ending, world, window)
    try expectNothingLeft(world)
  }
}
