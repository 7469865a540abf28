import Foundation
import Testing

/// Series as a new user makes and changes them at a terminal.
@Suite struct SeriesJourneyTests {
  static let microsoft = "5a6d0b0c-0000-4000-8000-73616e64626f"

  /// When the occurrences of a series begin.
  private func starts(_ world: World, _ title: String) throws -> [String] {
    try world.json("agenda", "--days", "150", "--json").list
      .filter { $0["title"].text == title }
      .map { String($0["start"].text?.prefix(16) ?? "") }
  }

  @Test("Every second Tuesday until Easter is made, one moved, the rest moved, and both undone")
  func untilEaster() throws {
    let world = try World()
    let window = try Window(world)
    try window.wait(for: "Nothing planned.")
    try window.keys("N")
    try window.waitForRow("Quick add")
    try window.type("Choir every second Tuesday 19:00 until Easter")
    try window.wait(for: "‹ every second Tuesday ›")
    try window.wait(for: "28 Mar 2027")
    try window.keys("C-s")
    try window.waitForRow("Choir")
    let days = [
      "2026-12-01", "2026-12-15", "2026-12-29", "2027-01-12", "2027-01-26", "2027-02-09",
      "2027-02-23", "2027-03-09", "2027-03-23",
    ]
    let made = days.map { $0 + "T19:00" }
    #expect(try starts(world, "Choir") == made)

    // The second one on the day after, typed where the time stands.
    try window.keys("j", "e")
    try window.wait(for: "2026-12-15")
    try window.press("Tab", untilRow: "When")
    try window.keys("Tab")
    try window.type("wed 16 dec")
    try window.keys("C-s")
    try window.wait(for: "Tue 15 Dec; the others stay as they are")
    try window.keys("Enter")
    try window.waitForRow("(changed)")
    var moved = made
    moved[1] = "2026-12-16T19:00"
    #expect(try starts(world, "Choir") == moved)

    // The rest an hour later.
    try window.keys("j", "e")
    try window.wait(for: "2026-12-29")
    try window.press("Tab", untilRow: "When")
    try window.keys("Tab")
    try window.type("20:00")
    try window.keys("C-s")
    try window.wait(for: "7 occurrences")
    try window.keys("f")
    try window.waitForRow("20:00–21:00")
    let rest = moved.prefix(2) + days.dropFirst(2).map { $0 + "T20:00" }
    #expect(try starts(world, "Choir") == Array(rest))

    try window.keys("u")
    try window.wait(for: "Undone: the series “Choir” is as before.")
    #expect(try starts(world, "Choir") == moved)
    try window.keys("u")
    try window.wait(for: "Undone: “Choir” of Tue 15 Dec is as its series has it.")
    #expect(try starts(world, "Choir") == made)
  }

  @Test("An occurrence that Microsoft moves past no neighbour stays, with the remedy said")
  func pastANeighbour() throws {
    let world = try World(sandbox: ["--events", "0"])
    try world.configure("")
    let added = try world.convene([
      "accounts", "add", "microsoft", "work", "--client-id", Self.microsoft, "--url",
      try world.service.url,
    ])
    try #require(added.status == 0, "\(added.errors)")
    try #require(try world.convene("sync").status == 0)
    _ = try world.makeEvent(
      "Stand-up",
      "--calendar",
      "Calendar",
      "--start",
      "2026-11-26T09:00",
      "--repeat",
      "daily for 5 days"
    )
    try #require(try world.convene("sync").status == 0)
    let made = try starts(world, "Stand-up")
    #expect(made == (26...30).map { "2026-11-\($0)T09:00" })
    let words = "between its neighbours: after 26 Nov 2026 and before 28 Nov 2026. Or delete it"

    let listed = try world.json("agenda", "--days", "9", "--json").list
    let second = listed.first { $0["start"].text?.hasPrefix("2026-11-27") == true }
    let refused = try world.convene([
      "event", "update", second?["id"].text ?? "", "--start", "2026-11-28", "--scope", "this",
    ])
    #expect(refused.status == 65)
    #expect(refused.errors.contains(words), "\(refused.errors)")
    #expect(try starts(world, "Stand-up") == made)

    // In the form what was typed stays there, and can be changed to what is possible.
    let window = try Window(world)
    try window.wait(for: "Stand-up")
    try window.press("j", untilRow: "Stand-up")
    try window.keys("j", "e")
    try window.wait(for: "2026-11-27")
    try window.press("Tab", untilRow: "When")
    try window.type("sat 28 nov")
    try window.keys("C-s")
    try window.wait(for: "This occurrence")
    try window.keys("Enter")
    try window.wait(for: words)
    try window.waitForRow("2026-11-28")
    #expect(try starts(world, "Stand-up") == made)
    try window.keys("C-u")
    try window.type("27 nov 11:00")
    try window.keys("C-s")
    try window.wait(for: "This occurrence")
    try window.keys("Enter")
    try window.waitForRow("11:00")
    var moved = made
    moved[1] = "2026-11-27T11:00"
    #expect(try starts(world, "Stand-up") == moved)
    try window.keys("q")
    try #require(try world.convene("sync").status == 0)
    #expect(try starts(world, "Stand-up") == moved)
  }

  /// What Microsoft measures by is the rule, also where the neighbour was moved away from it.
  @Test("What Microsoft alone knows of a neighbour is said with the remedy, in form and command")
  func pastTheDayOfTheRule() throws {
    let world = try World(sandbox: ["--events", "0"])
    try world.configure("")
    let added = try world.convene([
      "accounts", "add", "microsoft", "work", "--client-id", Self.microsoft, "--url",
      try world.service.url,
    ])
    try #require(added.status == 0, "\(added.errors)")
    try #require(try world.convene("sync").status == 0)
    _ = try world.makeEvent(
      "Review",
      "--calendar",
      "Calendar",
      "--start",
      "2026-11-26T09:00",
      "--repeat",
      "weekly, 3 times"
    )
    try #require(try world.convene("sync").status == 0)
    let ids = try world.json("agenda", "--days", "30", "--json").list.compactMap { $0["id"].text }
    try #require(ids.count == 3)
    func move(_ id: String, to day: String) throws -> Finished {
      try world.convene("event", "update", id, "--start", day, "--scope", "this")
    }
    try #require(try move(ids[1], to: "2026-12-05").status == 0)
    let before = ["2026-11-26T09:00", "2026-12-05T09:00", "2026-12-10T09:00"]
    let hint = "choose another day, or delete it and create an event of its own."
    let refused = try move(ids[0], to: "2026-12-04")
    #expect(refused.status == 69)
    #expect(refused.errors.contains(hint), "\(refused.errors)")
    #expect(try starts(world, "Review") == before)
    #expect(try world.json("changes", "--json").list.isEmpty)

    let window = try Window(world)
    try window.wait(for: "Review")
    try window.press("j", untilRow: "Review")
    try window.keys("e")
    try window.wait(for: "2026-11-26")
    try window.press("Tab", untilRow: "When")
    try window.type("fri 4 dec")
    try window.keys("C-s")
    try window.wait(for: "This occurrence")
    try window.keys("Enter")
    try window.wait(for: hint)
    try window.keys("o")
    try window.waitForRow("not accepted")
    try window.wait(for: hint)
    try window.keys("d")
    try window.keys("y")
    try window.wait(for: "Everything is sent.")
    #expect(try starts(world, "Review") == before)
  }
}
