import Foundation
import Testing

/// A calendar that is hidden by a command is hidden on the screen, and the other way round.
@Suite struct HiddenCalendarsTests {
  @Test("Commands and the screen hide and show the same calendars")
  func hide() throws {
    let world = try World()
    _ = try world.makeEvent("Dentist", "--start", "tomorrow 10:00")
    let ids = try world.convene("agenda", "--ids").output.split(separator: "\n")
    let line = try #require(ids.first { $0.hasSuffix("Dentist") })
    let short = try #require(line.split(separator: " ").first.map(String.init))
    #expect(try world.convene("event", "show", short).output.contains("Dentist"))

    #expect(try world.convene("calendars", "hide", "personal").status == 0)
    #expect(try world.convene("agenda").errors.contains("1 calendar is hidden."))
    #expect(try world.convene("agenda", "--calendar", "Personal").output.contains("Dentist"))
    let searched = try world.convene("search", "dentist")
    #expect(
      searched.errors.contains(
        "No event matches \"dentist\". 1 in hidden calendars: --calendar \"Personal\" shows them."
      ),
      "\(searched.errors)"
    )
    #expect(
      try world.convene("search", "dentist", "--calendar", "Personal").output.contains("Dentist")
    )
    let unknown = try world.convene("calendars", "hide", "Persona")
    #expect(unknown.status == 66)
    #expect(unknown.errors.contains("Did you mean \"Personal\"?"), "\(unknown.errors)")

    let window = try Window(world)
    try window.wait(for: "1 calendar hidden")
    #expect(try !window.wait(for: "Nothing planned.").contains("Dentist"))
    try window.keys("C")
    try window.press("j", untilRow: "[ ] ● Personal")
    try window.keys("Space")
    try window.waitForRow("[x] ● Personal")
    try window.keys("q")
    try window.wait(for: "Dentist")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
    let calendars = try world.json("calendars", "--json").list
    #expect(calendars.map { $0["hidden"].flag } == [false])
  }
}
