import CalendarCore
import Foundation
import Testing
import ViewModels

@Suite struct SearchViewModelTests {
  private static let events = [
    World.event("alpha one", from: World.at(15)), World.event("beta", from: World.at(16)),
    World.event("alpha two", from: World.at(9, day: 2)),
    World.event("alpha three", from: World.at(9, day: 5)),
  ]

  private func hit(_ event: Event) -> SearchHit {
    SearchHit(id: event.id, title: event.title, time: event.time, in: World.zone)
  }

  private func result(_ titles: String...) -> SearchResult {
    let hits = Self.events.filter { titles.contains($0.title) }.map(hit)
    return SearchResult(hits: hits, count: hits.count)
  }

  private var alphas: SearchResult { result("alpha one", "alpha two", "alpha three") }

  private func searching(_ text: String, _ result: SearchResult) -> TestApp {
    var test = TestApp(Self.events)
    test.press(.search)
    test.type(text)
    test.send(.searched(text, result))
    return test
  }

  @Test func searchesWhileOneTypesFromTheSelectionOn() {
    var test = TestApp(Self.events)
    test.press(.moveDown, .search)
    #expect(test.app.context == .search && test.app.takesText)
    test.type("alpha")
    #expect(test.effects.last == .search("alpha", around: World.today))
    #expect(!test.app.isWaiting)
    // An answer to what was typed before says nothing any more.
    test.send(.searched("alp", result("beta")))
    #expect(test.app.search?.result == nil)
    test.send(.searched("alpha", alphas))
    #expect(test.app.agenda.selectedEvent?.title == "alpha two")
    #expect(test.app.search?.count(selected: test.app.agenda.selectedEvent?.id) == "2 of 3")
  }

  @Test func keepsTheSearchAndStepsRound() {
    var test = searching("alpha", alphas)
    test.press(.accept)
    #expect(test.app.context == .agenda)
    var titles: [String?] = []
    var words: [String?] = []
    for command in [Command.nextHit, .nextHit, .nextHit, .previousHit] {
      test.press(command)
      titles.append(test.app.agenda.selectedEvent?.title)
      words.append(test.app.search?.count(selected: test.app.agenda.selectedEvent?.id))
    }
    #expect(titles == ["alpha two", "alpha three", "alpha one", "alpha three"])
    #expect(
      words == ["2 of 3", "3 of 3", "1 of 3, on from the start", "3 of 3, on from the end"]
    )
    test.press(.back)
    #expect(test.app.search == nil)
    #expect(test.app.agenda.selectedEvent?.title == "alpha three")
  }

  @Test func goesBackToWhereOneWas() {
    var test = TestApp(Self.events)
    test.press(.moveDown)
    let before = test.app.agenda
    test.press(.search)
    test.type("alpha")
    test.send(.searched("alpha", alphas))
    #expect(test.app.agenda != before)
    test.press(.back)
    #expect(test.app.search == nil)
    #expect(test.app.agenda == before)
  }

  @Test func staysWhereOneWasWhenNothingMatches() {
    var test = TestApp(Self.events)
    let before = test.app.agenda.selection
    test.press(.search)
    test.type("xyz")
    test.send(.searched("xyz", SearchResult()))
    #expect(test.app.agenda.selection == before)
    test.press(.accept, .nextHit)
    #expect(test.app.agenda.selection == before)
    #expect(!test.app.isWaiting)
  }

  @Test func loadsAHitThatIsNotLoaded() {
    let far = World.event("alpha far", from: World.at(9, day: 400))
    var test = searching("alpha", SearchResult(hits: [hit(far)], count: 1))
    let day = World.today.advanced(by: 400)
    #expect(test.effects.last == .loadWindow(.around(day)))
    test.press(.accept)
    #expect(test.app.isWaiting)
    test.send(.windowLoaded(.around(day), World.window([far], days: 390...410)))
    #expect(test.app.agenda.selectedEvent?.title == "alpha far")
    #expect(!test.app.isWaiting)
  }

  @Test func asksForMoreHitsWhereThoseThatAreThereEnd() {
    var some = result("alpha one")
    (some.count, some.isCapped, some.hasLater, some.hasEarlier) = (1_000, true, true, false)
    var test = searching("alpha", some)
    #expect(test.app.search?.count(selected: nil) == "1000+")
    test.press(.accept, .nextHit)
    #expect(test.effects.last == .search("alpha", around: World.today))
    #expect(test.app.isWaiting)
    var others = alphas
    (others.count, others.isCapped, others.hasEarlier) = (1_000, true, true)
    test.send(.searched("alpha", others))
    #expect(test.app.agenda.selectedEvent?.title == "alpha two")
    // Behind the last one the first is asked for.
    test.press(.nextHit, .nextHit)
    #expect(test.effects.last == .search("alpha", around: Day(daysSinceEpoch: .min)))
    test.send(.searched("alpha", some))
    #expect(test.app.agenda.selectedEvent?.title == "alpha one")
  }

  @Test func findsNothingToStepToWithoutASearch() {
    var test = TestApp(Self.events)
    test.press(.nextHit)
    #expect(test.app.status.notice?.text == "No active search. \(key: .search) searches.")
  }

  @Test(arguments: [
    ("aurora", "Aurora review", ["Aurora"]), ("rev AUR", "Aurora review", ["Aur", "rev"]),
    ("oscar", "Lunch with Óscar", ["Óscar"]), ("urora", "Aurora", []), ("", "Aurora", []),
    ("打ち合わせ", "顧客との打ち合わせ", ["打ち合わせ"]), ("a", "a banana", ["a"]), ("!", "wow!", []),
    ("x", "", []),
  ])
  func marksTheWordsOfASearch(_ search: String, _ text: String, _ marked: [String]) {
    let ranges = SearchMatches.ranges(of: search, in: text)
    #expect(ranges.map { String(text[$0]) } == marked)
  }
}
