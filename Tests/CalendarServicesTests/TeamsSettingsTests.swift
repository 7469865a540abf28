import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Settings of Teams meetings, over real HTTP against the sandbox.
@Suite struct TeamsSettingsTests {
  static let all: [String: ConferencingSettingValue] = [
    "lobbyBypassSettings": .text("organizationExcludingGuests"),
    "allowedPresenters": .text("organization"), "recordAutomatically": .flag(true),
    "allowMeetingChat": .text("disabled"),
  ]

  private func address(_ id: String) -> MeetingAddress {
    MeetingAddress(provider: .microsoftTeams, host: GrantID("ms"), id: id)
  }

  private func made(_ world: ServiceWorld) async throws -> MadeMeeting {
    let start = Date(timeIntervalSince1970: world.now.timeIntervalSince1970.rounded())
    return try await world.teams().create(
      MeetingRequest(
        key: "k",
        title: "Plan",
        time: .timed(start: start, end: start + 3600, zone: nil)
      )
    )
  }

  @Test(arguments: all.keys.sorted())
  func eachIsChangedAloneAndReadBack(_ name: String) async throws {
    try await ServiceWorld.run(events: 0) { world in
      let teams = try world.teams()
      let meeting = address(try await made(world).id)
      let before = try await teams.read(meeting).settings.values
      let value = try #require(Self.all[name])
      try await teams.configure(meeting, to: ConferencingSettings([name: value]))
      let sent = try #require(try await world.exchanges("/onlineMeetings/").last)
      #expect((sent["request"] as? [String: Any]).map { Array($0.keys) } == [name])
      let after = try await teams.read(meeting).settings.values
      #expect(after == before.merging([name: value]) { $1 })
    }
  }

  /// The meeting of an event of the calendar is found by its link, which is encoded in itself.
  @Test func theMeetingOfAnEventIsFoundByItsLink() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let event = try await service.create(
        world.draft(calendar),
        conferencing: .autocreate(Autocreate(provider: .microsoftTeams)),
        id: EventID("own"),
        notify: false
      )
      await world.server.advanceClock(by: .seconds(61))
      let ready = try await service.event(try #require(event.remoteID), in: calendar.id)
      guard case .details(let details) = ready.conferencing else {
        Issue.record("no link")
        return
      }
      let teams = try world.teams()
      let values = ConferencingSettings(Self.all)
      try await teams.configure(address(details.url), to: values)
      #expect(try await teams.read(address(details.url)).settings == values)
      do {
        _ = try await teams.read(address("https://teams.microsoft.com/meet/1?p=x"))
        Issue.record("nobody's link")
      } catch let error as ServiceError {
        guard case .notFound = error else {
          Issue.record("\(error)")
          return
        }
      }
    }
  }

  @Test func whatThePolicyForbidsIsNamed() async throws {
    try await ServiceWorld.run(events: 0) { world in
      try await world.turnGraph(#"{"refuse_settings": ["recordAutomatically"]}"#)
      let meeting = address(try await made(world).id)
      do {
        try await world.teams().configure(meeting, to: ConferencingSettings(Self.all))
        Issue.record("It was not refused.")
      } catch let error as ServiceError {
        guard case .forbidden(let text) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(text.hasPrefix("Recording: "), "\(text)")
      }
    }
  }
}
