import Testing

@testable import Sandbox

/// Nylas keeps conference information in the description, and takes it from there.
@Suite struct ConferenceTextTests {
  /// The grant of the calendar, the provider, and the grant that hosts.
  enum Place: CaseIterable {
    case teams, zoomOnGoogle, zoomOnMicrosoft, teamsOnGoogle, meetOnMicrosoft

    func wish(_ sandbox: RunningSandbox) -> (calendar: String, provider: String, host: String) {
      switch self {
      case .teams: (sandbox.microsoft, "Microsoft Teams", sandbox.microsoft)
      case .zoomOnGoogle: (sandbox.google, "Zoom Meeting", sandbox.zoom)
      case .zoomOnMicrosoft: (sandbox.microsoft, "Zoom Meeting", sandbox.zoom)
      case .teamsOnGoogle: (sandbox.google, "Microsoft Teams", sandbox.microsoft)
      case .meetOnMicrosoft: (sandbox.microsoft, "Google Meet", sandbox.google)
      }
    }
  }

  @Test(arguments: Place.allCases)
  func aDescriptionWithoutTheTextTakesTheMeetingOff(_ place: Place) async throws {
    try await withSandbox(events: 0) { sandbox in
      let wish = place.wish(sandbox)
      let autocreate: JSON = ["conf_grant_id": .string(wish.host)]
      let id =
        try await sandbox.create(
          wish.calendar,
          [
            "when": hour(1), "title": "Plan", "description": "Mine",
            "conferencing": ["provider": .string(wish.provider), "autocreate": autocreate],
          ]
        )["id"].string ?? ""
      let path = sandbox.events(wish.calendar, id)
      let ready = try await sandbox.event(wish.calendar, id)
      let whole = try #require(ready["description"].string)
      let url = ready["conferencing"]["details"]["url"]

      let title = try await sandbox.ask("PUT", path, ["title": "Other"]).data
      #expect(title["conferencing"]["details"]["url"] == url)
      let around = try await sandbox.ask("PUT", path, ["description": .string("New " + whole)])
      #expect(around.data["conferencing"]["details"]["url"] == url)

      let lost = try await sandbox.ask("PUT", path, ["description": "New"]).data
      #expect(lost["conferencing"] == .null)
      #expect(lost["description"] == "New")
      // Outlook ends a meeting of its own; elsewhere it stays, and nobody knows of it.
      #expect(try await sandbox.meetings("live").isEmpty == (place == .teams))
    }
  }

  @Test func aMeetOnAGoogleCalendarHasAFieldOfItsOwn() async throws {
    try await withSandbox(events: 0) { sandbox in
      let body: JSON = [
        "when": hour(1), "conferencing": ["provider": "Google Meet", "autocreate": [:]],
      ]
      let id = try await sandbox.create(sandbox.google, body)["id"].string ?? ""
      let path = sandbox.events(sandbox.google, id)
      let changed = try await sandbox.ask("PUT", path, ["description": "New"]).data
      #expect(changed["conferencing"]["details"]["url"].string != nil)
    }
  }

  @Test func givenDetailsGoTheSameWay() async throws {
    try await withSandbox(events: 0) { sandbox in
      let webex: JSON = [
        "provider": "WebEx",
        "details": ["url": "https://x.webex.com/join/a", "password": "p", "phone": ["+1", "+2"]],
      ]
      let other = try await sandbox.create(
        sandbox.google,
        ["when": hour(1), "description": "Mine", "conferencing": webex]
      )
      let text = try #require(other["description"].string)
      #expect(text.hasPrefix("Mine\n\nWebEx: https://x.webex.com/join/a\n"))
      #expect(text.contains("Password: p") && text.contains("Phone: +2"))
      let zoom: JSON = [
        "provider": "Zoom Meeting",
        "details": ["url": "https://zoom.us/j/1?a=b&c=d", "meeting_code": "1", "password": "p"],
      ]
      let event = try await sandbox.create(
        sandbox.microsoft,
        ["when": hour(1), "description": "Mine", "conferencing": zoom]
      )
      #expect(event["description"].string?.contains("Passcode: p") == true)
      let path = sandbox.events(sandbox.microsoft, event["id"].string)
      // As HTML the link is the same.
      let html: JSON = ["description": "<a href=\"https://zoom.us/j/1?a=b&amp;c=d\">x</a>"]
      #expect(try await sandbox.ask("PUT", path, html).data["conferencing"] == zoom)
      // A text that has the link is not written a second time.
      let again: JSON = ["description": "https://zoom.us/j/1?a=b&c=d", "conferencing": zoom]
      let once = try await sandbox.ask("PUT", path, again).data
      #expect(once["description"] == "https://zoom.us/j/1?a=b&c=d")
      #expect(
        try await sandbox.ask("PUT", path, ["description": "New"]).data["conferencing"] == .null
      )
    }
  }
}
