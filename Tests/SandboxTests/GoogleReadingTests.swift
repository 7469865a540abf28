import Testing

@testable import Sandbox

/// Lists at Google: orders, filters, what has not changed, and calendars since a token.
@Suite struct GoogleReadingTests {
  typealias Google = RunningSandbox

  private static func titles(_ answer: RunningSandbox.Answer) -> [String] {
    (answer.json["items"].array ?? []).map { $0["summary"].string ?? "" }
  }

  @Test func ordersByStartAndByChange() async throws {
    try await withSandbox(events: 0) { sandbox in
      var ids: [String: String] = [:]
      for (title, clock) in [("b", "12"), ("a", "10"), ("c", "08")] {
        let event = try await sandbox.makeGoogle([
          "summary": .string(title), "start": Google.at("\(clock):00:00Z"),
          "end": Google.at("\(clock):30:00Z"),
        ])
        ids[title] = event["id"].string
      }
      let byStart = "\(Google.own)?singleEvents=true&orderBy=startTime&maxResults=2"
      let first = try await sandbox.askGoogle("GET", byStart)
      let token = try #require(first.json["nextPageToken"].string)
      let second = try await sandbox.askGoogle(
        "GET",
        byStart + "&pageToken=" + RunningSandbox.encoded(token)
      )
      #expect(Self.titles(first) + Self.titles(second) == ["c", "a", "b"])
      // A list with an order has no token for its changes.
      #expect(second.json["nextSyncToken"] == .null)
      _ = try await sandbox.askGoogle("PATCH", "\(Google.own)/\(ids["b"] ?? "")", ["colorId": "1"])
      let byChange = try await sandbox.askGoogle("GET", "\(Google.own)?orderBy=updated")
      #expect(Self.titles(byChange).last == "b")
      #expect(try await sandbox.askGoogle("GET", "\(Google.own)?orderBy=startTime").status == 400)
      #expect(try await sandbox.askGoogle("GET", "\(Google.own)?orderBy=size").status == 400)
    }
  }

  @Test func filtersByUIDTypeAndChange() async throws {
    try await withSandbox(events: 0) { sandbox in
      let one = try await sandbox.makeGoogle(["summary": "one"])
      await sandbox.server.advanceClock(by: .seconds(60))
      let two = try await sandbox.makeGoogle(["summary": "two"])
      let uid = RunningSandbox.encoded(one["iCalUID"].string ?? "")
      let found = try await sandbox.askGoogle("GET", "\(Google.own)?iCalUID=\(uid)")
      #expect(Self.titles(found) == ["one"])
      let since = RunningSandbox.encoded(two["updated"].string ?? "")
      let deleted = "\(Google.own)/\(two["id"].string ?? "")"
      #expect(try await sandbox.askGoogle("DELETE", deleted).status == 204)
      let changed = try await sandbox.askGoogle("GET", "\(Google.own)?updatedMin=\(since)")
      #expect(changed.json["items"].array?.map { $0["status"] } == ["cancelled"])
      let old = "\(Google.own)?updatedMin=2026-01-01T00:00:00Z"
      let tooOld = try await sandbox.askGoogle("GET", old)
      #expect(tooOld.status == 410 && tooOld.reason == "updatedMinTooLongAgo")
      let types = try await sandbox.askGoogle("GET", "\(Google.own)?eventTypes=birthday")
      #expect(Self.titles(types).isEmpty)
      #expect(try await sandbox.askGoogle("GET", "\(Google.own)?eventTypes=x").status == 400)
      // The increments of a list have its types.
      let token = try #require(types.json["nextSyncToken"].string)
      let other = try await sandbox.askGoogle(
        "GET",
        "\(Google.own)?syncToken=" + RunningSandbox.encoded(token)
      )
      #expect(other.status == 400)
    }
  }

