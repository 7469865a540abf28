import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import CalendarServices

/// Nylas keeps conference information in the description: an edit of it keeps the meeting.
@Suite struct NylasDescriptionTests {
  private static let teams = """
    ________________________________________________________________________________
    Microsoft Teams Need help? <https://aka.ms/JoinTeamsMeeting?omkt=en-US>
    Join: https://teams.microsoft.com/meet/31665278034?p=abCD12
    Meeting ID: 316 652 780 34
    Passcode: abCD12
    ________________________________
    For organizers: Meeting options <https://teams.microsoft.com/meetingOptions/?language=en-US>
    ________________________________________________________________________________
    """
  private static let teamsURL = "https://teams.microsoft.com/meet/31665278034?p=abCD12"
  private static let zoom = """
    Mara Lindqvist is inviting you to a scheduled Zoom meeting.

    Topic: Review

    Join Zoom Meeting
    https://acme.zoom.us/j/81234567890?pwd=AbC.1

    Meeting ID: 812 3456 7890
    Passcode: 123456
    """
  private static let zoomURL = "https://acme.zoom.us/j/81234567890?pwd=AbC.1"

  private static func event(
    _ description: String,
    _ provider: ConferencingProvider,
    _ url: String,
    own: String? = nil
  ) -> Event {
    let start = Date(timeIntervalSince1970: 1_796_112_000)
    return Event(
      id: EventID("e"),
      remoteID: RemoteEventID("e"),
      account: AccountID("work"),
      calendar: CalendarID("c"),
      title: "Review",
      time: .timed(start: start, end: start + 3600, zone: nil),
      description: description,
      ownDescription: own,
      conferencing: .details(ConferencingDetails(provider: provider, url: url))
    )
  }

  @Test(arguments: [
    (teams, ConferencingProvider.microsoftTeams, teamsURL),
    (zoom, .zoomMeeting, zoomURL),
  ])
  func theTextOfTheMeetingGoesAlong(_ text: String, _ provider: ConferencingProvider, _ url: String)
  {
    let before = Self.event("v1\n\n" + text, provider, url)
    // New words alone, as a command sends them.
    let second = KeptMeetingText.description("v2", of: before)
    #expect(second == "v2\n\n" + text)
    let after = Self.event(second, provider, url)
    #expect(KeptMeetingText.description("v3\n", of: after) == "v3\n\n" + text)
    // The text is there already, as in a form: nothing is added, moved or changed.
    #expect(KeptMeetingText.description("v4\n\n" + text, of: after) == "v4\n\n" + text)
    // A part of it was deleted by hand: it comes back whole and once.
    let cut = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2)
    let mixed = KeptMeetingText.description("v5\n\n" + cut.joined(separator: "\n"), of: after)
    #expect(mixed == "v5\n\n" + text)
    #expect(KeptMeetingText.description("", of: after) == text)
  }

  @Test func htmlStaysHTML() {
    let block = """
      <div class="me-email-text"><a href="\(Self.teamsURL)" class="me-email-headline">Join</a></div>
      """
    let rule = "<div>" + String(repeating: "_", count: 80) + "</div>"
    let text = rule + block + rule
    let before = Self.event("<p>v1</p>" + text, .microsoftTeams, Self.teamsURL)
    let sent = KeptMeetingText.description("a < b", of: before)
    #expect(sent.hasPrefix("a &lt; b<br><br>"))
    #expect(sent.contains(block))
  }

  /// A text of a form that nobody knows came behind the user's own words.
  @Test func anUnknownTextBehindTheOwnWordsGoesAlong() {
    let text = "Entrar na videochamada: \(Self.zoomURL)\nSenha 1"
    let before = Self.event("eigene\n\n" + text, .zoomMeeting, Self.zoomURL, own: "eigene")
    #expect(KeptMeetingText.description("neue", of: before) == "neue\n\n" + text)
  }

  @Test func aLinkInTheMidstOfWordsIsKept() {
    let before = Self.event("call \(Self.zoomURL) at nine", .zoomMeeting, Self.zoomURL)
    #expect(
      KeptMeetingText.description("call at ten", of: before) == "call at ten\n\n" + Self.zoomURL
    )
    let moved = "at ten: \(Self.zoomURL)"
    #expect(KeptMeetingText.description(moved, of: before) == moved)
  }

  @Test func whatIsNotInTheDescriptionIsNotPutThere() {
    let before = Self.event("v1", .googleMeet, "https://meet.google.com/abc-defg-hij")
    #expect(KeptMeetingText.description("v2", of: before) == "v2")
    var none = before
    none.conferencing = .none
    #expect(KeptMeetingText.description("v2", of: none) == "v2")
  }

  /// What goes over the wire, and that a stripped meeting's text does not.
  @Test func theRequestHoldsTheText() async throws {
    try await StubServer.run { request in
      .json(
        #"{"data":{"id":"e","when":{"start_time":1796112000,"end_time":1796115600},"#
          + #""description":"x"}}"#
      )
    } _: { server in
      let service = try server.nylas()
      let before = Self.event("v1\n\n" + Self.zoom, .zoomMeeting, Self.zoomURL)
      for patch in [
        EventPatch(description: "v2"), EventPatch(description: "v2", conferencing: .strip),
      ] {
        _ = try await service.update(
          RemoteEventID("e"),
          in: CalendarID("c"),
          patch: patch,
          current: before,
          notify: false
        )
      }
      let bodies = server.requests.all.filter { $0.method == "PUT" }.map(\.body)
      #expect(bodies.count == 2)
      #expect(bodies[0].contains("81234567890") && !bodies[0].contains("conferencing"))
      #expect(!bodies[1].contains("81234567890") && bodies[1].contains(#""conferencing":{}"#))
    }
  }
}
