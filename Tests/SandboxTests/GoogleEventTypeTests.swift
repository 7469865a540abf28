import Testing

@testable import Sandbox

/// What `eventType` lets one write.
@Suite struct GoogleEventTypeTests {
  typealias Google = RunningSandbox

  private static let events: JSON = [
    "put_events": [
      [
        "id": "birthday1", "summary": "Hilde", "eventType": "birthday",
        "start": ["date": "2026-11-26"], "end": ["date": "2026-11-27"],
        "birthdayProperties": ["type": "birthday", "contact": "people/c1"],
      ],
      [
        "id": "working1", "summary": "Home", "eventType": "workingLocation",
        "start": ["date": "2026-11-26"], "end": ["date": "2026-11-27"],
        "visibility": "public", "transparency": "transparent",
        "workingLocationProperties": ["type": "homeOffice", "homeOffice": [:]],
      ],
      ["id": "focus1", "summary": "Focus", "eventType": "focusTime"],
      ["id": "away1", "summary": "Away", "eventType": "outOfOffice"],
      ["id": "gmail1", "summary": "Flight", "eventType": "fromGmail"],
      ["id": "new1", "summary": "New", "eventType": "somethingNew"],
    ]
  ]

  @Test(arguments: [
    ("birthday1", #"{"summary":"H"}"#, true), ("birthday1", #"{"location":"x"}"#, false),
    ("birthday1", #"{"start":{"dateTime":"2026-11-26T10:00:00Z","date":null}}"#, false),
    ("working1", #"{"summary":"Office"}"#, true), ("working1", #"{"attendees":[]}"#, false),
    ("working1", #"{"visibility":"private"}"#, false),
    ("focus1", #"{"summary":"F"}"#, true), ("focus1", #"{"transparency":"transparent"}"#, false),
    ("away1", #"{"description":"x"}"#, true), ("away1", #"{"attendees":[]}"#, false),
    ("gmail1", #"{"colorId":"3"}"#, true), ("gmail1", #"{"summary":"x"}"#, false),
    ("gmail1", #"{"description":"x"}"#, false),
    ("new1", #"{"summary":"x"}"#, true), ("focus1", #"{"eventType":"default"}"#, false),
  ])
  func aChangeIsTakenOrRefused(_ id: String, _ body: String, _ isTaken: Bool) async throws {
    try await withSandbox(events: 0) { sandbox in
      try await sandbox.turnGoogle(Self.events)
      let json = try #require(JSON(bytes: Array(body.utf8)))
      let answer = try await sandbox.askGoogle("PATCH", "\(Google.own)/\(id)", json)
      #expect(answer.status == (isTaken ? 200 : 400), "\(answer.json.text)")
      guard !isTaken, json["eventType"] == .null, json["start"] == .null else { return }
      #expect(answer.reason == "eventTypeRestriction")
    }
  }

  @Test func noMeetAndNoPropertiesWhereTheyCannotBe() async throws {
    try await withSandbox(events: 0) { sandbox in
      try await sandbox.turnGoogle(Self.events)
      for id in ["birthday1", "working1", "focus1", "away1", "gmail1"] {
        let path = "\(Google.own)/\(id)?conferenceDataVersion=1"
        #expect(try await sandbox.askGoogle("PATCH", path, Google.meet("r")).status == 400)
      }
      let properties: JSON = ["extendedProperties": ["private": ["a": "b"]]]
      let refused = try await sandbox.askGoogle("PATCH", "\(Google.own)/birthday1", properties)
      #expect(
        refused.json["error"]["message"]
          == "'birthday' event type must not have private extended properties."
      )
      #expect(try await sandbox.askGoogle("DELETE", "\(Google.own)/birthday1").status == 400)
      #expect(try await sandbox.askGoogle("DELETE", "\(Google.own)/gmail1").status == 204)
    }
  }

  @Test func whatCanBeMade() async throws {
    try await withSandbox(events: 0) { sandbox in
      let away = try await sandbox.makeGoogle(["eventType": "outOfOffice"])
      #expect(away["eventType"] == "outOfOffice")
      let place: JSON = ["type": "homeOffice", "homeOffice": [:]]
      let made = try await sandbox.makeGoogle([
        "eventType": "workingLocation", "visibility": "public", "transparency": "transparent",
        "workingLocationProperties": place,
      ])
      #expect(made["workingLocationProperties"] == place)
      for type in ["fromGmail", "somethingNew", "workingLocation", "birthday"] {
        let body: JSON = [
          "eventType": .string(type), "start": Google.at("10:00:00Z"),
          "end": Google.at("11:00:00Z"),
        ]
        #expect(try await sandbox.askGoogle("POST", Google.own, body).status == 400, "\(type)")
      }
      let listed = try await sandbox.askGoogle("GET", "\(Google.own)?eventTypes=outOfOffice")
      #expect(listed.json["items"].array?.map { $0["id"] } == [away["id"]])
    }
  }
}
