import Testing

@testable import Sandbox

/// Graph as it is read: who, which calendars, which events, which changes.
@Suite struct GraphReadingTests {
  @Test func letsInWhoIsSignedIn() async throws {
    try await withSandbox { sandbox in
      let me = try await sandbox.graph("GET", "/me").json
      #expect(me["userPrincipalName"] == "mara@lindqvist.example")
      let stranger = try await sandbox.graph("GET", "/me", token: "x")
      #expect(stranger.status == 401)
      #expect(stranger.code == "InvalidAuthenticationToken")
      let google = sandbox.server.signIns[0].accessToken
      #expect(try await sandbox.graph("GET", "/me", token: google).status == 401)
      _ = try await sandbox.ask(
        "POST",
        "/_sandbox/graph",
        ["scopes": ["Calendars.Read"]],
        control: true
      )
      #expect(try await sandbox.graph("GET", "/me").code == "ErrorAccessDenied")
      let calendar = try await sandbox.graphCalendar()
      let body = JSON.object(sandbox.graphBody)
      #expect(try await sandbox.graph("POST", calendar + "/events", body).status == 403)
    }
  }

  @Test func failsOnDemandInItsOwnShape() async throws {
    try await withSandbox { sandbox in
      try await sandbox.fault([
        "kind": "status", "status": 429, "retry_after": 7, "match": "/v1.0/",
      ])
      let refused = try await sandbox.graph("GET", "/me")
      #expect(refused.status == 429)
      #expect(refused.headers["retry-after"] == "7")
      #expect(refused.code == "ApplicationThrottled")
      #expect(refused.json["error"]["innerError"]["request-id"].string != nil)
    }
  }

  @Test func idsAreOfTwoKinds() async throws {
    try await withSandbox { sandbox in
      let event = try await sandbox.graphEvent()
      let path = sandbox.path(event)
      #expect(try await sandbox.graph("GET", path).status == 200)
      let mixed = try await sandbox.graph("GET", path, prefer: "")
      #expect(mixed.status == 404)
      #expect(mixed.code == "ErrorItemNotFound")
    }
  }

  @Test func timesComeInTheZoneThatIsPreferred() async throws {
    try await withSandbox { sandbox in
      let event = try await sandbox.graphEvent()
      #expect(
        event["start"] == ["dateTime": "2026-12-02T09:00:00.0000000", "timeZone": "UTC"]
      )
      #expect(event["originalStartTimeZone"] == "W. Europe Standard Time")
      #expect(event["originalEndTimeZone"] == "W. Europe Standard Time")
      let path = sandbox.path(event)
      let tokyo = try await sandbox.graph(
        "GET",
        path,
        prefer: "IdType=\"ImmutableId\", outlook.timezone=\"Tokyo Standard Time\""
      )
      #expect(
        tokyo.json["start"]
          == ["dateTime": "2026-12-02T18:00:00.0000000", "timeZone": "Tokyo Standard Time"]
      )
      let odd = try await sandbox.graph("GET", path, prefer: "outlook.timezone=\"Mars\"")
      #expect(odd.status == 400)
    }
  }

  @Test func givesChangesPageByPage() async throws {
    try await withSandbox { sandbox in
      let first = try await sandbox.graphRound(try await sandbox.graphDelta())
      #expect(first.sizes.first == 0)
      #expect(first.sizes.count > 2)
      let types = first.items.map { $0["type"].string ?? "" }
      #expect(types.count { $0 == "seriesMaster" } == 1)
      #expect(types.contains("exception"))
      let bare = first.items.filter { $0["type"] == "occurrence" }
      #expect(!bare.isEmpty)
      #expect(bare.allSatisfy { $0["subject"] == .null && $0["seriesMasterId"] != .null })
      #expect(first.delta.hasPrefix(sandbox.server.url + "/v1.0/me/calendars/"))
      #expect(try await sandbox.graphRound(first.delta).items.isEmpty)

      let made = try await sandbox.graphEvent(["subject": "New"])
      let away = try await sandbox.graphEvent(["subject": "Away"])
      let moved = try await sandbox.graph(
        "PATCH",
        sandbox.path(away),
        [
          "start": ["dateTime": "2028-01-01T10:00:00", "timeZone": "UTC"],
          "end": ["dateTime": "2028-01-01T11:00:00", "timeZone": "UTC"],
        ]
      )
      #expect(moved.status == 200)
      let gone = try #require(first.items.first { $0["subject"] == "Dentist" })
      #expect(try await sandbox.graph("DELETE", sandbox.path(gone)).status == 204)
      let second = try await sandbox.graphRound(first.delta)
      #expect(
        second.items.filter { $0["@removed"] == .null }.map { $0["id"] } == [made["id"]]
      )
      let removed = second.items.filter { $0["@removed"] == ["reason": "deleted"] }
      #expect(removed.map { $0["id"] } == [gone["id"], away["id"]])
      #expect(try await sandbox.graphRound(second.delta).items.isEmpty)
    }
  }

  @Test func refusesWhatChangesDoNotTake() async throws {
    try await withSandbox { sandbox in
      let delta = try await sandbox.graphDelta()
      for option in ["$select=subject", "$filter=a", "$orderby=a", "$expand=a", "$search=a"] {
        #expect(try await sandbox.graph("GET", "\(delta)&\(option)").status == 400)
      }
      let bare = try await sandbox.graphCalendar() + "/calendarView/delta"
      #expect(try await sandbox.graph("GET", bare).status == 400)
      let round = try await sandbox.graphRound(delta)
      #expect(try await sandbox.graph("GET", round.delta + "&startDateTime=2026").status == 400)
      _ = try await sandbox.ask(
        "POST",
        "/_sandbox/graph",
        ["expire_sync": true],
        control: true
      )
      let expired = try await sandbox.graph("GET", round.delta)
      #expect(expired.status == 410)
      #expect(expired.code == "SyncStateNotFound")
    }
  }

  @Test func viewsComeInPagesWithAllThatIsKnown() async throws {
    try await withSandbox { sandbox in
      var link =
        try await sandbox.graphCalendar()
        + "/calendarView?startDateTime=2026-11-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z&$top=3"
      var items: [JSON] = []
      while true {
        let answer = try await sandbox.graph("GET", link)
        #expect(answer.status == 200)
        items += answer.value
        guard let next = answer.json["@odata.nextLink"].string else { break }
        #expect(answer.value.count == 3)
        link = next
      }
      #expect(items.allSatisfy { $0["subject"].string != nil })
      #expect(items.allSatisfy { $0["type"] != "seriesMaster" })
      #expect(Set(items.map { $0["id"].string }).count == items.count)
      #expect(items.count > 10)
    }
  }
}
