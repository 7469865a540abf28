import Foundation
import Testing

/// Edits of many events together, their undo, migration and audit, with the program killed at each of their
/// requests in turn: no meeting is left over, none is made twice, and one undo takes everything back.
@Suite struct BulkKillTests {
  private static let count = 12
  private static let search = ["--search", "title:sprint"]

  /// A world with events of this machine, and a Zoom account that hosts their meetings.
  private func hosted() throws -> World {
    let world = try World(
      sandbox: ["--events", "0"],
      at: "2026-11-25T10:20:00+01:00 Europe/Berlin"
    )
    _ = try ZoomHost(in: world)
    let texts = (0..<Self.count).map { number in
      [
        "BEGIN:VEVENT", "UID:sprint-\(number)", "DTSTAMP:20261101T000000Z",
        "DTSTART:20261126T\(10 + number % 10)0000Z", "DURATION:PT30M", "SUMMARY:Sprint \(number)",
        "END:VEVENT",
      ]
    }
    let lines =
      ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//convene//test//EN"] + texts.joined()
      + ["END:VCALENDAR", ""]
    let path = world.folder + "/sprints.ics"
    try lines.joined(separator: "\r\n").write(toFile: path, atomically: true, encoding: .utf8)
    let imported = try world.convene("import", path, "--calendar", "Personal")
    try #require(imported.status == 0, "\(imported.errors)")
    return world
  }

  /// A world with events of a service that makes links by itself.
  private func served(_ arguments: String...) throws -> World {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "20ms"])
    for number in 0..<Self.count {
      let finished = try world.convene(
        ["event", "create", "Sprint \(number)", "--calendar", "Mara", "--start", "tomorrow 14:00"]
          + arguments
      )
      try #require(finished.status == 0, "\(finished.errors)")
    }
    return world
  }

  /// That each event has one live meeting of a provider, or none has one where that is `nil`, and that there
  /// is no other meeting, nothing to be sent, and nothing that an audit finds.
  private func check(
    _ world: World,
    _ provider: String?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let wanted = provider.map { Array(repeating: $0, count: Self.count) } ?? []
    let links = try Waiting.until("the links on the events") {
      world.pass(minutes: 2)
      _ = try world.convene("sync")
      let events = try world.json("search", "title:sprint", "--json").list
      #expect(events.count == Self.count, sourceLocation: sourceLocation)
      return (
        live: try world.service.live(),
        urls: events.compactMap { $0["conferencing"]["url"].text }.sorted()
      )
    } wanted: {
      $0.live == wanted && $0.urls.count == wanted.count
    }.urls
    let live = try world.service.meetings().filter(\.isLive).map(\.url).sorted()
    #expect(links == live && Set(live).count == wanted.count, sourceLocation: sourceLocation)
    #expect(try world.convene("changes").output.isEmpty, sourceLocation: sourceLocation)
    let kinds = try world.json("conference", "audit", "--json")["findings"].list
      .compactMap { $0["kind"].text }.filter { $0 != "missing" }
    #expect(kinds.isEmpty, sourceLocation: sourceLocation)
  }

  @Test("Links put on and taken off many events, each undone, all killed at every request")
  func linksOfManyEvents() async throws {
    let world = try hosted()
    var kills = Kills(in: world, at: "/v2/")
    try await kills.strike(["conference", "set"] + Self.search + ["--create", "zoom"])
    try check(world, "Zoom Meeting")
    try await kills.strike(["undo"])
    try check(world, nil)
    #expect(try world.convene("redo").status == 0)
    try check(world, "Zoom Meeting")
    try await kills.strike(["conference", "strip"] + Self.search)
    try check(world, nil)
    try await kills.strike(["undo"])
    try check(world, "Zoom Meeting")
    print("Links of \(Self.count) events: \(kills.count) programs killed")
    #expect(kills.count >= 16)
  }

  @Test("Many events moved in time on the screen, which is killed, and their meetings with them")
  func movedInTime() async throws {
    let world = try hosted()
    let made = try world.convene(["conference", "set"] + Self.search + ["--create", "zoom"])
    try #require(made.status == 0, "\(made.errors)")
    func starts() throws -> [String] {
      try world.json("search", "title:sprint", "--json").list.compactMap { $0["start"].text }
    }
    let before = try starts()
    var kills = Kills(in: world, at: "/v2/")
    let window = try Window(world)
    try window.press("j", untilRow: "Sprint")
    try window.keys("*")
    try window.wait(for: "\(Self.count) marked")
    try window.keys("S")
    try window.type("+1d")
    try window.keys("Enter")
    try window.wait(for: "Move \(Self.count) events: 1 day later?")
    let held = try await kills.hold(after: 2)
    let program = try window.process()
    try window.keys("y")
    _ = try Waiting.until("the first requests") {
      try kills.isHeld(held)
    } wanted: {
      $0
    }
    kill(program, SIGKILL)
    try window.wait(for: "exit=137")
    kills.note()
    try await world.service.clearFaults()
    try await kills.strike(["sync"])
    try check(world, "Zoom Meeting")
    let after = try starts()
    #expect(Set(after).isDisjoint(with: before) && after.count == Self.count)
    #expect(try ZoomTimes(world).areThose(of: after))
    try await kills.strike(["undo"])
    try check(world, "Zoom Meeting")
    #expect(try starts() == before)
    #expect(try ZoomTimes(world).areThose(of: before))
    print("\(Self.count) events moved in time: \(kills.count) programs killed")
    #expect(kills.count >= 8)
  }

  @Test("Links of another provider for all events, killed at every request")
  func migrated() async throws {
    let world = try served("--create", "zoom", "--host", "mara.zoom@acme.example")
    try check(world, "Zoom Meeting")
    var kills = Kills(in: world, at: "/v3/")
    let migrate = [
      "conference", "migrate", "--from", "zoom", "--to", "teams", "--host",
      "mara@northwind.example",
    ]
    try await kills.strike(migrate, then: migrate)
    try check(world, "Microsoft Teams")
    try await kills.strike(["undo"])
    try check(world, "Zoom Meeting")
    print("\(Self.count) links migrated: \(kills.count) programs killed")
    #expect(kills.count >= 8)
  }

  @Test("What an audit sets right of many events, killed at every request")
  func audited() async throws {
    let world = try served("--with", "bo@elsewhere.example")
    var kills = Kills(in: world, at: "/v3/")
    let fix = ["conference", "audit", "missing", "--fix"]
    try await kills.strike(fix, then: fix)
    try check(world, "Google Meet")
    try await kills.strike(["undo"])
    try check(world, nil)
    print("An audit of \(Self.count) events: \(kills.count) programs killed")
    #expect(kills.count >= 6)
  }
}

/// When the meetings at Zoom begin, by what was sent to it.
private struct ZoomTimes {
  private let starts: [String]

  init(_ world: World) throws {
    let exchanges = try world.service.exchanges()
    // The newest start of each meeting that is live.
    var newest: [String: String] = [:]
    for exchange in exchanges where exchange["method"].text == "PATCH" {
      guard let start = exchange["request"]["start_time"].text,
        exchange["status"].number == 204, let path = exchange["path"].text
      else { continue }
      newest[path] = start
    }
    starts = newest.values.sorted()
  }

  func areThose(of events: [String]) -> Bool {
    let form = ISO8601DateFormatter()
    return starts.compactMap(form.date(from:)).sorted()
      == events.compactMap(form.date(from:)).sorted()
  }
}
