import Testing

/// Texts that anybody who can invite may send never reach the terminal as commands.
@Suite struct HostileTextTests {
  /// What must never be written, and why.
  private static let forbidden: [(bytes: [UInt8], why: String)] = [
    (Array("\u{1B}]52;c;cm0gLXJmIH4=".utf8), "a title that writes the clipboard"),
    (Array("\u{1B}[31mRed".utf8), "a title that sets a colour"),
    (Array("\u{1B}[2J: read".utf8), "a title that clears the screen"),
    (Array("\u{9B}".utf8), "the C1 form of CSI"),
    (Array("\u{90}".utf8), "the C1 form of DCS"),
    (Array("\u{202E}".utf8), "a bidi override"),
    (Array("\u{2066}".utf8), "a bidi isolate"),
    (Array("\u{200B}".utf8), "a zero width space"),
    ([0x07], "a bell"),
  ]

  /// What is seen of their titles, whole and in a narrow window.
  private static let titles = [
    "Red alert", "that writes the clipboard", "Invoice", "C1 ", "and a tab", "width", "長い題名",
    "Working session on the very",
  ]
  private static let narrowTitles = ["Invoice", "C1 ", "長い", "Working"]

  @Test("On the screen: in lists, on the event, in the form", arguments: [(80, 24), (40, 12)])
  func screen(columns: Int, rows: Int) throws {
    let world = try World(sandbox: [])
    try world.convene("sync")
    let window = try Window(world, size: (columns, rows))
    try window.wait(for: "Enter open")
    for title in columns < 80 ? Self.narrowTitles : Self.titles {
      try window.keys("g", "g")
      try window.waitForRow("all day 1/2")
      try window.press("j", untilRow: title)
      try window.keys("Enter")
      try window.wait(for: "Esc back")
      try window.keys("G")
      try window.keys("e")
      try window.wait(for: "^S save")
      try window.keys("Escape")
      try window.wait("the event again") { !$0.contains("^S save") && $0.contains("Esc back") }
      try window.keys("Escape")
      try window.wait(for: "Enter open")
    }
    expectHarmless(try window.bytes())
    #expect(!(try window.colors()).contains("\u{202E}"))
    // The screen is still ours: every row of it, and no wider than it is.
    let lines = try window.screen().split(separator: "\n", omittingEmptySubsequences: false)
    // A meeting that begins soon leaves little room for the name.
    #expect(lines.first?.hasPrefix(" Conve") == true)
    #expect(try window.ask("#{pane_dead} #{alternate_on}") == "0 1")
  }

  @Test(
    "In what commands print",
    arguments: [["agenda"], ["agenda", "--json"], ["accounts"], ["accounts", "--json"]]
  )
  func printed(command: [String]) throws {
    let world = try World(sandbox: [])
    let range = command[0] == "agenda" ? ["--from=-6", "--days", "20"] : []
    let finished = try world.convene(command + range)
    #expect(finished.status == 0)
    let output = Array(finished.output.utf8) + Array(finished.errors.utf8)
    expectHarmless(output)
    #expect(!output.contains(0x1B))
  }

  @Test("In what a command says of an event")
  func shown() throws {
    let world = try World(sandbox: [])
    let events = try world.json("agenda", "--from=-6", "--days", "20", "--json").list
    let hostile = events.filter { event in
      event["title"].text?.unicodeScalars.contains { $0.value < 32 || (127..<160) ~= $0.value }
        == true
    }
    #expect(hostile.count == 4)
    for event in hostile {
      let id = try #require(event["id"].text)
      for command in [["event", "show", id], ["conference", "strip", id]] {
        let finished = try world.convene(command)
        expectHarmless(Array(finished.output.utf8) + Array(finished.errors.utf8))
      }
    }
  }

  private func expectHarmless(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(bytes.count > 40, sourceLocation: sourceLocation)
    for (pattern, why) in Self.forbidden {
      #expect(!Self.contains(bytes, pattern), "\(why)", sourceLocation: sourceLocation)
    }
  }

  private static func contains(_ bytes: [UInt8], _ pattern: [UInt8]) -> Bool {
    guard let first = pattern.first else { return false }
    return bytes.indices.contains { index in
      bytes[index] == first && bytes[index...].starts(with: pattern)
    }
  }
}
