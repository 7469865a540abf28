import Foundation
import Testing

/// Keys of every day: help, copying, themes, the editor, new events, answers.
@Suite struct EverydayKeysTests {
  @Test("Help lists the keys of the place", arguments: [(80, 24), (40, 12)])
  func help(columns: Int, rows: Int) throws {
    let world = try World(sandbox: ["--events", "0"])
    _ = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    let window = try Window(world, size: (columns, rows))
    try window.waitForRow("Review")
    try window.keys("?")
    try window.wait(for: "next event")
    try window.keys("G")
    try window.wait(for: "suspend")
    try window.keys("Escape")
    try window.waitForRow("Review")
    try window.keys("c")
    try window.waitForRow("‹ None ›")
    try window.keys("F1")
    try window.wait(for: "previous field")
    try window.keys("q")
    try window.waitForRow("‹ None ›")
  }

  @Test("y copies the link, Y the invitation, by way of the terminal")
  func copy() throws {
    let world = try World(sandbox: ["--events", "0"])
    let link = "https://us02web.zoom.us/j/82100000001?pwd=abc"
    _ = try world.makeEvent(
      "Review",
      "--calendar",
      "Mara",
      "--start",
      "today",
      "--link",
      link,
      "--access-code",
      "415355"
    )
    let window = try Window(world)
    try window.waitForRow("Review")
    try window.keys("y")
    try window.wait(for: "Copied")
    // tmux drops what a program sends to the terminal, so it is given to tmux itself.
    #expect(try world.tmux(["show-buffer"]) == link)
    try window.keys("Y")
    try window.wait(for: "Markdown")
    try window.keys("Enter")
    let text = try Waiting.until("the invitation in the clipboard") {
      try world.tmux(["show-buffer"])
    } wanted: {
      $0 != link
    }
    #expect(text.contains("Review"))
    #expect(text.contains(link))
    #expect(text.contains("415355"))
  }

  @Test("A theme is looked at, chosen and used")
  func themes() throws {
    let world = try World(sandbox: ["--events", "0"], ["COLORTERM": "truecolor"])
    _ = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    let window = try Window(world)
    try window.waitForRow("Review")
    let before = try window.colors()
    try window.keys("T")
    try window.wait(for: "solarized-light")
    try window.press("j", untilRow: "nord")
    try window.keys("Enter")
    try window.waitForRow("Review")
    try window.wait(for: "To keep it: theme = \"nord\" in config.toml.")
    // What was said goes away with the next key.
    try window.keys("Escape")
    _ = try Waiting.until("other colours", look: window.colors) { $0 != before }
    // Looked at and left: it is as it was.
    let nord = try window.colors()
    try window.keys("T")
    try window.wait(for: "solarized-light")
    try window.keys("G")
    try window.keys("Escape")
    try window.waitForRow("Review")
    _ = try Waiting.until("the colours of before", look: window.colors) { $0 == nord }
  }

  @Test("The description goes through $EDITOR, byte for byte")
  func editor() throws {
    let world = try World(sandbox: ["--events", "0"])
    // An editor that a test can read: it keeps what it got and puts a text in its place.
    let script = world.folder + "/editor"
    try """
    #!/bin/sh
    cp "$1" '\(world.folder)/got'
    ls -l "$1" | cut -c1-10 > '\(world.folder)/mode'
    cp '\(world.folder)/wanted' "$1"
    """.write(toFile: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    let words = "One  \r\nzwei – 東京 🗼\n\n$HOME `x` \"q\" "
    try (words + "\n").write(toFile: world.folder + "/wanted", atomically: true, encoding: .utf8)
    let event = try world.makeEvent(
      "Review",
      "--calendar",
      "Mara",
      "--start",
      "today",
      "--description",
      "Before"
    )
    let window = try Window(world, "EDITOR='\(script)' $CONVENE")
    try window.waitForRow("Review")
    try window.keys("e")
    try window.wait(for: "^S save")
    try window.keys("C-o")
    try window.wait(for: "zwei – 東京 🗼")
    #expect(try String(contentsOfFile: world.folder + "/got", encoding: .utf8) == "Before")
    #expect(
      try String(contentsOfFile: world.folder + "/mode", encoding: .utf8) == "-rw-------\n"
    )
    try window.keys("C-s")
    try window.wait(for: "Enter open")
    let after = try Waiting.until("the new description") {
      try world.json("event", "show", event, "--json")
    } wanted: {
      $0["description"].text != "Before"
    }
    #expect(after["description"].text == words)
    // Nothing of it stays behind.
    let left = try FileManager.default.contentsOfDirectory(atPath: world.folder + "/state/convene")
    #expect(left.filter { $0.hasPrefix("description") }.isEmpty)
  }

  @Test("Keys typed ahead reach what the keys before them open")
  func typedAhead() throws {
    let world = try World()
    let window = try Window(world)
    try window.wait(for: "Nothing planned.")
    // All in one burst, as a slow line delivers them: two events, a link on the second.
    try window.keys(
      "n",
      "O",
      "n",
      "e",
      "C-s",
      "n",
      "T",
      "w",
      "o",
      "C-s",
      "c",
      "Right",
      "Right",
      "Tab",
      "j",
      "i",
      "t",
      ".",
      "s",
      "i",
      "/",
      "a",
      "C-s"
    )
    let events = try Waiting.until("both events and the link") {
      try world.json("agenda", "--days", "3", "--json").list
    } wanted: { events in
      events.count == 2 && events.contains { $0["conferencing"]["url"].text != nil }
    }
    let linked = events.first { $0["conferencing"]["url"].text != nil }
    #expect(linked?["title"].text == "Two")
    #expect(linked?["conferencing"]["url"].text == "https://jit.si/a")
  }

  @Test("A new event from the form, with people and a link, then another time, then gone")
  func event() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "100ms"])
    let service = try world.service
    try world.convene("sync")
    let window = try Window(world)
    try window.wait(for: "Nothing planned.")
    try window.keys("n")
    try window.waitForRow("Title")
    try window.type("Planning")
    try window.waitForRow("Planning")
    try window.press("Tab", untilRow: "‹ None ›")
    try window.keys("Right")
    try window.wait(for: "‹ Google Meet ›")
    try window.press("Tab", untilRow: "Participants")
    try window.type("jonas@acme.example, nobody")
    try window.keys("C-s")
    try window.wait(for: "nobody")
    try window.keys("C-w")
    try window.type("dana@acme.example")
    try window.keys("C-s")
    try window.waitForRow("Planning")
    try window.wait("the link") { Window.selected($0).hasSuffix("Meet") }
    try service.waitForLive("Google Meet")
    let made = try #require(try world.json("agenda", "--json").list.first)
    #expect(
      Set(made["participants"].list.compactMap { $0["email"].text })
        .isSuperset(of: ["jonas@acme.example", "dana@acme.example"])
    )
    #expect(made["conferencing"]["state"].text == "ready")

    try window.keys("x")
    try window.wait(for: "Delete “Planning”?")
    try window.keys("n")
    try window.waitForRow("Planning")
    try window.keys("x")
    try window.wait(for: "Delete “Planning”?")
    try window.keys("y")
    try window.wait(for: "Nothing planned.")
    try service.waitForLive()
    #expect(try service.state()["events"].number == 0)
  }
}
