import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Asking for a Teams meeting is one request, whether or not the calendars were listed before.
@Suite struct TeamsNamesTests {
  private let teams = ConferencingChange.autocreate(Autocreate(provider: .microsoftTeams))

  @Test(arguments: [true, false])
  func aMeetingIsOneRequest(isListed: Bool) async throws {
    try await ServiceWorld.run { world in
      let calendar = try await world.calendar(try world.microsoft())
      let service = try world.microsoft()
      if isListed { _ = try await service.calendars() }
      #expect(try await create(world, service, calendar).methods == ["POST"])
      let dentist = try await world.event("Dentist", service, calendar)
      let (asked, methods) = try await world.counted {
        try await service.update(
          try #require(dentist.remoteID),
          in: calendar.id,
          patch: EventPatch(conferencing: teams),
          current: dentist,
          notify: false
        )
      }
      #expect(methods == ["PATCH"])
      #expect(asked.conferencingState == .pending)
    }
  }

  /// Personal accounts call it by another name.
  @Test func anotherNameIsFoundOutOnce() async throws {
    try await ServiceWorld.run { world in
      let calendar = try await world.calendar(try world.microsoft())
      try await world.turnGraph(#"{"providers": ["teamsForConsumer"]}"#)
      let service = try world.microsoft()
      let (first, methods) = try await create(world, service, calendar)
      #expect(methods == ["POST", "GET", "PATCH"])
      #expect(first.conferencingState == .pending)
      #expect(try await create(world, service, calendar, "second").methods == ["POST"])
      let listed = try world.microsoft()
      _ = try await listed.calendars()
      #expect(try await create(world, listed, calendar, "third").methods == ["POST"])
    }
  }

  /// A calendar that was not listed is asked only once the service made no meeting.
  @Test func aRefusalIsFoundOutOnce() async throws {
    try await ServiceWorld.run { world in
      let home = try await world.calendar(try world.microsoft(), "Home")
      let service = try world.microsoft()
      let (made, sent) = try await create(world, service, home, "made")
      #expect(sent == ["POST", "GET"])
      // The event is there, without Teams, and says so.
      #expect(made.remoteID != nil && made.conferencing == .none)
      #expect(made.conferencingFailure?.contains("created, without Teams") == true)
      let (error, methods) = try await world.counted {
        await #expect(throws: ServiceError.self) {
          _ = try await create(world, service, home, "refused")
        }
      }
      #expect(methods.isEmpty)
      guard case .conferencingRefused(.microsoftTeams, let text)? = error else {
        Issue.record("no refusal: \(String(describing: error))")
        return
      }
      #expect(text.contains("\"Home\""))
    }
  }

  private func create(
    _ world: ServiceWorld,
    _ service: MicrosoftService,
    _ calendar: CalendarInfo,
    _ id: String = "first"
  ) async throws -> (value: Event, methods: [String]) {
    try await world.counted {
      try await service.create(
        world.draft(calendar),
        conferencing: teams,
        id: EventID(id),
        notify: false
      )
    }
  }
}
