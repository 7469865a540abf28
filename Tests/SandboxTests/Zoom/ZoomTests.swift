import Foundation
import Testing

@testable import Sandbox

/// The sandbox's Zoom is as strict as Zoom's documents.
@Suite struct ZoomTests {
  private static let good: [String: JSON] = [
    "topic": "Plan", "type": 2, "start_time": "2026-12-01T09:30:00Z", "duration": 30,
    "timezone": "Europe/Berlin",
  ]
  @Test func namesUsersByIDAndAddress() async throws {
    try await withSandbox(events: 0) { sandbox in
      let own = try await sandbox.zoom("GET", "/users/me").json
      for user in [own["id"].string, own["email"].string] {
        let path = "/users/" + RunningSandbox.encoded(user ?? "")
        #expect(try await sandbox.zoom("GET", path).json["id"] == own["id"])
        #expect(try await sandbox.zoom("GET", path + "/meetings?type=upcoming").status == 200)
      }
      let other = try await sandbox.zoom("GET", "/users/nobody")
      #expect(other.status == 404 && other.json["code"] == 1001)
      // An app of the user may say "me" nevertheless.
      _ = try await sandbox.ask("POST", "/_sandbox/zoom", ["refuse_me": true], control: true)
      #expect(try await sandbox.zoom("GET", "/users/me").status == 200)
    }
  }

  /// Every answer says how many requests the second still takes.
  @Test func countsRequests() async throws {
    try await withSandbox(events: 0) { sandbox in
      for (path, category, limit) in [
        ("/users/me", "Light", 30), ("/users/me/meetings", "Medium", 20),
      ] {
        let headers = try await sandbox.zoom("GET", path).headers
        #expect(headers["x-ratelimit-category"] == category)
        #expect(headers["x-ratelimit-type"] == "QPS")
        #expect(headers["x-ratelimit-limit"] == "\(limit)")
        let remaining = try #require(headers["x-ratelimit-remaining"].flatMap { Int($0) })
        #expect((0..<limit).contains(remaining))
      }
    }
  }

  private static let weekly: JSON = ["type": 2, "weekly_days": "3", "end_times": 3]

  @Test(
    arguments: [
      (["topic": .string(String(repeating: "x", count: 201))], "topic"),
      (["agenda": .string(String(repeating: "x", count: 2001))], "agenda"),
      (["password": "12345678901"], "password"), (["password": "a b"], "password"),
      (["type": 4], "type"), (["type": "2"], "type"), (["type": 8], "recurrence"),
      (["recurrence": weekly], "recurrence"), (["start_time": "2026-12-01"], "start_time"),
      (["start_time": "2026-12-01T09:30:00+01:00"], "start_time"),
      (["start_time": "2026-13-01T09:30:00Z"], "start_time"), (["duration": 0], "duration"),
      (["timezone": "Mars/One"], "timezone"), (["colour": "red"], "colour"),
      (["settings": ["waiting_room": "yes"]], "settings.waiting_room"),
      (["settings": ["jbh_time": 7]], "settings.jbh_time"),
      (["settings": ["audio": "radio"]], "settings.audio"),
      (["settings": ["password": "x"]], "settings.password"),
      (["type": 8, "recurrence": [:]], "recurrence.type"),
      (["type": 8, "recurrence": ["type": 4]], "recurrence.type"),
      (["type": 8, "recurrence": ["type": 1, "weekly_days": "1"]], "recurrence.weekly_days"),
      (["type": 8, "recurrence": ["type": 2, "weekly_days": "8"]], "recurrence.weekly_days"),
      (["type": 8, "recurrence": ["type": 3]], "recurrence.monthly_day"),
      (
        [
          "type": 8,
          "recurrence": ["type": 1, "end_times": 2, "end_date_time": "2026-12-05T09:30:00Z"],
        ],
        "recurrence.end_times"
      ),
      (["type": 8, "recurrence": ["type": 1, "end_times": 61]], "recurrence.end_times"),
    ] as [([String: JSON], String)]
  )
  func refuses(_ change: [String: JSON], _ field: String) async throws {
    try await withSandbox(events: 0) { sandbox in
      let body = JSON.object(Self.good.merging(change) { $1 })
      let answer = try await sandbox.zoom("POST", "/users/me/meetings", body)
      #expect(answer.status == 400 && answer.json["code"].int == 300)
      #expect(answer.json["errors"].array?.first?["field"].string == field)
      #expect(try await sandbox.meetings("live").isEmpty)
    }
  }

