import Foundation
import Testing

/// Edits that are not sent yet, as a user meets them: offline, refused, in a collision.
@Suite struct ChangesTests {
  @Test("Offline an edit is seen waiting, and goes out without a key press")
  func offline() throws {
    let world = try World(sandbox: ["--events", "0"])
    let service = try world.service
    let window = try Window(world)
    try window.wait(for: "synced just now")
    try window.keys("o")
    try window.wait(for: "Everything is sent.")
    try window.keys("Escape")
    try window.wait(for: "Nothing planned.")
    service.stop()
    try window.keys("n")
    try window.waitForRow("Title")
    try window.type("Offline call")
    try window.keys("C-s")
    try window.wait("the mark of what waits") { screen in
      let row = Window.selected(screen)
      return row.contains("● Offline call") && row.hasSuffix("↑")
    }
    try window.keys("o")
    try window.waitForRow("waiting")
    try window.waitForRow("New event “Offline call”")
    try window.wait("the reason") { $0.contains("Tried") }
    let listed = try #require(try world.json("changes", "--json").list.first)
    #expect(listed["state"].text == "waiting")
    #expect(listed["kind"].text == "create")
    #expect(listed["title"].text == "Offline call")
    #expect(listed["reason"].text?.isEmpty == false)

    try service.restart()
    try window.wait(for: "Everything is sent.")
    #expect(try service.state()["events"].number == 1)
    #expect(try world.json("changes", "--json").list.isEmpty)
    try window.keys("Escape")
    try window.wait("no mark any more") { Window.selected($0).hasSuffix("● Offline call") }
  }

  @Test("An edit that waits is discarded after a question, and the event is as it was")
  func discarded() async throws {
    let world = try World(sandbox: ["--events", "0"])
    let event = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    try await hold(world, event, "--title", "Renamed")
    try await refuseWrites(world)
    let window = try Window(world)
    try window.waitForRow("Renamed")
    try window.wait(for: "1 edit waits")
    try window.keys("o")
    try window.waitForRow("Rename to “Renamed”")
    // The attempt at the start is over; the next is a minute away.
    try window.wait(for: "Tried 2 times")
    try window.waitForRow("waiting")
    try window.keys("d")
    try window.wait(for: "− Title: Renamed")
    try window.keys("y")
    try window.wait(for: "Everything is sent.")
    try window.keys("Escape")
    try window.waitForRow("Review")
  }

