import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// Which of several links an event is joined by.
@Suite struct JoinLinksTests {
  private static let zoom = "https://us02web.zoom.us/j/82021512759?pwd=abc"
  private static let other = "https://us02web.zoom.us/j/91111111111"
  private static let meet = "https://meet.google.com/abc-defg-hij"
  private static let teams = "https://teams.microsoft.com/meet/21234567890?p=abc"

  /// An event, its ranking, and by what it is joined.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var field: String?
    var location = ""
    var description = ""
    var ranking: [ConferencingProvider] = []
    var chosen: String?
    var url: String
    var reason: JoinLinks.Reason
  }

  static let cases = [
    Case(testDescription: "one", description: zoom, url: zoom, reason: .only),
    Case(testDescription: "two texts", description: "\(zoom) \(meet)", url: zoom, reason: .order),
    Case(
      testDescription: "the place before the description",
      location: meet,
      description: zoom,
      url: meet,
      reason: .order
    ),
    Case(
      testDescription: "the field before texts",
      field: meet,
      description: zoom,
      url: meet,
      reason: .field
    ),
    Case(
      testDescription: "a preferred provider before the field",
      field: meet,
      description: zoom,
      ranking: [.zoomMeeting],
      url: zoom,
      reason: .preferred
    ),
    Case(
      testDescription: "the more preferred of two",
      description: "\(zoom) \(meet) \(teams)",
      ranking: [.microsoftTeams, .zoomMeeting],
      url: teams,
      reason: .preferred
    ),
    Case(
      testDescription: "two links of the preferred provider",
      description: "\(meet) \(zoom) \(other)",
      ranking: [.zoomMeeting],
      url: zoom,
      reason: .order
    ),
    Case(
      testDescription: "of two preferred ones that in the field",
      field: other,
      description: zoom,
      ranking: [.zoomMeeting],
      url: other,
      reason: .preferred
    ),
    Case(
      testDescription: "nobody preferred is there",
      field: meet,
      description: zoom,
      ranking: [.microsoftTeams],
      url: meet,
      reason: .field
    ),
    Case(
      testDescription: "a choice before everything",
      field: meet,
      description: "\(zoom) \(teams)",
      ranking: [.zoomMeeting],
      chosen: teams,
      url: teams,
      reason: .chosen
    ),
    Case(
      testDescription: "a choice whose meeting was replaced by one of its provider",
      description: "\(meet) \(zoom)",
      chosen: other,
      url: zoom,
      reason: .chosen
    ),
    Case(
      testDescription: "a choice that is gone",
      description: "\(meet) \(zoom)",
      chosen: teams,
      url: meet,
      reason: .order
    ),
    Case(
      testDescription: "a choice between two of its provider, and it is gone",
      description: "\(zoom) \(other)",
      chosen: "https://us02web.zoom.us/j/93333333333",
      url: zoom,
      reason: .order
    ),
    Case(
      testDescription: "the same meeting with and without its passcode is one",
      field: "https://us02web.zoom.us/j/82021512759",
      description: zoom,
      url: zoom,
      reason: .only
    ),
    Case(
      testDescription: "a page to register at is no link",
      description: "\(meet) https://us02web.zoom.us/meeting/register/tZ0abc",
      ranking: [.zoomMeeting],
      url: meet,
      reason: .only
    ),
  ]

  static func event(_ one: Case) -> Event {
    var event = Event(
      id: EventID("e"),
      account: AccountID("work"),
      calendar: CalendarID("main"),
      title: "Review",
      time: .allDay(first: Day(daysSinceEpoch: 20_000), last: Day(daysSinceEpoch: 20_000)),
      location: one.location,
      description: one.description
    )
    if let field = one.field {
      let provider = LinkRecognition.recognize(field)?.provider ?? .unknown
      event.conferencing = .details(ConferencingDetails(provider: provider, url: field))
    }
    event.linkChoice = one.chosen.flatMap { LinkRecognition.recognize($0) }.map(LinkChoice.init)
    return event
  }

  @Test(arguments: cases)
  func oneIsJoinedBy(_ one: Case) throws {
    let event = Self.event(one)
    let ranking = LinkRanking(one.ranking)
    let links = JoinLinks(of: event, ranking: ranking)
    #expect(links.links.first?.link.url == one.url)
    #expect(links.reason == one.reason)
    let details = try #require(event.joinDetails(ranking: ranking))
    #expect(details.url == one.url)
    #expect(details.provider == links.links.first?.link.provider)
    // Each of the others is offered once.
    #expect(Set(links.links.map(\.link.url)).count == links.links.count)
  }

  @Test func theCodesAreThoseOfTheChosenMeeting() throws {
    var one = Case(testDescription: "", url: Self.zoom, reason: .chosen)
    one.field = Self.meet
    one.description = """
      Join Zoom Meeting
      \(Self.zoom)

      Meeting ID: 820 2151 2759
      Passcode: 415355
      +496938980596,,82021512759# Germany
      """
    one.chosen = Self.zoom
    let details = try #require(Self.event(one).joinDetails())
    #expect(details.accessCode == "415355" && details.phones.count == 1)
    one.chosen = Self.meet
    let own = try #require(Self.event(one).joinDetails())
    #expect(own.url == Self.meet && own.accessCode == nil && own.phones.isEmpty)
  }

  @Test func theLinksBesideTheFieldAreTold() {
    var one = Case(testDescription: "", url: Self.zoom, reason: .field)
    (one.field, one.location, one.description) = (Self.meet, Self.zoom, "Or \(Self.teams)")
    let others = LinkFinder.others(in: Self.event(one))
    #expect(others.map(\.link?.link.url) == [Self.zoom, Self.teams])
    #expect(others.map(\.link?.source) == [.location, .description])
    one.field = nil
    #expect(LinkFinder.others(in: Self.event(one)).isEmpty)
  }

  @Test(arguments: [
    ("zoom", ConferencingProvider.zoomMeeting), ("Meet", .googleMeet),
    ("Microsoft Teams", .microsoftTeams), ("webex", .webEx),
    ("acme meet", ConferencingProvider("Acme Meet")),
    ("skipe", nil),
  ])
  func aProviderIsNamedInWords(_ word: String, _ provider: ConferencingProvider?) {
    #expect(ConferencingProvider.recognized(as: word, besides: ["Acme Meet"]) == provider)
  }
}
