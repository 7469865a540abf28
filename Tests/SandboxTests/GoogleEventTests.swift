import Foundation
import Testing

@testable import Sandbox

/// Writing and listing events at Google.
@Suite struct GoogleEventTests {
  typealias Google = RunningSandbox

  @Test func whoMayDoWhat() async throws {
    try await withSandbox { sandbox in
      let stranger = try await sandbox.askGoogle("GET", Google.own, token: "at-google-none")
      #expect(stranger.status == 401 && stranger.reason == "authError")
      let list = try await sandbox.askGoogle("GET", "/users/me/calendarList").json["items"].array
      #expect(list?.compactMap { $0["accessRole"].string } == ["owner", "writer", "reader"])
      let reader = RunningSandbox.encoded(list?.last?["id"].string ?? "")
      let body: JSON = ["start": Google.at("10:00:00Z"), "end": Google.at("11:00:00Z")]
      let refused = try await sandbox.askGoogle("POST", "/calendars/\(reader)/events", body)
      #expect(refused.status == 403)
      let unknown = try await sandbox.askGoogle("GET", "/calendars/nobody/events")
      #expect(unknown.status == 404 && unknown.reason == "notFound")
      // The list of calendars may be read, the calendar itself is another scope.
      let calendar = try await sandbox.askGoogle("GET", "/calendars/primary")
      #expect(calendar.status == 403 && calendar.reason == "insufficientPermissions")
    }
  }

  @Test(arguments: [
    ("ab", "invalid"), ("abcdw", "invalid"), ("ABCDE", "invalid"), ("abcde-f", "invalid"),
    ("seed0teamtalk", "duplicate"),
  ])
  func idsThatCannotBe(id: String, reason: String) async throws {
    try await withSandbox { sandbox in
      let body: JSON = [
        "id": .string(id), "start": Google.at("10:00:00Z"), "end": Google.at("11:00:00Z"),
      ]
      let answer = try await sandbox.askGoogle("POST", Google.own, body)
      #expect(answer.reason == reason)
      #expect(answer.status == (reason == "duplicate" ? 409 : 400))
    }
  }

  @Test func anIDStaysTakenAndDeletingTwiceIsTold() async throws {
    try await withSandbox { sandbox in
      _ = try await sandbox.makeGoogle(["id": "chosen"])
      let path = "\(Google.own)/chosen"
      #expect(try await sandbox.askGoogle("DELETE", path).status == 204)
      let again = try await sandbox.askGoogle("DELETE", path)
      #expect(again.status == 410 && again.reason == "deleted")
      let there = try await sandbox.askGoogle("GET", path).json
      #expect(there["status"] == "cancelled" && there["summary"] == .null)
      let body: JSON = [
        "id": "chosen", "start": Google.at("10:00:00Z"), "end": Google.at("11:00:00Z"),
      ]
      #expect(try await sandbox.askGoogle("POST", Google.own, body).status == 409)
    }
  }

  /// Google takes its own text of a Meet out of whatever it is sent.
  @Test func theTextOfAMeetIsCut() async throws {
    try await withSandbox(events: 0) { sandbox in
      let text = InvitationText.meet("https://meet.google.com/abc-defg-hij", phone: "+49", pin: "1")
      let event = try await sandbox.makeGoogle(["description": .string("Mine\n\(text)\nAfter")])
      #expect(event["description"] == "Mine\n\nAfter")
      let plain = try await sandbox.patchGoogle(event, ["description": "-::~ a -::~"])
      #expect(plain.json["description"] == "-::~ a -::~")
    }
  }

  @Test func patchesMergeAndArraysAreReplaced() async throws {
    try await withSandbox { sandbox in
      let event = try await sandbox.makeGoogle([
        "description": "words", "location": "Room",
        "attendees": [["email": "a@x.example"], ["email": "b@x.example"]],
        "extendedProperties": ["private": ["a": "1", "b": "2"]],
      ])
      let body: JSON = [
        "location": .null, "attendees": [["email": "c@x.example"]],
        "extendedProperties": ["private": ["b": .null, "c": "3"]],
      ]
      let patched = try await sandbox.patchGoogle(event, body).json
      #expect(patched["summary"] == "Plan" && patched["description"] == "words")
      #expect(patched["location"] == .null)
      #expect(patched["attendees"].array?.compactMap { $0["email"].string } == ["c@x.example"])
      #expect(patched["extendedProperties"]["private"] == ["a": "1", "c": "3"])
      // A day beside a moment is neither.
      let both = try await sandbox.patchGoogle(event, ["start": ["date": "2026-11-25"]])
      #expect(both.status == 400)
      let days: JSON = [
        "start": ["date": "2026-11-25", "dateTime": .null],
        "end": ["date": "2026-11-26", "dateTime": .null],
      ]
      #expect(try await sandbox.patchGoogle(event, days).json["start"] == ["date": "2026-11-25"])
      let path = "\(Google.own)/\(event["id"].string ?? "")"
      let put = try await sandbox.askGoogle(
        "PUT",
        path,
        ["start": Google.at("10:00:00Z"), "end": Google.at("10:30:00Z")]
      )
      #expect(put.json["summary"] == .null && put.json["description"] == .null)
    }
  }

