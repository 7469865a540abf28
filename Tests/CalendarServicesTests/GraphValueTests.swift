import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import CalendarServices

/// What Graph sends and takes, as values.
@Suite struct GraphValueTests {
  @Test(arguments: [
    ("W. Europe Standard Time", "Europe/Berlin"), ("pacific standard time", "America/Los_Angeles"),
    ("India Standard Time", "Asia/Kolkata"), ("UTC", "UTC"), ("Europe/Vienna", "Europe/Vienna"),
    ("tzone://Microsoft/Custom", nil), ("Customized Time Zone", nil), ("", nil),
  ])
  func readsZones(_ name: String, _ iana: String?) {
    #expect(WindowsZones.iana(name) == iana)
  }

  @Test(arguments: [
    ("Europe/Berlin", "W. Europe Standard Time"), ("Europe/Vienna", "W. Europe Standard Time"),
    ("America/Argentina/Buenos_Aires", "Argentina Standard Time"), ("Mars/Olympus", nil),
  ])
  func writesZones(_ name: String, _ windows: String?) {
    #expect(WindowsZones.windows(name) == windows)
  }

  @Test func theSystemKnowsEveryUsualZone() throws {
    var count = 0
    for line in WindowsZoneTable.text.split(separator: "\n") {
      let windows = try #require(line.split(separator: "=").first.map(String.init))
      let iana = try #require(WindowsZones.iana(windows))
      #expect(TimeZone(identifier: iana) != nil, "\(iana)")
      #expect(WindowsZones.windows(iana) == windows)
      count += 1
    }
    #expect(count > 130)
  }

  @Test(arguments: [
    ("2026-11-25T09:30:00.0000000", "UTC", 1_795_599_000),
    ("2026-11-25T10:30:00", "W. Europe Standard Time", 1_795_599_000),
    ("2026-11-25T10:30:00.5", "Europe/Berlin", 1_795_599_000),
    ("2026-11-25T10:30:00", "Mars Standard Time", nil), ("2026-11-31T10:30:00", "UTC", nil),
    ("2026-11-25T25:30:00", "UTC", nil), ("now", "UTC", nil),
  ])
  func readsTimes(_ text: String, _ zone: String, _ seconds: Int?) throws {
    let json = try JSONSerialization.data(withJSONObject: ["dateTime": text, "timeZone": zone])
    let moment = try JSONDecoder().decode(GraphMoment.self, from: json)
    #expect(moment.date?.timeIntervalSince1970 == seconds.map(Double.init))
  }

  @Test(arguments: [
    (1_795_599_000, "Europe/Berlin", "2026-11-25T10:30:00", "W. Europe Standard Time"),
    (1_795_599_000, nil, "2026-11-25T09:30:00", "UTC"),
    (1_795_599_000, "Mars/Olympus", "2026-11-25T09:30:00", "UTC"),
    // The clock shows 02:30 twice; the first of the two is what everybody takes it for.
    (1_792_888_200, "Europe/Berlin", "2026-10-25T02:30:00", "W. Europe Standard Time"),
    (1_792_891_800, "Europe/Berlin", "2026-10-25T01:30:00", "UTC"),
  ])
  func writesTimes(_ seconds: Int, _ zone: String?, _ text: String, _ name: String) {
    let moment = GraphMoment(Date(timeIntervalSince1970: Double(seconds) + 0.4), zone: zone)
    #expect(moment.dateTime == text)
    #expect(moment.timeZone == name)
    #expect(moment.date == Date(timeIntervalSince1970: Double(seconds)))
  }

  @Test(arguments: [
    ("2026-12-01T00:00:00", nil, "2026-12-01"), ("2026-11-30T23:00:00", nil, "2026-12-01"),
    ("2026-12-01T05:00:00", nil, "2026-12-01"), ("2026-12-01", nil, "2026-12-01"),
    ("2026-12-01", "Pacific Standard Time", "2026-12-01"),
    // A whole day of a zone is not moved at all, or by what its clock differs.
    ("2026-12-01T00:00:00", "Pacific Standard Time", "2026-12-01"),
    ("2026-12-01T00:00:00", "Line Islands Standard Time", "2026-12-01"),
    ("2026-12-01T08:00:00", "Pacific Standard Time", "2026-12-01"),
    ("2026-11-30T23:00:00", "W. Europe Standard Time", "2026-12-01"),
    ("2026-11-30T11:00:00", "Tonga Standard Time", "2026-12-01"),
    ("2026-11-30T11:00:00", "New Zealand Standard Time", "2026-12-01"),
    ("2026-11-30T10:00:00", "Line Islands Standard Time", "2026-12-01"),
    ("2026-12-01T12:00:00", "Dateline Standard Time", "2026-12-01"),
    ("2026-11-30T23:00:00", "tzone://Microsoft/Custom", "2026-12-01"),
  ])
  func readsDays(_ text: String, _ zone: String?, _ day: String) {
    #expect(GraphMoment(dateTime: text, timeZone: "UTC").day(in: zone)?.description == day)
  }

