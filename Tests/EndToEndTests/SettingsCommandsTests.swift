import Foundation
import Testing

/// Settings of meetings by commands: of one, of all that a search finds, and when the host is not there.
@Suite struct SettingsCommandsTests {
  private static let moment = "2026-11-25T10:20:00+01:00 Europe/Berlin"
  private static let search = ["conference", "set", "--search", "title:sprint"]

  /// A world with a signed-in Zoom account and meetings that it hosts on the calendar of this machine.
  private func world(_ count: Int) throws -> (World, [String]) {
    let world = try World(sandbox: ["--events", "0"], at: Self.moment)
    _ = try ZoomHost(in: world)
    let events = try (1...count).map { number in
      try world.makeEvent(
        "Sprint \(number)",
        "--calendar",
        "Personal",
        "--start",
        "tomorrow \(number + 8):00",
        "--create",
        "zoom",
        "--setting",
        "waiting_room=off"
      )
    }
    return (world, events)
  }

  private func waitingRooms(_ world: World, _ events: [String]) throws -> [Bool?] {
    try events.map { event in
      try world.json("conference", "show", event, "--json")["settings"].list
        .first { $0["name"].text == "waiting_room" }?["value"].flag
    }
  }

  @Test("Settings of all meetings that a search finds: looked at, changed, undone with one undo")
  func bulk() throws {
    let (world, events) = try world(3)
    let plain = try world.makeEvent("Sprint retro", "--calendar", "Personal", "--start", "tomorrow")
    let set = Self.search + ["--setting", "waiting_room=on", "--setting", "auto_recording=local"]
    let dry = try world.json(set + ["--dry-run", "--json"])
    #expect(dry["dry_run"].flag == true)
    #expect(dry["events"].list.map { $0["result"].text } == ["planned", "planned", "planned"])
    #expect(dry["left_out"].list.map { $0["id"].text } == [plain])
    #expect(try waitingRooms(world, events) == [false, false, false])

    let done = try world.convene(set)
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.errors.contains("Waiting room: on; Recording: on the host's computer."))
    #expect(done.errors.contains("The settings of 3 meetings are changed."))
    #expect(done.errors.contains("3 done, 1 unchanged."), "\(done.errors)")
    #expect(done.output.split(separator: "\n").allSatisfy { $0.hasSuffix("done") })
    #expect(try waitingRooms(world, events) == [true, true, true])
    let again = try world.convene(set)
    #expect(again.status == 77 && again.errors.contains("set so already"), "\(again.errors)")

    let undo = try world.convene("undo")
    #expect(undo.status == 0, "\(undo.errors)")
    #expect(try waitingRooms(world, events) == [false, false, false])
    #expect(try world.convene("redo").status == 0)
    #expect(try waitingRooms(world, events) == [true, true, true])
    #expect(try world.service.live() == Array(repeating: "Zoom Meeting", count: 3))
  }

  @Test("Settings of all marked meetings by keys: one question, one undo")
  func keys() throws {
    let (world, events) = try world(2)
    _ = try world.makeEvent("Sprint retro", "--calendar", "Personal", "--start", "tomorrow 17:00")
    let window = try Window(world)
    try window.press("j", untilRow: "Sprint 1")
    try window.keys("*")
    try window.wait(for: "3 marked")
    try window.keys("c")
    try window.wait(for: "Meeting link · 3 events")
    try window.keys("Right")
    try window.waitForRow("‹ Change their settings ›")
    try window.press("Tab", untilRow: "Waiting room")
    try window.keys("Right")
    try window.waitForRow("‹ on ›")
    try window.keys("C-s")
    try window.wait(for: "Change the settings of 2 meetings?")
    try window.keys("y")
    try window.wait(for: "The settings of 2 meetings are changed.")
    _ = try Waiting.until("the settings at the host") {
      try waitingRooms(world, events)
    } wanted: {
      $0 == [true, true]
    }
    try window.keys("u")
    try window.wait(for: "Undone: 2 edits that were made together.")
    _ = try Waiting.until("the former settings at the host") {
      try waitingRooms(world, events)
    } wanted: {
      $0 == [false, false]
    }
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
  }

  @Test("What a host refuses or keeps is said for each, and nothing of it stays to be sent")
  func refused() async throws {
    let (world, events) = try world(2)
    let service = try world.service
    _ = try await service.send("POST", "/_sandbox/zoom", #"{"plan": "basic"}"#)
    let refused = try world.convene(Self.search + ["--setting", "auto_recording=cloud"])
    #expect(refused.status == 69, "\(refused.errors)")
    #expect(refused.output.split(separator: "\n").allSatisfy { $0.contains("refused: Recording") })
    // What was refused is not said to be changed.
    #expect(refused.errors.contains("0 done, 2 refused."), "\(refused.errors)")
    #expect(!refused.errors.contains("are changed"), "\(refused.errors)")
    let counted = try world.convene(
      Self.search + ["--setting", "auto_recording=cloud", "--json"]
    )
    let counts = try JSON(counted.output)["counts"]
    #expect(counts["done"].number == 0 && counts["refused"].number == 2, "\(counted.output)")
    #expect(counts["unchanged"].number == 0)
    #expect(try world.convene("changes").output.isEmpty)
    _ = try await service.send("POST", "/_sandbox/zoom", #"{"locked": {"waiting_room": false}}"#)
    let kept = try world.json(
      Self.search + ["--setting", "waiting_room=on", "--dry-run", "--json"]
    )
    #expect(kept["events"].list.count == 2)
    let ended = try world.convene(Self.search + ["--setting", "waiting_room=on"])
    #expect(ended.status == 69 && ended.errors.contains("kept its own value"), "\(ended.errors)")
    #expect(ended.output.contains("kept: Waiting room"), "\(ended.output)")
    #expect(try waitingRooms(world, events) == [false, false])
  }

  @Test("A host that cannot be asked: JSON says why, beside what is known")
  func unreachable() throws {
    let (world, events) = try world(1)
    let before = try world.json("conference", "show", events[0], "--json")
    #expect(before["settings_problem"].isNull)
    try world.service.stop()
    // What was said a moment ago still counts, so it is a minute later.
    let later = world.clock.variable.replacing("T10:20", with: "T10:21")
    let show = "CONVENE_CLOCK='\(later)' $CONVENE conference show \(events[0])"
    let after = try JSON(try world.shell(show + " --json").output)
    let problem = try #require(after["settings_problem"].text)
    #expect(!problem.isEmpty)
    let room = after["settings"].list.first { $0["name"].text == "waiting_room" }
    #expect(room?["value"].flag == false && room?["certainty"].text == "unconfirmed")
    let lines = try world.shell(show).output
    #expect(lines.contains("Settings not read: \(problem)"), "\(lines)")
  }

  @Test("Settings without events, and with what is no setting")
  func refusals() throws {
    let world = try World(sandbox: ["--events", "0"])
    for (arguments, status) in [
      (Self.search + ["--setting", "waiting_room=on"], 66),
      (Self.search + ["--setting", "waiting_room"], 65),
      (["conference", "set", "--setting", "waiting_room=on"], 64),
      (["conference", "set", "x", "--setting", "waiting_room=on", "--dry-run"], 64),
    ] as [([String], Int32)] {
      let finished = try world.convene(arguments)
      #expect(finished.status == status, "\(arguments): \(finished.errors)")
    }
  }
}
