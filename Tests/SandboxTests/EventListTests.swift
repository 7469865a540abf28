import Foundation
import Testing

@testable import Sandbox

@Suite struct EventListTests {
  @Test func showsWhatOverlapsTheWindow() async throws {
    try await withSandbox(events: 0) { sandbox in
      for (title, hours) in [("before", 1), ("across", 4), ("inside", 6), ("after", 9)] {
        _ = try await sandbox.create(
          sandbox.google,
          ["title": .string(title), "when": hour(hours)]
        )
      }
      let moment = Int(RunningSandbox.moment.timeIntervalSince1970)
      // Begins in the middle of "across", ends as "after" begins.
      let span = "&start=\(moment + 4 * 3600 + 1800)&end=\(moment + 9 * 3600)"
      let list = try await sandbox.ask("GET", sandbox.events(sandbox.google, query: span)).list
      #expect(list.map { $0["title"].string } == ["across", "inside"])
    }
  }

  @Test func countsMomentsAndWholeDays() async throws {
    try await withSandbox(events: 0) { sandbox in
      let moment = Int(RunningSandbox.moment.timeIntervalSince1970)
      _ = try await sandbox.create(
        sandbox.google,
        ["title": "point", "when": ["time": .int(moment)]]
      )
      _ = try await sandbox.create(
        sandbox.google,
        ["title": "days", "when": ["start_date": "2026-11-20", "end_date": "2026-11-25"]]
      )
      // 2026-11-26 00:00 in Berlin, where the last of the days has ended.
      let midnight = 1_795_647_600
      for (start, end, titles) in [
        (moment, moment + 1, ["days", "point"]), (moment + 1, midnight, ["days"]),
        (midnight, midnight + 60, []), (moment - 60, moment, ["days"]),
      ] {
        let path = sandbox.events(sandbox.google, query: "&start=\(start)&end=\(end)")
        let list = try await sandbox.ask("GET", path).list
        #expect(list.compactMap { $0["title"].string } == titles, "\(start)…\(end)")
      }
    }
  }

  @Test func showsTheMonthFromNowOnByDefault() async throws {
    try await withSandbox(events: 0) { sandbox in
      for hours in [-48, 24, 24 * 60] {
        _ = try await sandbox.create(
          sandbox.google,
          ["title": .string(String(hours)), "when": hour(hours)]
        )
      }
      let list = try await sandbox.ask("GET", sandbox.events(sandbox.google)).list
      #expect(list.map { $0["title"].string } == ["24"])
    }
  }

  /// Numbers at which reckoning ends are refused and end nothing.
  @Test func refusesTimesThatAreNone() async throws {
    try await withSandbox(events: 0) { sandbox in
      for number in [Int.min, Int.max, -62_135_596_801, 253_402_300_800] {
        for name in ["start", "end"] {
          let path = sandbox.events(sandbox.google, query: "&\(name)=\(number)")
          let answer = try await sandbox.ask("GET", path)
          #expect(answer.status == 400 && answer.message.contains("1 to 9999"), "\(path)")
        }
        let whens: [JSON] = [
          ["time": .int(number)], ["start_time": .int(number), "end_time": .int(number)],
          ["start_time": .int(min(number, 0)), "end_time": .int(max(number, 0))],
        ]
        for when in whens {
          let body: JSON = ["title": "x", "when": when, "recurrence": ["RRULE:FREQ=DAILY;COUNT=3"]]
          #expect(try await sandbox.ask("POST", sandbox.events(sandbox.google), body).status == 400)
        }
        let busy: JSON = [
          "start_time": .int(min(number, 0)), "end_time": .int(max(number, 1)),
          "emails": ["mara.lindqvist@acme.example"],
        ]
        let path = "/v3/grants/\(sandbox.google)/calendars/free-busy"
        #expect(try await sandbox.ask("POST", path, busy).status == 400)
      }
      // The ends of what there is are taken.
      for time in [-62_135_596_800, 253_402_300_799] {
        let body: JSON = [
          "title": "x", "when": ["start_time": .int(time), "end_time": .int(time)],
          "recurrence": ["RRULE:FREQ=DAILY;COUNT=3"],
        ]
        #expect(try await sandbox.ask("POST", sandbox.events(sandbox.google), body).status == 200)
        let path = sandbox.events(sandbox.google, query: "&start=\(time)&end=\(time)")
        #expect(try await sandbox.ask("GET", path).status == 200)
      }
    }
  }

