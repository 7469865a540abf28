import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Meetings at Zoom, over real HTTP against the sandbox.
@Suite struct ZoomConferencingTests {
  @Test func makesMovesAndDeletesWithOneRequestEach() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      let request = world.meeting(
        settings: [
          "waiting_room": .flag(true), "auto_recording": .text("none"), "password": .text("a-1"),
        ]
      )
      let made = try await zoom.create(request)
      #expect(made.details.provider == .zoomMeeting && made.details.meetingCode == made.id)
      #expect(made.details.url.hasPrefix("https://us02web.zoom.us/j/\(made.id)?pwd="))
      #expect(made.details.accessCode == "a-1" && made.details.pin?.count == 6)
      #expect(made.details.phones == ["+49 69 3898 0596", "+49 30 5679 5800"])
      #expect(DetailsRules.violations(of: made.details).isEmpty)
      var later = request
      later.title = "Later"
      later.time = .timed(start: world.hour + 3600, end: world.hour + 5400, zone: "Asia/Tokyo")
      try await zoom.update(made.id, to: later)
      let meeting = try #require(try await world.meetings().first)
      #expect(meeting.topic == "Later" && meeting.status == "live")
      #expect(meeting.start == Int(world.hour.timeIntervalSince1970) + 3600)
      #expect(try await zoom.invitation(made.id)?.contains(made.details.url) == true)
      try await zoom.delete(made.id)
      try await zoom.delete(made.id)
      #expect(try await world.meetings().map(\.status) == ["deleted"])
      await #expect(throws: ServiceError.notFound("Meeting does not exist: \(made.id).")) {
        try await zoom.update(made.id, to: later)
      }
      #expect(try await world.requests("POST") == ["/v2/users/me/meetings"])
      #expect(try await world.requests("PATCH").count == 2)
      #expect(try await world.requests("DELETE").count == 2)
      #expect(try await world.requests("GET") == ["/v2/meetings/\(made.id)/invitation"])
    }
  }

  @Test func aMeetingWhoseAnswerWasLostIsFound() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      let request = world.meeting()
      #expect(try await zoom.find(request) == nil)
      // Somebody else's: of the same name and time, and of another request.
      var other = request
      other.key = "another"
      _ = try await zoom.create(other)
      #expect(try await zoom.find(request) == nil)
      try await world.fault(#"{"kind":"lost-answer","method":"POST"}"#)
      do {
        _ = try await zoom.create(request)
        Issue.record("The answer came.")
      } catch let error as ServiceError {
        #expect(error.mayHaveHappened)
      }
      let found = try #require(try await zoom.find(request))
      #expect(try await world.meetings().map(\.id).last == found.id)
      #expect(found.details.accessCode != nil && !found.details.phones.isEmpty)
      try await zoom.delete(found.id)
      #expect(try await zoom.find(request) == nil)
      #expect(try await world.meetings().map(\.status) == ["live", "deleted"])
    }
  }

  @Test func isFoundAmongOthersOfItsNameAndTime() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      for number in 0..<3 { _ = try await zoom.create(world.meeting(key: "k\(number)")) }
      let found = try await zoom.find(world.meeting(key: "k2"))
      #expect(found?.id == (try await world.meetings().last?.id))
      // A mark counts more than name and time, which were changed before the next attempt.
      var later = world.meeting(key: "k2")
      later.title = "Later"
      #expect(try await zoom.find(later) == found)
      // The marks in the list tell the others apart: one is looked at.
      #expect(try await world.requests("GET").count == 4)
    }
  }

  @Test(arguments: ["FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY", "FREQ=YEARLY;COUNT=2"])
  func aSeriesIsOneMeeting(_ rule: String) async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      var request = world.meeting()
      request.recurrence = try RecurrenceRule(rule)
      let made = try await zoom.create(request)
      #expect(try await zoom.find(request)?.id == made.id)
      let body = try await world.bodies("POST").first
      #expect(body?["type"] as? Int == 3 && body?["start_time"] == nil)
      request.title = "Other"
      try await zoom.update(made.id, to: request)
      request.recurrence = nil
      try await zoom.update(made.id, to: request)
      #expect(try await world.meetings().map(\.topic) == ["Other"])
      // A series stays one, whatever is known of it here.
      let changes = try await world.bodies("PATCH")
      #expect(changes.count == 2)
      #expect(changes.allSatisfy { $0["type"] == nil && $0["recurrence"] == nil })
    }
  }

  /// A single meeting never gets its new title alone: that its time was refused is said.
  @Test func aRefusedMoveOfOneMeetingIsSaid() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      var request = world.meeting()
      let made = try await zoom.create(request)
      request.title = "Other"
      try await world.fault(#"{"kind":"status","status":400,"next":1,"method":"PATCH"}"#)
      await #expect(throws: ServiceError.self) { try await zoom.update(made.id, to: request) }
      #expect(try await world.bodies("PATCH").count == 1)
      #expect(try await world.meetings().map(\.topic) == ["Plan"])
    }
  }

  @Test func wholeDaysAndMomentsHaveALength() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
      let zoom = try world.zoom(zone: berlin)
      let day = try #require(Day("2027-01-10"))
      var request = world.meeting()
      for (time, start, minutes) in [
        (EventTime.allDay(first: day, last: day), "2027-01-09T23:00:00Z", 1440),
        (.allDay(first: day, last: day.advanced(by: 3)), "2027-01-09T23:00:00Z", 1440),
        (
          .timed(start: day.start(in: .gmt), end: day.start(in: .gmt), zone: nil),
          "2027-01-10T00:00:00Z", 1
        ),
        (
          .timed(start: day.start(in: .gmt), end: day.start(in: .gmt) + 61, zone: "UTC"),
          "2027-01-10T00:00:00Z", 2
        ),
      ] {
        request.time = time
        _ = try await zoom.create(request)
        let body = try #require(try await world.bodies("POST").last)
        #expect(body["start_time"] as? String == start)
        #expect(body["duration"] as? Int == minutes)
      }
    }
  }

  @Test(arguments: ConferencingRules.zoomScopes)
  func aScopeThatLacksIsNamedBeforeAnythingIsSent(_ lacking: String) async throws {
    try await ServiceWorld.run(events: 0) { world in
      let scopes = Set(ConferencingRules.zoomScopes).subtracting([lacking])
      let zoom = try world.zoom(scopes: scopes)
      let text =
        "Zoom grant \"zoom\" lacks \(lacking). Add it to the scopes of the Zoom app and sign in "
        + "again: convene accounts login zoom"
      await #expect(throws: ServiceError.forbidden(text)) {
        _ = try await zoom.create(world.meeting())
      }
      await #expect(throws: ServiceError.forbidden(text)) { try await zoom.delete("1") }
      await #expect(throws: ServiceError.forbidden(text)) {
        try await zoom.update("1", to: world.meeting())
      }
      #expect(try await world.requests("POST").isEmpty)
      // The forms of server-to-server apps are as good.
      let admin = try world.zoom(scopes: Set(ConferencingRules.zoomScopes.map { $0 + ":admin" }))
      _ = try await admin.create(world.meeting())
    }
  }

  @Test func limitsSayUntilWhen() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      try await world.fault(#"{"kind":"status","status":429,"retry_after":7,"method":"POST"}"#)
      await #expect(throws: ServiceError.rateLimited(retryAfter: .seconds(7))) {
        _ = try await zoom.create(world.meeting())
      }
      let midnight = Timestamp.text(world.now + 3600)
      try await world.fault(
        #"{"kind":"status","status":429,"retry_after_text":"\#(midnight)","method":"POST"}"#
      )
      do {
        _ = try await zoom.create(world.meeting())
        Issue.record("It was made.")
      } catch let error as ServiceError {
        guard case .limitReached(let wait, let text) = error else { throw error }
        #expect((3598...3600).contains(wait.components.seconds))
        let words = midnight.replacing("T", with: " ").replacing("Z", with: " UTC.")
        #expect(text.hasSuffix("It goes on at \(words)"), "\(text)")
        #expect(error.isTransient && !error.mayHaveHappened)
      }
    }
  }

  @Test func whatZoomSaysIsKept() async throws {
    try await ServiceWorld.run(events: 0) { world in
      let zoom = try world.zoom()
      var request = world.meeting(settings: ["password": .text("much too long")])
      await #expect(
        throws: ServiceError.rejected(
          "Access code: Zoom refuses this: Validation Failed.: password: The maximum length is 10."
        )
      ) { _ = try await zoom.create(request) }
      request.settings = ConferencingSettings()
      try await world.fault(#"{"kind":"status","status":503,"method":"POST"}"#)
      do {
        _ = try await zoom.create(request)
        Issue.record("It was made.")
      } catch let error as ServiceError {
        guard case .unavailable(status: 503, _) = error else { throw error }
      }
      try await world.fault(#"{"kind":"status","status":401,"method":"POST"}"#)
      _ = try await zoom.create(request)
    }
  }
}

