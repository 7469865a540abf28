import Testing

@testable import Sandbox

/// Holds every answer, and every request that was accepted, to the published schema.
@Suite struct ContractTests {
  @Test func everyAnswerIsWhatTheSpecificationSays() async throws {
    try await withSandbox(hasLimitedGrants: true) { sandbox in
      try await exercise(sandbox)
      let exchanges = try await sandbox.ask("GET", "/_sandbox/exchanges", control: true).json
      let cases = (exchanges.array ?? []).flatMap(Self.cases)
      let schemas = Set(cases.map(\.schema))
      #expect(
        schemas == [
          "GrantObject", "calendar", "event", "event_create", "event_send_rsvp",
          "freebusy_request", "common_response",
        ]
      )
      let complaints = try SchemaValidator.complaints(cases)
      #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
      for exchange in exchanges.array ?? [] {
        let response = exchange["response"]
        #expect(response["request_id"].string?.isEmpty == false)
        guard exchange["status"].int != 200 else { continue }
        #expect(response["error"]["type"].string?.isEmpty == false)
        #expect(response["error"]["message"].string?.isEmpty == false)
      }
    }
  }

  /// The checker itself must be able to say no.
  @Test func noticesWhatIsNotValid() throws {
    let bad: [SchemaValidator.Case] = [
      .init(name: "title", schema: "event", instance: ["title": ""]),
      .init(name: "when", schema: "event_create", instance: ["title": "x"]),
      .init(
        name: "both",
        schema: "event_conferencing_request",
        instance: ["provider": "Google Meet", "autocreate": [:], "details": ["url": "x"]]
      ),
      .init(name: "grant", schema: "GrantObject", instance: ["id": "x"]),
    ]
    let complaints = try SchemaValidator.complaints(bad)
    #expect(complaints.count == bad.count)
    let good = SchemaValidator.Case(
      name: "partial",
      schema: "event_create",
      instance: ["title": "x"],
      isPartial: true
    )
    #expect(try SchemaValidator.complaints([good]).isEmpty)
  }

  /// Uses every endpoint, and every kind of event and link, at least once.
  private func exercise(_ sandbox: RunningSandbox) async throws {
    for path in ["", "?limit=2", "/\(sandbox.zoom)", "/nobody"] {
      _ = try await sandbox.ask("GET", "/v3/grants\(path)")
    }
    for grant in [sandbox.google, sandbox.microsoft] {
      let calendars = try await sandbox.ask("GET", "/v3/grants/\(grant)/calendars").list
      for calendar in calendars.compactMap({ $0["id"].string }) {
        _ = try await sandbox.ask(
          "GET",
          "/v3/grants/\(grant)/calendars/\(RunningSandbox.encoded(calendar))"
        )
        _ = try await sandbox.all(grant, calendar, "&limit=20&show_cancelled=true")
        _ = try await sandbox.all(grant, calendar, "&limit=20&expand_recurring=false")
      }
      for conferencing in Self.wishes(sandbox) {
        let body: JSON = [
          "title": "Contract", "description": "Words", "when": hour(2),
          "conferencing": conferencing,
          "participants": [["email": "a@x.example"]], "metadata": ["key1": "v"],
        ]
        let answer = try await sandbox.ask("POST", sandbox.events(grant), body)
        guard let id = answer.data["id"].string else { continue }
        let path = sandbox.events(grant, id)
        _ = try await sandbox.ask("GET", path)
        _ = try await sandbox.ask("PUT", path, ["title": "Again", "when": ["date": "2026-12-01"]])
        _ = try await sandbox.ask("PUT", path, ["conferencing": [:]])
        _ = try await sandbox.ask("DELETE", path)
      }
      _ = try await sandbox.ask(
        "POST",
        "/v3/grants/\(grant)/calendars/free-busy",
        ["start_time": 1_795_599_000, "end_time": 1_795_685_400, "emails": ["a@x.example"]]
      )
    }
    for grant in sandbox.server.grants.suffix(2) {
      let calendars = try await sandbox.ask("GET", "/v3/grants/\(grant.id)/calendars").list
      let id = calendars.first?["id"].string ?? ""
      let body: JSON = ["title": "Contract", "when": hour(2), "conferencing": Self.webex]
      let made = try await sandbox.create(grant.id, body, calendar: id)
      let path = sandbox.events(grant.id, made["id"].string, calendar: id)
      _ = try await sandbox.ask("PUT", path, ["description": "Without the link"])
      _ = try await sandbox.ask("GET", path)
    }
    let invited = try await sandbox.all(sandbox.google, "primary").first {
      $0["title"].string == "Architecture council"
    }
    let rsvp = sandbox.events(sandbox.google, invited?["id"].string)
    _ = try await sandbox.ask("POST", rsvp.replacing("?", with: "/send-rsvp?"), ["status": "maybe"])
    _ = try await sandbox.ask("POST", sandbox.events(sandbox.google), text: "{")
  }

  private static let webex: JSON = [
    "provider": "WebEx", "details": ["url": "https://x.webex.com/join/a", "phone": ["+1"]],
  ]

  private static func wishes(_ sandbox: RunningSandbox) -> [JSON] {
    [
      ["provider": "Google Meet", "autocreate": ["conf_grant_id": .string(sandbox.google)]],
      ["provider": "Zoom Meeting", "autocreate": ["conf_grant_id": .string(sandbox.zoom)]],
      ["provider": "Microsoft Teams", "autocreate": ["conf_grant_id": .string(sandbox.microsoft)]],
      ["provider": "Zoom Meeting", "autocreate": ["conf_grant_id": .string(sandbox.zoomExpired)]],
      ["provider": "Google Meet", "details": ["url": "https://meet.google.com/a", "pin": "1"]],
      ["provider": "Zoom Meeting", "details": ["url": "https://zoom.us/j/1", "password": .null]],
      ["provider": "Skype for Business", "details": ["url": "https://meet.lync.com/a"]],
      webex,
      ["provider": "GoToMeeting", "details": ["url": "https://meet.goto.com/1"]], [:],
    ]
  }

  /// The schema cases of one exchange: its answer, and its request where that was accepted.
  private static func cases(_ exchange: JSON) -> [SchemaValidator.Case] {
    let method = exchange["method"].string ?? ""
    let path = (exchange["path"].string ?? "").split(separator: "/").dropFirst(2)
    let name = "\(method) \(exchange["path"].string ?? "")"
    guard exchange["status"].int == 200 else { return [] }
    let data = exchange["response"]["data"]
    let request = exchange["request"]
    func cases(_ schema: String) -> [SchemaValidator.Case] {
      let whole = data.array ?? [data]
      let items = whole.map { SchemaValidator.Case(name: name, schema: schema, instance: $0) }
      guard data.array == nil else { return items }
      let envelope = exchange["response"]
      return items + [.init(name: name, schema: "common_response", instance: envelope)]
    }
    switch (method, path.count, path.last ?? "") {
    case ("GET", 0...1, _): return cases("GrantObject")
    case ("GET", _, _) where path.contains("calendars"): return cases("calendar")
    case ("POST", _, "send-rsvp"):
      return [.init(name: name, schema: "event_send_rsvp", instance: request)]
    case ("POST", _, "free-busy"):
      return [.init(name: name, schema: "freebusy_request", instance: request)]
    case ("GET", _, _): return cases("event")
    case ("DELETE", _, _):
      return [.init(name: name, schema: "common_response", instance: exchange["response"])]
    default:
      let isUpdate = method == "PUT"
      return cases("event") + [
        .init(name: name, schema: "event_create", instance: request, isPartial: isUpdate)
      ]
    }
  }
}