  @Test("A collision is decided field by field, and stands at the service")
  func collision() async throws {
    let world = try World(sandbox: ["--events", "0"])
    let service = try world.service
    let event = try world.makeEvent(
      "Review",
      "--calendar",
      "Mara",
      "--start",
      "today",
      "--description",
      "Agenda\nold"
    )
    try await hold(
      world,
      event,
      "--title",
      "Mine",
      "--description",
      "Agenda\nmine",
      "--location",
      "Here"
    )
    try await change(service, event, #"{"title": "Theirs", "description": "Agenda\ntheirs"}"#)

    let window = try Window(world)
    try window.waitForRow("Mine")
    // The next attempt to send it, at the start, finds what the service has.
    try window.keys("o")
    try window.waitForRow("conflict")
    try window.keys("Enter")
    let screen = try window.wait(for: "Conflict · Mine")
    #expect(Window.flowing(screen).contains("was Review mine Mine theirs Theirs"), "\(screen)")
    // What is open is said, and nothing is sent.
    try window.keys("t", "C-s")
    try window.wait(for: "Not decided yet")
    try window.waitForRow("Description")
    try window.keys("b")
    try window.wait(for: "‹ both ›")
    try window.keys("C-s")
    try window.wait(for: "Everything is sent.")
    let after = try await answer(service, event)
    #expect(after["title"].text == "Theirs")
    #expect(after["location"].text == "Here")
    let text = after["description"].text ?? ""
    #expect(text.contains("mine") && text.contains("theirs"), "\(text)")
    try window.keys("Escape")
    try window.waitForRow("Theirs")
  }

  @Test("The same by commands, with exit statuses for scripts")
  func commands() async throws {
    let world = try World(sandbox: ["--events", "0"])
    let service = try world.service
    let event = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    #expect(try world.convene("changes").errors == "Everything is sent.\n")
    try await hold(world, event, "--title", "Mine")
    try await change(service, event, #"{"title": "Theirs"}"#)
    let id = try #require(try world.json("changes", "--json").list.first?["id"].number)
    #expect(try world.convene("changes", "retry", "999").status == 66)
    #expect(try world.convene("changes", "discard", "999").status == 66)
    #expect(try world.convene("changes", "resolve", "\(id)", "--all", "mine").status == 65)

    let retried = try world.convene("changes", "retry", "\(id)")
    #expect(retried.status == 75, "\(retried.errors)")
    #expect(retried.errors.contains("convene changes resolve"), "\(retried.errors)")
    let listed = try #require(try world.json("changes", "--json").list.first)
    #expect(listed["state"].text == "conflict")
    #expect(listed["event"].text == event)
    let field = listed["conflict"]["fields"][0]
    #expect(field["field"].text == "title")
    #expect(field["base"].text == "Review")
    #expect(field["mine"].text == "Mine")
    #expect(field["theirs"].text == "Theirs")
    #expect(listed["conflict"]["deleted"].isNull)
    #expect(try world.convene("changes").output.contains("conflict"))

    let wrong = try world.convene("changes", "resolve", "\(id)", "--mine", "location")
    #expect(wrong.status == 65)
    #expect(wrong.errors.contains("What does: title."), "\(wrong.errors)")
    let resolved = try world.convene("changes", "resolve", "\(id)", "--mine", "title")
    #expect(resolved.status == 0, "\(resolved.errors)")
    #expect(try await answer(service, event)["title"].text == "Mine")
    #expect(try world.json("changes", "--json").list.isEmpty)

    try await hold(world, event, "--title", "Again")
    let second = try #require(try world.json("changes", "--json").list.first?["id"].number)
    #expect(try world.convene("changes", "discard", "\(second)").status == 0)
    #expect(try world.json("event", "show", event, "--json")["title"].text == "Mine")
    try await hold(world, event, "--title", "Sent")
    #expect(try world.convene("changes", "retry", "--all").status == 0)
    #expect(try await answer(service, event)["title"].text == "Sent")
  }

  @Test("Deleted at the service, changed here: it is kept again or let go", arguments: ["m", "t"])
  func deletion(_ key: String) async throws {
    let world = try World(sandbox: ["--events", "0"])
    let service = try world.service
    let event = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    try await hold(world, event, "--title", "Mine")
    _ = try await service.send("DELETE", try path(service, event), "")
    let window = try Window(world)
    try window.waitForRow("Mine")
    // The next attempt to send it, at the start, finds what the service has.
    try window.keys("o")
    try window.waitForRow("conflict")
    try window.keys("Enter")
    try window.wait(for: "The event is made again at the service.")
    try window.keys(key, "C-s")
    try window.wait(for: "Everything is sent.")
    try window.keys("Escape")
    if key == "m" {
      try window.waitForRow("Mine")
      #expect(try service.state()["events"].number == 1)
    } else {
      try window.wait(for: "Nothing planned.")
      #expect(try service.state()["events"].number == 0)
    }
  }

  // MARK: What happens behind the program's back

  /// Edits an event in a way that waits: the service does not let the edit in at first.
  private func hold(_ world: World, _ event: String, _ options: String...) async throws {
    try await refuseWrites(world)
    let held = try world.convene(["event", "update", event] + options)
    try #require(held.status == 75, "\(held.errors)")
    _ = try await world.service.send("DELETE", "/_sandbox/faults", "")
  }

  /// Has the service let no edit in until its faults are cleared.
  private func refuseWrites(_ world: World) async throws {
    _ = try await world.service.send(
      "POST",
      "/_sandbox/faults",
      #"{"kind": "status", "status": 401, "method": "PUT", "share": 1}"#
    )
  }

  /// Changes an event at the service by hand.
  private func change(_ service: SandboxProcess, _ event: String, _ body: String) async throws {
    let (status, answer) = try await service.send("PUT", try path(service, event), body)
    try #require(status == 200, "\(answer)")
  }

  private func answer(_ service: SandboxProcess, _ event: String) async throws -> JSON {
    try await service.send("GET", try path(service, event), "").1["data"]
  }

  private func path(_ service: SandboxProcess, _ event: String) throws -> String {
    "/v3/grants/\(try service.google)/events/\(event)?calendar_id=primary"
  }
}
