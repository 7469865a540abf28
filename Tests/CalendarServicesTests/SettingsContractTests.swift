import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Holds what is sent to Zoom and to Google Meet for settings to what they say of their interfaces.
@Suite struct SettingsContractTests {
  @Test func everythingSentToZoomIsWhatItsPagesSay() async throws {
    let document = try DiscoveryDocument(fixture: "zoom-v2-meetings.json")
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      let made = try await zoom.create(world.meeting(settings: ZoomSettingsTests.all))
      let address = MeetingAddress(provider: .zoomMeeting, host: GrantID("zoom"), id: made.id)
      for (name, value) in ZoomSettingsTests.all {
        try await zoom.configure(address, to: ConferencingSettings([name: value]))
      }
      // Every value of every setting.
      for row in SettingRow.all where row.provider == .zoomMeeting {
        for value in row.values {
          try await zoom.configure(address, to: ConferencingSettings([row.name: value]))
        }
      }
      _ = try await zoom.read(address)
      try await zoom.update(made.id, to: world.meeting())
      try await zoom.delete(made.id)
      let exchanges = try await world.exchanges("/v2/users/me/meetings")
      let others = try await world.exchanges("/v2/meetings/")
      let all = (exchanges + others).filter { document.method(of: $0) != nil }
      let complaints = all.flatMap(document.complaints)
      #expect(complaints.isEmpty, "\(Set(complaints).sorted().joined(separator: "\n"))")
      let methods = Set(all.compactMap(document.method)).sorted()
      #expect(methods == ["create", "delete", "get", "update"].map { "zoom.meetings.\($0)" })
    }
  }

  @Test func everythingSentToMeetIsWhatItsDocumentSays() async throws {
    let document = try DiscoveryDocument(fixture: "meet-v2-spaces.json")
    try await ServiceWorld.google { world in
      let scope = "https://www.googleapis.com/auth/meetings.space.settings"
      let body = ["scopes": world.server.signIns[0].scopes + [scope]]
      let answer = try await world.control(
        .post,
        "google",
        body: try JSONSerialization.data(withJSONObject: body)
      )
      try #require(answer.status == 200)
      let meet = try world.meet()
      let made = try await meet.create(world.meeting())
      let code = try #require(LinkRecognition.recognize(made.details.url)?.meetingCode)
      let address = MeetingAddress(provider: .googleMeet, host: GrantID("google-own"), id: code)
      for row in SettingRow.all where row.provider == .googleMeet {
        for value in row.values {
          try await meet.configure(address, to: ConferencingSettings([row.name: value]))
        }
      }
      let both = ConferencingSettings(["accessType": .text("OPEN"), "moderation": .flag(true)])
      try await meet.configure(address, to: both)
      #expect(try await meet.read(address).settings == both)
      let exchanges = try await world.exchanges("/v2/spaces/")
      let complaints = exchanges.flatMap(document.complaints)
      #expect(complaints.isEmpty, "\(Set(complaints).sorted().joined(separator: "\n"))")
      let methods = Set(exchanges.compactMap(document.method)).sorted()
      #expect(methods == ["meet.spaces.get", "meet.spaces.patch"])
    }
  }

  /// The check finds each of these.
  @Test(arguments: [
    (
      "zoom-v2-meetings.json",
      #"{"method":"PATCH","path":"/v2/meetings/1","query":"","request":{"settings":{"waiting_room":"on"}}}"#
    ),
    (
      "zoom-v2-meetings.json",
      #"{"method":"PATCH","path":"/v2/meetings/1","query":"","request":{"settings":{"auto_recording":"disk"}}}"#
    ),
    (
      "zoom-v2-meetings.json",
      #"{"method":"PATCH","path":"/v2/meetings/1","query":"","request":{"settings":{"password":"a"}}}"#
    ),
    (
      "zoom-v2-meetings.json",
      #"{"method":"PATCH","path":"/v2/meetings/1","query":"","request":{"password":"12345678901"}}"#
    ),
    (
      "zoom-v2-meetings.json",
      #"{"method":"POST","path":"/v2/users/me/meetings","query":"","request":{"type":4}}"#
    ),
    (
      "meet-v2-spaces.json",
      #"{"method":"PATCH","path":"/v2/spaces/a","query":"updateMask=config.accessType","request":{"config":{"accessType":"ALL"}}}"#
    ),
    (
      "meet-v2-spaces.json",
      #"{"method":"PATCH","path":"/v2/spaces/a","query":"updateMask=*","request":{"config":{}}}"#
    ),
    (
      "meet-v2-spaces.json",
      #"{"method":"PATCH","path":"/v2/spaces/a","query":"","request":{"config":{"moderation":true}}}"#
    ),
  ])
  func theCheckCanSayNo(_ fixture: String, _ exchange: String) throws {
    let object = try JSONSerialization.jsonObject(with: Data(exchange.utf8)) as? [String: Any]
    let complaints = try DiscoveryDocument(fixture: fixture).complaints(of: try #require(object))
    #expect(complaints.count == 1, "\(complaints)")
  }
}
