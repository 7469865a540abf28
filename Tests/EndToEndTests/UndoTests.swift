import Foundation
import Testing

/// Undo and redo, by keys and by commands.
@Suite struct UndoTests {
  @Test("Made, undone, redone, deleted, undone, and undone after a restart")
  func keys() throws {
    let world = try World(sandbox: ["--events", "0"])
    let service = try world.service
    try world.convene("sync")
    var window = try Window(world)
    try window.wait(for: "Nothing planned.")
    try window.keys("u")
    try window.wait(for: "Nothing to undo.")
    try window.keys("n")
    try window.waitForRow("Title")
    try window.type("Planning")
    try window.keys("C-s")
    try window.waitForRow("Planning")
    try wait(service, events: 1)

    try window.keys("u")
    try window.wait(for: "Undone: “Planning” is deleted. ^R redoes it.")
    try window.wait(for: "Nothing planned.")
    try wait(service, events: 0)
    try window.keys("C-r")
    try window.wait(for: "Redone: “Planning” is back. u undoes it.")
    try window.waitForRow("Planning")
    try wait(service, events: 1)

    // A plain event goes without a question, for it can come back.
    try window.keys("x")
    try window.wait(for: "The event is deleted. u undoes it.")
    try wait(service, events: 0)
    try window.keys("u")
    try window.wait(for: "Undone: “Planning” is back. ^R redoes it.")
    try window.waitForRow("Planning")
    try wait(service, events: 1)
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
    try world.tmux(["kill-server"])

    window = try Window(world)
    // Late in the evening it is tomorrow's first, and today is what is selected.
    try window.wait(for: "Planning")
    try window.press("j", untilRow: "Planning")
    try window.keys("Enter")
    try window.wait(for: "Meeting")
    try window.keys("u")
    try window.wait(for: "Undone: “Planning” is deleted.")
    try window.wait(for: "Nothing planned.")
    try wait(service, events: 0)
    try window.keys("u")
    try window.wait(for: "Nothing to undo.")
    try window.keys("C-r", "C-r")
    try window.wait(for: "Redone: “Planning” is deleted. u undoes it.")
    try wait(service, events: 0)
  }

  @Test("An event with a Zoom link comes back with another one, and says so")
  func link() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "100ms"])
    let service = try world.service
    let id = try world.makeEvent(
      "Planning",
      "--calendar",
      "Mara",
      "--start",
      "today",
      "--create",
      "zoom",
      "--host",
      service.zoom,
      "--wait"
    )
    let first = try #require(try service.meetings().first)
    #expect(first.event == id && first.isLive)
    let window = try Window(world)
    try window.waitForRow("Zoom")
    try window.keys("x")
    try window.wait(for: "Its meeting is deleted too; undo makes a new one")
    try window.keys("y")
    try window.wait(for: "Nothing planned.")
    try service.waitForLive()
    try window.keys("u")
    try window.wait(for: "Undone: “Planning” is back. Its Zoom link is new: the old one was")
    try service.waitForLive("Zoom Meeting")
    try window.wait("the link") { Window.selected($0).hasSuffix("Zoom") }
    let meetings = try service.meetings()
    #expect(meetings.map(\.isLive) == [false, true])
    #expect(meetings.last?.url != first.url)
    try window.keys("Enter")
    let url = try #require(meetings.last?.url)
    try window.wait("the new link") { Window.flowing($0).contains(url.prefix(40)) }
  }

  @Test("Commands undo and redo what keys and commands did")
  func commands() throws {
    let world = try World(sandbox: ["--events", "0"])
    for command in ["undo", "redo"] {
      let finished = try world.convene(command)
      #expect(finished.status == 66)
      #expect(finished.errors.contains("Nothing to \(command)."))
    }
    let id = try world.makeEvent("Call", "--calendar", "Mara", "--start", "2030-06-03T10:00")
    _ = try world.convene("event", "update", id, "--title", "Long call")
    let undone = try world.json("undo", "--json")
    #expect(undone.members == ["direction", "change", "text", "event"])
    #expect(undone["direction"].text == "undo")
    #expect(undone["change"].text == "update")
    #expect(undone["text"].text == "Undone: “Long call” renamed to “Call”.")
    #expect(undone["event"]["id"].text == id)
    #expect(undone["event"]["title"].text == "Call")
    let redone = try world.convene("redo")
    #expect(redone.status == 0)
    #expect(redone.output == "\(id)\n")
    #expect(redone.errors.contains("Redone: “Call” renamed to “Long call”."))
    #expect(try world.convene("event", "delete", id).status == 0)
    let back = try world.json("undo", "--json")
    #expect(back["change"].text == "create")
    #expect(back["event"]["title"].text == "Long call")
    #expect(back["event"]["id"].text != id)
    #expect(try world.service.state()["events"].number == 1)
    let gone = try world.json("redo", "--json")
    #expect(gone["change"].text == "delete")
    #expect(gone["event"].isNull)
    #expect(try world.service.state()["events"].number == 0)
  }

  @Test("On the calendar of this machine, in a small window")
  func local() throws {
    let world = try World()
    _ = try world.makeEvent("Dentist", "--start", "today")
    let window = try Window(world, size: (40, 12))
    try window.waitForRow("Dentist")
    try window.keys("x")
    try window.wait(for: "Nothing planned.")
    try window.keys("u")
    try window.waitForRow("Dentist")
    try window.keys("u")
    try window.wait(for: "Nothing planned.")
    try window.keys("C-r")
    try window.waitForRow("Dentist")
  }

  private func wait(_ service: SandboxProcess, events: Int) throws {
    _ = try Waiting.until("\(events) events at the service") {
      try service.state()["events"].number ?? -1
    } wanted: {
      $0 == events
    }
  }
}
