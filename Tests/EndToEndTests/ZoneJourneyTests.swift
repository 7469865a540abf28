import Foundation
import Testing

/// A user who travels, and one who works with people elsewhere.
@Suite struct ZoneJourneyTests {
  @Test("After a journey times are those of the new zone, and that is said once")
  func journey() throws {
    let world = try World(at: "2026-11-25T10:20:00+01:00 Europe/Berlin")
    _ = try world.makeEvent("Review", "--start", "2026-11-25T15:00")
    _ = try world.makeEvent("Fair", "--start", "2026-11-25", "--all-day")
    var window = try Window(world)
    var screen = try window.wait(for: "15:00–16:00")
    #expect(!screen.contains("Times are in"))
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
    try world.tmux(["kill-server"])

    window = try Window(world, "TZ=Asia/Tokyo $CONVENE")
    screen = try window.wait(
      for: "Times are in Asia/Tokyo now; last time they were in Europe/Berlin."
    )
    #expect(screen.contains("23:00–00:00"))
    let fair = screen.split(separator: "\n").first { $0.contains("Fair") }
    #expect(fair?.contains("all day ") == true)
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
    try world.tmux(["kill-server"])

    window = try Window(world, "TZ=Asia/Tokyo $CONVENE")
    screen = try window.wait(for: "23:00–00:00")
    #expect(!screen.contains("Times are in"))
  }

  @Test("A second zone is typed, shown, hidden, and printed by a command")
  func secondZone() throws {
    let world = try World(at: "2026-11-25T10:20:00+01:00 Europe/Berlin")
    _ = try world.makeEvent("Review", "--start", "2026-11-25T17:00")
    let window = try Window(world)
    try window.wait(for: "Review")
    try window.keys("z")
    try window.wait(for: "Second time zone:")
    try window.type("tokyo")
    try window.wait(for: "Asia/Tokyo  18:20")
    try window.keys("Enter")
    try window.wait(for: "17:00–18:00 01:00+1 ● Review")
    try window.wait(for: "10:20 · Tokyo 18:20")
    try window.keys("z")
    try window.wait("the second zone to be gone") { !$0.contains("Tokyo") }

    let printed = try world.convene("agenda", "--second-zone", "PT")
    #expect(printed.output.contains("17:00–18:00  08:00    Review"), "\(printed.output)")
    let wrong = try world.convene("agenda", "--second-zone", "Tokio")
    #expect(wrong.status == 65)
    #expect(wrong.errors.contains("There is no time zone \"Tokio\"."))
  }
}
