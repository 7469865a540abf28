import Foundation
import Testing

/// Without a configuration there is a calendar on this machine, and links that exist work on it.
@Suite struct LocalCalendarTests {
  @Test("Events and links without an account; both survive a restart")
  func withoutConfiguration() throws {
    let world = try World()
    var window = try Window(world)
    try window.wait(for: "Nothing planned.")
    try window.keys("n")
    try window.waitForRow("Title")
    try window.type("Lunch with Óscar 🍜")
    try window.waitForRow("🍜")
    try window.keys("C-s")
    try window.waitForRow("Lunch with Óscar")

    // Creating says why it cannot, and what to do.
    try window.keys("c")
    try window.waitForRow("‹ None ›")
    try window.keys("Right")
    let reason = try window.wait(for: "A local calendar cannot create links by itself.")
    #expect(reason.contains("accounts"))
    // What is wrong is gone to.
    try window.keys("C-s")
    try window.waitForRow("Provider")
    try window.wait(for: "A local calendar cannot create links by itself.")

    try window.press("BTab", untilRow: "‹ Create a link ›")
    try window.keys("Right")
    try window.waitForRow("‹ Link I have ›")
    try window.move("Tab", to: "URL")
    try window.type("https://meet.jit.si/Lunch")
    try window.waitForRow("jit.si/Lunch")
    try window.keys("C-s")
    try window.waitForRow("Lunch with Óscar")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
    try world.tmux(["kill-server"])

    let events = try world.json("agenda", "--json").list
    #expect(events.map { $0["title"].text } == ["Lunch with Óscar 🍜"])
    #expect(events.first?["account"].text == "local")
    #expect(events.first?["conferencing"]["url"].text == "https://meet.jit.si/Lunch")

    window = try Window(world)
    try window.wait(for: "Lunch with Óscar")
    // Late in the evening it is tomorrow's first, and today is what is selected.
    try window.press("j", untilRow: "Lunch with Óscar")
    try window.keys("Enter")
    try window.wait(for: "https://meet.jit.si/Lunch")
    // What nobody asked for is not written.
    #expect(!FileManager.default.fileExists(atPath: world.folder + "/config/convene/config.toml"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder + "/home").isEmpty)
  }

  @Test("Commands on the local calendar, and what they refuse")
  func commands() throws {
    let world = try World()
    let event = try world.makeEvent("Dentist", "--start", "2030-01-07T08:15", "--duration", "30m")
    let refused = try world.convene("conference", "set", event, "--create", "meet")
    #expect(refused.status == 65)
    #expect(refused.errors.contains("A local calendar cannot create links by itself."))
    let sync = try world.convene("sync")
    #expect(sync.status == 0)
    #expect(sync.errors.contains("the local calendar is always up to date"))
    #expect(try world.convene("event", "delete", event).status == 0)
    #expect(try world.convene("event", "show", event).status == 66)
  }

  @Test("A configuration that is wrong is named with its line, and nothing is opened")
  func wrongConfiguration() throws {
    let world = try World()
    try world.configure("theme = \"dark\"\n\n[accounts.work]\nservice = \"exchange\"\n")
    for command in [["agenda"], ["sync"], ["accounts"], []] {
      let finished = try world.convene(command)
      #expect(finished.status == 78)
      #expect(finished.errors.contains("config.toml:4: There is no service \"exchange\"."))
    }
    try world.configure("[keys]\nsync = \"q\"\n")
    let finished = try world.convene([])
    #expect(finished.status == 78)
    #expect(finished.errors.contains("q would do both"), "\(finished.errors)")
    try world.configure("theme = \"neon\"\n")
    let theme = try world.convene([])
    #expect(theme.status == 78)
    #expect(theme.errors.contains("There is no theme \"neon\". There are"), "\(theme.errors)")
  }
}