extension ServiceWorld {
  /// A whole hour that is ahead.
  var hour: Date {
    Date(timeIntervalSince1970: ((now.timeIntervalSince1970 + 86_400) / 3600).rounded() * 3600)
  }

  /// The service of the sandbox's sign-in at Zoom; `scopes` in place of its own.
  func zoom(scopes: Set<String>? = nil, zone: TimeZone = .gmt) throws -> ZoomConferencing {
    let signIn = server.signIns[2]
    let token = AccessToken(value: signIn.accessToken, scopes: scopes ?? Set(signIn.scopes))
    return try ZoomConferencing(
      grant: GrantID("zoom"),
      url: server.url,
      tokens: FixedTokens(first: token, second: token),
      zone: zone,
      transport: transport
    )
  }

  func meeting(
    key: String = "key-1",
    settings: [String: ConferencingSettingValue] = [:]
  ) -> MeetingRequest {
    MeetingRequest(
      key: key,
      title: "Plan",
      time: .timed(start: hour, end: hour + 1800, zone: "Europe/Berlin"),
      settings: ConferencingSettings(settings)
    )
  }

  struct StoredMeeting: Decodable, Sendable {
    let id: String
    let topic: String
    let start: Int
    let status: String
  }

  /// The meetings at all providers, in the order of their making.
  func meetings() async throws -> [StoredMeeting] {
    struct State: Decodable {
      let meetings: [StoredMeeting]
    }
    let state = try JSONDecoder().decode(State.self, from: try await control(.get, "state").body)
    // What the sandbox begins with is not told apart otherwise.
    return state.meetings
  }

  /// The bodies of the requests with a method.
  func bodies(_ method: String) async throws -> [[String: Any]] {
    let body = try await control(.get, "exchanges").body
    let exchanges = try JSONSerialization.jsonObject(with: body) as? [[String: Any]] ?? []
    return exchanges.filter { $0["method"] as? String == method }
      .compactMap { $0["request"] as? [String: Any] }
  }
}
