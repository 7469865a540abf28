import Foundation
import Testing

/// The main job, by keys alone: links of every kind on an event, and the meetings behind them.
@Suite struct MeetingLinkJourneyTests {
  /// A user's own words, as awkward as they may be.
  static let words = "Own words,  two spaces \r\nzweite Zeile – 東京 🗼\n\n- https://wiki.example/x \n"

  @Test("Meet, then Zoom, then Teams, then none, on one event of a Google calendar")
  func created() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "1s"])
    let service = try world.service
    let event = try world.makeEvent(
      "Design review",
      "--calendar",
      "Mara",
      "--start",
      "today",
      "--description",
      Self.words
    )
    let window = try Window(world)
    try window.waitForRow("Design review")

    // Meet: the calendar's own provider, so nothing but the choice is needed.
    try openForm(window, on: "Design review")
    try window.keys("Right")
    try window.wait(for: "‹ Google Meet ›")
    try window.keys("C-s")
    try window.wait(for: "Creating the Google Meet link…")
    try window.waitForRow("Meet …")
    #expect(try service.live().isEmpty)
    // The link comes without a key press.
    try window.wait("the link") { Window.selected($0).hasSuffix("Meet") }
    try service.waitForLive("Google Meet")
    let meet = try #require(try service.meetings().first)
    #expect(meet.event == event)
    #expect(try meet.host == service.google)

    try window.keys("Enter")
    try window.wait(for: meet.url)

    // Zoom: with a host grant, after a warning.
    try openForm(window, on: "Design review")
    try choose(window, "‹ Zoom Meeting ›")
    try window.wait(for: "‹ mara.zoom@acme.example ›")
    try window.keys("C-s")
    try window.wait(for: "Replace the Google Meet link of “Design review”?")
    #expect(try service.live() == ["Google Meet"])
    try window.keys("y")
    let detail = try window.wait("the Zoom link") { $0.contains(".zoom.us/j/") }
    #expect(!detail.contains("meet.google.com"))
    try service.waitForLive("Zoom Meeting")
    #expect(try service.meetings().filter(\.isLive).map(\.host) == [service.zoom])

    // Teams: the Microsoft grant is the host.
    try openForm(window, on: "Design review")
    try choose(window, "‹ Microsoft Teams ›")
    try window.wait(for: "‹ mara@northwind.example ›")
    try window.keys("C-s")
    try window.wait(for: "Replace the Zoom Meeting link")
    try window.keys("y")
    try window.wait("the Teams link") { $0.contains("https://teams.microsoft.com/") }
    try service.waitForLive("Microsoft Teams")
    #expect(try service.meetings().filter(\.isLive).map(\.host) == [service.microsoft])

    // None: what goes is shown, and only that goes.
    try openForm(window, on: "Design review")
    try window.keys("Left", "Left")
    try window.wait(for: "‹ None ›")
    try window.keys("C-s")
    let question = try window.wait(for: "Take the meeting off “Design review”?")
    #expect(question.contains("your own words stay"))
    try window.keys("y")
    try service.waitForLive()
    try window.wait(for: "No meeting link")
    #expect(try service.meetings().count == 3)
    let after = try world.json("event", "show", event, "--json")
    #expect(after["description"].text == Self.words)
    #expect(after["conferencing"]["state"].text == "none")
    try window.keys("Escape")
    try window.wait(for: "Enter open")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
  }

  @Test(
    "A link I have, with access code and two phones, typed and taken off",
    arguments: [(80, 24), (40, 12)]
  )
  func given(columns: Int, rows: Int) throws {
    let world = try World(sandbox: ["--events", "0"])
    let event = try world.makeEvent(
      "Supplier call",
      "--calendar",
      "Northwind",
      "--start",
      "today",
      "--description",
      Self.words
    )
    let window = try Window(world, size: (columns, rows))
    try window.waitForRow("Supplier")
    try window.keys("c")
    try window.waitForRow("‹ None ›")
    try window.keys("Left")
    try window.waitForRow("‹ Link I")
    try window.move("Tab", to: "URL")
    try window.type("https://acme.webex.com/meet/mara")
    try window.waitForRow("bex.com/meet/mara")
    try window.move("Tab", to: "WebEx")
    try window.move("Tab", to: "Meeting code")
    try window.move("Tab", to: "Access code")
    try window.type("s3cret 7")
    try window.move("Tab", to: "PIN")
    try window.move("Tab", to: "Phone")
    try window.type("+1 609 555 0123,,998877#")
    try window.move("Tab", to: "Phone 2")
    try window.type("+44 20 7946 0018")
    try window.waitForRow("0018")
    try window.keys("C-s")
    try window.waitForRow("Supplier")

    let conferencing = try Waiting.until("the link at the service") {
      try world.json("event", "show", event, "--json")["conferencing"]
    } wanted: {
      $0["state"].text == "ready"
    }
    #expect(conferencing["provider"].text == "WebEx")
    #expect(conferencing["url"].text == "https://acme.webex.com/meet/mara")
    #expect(conferencing["access_code"].text == "s3cret 7")
    #expect(conferencing["phones"].texts == ["+1 609 555 0123,,998877#", "+44 20 7946 0018"])
    #expect(try world.service.meetings().isEmpty)

    try window.keys("c")
    try window.waitForRow("‹ Link I")
    try window.keys("Right")
    try window.waitForRow("‹ None ›")
    try window.keys("C-s")
    try window.wait(for: "Take the meeting off")
    try window.keys("y")
    try window.wait(for: "Enter open")
    let after = try Waiting.until("the event without its link") {
      try world.json("event", "show", event, "--json")
    } wanted: {
      $0["conferencing"]["state"].text == "none"
    }
    #expect(after["description"].text == Self.words)
  }

  @Test("What was typed under one choice is kept while another is looked at")
  func kept() throws {
    let world = try World(sandbox: ["--events", "0"])
    let event = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    let window = try Window(world)
    try window.waitForRow("Review")
    let before = try world.service.writes().count
    try window.keys("c")
    try window.waitForRow("‹ None ›")
    try window.keys("Left")
    try window.move("Tab", to: "URL")
    try window.type("https://meet.example/room")
    try window.move("BTab", to: "‹ Link I have ›")
    try window.keys("Left")
    try window.wait(for: "‹ Google Meet ›")
    try window.keys("Right")
    try window.wait(for: "https://meet.example/room")
    // Leaving asks, for something was typed.
    try window.keys("Escape")
    try window.wait(for: "Discard unsaved changes?")
    try window.keys("n")
    try window.wait(for: "https://meet.example/room")
    try window.keys("Escape")
    try window.wait(for: "Discard unsaved changes?")
    try window.keys("y")
    try window.wait(for: "Enter open")
    #expect(try world.service.writes().count == before)
    let state = try world.json("conference", "show", event, "--json")["state"]
    #expect(state.text == "none")
  }

  private func openForm(_ window: Window, on title: String) throws {
    try window.keys("c")
    try window.wait(for: "Meeting link · \(title)")
    try window.waitForRow("Meeting")
  }

  /// Goes from the meeting that was made here to "Create a link" and on to a provider.
  private func choose(_ window: Window, _ provider: String) throws {
    try window.waitForRow("made here ›")
    try window.keys("Left")
    try window.waitForRow("‹ Create a link ›")
    try window.move("Tab", to: "Provider")
    try window.press("Right", untilRow: provider)
  }
}
