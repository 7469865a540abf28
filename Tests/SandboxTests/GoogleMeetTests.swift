import Foundation
import Testing

@testable import Sandbox

/// What is unpleasant about conferences at Google.
@Suite struct GoogleMeetTests {
  typealias Google = RunningSandbox

  @Test func withoutItsVersionTheFieldIsIgnored() async throws {
    try await withSandbox { sandbox in
      let body = Google.meet("one").object ?? [:]
      for query in ["", "conferenceDataVersion=0"] {
        let event = try await sandbox.makeGoogle(body, query: query)
        #expect(event["conferenceData"] == .null)
      }
      let event = try await sandbox.makeGoogle(body, query: "conferenceDataVersion=1")
      let kept = try await sandbox.patchGoogle(event, ["conferenceData": .null], version: 0)
      #expect(kept.json["hangoutLink"] == event["hangoutLink"])
      #expect(event["hangoutLink"].string != nil)
    }
  }

  @Test func theLinkComesWithItsTime() async throws {
    try await withSandbox(linkDelay: .seconds(60)) { sandbox in
      let body = Google.meet("one").object ?? [:]
      let event = try await sandbox.makeGoogle(body, query: "conferenceDataVersion=1")
      func status(_ event: JSON) -> String? {
        event["conferenceData"]["createRequest"]["status"]["statusCode"].string
      }
      #expect(status(event) == "pending" && event["hangoutLink"] == .null)
      await sandbox.server.advanceClock(by: .seconds(61))
      let path = "\(Google.own)/\(event["id"].string ?? "")"
      let ready = try await sandbox.askGoogle("GET", path).json
      #expect(status(ready) == "success")
      #expect(try await sandbox.liveMeets() == [ready["hangoutLink"].string])
      // The ETag is another one, although nobody wrote.
      #expect(ready["etag"] != event["etag"])
      let late = try await sandbox.askGoogle(
        "PATCH",
        path,
        ["summary": "Late"],
        match: event["etag"].string
      )
      #expect(late.status == 412 && late.reason == "conditionNotMet")
    }
  }

  @Test func aSecondRequestKillsTheFirstLink() async throws {
    try await withSandbox { sandbox in
      let body = Google.meet("one").object ?? [:]
      let event = try await sandbox.makeGoogle(body, query: "conferenceDataVersion=1")
      let same = try await sandbox.patchGoogle(event, Google.meet("one"))
      #expect(same.json["hangoutLink"] == event["hangoutLink"])
      let other = try await sandbox.patchGoogle(event, Google.meet("two"))
      #expect(other.status == 200 && other.json["hangoutLink"] != event["hangoutLink"])
      #expect(try await sandbox.liveMeets() == [other.json["hangoutLink"].string])
    }
  }

  @Test func nullTakesItOffAndDeletingEndsIt() async throws {
    try await withSandbox { sandbox in
      let body = Google.meet("one").object ?? [:]
      let event = try await sandbox.makeGoogle(body, query: "conferenceDataVersion=1")
      let bare = try await sandbox.patchGoogle(event, ["conferenceData": .null])
      #expect(bare.json["conferenceData"] == .null && bare.json["hangoutLink"] == .null)
      #expect(try await sandbox.liveMeets().isEmpty)
      let again = try await sandbox.patchGoogle(event, Google.meet("two"))
      #expect(try await sandbox.liveMeets() == [again.json["hangoutLink"].string])
      let path = "\(Google.own)/\(event["id"].string ?? "")"
      #expect(try await sandbox.askGoogle("DELETE", path).status == 204)
      #expect(try await sandbox.liveMeets().isEmpty)
    }
  }

  /// A program like Convene cannot put the link of another maker into the field.
  @Test func addOnsAreRefusedOrDropped() async throws {
    try await withSandbox { sandbox in
      let event = try await sandbox.makeGoogle()
      func body(_ key: JSON) -> JSON {
        [
          "conferenceData": [
            "conferenceSolution": ["key": key, "name": "Zoom Meeting", "iconUri": "https://x/y"],
            "entryPoints": [["entryPointType": "video", "uri": "https://zoom.us/j/1"]],
          ]
        ]
      }
      let typed = try await sandbox.patchGoogle(event, body(["type": "addOn"]))
      #expect(typed.status == 400 && typed.message == "Invalid conference data")
      let bare = try await sandbox.patchGoogle(event, body([:]))
      #expect(bare.status == 200 && bare.json["conferenceData"] == .null)
      let foreign = try await sandbox.patchGoogle(event, body(["type": "hangoutsMeet"]))
      #expect(foreign.status == 400 && foreign.reason == "invalid")
    }
  }

  @Test(arguments: ["hangoutsMeet", "eventHangout", "addOn", ""])
  func typesThatACalendarDoesNotAllow(type: String) async throws {
    try await withSandbox { sandbox in
      let list = try await sandbox.askGoogle("GET", "/users/me/calendarList").json["items"]
      let shared = list.array?.first { $0["summary"].string == "Roadmap crew" }
      let calendar = type == "hangoutsMeet" ? shared?["id"].string ?? "" : "primary"
      var body = Google.meet("one", type: type).object ?? [:]
      body["start"] = Google.at("10:00:00Z")
      body["end"] = Google.at("10:00:00Z")
      let path = "/calendars/\(RunningSandbox.encoded(calendar))/events?conferenceDataVersion=1"
      let answer = try await sandbox.askGoogle("POST", path, .object(body))
      #expect(answer.status == 400 && answer.message == "Invalid conference type value.")
    }
  }

  @Test func aMeetFollowsItsEvent() async throws {
    try await withSandbox { sandbox in
      let body = Google.meet("one").object ?? [:]
      let event = try await sandbox.makeGoogle(body, query: "conferenceDataVersion=1")
      let moved: JSON = [
        "summary": "Moved", "start": Google.at("12:00:00Z"), "end": Google.at("13:00:00Z"),
      ]
      #expect(try await sandbox.patchGoogle(event, moved).status == 200)
      let meeting = try await sandbox.meetings("live").last
      #expect(meeting?["topic"] == "Moved" && meeting?["start"] == 1_795_608_000)
    }
  }
}
