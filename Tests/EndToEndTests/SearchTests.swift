import Foundation
import Testing

/// Search in the terminal and as a command.
@Suite struct SearchTests {
  @Test("A search is typed, stepped through, and left; words of descriptions and people count")
  func search() throws {
    let world = try World()
    for (title, day, more) in [
      ("Aurora kick-off", "today", []), ("Lunch", "+1", ["--description", "about aurora"]),
      ("Aurora review", "+200", []), ("Dentist", "+2", ["--location", "Árpád út"]),
    ] as [(String, String, [String])] {
      let made = try world.convene(["event", "create", title, "--start", day] + more)
      try #require(made.status == 0, "\(made.errors)")
    }
    let window = try Window(world)
    try window.waitForRow("Aurora kick-off")
    try window.keys("/")
    try window.type("arpad")
    try window.waitForRow("Dentist")
    try window.keys("Escape")
    try window.waitForRow("Aurora kick-off")
    try window.keys("/")
    try window.type("aurora")
    try window.wait(for: "1 of 3")
    try window.keys("Enter")
    try window.wait(for: "/aurora 1 of 3 · ] next [ before · Esc ends")
    try window.keys("]")
    try window.waitForRow("Lunch")
    try window.keys("]")
    try window.waitForRow("Aurora review")
    try window.keys("]")
    try window.waitForRow("Aurora kick-off")
    try window.wait(for: "on from the start")
    try window.keys("/")
    try window.type("xyz")
    try window.wait(for: "no event matches")
    try window.keys("Enter")
    try window.wait(for: "No event matches “xyz”.")
    try window.keys("Escape")
    try window.wait(for: "local calendar")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)

    let found = try world.json("search", "AURORA", "--json").list
    #expect(found.map { $0["title"].text } == ["Aurora kick-off", "Lunch", "Aurora review"])
    #expect(try world.json("search", "aurora", "--limit", "1", "--json").list.count == 1)
    let none = try world.convene("search", "\"", "OR")
    #expect(none.status == 0 && none.errors.contains("No event matches"))
  }

  @Test("Operators narrow a search, and one without its value says what it needs")
  func operators() throws {
    let world = try World()
    for (title, more) in [
      ("Aurora kick-off", ["--location", "Room 5"]),
      ("Aurora review", ["--with", "ann@acme.example"]),
      ("Aurora lunch", []),
    ] as [(String, [String])] {
      let made = try world.convene(["event", "create", title, "--start", "today"] + more)
      try #require(made.status == 0, "\(made.errors)")
    }
    func titles(_ words: String...) throws -> [String?] {
      try world.json(["search", "--json", "--"] + words).list.map { $0["title"].text }
    }
    #expect(try titles("aurora", "place:room") == ["Aurora kick-off"])
    #expect(try titles("with:ann@acme.example") == ["Aurora review"])
    #expect(try titles("\"aurora lunch\"") == ["Aurora lunch"])
    #expect(try titles("aurora", "-lunch", "no:link", "before:tomorrow").count == 2)
    let missing = try world.convene("search", "from:")
    #expect(missing.status == 65)
    #expect(missing.errors.contains("from: needs a name or an address: from:ann."))

    let window = try Window(world)
    try window.wait(for: "Aurora kick-off")
    try window.keys("/")
    try window.wait(for: "title: place: from:")
    try window.type("from:")
    try window.wait(for: "from: needs a name or an address")
    try window.keys("C-u")
    try window.type("title:aurora -lunch")
    try window.wait(for: "of 2")
    try window.keys("Escape")
    try window.keys("q")
    try window.expectCleanEnd(status: 0)
  }

  @Test("The bench measures, and keeps a calendar that can be opened")
  func bench() throws {
    let world = try World()
    let home = world.folder + "/bench"
    let finished = try world.convene("bench", "--events", "1000", "--keep", home, "--json")
    try #require(finished.status == 0, "\(finished.errors)")
    let figures = try JSON(finished.output)
    #expect(
      figures.members == [
        "events", "fill_per_s", "raw_fill_per_s", "window_ms", "day_ms", "search_ms", "save_ms",
        "peak_mb",
      ]
    )
    #expect(figures["events"].number == 1_000)
    #expect((figures["fill_per_s"].number ?? 0) > 0 && (figures["raw_fill_per_s"].number ?? 0) > 0)
    #expect(finished.errors.contains("XDG_DATA_HOME=\(home)/data"))
    let again = try world.convene("bench", "--events", "10", "--keep", home)
    #expect(again.status == 65 && again.errors.contains("Name a folder that is new."))
    let kept = try Window(world, "XDG_DATA_HOME='\(home)/data' $CONVENE")
    try kept.wait(for: "Today")
    try kept.keys("/")
    try kept.type("xylophone")
    try kept.wait(for: "of 3")
  }
}
