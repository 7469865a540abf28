import ConferencingCore
import CalendarCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Teams meetings for events of other calendars, over real HTTP against the sandbox.
@Suite struct TeamsConferencingTests {
  @Test func makesOneMeetingHoweverOftenItIsAsked() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let teams = try world.teams()
      try await world.fault(#"{"kind": "lost-answer", "method": "POST"}"#)
      let request = request(world)
      await #expect {
        _ = try await teams.create(request)
      } throws: { ($0 as? ServiceError)?.mayHaveHappened == true }
      let found = try #require(try await teams.find(request))
      #expect(try await teams.create(request) == found)
      #expect(found.details.provider == .microsoftTeams)
      #expect(try await world.meetings("live") == [found.details.url])
      #expect(found.details.pin?.count == 9)
      #expect(found.details.meetingCode?.count == 12)
      #expect(found.details.accessCode?.count == 6)
      #expect(found.details.phones.count == 1)
      var other = request
      other.key = "k2"
      #expect(try await teams.create(other).id != found.id)
    }
  }

  @Test func changesAndDeletes() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let teams = try world.teams()
      var request = request(world)
      let made = try await teams.create(request)
      request.title = "Renamed"
      request.time = .allDay(first: Day(world.now, in: .gmt), last: Day(world.now, in: .gmt))
      try await teams.update(made.id, to: request)
      let sent = try #require(try await world.exchanges("/onlineMeetings/").last)
      let answer = try #require(sent["response"] as? [String: Any])
      #expect(answer["subject"] as? String == "Renamed")
      let day = Day(world.now, in: .gmt)
      #expect((answer["startDateTime"] as? String)?.hasPrefix("\(day)T00:00:00") == true)
      #expect((answer["endDateTime"] as? String)?.hasPrefix("\(day.advanced(by: 1))T00") == true)
      try await teams.delete(made.id)
      try await teams.delete(made.id)
      #expect(try await world.meetings("live").isEmpty)
      await #expect {
        try await teams.update(made.id, to: request)
      } throws: {
        if case ServiceError.notFound? = $0 as? ServiceError { true } else { false }
      }
    }
  }

  @Test func namesTheScopeThatIsMissing() async throws {
    try await ServiceWorld.run(events: 0) { world in
      try await world.turnGraph(#"{"scopes": ["Calendars.ReadWrite"]}"#)
      await #expect {
        _ = try await world.teams().create(request(world))
      } throws: { error in
        guard case ServiceError.forbidden(let text)? = error as? ServiceError else { return false }
        return text.contains("OnlineMeetings.ReadWrite") && text.contains("\"ms\"")
      }
    }
  }

  private func request(_ world: ServiceWorld) -> MeetingRequest {
    MeetingRequest(
      key: "k1",
      title: "Plan",
      time: .timed(start: world.now + 3600, end: world.now + 7200, zone: "Europe/Berlin")
    )
  }
}
