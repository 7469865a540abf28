import Testing

@testable import Sandbox

/// iCloud and Exchange servers behind Nylas, which can do less.
@Suite struct LimitedGrantsTests {
  @Test func theyAreThereWhenTheyAreWanted() async throws {
    try await withSandbox(events: 0, hasLimitedGrants: true) { sandbox in
      #expect(
        sandbox.server.grants.map(\.provider)
          == ["google", "microsoft", "zoom", "zoom", "zoom", "icloud", "ews"]
      )
    }
  }

  @Test func iCloudListsAYearAtMostAndNothingSinceATime() async throws {
    try await withSandbox(events: 0, hasLimitedGrants: true) { sandbox in
      let (grant, calendar) = try await sandbox.iCloud()
      func list(_ query: String) async throws -> Int {
        let path = sandbox.events(grant, calendar: calendar, query: query)
        return try await sandbox.ask("GET", path).status
      }
      let start = 1_795_599_000
      #expect(try await list("&start=\(start)&end=\(start + 366 * 86_400)") == 200)
      #expect(try await list("&start=\(start)&end=\(start + 367 * 86_400)") == 400)
      #expect(try await list("&start=\(start - 800 * 86_400)") == 400)
      #expect(try await list("") == 200)
      for name in ["updated_after=1", "updated_before=1", "show_cancelled=true"] {
        #expect(try await list("&\(name)") == 400, "\(name)")
      }
      #expect(try await sandbox.ask("GET", sandbox.events(grant)).status == 400)
    }
  }

  @Test func iCloudTakesNoAnswersAndMakesEvents() async throws {
    try await withSandbox(events: 0, hasLimitedGrants: true) { sandbox in
      let (grant, calendar) = try await sandbox.iCloud()
      let event = try await sandbox.create(grant, ["when": hour(1)], calendar: calendar)
      let path = sandbox.events(grant, event["id"].string, calendar: calendar)
      let answer = path.replacing("?", with: "/send-rsvp?")
      let refused = try await sandbox.ask("POST", answer, ["status": "yes"])
      #expect(refused.status == 400 && refused.message.contains("icloud"))
      let teams: JSON = ["conferencing": ["provider": "Microsoft Teams", "autocreate": [:]]]
      #expect(try await sandbox.ask("PUT", path, teams).status == 400)
      let busy: JSON = ["start_time": 1, "end_time": 2, "emails": ["a@x.example"]]
      let freeBusy = "/v3/grants/\(grant)/calendars/free-busy"
      #expect(try await sandbox.ask("POST", freeBusy, busy).status == 400)
      #expect(try await sandbox.ask("DELETE", path).status == 200)
      #expect(try await sandbox.ask("GET", path).status == 404)
    }
  }

  @Test func exchangeShowsNothingCancelledAndTellsChanges() async throws {
    try await withSandbox(events: 0, hasLimitedGrants: true) { sandbox in
      let grant = sandbox.server.grants[6].id
      for (query, status) in [("&show_cancelled=true", 400), ("&updated_after=1", 200)] {
        let answer = try await sandbox.ask("GET", sandbox.events(grant, query: query))
        #expect(answer.status == status, "\(query)")
      }
    }
  }
}

extension RunningSandbox {
  /// The iCloud grant and its calendar.
  fileprivate func iCloud() async throws -> (grant: String, calendar: String) {
    let grant = server.grants[5].id
    return (grant, try await calendar("Home", of: grant))
  }
}
