import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

/// Joining from the screen: what is next, other ways, copies, the countdown.
@Suite struct JoiningTests {
  private static let zoom = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://us02web.zoom.us/j/82021512759?pwd=abc",
    meetingCode: "82021512759",
    accessCode: "415355",
    phones: ["+1 346 248 7799", "+49 69 7104 9922 Germany"]
  )

  private func event(_ title: String, _ details: ConferencingDetails? = zoom) -> Event {
    World.event(
      title,
      from: World.at(15),
      conferencing: details.map { .details($0) } ?? .none
    )
  }

  private func candidate(_ event: Event) -> JoinCandidate {
    JoinCandidate(
      event: World.summary(event),
      facts: JoinFacts(of: event, owner: "")
    )
  }

  @Test func joinsTheOneThatIsFound() {
    let review = event("Review")
    var test = TestApp([review])
    test.press(.joinNext)
    #expect(test.effects.contains(.findMeeting))
    #expect(test.app.isWaiting)
    test.send(.meetingsFound([candidate(review)]))
    #expect(test.effects.contains(.openURL(Self.zoom.url)))
    #expect(!test.app.isWaiting)
  }

  @Test func saysThatThereIsNone() {
    var test = TestApp([])
    test.press(.joinNext)
    test.send(.meetingsFound([]))
    #expect(test.app.status.notice?.text == "No meeting with a link runs now or comes later today.")
    #expect(!test.app.isWaiting)
  }

  @Test func doesNotWaitForWhatCannotBeRead() {
    var test = TestApp([])
    test.press(.joinNext)
    test.send(.notice(Notice(.problem, "The cache file is damaged.")))
    #expect(!test.app.isWaiting)
  }

  @Test func asksWhichOfTwo() {
    let other = ConferencingDetails(
      provider: .googleMeet,
      url: "https://meet.google.com/abc-defg-hij"
    )
    let (one, two) = (event("One"), event("Two", other))
    var test = TestApp([one, two])
    test.press(.joinNext)
    test.send(.meetingsFound([candidate(one), candidate(two)]))
    let menu = test.app.screens.last as? MenuViewModel
    #expect(menu?.items.map(\.effects) == [[.openURL(Self.zoom.url)], [.openURL(other.url)]])
    #expect(
      menu?.items.map(\.label)
        == ["Zoom", "Meet"].enumerated().map { index, word in
          "\(word)  \(["One", "Two"][index])  Mon 23 Nov, 15:00–16:00"
        }
    )
  }

  /// Of events that start together, one has two links and nothing says which is meant.
  @Test func asksForEventAndLinkTogether() throws {
    let meet = "https://meet.google.com/abc-defg-hij"
    var two = event("Two", nil)
    two.description = "\(Self.zoom.url)\n\(meet)"
    let one = event("One")
    var test = TestApp([one, two])
    test.press(.joinNext)
    test.send(.meetingsFound([candidate(one), candidate(two)]))
    let menu = try #require(test.app.screens.last as? MenuViewModel)
    let choices = try [Self.zoom.url, meet].map {
      LinkChoice(try #require(LinkRecognition.recognize($0)))
    }
    #expect(
      menu.items.map(\.effects) == [
        [.openURL(Self.zoom.url)],
        [.chooseLink(two.id, choices[0]), .openURL(Self.zoom.url)],
        [.chooseLink(two.id, choices[1]), .openURL(meet)],
      ]
    )
    #expect(
      menu.items[1].label.hasPrefix("Zoom  Two  ") && menu.items[1].label.hasSuffix("  82021512759")
    )
    // What was chosen before is not asked for.
    two.linkChoice = choices[1]
    test = TestApp([one, two])
    test.press(.joinNext)
    test.send(.meetingsFound([candidate(one), candidate(two)]))
    let decided = try #require(test.app.screens.last as? MenuViewModel)
    #expect(decided.items.map(\.effects) == [[.openURL(Self.zoom.url)], [.openURL(meet)]])
  }

  @Test func offersOtherWays() {
    var test = TestApp([event("Review")])
    test.app.country = "DE"
    test.press(.joinBy)
    let menu = test.app.screens.last as? MenuViewModel
    #expect(menu?.items.map(\.key) == ["o", "q", "y", "p", "n", "a"])
    // Every number can be called, the nearest by a key.
    #expect(
      menu?.items.map(\.label).filter { $0.hasPrefix("QR code to call") } == [
        "QR code to call +496971049922 Germany", "QR code to call +13462487799",
      ]
    )
    test.send(.text("p"))
    #expect(
      test.effects.contains(
        .encode(
          "tel:+496971049922,,82021512759%23,,,,*415355%23",
          title: "Scan to call: +496971049922"
        )
      )
    )
  }

  @Test func offersNoWayWhereThereIsNone() {
    var test = TestApp([event("Lunch", nil)])
    test.press(.joinBy)
    #expect(test.app.screens.isEmpty)
    #expect(test.app.status.notice?.text.contains("no meeting link") == true)
  }

  @Test func copiesInSeveralForms() {
    var test = TestApp([event("Review *now*")])
    test.press(.copyInvitation)
    let menu = test.app.screens.last as? MenuViewModel
    #expect(menu?.items.map(\.key) == ["i", "m", "c", "d", "s"])
    #expect(menu?.items.last?.effects == [.writeOut(EventID("e-Review *now*"))])
    let written = test.app.handle(.writtenOut("BEGIN:VCALENDAR"))
    #expect(written == [.copy("BEGIN:VCALENDAR", what: "calendar file")])
    // Where no program takes it the terminal gets it.
    #expect(test.app.handle(.copyRefused("text", saying: "Sent.")) == [.copyToTerminal("text")])
    #expect(test.app.status.notice?.text == "Sent.")
    // What was said since the key stays.
    #expect(test.app.handle(.copied("Copied.")) == [])
    #expect(test.app.status.notice?.text == "Sent.")
    var texts: [String: String] = [:]
    for item in menu?.items ?? [] {
      if case .copy(let text, _)? = item.effects.first { texts[item.key] = text }
    }
    #expect(
      texts["i"]?.hasPrefix(
        "Review *now*\nMon 23 Nov, 15:00–16:00 (Europe/Berlin)\n\nJoin Zoom Meeting\n"
      ) == true
    )
    #expect(
      texts["m"]?.hasPrefix(
        "**Review \\*now\\***\n\nMon 23 Nov, 15:00–16:00 (Europe/Berlin)\n\n- [Join Zoom Meeting](<\(Self.zoom.url)>)\n"
      ) == true
    )
    #expect(texts["c"]?.hasPrefix("Join Zoom Meeting\n\(Self.zoom.url)\n") == true)
    #expect(
      texts["d"]
        == "+13462487799,,82021512759#,,,,*415355#\n+496971049922,,82021512759#,,,,*415355#  Germany\n"
    )
  }

  @Test func copiesAnEventWithoutAMeeting() {
    var test = TestApp([event("Lunch", nil)])
    test.press(.copyInvitation)
    #expect((test.app.screens.last as? MenuViewModel)?.items.map(\.key) == ["i", "m", "s"])
  }

  @Test(
    "Nothing of an event is markup",
    arguments: [
      ("# Title", "\\# Title"), ("1. First", "1\\. First"),
      ("[x](https://evil.example)", "\\[x\\](https://evil.example)"),
      ("<script>", "\\<script\\>"), ("a\nb", "a b"), ("- item", "\\- item"),
    ]
  )
  func escapes(_ title: String, _ expected: String) {
    let text = Invitation(event(title, nil), clock: WallClock(World.zone), now: World.now).markdown
    #expect(text.hasPrefix("**\(expected)**\n"))
  }

  @Test(
    "The countdown begins ten minutes before and ends a minute after",
    arguments: [
      (-601.0, nil), (-600, "in 10 min"), (-599, "in 10 min"), (-540, "in 9 min"), (-1, "in 1 min"),
      (0, "now"),
      (59, "now"), (60, nil),
    ]
  )
  func countdown(_ seconds: Double, _ expected: String?) {
    let review = event("Review")
    var test = TestApp([review])
    test.send(.upcomingLoaded(World.summary(review)))
    test.send(.ticked(World.at(15) + seconds))
    #expect(test.app.countdown?.when == expected)
  }

  @Test func readsWhatComesNextAgainWhenItIsTime() {
    let review = event("Review")
    var test = TestApp([review])
    test.send(.upcomingLoaded(World.summary(review)))
    test.effects = []
    test.send(.ticked(World.at(15) + 59))
    #expect(!test.effects.contains(.loadUpcoming))
    test.send(.ticked(World.at(15) + 60))
    test.send(.ticked(World.at(15) + 61))
    #expect(test.effects.filter { $0 == .loadUpcoming }.count == 1)
    test.send(.upcomingLoaded(nil))
    test.send(.ticked(World.at(15) + 3_000))
    #expect(test.effects.filter { $0 == .loadUpcoming }.count == 1)
    test.send(.ticked(World.at(15) + 3_700))
    #expect(test.effects.filter { $0 == .loadUpcoming }.count == 2)
  }
}
