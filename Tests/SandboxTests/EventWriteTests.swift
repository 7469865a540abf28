import Foundation
import Testing

@testable import Sandbox

@Suite struct EventWriteTests {
  /// A body's fields beside `when`, and a word of the complaint about them.
  static let refused: [(JSON, String)] = [
    (["title": ""], "title"), (["title": .string(String(repeating: "a", count: 1025))], "1025"),
    (["title": 7], "title"), (["description": .null], "description"),
    (["description": .string(String(repeating: "a", count: 8193))], "8193"),
    (["location": .string(String(repeating: "a", count: 256))], "256"), (["busy": "yes"], "busy"),
    (["visibility": "secret"], "visibility"), (["visibility": .null], "visibility"),
    (["participants": [["name": "Ann"]]], "participants"),
    (["participants": [["email": "ann"]]], "participants"),
    (["participants": ["a@b"]], "participants"),
    (["resources": [["name": "x"]]], "resources"), (["capacity": .double(1.5)], "capacity"),
    (["recurrence": ["FREQ=DAILY"]], "recurrence"),
    (["recurrence": ["RRULE:FREQ=HOURLY"]], "HOURLY"),
    (["recurrence": ["RRULE:FREQ=DAILY;COUNT=0"]], "COUNT=0"),
    (["recurrence": ["RRULE:FREQ=DAILY;INTERVAL=9223372036854775807"]], "INTERVAL="),
    (["recurrence": ["RRULE:FREQ=DAILY;COUNT=9223372036854775807"]], "COUNT="),
    (["recurrence": ["RRULE:FREQ=MONTHLY;BYDAY=-9223372036854775808MO"]], "BYDAY="),
    (["recurrence": ["RRULE:FREQ=MONTHLY;BYMONTHDAY=-9223372036854775808"]], "BYMONTHDAY="),
    (["recurrence": "RRULE:FREQ=DAILY"], "list"),
    (["recurrence": ["RRULE:FREQ=DAILY", "DTSTART:20261125"]], "DTSTART"),
    (
      ["reminders": ["overrides": [["reminder_minutes": 5, "reminder_method": "pigeon"]]]],
      "reminder"
    ),
    (["metadata": ["key1": 1]], "metadata"),
    (["metadata": ["key1": .string(String(repeating: "a", count: 501))]], "500"),
    (
      ["metadata": .object(Dictionary(uniqueKeysWithValues: (0...50).map { ("k\($0)", "v") }))],
      "50"
    ),
    (["notetaker": true], "notetaker"), (["hide_participants": "no"], "hide_participants"),
  ]

  @Test(arguments: refused.indices)
  func refuses(index: Int) async throws {
    let (fields, word) = Self.refused[index]
    try await withSandbox(events: 0) { sandbox in
      var body = fields.object ?? [:]
      body["when"] = hour(1)
      let answer = try await sandbox.ask("POST", sandbox.events(sandbox.google), .object(body))
      #expect(answer.status == 400)
      #expect(answer.message.contains(word), "\(answer.message)")
      #expect(try await sandbox.state()["events"].int == 0)
      // An update is held to the same rules.
      let id = try await sandbox.create(sandbox.google, ["when": hour(1)])["id"].string ?? ""
      let update = try await sandbox.ask("PUT", sandbox.events(sandbox.google, id), fields)
      #expect(update.status == 400)
    }
  }

