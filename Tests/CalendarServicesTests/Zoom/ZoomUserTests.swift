import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Whose meetings a Zoom app makes.
@Suite struct ZoomUserTests {
  /// A server-to-server app is nobody: it names whose meetings it makes.
  @Test func anAppOfNobodyNamesItsUser() async throws {
    try await StubServer.run { request in
      request.method == "POST"
        ? .json(#"{"id":1,"join_url":"https://zoom.us/j/1"}"#, status: 201)
        : .json(#"{"meetings":[]}"#)
    } _: { server in
      let zoom = try ZoomConferencing(
        grant: GrantID("zoom"),
        url: server.url,
        user: "ops@acme.example",
        tokens: FixedTokens(first: AccessToken(value: "token")),
        transport: StubServer.transport()
      )
      let start = Date(timeIntervalSince1970: 1_796_112_000)
      let request = MeetingRequest(
        key: "k",
        title: "Plan",
        time: .timed(start: start, end: start + 3600, zone: nil)
      )
      _ = try await zoom.find(request)
      _ = try await zoom.create(request)
      #expect(
        server.requests.all.allSatisfy {
          $0.target.hasPrefix("/v2/users/ops%40acme.example/meetings")
        }
      )
    }
  }

  /// Zoom refuses `me` to an app of nobody: it is said what to write, and named users work.
  @Test func whatIsMissingIsSaidWhereMeIsRefused() async throws {
    try await SignInWorld.run { world in
      let turned = try await world.controls.exchange(
        ServiceRequest(
          method: .post,
          path: ["_sandbox", "zoom"],
          body: Data(#"{"refuse_me": true}"#.utf8)
        ),
        to: try ServiceURL(world.server.url),
        authorization: .none
      )
      try #require(turned.status == 200)
      var app = try world.app(.zoom, "server")
      let address = try #require(world.server.signIns.first { $0.provider == "zoom" }).email
      #expect(try await world.signIn(app).email.isEmpty)
      app.zoomUser = address
      let credential = try await world.signIn(app)
      #expect(credential.email == address)
      let start = world.time.clock.now() + 3600
      let request = MeetingRequest(
        key: "k",
        title: "Plan",
        time: .timed(start: start, end: start + 3600, zone: nil)
      )
      for user in ["me", address] {
        let tokens = FixedTokens(first: credential.token)
        let zoom = try ZoomConferencing(
          grant: GrantID("zoom"),
          url: world.server.url,
          user: user,
          tokens: tokens,
          transport: world.transport
        )
        let probe = try ServiceProbe(
          world.server.url,
          ["v2", "users", user],
          transport: world.transport,
          clock: world.time.clock
        )
        let finding = try await probe.look(with: tokens)
        #expect((finding.refusal == nil) == (user == address))
        guard user == "me" else {
          #expect(try await zoom.create(request).details.url.contains("/j/"))
          continue
        }
        let error = await failure { _ = try await zoom.create(request) }
        guard case .rejected(let text) = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(text.contains("User does not exist: me.") && text.contains("user = "))
      }
    }
  }
}
