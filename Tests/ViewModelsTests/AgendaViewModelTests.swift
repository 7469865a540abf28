import ConferencingCore
import CalendarCore
import Foundation
import Testing
import ViewModels

@Suite struct AgendaViewModelTests {
  private func agenda(_ events: [Event], height: Int = 20) -> AgendaViewModel {
    var agenda = AgendaViewModel(now: World.now, zone: World.zone)
    agenda.resize(height: height)
    _ = agenda.load(.day(World.today), World.window(events))
    return agenda
  }

  private func titles(_ agenda: AgendaViewModel) -> [String] {
    agenda.items.map { item in
      switch item {
      case .gap: "gap"
      case .heading(let day): day.description
      case .now: "now"
      case .nothing: "nothing"
      case .event(let index, let day): agenda.row(index, on: day)?.title ?? "?"
      }
    }
  }

  @Test func laysOutDaysWithTheTimeBetweenEvents() {
    let agenda = agenda([
      World.event("past", from: World.at(9)), World.event("next", from: World.at(16)),
      World.event("morrow", from: World.at(10, day: 1)),
    ])
    #expect(
      titles(agenda) == [
        "2026-11-23", "past", "now", "next", "gap", "2026-11-24", "morrow",
      ]
    )
    #expect(agenda.selectedEvent?.title == "next")
  }

  @Test func showsTodayWhenNothingIsPlanned() {
    let agenda = agenda([World.event("morrow", from: World.at(10, day: 1))])
    #expect(titles(agenda).prefix(3) == ["2026-11-23", "now", "nothing"])
    #expect(agenda.selection == AgendaSelection(event: nil, day: World.today))
  }

  /// "15 mar" leads to 15 March and not to the next event; the row goes when something else is selected.
  @Test func showsADayThatWasGoneToWhenNothingIsPlanned() {
    let events = [
      World.event("now", from: World.at(15)), World.event("later", from: World.at(10, day: 6)),
    ]
    var test = TestApp(events)
    let day = World.today.advanced(by: 3)
    test.press(.goToDate)
    test.type("+3")
    test.press(.accept)
    test.send(.windowLoaded(.day(day), World.window(events)))
    #expect(titles(test.app.agenda).contains("nothing"))
    #expect(test.app.agenda.selection == AgendaSelection(event: nil, day: day))
    // The clock goes on, and other views begin there.
    test.send(.ticked(World.now.addingTimeInterval(60)))
    test.press(.monthView)
    #expect(test.app.grid?.day == day)
    test.press(.agendaView)
    test.send(.windowLoaded(.day(day), World.window(events)))
    #expect(test.app.agenda.selection == AgendaSelection(event: nil, day: day))
    test.press(.moveDown)
    #expect(test.app.selectedEvent?.title == "later")
    test.send(.ticked(World.now.addingTimeInterval(120)))
    #expect(!titles(test.app.agenda).contains("nothing"))
  }

  @Test func showsAnEventOnEveryDayItTouches() {
    let trip = Event(
      id: EventID("trip"),
      account: World.work,
      calendar: World.team,
      title: "trip",
      time: .allDay(first: World.today, last: World.today.advanced(by: 2))
    )
    let night = World.event("night", from: World.at(23), minutes: 120)
    let agenda = agenda([trip, night])
    #expect(titles(agenda).filter { $0 == "trip" }.count == 3)
    #expect(titles(agenda).filter { $0 == "night" }.count == 2)
    let times = agenda.items.compactMap { item -> String? in
      guard case .event(let index, let day) = item else { return nil }
      return agenda.row(index, on: day)?.time
    }
    #expect(times.contains("all day 2/3"))
    #expect(times.contains("23:00 →"))
    #expect(times.contains("→ 01:00"))
  }

  @Test func movesByEventAndDayAndStaysInside() {
    var agenda = agenda([
      World.event("a", from: World.at(15)), World.event("b", from: World.at(16)),
      World.event("c", from: World.at(9, day: 2)),
    ])
    _ = agenda.handle(.moveDown)
    #expect(agenda.selectedEvent?.title == "b")
    _ = agenda.handle(.moveDown)
    #expect(agenda.selectedEvent?.title == "c")
    _ = agenda.handle(.moveDown)
    #expect(agenda.selectedEvent?.title == "c")
    _ = agenda.handle(.previousDay)
    #expect(agenda.selectedEvent?.title == "a")
    _ = agenda.handle(.nextDay)
    #expect(agenda.selectedEvent?.title == "c")
  }

  @Test func keepsTheSelectionOnTheScreen() {
    let events = (0..<50).map { World.event("e\($0)", from: World.at(9, $0, day: 1), minutes: 5) }
    var agenda = agenda(events, height: 10)
    for _ in 0..<200 {
      _ = agenda.handle(.moveDown)
      let selected = agenda.selected ?? -1
      #expect((agenda.top..<agenda.top + 10).contains(selected))
    }
    for _ in 0..<200 {
      _ = agenda.handle(.pageUp)
      let selected = agenda.selected ?? -1
      #expect((agenda.top..<agenda.top + 10).contains(selected))
    }
    #expect(agenda.top == 0)
  }

  @Test func keepsTheSelectedEventWhenTheListChanges() {
    let kept = World.event("kept", from: World.at(16))
    var agenda = agenda([World.event("a", from: World.at(15)), kept])
    _ = agenda.handle(.moveDown)
    _ = agenda.load(
      .around(World.today),
      World.window([
        World.event("new", from: World.at(10)), World.event("a", from: World.at(15)), kept,
      ])
    )
    #expect(agenda.selectedEvent?.title == "kept")
    _ = agenda.load(.around(World.today), World.window([World.event("a", from: World.at(15))]))
    #expect(agenda.selectedEvent?.title == "a")
  }

  @Test func asksForMoreNearAnEdgeAndOnlyOnce() {
    let events = (0..<60).map { World.event("e\($0)", from: World.at(15, 0, day: $0 / 10)) }
    var agenda = AgendaViewModel(now: World.now, zone: World.zone)
    var window = World.window(events)
    window.hasLater = true
    _ = agenda.load(.day(World.today), window)
    var asked: [Effect] = []
    for _ in 0..<30 { asked += agenda.handle(.moveDown) ?? [] }
    #expect(asked.count == 1)
  }

  /// On the last day that is loaded the next ones are asked for, however many events it still has.
  @Test func asksForMoreOnTheLastDayOfManyEvents() {
    let events = (0..<180).map { World.event("e\($0)", from: World.at(15, 0, day: $0 / 90)) }
    var agenda = AgendaViewModel(now: World.now, zone: World.zone)
    var window = World.window(events, days: 0...1)
    window.hasLater = true
    _ = agenda.load(.day(World.today), window)
    let tomorrow = World.today.advanced(by: 1)
    #expect(agenda.handle(.nextDay) == [.loadWindow(.around(tomorrow))])
    #expect(agenda.selection?.day == tomorrow)
    #expect(!agenda.isSeeking, "the day itself is there and shown at once")
    // A key that comes before they are there is not lost.
    let day = World.today.advanced(by: 2)
    #expect(agenda.handle(.nextDay) == [.loadWindow(.around(day))])
    #expect(agenda.isSeeking)
  }

  /// The first of many events of a day is far from the edge, and still the day after comes next.
  @Test func goesOnFromADayOfManyEvents() {
    let events = (0..<90).map { World.event("e\($0)", from: World.at(15)) }
    var agenda = AgendaViewModel(now: World.now, zone: World.zone)
    var window = World.window(events)
    (window.hasLater, window.hasEarlier) = (true, true)
    _ = agenda.load(.day(World.today), window)
    #expect(agenda.handle(.nextDay) == [.loadWindow(.around(World.today.advanced(by: 1)))])
    #expect(agenda.handle(.nextDay) == [], "it is asked for once")
    let next = World.event("next", from: World.at(15, 0, day: 3))
    _ = agenda.load(.around(World.today.advanced(by: 1)), World.window(events + [next]))
    #expect(agenda.selectedEvent?.title == "next")
  }

  /// Of a day that was read alone the days beside it come next, and no key waits for them.
  @Test func asksForTheDaysBesideADayThatWasReadAlone() {
    let events = (0..<90).map { World.event("e\($0)", from: World.at(15)) }
    var agenda = AgendaViewModel(now: World.now, zone: World.zone)
    var window = World.window(events, days: 0...0)
    (window.hasEarlier, window.hasLater) = (true, true)
    let ahead = agenda.load(.day(World.today), window)
    #expect(ahead == [.loadWindow(.around(World.today))])
    #expect(!agenda.isSeeking)
    let selected = agenda.selectedEvent
    let next = World.event("next", from: World.at(15, 0, day: 1))
    #expect(agenda.load(.around(World.today), World.window(events + [next], days: -1...1)) == [])
    #expect(agenda.selectedEvent == selected)
    #expect(agenda.handle(.nextDay) != nil && agenda.selectedEvent?.title == "next")
  }
}