  @Test func pagesStayStableWhileEventsCome() async throws {
    try await withSandbox(events: 0) { sandbox in
      for hours in 1...7 {
        _ = try await sandbox.create(
          sandbox.google,
          ["title": .string(String(hours)), "when": hour(hours)]
        )
      }
      let first = try await sandbox.ask("GET", sandbox.events(sandbox.google, query: "&limit=3"))
      #expect(first.list.map { $0["title"].string } == ["1", "2", "3"])
      let token = try #require(first.json["next_cursor"].string)
      // One before the place where the page ended, one gone behind it.
      _ = try await sandbox.create(sandbox.google, ["title": "0", "when": hour(0)])
      let last = try #require(first.list.last?["id"].string)
      #expect(try await sandbox.ask("DELETE", sandbox.events(sandbox.google, last)).status == 200)
      let more = "&limit=3&page_token=\(token)"
      let second = try await sandbox.ask("GET", sandbox.events(sandbox.google, query: more))
      #expect(second.list.map { $0["title"].string } == ["4", "5", "6"])
      let end = "&limit=3&page_token=\(second.json["next_cursor"].string ?? "")"
      let third = try await sandbox.ask("GET", sandbox.events(sandbox.google, query: end))
      #expect(third.list.map { $0["title"].string } == ["7"])
      #expect(third.json["next_cursor"] == .null)
    }
  }

  @Test func filters() async throws {
    try await withSandbox(events: 0) { sandbox in
      let one = try await sandbox.create(
        sandbox.google,
        [
          "title": "Große Runde", "description": "About ÄPFEL", "location": "Room 4",
          "when": hour(1),
          "participants": [["email": "Ann@x.example"]], "metadata": ["key1": "a:b"],
        ]
      )
      _ = try await sandbox.create(
        sandbox.google,
        ["title": "Other", "when": hour(2), "busy": false]
      )
      let uid = one["ical_uid"].string ?? ""
      let updated = one["updated_at"].int ?? 0
      for (query, titles) in [
        ("title=GROSSE", []), ("title=gro%C3%9Fe", ["Große Runde"]),
        ("description=%C3%A4pfel", ["Große Runde"]), ("location=room+4", ["Große Runde"]),
        ("busy=true", ["Große Runde"]), ("busy=False", ["Other"]),
        ("attendees=bob%40x.example,ann%40x.example", ["Große Runde"]),
        ("metadata_pair=key1:a:b", ["Große Runde"]), ("metadata_pair=key2:a", []),
        ("ical_uid=\(uid)", ["Große Runde"]), ("order_by=start", ["Große Runde", "Other"]),
        ("updated_after=\(updated + 100)", []),
        ("updated_after=\(updated - 100)&limit=1", ["Große Runde"]),
        ("updated_before=\(updated - 100)", []), ("event_type=default", ["Große Runde", "Other"]),
      ] {
        let answer = try await sandbox.ask(
          "GET",
          sandbox.events(sandbox.google, query: "&\(query)")
        )
        #expect(answer.list.compactMap { $0["title"].string } == titles, "\(query)")
      }
      let fields = try await sandbox.ask(
        "GET",
        sandbox.events(sandbox.google, query: "&select=id,when")
      )
      #expect(fields.list.allSatisfy { $0.object?.keys.sorted() == ["id", "when"] })
    }
  }

  @Test(arguments: [
    "limit=0", "limit=201", "limit=many", "page_token=x", "page_token=ZTphOmI6Yw", "start=tomorrow",
    "start=2&end=1", "busy=perhaps", "colour=red", "metadata_pair=key9:a", "metadata_pair=key1",
    "ical_uid=a&title=b",
  ])
  func refusesWhatTheSpecificationDoesNotKnow(query: String) async throws {
    try await withSandbox(events: 0) { sandbox in
      let answer = try await sandbox.ask("GET", sandbox.events(sandbox.google, query: "&\(query)"))
      #expect(answer.status == 400)
      #expect(answer.json["error"]["type"].string == "invalid_request_error")
    }
  }

  @Test func needsACalendarThatIsThere() async throws {
    try await withSandbox(events: 0) { sandbox in
      let path = "/v3/grants/\(sandbox.google)/events"
      let without = try await sandbox.ask("GET", path)
      #expect(without.status == 400)
      let unknown = try await sandbox.ask("GET", "\(path)?calendar_id=nothing")
      #expect(unknown.status == 404)
    }
  }

  @Test func showsASeriesAsOccurrencesOrAsMaster() async throws {
    try await withSandbox(events: 0) { sandbox in
      let master = try await sandbox.create(
        sandbox.google,
        [
          "title": "Series", "when": hour(1),
          "recurrence": ["RRULE:FREQ=DAILY;COUNT=5", "EXDATE:20261127T103000Z"],
        ]
      )
      let id = try #require(master["id"].string)
      let path = sandbox.events(sandbox.google)
      let occurrences = try await sandbox.ask("GET", path).list
      #expect(occurrences.count == 4)
      #expect(
        occurrences.allSatisfy { $0["master_event_id"].string == id && $0["recurrence"] == .null }
      )
      #expect(
        occurrences.allSatisfy { $0["original_start_time"].int == $0["when"]["start_time"].int }
      )
      let masters = try await sandbox.ask("GET", path + "&expand_recurring=false").list
      #expect(masters.map { $0["id"].string } == [id])
      // The first occurrence is over; the master still reaches into the window.
      let later = "&expand_recurring=false&start=\(1_795_599_000 + 2 * 86_400)"
      #expect(try await sandbox.ask("GET", path + later).list.count == 1)
      #expect(try await sandbox.state()["events"].int == 4)
      let look = try await sandbox.ask("GET", path + "&master_event_id=\(id)")
      #expect(look.list == occurrences)

