import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// Links that stand in the texts of an event: on the screen, and for joining.
@Suite struct FoundLinksTests {
  static let zoom = "https://acme.zoom.us/j/81234567890"
  private static let register = "https://zoom.us/webinar/register/WN_abc"

  private func event(
    _ description: String,
    location: String = "",
    _ conferencing: Conferencing = .none
  ) -> Event {
    var event = World.event(
      "x",
      from: World.at(15),
      conferencing: conferencing,
      description: description
    )
    event.location = location
    return event
  }

  private func rows(_ event: Event) -> [EventDetailViewModel.Row] {
    EventDetailRows(
      event: event,
      delivery: .delivered,
      directory: World.directory(),
      clock: WallClock(World.zone),
      now: World.now
    ).rows
  }

  private func values(_ label: String, in event: Event) -> [String] {
    rows(event).filter { $0.label == label }.map(\.value)
  }

  private func openMenu(_ app: AppViewModel) -> MenuViewModel? {
    app.screens.last as? MenuViewModel
  }

  /// Each is looked for in all lines, so a text full of links would take minutes.
  @Test("Of a text full of links the first twenty are shown")
  func aTextFullOfLinks() {
    let text = (0..<3_000).map { "https://acme.zoom.us/j/8\(1_000_000_000 + $0)" }
      .joined(separator: "\n")
    #expect(LinkFinder.meetings(in: event(text)).count == 20)
  }

  @Test func asksWhichOfTwoMeetingsIsJoined() throws {
    var test = TestApp([event("\(Self.zoom)\nBackup: https://zoom.us/j/999?uname=long")])
    test.press(.join)
    let menu = try #require(openMenu(test.app))
    let link = try #require(LinkRecognition.recognize(Self.zoom))
    // The answer is kept.
    #expect(
      menu.items.first?.effects
        == [.chooseLink(EventID("e-x"), LinkChoice(link)), .openURL(Self.zoom)]
    )
    #expect(menu.items.count == 2)
  }

  @Test func joinsByTheRicherLinkOfTheSameMeeting() {
    var test = TestApp([event("Join: \(Self.zoom)?pwd=AbC", location: Self.zoom)])
    test.press(.join)
    #expect(test.effects.last == .openURL("\(Self.zoom)?pwd=AbC"))
  }

  @Test func doesNotOfferARegistrationBesideTheMeeting() {
    var test = TestApp([event("\(Self.register)\nYours: https://zoom.us/w/812?tk=a")])
    test.press(.join)
    #expect(test.effects.last == .openURL("https://zoom.us/w/812?tk=a"))
  }

  @Test func callsARegistrationByItsName() throws {
    let event = event(Self.register)
    #expect(values("Register", in: event) == [Self.register])
    #expect(values("Link", in: event) == [])
    var test = TestApp([event])
    test.press(.join)
    let item = try #require(openMenu(test.app)?.items.first)
    #expect(item.label.hasPrefix("Register"))
    #expect(item.effects == [.openURL(Self.register)])
  }

  @Test func takesALinkOfTheTextsWhereTheFieldsMayNotBeOpened() {
    let bad = ConferencingDetails(provider: .unknown, url: "javascript:alert(1)")
    var test = TestApp([event(Self.zoom, .details(bad))])
    test.press(.join)
    #expect(test.effects.last == .openURL(Self.zoom))
    #expect(!rows(event("", .details(bad))).contains { $0.kind == .link })
  }

  @Test func showsCodesAndPhonesOfTheText() {
    let text = "\(Self.zoom)\nMeeting ID: 812 3456 7890\nPasscode: 447711\n+49 69 7104 9922 Germany"
    let noted = event(text)
    #expect(values("Access code", in: noted) == ["447711"])
    #expect(values("Phone", in: noted) == ["+496971049922"])
    let codes = event("Meeting ID: 316 652 780 345 552\nPasscode: ab3CD9")
    #expect(values("Meeting code", in: codes) == ["316652780345552"])
    #expect(values("Access code", in: codes) == ["ab3CD9"])
    #expect(!rows(codes).contains { $0.kind == .link })
  }

  @Test func showsAPlaceThatIsTheLinkOnce() {
    let link = ConferencingDetails(provider: .zoomMeeting, url: Self.zoom)
    for event in [event("", location: Self.zoom, .details(link)), event("", location: Self.zoom)] {
      #expect(rows(event).filter { $0.value.contains(Self.zoom) }.count == 1)
    }
    let sent = text(event("", location: Self.zoom, .details(link)))
    #expect(sent.components(separatedBy: Self.zoom).count == 2)
    let bare = text(event("", location: Self.zoom))
    #expect(bare.contains(Self.zoom))
    let place = event("", location: "Room 5, \(Self.zoom)")
    #expect(values("Where", in: place) == ["Room 5, \(Self.zoom)"])
  }

  /// In a list the provider's name stands for a place that is the link.
  @Test(arguments: [
    (FoundLinksTests.zoom, ConferencingProvider.zoomMeeting, ""),
    ("Room 5, \(FoundLinksTests.zoom)", .zoomMeeting, "Room 5, \(FoundLinksTests.zoom)"),
    (FoundLinksTests.zoom, .googleMeet, FoundLinksTests.zoom),
    ("https://acme.example/map", nil, "https://acme.example/map"),
  ])
  func listsAPlaceThatIsTheLinkByItsProvider(
    _ location: String,
    _ provider: ConferencingProvider?,
    _ shown: String
  ) {
    let summary = EventSummary(
      id: EventID("e"),
      account: World.work,
      calendar: World.team,
      title: "Call",
      time: event("", location: location).time,
      location: location,
      provider: provider
    )
    let row = AgendaEventRow(
      summary,
      on: World.today,
      directory: World.directory(),
      clock: WallClock(World.zone),
      now: World.now
    )
    #expect(row.location == shown)
  }

  /// A meeting on the telephone alone has no link.
  @Test func sendsTheTelephoneOfAMeetingWithoutALink() {
    let phone = ConferencingDetails(
      provider: .zoomMeeting,
      url: "",
      accessCode: "5",
      phones: ["+49 30 901820"]
    )
    let sent = text(event("", .details(phone)))
    #expect(sent.contains("Passcode: 5") && sent.contains("\n• +4930901820\n"))
  }

  /// Guests can do nothing with a provider that is not known.
  @Test func sendsNoUnknownProvider() {
    let link = ConferencingDetails(provider: .unknown, url: "https://video.example/room")
    let sent = text(event("", .details(link)))
    #expect(!sent.contains("Provider") && sent.contains("https://video.example/room"))
    let block = InvitationBlock.text(for: link)
    #expect(!block.contains("unknown"))
    #expect(InvitationBlock.find(in: block)?.details == link)
  }

  private func text(_ event: Event) -> String {
    Invitation(event, clock: WallClock(World.zone), now: World.now).text
  }
}
