import Foundation
import Testing

/// An edit and `q` in one write, as a fast hand or a slow line delivers them: what was accepted is
/// kept.
///
/// `CONVENE_QUITS` says how often each pair is typed.
@Suite struct QuitTests {
  private static let times =
    ProcessInfo.processInfo.environment["CONVENE_QUITS"].flatMap { Int($0) } ?? 5

  /// An edit by keys, on the calendar of this machine.
  enum Edit: String, CaseIterable {
    case create, rename, link, delete, undo, redo

    /// The keys, as a terminal sends them.
    var keys: String {
      switch self {
      case .create: "nReview\u{13}"
      case .rename: "e two\u{13}"
      case .link: "c\u{1B}OD\thttps://jit.si/a\u{13}"
      case .delete: "x"
      case .undo: "u"
      case .redo: "\u{12}"
      }
    }

    /// What is there before.
    func prepare(_ world: World) throws {
      if self == .create { return }
      let event = try world.makeEvent("Review", "--start", "today")
      if self == .undo { try world.convene("event", "delete", event) }
      if self == .redo { try world.convene("undo") }
    }

    /// Whether what is there after is what was typed.
    func isKept(_ events: [JSON]) -> Bool {
      let event = events.first ?? JSON(nil as Any?)
      return switch self {
      case .create, .undo, .redo: events.count == 1 && event["title"].text == "Review"
      case .rename: event["title"].text == "Review two"
      case .link: event["conferencing"]["url"].text == "https://jit.si/a"
      case .delete: events.isEmpty
      }
    }
  }

  @Test("An edit and q in one write: the edit is kept", arguments: Edit.allCases)
  func kept(_ edit: Edit) throws {
    let world = try World()
    for round in 1...Self.times {
      try edit.prepare(world)
      #expect(try PseudoTerminal.quit(world, after: edit.keys) == 0)
      let events = try world.json("agenda", "--days", "3", "--json").list
      #expect(edit.isKept(events), "round \(round): \(events)")
      for event in events { try world.convene("event", "delete", event["id"].text ?? "") }
    }
  }

  @Test("A response and q in one write: the response is kept, and reaches the service")
  func response() async throws {
    let world = try World(sandbox: [])
    #expect(try world.convene("sync").status == 0)
    let answers = ["y": "yes", "m": "maybe", "n": "no"]
    for round in 1...Self.times {
      let key = ["y", "m", "n"][round % 3]
      #expect(
        try PseudoTerminal.quit(world, opening: ["/Vendor demo: observability\r"], after: "r" + key)
          == 0
      )
      let found = try world.json("search", "Vendor demo: observability", "--json").list.first
      let mine = found?["participants"].list.first { $0["email"].text?.hasPrefix("mara") == true }
      #expect(mine?["status"].text == answers[key], "round \(round): \(String(describing: found))")
    }
    try world.sendAll()
    #expect(try world.json("changes", "--json").list.isEmpty)
  }

  /// Makes an event on a calendar of the service, and an edit of it that waits: Nylas takes no change
  /// of an event until its faults are cleared.
  ///
  /// - Parameters:
  ///   - world: The world.
  ///   - answer: What Nylas answers: 401 makes the edit wait, 400 refuses it, so that nothing sends it
  ///     again by itself.
  ///   - status: The exit status of the command then.
  /// - Returns: The id of the event.
  /// - Throws: ``WorldError`` when a command ends in another way.
  private func unsentEdit(_ world: World, answer: Int, status: Int32) async throws -> String {
    let event = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    try await world.service.fault(
      #"{"kind": "status", "status": \#(answer), "method": "PUT", "share": 1}"#
    )
    try #require(try world.convene("event", "update", event, "--title", "Mine").status == status)
    return event
  }

  /// The number of the change of an event, which is not always the first: one of the round before may
  /// be under way still, cut short by the end of the program.
  private func change(of event: String, _ world: World) throws -> String {
    let changes = try world.json("changes", "--json").list
    let change = try #require(changes.first { $0["event"].text == event }, "in \(changes)")
    return "\(Int(try #require(change["id"].number)))"
  }

  @Test("A decision about a collision and q in one write: it is kept", arguments: ["m", "t"])
  func decision(_ key: String) async throws {
    let world = try World(sandbox: ["--events", "0"])
    for round in 1...Self.times {
      let event = try await unsentEdit(world, answer: 401, status: 75)
      try await world.service.clearFaults()
      let path = "/v3/grants/\(try world.service.google)/events/\(event)?calendar_id=primary"
      let (status, _) = try await world.service.send("PUT", path, #"{"title": "Theirs"}"#)
      try #require(status == 200)
      try #require(try world.convene("changes", "retry", try change(of: event, world)).status == 75)
      // The first q leaves the list of changes.
      #expect(try PseudoTerminal.quit(world, opening: ["o", "\r"], after: key + "\u{13}q") == 0)
      // The end may have cut a request short: then it is looked for, ten seconds later.
      let left = try world.json("changes", "--json").list
      #expect(left.allSatisfy { $0["state"].text != "conflict" }, "round \(round): \(left)")
      let title = try world.json("event", "show", event, "--json")["title"].text
      #expect(title == (key == "m" ? "Mine" : "Theirs"), "round \(round)")
      try world.convene("event", "delete", event)
    }
  }

  @Test("An edit discarded and q in one write: it stays discarded")
  func discarded() async throws {
    let world = try World(sandbox: ["--events", "0"])
    for round in 1...Self.times {
      let event = try await unsentEdit(world, answer: 400, status: 69)
      #expect(try PseudoTerminal.quit(world, opening: ["o"], after: "dyq") == 0)
      #expect(try world.json("changes", "--json").list.isEmpty, "round \(round)")
      try await world.service.clearFaults()
      #expect(try world.json("event", "show", event, "--json")["title"].text == "Review")
      try world.convene("event", "delete", event)
    }
  }

  @Test("A sign-out and q in one write: the tokens are gone")
  func signedOut() throws {
    let world = try World(sandbox: ["--events", "0"])
    try world.configure("")
    let tokens = world.folder + "/data/convene/tokens/work.json"
    let client = "5a6d0b0c-0000-4000-8000-73616e64626f"
    let url = try world.service.url
    let adding = try Conversation(
      world,
      [:],
      [
        "accounts", "add", "microsoft", "work", "--client-id", client, "--flow", "browser", "--url",
        url,
      ]
    )
    try Browser.open(adding.address())
    try #require(adding.finish().status == 0, "\(adding.said())")
    // Microsoft revokes nothing, so that the tokens can be put back for the next round.
    let kept = try String(contentsOfFile: tokens, encoding: .utf8)
    for round in 1...Self.times {
      try kept.write(toFile: tokens, atomically: true, encoding: .utf8)
      chmod(tokens, 0o600)
      #expect(try PseudoTerminal.quit(world, opening: ["C"], after: "oyq") == 0)
      #expect(!FileManager.default.fileExists(atPath: tokens), "round \(round)")
    }
  }
}
