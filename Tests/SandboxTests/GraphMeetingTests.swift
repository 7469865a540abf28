import Testing

@testable import Sandbox

/// Teams at the stand-in: on events, and by itself.
@Suite struct GraphMeetingTests {
  private static let teams: [String: JSON] = [
    "isOnlineMeeting": true, "onlineMeetingProvider": "teamsForBusiness",
    "body": ["contentType": "html", "content": "<p>Own</p>"],
  ]

  @Test func aMeetingComesWithItsTextAndGoesWithIt() async throws {
    try await withSandbox { sandbox in
      let event = try await sandbox.graphEvent(Self.teams)
      let path = sandbox.path(event)
      let url = try #require(event["onlineMeeting"]["joinUrl"].string)
      #expect(event["onlineMeetingProvider"] == "teamsForBusiness")
      let body = try #require(event["body"]["content"].string)
      #expect(body.contains("<p>Own</p><div") && body.contains("me-email-headline"))
      #expect(try await sandbox.meetings("live").contains { $0["url"].string == url })

      // Switching it off does nothing.
      let off = try await sandbox.graph("PATCH", path, ["isOnlineMeeting": false])
      #expect(off.status == 200)
      #expect(off.json["onlineMeeting"]["joinUrl"].string == url)
      #expect(off.json["@odata.etag"] == event["@odata.etag"])

      let around = body.replacing("<p>Own</p>", with: "<p>New</p>")
      let kept = try await sandbox.graph(
        "PATCH",
        path,
        ["subject": "Renamed", "body": ["contentType": "html", "content": .string(around)]]
      )
      #expect(kept.json["isOnlineMeeting"] == true)
      #expect(kept.json["body"]["content"].string == around)
      #expect(try await sandbox.meetings("live").contains { $0["topic"] == "Renamed" })

      let cut = try await sandbox.graph(
        "PATCH",
        path,
        ["body": ["contentType": "text", "content": "a & b"]]
      )
      #expect(cut.json["isOnlineMeeting"] == false)
      #expect(cut.json["onlineMeeting"] == .null)
      #expect(cut.json["onlineMeetingProvider"] == "unknown")
      #expect(
        cut.json["body"]["content"].string == GraphEvent.stored("a &amp; b")
      )
      #expect(try await sandbox.meetings("deleted").contains { $0["url"].string == url })

      let again = try await sandbox.graph("PATCH", path, ["isOnlineMeeting": true])
      #expect(again.json["onlineMeeting"]["joinUrl"].string != url)
      #expect(try await sandbox.graph("DELETE", path).status == 204)
      #expect(try await sandbox.meetings("deleted").count { $0["topic"] == "Renamed" } == 2)
    }
  }

  /// The service makes one document of whatever it is sent, and loses no word.
  @Test(arguments: [
    ("<p>a</p>", "<p>a</p>"), ("Before <html><body><p>a</p></body></html>", "Before <p>a</p>"),
    (
      "<HTML><head></head><BODY dir=\"ltr\">a</BODY></HTML>\n\n<html><body>b</body></html>",
      "a\n\nb"
    ),
    ("<header>a</header>", "<header>a</header>"),
  ])
  func aBodyIsOneDocument(_ sent: String, _ words: String) async throws {
    try await withSandbox { sandbox in
      let event = try await sandbox.graphEvent(
        Self.teams.merging([
          "isOnlineMeeting": false, "body": ["contentType": "html", "content": .string(sent)],
        ]) { $1 }
      )
      #expect(
        event["body"]["content"].string == GraphEvent.stored(words)
      )
    }
  }

  @Test func anOccurrenceHasTheMeetingOfItsSeriesOrItsOwn() async throws {
    try await withSandbox(linkDelay: .seconds(60)) { sandbox in
      let recurrence: JSON = [
        "pattern": ["type": "daily", "interval": 1],
        "range": ["type": "numbered", "startDate": "2026-12-02", "numberOfOccurrences": 3],
      ]
      let master = try await sandbox.graphEvent(
        Self.teams.merging(["recurrence": recurrence]) { $1 }
      )
      func occurrences() async throws -> [JSON] {
        let round = try await sandbox.graphRound(try await sandbox.graphDelta())
        var found: [JSON] = []
        for item in round.items where item["seriesMasterId"] == master["id"] {
          found.append(try await sandbox.graph("GET", sandbox.path(item)).json)
        }
        return found
      }
      // One that was changed while the link was on its way.
      let first = sandbox.path(try await occurrences()[0])
      #expect(try await sandbox.graph("PATCH", first, ["subject": "Other"]).status == 200)
      await sandbox.server.advanceClock(by: .seconds(61))
      let urls = try await occurrences().map { $0["onlineMeeting"]["joinUrl"].string }
      #expect(urls.count == 3 && Set(urls).count == 1 && urls[0] != nil)
      // Taken off one, it stays on the others; that one can have its own.
      let words: JSON = ["body": ["contentType": "html", "content": ""]]
      #expect(try await sandbox.graph("PATCH", first, words).json["isOnlineMeeting"] == false)
      #expect(try await sandbox.meetings("live").contains { $0["url"].string == urls[0] })
      _ = try await sandbox.graph("PATCH", first, ["isOnlineMeeting": true])
      await sandbox.server.advanceClock(by: .seconds(61))
      let own = try await sandbox.graph("GET", first).json["onlineMeeting"]["joinUrl"].string
      #expect(own != nil && own != urls[0])
      #expect(try await sandbox.graph("DELETE", sandbox.path(master)).status == 204)
      let gone = try await sandbox.meetings("deleted").map { $0["url"].string }
      #expect(Set(gone) == [urls[0], own])
    }
  }

  @Test func aMeetingCanOutliveItsTextWhenTheSwitchSaysSo() async throws {
    try await withSandbox { sandbox in
      let event = try await sandbox.graphEvent(Self.teams)
      _ = try await sandbox.ask(
        "POST",
        "/_sandbox/graph",
        ["keep_meetings": true],
        control: true
      )
      let cut = try await sandbox.graph(
        "PATCH",
        sandbox.path(event),
        ["body": ["contentType": "html", "content": ""]]
      )
      #expect(cut.json["isOnlineMeeting"] == true)
      #expect(cut.json["onlineMeeting"] == event["onlineMeeting"])
    }
  }

  @Test func aLinkTakesItsTime() async throws {
    try await withSandbox(linkDelay: .seconds(60)) { sandbox in
      let event = try await sandbox.graphEvent(Self.teams)
      #expect(event["isOnlineMeeting"] == true)
      #expect(event["onlineMeeting"] == .null)
      await sandbox.server.advanceClock(by: .seconds(61))
      let read = try await sandbox.graph("GET", sandbox.path(event)).json
      #expect(read["onlineMeeting"]["conferenceId"].string?.count == 9)
      #expect(read["@odata.etag"] != event["@odata.etag"])
    }
  }

  @Test func teamsIsNotOfferedEverywhere() async throws {
    try await withSandbox { sandbox in
      let path = try await sandbox.graphCalendar("Home")
      let calendar = try await sandbox.graph("GET", path).json
      #expect(calendar["allowedOnlineMeetingProviders"] == ["unknown"])
      #expect(calendar["defaultOnlineMeetingProvider"] == "unknown")
      let event = try await sandbox.graphEvent(Self.teams, calendar: "Home")
      #expect(event["isOnlineMeeting"] == false)
    }
  }

  @Test func meetingsByThemselvesAreMadeOnce() async throws {
    try await withSandbox { sandbox in
      let body: JSON = [
        "subject": "S", "externalId": "e-1", "startDateTime": "2026-12-02T10:00:00Z",
        "endDateTime": "2026-12-02T12:00:00+01:00",
      ]
      let path = "/me/onlineMeetings"
      let made = try await sandbox.graph("POST", path + "/createOrGet", body)
      #expect(made.status == 201)
      #expect(made.json["endDateTime"] == "2026-12-02T11:00:00.0000000Z")
      let again = try await sandbox.graph("POST", path + "/createOrGet", body)
      #expect(again.status == 200)
      #expect(again.json == made.json)
      let nameless = try await sandbox.graph("POST", path + "/createOrGet", ["subject": "S"])
      #expect(nameless.status == 400)
      let other = try await sandbox.graph("POST", path, ["subject": "S"])
      #expect(other.status == 201)
      let one = path + "/" + RunningSandbox.encoded(made.json["id"].string ?? "")
      let moved = try await sandbox.graph(
        "PATCH",
        one,
        ["subject": "T", "startDateTime": "2026-12-02T09:00:00Z"]
      )
      #expect(moved.json["subject"] == "T")
      #expect(try await sandbox.meetings("live").contains { $0["topic"] == "T" })
      #expect(try await sandbox.graph("GET", one).json == moved.json)
      #expect(try await sandbox.graph("DELETE", one).status == 204)
      #expect(try await sandbox.graph("GET", one).status == 404)
      #expect(try await sandbox.meetings("deleted").map { $0["topic"] } == ["T"])
      _ = try await sandbox.ask(
        "POST",
        "/_sandbox/graph",
        ["scopes": ["Calendars.ReadWrite"]],
        control: true
      )
      #expect(try await sandbox.graph("POST", path, ["subject": "S"]).status == 403)
    }
  }
}
