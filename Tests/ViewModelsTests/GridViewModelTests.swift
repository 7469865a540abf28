import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

@Suite struct GridViewModelTests {
  /// The program with a grid open, its days answered from a table.
  private struct Grid {
    var test: TestApp

    init(_ events: [Event], _ view: Command = .weekView) {
      test = TestApp(events)
      press(view)
    }

    mutating func press(_ commands: Command...) {
      for command in commands {
        test.press(command)
        answer()
      }
    }

    mutating func answer() {
      while let request = test.effects.compactMap(\.days).first {
        test.effects.removeAll { $0 == .loadWindow(.days(request)) }
        let summaries = test.events.map { World.summary($0) }.filter {
          $0.time.days(in: World.zone).overlaps(request)
        }
        test.send(.windowLoaded(.days(request), EventWindow(days: request, events: summaries)))
      }
    }

    var title: String? { test.app.selectedEvent?.title }
    var day: Int? { test.app.grid.map { World.today.distance(to: $0.day) } }
    var place: String { "\(day ?? -99) \(title ?? "-")" }
  }

  private static let events = [
    World.event("Nine", from: World.at(9)), World.event("Noon", from: World.at(12)),
    World.event("Four", from: World.at(16)),
    World.event("Early", from: World.at(8, day: 1)),
    World.event("Late", from: World.at(18, day: 1)),
    World.event("Friday", from: World.at(11, day: 4)),
    World.event("Next month", from: World.at(10, day: 31)),
  ]

  @Test func keepsDayAndSelectionWhenTheViewChanges() {
    var grid = Grid(Self.events)
    #expect(grid.place == "0 Four")
    grid.press(.nextDay, .monthView)
    #expect(grid.place == "1 Late")
    grid.press(.dayView, .weekView)
    #expect(grid.place == "1 Late")
    grid.press(.agendaView)
    #expect(grid.test.app.grid == nil)
    let request = WindowRequest.around(World.today.advanced(by: 1))
    #expect(grid.test.effects.contains(.loadWindow(request)))
    grid.test.send(.windowLoaded(request, World.window(Self.events)))
    #expect(grid.test.app.selectedEvent?.title == "Late")
  }

  @Test func goesToTheEventNearestToTheTimeOfTheCursor() {
    var grid = Grid(Self.events)
    grid.press(.moveUp, .moveUp)
    #expect(grid.place == "0 Nine")
    grid.press(.nextDay)
    #expect(grid.place == "1 Early")
    // A day without events keeps the time for those that follow.
    grid.press(.nextDay)
    #expect(grid.place == "2 -")
    grid.press(.nextDay, .nextDay)
    #expect(grid.place == "4 Friday")
  }

  @Test func stepsFromEventToEventOverDays() {
    var grid = Grid(Self.events)
    grid.press(.moveDown)
    #expect(grid.place == "1 Early")
    grid.press(.moveDown, .moveDown)
    #expect(grid.place == "4 Friday")
    grid.press(.moveUp)
    #expect(grid.place == "1 Late")
    grid.press(.first)
    #expect(grid.place == "0 Nine")
    grid.press(.last)
    #expect(grid.place == "4 Friday")
  }

  @Test func stepsFromAnEmptyDayToTheEventsAroundIt() {
    var grid = Grid(Self.events)
    grid.press(.nextDay, .nextDay, .moveDown)
    #expect(grid.place == "4 Friday")
    grid.press(.previousDay, .moveUp)
    #expect(grid.place == "1 Late")
  }

  @Test func pagesByWeekAndMonth() {
    var grid = Grid(Self.events)
    grid.press(.pageDown)
    #expect(grid.day == 7)
    grid.press(.pageUp, .pageUp, .today)
    #expect(grid.place == "0 Four")
    grid.press(.monthView, .pageDown)
    #expect(grid.day == 30)
    grid.press(.nextDay)
    #expect(grid.place == "31 Next month")
  }

  @Test func loadsDaysAheadAndEachOnce() throws {
    var test = TestApp(Self.events)
    test.press(.weekView)
    let first = try #require(test.effects.compactMap(\.days).last)
    #expect(first.contains(World.today.advanced(by: 20)))
    test.effects = []
    test.press(.moveDown, .moveUp)
    #expect(test.effects.isEmpty)
    // A day that is there already is shown while those around it are read.
    test.press(.nextDay)
    #expect(test.app.isWaiting == false)
    // One that is not makes the keys wait.
    for _ in 0..<4 { test.press(.pageDown) }
    for _ in 0..<2 {
      #expect(test.app.isWaiting)
      let last = try #require(test.effects.compactMap(\.days).last)
      test.send(.windowLoaded(.days(last), EventWindow(days: last, events: [])))
    }
    #expect(!test.app.isWaiting)
  }

