import Testing

@testable import Sandbox

/// What is not there is refused in the shape of the service that one speaks to.
@Suite struct UnknownPathTests {
  @Test func googleSaysNotFoundWithoutCredentials() async throws {
    try await withSandbox(events: 0) { sandbox in
      for (method, path) in [
        ("GET", "/colors"), ("GET", "/calendars/primary/events/a/b"),
        ("PATCH", "/users/me/calendarList"),
      ] {
        for token in [nil, "wrong"] {
          let answer = try await sandbox.askGoogle(method, path, token: token)
          #expect(answer.status == 404 && answer.reason == "notFound", "\(method) \(path)")
          #expect(answer.json["error"]["code"] == 404)
        }
      }
    }
  }

  @Test func graphAndZoomTellPathsFromMethods() async throws {
    try await withSandbox(events: 0) { sandbox in
      let unknown = try await sandbox.graph("GET", "/me/mailFolders")
      #expect(unknown.status == 404 && unknown.code == "ResourceNotFound")
      #expect(unknown.json["error"]["innerError"]["request-id"].string != nil)
      #expect(try await sandbox.graph("PUT", "/me/calendars").status == 405)
      for (method, path, status) in [
        ("GET", "/v2/users/me/recordings", 404), ("PUT", "/v2/users/me/meetings", 405),
      ] {
        let answer = try await sandbox.ask(method, path)
        #expect(answer.status == status)
        #expect(answer.json["code"].int == (status == 404 ? 2300 : 405))
        #expect(answer.json["message"].string?.isEmpty == false)
      }
      let token = try await sandbox.ask("GET", "/common/oauth2/v2.0/token")
      #expect(token.status == 405 && token.json["error"] == "invalid_request")
    }
  }

  @Test func graphNamesWhereToSignIn() async throws {
    try await withSandbox(events: 0) { sandbox in
      let answer = try await sandbox.graph("GET", "/me", token: "wrong")
      #expect(answer.status == 401)
      #expect(answer.headers["www-authenticate"]?.hasPrefix("Bearer ") == true)
      #expect(try await sandbox.graph("GET", "/me").headers["www-authenticate"] == nil)
    }
  }
}
