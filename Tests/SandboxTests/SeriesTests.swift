import Testing

@testable import Sandbox

/// Series at the services, where they are unkind.
@Suite struct SeriesTests {
  private static let daily: JSON = ["RRULE:FREQ=DAILY;COUNT=4"]

  private static func google(_ more: [String: JSON] = [:]) -> [String: JSON] {
    let series: [String: JSON] = [
      "start": ["dateTime": "2026-11-25T10:00:00", "timeZone": "Europe/Berlin"],
      "end": ["dateTime": "2026-11-25T11:00:00", "timeZone": "Europe/Berlin"],
      "recurrence": daily,
    ]
    return series.merging(more) { $1 }
  }

  /// A deleted event keeps its id, and its status brings it back, occurrences included.
  @Test func googleBringsBackWhatWasDeleted() async throws {
    try await withSandbox(events: 0) { sandbox in
      let series = try await sandbox.makeGoogle(Self.google(["id": "abcde12345"]))
      let path = "\(RunningSandbox.own)/abcde12345"
      func instances() async throws -> [JSON] {
        try await sandbox.askGoogle("GET", "\(path)/instances").json["items"].array ?? []
      }
      let second = try await instances()[1]
      let one = "\(RunningSandbox.own)/\(second["id"].string ?? "")"
      #expect(try await sandbox.askGoogle("DELETE", one).status == 204)
      #expect(try await instances().count == 3)
      #expect(try await sandbox.patchGoogle(second, ["summary": "x"]).status == 404)
      #expect(try await sandbox.patchGoogle(second, ["status": "confirmed"]).status == 200)
      #expect(try await instances().count == 4)
      #expect(try await sandbox.askGoogle("DELETE", path).status == 204)
      let again = try await sandbox.askGoogle(
        "POST",
        RunningSandbox.own,
        .object(Self.google(["id": "abcde12345"]))
      )
      #expect(again.status == 409)
      #expect(try await sandbox.patchGoogle(series, ["status": "confirmed"]).status == 200)
      let back = try await instances()
      #expect(back.count == 3, "what was stored on its own was deleted with its series")
    }
  }

  @Test(
    arguments: [
      ["recurrence": ["RRULE:FREQ=DAILY;UNTIL=20261130T100000"]],
      ["recurrence": ["RRULE:FREQ=DAILY;UNTIL=20261130"]],
      ["recurrence": ["RRULE:FREQ=DAILY;COUNT=2;UNTIL=20261130T100000Z"]],
      ["end": ["dateTime": "2026-11-25T11:00:00+01:00"]],
    ] as [[String: JSON]]
  )
  func googleRefuses(_ wrong: [String: JSON]) async throws {
    try await withSandbox(events: 0) { sandbox in
      let answer = try await sandbox.askGoogle(
        "POST",
        RunningSandbox.own,
        .object(Self.google(wrong))
      )
      #expect(answer.status == 400)
    }
  }

  /// An exception keeps what it has of its own, and has the rest from its series.
  @Test func googleSharesTheTextOfASeries() async throws {
    try await withSandbox(events: 0) { sandbox in
      let series = try await sandbox.makeGoogle(Self.google())
      let path = "\(RunningSandbox.own)/\(series["id"].string ?? "")/instances"
      let second = try await sandbox.askGoogle("GET", path).json["items"].array?[1] ?? .null
      _ = try await sandbox.patchGoogle(second, ["summary": "Own"])
      _ = try await sandbox.patchGoogle(series, ["summary": "Shared", "location": "Room"])
      let all = try await sandbox.askGoogle("GET", path).json["items"].array ?? []
      #expect(all.map { $0["summary"] } == ["Shared", "Own", "Shared", "Shared"])
      #expect(all.allSatisfy { $0["location"] == "Room" })
    }
  }

