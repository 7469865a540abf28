import Foundation
import Testing

/// The audit of meeting links, for scripts.
@Suite struct AuditTests {
  @Test("A link that is missing is found, and put on when that is asked for")
  func missing() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "100ms"])
    let service = try world.service
    _ = try world.makeEvent(
      "Kick-off",
      "--calendar",
      "Mara",
      "--start",
      "tomorrow 14:00",
      "--with",
      "bo@elsewhere.example"
    )
    _ = try world.makeEvent("Alone", "--calendar", "Mara", "--start", "tomorrow 16:00")
    let found = try world.json("conference", "audit", "--json")
    #expect(found["events"].number == 2 && found["meetings"].number == 0)
    #expect(found["findings"].list.map(\.["kind"].text) == ["missing"])
    let finding = found["findings"][0]
    #expect(finding["title"].text == "Kick-off" && finding["fixable"].flag == true)
    // It may be so on purpose.
    let unnamed = try world.convene("conference", "audit", "--fix")
    #expect(unnamed.status == 0 && unnamed.errors.contains("1 fault found, 0 set right"))
    #expect(try service.meetings().isEmpty)
    let fixed = try world.convene("conference", "audit", "missing", "--fix")
    #expect(fixed.status == 0, "\(fixed.errors)")
    #expect(fixed.output.contains("Attendees elsewhere and no link (missing)"))
    try service.waitForLive("Google Meet")
    let clean = try world.convene("conference", "audit")
    #expect(clean.status == 0 && clean.errors.contains("nothing is wrong"), "\(clean.errors)")
    #expect(try world.convene("undo").status == 0)
    try service.waitForLive()
    #expect(try world.convene("conference", "audit", "purple").status == 64)
  }

  @Test("What Nylas made and what is offline is named, and nothing is said to be as it should be")
  func gaps() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "100ms"])
    let service = try world.service
    for (title, provider) in [("A", "zoom"), ("B", "teams"), ("C", "meet")] {
      _ = try world.makeEvent(
        title,
        "--calendar",
        "Mara",
        "--start",
        "tomorrow 14:00",
        "--create",
        provider,
        "--wait"
      )
    }
    // The Meet is a part of its event at Google.
    let words = "2 links made by Nylas: not asked"
    let asked = try world.convene("conference", "audit")
    #expect(asked.status == 0, "\(asked.errors)")
    #expect(asked.errors.contains(words) && !asked.errors.contains("nothing is wrong"))
    let json = try world.json("conference", "audit", "--json")
    #expect(json["meetings_unasked"].number == 2 && json["meetings"].number == 0)
    #expect(json["unasked"].list.map { $0.text?.hasPrefix(words) } == [true])

    service.stop()
    for arguments in [["conference", "audit"], ["conference", "audit", "--json"]] {
      let offline = try world.convene(arguments)
      #expect(offline.status == 69, "\(offline.errors)")
      for account in ["google", "microsoft"] {
        #expect(offline.errors.contains("Account \"\(account)\" could not be read: "))
      }
      #expect(!offline.errors.contains("nothing is wrong"), "\(offline.errors)")
    }
    let window = try Window(world)
    try window.wait(for: "offline since")
    try window.keys("g", "A")
    let screen = try window.wait(for: "not everything could be asked")
    #expect(!screen.contains("Nothing is wrong"))
    try window.wait(for: "could not be read")
  }

  /// A calendar file with appointments, one an hour, some of them for a search.
  private func file(_ world: World, events: Int, named: Int) throws -> String {
    let start = Date(timeIntervalSince1970: 1_796_083_200)
    let form = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
    let texts = (0..<events).map { number in
      let begin = start.addingTimeInterval(Double(number) * 3_600)
      return [
        "BEGIN:VEVENT", "UID:audit-\(number)", "DTSTAMP:20261101T000000Z",
        "DTSTART:\(begin.formatted(form))", "DURATION:PT30M",
        "SUMMARY:\(number < named ? "Sprint" : "Visit") \(number)", "END:VEVENT",
      ]
    }
    let lines =
      ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//convene//test//EN"] + texts.joined()
      + ["END:VCALENDAR", ""]
    let path = world.folder + "/many.ics"
    try lines.joined(separator: "\r\n").write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test("3,000 events and 500 meetings take one list request per 100 meetings at most, and 2 s")
  func many() async throws {
    let moment = "2026-11-25T10:20:00+01:00 Europe/Berlin"
    let world = try World(sandbox: ["--events", "0"], at: moment)
    let zoom = try ZoomHost(in: world)
    // They are made on one day here, and not on five.
    try await zoom.turn(#"{"daily_limit": 1000}"#)
    let file = try file(world, events: 3_000, named: 500)
    let imported = try world.convene("import", file, "--calendar", "Personal")
    try #require(imported.status == 0, "\(imported.errors)")
    let made = try world.convene(
      ["conference", "set", "--search", "title:sprint", "--create", "zoom"]
    )
    try #require(made.status == 0, "\(made.errors)")
    #expect(try world.service.live().count == 500)

    let before = try zoom.requests().count
    let start = ContinuousClock.now
    let audit = try world.json("conference", "audit", "--json")
    let time = start.duration(to: .now)
    #expect(audit["events"].number == 3_000 && audit["meetings"].number == 500)
    #expect(audit["findings"].list.isEmpty)
    let requests = try zoom.requests().dropFirst(before)
    let lists = requests.count { $0.hasPrefix("GET /v2/users/") && $0.hasSuffix("/meetings") }
    #expect((1...5).contains(lists))
    // Nothing is asked for each meeting, and nothing is changed.
    #expect(requests.count - lists <= 1, "\(Set(requests))")
    #if DEBUG
      // Without optimization, and beside other tests.
      #expect(time < .seconds(20))
    #else
      #expect(time < .seconds(2))
    #endif
    print("An audit of 3,000 events and 500 meetings: \(time), \(lists) list requests")
  }
}
