import Testing

/// What the rules refuse is refused before anything is sent, in words, and nothing typed is lost.
@Suite struct RefusalTests {
  /// A command that is refused: the options of `conference set`, the exit status, what is said.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var options: [String]
    var status: Int32 = 65
    var says: String
    var testDescription: String { options.joined(separator: " ") }
  }

  static let refusals = [
    Refusal(options: ["--create", "meet", "--link", "https://x.example/y"], says: "never both"),
    Refusal(options: ["--create", "meet", "--access-code", "1"], says: "never both"),
    Refusal(
      options: ["--create", "zoom", "--host", "webinars@acme.example"],
      says: "Zoom grant \"webinars@acme.example\" lacks meeting:update:meeting. Add the scope"
    ),
    Refusal(
      options: ["--create", "zoom", "--host", "mara@former-studio.example"],
      says: "Zoom grant \"mara@former-studio.example\" has expired. Sign in again"
    ),
    Refusal(
      options: ["--create", "zoom", "--host", "nobody"],
      says: "No grant \"nobody\" is known. List them with convene accounts list."
    ),
    Refusal(
      options: ["--create", "teams", "--host", "mara.zoom@acme.example"],
      says: "mara.zoom@acme.example"
    ),
    Refusal(options: ["--create", "meet", "--setting", "colour=red"], says: "colour"),
    Refusal(
      options: ["--link", "javascript:alert(1)"],
      says: "A link cannot begin with javascript: here."
    ),
    Refusal(
      options: ["--link", "file:///etc/passwd"],
      says: "A link cannot begin with file: here."
    ),
    Refusal(options: ["--link", "not a link"], says: "is not a link: it holds spaces. Give"),
    Refusal(options: ["--link", ""], says: "A link is needed."),
    Refusal(
      options: ["--link", "https://x.example/y", "--phone", "call me"],
      says: "\"call me\" is not a telephone number. Write it like +1 609 555 0123"
    ),
    Refusal(
      options: ["--link", "https://x.example/y", "--phone", "16095550123"],
      says: "\"16095550123\" has no country code, so nobody abroad can call it. Write it with +"
    ),
    Refusal(
      options: ["--link", "https://x.example/y", "--phone", "030-1234"],
      says: "Write it with +"
    ),
    Refusal(
      options: ["--link", "https://x.example/\u{202E}y"],
      says: "invisible character"
    ),
  ]

  @Test("As commands: the exit status, the words, and no request")
  func commands() throws {
    let world = try World(sandbox: ["--events", "0"])
    let event = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    let before = try world.service.writes()
    for refusal in Self.refusals {
      let finished = try world.convene(["conference", "set", event] + refusal.options)
      #expect(finished.status == refusal.status, "\(refusal.options): \(finished.errors)")
      #expect(finished.output.isEmpty, "\(refusal.options)")
      #expect(finished.errors.contains(refusal.says), "\(refusal.options): \(finished.errors)")
      let made = try world.convene(
        ["event", "create", "New", "--calendar", "Mara", "--start", "today"] + refusal.options
      )
      #expect(made.status == refusal.status, "\(refusal.options): \(made.errors)")
      #expect(made.errors.contains(refusal.says), "\(refusal.options): \(made.errors)")
    }
    #expect(try world.convene("conference", "set", event).status == 64)
    #expect(try world.service.writes() == before)
    #expect(try world.json("agenda", "--json").list.count == 1)
  }

  @Test("Where one account alone can host, it need not be named", arguments: ["zoom", "teams"])
  func oneHost(provider: String) throws {
    let world = try World(sandbox: ["--events", "0"])
    let event = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    let set = try world.convene("conference", "set", event, "--create", provider)
    #expect(set.status == 0, "\(set.errors)")
    #expect(try world.service.writes().count == 2)
  }

  @Test("Read-only events and calendars are left alone")
  func readOnly() throws {
    let world = try World(sandbox: [])
    let events = try world.json("agenda", "--from=-1", "--days", "12", "--json").list
    for title in ["Year-end closing", "Quarterly numbers"] {
      let event = try #require(events.first { $0["title"].text == title }?["id"].text)
      for command in [
        ["conference", "set", event, "--link", "https://x.example/y"],
        ["conference", "strip", event], ["event", "update", event, "--title", "Mine"],
        ["event", "delete", event],
      ] {
        let finished = try world.convene(command)
        #expect(finished.status == 77, "\(command): \(finished.errors)")
        #expect(finished.errors.contains("read-only"), "\(command): \(finished.errors)")
      }
    }
    let made = try world.convene(
      "event",
      "create",
      "New",
      "--calendar",
      "Northwind company",
      "--start",
      "tomorrow"
    )
    #expect(made.status == 77)
    let reason = "Calendar \"Northwind company\" is read-only. Choose another one: convene"
    #expect(made.errors.contains(reason))
    #expect(try world.service.writes().isEmpty)

    let window = try Window(world)
    try window.wait(for: "Enter open")
    try window.press("j", untilRow: "Year-end closing")
    try window.keys("c")
    try window.wait(for: "read-only")
    try window.keys("x")
    try window.wait(for: "read-only")
    #expect(try world.service.writes().isEmpty)
  }

  @Test("A calendar that allows no Meet says so, and the event is as it was")
  func meetNotAllowed() throws {
    let world = try World(sandbox: ["--events", "0"])
    let event = try world.makeEvent("Desks", "--calendar", "Berlin office", "--start", "today")
    let finished = try world.convene("conference", "set", event, "--create", "meet")
    #expect([65, 69].contains(finished.status))
    #expect(finished.errors.contains("does not allow Google Meet"), "\(finished.errors)")
    #expect(finished.errors.contains("use a link you have"), "\(finished.errors)")
    let after = try world.json("event", "show", event, "--json")
    #expect(after["conferencing"]["state"].text == "none")
    #expect(try world.service.meetings().isEmpty)
  }

  @Test("The stand-in service refuses both at once too, as the real one does")
  func byHand() async throws {
    let world = try World(sandbox: ["--events", "0"])
    let service = try world.service
    let grant = try service.google
    let (status, answer) = try await service.send(
      "POST",
      "/v3/grants/\(grant)/events?calendar_id=primary",
      """
      {"title": "Both", "when": {"start_time": 1900000000, "end_time": 1900003600},
       "conferencing": {"provider": "Google Meet", "autocreate": {},
         "details": {"url": "https://meet.google.com/abc-defg-hij"}}}
      """
    )
    #expect(status == 400)
    #expect(answer["request_id"].text?.isEmpty == false)
    #expect(answer["error"]["type"].text == "invalid_request_error")
    #expect(answer["error"]["message"].text?.isEmpty == false)
    #expect(try service.state()["events"].number == 0)
  }

  @Test("In the form: the words stand at the field, and what was typed is still there")
  func form() throws {
    let world = try World(sandbox: ["--events", "0"])
    _ = try world.makeEvent("Review", "--calendar", "Mara", "--start", "today")
    let window = try Window(world)
    try window.waitForRow("Review")
    let before = try world.service.writes()
    try window.keys("c")
    try window.waitForRow("‹ None ›")

    // Zoom hosts: one lacks a scope, one has expired.
    try window.keys("Right")
    try window.waitForRow("‹ Create a link ›")
    try window.move("Tab", to: "Provider")
    try window.press("Right", untilRow: "‹ Zoom Meeting ›")
    try window.move("Tab", to: "‹ mara.zoom@acme.example ›")
    try window.press("Right", untilRow: "‹ webinars@acme.example ›")
    try window.wait(for: "lacks meeting:update:meeting")
    try window.keys("C-s")
    try window.wait(for: "lacks meeting:update:meeting")
    try window.press("Right", untilRow: "‹ mara@former-studio.example ›")
    try window.wait(for: "has expired")
    try window.keys("C-s")
    try window.wait(for: "has expired")

    // Links that are none.
    try window.press("BTab", untilRow: "‹ Create a link ›")
    try window.keys("Right")
    try window.waitForRow("‹ Link I have ›")
    try window.move("Tab", to: "URL")
    for (link, words) in [
      ("javascript:alert(1)", "cannot begin with javascript:"),
      ("file:///etc/passwd", "cannot begin with file:"),
    ] {
      try window.type(link)
      try window.keys("C-s")
      let screen = try window.wait(for: words)
      #expect(screen.contains(link))
      try window.keys("C-u")
      try window.wait("the emptied field") { !$0.contains(link) }
    }
    try window.type("https://x.example/y")
    try window.waitForRow("https://x.example/y")
    try window.press("Tab", untilRow: "Phone")
    try window.type("call me")
    try window.keys("C-s")
    let screen = try window.wait(for: "is not a telephone number")
    #expect(screen.contains("https://x.example/y"))
    #expect(Window.flowing(screen).contains("Phone call me"))
    #expect(try world.service.writes() == before)
  }
}
