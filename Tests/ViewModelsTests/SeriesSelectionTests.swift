import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// What is selected once a series was made, divided, or is one again: never another event of the day.
@Suite struct SeriesSelectionTests {
  /// The program in one of its views, its days answered from a table.
  private struct Screen {
    var test: TestApp

    init(_ events: [Event], _ view: Command?) {
      test = TestApp(events)
      // Until a key is pressed the selection follows the time.
      test.press(.moveDown)
      if let view { test.press(view) }
      answer()
    }

    mutating func send(_ action: Action, _ events: [Event]) {
      test.events = events
      test.send(action)
      answer()
    }

    mutating func press(_ commands: Command...) {
      for command in commands {
        test.press(command)
        answer()
      }
    }

    private mutating func answer() {
      for _ in 0..<20 {
        let request = test.effects.lazy.compactMap { effect -> WindowRequest? in
          if case .loadWindow(let request) = effect { request } else { nil }
        }.first
        guard let request else { return }
        test.effects.removeAll { $0 == .loadWindow(request) }
        var window = World.window(test.events)
        if case .days(let days) = request { window.days = days }
        test.send(.windowLoaded(request, window))
      }
    }

    /// What is selected, by its id and its day.
    var selected: String {
      let selection = test.app.grid?.selection ?? test.app.agenda.selection
      let day = selection.map { World.today.distance(to: $0.day) } ?? -99
      return "\(test.app.selectedEvent?.id.rawValue ?? "-") on \(day)"
    }
  }

  static let views: [Command?] = [nil, .dayView, .weekView, .monthView]

  /// Others on each day, before and after the series.
  private static let others = (0..<5).flatMap { day in
    [
      World.event("Breakfast \(day)", from: World.at(8, day: day)),
      World.event("Dinner \(day)", from: World.at(20, day: day)),
    ]
  }

  private static func id(_ series: String, _ day: Int, hour: Int = 15) -> EventID {
    EventID(of: EventID(series), at: .moment(World.at(hour, day: day)))
  }

  private static func occurrence(_ series: String, _ day: Int, hour: Int = 15) -> Event {
    var event = World.event("Gym", from: World.at(hour, day: day))
    event.id = id(series, day, hour: hour)
    return event
  }

  private static let gym = (1..<5).map { occurrence("gym", $0) }

  private static func creation(day: Int = 1) -> EventEdit {
    var draft = EventDraft(occurrence("gym", day))
    draft.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=4"])
    return EventEdit(event: EventID("gym"), change: .create(draft, conferencing: .keep))
  }

  @Test(arguments: views) func itIsOnTheFirstOccurrenceOfANewSeries(_ view: Command?) {
    var screen = Screen(Self.others, view)
    screen.send(.submitted(Self.creation(), became: nil), Self.others + Self.gym)
    #expect(screen.selected == "\(Self.id("gym", 1)) on 1")
    // Once the service has it, its first occurrence has the id of the series.
    var delivered = Self.gym
    delivered[0].id = EventID("gym")
    screen.send(.cacheChanged, Self.others + delivered)
    #expect(screen.selected == "gym on 1")
  }

  /// "Every Thursday" that is typed on a Tuesday begins on Thursday.
  @Test(arguments: views) func itFollowsTheFirstDateOfTheRule(_ view: Command?) {
    var screen = Screen(Self.others, view)
    screen.send(.submitted(Self.creation(day: 1), became: nil), Self.others + [Self.gym[2]])
    #expect(screen.selected == "\(Self.id("gym", 3)) on 3")
  }

  @Test(arguments: views) func itStaysOnTheOccurrenceWhereTheSeriesIsDivided(_ view: Command?) {
    let both = Self.gym.prefix(2) + (3..<5).map { Self.occurrence("gym.2", $0) }
    var screen = Screen(Self.others + Self.gym, view)
    screen.send(.submitted(Self.creation(), became: nil), Self.others + Self.gym)
    screen.press(.nextDay, .nextDay)
    while !screen.selected.hasPrefix("gym_"), screen.test.app.selectedEvent != nil {
      screen.press(.moveDown)
    }
    #expect(screen.selected == "\(Self.id("gym", 3)) on 3")
    let edit = EventEdit(
      event: Self.id("gym", 3),
      change: .update(EventPatch(title: "Gym")),
      scope: .following
    )
    screen.send(.submitted(edit, became: Self.id("gym.2", 3)), Self.others + both)
    #expect(screen.selected == "\(Self.id("gym.2", 3)) on 3")

    // Undo gives back the occurrence, wherever one looks by then.
    screen.press(.today)
    var step = EditStep(
      edit: EventEdit(event: EventID("gym"), change: .update(EventPatch(title: "Gym"))),
      before: Self.gym[0],
      after: Self.gym[0]
    )
    step.place = EventPlace(Self.gym[2])
    let tail = EditStep(
      edit: EventEdit(event: EventID("gym.2"), change: .delete),
      before: Self.gym[2],
      after: nil
    )
    let outcome = UndoOutcome.doneTogether([tail, step], links: [.asItWas, .asItWas])
    screen.send(.undone(.undo, outcome), Self.others + Self.gym)
    #expect(screen.selected == "\(Self.id("gym", 3)) on 3")
  }
}
