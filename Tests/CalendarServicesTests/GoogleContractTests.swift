import ConferencingCore
import CalendarCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Holds what client and sandbox say to each other to Google's own description of the interface.
@Suite struct GoogleContractTests {
  @Test func everyExchangeIsWhatTheDocumentSays() async throws {
    let document = try DiscoveryDocument(fixture: "google-calendar-v3.json")
    try await ServiceWorld.google { world in
      try await exercise(world)
      let exchanges = try await world.exchanges("/calendar/v3")
      let complaints = exchanges.flatMap(document.complaints)
      #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
      let refused = exchanges.filter { ![200, 204].contains($0["status"] as? Int) }
      #expect(refused.isEmpty, "\(refused)")
      let methods = Set(exchanges.compactMap(document.method)).sorted()
      let events = ["delete", "get", "insert", "list", "patch"].map { "calendar.events.\($0)" }
      #expect(methods == ["calendar.calendarList.list"] + events)
    }
  }

  /// The sandbox's events of special types, and its cut lists of attendees, are Google's.
  @Test func whatOnlyGoogleWritesIsWhatTheDocumentSays() async throws {
    let document = try DiscoveryDocument(fixture: "google-calendar-v3.json")
    try await ServiceWorld.google { world in
      let service = try world.google()
      let calendar = try await world.googleCalendar()
      let day = #""start":{"date":"2026-11-26"},"end":{"date":"2026-11-27"}"#
      let events = """
        {"put_events": [
          {"id": "type1", "summary": "Hilde", "eventType": "birthday", \(day),
           "birthdayProperties": {"type": "birthday", "contact": "people/c1"}},
          {"id": "type2", "summary": "Home", "eventType": "workingLocation", \(day),
           "visibility": "public", "transparency": "transparent",
           "workingLocationProperties": {"type": "homeOffice", "homeOffice": {}}},
          {"id": "type3", "summary": "Focus", "eventType": "focusTime",
           "focusTimeProperties": {"autoDeclineMode": "declineNone"}},
          {"id": "type4", "summary": "Huge", "attendeesOmitted": true,
           "attendees": [{"email": "a@x.example"}, {"email": "b@x.example"}]}
        ]}
        """
      let answer = try await world.control(.post, "google", body: Data(events.utf8))
      try #require(answer.status == 200)
      _ = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
      for id in 1...4 { _ = try await service.event(RemoteEventID("type\(id)"), in: calendar.id) }
      let exchanges = try await world.exchanges("/calendar/v3")
      let complaints = exchanges.flatMap(document.complaints)
      #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
      let read = exchanges.compactMap { $0["response"] as? [String: Any] }
      #expect(read.contains { $0["eventType"] as? String == "birthday" })
      #expect(read.contains { $0["attendeesOmitted"] as? Bool == true })
    }
  }

