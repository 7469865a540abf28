import Testing

@testable import Sandbox

/// Graph as it is written: events, series, meetings.
@Suite struct GraphWritingTests {
  @Test func aRepeatedRequestMakesNoSecondEvent() async throws {
    try await withSandbox { sandbox in
      let one = try await sandbox.graphEvent(["transactionId": "t-1"])
      let two = try await sandbox.graphEvent(["transactionId": "t-1", "subject": "Other"])
      #expect(one == two)
      #expect(one["transactionId"] == "t-1")
      #expect(try await sandbox.graphEvent()["id"] != one["id"])
      let change = try await sandbox.graph("PATCH", sandbox.path(one), ["transactionId": "t-2"])
      #expect(change.status == 400)
    }
  }

  @Test(
    arguments: [
      ["subject": 1], ["colour": "red"], ["showAs": "away"], ["isAllDay": "yes"],
      ["start": ["dateTime": "2026-12-02T10:00:00", "timeZone": "Mars"]],
      ["start": ["dateTime": "2026-12-02T10:00:00Z", "timeZone": "UTC"]],
      ["start": ["dateTime": "2026-12-02T12:00:00", "timeZone": "Europe/Berlin"]],
      ["isAllDay": true], ["body": ["contentType": "rtf", "content": ""]],
      ["attendees": [["emailAddress": ["address": "nobody"]]]],
      ["onlineMeetingProvider": "zoom"], ["id": "x"], ["onlineMeeting": .null],
      ["recurrence": ["pattern": ["type": "hourly", "interval": 1], "range": [:]]],
    ] as [[String: JSON]]
  )
  func refusesWhatCannotBe(_ more: [String: JSON]) async throws {
    try await withSandbox { sandbox in
      let body = JSON.object(sandbox.graphBody.merging(more) { $1 })
      let path = try await sandbox.graphCalendar() + "/events"
      #expect(try await sandbox.graph("POST", path, body).status == 400)
    }
  }

  @Test func wholeDaysGoFromMidnightToMidnight() async throws {
    try await withSandbox { sandbox in
      let event = try await sandbox.graphEvent([
        "isAllDay": true,
        "start": ["dateTime": "2026-12-02T00:00:00", "timeZone": "Europe/Berlin"],
        "end": ["dateTime": "2026-12-04T00:00:00.0000000", "timeZone": "Europe/Berlin"],
      ])
      #expect(event["start"]["dateTime"] == "2026-12-02T00:00:00.0000000")
      #expect(event["end"]["dateTime"] == "2026-12-04T00:00:00.0000000")
    }
  }

  @Test func aChangeBuildsOnItsVersion() async throws {
    try await withSandbox { sandbox in
      let event = try await sandbox.graphEvent()
      let etag = event["@odata.etag"].string
      let path = sandbox.path(event)
      let changed = try await sandbox.graph("PATCH", path, ["subject": "A"], ifMatch: etag)
      #expect(changed.status == 200)
      #expect(changed.json["@odata.etag"].string != etag)
      let late = try await sandbox.graph("PATCH", path, ["subject": "B"], ifMatch: etag)
      #expect(late.status == 412)
      #expect(late.code == "ErrorIrresolvableConflict")
      #expect(try await sandbox.graph("DELETE", path, ifMatch: etag).status == 412)
      #expect(try await sandbox.graph("DELETE", path).status == 204)
      #expect(try await sandbox.graph("DELETE", path).status == 404)
    }
  }

  @Test func readOnlyCalendarsTakeNoChange() async throws {
    try await withSandbox { sandbox in
      let round = try await sandbox.graphRound(try await sandbox.graphDelta("Holidays"))
      let event = try #require(round.items.first)
      // Its owner is somebody else.
      #expect(try await sandbox.graph("GET", sandbox.path(event)).status == 404)
      let path =
        try await sandbox.graphCalendar("Holidays") + sandbox.path(event).dropFirst("/me".count)
      #expect(try await sandbox.graph("PATCH", path, ["subject": "A"]).status == 403)
      #expect(try await sandbox.graph("DELETE", path).status == 403)
    }
  }