  @Test func livesAsItsDocumentsSay() async throws {
    try await withSandbox(events: 0) { sandbox in
      let made = try await sandbox.zoom("POST", "/users/me/meetings", .object(Self.good))
      #expect(made.status == 201)
      let id = String(try #require(made.json["id"].int))
      #expect(made.json["start_url"].string?.contains("zak=zak-") == true)
      #expect(try await sandbox.meetings("live").map { $0["id"].string } == [id])
      let path = "/meetings/\(id)"
      let moved = try await sandbox.zoom(
        "PATCH",
        path,
        ["topic": "Later", "start_time": "2026-12-02T09:30:00Z"]
      )
      #expect(moved.status == 204 && moved.bytes.isEmpty)
      // A start that is past is ignored.
      _ = try await sandbox.zoom("PATCH", path, ["start_time": "2020-01-01T00:00:00Z"])
      let stored = try await sandbox.zoom("GET", path).json
      #expect(stored["start_time"].string == "2026-12-02T09:30:00Z")
      #expect(stored["topic"].string == "Later")
      let invitation = try await sandbox.zoom("GET", "\(path)/invitation").json["invitation"].string
      #expect(invitation?.contains(stored["join_url"].string ?? "?") == true)
      let gone = try await sandbox.zoom("DELETE", path)
      #expect(gone.status == 204 && gone.bytes.isEmpty)
      let again = try await sandbox.zoom("DELETE", path)
      #expect(again.status == 404 && again.json["code"].int == 3001)
      #expect(try await sandbox.meetings("deleted").count == 1)
    }
  }

  @Test func aSeriesHasItsOccurrences() async throws {
    try await withSandbox(events: 0) { sandbox in
      var body = Self.good
      body["type"] = 8
      body["recurrence"] = Self.weekly
      let made = try await sandbox.zoom("POST", "/users/me/meetings", .object(body)).json
      #expect(
        made["occurrences"].array?.map { $0["start_time"].string } == [
          "2026-12-01T09:30:00Z", "2026-12-08T09:30:00Z", "2026-12-15T09:30:00Z",
        ]
      )
      let path = "/meetings/\(made["id"].int ?? 0)"
      let alone = try await sandbox.zoom("PATCH", path, ["start_time": "2026-12-02T09:30:00Z"])
      #expect(alone.json["errors"].array?.first?["field"].string == "recurrence")
      let whole = try await sandbox.zoom(
        "PATCH",
        path,
        ["start_time": "2026-12-02T09:30:00Z", "recurrence": ["type": 1, "end_times": 2]]
      )
      #expect(whole.status == 204)
      // A series whose end is not said has one meeting; an open one has no time at all.
      body["recurrence"] = ["type": 1]
      let one = try await sandbox.zoom("POST", "/users/me/meetings", .object(body)).json
      #expect(one["occurrences"].array?.count == 1)
      let open: JSON = ["topic": "Open", "type": 3]
      let made3 = try await sandbox.zoom("POST", "/users/me/meetings", open).json
      #expect(made3["start_time"] == .null && made3["type"].int == 3)
    }
  }

  @Test func listsPageByPageWithoutSecrets() async throws {
    try await withSandbox(events: 0) { sandbox in
      for _ in 0..<5 {
        _ = try await sandbox.zoom("POST", "/users/me/meetings", .object(Self.good))
      }
      var (ids, token) = ([Int](), "")
      repeat {
        let next = token.isEmpty ? "" : "&next_page_token=\(token)"
        let page = try await sandbox.zoom(
          "GET",
          "/users/me/meetings?type=upcoming&page_size=2\(next)"
        )
        let meetings = page.json["meetings"].array ?? []
        #expect(meetings.allSatisfy { $0["start_url"] == .null && $0["password"] == .null })
        ids += meetings.compactMap { $0["id"].int }
        token = page.json["next_page_token"].string ?? ""
      } while !token.isEmpty
      #expect(ids.count == 5 && Set(ids).count == 5)
      await sandbox.server.advanceClock(by: .seconds(86_400 * 30))
      #expect(try await sandbox.zoom("GET", "/users/me/meetings?type=upcoming").status == 401)
    }
  }

  @Test func scopesAndTokensAreLookedAt() async throws {
    try await withSandbox(events: 0) { sandbox in
      let stranger = try await sandbox.ask("GET", "/v2/users/me", key: "nothing")
      #expect(stranger.status == 401 && stranger.json["code"].int == 124)
      let key = try await sandbox.zoomKey(["meeting:write:meeting", "meeting:update:meeting"])
      let answer = try await sandbox.ask("DELETE", "/v2/meetings/1", key: key)
      #expect(answer.status == 400 && answer.json["code"].int == 4711)
      #expect(
        answer.json["message"].string
          == "Invalid access token, does not contain scopes:"
          + "[meeting:delete:meeting, meeting:delete:meeting:admin]."
      )
    }
  }

  @Test func aDayHasALimit() async throws {
    try await withSandbox(events: 0) { sandbox in
      for _ in 0..<100 {
        let made = try await sandbox.zoom("POST", "/users/me/meetings", .object(Self.good))
        #expect(made.status == 201)
      }
      let over = try await sandbox.zoom("POST", "/users/me/meetings", .object(Self.good))
      #expect(over.status == 429 && over.json["code"].int == 429)
      #expect(over.headers["x-ratelimit-type"] == "Daily-limit")
      #expect(over.headers["retry-after"] == "2026-11-26T00:00:00Z")
      #expect(try await sandbox.zoom("GET", "/users/me").status == 200)
    }
  }
}

extension RunningSandbox {
  /// Asks Zoom with the token of the sandbox's sign-in.
  func zoom(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> Answer {
    try await ask(method, "/v2\(path)", body, key: server.signIns[2].accessToken)
  }

  /// A token of a sign-in at Zoom that allows only this.
  func zoomKey(_ scopes: [String]) async throws -> String {
    let consent: JSON = ["provider": "zoom", "scopes": .array(scopes.map(JSON.string))]
    _ = try await ask("POST", "/_sandbox/consent", consent, control: true)
    let redirect = "http://127.0.0.1:4000/callback"
    let answer = try await page(
      "/oauth/authorize",
      [
        "client_id": "sandboxZoomPublic", "response_type": "code", "redirect_uri": redirect,
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
      ]
    )
    let lead = URLComponents(string: answer.headers["location"] ?? "")
    let tokens = try await form(
      "/oauth/token",
      [
        "client_id": "sandboxZoomPublic", "grant_type": "authorization_code",
        "redirect_uri": redirect, "code": lead?.queryItems?.first?.value ?? "",
        "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
      ]
    )
    return tokens.json["access_token"].string ?? ""
  }
}
