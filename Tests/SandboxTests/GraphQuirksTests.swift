import Testing

@testable import Sandbox

/// What the real Graph does beyond its documentation; a refused Teams on demand.
@Suite struct GraphQuirksTests {
  private static let teams: [String: JSON] = [
    "isOnlineMeeting": true, "body": ["contentType": "html", "content": "<p>Own</p>"],
  ]

  @Test func aBodyWithoutTheTextTurnsTeamsOffAndTheNextOneOnAgain() async throws {
    try await withSandbox(events: 0) { sandbox in
      let event = try await sandbox.graphEvent(Self.teams)
      let path = sandbox.path(event)
      var urls = [event["onlineMeeting"]["joinUrl"].string]
      for words in ["v2", "v3", "v4"] {
        let body: JSON = ["body": ["contentType": "text", "content": .string(words)]]
        let changed = try await sandbox.graph("PATCH", path, body).json
        urls.append(changed["onlineMeeting"]["joinUrl"].string)
        // Other changes do not turn it.
        let titled = try await sandbox.graph("PATCH", path, ["subject": .string(words)]).json
        #expect(titled["onlineMeeting"]["joinUrl"].string == urls.last)
      }
      #expect(urls.map { $0 == nil } == [false, true, false, true])
      #expect(urls[2] != urls[0])
      #expect(try await sandbox.meetings("live").isEmpty)
    }
  }

  @Test func teamsCanBeRefusedWithoutAWord() async throws {
    try await withSandbox(events: 0) { sandbox in
      try await sandbox.turnGraph(["refuse_teams": true])
      let event = try await sandbox.graphEvent(Self.teams)
      #expect(event["isOnlineMeeting"] == false && event["onlineMeeting"] == .null)
      #expect(event["onlineMeetingProvider"] == "unknown")
      #expect(try await sandbox.graph("GET", sandbox.path(event)).status == 200)
      #expect(try await sandbox.meetings("live").isEmpty)
    }
  }

  @Test func bodiesComeBackAsExchangeStoresThem() async throws {
    try await withSandbox(events: 0) { sandbox in
      let body: JSON = ["contentType": "html", "content": "one<br>two\nthree"]
      let event = try await sandbox.graphEvent(["body": body])
      let content = try #require(event["body"]["content"].string)
      #expect(content.hasPrefix("<html>\r\n<head>\r\n<meta "))
      #expect(content.contains("<body>\r\none<br>\r\ntwo\r\nthree\r\n</body>"))
      // What is read can be sent back, again and again.
      let path = sandbox.path(event)
      let same: JSON = ["body": ["contentType": "html", "content": .string(content)]]
      #expect(try await sandbox.graph("PATCH", path, same).json["body"] == event["body"])
    }
  }

  @Test func aCancelledOccurrenceIsNotTold() async throws {
    try await withSandbox { sandbox in
      let first = try await sandbox.graphRound(try await sandbox.graphDelta())
      let bare = first.items.filter { $0["type"] == "occurrence" }
      let gone = try #require(bare.last)
      #expect(try await sandbox.graph("DELETE", sandbox.path(gone)).status == 204)
      let second = try await sandbox.graphRound(first.delta)
      #expect(second.items.allSatisfy { $0["@removed"] == .null })
      #expect(second.items.contains { $0["type"] == "seriesMaster" })
      #expect(second.items.count { $0["type"] == "occurrence" } == bare.count - 1)
      #expect(!second.items.contains { $0["id"] == gone["id"] })
    }
  }

  @Test func eventsOfSharedCalendarsHaveTheirOwnPaths() async throws {
    try await withSandbox(events: 0) { sandbox in
      let event = try await sandbox.graphEvent(calendar: "Team")
      let own = sandbox.path(event)
      let path = try await sandbox.graphCalendar("Team") + own.dropFirst("/me".count)
      let answer = try await sandbox.graph("GET", own)
      #expect(answer.status == 404 && answer.code == "ErrorItemNotFound")
      #expect(try await sandbox.graph("GET", path).json["id"] == event["id"])
      #expect(try await sandbox.graph("PATCH", path, ["subject": "New"]).status == 200)
      let other = try await sandbox.graphCalendar("Calendar") + own.dropFirst("/me".count)
      #expect(try await sandbox.graph("GET", other).status == 404)
      #expect(try await sandbox.graph("DELETE", path).status == 204)
    }
  }

  @Test func theUsersOwnPathsAreThoseOfTheDefaultCalendar() async throws {
    try await withSandbox(events: 0) { sandbox in
      let typed: [String: JSON] = [
        "@odata.type": "#microsoft.graph.event",
        "start": [
          "@odata.type": "#microsoft.graph.dateTimeTimeZone", "dateTime": "2026-12-02T10:00:00",
          "timeZone": "UTC",
        ],
        "recurrence": [
          "pattern": ["type": "daily", "interval": 1],
          "range": ["type": "numbered", "startDate": "2026-12-02", "numberOfOccurrences": 3],
        ],
      ]
      let body = JSON.object(sandbox.graphBody.merging(typed) { $1 })
      let made = try await sandbox.graph("POST", "/me/events", body)
      #expect(made.status == 201)
      let calendar = try await sandbox.graph("GET", "/me/calendar").json
      #expect(calendar["isDefaultCalendar"] == true)
      let window = "?startDateTime=2026-12-01T00:00:00Z&endDateTime=2026-12-09T00:00:00Z"
      for (path, count) in [
        ("/me/events", 1), ("/me/calendarView\(window)", 3),
        ("\(sandbox.path(made.json))/instances\(window)", 3),
      ] {
        #expect(try await sandbox.graph("GET", path).value.count == count, "\(path)")
      }
      #expect(
        try await sandbox.graph("GET", "\(sandbox.path(made.json))/instances").status == 400
      )
      let cancel = "\(sandbox.path(made.json))/cancel"
      #expect(try await sandbox.graph("POST", cancel, ["Comment": "Off"]).status == 202)
      #expect(try await sandbox.graph("GET", "/me/events").value.isEmpty)
    }
  }
}