  @Test func whatHasNotChangedIsNotSentAgain() async throws {
    try await withSandbox { sandbox in
      for path in [Google.own, "\(Google.own)/seed0design", "/users/me/calendarList"] {
        let first = try await sandbox.askGoogle("GET", path)
        let etag = try #require(first.headers["etag"])
        #expect(first.json["etag"].string == etag)
        let same = try await sandbox.askGoogle("GET", path, unless: etag)
        #expect(same.status == 304 && same.bytes.isEmpty, "\(path)")
      }
      let etag = try await sandbox.askGoogle("GET", "\(Google.own)/seed0design").headers["etag"]
      let title: JSON = ["summary": "Other"]
      _ = try await sandbox.askGoogle("PATCH", "\(Google.own)/seed0design", title)
      let changed = try await sandbox.askGoogle("GET", "\(Google.own)/seed0design", unless: etag)
      #expect(changed.status == 200)
    }
  }

  @Test func calendarsSinceAToken() async throws {
    try await withSandbox(events: 0) { sandbox in
      let path = "/users/me/calendarList"
      func list(_ token: JSON) async throws -> RunningSandbox.Answer {
        let text = RunningSandbox.encoded(token.string ?? "")
        return try await sandbox.askGoogle("GET", "\(path)?syncToken=\(text)")
      }
      let whole = try await sandbox.askGoogle("GET", path).json
      let ids = (whole["items"].array ?? []).compactMap { $0["id"].string }
      #expect(try await list(whole["nextSyncToken"]).json["items"].array?.isEmpty == true)
      try await sandbox.turnGoogle([
        "rename_calendar": ["id": .string(ids[1]), "summary": "Renamed"],
        "remove_calendar": .string(ids[2]),
      ])
      let changed = try await list(whole["nextSyncToken"]).json
      let items = Dictionary(
        (changed["items"].array ?? []).map { ($0["id"].string ?? "", $0) },
        uniquingKeysWith: { $1 }
      )
      #expect(items.count == 2)
      #expect(items[ids[1]]?["summary"] == "Renamed")
      #expect(items[ids[2]]?["deleted"] == true)
      #expect(try await list(changed["nextSyncToken"]).json["items"].array?.isEmpty == true)
      let owned = try await sandbox.askGoogle("GET", "\(path)?minAccessRole=owner").json
      #expect(owned["items"].array?.map { $0["id"].string } == [ids[0]])
      try await sandbox.turnGoogle(["expire_sync_tokens": true])
      let expired = try await list(changed["nextSyncToken"])
      #expect(expired.status == 410 && expired.reason == "fullSyncRequired")
    }
  }

  @Test func aLongListOfAttendeesIsCut() async throws {
    try await withSandbox(events: 0) { sandbox in
      let own: JSON = ["email": .string(sandbox.googleEmail), "responseStatus": "needsAction"]
      let others = (0..<4).map { JSON.object(["email": .string("guest\($0)@x.example")]) }
      let attendees = JSON.array([own] + others)
      let event = try await sandbox.makeGoogle(["attendees": attendees])
      let path = "\(Google.own)/\(event["id"].string ?? "")"
      #expect(event["attendees"].array?.count == 5 && event["attendeesOmitted"] == .null)
      let cut = try await sandbox.askGoogle("GET", "\(path)?maxAttendees=2").json
      #expect(cut["attendeesOmitted"] == true)
      #expect(cut["attendees"].array?.map { $0["self"] } == [true])
      // An answer alone leaves the others; the list without the mark replaces them.
      var answered = own.object ?? [:]
      answered["responseStatus"] = "accepted"
      let mine: JSON = [.object(answered)]
      let answer: JSON = ["attendeesOmitted": true, "attendees": mine]
      let kept = try await sandbox.askGoogle("PATCH", path, answer).json["attendees"].array
      #expect(kept?.count == 5 && kept?.first?["responseStatus"] == "accepted")
      let lost = try await sandbox.askGoogle("PATCH", path, ["attendees": mine]).json
      #expect(lost["attendees"].array?.count == 1)
      // A list that is too long is cut without being asked.
      try await sandbox.turnGoogle([
        "put_events": [["id": "huge1", "attendees": attendees, "attendeesOmitted": true]]
      ])
      let huge = try await sandbox.askGoogle("GET", "\(Google.own)/huge1").json
      #expect(huge["attendeesOmitted"] == true && huge["attendees"].array?.count == 1)
    }
  }
}