  @Test(arguments: [
    #"{}"#, #"{"start_time":1}"#, #"{"start_time":2,"end_time":1}"#,
    #"{"start_time":"1","end_time":2}"#,
    #"{"start_time":1,"end_time":2,"start_timezone":"Europe/Berlin"}"#,
    #"{"start_time":1,"end_time":2,"start_timezone":"Moon/Base","end_timezone":"UTC"}"#,
    #"{"start_time":1,"end_time":2,"object":"date"}"#, #"{"start_time":1,"end_time":2,"extra":1}"#,
    #"{"date":"2026-02-29"}"#, #"{"date":"2026-1-1"}"#, #"{"date":"20260101"}"#, #"{"date":5}"#,
    #"{"date":"2026-01-01","timezone":"UTC"}"#,
    #"{"start_date":"2026-01-02","end_date":"2026-01-01"}"#,
    #"{"start_date":"2026-01-02"}"#, #"{"time":"noon"}"#, #"{"time":1,"timezone":"x"}"#, #"[]"#,
    #"null"#,
  ])
  func refusesTimesThatAreNone(when: String) async throws {
    try await withSandbox(events: 0) { sandbox in
      let path = sandbox.events(sandbox.google)
      let answer = try await sandbox.ask("POST", path, text: #"{"title":"x","when":\#(when)}"#)
      #expect(answer.status == 400)
      #expect(answer.message.contains("when"), "\(answer.message)")
    }
  }

  @Test(arguments: ["", "{", "[]", "\"text\"", "{\"when\": }", "\u{0}"])
  func refusesABodyThatIsNoObject(text: String) async throws {
    try await withSandbox(events: 0) { sandbox in
      let answer = try await sandbox.ask("POST", sandbox.events(sandbox.google), text: text)
      #expect(answer.status == 400)
      #expect(answer.message == "error parsing request body")
    }
  }

  @Test func answersAllThatWasSent() async throws {
    try await withSandbox(events: 0) { sandbox in
      let event = try await sandbox.create(
        sandbox.google,
        [
          "title": "Ti\u{0}t\u{1B}le 👩‍👩‍👧‍👦", "description": "<p>a &amp; b</p>", "location": "Here",
          "when": ["start_date": "2026-12-01", "end_date": "2026-12-03"], "busy": .null,
          "visibility": "default", "capacity": 4, "hide_participants": true,
          "participants": [["email": "a@x.example", "name": "A"], ["email": "A@x.example"]],
          "resources": [["email": "room@x.example"]], "metadata": ["key1": "v"],
          "reminders": ["use_default": false, "overrides": [["reminder_minutes": 5]]],
        ]
      )
      #expect(event["title"].string == "Ti\u{0}t\u{1B}le 👩‍👩‍👧‍👦")
      #expect(event["text_description"].string == "a & b\n")
      #expect(event["when"]["object"].string == "datespan")
      #expect(event["busy"].bool == true)
      #expect(event["participants"].array?.count == 1)
      #expect(event["participants"].array?.first?["status"].string == "noreply")
      #expect(event["metadata"]["key1"].string == "v")
      #expect(event["capacity"].int == 4)
      #expect(event["calendar_id"].string == sandbox.server.grants[0].email)
      #expect(event["organizer"]["email"].string == sandbox.server.grants[0].email)
      let id = try #require(event["id"].string)
      #expect(try await sandbox.event(sandbox.google, id) == event)
    }
  }

  @Test func keepsWhatAnUpdateLeavesOut() async throws {
    try await withSandbox(events: 0) { sandbox in
      let before = try await sandbox.create(
        sandbox.google,
        [
          "title": "T", "description": "D", "location": "L", "when": hour(1),
          "metadata": ["key1": "a", "key2": "b"],
          "participants": [["email": "a@x.example", "comment": "c"], ["email": "b@x.example"]],
        ]
      )
      let path = sandbox.events(sandbox.google, before["id"].string)
      let after = try await sandbox.ask("PUT", path, ["title": "U", "metadata": ["key2": "c"]]).data
      #expect(after["title"].string == "U")
      for field in ["description", "location", "when", "participants", "created_at", "id"] {
        #expect(after[field] == before[field], "\(field)")
      }
      // A nested object is replaced whole.
      #expect(after["metadata"] == ["key2": "c"])
      #expect((after["updated_at"].int ?? 0) > (before["updated_at"].int ?? 0))
      let people =
        try await sandbox.ask(
          "PUT",
          path,
          ["participants": [["email": "a@x.example"], ["email": "c@x.example"]]]
        ).data["participants"].array ?? []
      #expect(people.map { $0["email"].string } == ["a@x.example", "c@x.example"])
      #expect(people[0]["comment"] == .null)
    }
  }

  @Test func keepsTheAnswersOfThoseWhoStay() async throws {
    try await withSandbox { sandbox in
      let events = try await sandbox.all(sandbox.google, "primary")
      let event = try #require(events.first { $0["title"].string == "1:1 Amara" })
      let path = sandbox.events(sandbox.google, event["id"].string)
      let body: JSON = [
        "participants": [["email": "AMARA@acme.example"], ["email": "new@x.example"]]
      ]
      let people = try await sandbox.ask("PUT", path, body).data["participants"].array ?? []
      #expect(people.map { $0["status"].string } == ["yes", "noreply"])
    }
  }

  @Test func refusesReadOnlyEventsAndCalendars() async throws {
    try await withSandbox { sandbox in
      let holidays = try await sandbox.calendar("Holidays in Germany", of: sandbox.google)
      let path = sandbox.events(sandbox.google, calendar: holidays)
      let create = try await sandbox.ask("POST", path, ["title": "x", "when": hour(1)])
      #expect(create.status == 400)
      #expect(create.message.contains("read-only"))
      let primary = try await sandbox.all(sandbox.google, "primary")
      for (list, calendar) in [
        (try await sandbox.all(sandbox.google, holidays), holidays),
        (primary.filter { $0["title"].string == "Quarterly numbers" }, "primary"),
      ] {
        let id = try #require(list.first?["id"].string)
        let path = sandbox.events(sandbox.google, id, calendar: calendar)
        for (method, body) in [("PUT", ["title": "x"] as JSON?), ("DELETE", nil)] {
          let answer = try await sandbox.ask(method, path, body)
          #expect(answer.status == 400)
          #expect(answer.message.contains("read-only"), "\(answer.message)")
        }
      }
    }
  }

  @Test func deletesAsTheProviderDoes() async throws {
    try await withSandbox(events: 0) { sandbox in
      for (grant, remains) in [(sandbox.google, true), (sandbox.microsoft, false)] {
        let id =
          try await sandbox.create(grant, ["title": "x", "when": hour(1)])["id"].string ?? ""
        let path = sandbox.events(grant, id)
        let deleted = try await sandbox.ask("DELETE", path)
        #expect(deleted.status == 200)
        #expect(deleted.json.object?.keys.sorted() == ["request_id"])
        #expect(try await sandbox.ask("GET", path).status == (remains ? 200 : 404))
        #expect(try await sandbox.ask("DELETE", path).status == 404)
        #expect(try await sandbox.ask("GET", sandbox.events(grant)).list.isEmpty)
        let shown = try await sandbox.ask(
          "GET",
          sandbox.events(grant, query: "&show_cancelled=true")
        ).list
        #expect(shown.map { $0["status"].string } == (remains ? ["cancelled"] : []))
      }
      #expect(try await sandbox.state()["events"].int == 0)
    }
  }

  @Test func holdsMicrosoftToItsOwnLimits() async throws {
    try await withSandbox(events: 0) { sandbox in
      let reminder: JSON = ["reminder_minutes": 5, "reminder_method": "popup"]
      for fields: JSON in [
        ["visibility": "default"], ["reminders": ["overrides": [reminder, reminder]]],
      ] {
        var body = fields.object ?? [:]
        body["when"] = hour(1)
        let microsoft = try await sandbox.ask(
          "POST",
          sandbox.events(sandbox.microsoft),
          .object(body)
        )
        #expect(microsoft.status == 400)
        let google = try await sandbox.ask("POST", sandbox.events(sandbox.google), .object(body))
        #expect(google.status == 200)
      }
    }
  }

  @Test func answersInvitations() async throws {
    try await withSandbox { sandbox in
      let events = try await sandbox.all(sandbox.google, "primary")
      let council = events.first { $0["title"].string == "Architecture council" }
      let id = try #require(council?["id"].string)
      let path = sandbox.events(sandbox.google, id).replacing("?", with: "/send-rsvp?")
      #expect(try await sandbox.ask("POST", path, ["status": "perhaps"]).status == 400)
      #expect(try await sandbox.ask("POST", path, ["status": "yes"]).status == 200)
      let people = try await sandbox.event(sandbox.google, id)["participants"].array ?? []
      let mine = people.first { $0["email"].string == sandbox.server.grants[0].email }
      #expect(mine?["status"].string == "yes")
      let own = try await sandbox.create(sandbox.google, ["when": hour(1)])["id"].string
      let ownPath = sandbox.events(sandbox.google, own).replacing("?", with: "/send-rsvp?")
      #expect(try await sandbox.ask("POST", ownPath, ["status": "yes"]).status == 400)
    }
  }

  @Test func tellsWhoIsBusy() async throws {
    try await withSandbox(events: 0) { sandbox in
      let start = Int(RunningSandbox.moment.timeIntervalSince1970)
      for (hours, busy) in [(1, true), (2, true), (5, false)] {
        _ = try await sandbox.create(sandbox.google, ["when": hour(hours), "busy": .bool(busy)])
      }
      let path = "/v3/grants/\(sandbox.google)/calendars/free-busy"
      let mine = sandbox.server.grants[0].email
      let span: [String: JSON] = ["start_time": .int(start), "end_time": .int(start + 86_400)]
      let known = span.merging(["emails": [.string(mine), "else@x.example"]]) { $1 }
      let answer = try await sandbox.ask("POST", path, .object(known))
      #expect(answer.list[0]["time_slots"].array?.count == 1)
      #expect(answer.list[0]["time_slots"].array?[0]["start_time"].int == start + 3600)
      #expect(answer.list[0]["time_slots"].array?[0]["end_time"].int == start + 3 * 3600)
      #expect(answer.list[1]["object"].string == "error")
      let crowd = (0...50).map { JSON.string("p\($0)@x.example") }
      for change: [String: JSON] in [
        ["emails": []], ["emails": .array(crowd)], ["end_time": .int(start)],
        ["end_time": .int(start + 94 * 86_400)], ["start_time": "now"],
      ] {
        let body = known.merging(change) { $1 }
        #expect(try await sandbox.ask("POST", path, .object(body)).status == 400)
      }
    }
  }
}
