import Foundation
import Testing

/// A day's work at every moment at which programs about time go wrong.
@Suite struct MomentTests {
  @Test(
    "Made, moved, linked, undone: at ends of months, on leap days, while clocks change",
    arguments: Moments.all
  )
  func work(_ moment: String) throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "100ms"], at: moment)
    let today = String(moment.prefix(10))
    let call = try world.makeEvent("Call", "--calendar", "Mara", "--start", "today")
    let shown = try world.json("event", "show", call, "--json")
    #expect(shown["start"].text == today)
    #expect(shown["end"].text == today)

    let window = try Window(world, size: (100, 30))
    try window.waitForRow("Call")
    try window.keys("n")
    try window.type("Planning")
    try window.press("Tab", untilRow: "Calendar")
    try window.press("Right", untilRow: "Mara")
    try window.keys("C-s")
    try window.waitForRow("Planning")
    try window.keys("c", "Right", "C-s")
    try window.wait("the link") { Window.selected($0).hasSuffix("Meet") }
    try world.service.waitForLive("Google Meet")

    // The next half hour of the clock, and an hour long, also where the clock is changed meanwhile:
    // within an hour that comes twice, and an event that would end in it, both are passed over.
    let events = try world.json("agenda", "--days", "2", "--json").list
    #expect(events.count == 2)
    let made = try #require(events.first { $0["title"].text == "Planning" })
    let dates = ISO8601DateFormatter()
    let begin = try #require(dates.date(from: String(moment.prefix { $0 != " " })))
    let start = try #require(made["start"].text.flatMap { dates.date(from: $0) })
    let end = try #require(made["end"].text.flatMap { dates.date(from: $0) })
    #expect((0...3_600 * 2.5).contains(start.timeIntervalSince(begin)), "\(made)")
    #expect(end.timeIntervalSince(start) == 3_600, "\(made)")

    try window.keys("x")
    try window.wait(for: "Delete “Planning”?")
    try window.keys("y")
    try window.wait("the event to go") { !$0.contains("Planning") }
    try window.keys("u")
    try window.waitForRow("Planning")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
    try world.sendAll()
    #expect(try world.service.state()["events"].number == 2)
  }
}