  @Test(arguments: [
    ["start": Google.at("11:00:00Z"), "end": Google.at("10:00:00Z")] as JSON,
    ["description": .string(String(repeating: "x", count: 8_193))], ["summary": 1],
    ["attendees": [["displayName": "N"]]], ["visibility": "secret"],
    ["recurrence": ["FREQ=DAILY"]], ["start": ["dateTime": "2026-11-25T10:00:00"]],
    ["start": ["dateTime": "2026-11-25T10:00:00Z", "timeZone": "Nowhere/Town"]],
  ])
  func refuses(body: JSON) async throws {
    try await withSandbox { sandbox in
      let event = try await sandbox.makeGoogle()
      #expect(try await sandbox.patchGoogle(event, body).status == 400)
    }
  }

  @Test func aListIsPagedAndItsTokenComesLast() async throws {
    try await withSandbox(events: 0) { sandbox in
      for _ in 0..<5 { _ = try await sandbox.makeGoogle() }
      var ids: [String] = []
      var page: JSON = .null
      repeat {
        let next = page["nextPageToken"].string.map { "&pageToken=\(RunningSandbox.encoded($0))" }
        let path = "\(Google.own)?singleEvents=true&maxResults=2\(next ?? "")"
        page = try await sandbox.askGoogle("GET", path).json
        ids += page["items"].array?.compactMap { $0["id"].string } ?? []
        #expect((page["nextPageToken"] == .null) != (page["nextSyncToken"] == .null))
      } while page["nextPageToken"] != .null
      #expect(ids.count == 5 && Set(ids).count == 5)
    }
  }

  @Test func tokensTellWhatChanged() async throws {
    try await withSandbox(events: 0) { sandbox in
      let window = "timeMin=2026-11-25T00:00:00Z&timeMax=2026-11-26T00:00:00Z"
      let event = try await sandbox.makeGoogle()
      let gone = try await sandbox.makeGoogle(["id": "gone0"])
      let first = try await sandbox.askGoogle("GET", "\(Google.own)?singleEvents=true&\(window)")
        .json
      let token = RunningSandbox.encoded(first["nextSyncToken"].string ?? "")
      #expect(first["items"].array?.count == 2)
      // One is moved out of the stretch, one deleted, one made outside.
      let away: JSON = [
        "start": ["dateTime": "2026-12-25T10:00:00Z"], "end": ["dateTime": "2026-12-25T11:00:00Z"],
      ]
      _ = try await sandbox.patchGoogle(event, away)
      _ = try await sandbox.askGoogle("DELETE", "\(Google.own)/\(gone["id"].string ?? "")")
      _ = try await sandbox.makeGoogle(away.object ?? [:])
      let path = "\(Google.own)?singleEvents=true&syncToken=\(token)"
      let news = try await sandbox.askGoogle("GET", path).json["items"].array ?? []
      let ids = [event, gone].map { $0["id"].string }
      #expect(Set(news.map { $0["id"].string }) == Set(ids))
      let cancelled = news.first { $0["id"] == gone["id"] }
      #expect(Set((cancelled?.object ?? [:]).keys) == ["kind", "etag", "id", "status"])
      for extra in ["timeMin=2026-11-25T00:00:00Z", "q=a", "orderBy=updated", "showDeleted=false"] {
        #expect(try await sandbox.askGoogle("GET", "\(path)&\(extra)").status == 400, "\(extra)")
      }
      let other = try await sandbox.askGoogle("GET", "\(Google.own)?syncToken=\(token)")
      #expect(other.status == 400)
      _ = try await sandbox.ask(
        "POST",
        "/_sandbox/google",
        ["expire_sync_tokens": true],
        control: true
      )
      let expired = try await sandbox.askGoogle("GET", path)
      #expect(expired.status == 410 && expired.reason == "fullSyncRequired")
    }
  }

