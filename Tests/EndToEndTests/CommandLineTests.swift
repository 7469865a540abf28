import Foundation
import Testing

/// The commands, for scripts: what they print, how they end, what they do offline.
@Suite struct CommandLineTests {
  @Test("An event's life, in JSON")
  func life() throws {
    let world = try World(sandbox: ["--events", "0"])
    let made = try world.json(
      "event",
      "create",
      "Offsite",
      "--calendar",
      "Customer visits",
      "--start",
      "2030-06-03T20:00",
      "--duration",
      "1h30m",
      "--time-zone",
      "Asia/Tokyo",
      "--location",
      "Kyoto",
      "--description",
      "Bring shoes",
      "--with",
      "Dana Cole <dana@acme.example>",
      "--json"
    )
    #expect(
      made.members == [
        "id", "account", "calendar", "title", "start", "end", "all_day", "time_zone", "location",
        "description", "status", "participants", "my_response", "recurring", "conferencing",
      ]
    )
    #expect(made["start"].text == "2030-06-03T20:00:00+09:00")
    #expect(made["end"].text == "2030-06-03T21:30:00+09:00")
    #expect(made["time_zone"].text == "Asia/Tokyo")
    #expect(made["account"].text == "microsoft")
    #expect(made["status"].text == "confirmed")
    let id = try #require(made["id"].text)
    let listed = try world.json("agenda", "--from", "2030-06-03", "--days", "1", "--json").list
    #expect(listed.count == 1)
    #expect(listed.first?.members == made.members)
    #expect(try world.json("agenda", "--from", "2030-06-04", "--days", "1", "--json").list.isEmpty)

    let days = try world.json(
      "event",
      "update",
      id,
      "--start",
      "2030-06-03",
      "--end",
      "2030-06-05",
      "--json"
    )
    #expect(days["all_day"].flag == true)
    #expect(days["start"].text == "2030-06-03")
    #expect(days["end"].text == "2030-06-05")
    #expect(days["time_zone"].isNull)
    #expect(days["description"].text == "Bring shoes")
    #expect(days["location"].text == "Kyoto")
    let shown = try world.convene("event", "show", id)
    #expect(shown.output.contains("Offsite") && shown.output.contains("Kyoto"))

