import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// One request that only reads: who answers, when, and whether a grant is let in.
@Suite struct ServiceProbeTests {
  /// Tokens that are what they are, and the one that comes after the first is refused.
  private struct Tokens: AccessTokens {
    var first: String
    var second: String
    func token() async throws(ServiceError) -> AccessToken { AccessToken(value: first) }
    func token(insteadOf refused: AccessToken) async throws(ServiceError) -> AccessToken {
      AccessToken(value: second)
    }
  }

  private func probe(
    _ world: ServiceWorld,
    clockAhead: Double = 0
  ) throws -> ServiceProbe {
    let now = world.now
    return try ServiceProbe(
      world.server.url,
      ["v2", "users", "me"],
      transport: world.transport,
      clock: ServiceClock(now: { now + clockAhead })
    )
  }

  private func token(_ world: ServiceWorld) throws -> String {
    try #require(world.server.signIns.first { $0.provider == "zoom" }).accessToken
  }

  @Test("A grant is let in, also with its second token, and the clock is compared")
  func letIn() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let token = try token(world)
      for tokens in [Tokens(first: token, second: ""), Tokens(first: "old", second: token)] {
        let finding = try await probe(world).look(with: tokens)
        #expect(finding.refusal == nil)
        #expect(abs(try #require(finding.clockAhead)) < 600)
      }
      let ahead = try await probe(world, clockAhead: 3_600).look(with: nil).clockAhead
      #expect(abs(try #require(ahead) - 3_600) < 600)
    }
  }

  @Test("One that is not let in is told from a service that does not answer")
  func notLetIn() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let finding = try await probe(world).look(with: Tokens(first: "a", second: "b"))
      guard case .unauthorized(let text) = finding.refusal else {
        Issue.record("\(finding)")
        return
      }
      #expect(!text.contains("\"b\""))
      #expect(try await probe(world).look(with: nil).refusal == nil)
      let silent = try probe(world)
      await world.server.stop()
      await #expect(throws: ServiceError.self) { try await silent.look(with: nil) }
    }
  }

  @Test("At Nylas the key lets in")
  func nylas() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let now = world.now
      let probe = try ServiceProbe(
        world.server.url,
        ["v3", "grants"],
        query: [("limit", "1")],
        transport: world.transport,
        clock: ServiceClock(now: { now })
      )
      #expect(try await probe.look(with: world.server.apiKey).refusal == nil)
      #expect(try await probe.look(with: "wrong").refusal != nil)
    }
  }

  @Test("A Zoom grant at Nylas, which has no calendars, is refused by id and by address")
  func nylasWithoutCalendars() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let key = world.server.apiKey
      func refusal(_ grant: GrantID) async throws -> ServiceError? {
        let context = ServiceContext(
          account: AccountID("n"),
          settings: AccountSettings(["url": world.server.url, "grant": grant.rawValue]),
          tokens: nil,
          secret: { _ in key },
          transport: world.transport
        )
        return try await NylasDescriptor.value.probe(context).refusal
      }
      let grants = try await NylasService(
        NylasConfiguration(
          url: world.server.url,
          grant: GrantID("x"),
          apiKey: { key },
          account: AccountID("n")
        ),
        transport: world.transport
      ).grants()
      let zoom = try #require(grants.first { $0.provider == .zoom })
      for name in [zoom.id, GrantID(zoom.email)] {
        let message = try await refusal(name)?.message
        #expect(message?.contains("is one of Zoom, which has no calendars") == true)
      }
      for grant in grants where grant.provider != .zoom {
        #expect(try await refusal(grant.id) == nil)
      }
    }
  }
}
