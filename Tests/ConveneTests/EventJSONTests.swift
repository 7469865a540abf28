import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import convene

/// The JSON of events, which scripts rely on.
@Suite struct EventJSONTests {
  private func read(_ json: JSONText) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(json.rendered().utf8))
    return try #require(object as? [String: Any])
  }

  private func event(
    _ time: EventTime,
    _ conferencing: Conferencing = .none,
    failure: String? = nil
  ) -> Event {
    Event(
      id: EventID("ours"),
      remoteID: RemoteEventID("theirs"),
      account: AccountID("work"),
      calendar: CalendarID("mara@acme.example"),
      title: "Design review",
      time: time,
      location: "Room 2.07",
      description: "Own words \r\n",
      participants: [Participant(name: "Jonas", email: "jonas@acme.example", response: .yes)],
      conferencing: conferencing,
      conferencingFailure: failure
    )
  }

  private let hour = EventTime.timed(
    start: Date(timeIntervalSince1970: 1_796_115_600),
    end: Date(timeIntervalSince1970: 1_796_119_200),
    zone: "Asia/Tokyo"
  )

  @Test("An event has exactly the promised members")
  func members() throws {
    let object = try read(EventJSON.object(event(hour), id: "theirs", zone: .gmt))
    #expect(
      Set(object.keys) == [
        "id", "account", "calendar", "title", "start", "end", "all_day", "time_zone", "location",
        "description", "status", "participants", "my_response", "conferencing", "recurring",
      ]
    )
    let conferencing = try #require(object["conferencing"] as? [String: Any])
    #expect(
      Set(conferencing.keys) == [
        "state", "provider", "url", "meeting_code", "access_code", "pin", "phones", "found",
        "joined_by",
      ]
    )
    let person = try #require((object["participants"] as? [[String: Any]])?.first)
    #expect(Set(person.keys) == ["email", "name", "status", "not_reached"])
    #expect(object["id"] as? String == "theirs")
    #expect(object["description"] as? String == "Own words \r\n")
    #expect(object["start"] as? String == "2026-12-01T18:00:00+09:00")
    #expect(object["time_zone"] as? String == "Asia/Tokyo")
  }

  @Test("What the texts say of meetings is found, with its source")
  func found() throws {
    var noted = event(hour)
    noted.description =
      "Join: https://acme.zoom.us/j/81234567890?pwd=a\n"
      + "Meeting ID: 812 3456 7890\nPasscode: 447711\n+49 69 7104 9922"
    func found(_ event: Event) throws -> [[String: Any]] {
      let object = try read(EventJSON.conferencing(event))
      return try #require(object["found"] as? [[String: Any]])
    }
    let meeting = try #require(found(noted).first)
    #expect(
      Set(meeting.keys) == [
        "source", "purpose", "provider", "url", "meeting_code", "access_code", "pin", "phones",
      ]
    )
    #expect(meeting["source"] as? String == "description")
    #expect(meeting["purpose"] as? String == "meeting")
    #expect(meeting["provider"] as? String == "Zoom Meeting")
    #expect(meeting["url"] as? String == "https://acme.zoom.us/j/81234567890?pwd=a")
    #expect(meeting["access_code"] as? String == "447711")
    #expect(meeting["phones"] as? [String] == ["+496971049922"])
    #expect(try read(EventJSON.conferencing(noted))["state"] as? String == "none")

    let details = ConferencingDetails(
      provider: .zoomMeeting,
      url: "https://acme.zoom.us/j/81234567890",
      accessCode: "447711"
    )
    noted.conferencing = .details(details)
    let added = try #require(found(noted).first)
    #expect(added["access_code"] is NSNull && added["phones"] as? [String] == ["+496971049922"])
    noted.description = ""
    #expect(try found(noted).isEmpty)

    noted.conferencing = .none
    noted.description = "Meeting ID: 316 652 780 345 552\nPasscode: ab3CD9"
    let codes = try #require(found(noted).first)
    #expect(codes["url"] is NSNull && codes["meeting_code"] as? String == "316652780345552")
    #expect(codes["access_code"] as? String == "ab3CD9")
  }

  @Test("Only a link that may be opened is ready", arguments: ["", "javascript:alert(1)"])
  func readiness(url: String) throws {
    let details = ConferencingDetails(provider: .zoomMeeting, url: url)
    let object = try read(EventJSON.conferencing(event(hour, .details(details))))
    #expect(object["state"] as? String == "none")
    #expect(object["provider"] as? String == "Zoom Meeting")
  }

  @Test("Where a service says only which series it is, JSON says no more")
  func seriesAtAService() throws {
    var occurrence = event(hour)
    occurrence.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("master")),
      originalStart: hour.startKey
    )
    let object = try read(EventJSON.object(occurrence, id: "theirs", zone: .gmt))
    let series = try #require(object["series"] as? [String: Any])
    #expect(object["recurring"] as? Bool == true)
    #expect(series["id"] as? String == "master")
    #expect(series["original_start"] as? String == "2026-12-01T18:00:00+09:00")
    #expect(series["is_exception"] is NSNull)
    #expect(series["rule"] is NSNull && series["words"] is NSNull)
    occurrence.isException = true
    let moved = try read(EventJSON.object(occurrence, id: "theirs", zone: .gmt))
    #expect((moved["series"] as? [String: Any])?["is_exception"] as? Bool == true)
  }

  @Test("What the user has answered is told of invitations alone")
  func ownResponse() throws {
    var event = event(hour)
    event.participants = [Participant(email: "Mara@acme.example", response: .maybe)]
    func answer(_ owner: String?) throws -> String? {
      try read(EventJSON.object(event, id: "a", owner: owner, zone: .gmt))["my_response"] as? String
    }
    #expect(try answer("mara@acme.example") == "maybe")
    #expect(try answer("other@acme.example") == nil)
    #expect(try answer(nil) == nil)
  }

  @Test("An event of whole days has days, and ends on its last one")
  func wholeDays() throws {
    let first = try #require(Day("2026-12-01"))
    let time = EventTime.allDay(first: first, last: first.advanced(by: 2))
    let object = try read(EventJSON.object(event(time), id: "theirs", zone: .gmt))
    #expect(object["start"] as? String == "2026-12-01")
    #expect(object["end"] as? String == "2026-12-03")
    #expect(object["all_day"] as? Bool == true)
    #expect(object["time_zone"] is NSNull)
  }

  @Test("A zone that is not known is named, and the times are the viewer's")
  func unknownZone() throws {
    let time = EventTime.timed(start: .distantPast, end: .distantFuture, zone: "Mars/Olympus")
    let object = try read(EventJSON.object(event(time), id: "theirs", zone: .gmt))
    #expect(object["time_zone"] as? String == "Mars/Olympus")
    #expect((object["start"] as? String)?.hasSuffix("Z") == true)
  }

  @Test("The state of the meeting is one of four")
  func states() throws {
    let autocreate = Conferencing.autocreate(Autocreate(provider: .zoomMeeting))
    let details = Conferencing.details(
      ConferencingDetails(
        provider: .webEx,
        url: "https://acme.webex.com/j/1",
        accessCode: "007",
        phones: ["+1 609 555 0123", "+44 20 7946 0018"]
      )
    )
    func conferencing(_ value: Conferencing, failure: String? = nil) throws -> [String: Any] {
      try read(EventJSON.conferencing(event(hour, value, failure: failure)))
    }
    #expect(try conferencing(.none)["state"] as? String == "none")
    let pending = try conferencing(autocreate)
    #expect(pending["state"] as? String == "pending")
    #expect(pending["provider"] as? String == "Zoom Meeting")
    #expect(pending["url"] is NSNull)
    let ready = try conferencing(details)
    #expect(ready["state"] as? String == "ready")
    #expect(ready["access_code"] as? String == "007")
    #expect(ready["pin"] is NSNull)
    #expect(ready["phones"] as? [String] == ["+1 609 555 0123", "+44 20 7946 0018"])
    let failed = try conferencing(autocreate, failure: "No licence.")
    #expect(failed["state"] as? String == "failed")
    #expect(failed["failure"] as? String == "No licence.")
  }
}
