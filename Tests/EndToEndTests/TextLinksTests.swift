import Foundation
import Testing

/// Meetings that stand in the words of an event alone: shown, joined, taken out, as commands have it.
@Suite struct TextLinksTests {
  private func event(_ world: World, _ description: String) throws -> String {
    try world.makeEvent("Call", "--start", "today", "--description", description)
  }

  private func description(_ world: World, _ event: String) throws -> String? {
    try world.json("event", "show", event, "--json")["description"].text
  }

  @Test("A link among words is left there to the byte, and that is said with the remedy")
  func left() throws {
    let world = try World()
    for text in [
      "Agenda: budget\n\nHere or later: https://zoom.us/j/81234567890?pwd=AbC.1 and then lunch",
      "Bring the report.\r\nVoice: https://discord.gg/AbCdEf \t\nThen lunch.\n\n",
      "Plan B is https://meet.jit.si/Réunion-équipe, plan A the office",
    ] {
      let event = try event(world, text)
      let before = try description(world, event)
      let strip = try world.convene("conference", "strip", event)
      #expect(strip.status == 0, "\(strip.errors)")
      #expect(strip.errors.contains("The description holds the link https://"), "\(strip.errors)")
      #expect(strip.errors.contains("It was left there, because"), "\(strip.errors)")
      #expect(strip.errors.contains("convene event update"), "\(strip.errors)")
      #expect(try description(world, event) == before)
    }
    let undo = try world.convene("undo")
    #expect(undo.errors.contains("creation") || undo.status == 0, "\(undo.errors)")
  }

  @Test("An invitation goes whole, and what went is printed")
  func whole() throws {
    let world = try World()
    let block = """
      Join Zoom Meeting
      https://zoom.us/j/81234567890?pwd=AbC.1

      Meeting ID: 812 3456 7890
      Passcode: 447711
      """
    let event = try event(world, "Talk\n\n\(block)\n\nDoor: 4711")
    let strip = try world.convene("conference", "strip", event)
    #expect(strip.errors.contains("Taken out of the description:\n\(block)\n"), "\(strip.errors)")
    #expect(try description(world, event) == "Talk\n\nDoor: 4711")
  }

  @Test("Links, codes and telephone numbers of the words are shown line by line")
  func shown() throws {
    let world = try World()
    let invitation = """
      Talk

      Join Zoom Meeting
      https://zoom.us/j/81234567890?pwd=AbC.1

      Meeting ID: 812 3456 7890
      Passcode: 447711

      One tap mobile
      +496971049922,,81234567890#,,,,*447711# Germany
      """
    for (text, lines) in [
      (
        invitation,
        [
          "No meeting link.",
          "Found in the description: Zoom Meeting https://zoom.us/j/81234567890?pwd=AbC.1",
          "Meeting code  81234567890", "Access code   447711", "Phone         +496971049922",
        ]
      ),
      (
        "Meeting ID: 316 652 780 345 552\nPasscode: ab3CD9",
        [
          "No meeting link.", "Found in the description, without a link:",
          "Meeting code  316652780345552", "Access code   ab3CD9",
        ]
      ),
      (
        "Register: https://us06web.zoom.us/webinar/register/WN_abcdefghijklmnopqrstuv",
        [
          "No meeting link.",
          "Found in the description: Zoom Meeting "
            + "https://us06web.zoom.us/webinar/register/WN_abcdefghijklmnopqrstuv",
          "Register      This is the page to register at, not the meeting.",
        ]
      ),
    ] {
      let shown = try world.convene("conference", "show", try event(world, text))
      #expect(shown.status == 0 && shown.errors.isEmpty, "\(shown.errors)")
      #expect(shown.output.split(separator: "\n").map(String.init) == lines)
    }
  }

  @Test("A meeting server of one's own is known by its name, to all commands and on the screen")
  func ownServer() throws {
    let world = try World()
    let link = "https://meet.acme.example/room/plan?x=1"
    let event = try event(world, "See \(link) please")
    #expect(try world.json("conference", "show", event, "--json")["found"].list.isEmpty)
    #expect(try world.convene("join", event, "--print").status == 66)
    try world.configure("[[meeting]]\nhost = \"*.acme.example\"\nname = \"Acme Meet\"\n")
    let found = try world.json("conference", "show", event, "--json")["found"].list
    #expect(found.map { $0["provider"].text } == ["Acme Meet"])
    #expect(found.map { $0["url"].text } == [link])
    #expect(try world.convene("join", event, "--print").output == link + "\n")
    #expect(try world.convene("agenda").output.contains("[Acme Meet]"))
    #expect(try world.json("search", "has:link", "--json").list.count == 1)
    let set = try world.convene("conference", "set", event, "--link", "https://x.acme.example/r")
    #expect(set.status == 0, "\(set.errors)")
    #expect(
      try world.json("conference", "show", event, "--json")["provider"].text == "Acme Meet"
    )
    #expect(try world.convene("conference", "strip", event).status == 0)
    // What the words hold is listed, and no more once the server is not configured.
    let window = try Window(world, size: (132, 24))
    try window.waitForRow("Call")
    try window.waitForRow("Acme M")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
    try world.configure("")
    #expect(try world.json("search", "has:link", "--json").list.isEmpty)
    #expect(try !world.convene("agenda").output.contains("Acme Meet"))
  }
}
