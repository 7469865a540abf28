import Foundation
import Testing

/// Forms where time passes: on other clocks, far from today, while their event changes.
@Suite struct FormJourneyTests {
  @Test(
    "An event is made and edited on the clock of any machine",
    arguments: ["Etc/UTC", "", "US/Pacific"]
  )
  func zones(_ name: String) throws {
    let world = try World(["TZ": name])
    let window = try Window(world, name.isEmpty ? "unset TZ; $CONVENE" : "$CONVENE")
    try window.wait(for: "Nothing planned.")
    try window.keys("n")
    try window.waitForRow("Title")
    try window.type("Planning")
    try window.keys("C-s")
    try window.waitForRow("Planning")
    try window.keys("e")
    try window.wait(for: "Edit · Planning")
    try window.type(" two")
    try window.keys("C-s")
    try window.waitForRow("Planning two")
    let shown = try #require(try world.json("agenda", "--days", "2", "--json").list.first)
    #expect(shown["title"].text == "Planning two")
    if !name.isEmpty { #expect(shown["time_zone"].text == name) }

    let made = try world.convene(
      "event",
      "create",
      "Call",
      "--start",
      "2026-12-01T10:00",
      "--time-zone",
      "Asia/Kolkata"
    )
    #expect(made.status == 0, "\(made.errors)")
  }

  @Test("A key typed behind a save is about the event that was saved, far away as it is")
  func farAway() throws {
    let world = try World()
    let window = try Window(world, "TMPDIR='\(world.folder)' $CONVENE demo --events 10000")
    try window.wait("the first events") { Window.selected($0).contains("●") }
    try window.keys("n")
    try window.waitForRow("Title")
    try window.type("Far away")
    try window.press("Tab", untilRow: "When")
    try window.keys("C-u")
    try window.type("2027-08-03")
    try window.keys("C-s", "e")
    try window.waitForRow("Title")
    try window.wait("the form of the event") { Window.selected($0).contains("Far away") }
  }

  @Test("A link that arrives while another is typed goes, text and meeting")
  func replaced() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "6s"])
    let event = try world.makeEvent(
      "Review",
      "--calendar",
      "Mara",
      "--start",
      "today",
      "--description",
      MeetingLinkJourneyTests.words,
      "--create",
      "zoom",
      "--host",
      "mara.zoom@acme.example"
    )
    let window = try Window(world)
    try window.waitForRow("Review")
    try window.keys("c")
    try window.waitForRow("‹ Create a link ›")
    try window.keys("Right")
    try window.move("Tab", to: "URL")
    try window.type("https://meet.jit.si/room")
    try world.service.waitForLive("Zoom Meeting")
    _ = try Waiting.until("the link in the cache") {
      try world.json("event", "show", event, "--json")["conferencing"]
    } wanted: {
      $0["state"].text == "ready"
    }
    try window.keys("C-s")
    try window.wait(for: "Replace the Zoom Meeting link of “Review”?")
    try window.keys("y")
    try window.waitForRow("Review")
    try world.service.waitForLive()
    // The words, and behind them the block of the new link alone.
    let after = try Waiting.until("the new link") {
      try world.json("event", "show", event, "--json")
    } wanted: {
      $0["conferencing"]["url"].text == "https://meet.jit.si/room"
    }
    let text = try #require(after["description"].text)
    #expect(text.hasPrefix(MeetingLinkJourneyTests.words))
    #expect(text.contains("meet.jit.si"))
    #expect(!text.contains("zoom.us"), "\(text)")
  }

  @Test("A command replaces a link that has just arrived, text and meeting")
  func commandReplaces() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "1s"])
    let event = try world.makeEvent(
      "Review",
      "--calendar",
      "Mara",
      "--start",
      "today",
      "--description",
      MeetingLinkJourneyTests.words,
      "--create",
      "zoom",
      "--host",
      "mara.zoom@acme.example"
    )
    try world.service.waitForLive("Zoom Meeting")
    let finished = try world.convene("conference", "set", event, "--create", "meet", "--wait")
    #expect(finished.status == 0, "\(finished.errors)")
    try world.service.waitForLive("Google Meet")
    let text = try #require(try world.json("event", "show", event, "--json")["description"].text)
    #expect(text.hasPrefix(MeetingLinkJourneyTests.words))
    #expect(!text.contains("zoom.us"), "\(text)")
  }
}
