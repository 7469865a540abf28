import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// Events with links of several meetings: which one is joined, said, changed, and put into the field.
@Suite struct WhichLinkTests {
  private static let zoom = "https://acme.zoom.us/j/81234567890"
  private static let teams = "https://teams.microsoft.com/meet/21234567890123?p=AbC"
  private static let meet = ConferencingDetails(
    provider: .googleMeet,
    url: "https://meet.google.com/abc-defg-hij"
  )

  private static func event(field: Bool = true, chosen: String? = nil) -> Event {
    var event = World.event(
      "x",
      from: World.at(15),
      conferencing: field ? .details(meet) : .none,
      description: "Backup: \(teams)\nPasscode: xY7zW9"
    )
    event.location = zoom
    event.linkChoice = chosen.flatMap { LinkRecognition.recognize($0) }.map(LinkChoice.init)
    return event
  }

  private static func choice(_ url: String) throws -> LinkChoice {
    LinkChoice(try #require(LinkRecognition.recognize(url)))
  }

  private func menu(_ test: TestApp) throws -> MenuViewModel {
    try #require(test.app.screens.last as? MenuViewModel)
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

  @Test func theFieldIsJoinedWithoutAQuestion() {
    var test = TestApp([Self.event()])
    test.press(.join)
    #expect(test.effects.last == .openURL(Self.meet.url))
  }

  @Test func whatWasChosenIsJoinedAndCopied() {
    var test = TestApp([Self.event(chosen: Self.teams)])
    test.press(.join)
    #expect(test.effects.last == .openURL(Self.teams))
    test.press(.copyLink)
    #expect(test.effects.last == .copy(Self.teams, what: "link"))
  }

  @Test func anotherLinkIsChosenAmongTheWaysToJoin() throws {
    var test = TestApp([Self.event()])
    test.press(.joinBy)
    let others = try menu(test).items.filter { $0.label.hasPrefix("From now on ") }
    #expect(
      others.map(\.effects) == [
        [.chooseLink(EventID("e-x"), try Self.choice(Self.zoom)), .openURL(Self.zoom)],
        [.chooseLink(EventID("e-x"), try Self.choice(Self.teams)), .openURL(Self.teams)],
      ]
    )
    #expect(others.map(\.key) == ["1", "2"])
    #expect(others.first?.label == "From now on Zoom 81234567890  \(Self.zoom)")
    #expect(try !menu(test).items.contains { $0.label.hasPrefix("Choose no link") })
  }

  @Test func aChoiceIsTakenBackAmongTheWaysToJoin() throws {
    var test = TestApp([Self.event(chosen: Self.teams)])
    test.press(.joinBy)
    let last = try #require(try menu(test).items.last)
    #expect(last.label == "Choose no link any more")
    #expect(last.effects == [.chooseLink(EventID("e-x"), nil)])
    #expect(try menu(test).items.first?.effects == [.openURL(Self.teams)])
  }

  @Test func oneIsAskedForWhereNothingDecides() throws {
    var test = TestApp([Self.event(field: false)])
    test.press(.join)
    let items = try menu(test).items
    #expect(items.map { $0.effects.last } == [.openURL(Self.zoom), .openURL(Self.teams)])
    #expect(items.first?.effects.first == .chooseLink(EventID("e-x"), try Self.choice(Self.zoom)))
  }

  @Test func theChoiceIsSaid() throws {
    var event = Self.event(chosen: Self.teams)
    #expect(
      JoinMenus.chosen(for: event)
        == Notice(
          .info,
          "\(key: .join) joins by Microsoft Teams from now on. \(key: .joinBy) changes that."
        )
    )
    event.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("s")),
      originalStart: event.time.startKey
    )
    #expect(JoinMenus.chosen(for: event).text.contains("in all of the series"))
    event.linkChoice = nil
    #expect(JoinMenus.chosen(for: event).text.hasPrefix("No link is chosen any more"))
    #expect(JoinMenus.chosen(for: nil).kind == .problem)
  }

  /// Each link, where it stands, and by which one is joined.
  @Test func theDetailsSayWhereLinksComeFrom() {
    let rows = rows(Self.event())
    #expect(
      rows.filter { $0.kind == .link }.map(\.value) == [Self.meet.url, Self.zoom, Self.teams]
    )
    let places = rows.filter { $0.label == "Found in" }.map(\.value)
    #expect(places == ["the field for meetings", "the location", "the description"])
    #expect(rows.contains { $0.label == "Access code" && $0.value == "xY7zW9" })
    let joined = { (event: Event) in self.rows(event).first { $0.label == "Joined by" }?.value }
    #expect(joined(Self.event()) == "Google Meet, which is in the field.")
    #expect(
      joined(Self.event(chosen: Self.teams))
        == "Microsoft Teams from the description, as you chose."
    )
    #expect(joined(Self.event(field: false)) == "You are asked which.")
    let alone = World.event("y", from: World.at(15), conferencing: .details(Self.meet))
    #expect(joined(alone) == nil)
  }

  /// The link under the cursor, or above the line that says where it stands, goes into the field.
  @Test(arguments: [true, false], [0, 3])
  func aLinkOfTheTextsIsPutIntoTheField(_ hasField: Bool, _ below: Int) throws {
    var test = TestApp([Self.event(field: hasField)])
    test.press(.open)
    let screen = try #require(test.app.screens.last as? EventDetailViewModel)
    let row = try #require(screen.rows.firstIndex { $0.value == Self.teams })
    #expect(screen.rows[row + 3].hint?.contains("puts it into the field") == true)
    for _ in 0..<(row + below) { test.press(.moveDown) }
    test.press(.conferencing)
    let form = try #require(test.app.screens.last as? ConferencingScreen).form
    #expect(form.chosen == .link)
    #expect(
      form.change
        == .details(
          ConferencingDetails(
            provider: .microsoftTeams,
            url: Self.teams,
            meetingCode: "21234567890123",
            accessCode: "xY7zW9"
          )
        )
    )
  }

  @Test func theFormOffersTheLinkThatIsJoined() throws {
    var test = TestApp([Self.event(field: false, chosen: Self.teams)])
    test.press(.conferencing)
    let form = try #require(test.app.screens.last as? ConferencingScreen).form
    guard case .details(let details) = form.change else {
      Issue.record("\(form.change)")
      return
    }
    #expect(details.url == Self.teams)
  }
}
