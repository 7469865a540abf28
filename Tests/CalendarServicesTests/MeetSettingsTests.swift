import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Settings of Google Meet meetings, over real HTTP against the sandbox.
@Suite struct MeetSettingsTests {
  private static let scope = "https://www.googleapis.com/auth/meetings.space.settings"

  private func allow(_ world: ServiceWorld) async throws {
    let scopes = world.server.signIns[0].scopes + [Self.scope]
    let body = try JSONSerialization.data(withJSONObject: ["scopes": scopes])
    let answer = try await world.control(.post, "google", body: body)
    try #require(answer.status == 200)
  }

  private func address(_ made: MadeMeeting) throws -> MeetingAddress {
    var event = Event(
      id: EventID("e"),
      account: AccountID("work"),
      calendar: CalendarID("c"),
      title: "",
      time: .allDay(first: Day(daysSinceEpoch: 0), last: Day(daysSinceEpoch: 0)),
      conferencing: .details(made.details)
    )
    event.meeting = HostedMeeting(
      provider: .googleMeet,
      host: GrantID("google-own"),
      id: made.id
    )
    return try #require(MeetingAddress(of: event, own: nil))
  }

  private func made(_ world: ServiceWorld) async throws -> MadeMeeting {
    try await world.meet().create(
      MeetingRequest(
        key: "k",
        title: "Plan",
        time: .timed(start: world.now, end: world.now + 3600, zone: nil)
      )
    )
  }

  @Test(arguments: [
    ("accessType", ConferencingSettingValue.text("OPEN"), "OPEN"),
    ("moderation", .flag(true), "ON"),
  ])
  func eachIsChangedAloneAndReadBack(
    _ name: String,
    _ value: ConferencingSettingValue,
    _ word: String
  ) async throws {
    try await ServiceWorld.google { world in
      try await allow(world)
      let meet = try world.meet()
      let meeting = try address(try await made(world))
      let before = try await meet.read(meeting).settings.values
      #expect(before == ["accessType": .text("TRUSTED"), "moderation": .flag(false)])
      try await meet.configure(meeting, to: ConferencingSettings([name: value]))
      let sent = try #require(
        try await world.exchanges("/v2/spaces/").last { $0["method"] as? String == "PATCH" }
      )
      #expect(sent["query"] as? String == "updateMask=config.\(name)")
      let body = try #require(sent["request"] as? [String: [String: String]])
      #expect(body == ["config": [name: word]])
      // It is changed by its own name, and read by its code.
      #expect((sent["path"] as? String)?.hasSuffix(meeting.id) == false)
      let after = try await meet.read(meeting).settings.values
      #expect(after == before.merging([name: value]) { $1 })
    }
  }

  @Test func theScopeThatIsMissingIsNamed() async throws {
    try await ServiceWorld.google { world in
      let meeting = try address(try await made(world))
      do {
        _ = try await world.meet().read(meeting)
        Issue.record("It may not be read.")
      } catch let error as ServiceError {
        guard case .forbidden(let text) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(text.contains("meetings.space.settings"))
      }
    }
  }

  /// Google does not say whether a meeting is gone or somebody else's.
  @Test func aMeetingOfOthersIsRefused() async throws {
    try await ServiceWorld.google { world in
      try await allow(world)
      let meeting = MeetingAddress(
        provider: .googleMeet,
        host: GrantID("google-own"),
        id: "abc-mnop-xyz"
      )
      do {
        try await world.meet().configure(
          meeting,
          to: ConferencingSettings(["accessType": .text("OPEN")])
        )
        Issue.record("It is not there.")
      } catch let error as ServiceError {
        guard case .forbidden(let text) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(text.hasPrefix("Joins at once: "))
      }
    }
  }
}