  /// The check finds each of these.
  @Test(arguments: [
    #"{"method":"GET","path":"/calendar/v3/nowhere","query":""}"#,
    #"{"method":"GET","path":"/calendar/v3/calendars/a/events","query":"limit=1"}"#,
    #"{"method":"GET","path":"/calendar/v3/calendars/a/events","query":"maxResults=0"}"#,
    #"{"method":"GET","path":"/calendar/v3/calendars/a/events","query":"maxResults=x"}"#,
    #"{"method":"GET","path":"/calendar/v3/calendars/a/events","query":"singleEvents=1"}"#,
    #"{"method":"GET","path":"/calendar/v3/calendars/a/events","query":"timeMin=2026-11-25"}"#,
    #"{"method":"DELETE","path":"/calendar/v3/calendars/a/events/b","query":"sendUpdates=some"}"#,
    #"{"method":"DELETE","path":"/calendar/v3/calendars/a/events/b","query":"","request":{}}"#,
    #"{"method":"POST","path":"/calendar/v3/calendars/a/events","query":"conferenceDataVersion=2","request":{}}"#,
    #"{"method":"POST","path":"/calendar/v3/calendars/a/events","query":""}"#,
    #"{"method":"POST","path":"/calendar/v3/calendars/a/events","query":"","request":{"title":""}}"#,
    #"{"method":"POST","path":"/calendar/v3/calendars/a/events","query":"","request":{"summary":1}}"#,
    #"{"method":"POST","path":"/calendar/v3/calendars/a/events","query":"","request":{"summary":null}}"#,
    #"{"method":"PATCH","path":"/calendar/v3/calendars/a/events/b","query":"","request":{"start":{"dateTime":"2026-11-25T10:00"}}}"#,
    #"{"method":"PATCH","path":"/calendar/v3/calendars/a/events/b","query":"","request":{"attendees":[null]}}"#,
    #"{"method":"PATCH","path":"/calendar/v3/calendars/a/events/b","query":"","request":{"guestsCanModify":1}}"#,
    #"{"method":"GET","path":"/calendar/v3/calendars/a/events/b","query":"","status":200,"response":{"etags":""}}"#,
  ])
  func theCheckCanSayNo(exchange: String) throws {
    let document = try DiscoveryDocument(fixture: "google-calendar-v3.json")
    let object = try JSONSerialization.jsonObject(with: Data(exchange.utf8)) as? [String: Any]
    #expect(document.complaints(of: try #require(object)).count == 1)
  }

  @Test func theCheckCanSayYes() throws {
    let document = try DiscoveryDocument(fixture: "google-calendar-v3.json")
    let exchange = """
      {"method":"PATCH","path":"/calendar/v3/calendars/a/events/b",
       "query":"sendUpdates=none&alt=json","status":200,"response":{"summary":"a"},
       "request":{"conferenceData":null,"start":{"date":null,"dateTime":"2026-11-25T10:00:00Z"},
                  "attendees":[{"email":"a@x.example","optional":true}]}}
      """
    let object = try JSONSerialization.jsonObject(with: Data(exchange.utf8)) as? [String: Any]
    #expect(document.complaints(of: try #require(object)).isEmpty)
  }

  /// Sends every kind of request.
  private func exercise(_ world: ServiceWorld) async throws {
    let service = try world.google()
    let calendar = try await world.googleCalendar()
    for calendar in try await service.calendars() {
      let page = try await service.events(in: calendar.id, window: world.window(), cursor: nil)
      let mark = SyncMark(moment: world.now, token: page.syncToken)
      let window = world.window()
      _ = try await service.changes(in: calendar.id, window: window, since: mark, cursor: nil)
    }
    var draft = world.draft(calendar, title: "Contract")
    draft.participants = [Participant(name: "A", email: "a@x.example")]
    draft.visibility = .private
    draft.isBusy = false
    draft.location = "Room"
    draft.description = "words"
    draft.recurrence = Recurrence(lines: ["RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=WE"])
    var event = try await service.create(
      draft,
      conferencing: ownMeet,
      id: EventID("contract"),
      notify: true
    )
    let day = Day(world.now, in: .gmt)
    for patch in [
      EventPatch(conferencing: .strip), EventPatch(title: "", conferencing: ownMeet),
      EventPatch(time: .allDay(first: day, last: day)), EventPatch(time: draft.time),
      EventPatch(location: "", visibility: .standard, isBusy: true, participants: []),
    ] {
      event = try await world.patched(event, patch)
    }
    let id = try #require(event.remoteID)
    try await service.delete(id, in: calendar.id, current: event, notify: false)
    let invitation = try await world.listed("Quarterly planning", in: calendar)
    try await service.respond(
      to: RemoteEventID(invitation.id.rawValue),
      in: calendar.id,
      with: .no
    )
    let request = MeetingRequest(key: "k", title: "Hosted", time: draft.time)
    let made = try await world.meet().create(request)
    try await world.meet().update(made.id, to: request)
    _ = try await service.event(RemoteEventID(made.id), in: calendar.id)
    try await world.meet().delete(made.id)
  }
}
