import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Holds every request that the client sends to the published schema.
@Suite struct ContractTests {
  @Test func everyRequestIsWhatTheSpecificationSays() async throws {
    try await ServiceWorld.run { world in
      for account in [0, 1] { try await exercise(world, try world.service(account)) }
      let body = try await world.control(.get, "exchanges").body
      let exchanges = try #require(try JSONSerialization.jsonObject(with: body) as? [[String: Any]])
      let requests = exchanges.compactMap(Self.schemaCase)
      #expect(requests.count > 40)
      #expect(requests.contains { $0["schema"] as? String == "event_send_rsvp" })
      let refused = exchanges.filter { $0["status"] as? Int != 200 }
      #expect(refused.isEmpty, "\(refused.map { "\($0)" })")
      let complaints = try Self.complaints(of: requests)
      #expect(complaints.isEmpty, "\(complaints)")
    }
  }

  @Test func theCheckCanSayNo() throws {
    let complaints = try Self.complaints(of: [
      ["schema": "event_create", "instance": ["title": "no time"]],
      ["schema": "event_create", "partial": true, "instance": ["conferencing": ["provider": 1]]],
      ["schema": "event_create", "partial": true, "instance": ["conferencing": [:]]],
    ])
    #expect(complaints.split(separator: "\n").count == 2)
  }

  /// Sends every kind of change, with every kind of meeting.
  private func exercise(_ world: ServiceWorld, _ service: NylasService) async throws {
    let calendar = try #require(try await service.calendars().first(where: \.isPrimary))
    try await answer(world, service)
    let own = service.grant == GrantID(world.server.grants[0].id) ? 0 : 1
    for (number, change) in changes(world).enumerated() {
      var draft = world.draft(calendar)
      draft.participants = [
        Participant(email: "a@x.example"), Participant(name: "B", email: "b@x.example"),
      ]
      draft.visibility = number.isMultiple(of: 2) ? .private : .standard
      if number.isMultiple(of: 3) {
        draft.time = .allDay(first: Day(world.now, in: .gmt), last: Day(world.now, in: .gmt))
      }
      let made = try await service.create(
        draft,
        conferencing: number == 0 ? .keep : change,
        id: EventID("contract-\(own)-\(number)"),
        notify: false
      )
      let id = try #require(made.remoteID)
      var current = made
      for patch in [
        EventPatch(title: "T", conferencing: change),
        EventPatch(time: draft.time, location: "", description: "", conferencing: .strip),
        EventPatch(visibility: .standard, isBusy: false, participants: []),
      ] {
        current = try await service.update(
          id,
          in: calendar.id,
          patch: patch,
          current: current,
          notify: false
        )
      }
      try await service.delete(id, in: calendar.id, current: nil, notify: true)
    }
  }

  /// Answers an invitation of somebody else.
  private func answer(_ world: ServiceWorld, _ service: NylasService) async throws {
    for calendar in try await service.calendars() where !calendar.isReadOnly {
      let page = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
      let owners = world.server.grants.map(\.email)
      let invitation = page.events.first { event in
        !event.isReadOnly && !owners.contains(event.organizer?.email ?? "")
          && event.participants.contains { owners.contains($0.email) && $0.response == .none }
      }
      guard let id = invitation?.remoteID else { continue }
      return try await service.respond(to: id, in: calendar.id, with: .yes)
    }
  }

  private func changes(_ world: ServiceWorld) -> [ConferencingChange] {
    let hosts = world.server.grants.map { GrantID($0.id) }
    let providers: [ConferencingProvider] = [
      .googleMeet, .zoomMeeting, .microsoftTeams, .webEx, .goToMeeting, .skypeForBusiness,
      .skypeForConsumer, .unknown, ConferencingProvider("Jitsi"),
    ]
    return [
      .autocreate(Autocreate(provider: .googleMeet, hostGrant: hosts[0])),
      .autocreate(Autocreate(provider: .microsoftTeams, hostGrant: hosts[1])),
      .autocreate(
        Autocreate(
          provider: .zoomMeeting,
          hostGrant: hosts[2],
          settings: ConferencingSettings([
            "password": .text("abc"), "waiting_room": .flag(true), "auto_recording": .text("none"),
          ])
        )
      ),
    ]
      + providers.map { provider in
        .details(
          ConferencingDetails(
            provider: provider,
            url: "https://meet.example/1",
            meetingCode: "1",
            accessCode: "2",
            pin: "3",
            phones: ["+1 609 555 0123", "+49 30 555 0123"]
          )
        )
      }
  }

  /// What the schema check takes for an exchange; `nil` for one without a body.
  private static func schemaCase(_ exchange: [String: Any]) -> [String: Any]? {
    guard let body = exchange["request"] as? [String: Any],
      let path = exchange["path"] as? String, let method = exchange["method"] as? String
    else { return nil }
    return [
      "name": "\(method) \(path)", "instance": body, "partial": method == "PUT",
      "schema": path.hasSuffix("/send-rsvp") ? "event_send_rsvp" : "event_create",
    ]
  }

  /// What `validate.py` of the sandbox's fixtures says of cases; empty when all are valid.
  private static func complaints(of cases: [[String: Any]]) throws -> String {
    let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("SandboxTests/Fixtures")
    let lines = try cases.map { try JSONSerialization.data(withJSONObject: $0) + Data("\n".utf8) }
    let input = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-contract-\(UUID().uuidString)")
    try Data(lines.joined()).write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    for python in ["/usr/bin/env python3", "/usr/bin/python3"] {
      let process = Process()
      let output = Pipe()
      let words = python.split(separator: " ").map(String.init)
      process.executableURL = URL(fileURLWithPath: words[0])
      process.arguments =
        words.dropFirst()
        + ["validate.py", "nylas-v3-events.schema.json"].map {
          fixtures.appendingPathComponent($0).path
        }
      process.standardInput = try FileHandle(forReadingFrom: input)
      process.standardOutput = output
      try process.run()
      let said = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      if process.terminationStatus != 2 { return String(decoding: said, as: UTF8.self) }
    }
    Issue.record("No python3 has jsonschema. Install it: apt-get install python3-jsonschema")
    return ""
  }
}