      // One occurrence on its own keeps to itself when the series changes.
      let second = try #require(occurrences[1]["id"].string)
      _ = try await sandbox.ask("PUT", sandbox.events(sandbox.google, second), ["title": "Special"])
      _ = try await sandbox.ask("PUT", sandbox.events(sandbox.google, id), ["title": "Renamed"])
      let titles = try await sandbox.ask("GET", path).list.compactMap { $0["title"].string }
      #expect(titles == ["Renamed", "Special", "Renamed", "Renamed"])
      #expect(try await sandbox.ask("DELETE", sandbox.events(sandbox.google, id)).status == 200)
      #expect(try await sandbox.ask("GET", path).list.isEmpty)
      #expect(try await sandbox.state()["events"].int == 0)
    }
  }

  @Test func importsWithoutMetadata() async throws {
    try await withSandbox(events: 0) { sandbox in
      _ = try await sandbox.create(
        sandbox.google,
        ["title": "Old", "when": hour(-5000), "metadata": ["key1": "a"]]
      )
      let path = "/v3/grants/\(sandbox.google)/events/import?calendar_id=primary"
      let list = try await sandbox.ask("GET", "\(path)&limit=500").list
      #expect(list.count == 1)
      #expect(list.first?["metadata"] == .null)
      #expect(try await sandbox.ask("GET", "\(path)&limit=501").status == 400)
      #expect(try await sandbox.ask("GET", "\(path)&title=a").status == 400)
    }
  }

  @Test func listsEveryEventOfManyExactlyOnce() async throws {
    try await withSandbox(events: 2000) { sandbox in
      #expect(try await sandbox.state()["events"].int == 2000)
      var ids: [String] = []
      for grant in [sandbox.google, sandbox.microsoft] {
        let calendars = try await sandbox.ask("GET", "/v3/grants/\(grant)/calendars").list
        for calendar in calendars.compactMap({ $0["id"].string }) {
          ids += try await sandbox.all(grant, calendar).compactMap { $0["id"].string }
        }
      }
      #expect(ids.count == 2000)
      #expect(Set(ids).count == 2000)
    }
  }

  @Test func refusesBrokenPercentEncoding() {
    // Straight to the reader: HTTP clients fix such a query before they send it.
    for query in ["title=%ZZ", "%=a", "title=%"] {
      let call = APICall(method: "GET", path: "/", rawQuery: query)
      #expect(throws: APIError.self) { try QueryParameters(call, allowing: ["title"]) }
    }
  }

  @Test func aDeletedOccurrenceDoesNotComeBack() async throws {
    try await withSandbox(events: 0) { sandbox in
      for grant in [sandbox.google, sandbox.microsoft] {
        let master = try await sandbox.create(
          grant,
          ["title": "Series", "when": hour(1), "recurrence": ["RRULE:FREQ=DAILY;COUNT=3"]]
        )
        let path = sandbox.events(grant)
        let second = try await sandbox.ask("GET", path).list[1]["id"].string
        let deleted = try await sandbox.ask("DELETE", sandbox.events(grant, second))
        #expect(deleted.status == 200)
        let series = sandbox.events(grant, master["id"].string)
        #expect(try await sandbox.ask("PUT", series, ["title": "Renamed"]).status == 200)
        let titles = try await sandbox.ask("GET", path).list.map { $0["title"].string }
        #expect(titles == ["Renamed", "Renamed"])
      }
    }
  }

  /// Google's deletions are among the changes when cancelled events are asked for; Microsoft's never.
  @Test func tellsOfDeletionsAsTheProvidersDo() async throws {
    try await withSandbox(events: 0) { sandbox in
      for grant in [sandbox.google, sandbox.microsoft] {
        let made = try await sandbox.create(grant, ["title": "Gone", "when": hour(2)])
        let id = made["id"].string ?? ""
        let since = (made["updated_at"].int ?? 0) - 1
        _ = try await sandbox.ask("DELETE", sandbox.events(grant, id))
        func changes(_ more: String) async throws -> [String?] {
          let query = "&updated_after=\(since)\(more)"
          let answer = try await sandbox.ask("GET", sandbox.events(grant, query: query))
          return answer.list.map { $0["status"].string }
        }
        #expect(try await changes("").isEmpty)
        let isGoogle = grant == sandbox.google
        #expect(try await changes("&show_cancelled=true") == (isGoogle ? ["cancelled"] : []))
        let later = "&show_cancelled=true&updated_before=\(since)"
        #expect(try await changes(later).isEmpty)
      }
    }
  }
}
