import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Settings of meetings at Zoom, over real HTTP against the sandbox.
@Suite struct ZoomSettingsTests {
  static let all: [String: ConferencingSettingValue] = [
    "waiting_room": .flag(true), "join_before_host": .flag(true), "mute_upon_entry": .flag(true),
    "auto_recording": .text("cloud"), "password": .text("a-1"),
    "alternative_hosts": .text("ann@acme.example;bo@acme.example"),
    "meeting_authentication": .flag(true),
  ]

  private func address(_ made: MadeMeeting) -> MeetingAddress {
    MeetingAddress(provider: .zoomMeeting, host: GrantID("zoom"), id: made.id)
  }

  @Test func eachIsChosenWithTheMeetingAndReadBack() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      let made = try await zoom.create(world.meeting(settings: Self.all))
      let reading = try await zoom.read(address(made))
      var told = Self.all
      told["password"] = nil
      #expect(reading.settings.values == told)
      #expect(reading.details?.accessCode == "a-1")
      #expect(made.settings == reading.settings)
    }
  }

  @Test(arguments: all.keys.sorted())
  func eachIsChangedAlone(_ name: String) async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      let made = try await zoom.create(world.meeting())
      let value = try #require(Self.all[name])
      try await zoom.configure(address(made), to: ConferencingSettings([name: value]))
      let body = try #require(try await world.bodies("PATCH").last)
      if name == ConferencingSetting.passcode {
        #expect(Array(body.keys) == ["password"])
      } else {
        #expect(Array(body.keys) == ["settings"])
        #expect((body["settings"] as? [String: Any]).map { Array($0.keys) } == [name])
      }
      let reading = try await zoom.read(address(made))
      if name == ConferencingSetting.passcode {
        // The passcode is part of the link.
        #expect(reading.details?.accessCode == "a-1" && reading.details?.url != made.details.url)
      } else {
        #expect(reading.settings.values[name] == value)
      }
    }
  }

  /// What the plan or the account does not have is refused at its setting.
  @Test(arguments: [
    ("auto_recording", ConferencingSettingValue.text("cloud"), "Recording: "),
    ("alternative_hosts", .text("cy@elsewhere.example"), "Alternative hosts: "),
  ])
  func whatThePlanLacksIsNamed(
    _ name: String,
    _ value: ConferencingSettingValue,
    _ prefix: String
  ) async throws {
    try await ServiceWorld.run(events: 0) { world in
      try await world.turnZoom(#"{"plan": "basic", "licensed": ["ann@acme.example"]}"#)
      let zoom = try world.zoom()
      let settings = ConferencingSettings([name: value])
      let made = try await zoom.create(world.meeting())
      for attempt in [
        { try await zoom.configure(address(made), to: settings) },
        { _ = try await zoom.create(world.meeting(key: "other", settings: settings.values)) },
      ] {
        do {
          try await attempt()
          Issue.record("It was not refused.")
        } catch let error as ServiceError {
          guard case .rejected(let text) = error else {
            Issue.record("\(error)")
            continue
          }
          #expect(text.hasPrefix(prefix), "\(text)")
        }
      }
    }
  }

  /// An administrator has fixed it: Zoom answers well, and keeps its own.
  @Test func whatTheAccountHasFixedIsReadBack() async throws {
    try await ServiceWorld.run(events: 0) { world in
      try await world.turnZoom(#"{"locked": {"waiting_room": true}}"#)
      let zoom = try world.zoom()
      let made = try await zoom.create(world.meeting())
      try await zoom.configure(
        address(made),
        to: ConferencingSettings(["waiting_room": .flag(false)])
      )
      #expect(try await zoom.read(address(made)).settings.values["waiting_room"] == .flag(true))
    }
  }

  @Test func aMeetingThatIsGoneAndAScopeThatIsMissing() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      let made = try await zoom.create(world.meeting())
      try await world.turnZoom(
        #"{"scopes": ["meeting:write:meeting", "meeting:update:meeting", "meeting:delete:meeting"]}"#
      )
      do {
        _ = try await zoom.read(address(made))
        Issue.record("It may not be read.")
      } catch let error as ServiceError {
        guard case .forbidden(let text) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(text.contains("meeting:read:meeting"))
      }
      try await zoom.delete(made.id)
      do {
        try await zoom.configure(
          address(made),
          to: ConferencingSettings(["waiting_room": .flag(true)])
        )
        Issue.record("It is gone.")
      } catch let error as ServiceError {
        guard case .notFound = error else {
          Issue.record("\(error)")
          return
        }
      }
    }
  }
}

extension ServiceWorld {
  /// Turns a switch of the sandbox's Zoom.
  func turnZoom(_ json: String) async throws {
    let answer = try await control(.post, "zoom", body: Data(json.utf8))
    try #require(answer.status == 200)
  }
}
