import ConferencingCore
import Foundation
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
}
