import Testing

@testable import Sandbox

@Suite struct ConferencingTests {
  /// A conferencing object, and a word of the complaint about it.
  static let refused: [(String, String)] = [
    (
      #"{"provider":"Google Meet","autocreate":{},"details":{"url":"https://a.b"}}"#,
      "not allowed when auto"
    ),
    (#"{"provider":"WebEx","autocreate":{}}"#, "WebEx"), (#"{"autocreate":{}}"#, "provider"),
    (#"{"provider":"Google Meet"}"#, "autocreate"),
    (#"{"provider":"Google Meet","autocreate":[]}"#, "object"),
    (#"{"provider":"Google Meet","autocreate":{"settings":{}}}"#, "settings"),
    (#"{"provider":"Google Meet","autocreate":{"conf_settings":1}}"#, "conf_settings"),
    (#"{"provider":"Google Meet","autocreate":{"conf_grant_id":1}}"#, "conf_grant_id"),
    (#"{"provider":"Google Meet","autocreate":{},"extra":1}"#, "extra"),
    (#"{"provider":"Zoom Meeting","autocreate":{}}"#, "conf_grant_id"),
    (#"{"provider":"Microsoft Teams","autocreate":{}}"#, "conf_grant_id"),
    (#"{"provider":"Zoom Meeting","autocreate":{"conf_grant_id":"nobody"}}"#, "nobody"),
    (#"{"provider":"Zoom Meeting","details":{}}"#, "url"),
    (#"{"provider":"Zoom Meeting","details":{"url":"https://a.b","phone":["+1"]}}"#, "phone"),
    (
      #"{"provider":"Google Meet","details":{"url":"https://a.b","meeting_code":"x"}}"#,
      "meeting_code"
    ),
    (
      #"{"provider":"Google Meet","details":{"url":"https://a.b","phone":["+1","+2"]}}"#,
      "one phone"
    ),
    (#"{"provider":"Google Meet","details":{"url":"https://a.b","pin":null}}"#, "pin"),
    (#"{"provider":"Microsoft Teams","details":{"url":"https://a.b","password":"x"}}"#, "password"),
    (#"{"provider":"WebEx","details":{"url":"https://a.b","phone":"+1"}}"#, "phone"),
    (#"{"provider":"unknown","details":{"url":"https://a.b"}}"#, "unknown"),
    (#"{"provider":"Jitsi","details":{"url":"https://a.b"}}"#, "Jitsi"), (#"null"#, "object"),
  ]

  @Test(arguments: refused.indices)
  func refuses(index: Int) async throws {
    let (conferencing, word) = Self.refused[index]
    try await withSandbox(events: 0) { sandbox in
      let id = try await sandbox.create(sandbox.google, ["when": hour(1)])["id"].string ?? ""
      for (method, path) in [
        ("POST", sandbox.events(sandbox.google)), ("PUT", sandbox.events(sandbox.google, id)),
      ] {
        let when = hour(1).text
        let text = #"{"when":\#(when),"conferencing":\#(conferencing)}"#
        let answer = try await sandbox.ask(method, path, text: text)
        #expect(answer.status == 400)
        #expect(answer.json["error"]["type"].string == "invalid_request_error")
        #expect(answer.message.contains(word), "\(answer.message)")
      }
      #expect(try await sandbox.state()["events"].int == 1)
      #expect(try await sandbox.meetings("live").isEmpty)
    }
  }

  @Test func saysWhyAHostCannotHost() async throws {
    try await withSandbox(events: 0) { sandbox in
      let lacking = "does not contain scopes:[meeting:update:meeting, meeting:update:meeting:admin]"
      for (provider, host, code, word) in [
        ("Zoom Meeting", sandbox.zoomLackingScope, 4711, lacking),
        ("Zoom Meeting", sandbox.zoomExpired, 124, "expired"),
        ("Zoom Meeting", sandbox.google, nil, "cannot host"),
        ("Microsoft Teams", sandbox.zoom, nil, "cannot host"),
      ] as [(String, String, Int?, String)] {
        let answer = try await sandbox.ask(
          "POST",
          sandbox.events(sandbox.google),
          wish(provider, host: host)
        )
        #expect(answer.status == 400)
        #expect(answer.message.contains(word), "\(answer.message)")
        #expect(answer.json["error"]["provider_error"]["code"].int == code)
      }
      let office = try await sandbox.calendar("Berlin office", of: sandbox.google)
      for host in [nil, sandbox.google] {
        let path = sandbox.events(sandbox.google, calendar: office)
        let answer = try await sandbox.ask("POST", path, wish("Google Meet", host: host))
        #expect(answer.status == 400)
        #expect(answer.providerMessage == "Invalid conference type value.")
      }
      #expect(try await sandbox.state()["events"].int == 0)
    }
  }

  @Test func makesALinkAtEveryHost() async throws {
    try await withSandbox(events: 0) { sandbox in
      for (calendar, provider, host) in [
        (sandbox.google, "Google Meet", nil), (sandbox.google, "Google Meet", sandbox.google),
        (sandbox.google, "Zoom Meeting", sandbox.zoom),
        (sandbox.google, "Microsoft Teams", sandbox.microsoft),
        (sandbox.microsoft, "Microsoft Teams", nil),
        (sandbox.microsoft, "Zoom Meeting", sandbox.zoom),
        (sandbox.microsoft, "Google Meet", sandbox.google),
      ] as [(String, String, String?)] {
        let pending = try await sandbox.create(calendar, wish(provider, host: host))
        #expect(pending["conferencing"]["details"] == .null)
        #expect(pending["conferencing"]["autocreate"]["conf_grant_id"].string == host)
        let id = try #require(pending["id"].string)
        let event = try await sandbox.event(calendar, id)
        #expect(event["conferencing"]["provider"].string == provider)
        #expect(event["conferencing"]["autocreate"] == .null)
        let url = try #require(event["conferencing"]["details"]["url"].string)
        #expect(event["description"].string?.hasPrefix("My own words.\n\n") == true)
        #expect(event["description"].string?.contains(url) == true)
        #expect((event["updated_at"].int ?? 0) > (pending["updated_at"].int ?? 0))
        let meeting = try await sandbox.meetings("live").last
        #expect(meeting?["url"].string == url)
        #expect(meeting?["provider"].string == provider)
        #expect(meeting?["host_grant"].string == host ?? calendar)
        #expect(meeting?["event_id"].string == id)
      }
    }
  }

  static let pendingAnswers: [(SandboxConfiguration.PendingAnswer, String?)] = [
    (.request, #"{"autocreate":{},"provider":"Google Meet"}"#),
    (.provider, #"{"provider":"Google Meet"}"#), (.empty, "{}"), (.null, "null"), (.absent, nil),
  ]

  @Test(arguments: pendingAnswers)
  func answersAsItIsTold(
    _ answer: SandboxConfiguration.PendingAnswer,
    whilePending text: String?
  ) async throws {
    try await withSandbox(events: 0, linkDelay: .seconds(60), pendingAnswer: answer) { sandbox in
      let made = try await sandbox.create(sandbox.google, wish("Google Meet"))
      #expect(made.object?["conferencing"]?.text == text)
      await sandbox.server.advanceClock(by: .seconds(60))
      let event = try await sandbox.event(sandbox.google, made["id"].string ?? "")
      #expect(event["conferencing"]["details"]["url"].string != nil)
    }
  }

  @Test func makesTheMeetingOnlyWhenItsTimeHasCome() async throws {
    try await withSandbox(events: 0, linkDelay: .seconds(3600)) { sandbox in
      let id = try await sandbox.create(sandbox.google, wish("Google Meet"))["id"].string ?? ""
      #expect(try await sandbox.event(sandbox.google, id)["conferencing"]["details"] == .null)
      #expect(try await sandbox.state()["meetings"].array?.isEmpty == true)
      await sandbox.server.advanceClock(by: .seconds(3600))
      #expect(try await sandbox.meetings("live").count == 1)
      #expect(try await sandbox.event(sandbox.google, id)["conferencing"]["details"] != .null)
    }
  }

  @Test(arguments: ["strip", "details", "delete", "again"])
  func leavesNoMeetingBehindAWishThatWasWithdrawn(how: String) async throws {
    try await withSandbox(events: 0, linkDelay: .seconds(3600)) { sandbox in
      let id = try await sandbox.create(sandbox.google, wish("Google Meet"))["id"].string ?? ""
      let path = sandbox.events(sandbox.google, id)
      let manual: JSON = ["provider": "WebEx", "details": ["url": "https://x.webex.com/join/a"]]
      let again: JSON = ["provider": "Google Meet", "autocreate": [:]]
      let answer =
        switch how {
        case "strip": try await sandbox.ask("PUT", path, ["conferencing": [:]])
        case "details": try await sandbox.ask("PUT", path, ["conferencing": manual])
        case "again": try await sandbox.ask("PUT", path, ["conferencing": again])
        default: try await sandbox.ask("DELETE", path)
        }
      #expect(answer.status == 200)
      await sandbox.server.advanceClock(by: .seconds(7200))
      #expect(try await sandbox.state()["meetings"].array?.count == (how == "again" ? 1 : 0))
      if how != "again" {
        let text = try await sandbox.event(sandbox.google, id)["description"].string
        let own = "My own words."
        // The service writes a link that it was given behind them.
        #expect(text == (how == "details" ? own + "\n\nWebEx: https://x.webex.com/join/a" : own))
      }
    }
  }

  @Test func keepsTheOldMeetingUntilTheNewOneStands() async throws {
    try await withSandbox(events: 0, linkDelay: .seconds(60)) { sandbox in
      let id = try await sandbox.create(sandbox.google, wish("Google Meet"))["id"].string ?? ""
      let path = sandbox.events(sandbox.google, id)
      await sandbox.server.advanceClock(by: .seconds(60))
      let zoom: JSON = [
        "provider": "Zoom Meeting", "autocreate": ["conf_grant_id": .string(sandbox.zoom)],
      ]
      #expect(try await sandbox.ask("PUT", path, ["conferencing": zoom]).status == 200)
      #expect(try await sandbox.meetings("live").map { $0["provider"].string } == ["Google Meet"])
      await sandbox.server.advanceClock(by: .seconds(60))
      #expect(try await sandbox.meetings("live").map { $0["provider"].string } == ["Zoom Meeting"])
      #expect(
        try await sandbox.meetings("deleted").map { $0["provider"].string } == ["Google Meet"]
      )
    }
  }

  @Test func removesTheOldMeetingWhenItsReplacementIsWithdrawn() async throws {
    try await withSandbox(events: 0, linkDelay: .seconds(60)) { sandbox in
      let id = try await sandbox.create(sandbox.google, wish("Google Meet"))["id"].string ?? ""
      let path = sandbox.events(sandbox.google, id)
      await sandbox.server.advanceClock(by: .seconds(60))
      let again: JSON = ["provider": "Google Meet", "autocreate": [:]]
      for body: JSON in [["conferencing": again], ["conferencing": [:]]] {
        #expect(try await sandbox.ask("PUT", path, body).status == 200)
      }
      await sandbox.server.advanceClock(by: .seconds(60))
      #expect(try await sandbox.meetings("live").isEmpty)
      #expect(try await sandbox.meetings("deleted").count == 1)
    }
  }

  @Test func stripsTheFieldAndNotTheText() async throws {
    try await withSandbox(events: 0) { sandbox in
      let id = try await sandbox.create(sandbox.google, wish("Google Meet"))["id"].string ?? ""
      let before = try await sandbox.event(sandbox.google, id)
      let path = sandbox.events(sandbox.google, id)
      let after = try await sandbox.ask("PUT", path, ["conferencing": [:]]).data
      #expect(after["conferencing"] == .null)
      #expect(after["description"] == before["description"])
      #expect(try await sandbox.meetings("live").isEmpty)
      let own = try await sandbox.ask("PUT", path, ["description": "My own words."]).data
      #expect(own["description"].string == "My own words.")
    }
  }

  @Test func meetingsFollowTheirEvents() async throws {
    try await withSandbox(events: 0) { sandbox in
      let id = try await sandbox.create(sandbox.google, wish("Google Meet"))["id"].string ?? ""
      let path = sandbox.events(sandbox.google, id)
      _ = try await sandbox.ask("PUT", path, ["title": "Moved", "when": hour(30)])
      let meeting = try #require(try await sandbox.meetings("live").first)
      #expect(meeting["topic"].string == "Moved")
      #expect(meeting["start"].int == hour(30)["start_time"].int)
      _ = try await sandbox.ask("DELETE", path)
      #expect(try await sandbox.meetings("live").isEmpty)
      #expect(try await sandbox.meetings("deleted").count == 1)
    }
  }

  @Test func passesSettingsThrough() async throws {
    try await withSandbox(events: 0) { sandbox in
      let settings: JSON = ["password": "abc", "settings": ["waiting_room": true], "anything": [1]]
      let autocreate: JSON = ["conf_grant_id": .string(sandbox.zoom), "conf_settings": settings]
      let body: JSON = [
        "when": hour(1), "conferencing": ["provider": "Zoom Meeting", "autocreate": autocreate],
      ]
      let id = try await sandbox.create(sandbox.google, body)["id"].string ?? ""
      let details = try await sandbox.event(sandbox.google, id)["conferencing"]["details"]
      #expect(details["password"].string == "abc")
      #expect(try await sandbox.meetings("live").first?["settings"] == settings)
    }
  }

  @Test func keepsDetailsAsTheyWereGiven() async throws {
    try await withSandbox(events: 0) { sandbox in
      let webex: JSON = [
        "provider": "WebEx",
        "details": [
          "url": "https://x.webex.com/join/a", "password": "p", "pin": "1", "phone": ["+1", "+2"],
        ],
      ]
      let event = try await sandbox.create(
        sandbox.microsoft,
        ["when": hour(1), "description": "Mine", "conferencing": webex]
      )
      #expect(event["conferencing"] == webex)
      #expect(
        event["description"].string
          == "Mine\n\nWebEx: https://x.webex.com/join/a\nPassword: p\nPIN: 1\nPhone: +1\nPhone: +2"
      )
      #expect(try await sandbox.meetings("live").isEmpty)
    }
  }

  /// A Meet link that was read has fields that the request form takes; a Teams one that was read
  /// with more than its URL could not be sent back, and an unknown one never can.
  @Test func refusesAnUnknownLinkSentBack() async throws {
    try await withSandbox { sandbox in
      let events = try await sandbox.all(sandbox.google, "primary")
      let event = try #require(events.first { $0["conferencing"]["provider"].string == "unknown" })
      let path = sandbox.events(sandbox.google, event["id"].string)
      let answer = try await sandbox.ask("PUT", path, ["conferencing": event["conferencing"]])
      #expect(answer.status == 400)
    }
  }

  @Test func neverOverfillsADescription() async throws {
    try await withSandbox(events: 0) { sandbox in
      let full = String(repeating: "ä", count: 8192)
      let body: JSON = [
        "when": hour(1), "description": .string(full),
        "conferencing": ["provider": "Google Meet", "autocreate": [:]],
      ]
      let id = try await sandbox.create(sandbox.google, body)["id"].string ?? ""
      let event = try await sandbox.event(sandbox.google, id)
      #expect(event["description"].string == full)
      #expect(event["conferencing"]["details"]["url"].string != nil)
    }
  }

  @Test func aSeriesHasOneMeetingThatItsOccurrencesShare() async throws {
    try await withSandbox(events: 0) { sandbox in
      var body = wish("Google Meet").object ?? [:]
      body["recurrence"] = ["RRULE:FREQ=DAILY;COUNT=3"]
      let id = try await sandbox.create(sandbox.google, .object(body))["id"].string ?? ""
      let list = try await sandbox.ask("GET", sandbox.events(sandbox.google)).list
      #expect(Set(list.compactMap { $0["conferencing"]["details"]["url"].string }).count == 1)
      #expect(try await sandbox.meetings("live").count == 1)
      let path = sandbox.events(sandbox.google, list[1]["id"].string)
      #expect(try await sandbox.ask("PUT", path, ["conferencing": [:]]).status == 200)
      #expect(try await sandbox.meetings("live").count == 1)
      _ = try await sandbox.ask("DELETE", sandbox.events(sandbox.google, id))
      #expect(try await sandbox.meetings("live").isEmpty)
    }
  }

  private func wish(_ provider: String, host: String? = nil) -> JSON {
    var autocreate: [String: JSON] = [:]
    autocreate["conf_grant_id"] = host.map(JSON.string)
    return [
      "title": "Talk", "description": "My own words.", "when": hour(1),
      "conferencing": ["provider": .string(provider), "autocreate": .object(autocreate)],
    ]
  }
}
