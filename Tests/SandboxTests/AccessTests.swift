import Testing

@testable import Sandbox

@Suite struct AccessTests {
  @Test(arguments: ["/v3/grants", "/v3/grants/nothing/events", "/v3/unknown", "/"])
  func asksForTheBearerFirst(path: String) async throws {
    try await withSandbox(events: 0) { sandbox in
      let answer = try await sandbox.ask("GET", path, key: "wrong")
      #expect(answer.status == 401)
      #expect(answer.json["error"]["type"].string == "unauthorized")
      #expect(answer.json["request_id"].string?.isEmpty == false)
      #expect(try await sandbox.ask("GET", path, control: true).status == 401)
    }
  }

  @Test(arguments: [
    ("GET", "/"), ("GET", "/v3"), ("GET", "/v3/nothing"), ("DELETE", "/v3/grants"),
    ("PATCH", "/v3/grants/x/events/y?calendar_id=primary"), ("GET", "/v3/grants/nobody"),
    ("GET", "/v3/grants/nobody/calendars"),
  ])
  func answersUnknownPathsInTheErrorShape(method: String, path: String) async throws {
    try await withSandbox(events: 0) { sandbox in
      let answer = try await sandbox.ask(method, path)
      #expect(answer.status == 404)
      #expect(answer.json["error"]["type"].string == "not_found_error")
    }
  }

  @Test func listsGrants() async throws {
    try await withSandbox(events: 0) { sandbox in
      let answer = try await sandbox.ask("GET", "/v3/grants")
      #expect(answer.list.map { $0["id"].string } == sandbox.server.grants.map(\.id))
      #expect(answer.json["limit"].int == 10)
      #expect(answer.json["offset"].int == 0)
      for (query, count) in [
        ("limit=2", 2), ("offset=3", 2), ("limit=1&offset=9", 0), ("provider=zoom", 3),
        ("grant_status=invalid", 1), ("grant_status=valid", 4), ("email=nobody%40x.example", 0),
        ("email=\(RunningSandbox.encoded(sandbox.server.grants[0].email))", 1),
      ] {
        #expect(try await sandbox.ask("GET", "/v3/grants?\(query)").list.count == count, "\(query)")
      }
      for query in ["limit=0", "limit=201", "limit=x", "grant_status=old", "colour=red"] {
        #expect(try await sandbox.ask("GET", "/v3/grants?\(query)").status == 400, "\(query)")
      }
    }
  }

  @Test func findsAGrantByAllItsNames() async throws {
    try await withSandbox(events: 0) { sandbox in
      let grant = sandbox.server.grants[0]
      for name in [grant.id, "grant:\(grant.id)", grant.email, "email:\(grant.email)"] {
        let answer = try await sandbox.ask("GET", "/v3/grants/\(RunningSandbox.encoded(name))")
        #expect(answer.data["id"].string == grant.id, "\(name)")
      }
      #expect(try await sandbox.ask("GET", "/v3/grants/me").status == 400)
    }
  }

  @Test func listsCalendars() async throws {
    try await withSandbox(events: 0) { sandbox in
      let google = try await sandbox.ask("GET", "/v3/grants/\(sandbox.google)/calendars").list
      #expect(google.count == 6)
      #expect(google.count { $0["is_primary"].bool == true } == 1)
      #expect(google.count { $0["read_only"].bool == true } == 1)
      #expect(Set(google.compactMap { $0["hex_color"].string }).count == 6)
      let microsoft = try await sandbox.ask("GET", "/v3/grants/\(sandbox.microsoft)/calendars").list
      #expect(microsoft.count == 3)
      #expect(microsoft.count { $0["read_only"].bool == true } == 1)

      let path = "/v3/grants/\(sandbox.google)/calendars"
      let first = try await sandbox.ask("GET", "\(path)?limit=4")
      let token = try #require(first.json["next_cursor"].string)
      let rest = try await sandbox.ask("GET", "\(path)?limit=4&page_token=\(token)")
      #expect(first.list + rest.list == google)
      #expect(rest.json["next_cursor"] == .null)
      #expect(try await sandbox.ask("GET", "\(path)?page_token=x").status == 400)

      let holidays = RunningSandbox.encoded("en.german#holiday@group.v.calendar.google.com")
      let one = try await sandbox.ask("GET", "\(path)/\(holidays)?select=id,name")
      #expect(one.data.object?.keys.sorted() == ["id", "name"])
      #expect(try await sandbox.ask("GET", "\(path)/primary").data["is_primary"].bool == true)
      #expect(try await sandbox.ask("GET", "\(path)/nothing").status == 404)
    }
  }

  @Test func zoomGrantsHaveNoCalendars() async throws {
    try await withSandbox(events: 0) { sandbox in
      let zoom = try await sandbox.ask("GET", "/v3/grants/\(sandbox.zoom)/calendars")
      #expect(zoom.status == 400)
      let expired = try await sandbox.ask("GET", "/v3/grants/\(sandbox.zoomExpired)/calendars")
      #expect(expired.status == 401)
    }
  }
}