  @Test func occurrencesAreChangedOnTheirOwn() async throws {
    try await withSandbox(events: 0) { sandbox in
      let series = try await sandbox.makeGoogle([
        "start": ["dateTime": "2026-11-25T10:00:00", "timeZone": "Europe/Berlin"],
        "end": ["dateTime": "2026-11-25T11:00:00", "timeZone": "Europe/Berlin"],
        "recurrence": ["RRULE:FREQ=DAILY;COUNT=4"],
      ])
      let path = "\(Google.own)/\(series["id"].string ?? "")"
      func instances() async throws -> [JSON] {
        try await sandbox.askGoogle("GET", "\(path)/instances").json["items"].array ?? []
      }
      let four = try await instances()
      #expect(four.count == 4 && four.allSatisfy { $0["recurringEventId"] == series["id"] })
      let list = try await sandbox.askGoogle("GET", "\(Google.own)?singleEvents=true").json
      let token = RunningSandbox.encoded(list["nextSyncToken"].string ?? "")
      _ = try await sandbox.patchGoogle(four[1], ["summary": "Other"])
      let last = "\(Google.own)/\(four[2]["id"].string ?? "")"
      #expect(try await sandbox.askGoogle("DELETE", last).status == 204)
      #expect(
        try await instances().compactMap { $0["summary"].string } == ["Plan", "Other", "Plan"]
      )
      // A shorter series leaves what was changed where it is; one that is moved takes it away.
      _ = try await sandbox.patchGoogle(series, ["recurrence": ["RRULE:FREQ=DAILY;COUNT=1"]])
      let news =
        try await sandbox.askGoogle(
          "GET",
          "\(Google.own)?singleEvents=true&syncToken=\(token)"
        ).json["items"].array ?? []
      let states = Dictionary(news.map { ($0["id"].string ?? "", $0["status"].string) }) { $1 }
      #expect(
        four.map { states[$0["id"].string ?? ""] } == [
          "confirmed", "confirmed", "cancelled", "cancelled",
        ]
      )
      let left = "\(path)/instances?originalStart=2026-11-26T10:00:00%2B01:00"
      let changed = try await sandbox.askGoogle("GET", left).json["items"].array ?? []
      #expect(changed.map { $0["id"] } == [four[1]["id"]])
      let moved: JSON = [
        "start": ["dateTime": "2026-11-25T12:00:00", "timeZone": "Europe/Berlin"],
        "end": ["dateTime": "2026-11-25T13:00:00", "timeZone": "Europe/Berlin"],
      ]
      #expect(try await sandbox.patchGoogle(series, moved).status == 200)
      // Without single events the list has the series alone: nothing differs from it any more.
      let whole = try await sandbox.askGoogle("GET", Google.own).json["items"].array ?? []
      #expect(whole.count { $0["recurrence"] != .null } == 1 && whole.count == 1)
    }
  }

  @Test(arguments: [
    ("limit=2", 400), ("maxResults=0", 400), ("maxResults=2501", 400),
    ("singleEvents=yes", 400), ("timeMin=2026-11-25", 400), ("pageToken=x", 400),
    ("syncToken=x", 410), ("timeMin=2026-11-26T00:00:00Z&timeMax=2026-11-25T00:00:00Z", 400),
  ])
  func queriesThatCannotBe(query: String, status: Int) async throws {
    try await withSandbox(events: 0) { sandbox in
      let answer = try await sandbox.askGoogle("GET", "\(Google.own)?\(query)")
      #expect(answer.status == status)
    }
  }

  @Test(arguments: [("status", 403), ("status", 503), ("malformed", 200)])
  func faultsStrikeHereToo(kind: String, status: Int) async throws {
    try await withSandbox { sandbox in
      try await sandbox.fault([
        "kind": .string(kind), "status": .int(max(400, status)), "match": "/calendar/v3",
      ])
      let answer = try await sandbox.askGoogle("GET", Google.own)
      #expect(answer.status == status)
      if kind == "status" { #expect(answer.reason != nil) } else { #expect(answer.json == .null) }
      #expect(try await sandbox.askGoogle("GET", Google.own).status == 200)
    }
  }

  /// The seed is the same for the same day, and leaves that of Nylas as it is.
  @Test func theSeedIsTheSameEachTime() async throws {
    var texts: Set<String> = []
    for _ in 0..<2 {
      try await withSandbox { sandbox in
        texts.insert(
          try await sandbox.askGoogle("GET", "\(Google.own)?singleEvents=true").json["items"].text
        )
        let all = try await sandbox.askGoogle("GET", "\(Google.own)?singleEvents=true").json[
          "items"
        ]
        #expect(all.array?.count == 14)
      }
    }
    #expect(texts.count == 1)
  }
}