    #expect(try world.convene("event", "update", id).status == 65)
    #expect(try world.convene("event", "delete", id).status == 0)
    for command in [["event", "show"], ["event", "delete"], ["conference", "strip"]] {
      let finished = try world.convene(command + [id])
      #expect(finished.status == 66, "\(command)")
      #expect(finished.errors.contains("There is no event"), "\(finished.errors)")
    }
  }

  @Test("One invitation in two accounts: an id means one event, or is refused")
  func ambiguous() throws {
    let world = try World(sandbox: ["--events", "0"])
    let id = try world.makeEvent("Twice", "--calendar", "Mara", "--start", "tomorrow")
    // Two names for one grant hold the same events under the same ids.
    let once = try world.service.configuration
    try world.configure(
      once + once.replacingOccurrences(of: "[accounts.", with: "[accounts.second-")
    )
    try world.convene("sync")
    func ids() throws -> [String] {
      try world.json("agenda", "--from", "tomorrow", "--days", "1", "--json").list
        .compactMap { $0["id"].text }.sorted()
    }
    #expect(try ids() == ["google/\(id)", "second-google/\(id)"])
    let refused = try world.convene("event", "delete", id)
    #expect(refused.status == 65)
    #expect(refused.errors.contains("google/\(id), second-google/\(id)"), "\(refused.errors)")
    for name in try ids() {
      let shown = try world.json("event", "show", name, "--json")
      #expect(shown["id"].text == name)
      #expect(name.hasPrefix(shown["account"].text ?? "-"))
    }
  }

  @Test("People are added and taken off one by one")
  func people() throws {
    let world = try World(sandbox: ["--events", "0"])
    let id = try world.makeEvent(
      "Review",
      "--calendar",
      "Mara",
      "--start",
      "2030-06-03T10:00",
      "--with",
      "ann@acme.example"
    )
    func people() throws -> [String] {
      try world.json("event", "show", id, "--json")["participants"].list
        .compactMap { $0["email"].text }
    }
    try world.convene("event", "update", id, "--with", "bob@acme.example")
    #expect(try people() == ["ann@acme.example", "bob@acme.example"])
    try world.convene("event", "update", id, "--without", "ann@acme.example")
    #expect(try people() == ["bob@acme.example"])
  }

  @Test("Days that were never read are said to be")
  func unknownDays() throws {
    let world = try World(sandbox: ["--events", "0"])
    #expect(try !world.convene("agenda").errors.contains("is known from"))
    let far = try world.convene("agenda", "--from", "2060-01-01")
    #expect(far.status == 0)
    #expect(far.errors.contains("google is known from 20"), "\(far.errors)")
  }

  @Test("A link being created: at once pending, with --wait ready")
  func wait() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "300ms"])
    let event = try world.makeEvent("Call", "--calendar", "Mara", "--start", "2030-06-03T10:00")
    let pending = try world.json("conference", "set", event, "--create", "meet", "--json")
    #expect(pending["conferencing"]["state"].text == "pending")
    #expect(pending["conferencing"]["url"].isNull)
    let ready = try Waiting.until("the link") {
      try world.json("conference", "show", event, "--json")
    } wanted: {
      $0["state"].text == "ready"
    }
    let zoom = try world.json(
      "conference",
      "set",
      event,
      "--create",
      "zoom",
      "--host",
      "mara.zoom@acme.example",
      "--setting",
      "waiting_room=on",
      "--setting",
      "auto_recording=cloud",
      "--wait",
      "--json"
    )
    #expect(zoom["conferencing"]["state"].text == "ready")
    #expect(zoom["conferencing"]["provider"].text == "Zoom Meeting")
    let meetings = try world.service.meetings()
    #expect(meetings.filter(\.isLive).map(\.url) == [zoom["conferencing"]["url"].text ?? ""])
    #expect(meetings.filter { !$0.isLive }.map(\.url) == [ready["url"].text ?? ""])
    let live = try world.service.state()["meetings"].list.first { $0["status"].text == "live" }
    let settings = try #require(live)["settings"]["settings"]
    #expect(settings["waiting_room"].flag == true, "\(settings)")
    #expect(settings["auto_recording"].text == "cloud", "\(settings)")
  }

  @Test("Offline everything is kept, said with status 75, and sent by the next sync")
  func offline() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "100ms"])
    let service = try world.service
    let event = try world.makeEvent("Early", "--calendar", "Mara", "--start", "2030-06-03T08:00")
    try world.convene("event", "delete", event)
    service.stop()
    let made = try world.convene(
      "event",
      "create",
      "Offline call",
      "--calendar",
      "Mara",
      "--start",
      "2030-06-03T10:00",
      "--create",
      "meet",
      "--json"
    )
    #expect(made.status == 75, "\(made.errors)")
    #expect(made.errors.contains("convene sync sends it"), "\(made.errors)")
    let kept = try JSON(made.output)
    #expect(kept["title"].text == "Offline call")
    let id = try #require(kept["id"].text)
    #expect(try world.convene("sync").status == 69)
    let listed = try world.json("agenda", "--from", "2030-06-03", "--days", "1", "--json").list
    #expect(listed.map { $0["title"].text } == ["Offline call"])
    let updated = try world.convene("event", "update", id, "--title", "Offline call, renamed")
    #expect(updated.status == 75, "\(updated.errors)")

    try service.restart()
    let synced = try world.convene("sync")
    #expect(synced.status == 0, "\(synced.errors)")
    try service.waitForLive("Google Meet")
    #expect(try service.state()["events"].number == 1)
    _ = try Waiting.until("the link") {
      try world.convene("sync")
      return try world.json("agenda", "--from", "2030-06-03", "--days", "1", "--json")
    } wanted: {
      $0[0]["title"].text == "Offline call, renamed"
        && $0[0]["conferencing"]["state"].text == "ready" && $0.list.count == 1
    }
  }

  @Test("Accounts are listed with their calendars, hosts and what is wrong with them")
  func accounts() throws {
    let world = try World(sandbox: ["--events", "0"])
    let accounts = try world.json("accounts", "list", "--json").list
    #expect(accounts.compactMap { $0["name"].text } == ["google", "microsoft", "local"])
    #expect(accounts.first?["calendars"].list.count == 6)
    let text = try world.convene("accounts").output
    #expect(text.contains("Northwind company"))
    #expect(text.contains("lacks meeting:update:meeting"))
    let key = try world.service.key
    #expect(!text.contains(key))
    let log = try String(
      contentsOfFile: world.folder + "/state/convene/convene.log",
      encoding: .utf8
    )
    #expect(!log.isEmpty && !log.contains(key))
  }

  @Test("Themes are listed and checked")
  func themes() throws {
    let world = try World()
    let names = try world.convene("themes").output.split(separator: "\n")
    #expect(names.count >= 7 && names.contains("high-contrast"))
    let file = world.folder + "/neon.toml"
    try "[colors]\nhotness = \"#ff00zz\"\n".write(toFile: file, atomically: true, encoding: .utf8)
    let wrong = try world.convene("themes", "check", file)
    #expect(wrong.status == 65)
    #expect(wrong.errors.contains("neon.toml"))
    #expect(try world.convene("themes", "check", "/nowhere.toml").status == 66)
  }

  @Test("A word that is no command is named with those that are, and with no other")
  func unknownCommands() throws {
    let world = try World()
    for (command, says) in [
      (["bogus"], "There is no command \"convene bogus\". The commands are agenda, search,"),
      (["agneda"], "Did you mean convene agenda?"),
      (["create", "x"], "Did you mean convene event create?"),
      (["event", "bogus"], "The commands are create, show, update, answer, delete."),
      (["help", "bogus"], "There is no command \"convene bogus\""),
    ] {
      let finished = try world.convene(command)
      #expect(finished.status == 64, "\(command)")
      #expect(finished.errors.contains(says), "\(finished.errors)")
      #expect(!finished.errors.contains("convene open"), "\(finished.errors)")
    }
  }

  @Test("No title makes a second row, and JSON has it as it is")
  func forgedRows() throws {
    let world = try World()
    let title = "Line\n  10:00–11:00  Forged\u{2028}x\u{202E}y\u{1B}[31m"
    let id = try world.makeEvent(title, "--start", "tomorrow", "--location", "a\nb")
    for command in [["agenda"], ["search", "forged"], ["event", "show", id]] {
      let output = try world.convene(command).output
      #expect(output.split(separator: "\n").filter { $0.contains("Forged") }.count == 1)
      #expect(output.contains("Line   10:00–11:00  Forged·x·y␛[31m"), "\(output)")
      #expect(!output.contains("\nb"), "\(output)")
    }
    let shown = try world.json("event", "show", id, "--json")
    #expect(shown["title"].text == title)
    #expect(try !world.convene("event", "show", id).output.contains("puts one on"))
  }

  @Test("A day alone moves a meeting and keeps its time, and says so")
  func movedToADay() throws {
    let world = try World()
    let id = try world.makeEvent("Review", "--start", "2030-06-03T10:00", "--duration", "45m")
    let moved = try world.convene("event", "update", id, "--start", "2030-06-05")
    #expect(moved.errors.contains("keeps its time: Wed 5 Jun 2030, 10:00–10:45"), "\(moved.errors)")
    let shown = try world.json("event", "show", id, "--json")
    #expect(shown["start"].text?.hasPrefix("2030-06-05T10:00:00") == true)
    #expect(shown["end"].text?.hasPrefix("2030-06-05T10:45:00") == true)
    for day in ["monster", "04/07", "9999-12-31"] {
      #expect(try world.convene("event", "update", id, "--start", day).status == 65, "\(day)")
    }
  }

  @Test("What is typed wrong ends with 64, help and version with 0")
  func usage() throws {
    let world = try World()
    for command in [["agenda", "--days", "0"], ["nonsense"], ["event", "show"], ["--frob"]] {
      #expect(try world.convene(command).status == 64, "\(command)")
    }
    for command in [["--help"], ["event", "create", "--help"], ["--version"]] {
      let finished = try world.convene(command)
      #expect(finished.status == 0 && !finished.output.isEmpty, "\(command)")
    }
  }
}
