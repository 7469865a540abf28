import Testing

/// The service is not there for a whole session, and for the next: everything works, and goes out
/// by itself once it is back.
@Suite struct OfflineTests {
  @Test("A session without the service: edits show, are marked, and go out without a key press")
  func session() throws {
    let world = try World(sandbox: ["--link-delay", "100ms"])
    let service = try world.service
    try world.convene("sync")
    let events = try world.json("agenda", "--days", "8", "--json").list
    let edited = try id(of: "Security questionnaire", in: events)
    let deleted = try id(of: "Lunch with the new colleagues", in: events)
    service.stop()

    var window = try Window(world, size: (100, 30))
    try window.wait(for: "offline since")
    // A new event, and a link on it.
    try window.keys("n")
    try window.waitForRow("Title")
    try window.type("Offline plan")
    // Whatever event is under the cursor at this hour: a calendar whose own provider is Meet.
    try window.press("Tab", untilRow: "Calendar")
    try window.press("Right", untilRow: "Mara")
    try window.keys("C-s")
    try window.wait("the event with its mark") { isMarked("Offline plan", on: $0) }
    try window.keys("c")
    try window.waitForRow("‹ None ›")
    try window.keys("Right")
    try window.wait(for: "‹ Google Meet ›")
    try window.keys("C-s")
    try window.wait("the link that waits") { Window.selected($0).contains("Meet …") }
    // One that was there is changed, one is deleted.
    try window.press("j", untilRow: "Security questionnaire")
    try window.keys("e")
    try window.waitForRow("Title")
    try window.keys("End")
    try window.type(", signed")
    try window.waitForRow("questionnaire, signed")
    try window.keys("C-s")
    try window.wait("the change with its mark") {
      isMarked("Security questionnaire, signed", on: $0)
    }
    try window.press("j", untilRow: "Lunch with the new colleagues")
    try window.keys("x")
    try window.wait("the event to go") { !$0.contains("Lunch with the new colleagues") }
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
    try world.tmux(["kill-server"])

    // The next session, still without it, shows all that; so do commands.
    window = try Window(world, size: (100, 50))
    try window.wait("both edits with their marks") {
      isMarked("Offline plan", on: $0) && isMarked("Security questionnaire, signed", on: $0)
        && !$0.contains("Lunch with the new colleagues")
    }
    #expect(try world.convene("event", "show", deleted).status == 66)
    let shown = try world.json("event", "show", edited, "--json")
    #expect(shown["title"].text == "Security questionnaire, signed")

    try service.restart()
    let written = try Waiting.until("all edits to be sent", look: service.writes) { writes in
      writes.contains { $0.hasPrefix("POST") } && writes.contains { $0.hasPrefix("PUT") }
        && writes.contains { $0.hasPrefix("DELETE") }
    }
    #expect(written.count == 3, "\(written)")
    try window.wait("no mark any more, and the link") { screen in
      screen.contains("Offline plan") && !screen.contains("↑") && !screen.contains("Meet …")
    }
    let live = try service.meetings().filter(\.isLive).map(\.event)
    let made = try id(
      of: "Offline plan",
      in: world.json("agenda", "--from=-1", "--days", "9", "--json").list
    )
    #expect(live.count { $0 == made } == 1)
  }

  private func id(of title: String, in events: [JSON]) throws -> String {
    try #require(events.first { $0["title"].text?.hasPrefix(title) == true }?["id"].text)
  }

  /// Whether a screen shows an event as one that waits to be sent.
  private func isMarked(_ title: String, on screen: String) -> Bool {
    screen.split(separator: "\n").contains { $0.contains(title) && $0.hasSuffix("↑") }
  }
}
