import CalendarCore
import ConferencingCore
import Foundation
import NIOCore
import Sandbox
import Testing

@testable import CalendarServices

/// Trouble on the way, made by the sandbox.
@Suite struct HTTPTransportTests {
  @Test(
    arguments: [
      #"{"kind":"status","status":503,"next":2}"#, #"{"kind":"status","status":429,"next":2}"#,
      #"{"kind":"cut","next":2}"#, #"{"kind":"malformed","next":2}"#,
      #"{"kind":"lost-answer","next":2}"#,
    ]
  )
  func readsAreRepeated(_ fault: String) async throws {
    try await ServiceWorld.run(events: 0) { world in
      try await world.fault(fault)
      _ = try await world.service().calendars()
      #expect(try await world.requests("GET").count == 3)
      // Of too many requests the service does not say how long: a second is sure.
      let waits = fault.contains("429") ? [1250, 2500] : [125, 250]
      #expect(world.waits.all == waits.map { .milliseconds($0) })
    }
  }

  @Test(
    arguments: [
      #"{"kind":"status","status":503,"next":9}"#, #"{"kind":"cut","next":9}"#,
      #"{"kind":"lost-answer","next":9}"#, #"{"kind":"malformed","next":9}"#,
    ]
  )
  func changesAreNeverRepeated(_ fault: String) async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service()
      let calendar = try #require(try await service.calendars().first(where: \.isPrimary))
      try await world.fault(fault)
      let error = await failure {
        _ = try await service.create(
          world.draft(calendar),
          conferencing: .keep,
          id: EventID("i"),
          notify: false
        )
      }
      #expect(error?.isTransient == true)
      #expect(error?.mayHaveHappened == true)
      #expect(try await world.requests("POST").count == 1)
      #expect(world.waits.all.isEmpty)
    }
  }

  @Test func readsGiveUp() async throws {
    try await ServiceWorld.run(events: 0) { world in
      try await world.fault(#"{"kind":"status","status":503,"next":9}"#)
      let service = try world.service()
      #expect(await failure { _ = try await service.calendars() }?.kind == "unavailable 503")
      #expect(try await world.requests("GET").count == 3)
    }
  }

  @Test func theServiceSaysHowLongToWait() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service()
      try await world.fault(#"{"kind":"status","status":429,"retry_after":4,"next":1}"#)
      _ = try await service.calendars()
      #expect(world.waits.all == [.seconds(4)])
      try await world.fault(#"{"kind":"status","status":429,"retry_after":60,"next":1}"#)
      let error = await failure { _ = try await service.calendars() }
      #expect(error == .rateLimited(retryAfter: .seconds(60)))
    }
  }

  @Test func aLostCreationIsFound() async throws {
    try await ServiceWorld.run { world in
      let service = try world.service()
      let calendar = try #require(try await service.calendars().first(where: \.isPrimary))
      let draft = world.draft(calendar, title: "Lost")
      try await world.fault(#"{"kind":"lost-answer","next":1,"method":"POST"}"#)
      let error = await failure {
        _ = try await service.create(draft, conferencing: .keep, id: EventID("id-7"), notify: false)
      }
      #expect(error?.kind == "answer lost")
      let found = try await service.find(EventID("id-7"), in: calendar.id, near: world.window(3))
      #expect(found?.title == "Lost")
      let other = try await service.find(EventID("id-8"), in: calendar.id, near: world.window(3))
      #expect(other == nil)
    }
  }

  @Test func aClosedPortIsUnreachable() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service()
      let calendar = try #require(try await service.calendars().first(where: \.isPrimary))
      await world.server.stop()
      #expect(await failure { _ = try await service.calendars() }?.kind == "unreachable")
      let error = await failure {
        _ = try await service.create(
          world.draft(calendar),
          conferencing: .keep,
          id: EventID("i"),
          notify: false
        )
      }
      #expect(error?.kind == "unreachable")
      #expect(error?.mayHaveHappened == false)
    }
  }

  /// A deletion has no body that would tell how far it came.
  @Test func aDeletionOverABrokenConnectionMayHaveHappened() async throws {
    let server = try BreakingServer()
    defer { server.stop() }
    try await ServiceWorld.run(events: 0) { world in
      let service = try NylasService(
        NylasConfiguration(
          url: "http://127.0.0.1:\(server.port)",
          grant: GrantID("g"),
          apiKey: { "k" },
          account: AccountID("work")
        ),
        transport: world.transport
      )
      func delete() async -> ServiceError? {
        await failure {
          try await service.delete(
            RemoteEventID("r"),
            in: CalendarID("c"),
            current: nil,
            notify: false
          )
        }
      }
      #expect(await delete()?.kind == "answer lost")
      server.stop()
      #expect(await delete()?.kind == "unreachable")
    }
  }

  @Test func aSlowAnswerIsLost() async throws {
    let settings = TransportSettings(answerTimeout: .milliseconds(100), attempts: 1)
    try await ServiceWorld.run(events: 0, settings: settings) { world in
      try await world.fault(#"{"kind":"delay","delay_ms":20000,"next":1}"#)
      let service = try world.service()
      #expect(await failure { _ = try await service.calendars() }?.kind == "answer lost")
    }
  }

  /// The first bytes of an answer do not make it one.
  @Test(arguments: [TimeAmount.zero, .milliseconds(10)])
  func anAnswerThatDoesNotEndIsLost(_ drops: TimeAmount) async throws {
    let settings = TransportSettings(answerTimeout: .milliseconds(100), attempts: 1)
    try await StubServer.run { _ in
      var answer = StubServer.Answer.json("{\"data\":[")
      answer.drops = drops
      return answer
    } _: { server in
      let service = try server.nylas(settings: settings)
      let error = await failure { _ = try await service.calendars() }
      #expect(error?.kind == "answer lost")
      #expect(error?.message.contains("did not answer in time") == true)
    }
  }

  @Test func aHugeAnswerIsNotRead() async throws {
    let settings = TransportSettings(bodyLimit: 100, attempts: 1)
    try await ServiceWorld.run(settings: settings) { world in
      let service = try world.service()
      #expect(await failure { _ = try await service.calendars() }?.kind == "malformed")
    }
  }

  @Test func cancellingEndsARequest() async throws {
    try await ServiceWorld.run(events: 0) { world in
      try await world.fault(#"{"kind":"delay","delay_ms":2000,"next":1}"#)
      let service = try world.service()
      let request = Task { await failure { _ = try await service.calendars() } }
      request.cancel()
      #expect(await request.value == .cancelled)
      // Another one is answered after the server has taken the first connection: NIO ends the
      // process when a server is stopped between accepting and handling one.
      _ = await failure { _ = try await service.calendars() }
    }
  }

  @Test func theLogHoldsNoSecret() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service()
      let calendar = try #require(try await service.calendars().first(where: \.isPrimary))
      let details = ConferencingDetails(
        provider: .zoomMeeting,
        url: "https://zoom.us/j/1?pwd=s3cret",
        accessCode: "s3cret"
      )
      var draft = world.draft(calendar, title: "s3cret")
      draft.description = "s3cret"
      _ = try await service.create(
        draft,
        conferencing: .details(details),
        id: EventID("i"),
        notify: false
      )
      _ = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
      let log = world.log.all.joined(separator: "\n")
      #expect(log.contains("POST") && log.contains("/events?calendar_id="))
      for secret in ["s3cret", world.server.apiKey, "Bearer", "pwd"] {
        #expect(!log.contains(secret))
      }
    }
  }
}