  @Test(arguments: [
    ("accept", "accepted"), ("decline", "declined"), ("tentativelyAccept", "tentativelyAccepted"),
  ])
  func takesAnswers(_ action: String, _ response: String) async throws {
    try await withSandbox { sandbox in
      let round = try await sandbox.graphRound(try await sandbox.graphDelta())
      let event = try #require(round.items.first { $0["isOrganizer"] == false })
      let path = sandbox.path(event)
      let body: JSON = ["sendResponse": true]
      let answer = try await sandbox.graph("POST", "\(path)/\(action)", body)
      #expect(answer.status == 202)
      #expect(answer.bytes.isEmpty)
      let read = try await sandbox.graph("GET", path).json
      #expect(read["responseStatus"]["response"].string == response)
      #expect(read["attendees"].array?[0]["status"]["response"].string == response)
      let own = try #require(round.items.first { $0["subject"] == "Dentist" })
      #expect(
        try await sandbox.graph("POST", "\(sandbox.path(own))/\(action)", body).status == 400
      )
    }
  }

  /// Each from Wednesday, 2026-12-02, with its first days.
  @Test(
    arguments: [
      (["type": "daily", "interval": 3], ["12-02", "12-05", "12-08"]),
      (
        ["type": "weekly", "interval": 2, "daysOfWeek": ["wednesday", "friday"]],
        ["12-02", "12-04", "12-16"]
      ),
      (
        [
          "type": "weekly", "interval": 2, "daysOfWeek": ["sunday", "wednesday"],
          "firstDayOfWeek": "monday",
        ], ["12-02", "12-06", "12-16"]
      ),
      (["type": "absoluteMonthly", "interval": 1, "dayOfMonth": 31], ["12-31", "01-31", "02-28"]),
      (
        ["type": "relativeMonthly", "interval": 1, "index": "last", "daysOfWeek": ["friday"]],
        ["12-25", "01-29", "02-26"]
      ),
      (
        [
          "type": "relativeMonthly", "interval": 1, "index": "first",
          "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"],
        ], ["01-01", "02-01", "03-01"]
      ),
      (
        ["type": "absoluteYearly", "interval": 1, "month": 2, "dayOfMonth": 29],
        ["02-28", "02-29", "02-28"]
      ),
    ] as [([String: JSON], [String])]
  )
  func laysOutSeries(_ pattern: [String: JSON], _ days: [String]) throws {
    let range: JSON = ["type": "numbered", "startDate": "2026-12-02", "numberOfOccurrences": 3]
    let series = try GraphPattern(["pattern": .object(pattern), "range": range])
    #expect(series.dates(through: "2031-01-01").map { String($0.dropFirst(5)) } == days)
  }

  @Test func occurrencesAreChangedOnTheirOwn() async throws {
    try await withSandbox { sandbox in
      let master = try await sandbox.graphEvent([
        "recurrence": [
          "pattern": ["type": "daily", "interval": 1],
          "range": ["type": "numbered", "startDate": "2026-12-02", "numberOfOccurrences": 4],
        ]
      ])
      #expect(master["type"] == "seriesMaster")
      let delta = try await sandbox.graphDelta()
      let round = try await sandbox.graphRound(delta)
      let occurrences = round.items.filter { $0["seriesMasterId"] == master["id"] }
      #expect(occurrences.count == 4)
      let second = sandbox.path(occurrences[1])
      let renamed = try await sandbox.graph("PATCH", second, ["subject": "Other"])
      #expect(renamed.json["type"] == "exception")
      #expect(try await sandbox.graph("DELETE", sandbox.path(occurrences[2])).status == 204)
      let crossing = try await sandbox.graph(
        "PATCH",
        second,
        [
          "start": ["dateTime": "2026-12-05T09:30:00", "timeZone": "UTC"],
          "end": ["dateTime": "2026-12-05T10:00:00", "timeZone": "UTC"],
        ]
      )
      #expect(crossing.status == 400)
      #expect(crossing.code == "ErrorOccurrenceCrossingBoundary")
      let changes = try await sandbox.graphRound(round.delta)
      let left = changes.items.filter { $0["seriesMasterId"] == master["id"] }
      #expect(left.map { $0["type"] } == ["occurrence", "exception", "occurrence"])
      // The one that went is not told of.
      #expect(changes.items.allSatisfy { $0["@removed"] == .null })
      #expect(try await sandbox.graph("DELETE", sandbox.path(master)).status == 204)
      let gone = try await sandbox.graphRound(changes.delta).items
      #expect(gone.allSatisfy { $0["@removed"] != .null })
      #expect(gone.count == 4)
    }
  }
}
