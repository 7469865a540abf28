import Foundation
import Testing

/// An edit and `q` in one write, wherever an edit can be made: of several events, of a series, by a
/// line, from a file, and in the lists beside the calendar.
///
/// `CONVENE_QUITS` says how often each pair is typed.
@Suite(.timeLimit(.minutes(10)))
struct QuitAfterTests {
  private static let times =
    ProcessInfo.processInfo.environment["CONVENE_QUITS"].flatMap { Int($0) } ?? 2

  /// An edit by keys, on the calendar of this machine.
  enum Edit: String, CaseIterable {
    case quickAdd, copy, deleteMarked, shiftMarked, linkMarked
    case deleteOne, deleteFollowing, deleteSeries, renameOne, importFile, hide

    /// Keys that the program has dealt with before, one after the other.
    var opening: [String] {
      switch self {
      case .importFile: ["gI~/in.ics\r"]
      case .hide: ["C"]
      default: []
      }
    }

    /// The keys, as a terminal sends them.
    var keys: String {
      switch self {
      case .quickAdd: "NReview today 11:00\u{13}"
      case .copy: "p\u{13}"
      case .deleteMarked: "*xy"
      case .shiftMarked: "*S+1d\ry"
      case .linkMarked: "*c\u{1B}OD\thttps://jit.si/a\u{13}y"
      case .deleteOne: "x\r"
      case .deleteFollowing: "xj\r"
      case .deleteSeries: "xjj\r"
      case .renameOne: "e two\u{13}\r"
      case .importFile: "y"
      case .hide: " q"
      }
    }

    /// What is there before.
    func prepare(_ world: World, _ round: Int) throws {
      switch self {
      case .quickAdd: break
      case .copy, .hide: _ = try world.makeEvent("Review", "--start", "today")
      case .deleteMarked, .shiftMarked, .linkMarked:
        for _ in 0..<2 { _ = try world.makeEvent("Review", "--start", "today 11:00") }
      case .deleteOne, .deleteFollowing, .deleteSeries, .renameOne:
        _ = try world.makeEvent("Review", "--start", "today 11:00", "--rrule", "FREQ=DAILY;COUNT=3")
      case .importFile:
        try Self.file.replacing("ROUND", with: "\(round)")
          .write(toFile: world.folder + "/home/in.ics", atomically: true, encoding: .utf8)
      }
    }

    /// The titles that are there after, and how many days behind today.
    var titles: [String] {
      switch self {
      case .quickAdd, .hide: ["Review 0"]
      case .copy, .linkMarked: ["Review 0", "Review 0"]
      case .deleteMarked, .deleteFollowing, .deleteSeries: []
      case .shiftMarked: ["Review 1", "Review 1"]
      case .deleteOne: ["Review 1", "Review 2"]
      case .renameOne: ["Review two 0", "Review 1", "Review 2"]
      case .importFile: ["Imported 1"]
      }
    }

    private static let file = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Other//EN", "BEGIN:VEVENT",
      "UID:ROUND@example.com", "DTSTART;VALUE=DATE:20261126", "SUMMARY:Imported", "END:VEVENT",
      "END:VCALENDAR", "",
    ].joined(separator: "\r\n")
  }

  @Test("An edit and q in one write: the edit is kept", arguments: Edit.allCases)
  func kept(_ edit: Edit) throws {
    let world = try World(at: "2026-11-25T10:20:00+01:00 Europe/Berlin")
    for round in 1...Self.times {
      try edit.prepare(world, round)
      #expect(try PseudoTerminal.quit(world, opening: edit.opening, after: edit.keys) == 0)
      let events = try world.json(
        "agenda",
        "--days",
        "4",
        "--calendar",
        "Personal",
        "--json"
      ).list
      let found = try events.map { event in
        let day = try #require(event["start"].text?.prefix(10).suffix(2))
        return "\(event["title"].text ?? "") \((Int(day) ?? 0) - 25)"
      }
      #expect(found == edit.titles, "round \(round)")
      if edit == .linkMarked {
        #expect(events.allSatisfy { $0["conferencing"]["url"].text == "https://jit.si/a" })
      }
      if edit == .hide {
        let hidden = round % 2 == 1
        #expect(try world.json("calendars", "--json").list.first?["hidden"].flag == hidden)
      }
      for event in events {
        let scope = event["recurring"].flag == true ? ["--scope", "all"] : []
        _ = try world.convene(["event", "delete", event["id"].text ?? ""] + scope)
      }
    }
  }

  @Test("Marked events moved to another calendar and q in one write: they are there")
  func moved() throws {
    for round in 1...Self.times {
      let world = try World(sandbox: ["--events", "0"])
      for _ in 0..<2 { _ = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today") }
      #expect(try PseudoTerminal.quit(world, after: "*Mj\ry") == 0)
      let there = ["agenda", "--calendar", "Platform team", "--json"]
      let events = try world.json(there).list
      #expect(events.map { $0["title"].text } == ["Review", "Review"], "round \(round)")
      #expect(try world.json("agenda", "--json").list.count == 2, "round \(round)")
    }
  }

  @Test("Invitations answered in their list and q in one write: the answers are kept")
  func answered() throws {
    let world = try World(sandbox: [])
    #expect(try world.convene("sync").status == 0)
    func waiting() throws -> Int {
      try world.json("search", "is:unanswered", "--json").list.count
    }
    // Its series asks how much of it is answered.
    #expect(try world.convene("calendars", "hide", "Project Aurora").status == 0)
    let before = try waiting()
    try #require(before >= 4)
    // The first q leaves the list.
    #expect(try PseudoTerminal.quit(world, opening: ["i"], after: "yq") == 0)
    #expect(try waiting() == before - 1)
    #expect(try PseudoTerminal.quit(world, opening: ["i"], after: "mnq") == 0)
    #expect(try waiting() == before - 3)
    // Marked ones, from where a search has led.
    let marked = ["/is:unanswered\r", " "]
    #expect(try PseudoTerminal.quit(world, opening: marked, after: "rmy") == 0)
    #expect(try waiting() == before - 4)
  }

  @Test("A fault set right and q in one write: it is set right")
  func audit() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "100ms"])
    let event = try world.makeEvent(
      "Kick-off",
      "--calendar",
      "Mara",
      "--start",
      "tomorrow 14:00",
      "--with",
      "bo@elsewhere.example"
    )
    let window = try Window(world)
    try window.wait(for: "synced just now")
    try window.keys("g", "A")
    try window.wait(for: "1 attendee is elsewhere")
    // The first q leaves the audit.
    try window.send("fyqq")
    try window.expectCleanEnd(status: 0)
    let state = try world.json("conference", "show", event, "--json")["state"].text
    #expect(["pending", "ready"].contains(state), "\(state ?? "")")
  }
}
