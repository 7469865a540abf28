import Foundation
import Testing

/// Many events at once: one question, one edit, one undo, and the meetings at the service as they should.
@Suite struct BulkTests {
  private func makeEvents(_ world: World, _ count: Int, at start: String) throws {
    for number in 1...count {
      _ = try world.makeEvent("Sprint \(number)", "--calendar", "Mara", "--start", start)
    }
  }

  @Test("Links for all that a search finds, taken off again, undone and redone")
  func commands() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "100ms"])
    let service = try world.service
    try makeEvents(world, 4, at: "tomorrow 14:00")
    let set = [
      "conference", "set", "--search", "title:sprint", "--create", "zoom", "--host",
      "mara.zoom@acme.example",
    ]
    let dry = try world.json(set + ["--dry-run", "--json"])
    #expect(dry["dry_run"].flag == true)
    #expect(dry["events"].list.map(\.["result"].text) == Array(repeating: "planned", count: 4))
    #expect(try service.meetings().isEmpty)

    let done = try world.json(set + ["--json", "--wait"])
    #expect(done["events"].list.map(\.["result"].text) == Array(repeating: "done", count: 4))
    #expect(done["left_out"].list.isEmpty)
    try service.waitForLive("Zoom Meeting", "Zoom Meeting", "Zoom Meeting", "Zoom Meeting")
    // What has such a link already is left out, and then nothing is left.
    let again = try world.convene(set)
    #expect(again.status == 77 && again.errors.contains("4 left out"), "\(again.errors)")

    let strip = try world.convene("conference", "strip", "--search", "title:sprint")
    #expect(strip.status == 0, "\(strip.errors)")
    #expect(strip.output.split(separator: "\n").count == 4)
    #expect(strip.errors.contains("The meeting is off 4 events."))
    try service.waitForLive()
    let undo = try world.convene("undo")
    #expect(undo.status == 0 && undo.errors.contains("4 edits that were made together"))
    try service.waitForLive("Zoom Meeting", "Zoom Meeting", "Zoom Meeting", "Zoom Meeting")
    #expect(try world.convene("redo").status == 0)
    try service.waitForLive()
  }

  @Test("A search that finds nothing, too much or was not understood changes nothing")
  func refusals() throws {
    let world = try World(sandbox: ["--events", "0"])
    try makeEvents(world, 1, at: "tomorrow 14:00")
    for (arguments, status) in [
      (["--search", "nothing"], 66), (["--search", "is:purple sprint"], 65),
      (["--search", "sprint", "--scope", "all"], 64), (["someid", "--search", "sprint"], 64),
      (["--dry-run", "someid"], 64), ([], 64), (["--search", ""], 65),
    ] as [([String], Int32)] {
      let finished = try world.convene(["conference", "strip"] + arguments)
      #expect(finished.status == status, "\(arguments): \(finished.errors)")
    }
  }

  @Test("Marked, deleted with one key, back with one key")
  func keys() throws {
    let world = try World(sandbox: ["--events", "0"])
    let service = try world.service
    try makeEvents(world, 3, at: "today 14:00")
    let window = try Window(world)
    try window.wait(for: "Sprint 1")
    try window.keys("*")
    try window.wait(for: "3 marked")
    try window.keys("S")
    try window.type("+1h")
    try window.keys("Enter")
    try window.wait(for: "Move 3 events: 1 h later?")
    try window.keys("y")
    try window.wait(for: "3 events moved: 1 h later.")
    try window.keys("*", "x")
    try window.wait(for: "Delete 3 events?")
    // Keys that are typed ahead wait for what they are about.
    try window.keys("y", "u")
    try window.wait(for: "Undone: 3 edits that were made together.")
    try window.wait(for: "Sprint 3")
    try window.keys("C-r")
    try window.wait(for: "Redone: 3 edits that were made together.")
    try window.wait(for: "Nothing planned.")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
    try world.sendAll()
    #expect(try service.live().isEmpty)
    #expect(try world.json("agenda", "--json").list.isEmpty)
  }
}
