import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// What the service refuses, and what happens on the way to it.
@Suite struct NylasRefusalTests {
  @Test func aCalendarThatRefusesAProviderIsRecognised() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service()
      let calendars = try await service.calendars()
      let office = try #require(calendars.first { $0.name == "Berlin office" })
      let error = await failure {
        _ = try await service.create(
          world.draft(office),
          conferencing: .autocreate(Autocreate(provider: .googleMeet)),
          id: EventID("i"),
          notify: false
        )
      }
      guard case .conferencingRefused(.googleMeet, let message)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(message.contains("Invalid conference type value."))
      #expect(message.contains("does not allow Google Meet"))
    }
  }

  @Test func missingScopesAreNamed() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service()
      let calendar = try #require(try await service.calendars().first(where: \.isPrimary))
      let host = GrantID(world.server.grants[3].id)
      let error = await failure {
        _ = try await service.create(
          world.draft(calendar),
          conferencing: .autocreate(Autocreate(provider: .zoomMeeting, hostGrant: host)),
          id: EventID("i"),
          notify: false
        )
      }
      guard case .forbidden(let message)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(message.contains("meeting:update:meeting"))
      #expect(!message.contains(":admin"))
    }
  }

  @Test func aWrongKeyNamesAccountAndRemedyAndIsAskedForAgain() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let keys = Recorder<Int>()
      let right = world.server.apiKey
      let service = try NylasService(
        NylasConfiguration(
          url: world.server.url,
          grant: GrantID(world.server.grants[0].id),
          apiKey: {
            keys.add(1)
            return keys.all.count == 1 ? "nyk_wrong" : "\(right)\n"
          },
          account: AccountID("work")
        ),
        transport: world.transport
      )
      let error = await failure { _ = try await service.calendars() }
      guard case .unauthorized(let message)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(message.contains("\"work\"") && message.contains("api_key"))
      #expect(!message.contains("nyk_wrong"))
      _ = try await service.calendars()
      _ = try await service.grants()
      #expect(keys.all.count == 2)
    }
  }

  @Test(arguments: ["", " \n", "two words", "bad\u{7}key", "schlüssel"])
  func aKeyThatIsNoneIsNotSent(_ key: String) async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service(key: key)
      guard case .unauthorized? = await failure({ _ = try await service.calendars() }) else {
        Issue.record("sent")
        return
      }
      #expect(try await world.requests("GET").isEmpty)
    }
  }

  @Test(
    arguments: [
      (400, "rejected"), (401, "unauthorized"), (403, "forbidden"), (404, "not found"),
      (423, "rejected"), (429, "rate limited"), (500, "unavailable 500"), (504, "unavailable 504"),
    ]
  )
  func statusesMeanSomething(_ status: Int, kind: String) async throws {
    try await ServiceWorld.run(events: 0) { world in
      try await world.fault(#"{"kind":"status","status":\#(status),"next":9}"#)
      let service = try world.service()
      #expect(await failure { _ = try await service.calendars() }?.kind == kind)
    }
  }

  @Test func whatIsTooLongIsNotSent() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.service()
      let calendar = try #require(try await service.calendars().first(where: \.isPrimary))
      var long = world.draft(calendar)
      long.description = String(repeating: "x", count: 8193)
      let draft = long
      let error = await failure {
        _ = try await service.create(draft, conferencing: .keep, id: EventID("i"), notify: false)
      }
      #expect(error?.kind == "rejected")
      #expect(try await world.requests("POST").isEmpty)
      let microsoft = try world.service(1)
      let other = try #require(try await microsoft.calendars().first(where: \.isPrimary))
      long.calendar = other.id
      let made = try await microsoft.create(
        long,
        conferencing: .keep,
        id: EventID("i"),
        notify: false
      )
      #expect(made.description.count == 8193)
    }
  }
}

/// What a body throws; `nil` when it throws nothing.
func failure(_ body: () async throws -> Void) async -> ServiceError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? ServiceError
  }
}