  /// A month is a third of what is loaded for it, and all that the picture needs.
  @Test func loadsWhatIsShownFirst() throws {
    var grid = Grid(Self.events)
    grid.test.press(.monthView)
    let shown = try #require(grid.test.app.grid?.days)
    #expect(grid.test.effects.compactMap(\.days).last == shown)
    grid.test.effects = []
    let events = grid.test.events.map { World.summary($0) }
    grid.test.send(.windowLoaded(.days(shown), EventWindow(days: shown, events: events)))
    let ahead = try #require(grid.test.effects.compactMap(\.days).last)
    #expect(ahead.lowerBound < shown.lowerBound && shown.upperBound < ahead.upperBound)
    // A key may lead to an event that is not there yet.
    #expect(grid.test.app.isWaiting)
    grid.answer()
    #expect(!grid.test.app.isWaiting)
    #expect(grid.test.effects.compactMap(\.days).isEmpty)
  }

  @Test func keysGoOnWhenDaysCannotBeRead() throws {
    var test = TestApp(Self.events)
    test.press(.monthView, .pageDown, .pageDown, .pageDown)
    #expect(test.app.isWaiting)
    let last = try #require(test.effects.compactMap(\.days).last)
    test.send(.windowUnreadable(.days(last), reason: "The disk is gone."))
    #expect(!test.app.isWaiting)
    #expect(test.app.status.notice?.text == "The disk is gone.")
  }

  @Test func selectsTheNextEventWhenOneIsGone() {
    var grid = Grid(Self.events)
    grid.press(.moveUp)
    #expect(grid.place == "0 Noon")
    grid.test.events.removeAll { $0.title == "Noon" }
    grid.test.send(.cacheChanged)
    grid.answer()
    #expect(grid.place == "0 Four")
  }

  @Test func followsAnEventThatIsMoved() {
    var grid = Grid(Self.events)
    grid.test.events[2].time = .timed(
      start: World.at(10, day: 2),
      end: World.at(11, day: 2),
      zone: nil
    )
    grid.test.send(.cacheChanged)
    grid.answer()
    #expect(grid.place == "2 Four")
  }

  @Test func makesANewEventAtTheTimeOfTheCursor() throws {
    var grid = Grid(Self.events)
    grid.press(.nextDay, .nextDay, .newEvent)
    grid.test.type("Plan")
    grid.press(.save)
    guard case .create(let draft, _)? = grid.test.submitted?.change else {
      Issue.record("\(grid.test.effects)")
      return
    }
    #expect(draft.time.start(in: World.zone) == World.at(16, day: 2))
  }

  @Test func commandsAreAboutTheSelectedEvent() {
    var grid = Grid(Self.events)
    grid.press(.open)
    #expect((grid.test.app.screens.last as? EventDetailViewModel)?.id == EventID("e-Four"))
    grid.press(.back, .nextDay, .nextDay, .delete)
    #expect(grid.test.app.status.notice?.text.hasPrefix("No event is selected.") == true)
  }

  @Test func searchGoesToHitsAndBack() {
    var grid = Grid(Self.events)
    grid.press(.search)
    grid.test.type("fri")
    let hit = SearchHit(
      id: EventID("e-Friday"),
      title: "Friday",
      time: Self.events[5].time,
      in: World.zone
    )
    grid.test.send(.searched("fri", SearchResult(hits: [hit], count: 1)))
    grid.answer()
    #expect(grid.place == "4 Friday")
    grid.press(.back)
    #expect(grid.place == "0 Four")
  }

  @Test func aDateThatIsTypedIsGoneTo() {
    var grid = Grid(Self.events)
    grid.press(.goToDate)
    grid.test.type("2026-12-24")
    grid.press(.accept)
    #expect(grid.test.app.screens.isEmpty)
    #expect(grid.place == "31 Next month")
    grid.press(.goToDate)
    grid.test.type("some day")
    grid.press(.accept)
    #expect(grid.test.app.status.notice?.kind == .problem)
    #expect((grid.test.app.screens.last as? DatePromptViewModel)?.field.text == "some day")
    grid.press(.back)
    #expect(grid.place == "31 Next month")
  }

  @Test func theListGoesToADateAsWell() {
    var test = TestApp(Self.events)
    test.press(.goToDate)
    test.type("fri")
    test.press(.accept)
    #expect(test.effects.last == .loadWindow(.day(World.today.advanced(by: 4))))
  }

  @Test func namesTheDaysInTheHeader() {
    var grid = Grid(Self.events)
    #expect(grid.test.app.title == "Week 48 · 23–29 November 2026")
    grid.press(.pageDown)
    #expect(grid.test.app.title == "Week 49 · 30 November–6 December 2026")
    grid.press(.monthView)
    #expect(grid.test.app.title == "November 2026")
    grid.press(.dayView)
    #expect(grid.test.app.title == "Monday 30 November 2026")
  }
}

extension Effect {
  /// The days that it asks for.
  fileprivate var days: ClosedRange<Day>? {
    if case .loadWindow(.days(let days)) = self { days } else { nil }
  }
}