  private static func graph(_ count: Int, _ interval: Int = 1, on day: String = "02") -> JSON {
    [
      "pattern": ["type": "daily", "interval": .int(interval)],
      "range": [
        "type": "numbered", "startDate": .string("2026-12-\(day)"),
        "numberOfOccurrences": .int(count),
      ],
    ]
  }

  /// A shorter range costs the exceptions behind it, another pattern all.
  @Test func graphLosesExceptions() async throws {
    try await withSandbox { sandbox in
      let master = try await sandbox.graphEvent(["recurrence": Self.graph(5)])
      let path = sandbox.path(master)
      func instances() async throws -> [JSON] {
        try await sandbox.graph(
          "GET",
          path + "/instances?startDateTime=2026-12-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z"
        ).value
      }
      let all = try await instances()
      _ = try await sandbox.graph("PATCH", sandbox.path(all[1]), ["subject": "Own"])
      _ = try await sandbox.graph("DELETE", sandbox.path(all[2]))
      _ = try await sandbox.graph("PATCH", sandbox.path(all[4]), ["subject": "Last"])
      _ = try await sandbox.graph("PATCH", path, ["recurrence": Self.graph(4)])
      #expect(try await instances().map { $0["subject"].string } == ["Plan", "Own", "Plan"])
      _ = try await sandbox.graph("PATCH", path, ["recurrence": Self.graph(4, 2)])
      #expect(
        try await instances().map { $0["subject"].string } == .init(repeating: "Plan", count: 4)
      )
    }
  }

  /// Moving a series gives all occurrences other ids.
  @Test func graphChangesIdsOfOccurrences() async throws {
    try await withSandbox { sandbox in
      let master = try await sandbox.graphEvent(["recurrence": Self.graph(3)])
      let path = sandbox.path(master)
      func ids() async throws -> Set<String> {
        let list =
          path + "/instances?startDateTime=2026-12-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z"
        return Set(try await sandbox.graph("GET", list).value.compactMap { $0["id"].string })
      }
      let before = try await ids()
      let wrong = try await sandbox.graph("PATCH", path, ["recurrence": Self.graph(3, on: "03")])
      #expect(wrong.status == 400)
      let moved: JSON = [
        "start": ["dateTime": "2026-12-02T12:00:00", "timeZone": "Europe/Berlin"],
        "end": ["dateTime": "2026-12-02T13:00:00", "timeZone": "Europe/Berlin"],
        "recurrence": Self.graph(3),
      ]
      #expect(try await sandbox.graph("PATCH", path, moved).status == 200)
      #expect(try await ids().count == 3)
      #expect(try await ids().isDisjoint(with: before))
    }
  }

  /// Another rule removes what differs from it: at Google what the rule has no more, elsewhere all.
  @Test func nylasLosesExceptionsAsTheProvidersDo() async throws {
    try await withSandbox(events: 0) { sandbox in
      for (grant, titles) in [
        (sandbox.google, ["Series", "Own"]), (sandbox.microsoft, ["Series", "Series"]),
      ] {
        let master = try await sandbox.create(
          grant,
          [
            "title": "Series", "recurrence": Self.daily,
            "when": [
              "start_time": 1_795_602_600, "end_time": 1_795_606_200,
              "start_timezone": "Europe/Berlin", "end_timezone": "Europe/Berlin",
            ],
          ]
        )
        let path = sandbox.events(grant)
        let all = try await sandbox.ask("GET", path).list
        for index in [1, 3] {
          let id = all[index]["id"].string
          _ = try await sandbox.ask("PUT", sandbox.events(grant, id), ["title": "Own"])
        }
        let series = sandbox.events(grant, master["id"].string)
        let rule: JSON = ["recurrence": ["RRULE:FREQ=DAILY;COUNT=2"]]
        #expect(try await sandbox.ask("PUT", series, rule).status == 200)
        #expect(try await sandbox.ask("GET", path).list.map { $0["title"].string } == titles)
      }
    }
  }
}
