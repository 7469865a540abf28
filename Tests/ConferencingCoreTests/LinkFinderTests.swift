import ConferencingCore
import TestSupport
import Testing

@Suite struct LinkFinderTests {
  private let zoom = "https://zoom.us/j/812"

  @Test func prefersTheFieldThenTheLocationThenTheDescription() {
    let details = ConferencingDetails(
      provider: .googleMeet,
      url: "https://meet.google.com/abc-defg-hij"
    )
    let found = LinkFinder.links(
      conferencing: .details(details),
      location: "Room 5, https://teams.microsoft.com/meet/212?p=x",
      description: "<p>first https://zoom.us/j/812?pwd=a</p>https:&#47;&#47;whereby.com&#47;acme"
    )
    #expect(found.map(\.source) == [.conferencing, .location, .description, .strippedDescription])
    #expect(
      found.map(\.link.provider.rawValue) == [
        "Google Meet", "Microsoft Teams", "Zoom Meeting", "Whereby",
      ]
    )
  }

  @Test func takesTheLinkWithItsPasscodeAndEachMeetingOnce() {
    let found = LinkFinder.links(
      description: "\(zoom) or \(zoom)?pwd=secret or us02web.zoom.us/j/812"
    )
    #expect(found.map(\.link.url) == ["https://zoom.us/j/812?pwd=secret"])
    #expect(
      LinkFinder.links(location: zoom, description: "see \(zoom)").map(\.source) == [.location]
    )
  }

  @Test(arguments: [
    "https://zoom.us/j/812", "(https://zoom.us/j/812)", "<https://zoom.us/j/812>",
    "https://zoom.us/j/812.",
    "see https://zoom.us/j/812, ok", "[Join](https://zoom.us/j/812)", "[https://zoom.us/j/812](x)",
    "\"https://zoom.us/j/812\"", "https://zoom.us/j/812!?", "URL:https://zoom.us/j/812",
    "Zoom:zoom.us/j/812",
    "*https://zoom.us/j/812*", "https://zoom.us/j/812。", "\u{202A}https://zoom.us/j/812\u{202C}",
    "https://zoom.us/j/812&nbsp;", "&lt;https://zoom.us/j/812&gt;",
    "<a href='https://zoom.us/j/812'>x</a>",
    "日本https://zoom.us/j/812日本", "(zoom.us/j/812)", "https://example.org/?u=https://zoom.us/j/812",
    "Linkhttps://zoom.us/j/812", "\thttps://zoom.us/j/812\r\n",
  ])
  func findsTheLink(text: String) {
    #expect(LinkFinder.links(description: text).map(\.link.url) == [zoom])
  }

  @Test func keepsBalancedParentheses() {
    let found = LinkFinder.links(description: "(https://meet.jit.si/Room(1))")
    #expect(found.map(\.link.url) == ["https://meet.jit.si/Room(1)"])
  }

  @Test(arguments: [ProviderTexts.teams, ProviderTexts.meet, ProviderTexts.zoom])
  func findsOnlyTheJoinLinkOfAnInvitation(text: String) {
    #expect(LinkFinder.links(description: text).count == 1)
  }

  @Test func findsTheLinkBehindTheCalendarFileOfARecurringZoom() {
    let text =
      "Weekly: https://us02web.zoom.us/meeting/tZx/ics?icsToken=y\nJoin\nhttps://us02web.zoom.us/j/812"
    #expect(
      LinkFinder.links(description: text).map(\.link.url) == ["https://us02web.zoom.us/j/812"]
    )
  }

  @Test func unescapesLinksOfHTML() {
    let text = "<a href=\"https://zoom.us/j/812?a=1&amp;pwd=x\">Join</a>"
    #expect(
      LinkFinder.links(description: text).map(\.link.url) == ["https://zoom.us/j/812?a=1&pwd=x"]
    )
  }

  @Test func givesAnyAllowedLinkOfTheFieldAndNoOther() {
    func links(_ url: String) -> [String] {
      let details = ConferencingDetails(provider: .unknown, url: url, accessCode: "1")
      return LinkFinder.links(conferencing: .details(details)).map(\.link.url)
    }
    #expect(links("https://video.acme.example/room") == ["https://video.acme.example/room"])
    #expect(links("javascript:alert(1)") == [])
    #expect(links("") == [])
  }

  @Test func namesTheProviderForAList() {
    #expect(LinkFinder.provider(ofLocation: "Room", description: "x") == nil)
    #expect(
      LinkFinder.provider(ofLocation: zoom, description: "meet.google.com/abc-defg-hij")
        == .zoomMeeting
    )
    #expect(
      LinkFinder.provider(ofLocation: "", description: "https&#58;//zoom.us/j/1<br>")
        == .zoomMeeting
    )
  }

  @Test(arguments: Hostile.ofMarkup)
  func isLinearOnHostileText(hostile: Hostile) {
    hostile.expectLinear { _ = LinkFinder.links(description: $0) }
  }

  /// Whoever types a code leaves out the spaces that it is read with.
  @Test(
    "Codes in groups of digits are whole",
    arguments: [
      ("Passcode: 415 355", "415355"), ("Kenncode: 41\u{A0}53\u{A0}55", "415355"),
      ("Passcode: 415355", "415355"), ("Passcode: abC 123", "abC"),
      ("Passcode: 415355 (numbers only)", "415355"), ("Access: 415 355", "415355"),
      ("Passcode: 2026 is the year", "2026"),
    ]
  )
  func groupedCodes(_ line: String, _ code: String) {
    let text = "https://zoom.us/j/82021512759\nMeeting ID: 820 2151 2759\n\(line)\n"
    let found = LinkFinder.meetings(conferencing: .none, location: "", description: text)
    #expect(found.first?.codes.accessCode == code)
  }
}