  @Test func readsWhatTheServiceHasBeenSeenToSend() throws {
    func event(_ json: String) throws -> Event? {
      try JSONDecoder().decode(GraphEvent.self, from: Data(json.utf8))
        .event(account: AccountID("a"), calendar: CalendarID("c"))
    }
    let times =
      #""start":{"dateTime":"2026-11-25T09:30:00.0000000","timeZone":"UTC"},"#
      + #""end":{"dateTime":"2026-11-25T09:00:00.0000000","timeZone":"UTC"}"#
    let odd = try #require(
      try event(
        #"{"id":"1","subject":null,"body":7,"attendees":[{"emailAddress":{"name":"a@x","address":"#
          + #""a@x"},"status":{"response":"new"}},3],"isOnlineMeeting":true,"#
          + #""onlineMeetingProvider":"teamsForConsumer","onlineMeeting":null,"#
          + #""originalStartTimeZone":"tzone://Microsoft/Custom",\#(times)}"#
      )
    )
    #expect(odd.title.isEmpty && odd.description.isEmpty)
    #expect(odd.participants == [Participant(email: "a@x")])
    #expect(odd.conferencing == .autocreate(Autocreate(provider: .microsoftTeams)))
    #expect(odd.time.zone == nil)
    #expect(odd.time.start(in: .gmt) == odd.time.end(in: .gmt))
    #expect(try event(#"{"id":"1","subject":"no time"}"#) == nil)
    #expect(try event("{\(times)}") == nil)
    let skype = try event(
      #"{"id":"1","onlineMeetingUrl":"https://meet.lync.com/a/b","#
        + #""onlineMeetingProvider":"skypeForBusiness",\#(times)}"#
    )
    #expect(skype?.conferencing.provider == .skypeForBusiness)
    let online = try event(#"{"id":"1","isOnlineMeeting":true,\#(times)}"#)
    #expect(online?.conferencing == Conferencing.none)
    let tentative = try event(#"{"id":"1","showAs":"tentative","isCancelled":false,\#(times)}"#)
    #expect(tentative?.status == .tentative)
    #expect(try event(#"{"id":"1","isCancelled":true,\#(times)}"#)?.status == .cancelled)
  }

  @Test func keepsWhatPeopleAreInvitedAs() throws {
    let json = #"{"type":"optional","emailAddress":{"address":"a@x"}}"#
    let known = try JSONDecoder().decode(GraphAttendee.self, from: Data(json.utf8))
    let participant = Participant(email: "a@x")
    #expect(GraphEventRequest.Attendee(participant, known: known).type == "optional")
    #expect(GraphEventRequest.Attendee(participant, known: nil).type == "required")
  }

  @Test(arguments: [
    ("", ""), ("a", "a"), ("a\r\nb & c <d>", "a<br>b &amp; c &lt;d&gt;"),
    ("<p>a &amp; b</p>", "<p>a &amp; b</p>"),
  ])
  func writesBodiesAsHTML(_ text: String, _ html: String) {
    #expect(GraphBody(text).content == html)
  }

  @Test func refusesAChangeThatWouldEndAMeetingUnseen() throws {
    let url = "https://teams.microsoft.com/meet/123456789?p=abc"
    var event = Event(
      id: EventID("1"),
      account: AccountID("a"),
      calendar: CalendarID("c"),
      title: "T",
      time: .allDay(first: Day(daysSinceEpoch: 0), last: Day(daysSinceEpoch: 0)),
      description: "<p>Join: \(url)</p>",
      conferencing: .details(ConferencingDetails(provider: .microsoftTeams, url: url))
    )
    #expect(throws: ServiceError.self) { try GraphBody("New", keepingMeetingOf: event) }
    let with = "<p>New: \(url)</p>"
    #expect(try GraphBody(with, keepingMeetingOf: event).content == with)
    event.description = ""
    #expect(try GraphBody("New", keepingMeetingOf: event).content == "New")
  }

  @Test(arguments: [
    (410, "SyncStateNotFound", "sync expired"), (400, "resyncRequired", "sync expired"),
    (404, "syncStateNotFound", "sync expired"), (412, "ErrorIrresolvableConflict", "changed"),
    (409, "ErrorIrresolvableConflict", "changed"), (404, "ErrorItemNotFound", "not found"),
    (403, "ErrorAccessDenied", "forbidden"), (401, "InvalidAuthenticationToken", "unauthorized"),
    (400, "ErrorInvalidRequest", "rejected"), (429, "ApplicationThrottled", "rate limited"),
    (503, "ErrorServerBusy", "unavailable 503"), (504, "", "unavailable 504"),
  ])
  func tellsFailuresByStatusAndCode(_ status: Int, _ code: String, _ kind: String) {
    let failures = MicrosoftFailures.table(
      AccountID("a"),
      subject: "account \"a\"",
      host: "h",
      scope: "Calendars.ReadWrite"
    )
    let body = #"{"error":{"code":"\#(code)","message":"No\nway","innererror":{}}}"#
    let error = failures.error(ServiceResponse(status: status, body: Data(body.utf8)))
    #expect(error.kind == kind)
    #expect(!error.message.contains("\n"))
    if status == 401 { #expect(error.message.hasSuffix("convene accounts login a")) }
    // A portal on the way is no word of the service.
    let portal = failures.error(ServiceResponse(status: 403, body: Data("<html>".utf8)))
    #expect(portal.kind == "unavailable 403")
  }
}
