import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import CalendarServices

/// What Google sends and takes, piece by piece.
@Suite struct GoogleFormsTests {
  @Test(arguments: ["0d3f7c1e-6a1c-4f6e-9a53-0e5b2f4b7a11", "id", "", "日本", "a/b c#d"])
  func choosesIDs(key: String) {
    let id = GoogleID.event(key)
    #expect(id == GoogleID.event(key) && id.count == 39)
    #expect(id.allSatisfy { "0123456789abcdefghijklmnopqrstuv".contains($0) })
    #expect(id != GoogleID.event(key + "x"))
    #expect(GoogleID.request(on: "ab", at: "c") != GoogleID.request(on: "a", at: "bc"))
  }

  /// The status alone does not tell what is to be done; the reason does.
  @Test(arguments: [
    (403, "rateLimitExceeded", "rate limited"), (403, "userRateLimitExceeded", "rate limited"),
    (403, "quotaExceeded", "rate limited"), (429, "rateLimitExceeded", "rate limited"),
    (403, "insufficientPermissions", "forbidden"), (403, "forbiddenForNonOrganizer", "forbidden"),
    (401, "authError", "unauthorized"), (404, "notFound", "not found"),
    (409, "duplicate", "changed"), (412, "conditionNotMet", "changed"),
    (410, "fullSyncRequired", "sync expired"), (410, "updatedMinTooLongAgo", "sync expired"),
    (410, "deleted", "not found"), (400, "invalid", "rejected"),
    (400, "timeRangeEmpty", "rejected"),
    (500, "backendError", "unavailable 500"), (503, "backendError", "unavailable 503"),
  ])
  func tellsErrorsByTheirReason(status: Int, reason: String, kind: String) {
    let body = """
      {"error":{"errors":[{"domain":"global","reason":"\(reason)","message":"Some words."}],
      "code":\(status),"message":"Some words."}}
      """
    let error = failure(status, body)
    #expect(error.kind == kind)
    #expect(
      kind != "forbidden"
        || error.message.contains(
          reason == "insufficientPermissions"
            ? "https://www.googleapis.com/auth/calendar.events" : "Some words."
        )
    )
  }

  @Test(arguments: [
    (
      403,
      #"{"error":{"code":403,"message":"m","status":"PERMISSION_DENIED","details":[{"reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}"#,
      "forbidden"
    ),
    (400, #"{"error":"invalid_grant","error_description":"Token has been expired."}"#, "rejected"),
    (403, "<html>portal</html>", "unavailable 403"), (404, "", "unavailable 404"),
    (400, #"{"error":{"errors":"none","code":"x"}}"#, "unavailable 400"),
    (400, #"{"error":{"message":7}}"#, "rejected"),
  ])
  func readsErrorsOfOtherShapes(status: Int, body: String, kind: String) {
    #expect(failure(status, body).kind == kind)
  }

  private func failure(_ status: Int, _ body: String) -> ServiceError {
    GoogleFailures.table(AccountID("work"), host: "x", scope: "calendar.events")
      .error(ServiceResponse(status: status, body: Data(body.utf8)))
  }

  /// Conferences of any maker, and what is none.
  @Test(arguments: [
    (#"{}"#, Conferencing.none),
    (#"7"#, .none),
    (
      #"{"createRequest":{"requestId":"1","conferenceSolutionKey":{"type":"hangoutsMeet"},"status":{"statusCode":"pending"}}}"#,
      .autocreate(Autocreate(provider: .googleMeet))
    ),
    (
      #"{"createRequest":{"conferenceSolutionKey":{"type":"hangoutsMeet"}}}"#,
      .autocreate(Autocreate(provider: .googleMeet))
    ),
    (
      #"{"createRequest":{"conferenceSolutionKey":{"type":"hangoutsMeet"},"status":{"statusCode":"success"}}}"#,
      .none
    ),
    (
      #"{"createRequest":{"conferenceSolutionKey":{"type":"addOn"},"status":{"statusCode":"pending"}}}"#,
      .none
    ),
    (
      #"{"conferenceId":"a-b-c","conferenceSolution":{"key":{"type":"hangoutsMeet"}},"entryPoints":[{"entryPointType":"video","uri":"https://meet.google.com/a-b-c"},{"entryPointType":"more","uri":"https://tel.meet/x","pin":"12"},7,{"entryPointType":"phone","uri":"tel:+1-609"}]}"#,
      .details(
        ConferencingDetails(
          provider: .googleMeet,
          url: "https://meet.google.com/a-b-c",
          meetingCode: "a-b-c",
          pin: "12",
          phones: ["+1-609"]
        )
      )
    ),
    (
      #"{"conferenceId":"9","conferenceSolution":{"key":{"type":"addOn"},"name":"Webex"},"entryPoints":[{"entryPointType":"video","uri":"https://acme.webex.com/meet/mara","password":"pw"}]}"#,
      .details(
        ConferencingDetails(
          provider: .webEx,
          url: "https://acme.webex.com/meet/mara",
          accessCode: "pw"
        )
      )
    ),
    (
      #"{"conferenceSolution":{"name":"Talk"},"entryPoints":[{"entryPointType":"sip","uri":"sip:a@x.example"}]}"#,
      .details(ConferencingDetails(provider: .unknown, url: "sip:a@x.example"))
    ),
    (
      #"{"conferenceSolution":{"name":"Zoom Meeting"},"entryPoints":[{"entryPointType":"phone","uri":"tel:+49","passcode":5}]}"#,
      .details(
        ConferencingDetails(provider: .zoomMeeting, url: "", accessCode: "5", phones: ["+49"])
      )
    ),
    (
      #"{"entryPoints":[{"entryPointType":"more","uri":"https://x.example"},{"entryPointType":"video"}]}"#,
      .none
    ),
  ])
  func readsConferences(json: String, expected: Conferencing) throws {
    let event = try decoded(#"{"id":"a","conferenceData":\#(json)}"#)
    #expect(event.conferencing == expected && event.failure == nil)
  }

  @Test func theOldLinkIsTakenWhereThereIsNoOther() throws {
    let event = try decoded(
      #"{"id":"a","hangoutLink":"https://meet.google.com/x","conferenceData":{}}"#
    )
    #expect(
      event.conferencing
        == .details(ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/x"))
    )
  }

  /// One broken event never loses its page.
  @Test func brokenEventsLoseNobodyElse() throws {
    let page = try JSONDecoder().decode(
      GoogleEventPage.self,
      from: Data(
        """
        {"items":[7,null,{"id":"a"},{"id":5,"start":{"dateTime":"soon"}},{"id":"c","summary":[],
        "attendees":[{"email":3},"x",{"displayName":"N"}],"start":{"date":"2026-11-25"},"end":7,
        "organizer":"me","extendedProperties":{"private":{"a":1}},"etag":9}],"nextPageToken":""}
        """.utf8
      )
    )
    #expect(page.items.map(\.id) == ["a", "5", "c"] && page.next == nil)
    let event = try #require(
      page.items[2].event(account: AccountID("a"), calendar: CalendarID("c"))
    )
    let day = try #require(Day("2026-11-25"))
    #expect(event.time == .allDay(first: day, last: day))
    #expect(event.participants.map(\.email) == ["3"] && event.version == "9" && !event.isReadOnly)
  }

  /// What is no list is not taken for an empty one.
  @Test(arguments: ["{}", #"{"items":7}"#, "[]", #"{"login":"portal"}"#])
  func whatIsNoListIsRefused(json: String) {
    let decoder = JSONDecoder()
    let data = Data(json.utf8)
    #expect(throws: DecodingError.self) { try decoder.decode(GoogleEventPage.self, from: data) }
    #expect(throws: DecodingError.self) { try decoder.decode(GoogleCalendarPage.self, from: data) }
  }

  private func decoded(_ json: String) throws -> GoogleEvent {
    try JSONDecoder().decode(GoogleEvent.self, from: Data(json.utf8))
  }
}
