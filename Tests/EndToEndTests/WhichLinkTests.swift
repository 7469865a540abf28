import Foundation
import Testing

/// Events with links of several meetings: the same one for every key and command, and the user's choice.
@Suite struct WhichLinkTests {
  private static let zoom = "https://acme.zoom.us/j/81234567890?pwd=AbC"
  private static let meet = "https://meet.google.com/abc-defg-hij"
  private static let moment = "2026-11-25T10:20:00+01:00 Europe/Berlin"

  private func event(_ world: World, _ more: [String] = []) throws -> String {
    let made = try world.convene(
      ["event", "create", "Review", "--start", "today 10:30", "--location", Self.zoom]
        + ["--description", "Backup: \(Self.meet)"] + more
    )
    try #require(made.status == 0, "\(made.errors)")
    return made.output.trimmingCharacters(in: .newlines)
  }

  /// What all that print a link say.
  private func links(_ world: World, _ event: String) throws -> Set<String?> {
    [
      try world.json("join", event, "--json")["link"].text,
      try world.convene("join", event, "--print").output.trimmingCharacters(in: .newlines),
      try world.convene("next", "--format", "{link}").output.trimmingCharacters(in: .newlines),
      try world.convene("conference", "show", event, "--format", "url").output
        .trimmingCharacters(in: .newlines),
      try world.json("conference", "show", event, "--json")["joined_by"]["url"].text,
    ]
  }

  @Test("Preferred, chosen, taken back: every command names the same link")
  func commands() throws {
    let world = try World(at: Self.moment)
    let event = try event(world)
    #expect(try links(world, event) == [Self.zoom])
    // Nobody can be asked: that there are two is said.
    #expect(try world.convene("join", event, "--print").errors.contains("has 2 links"))
    try world.configure("[join]\nprefer = [\"meet\"]\n")
    #expect(try links(world, event) == [Self.meet])
    #expect(try world.convene("agenda").output.contains("[Meet]"))
    let chosen = try world.convene("join", event, "--by", "zoom", "--print")
    #expect(chosen.output == Self.zoom + "\n", "\(chosen.errors)")
    #expect(try links(world, event) == [Self.zoom])
    #expect(try world.convene("agenda").output.contains("[Zoom]"))
    #expect(try world.json("join", event, "--json")["link_reason"].text == "chosen")
    let shown = try world.convene("conference", "show", event).output
    #expect(shown.contains("Joined by     Zoom Meeting (chosen)"), "\(shown)")
    #expect(try world.convene("join", event, "--by", "ask", "--print").status == 0)
    #expect(try links(world, event) == [Self.meet])
    for (word, status) in [("teams", 65), ("https://", 65), ("abc-defg", 0)] as [(String, Int32)] {
      #expect(try world.convene("join", event, "--by", word, "--print").status == status, "\(word)")
    }
    let odd = try world.convene("join", event, "--by", "teams")
    #expect(odd.errors.contains("names no link of “Review”"), "\(odd.errors)")
  }

  @Test("A choice made on the screen holds for the series, and is changed there")
  func screen() throws {
    let world = try World(at: Self.moment)
    _ = try event(world, ["--repeat", "daily for 3 times"])
    let window = try Window(world, size: (132, 30))
    try window.waitForRow("Review")
    try window.keys("J")
    try window.wait(for: "Join which?")
    try window.keys("Down", "Enter")
    try window.wait(for: "joins by Google Meet in all of the series from now on.")
    // The next day's is joined without a question, and the details say why.
    try window.keys("l", "Enter")
    try window.wait(for: "Google Meet from the description, as you chose.")
    try window.keys("q")
    try window.waitForRow("Meet")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
    let next = try world.convene("join", "next", "--print")
    #expect(next.output == Self.meet + "\n", "\(next.errors)")
  }
}
