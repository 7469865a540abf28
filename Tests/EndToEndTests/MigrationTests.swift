import Foundation
import Testing

/// Zoom links become Teams links, also when the program is killed meanwhile.
@Suite struct MigrationTests {
  private static let migrate = [
    "conference", "migrate", "--from", "zoom", "--to", "teams", "--host",
    "mara@northwind.example",
  ]

  @Test(
    "Killed again and again, each event has exactly one live link, and undo brings the old kind back"
  )
  func kills() throws {
    let count = 12
    let world = try World(sandbox: ["--events", "0", "--link-delay", "50ms"])
    let service = try world.service
    for number in 1...count {
      _ = try world.makeEvent(
        "Weekly \(number)",
        "--calendar",
        "Mara",
        "--start",
        "tomorrow 14:00"
      )
    }
    let set = try world.convene(
      "conference",
      "set",
      "--search",
      "title:weekly",
      "--create",
      "zoom",
      "--host",
      "mara.zoom@acme.example",
      "--wait"
    )
    try #require(set.status == 0, "\(set.errors)")
    let dry = try world.json(Self.migrate + ["--dry-run", "--json"])
    #expect(dry["events"].list.count == count && dry["left_out"].list.isEmpty)
    #expect(try service.live() == Array(repeating: "Zoom Meeting", count: count))

    for milliseconds in [150, 400, 900] {
      let victim = try Child(
        Program.path,
        Self.migrate,
        environment: world.environment,
        streams: Child.Streams(
          output: world.folder + "/victim",
          errors: world.folder + "/victim-errors"
        )
      )
      waitAndKill(victim, after: milliseconds)
    }
    // Whose request was killed on its way waits for it.
    let last = try world.convene(Self.migrate)
    #expect([0, 75].contains(last.status), "\(last.errors)")
    try world.sendAll()
    try service.waitForLive(Array(repeating: "Microsoft Teams", count: count))
    let again = try world.json(Self.migrate + ["--json"])
    #expect(again["events"].list.isEmpty)

    let undo = try world.convene("undo")
    #expect(undo.status == 0 && undo.errors.contains("\(count) edits that were made together"))
    #expect(try world.convene("sync").status == 0)
    try service.waitForLive(Array(repeating: "Zoom Meeting", count: count))
  }

  @Test("What cannot be meant is refused, and nothing to do is no error")
  func refusals() throws {
    let world = try World(sandbox: ["--events", "0"])
    for (arguments, status) in [
      (["--from", "zoom", "--to", "zoom"], 65), (["--from", "webex", "--to", "zoom"], 65),
      (["--from", "zoom"], 64), (["--from", "zoom", "--to", "teams", "--after", "someday"], 65),
      (["--from", "zoom", "--to", "teams"], 0),
    ] as [([String], Int32)] {
      let finished = try world.convene(["conference", "migrate"] + arguments)
      #expect(finished.status == status, "\(arguments): \(finished.errors)")
    }
  }

  private func waitAndKill(_ child: Child, after milliseconds: Int) {
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(milliseconds))
    _ = child.kill()
  }
}
