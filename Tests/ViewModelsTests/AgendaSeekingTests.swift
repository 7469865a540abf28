import ConferencingCore
import CalendarCore
import Foundation
import Testing
import ViewModels

/// The selection on its way to what is not loaded yet, while other answers come in between.
@Suite struct AgendaSeekingTests {
  private static let near = World.event("near", from: World.at(16))
  private static let stranger = World.event("stranger", from: World.at(9, day: 200))
  private static let made = World.event("made", from: World.at(9, day: 250))
  private static let farDay = World.today.advanced(by: 250)

  private static let here = World.window([near])
  private static let far = World.window([stranger, made], days: 190...300)
  /// The far stretch as it was before the event was made.
  private static let before = World.window([stranger], days: 190...300)

  private func loads(_ effects: [Effect]) -> [WindowRequest] {
    effects.compactMap { effect -> WindowRequest? in
      if case .loadWindow(let request) = effect { request } else { nil }
    }
  }

  /// A calendar on which an event far away was just submitted.
  private func saved(cacheFirst: Bool) -> (test: TestApp, asked: [WindowRequest]) {
    var test = TestApp([Self.near])
    test.events.append(Self.made)
    test.press(.moveDown)
    let edit = EventEdit(
      event: Self.made.id,
      change: .create(EventDraft(Self.made), conferencing: .keep)
    )
    test.effects = []
    for action in cacheFirst
      ? [Action.cacheChanged, .submitted(edit)] : [.submitted(edit), .cacheChanged]
    {
      test.send(action)
    }
    return (test, loads(test.effects))
  }

  @Test(
    "A saved event is selected whichever of its two messages comes first",
    arguments: [true, false]
  )
  func goesToTheSavedEvent(cacheFirst: Bool) {
    let (begun, asked) = saved(cacheFirst: cacheFirst)
    var test = begun
    #expect(asked.last == .around(Self.farDay))
    for request in asked {
      #expect(test.app.isWaiting)
      let isFar = request == .around(Self.farDay)
      test.send(.windowLoaded(request, isFar ? Self.far : Self.here))
      if isFar { break }
    }
    #expect(!test.app.isWaiting)
    #expect(test.app.agenda.selectedEvent?.title == "made")
    // The next key is about it.
    test.press(.delete)
    #expect(test.submitted == EventEdit(event: Self.made.id, change: .delete))
  }

  @Test(
    "An answer from before does not end the way there, and none after leads away",
    arguments: [true, false]
  )
  func ignoresStaleAnswers(staleFirst: Bool) {
    var (test, _) = saved(cacheFirst: false)
    let stale = Action.windowLoaded(.around(World.today), Self.here)
    let awaited = Action.windowLoaded(.around(Self.farDay), Self.far)
    if staleFirst {
      test.send(stale)
      #expect(test.app.isWaiting)
      #expect(test.app.agenda.selectedEvent?.title == "near")
      test.send(awaited)
    } else {
      test.send(awaited)
      test.effects = []
      test.send(stale)
      // What may have changed meanwhile is read where the selection is.
      #expect(loads(test.effects) == [.around(Self.farDay)])
      test.send(awaited)
    }
    #expect(!test.app.isWaiting)
    #expect(test.app.agenda.selectedEvent?.title == "made")
    #expect(test.app.agenda.window == Self.far)
  }

  /// A command that leads far away, what it asks for, and the event that it leads to.
  static let ways: [(Command, WindowRequest, String)] = [
    (.last, .last, "made"), (.first, .first, "stranger"), (.today, .day(World.today), "near"),
  ]

  @Test("A page of a sync does not stop G, gg and t", arguments: ways)
  func keepsTheWay(_ command: Command, _ request: WindowRequest, _ title: String) {
    var agenda = AgendaViewModel(now: World.now, zone: World.zone)
    let start = command == .today ? Self.far : Self.here
    _ = agenda.load(.day(World.today), start)
    let asked = agenda.handle(command)
    #expect(asked == [.loadWindow(request)])
    #expect(agenda.isSeeking)
    // The page was stored: it is read again, at the end of the way.
    let again = agenda.reload()
    #expect(again == [.loadWindow(request)])
    let here = agenda.selection
    _ = agenda.load(.around(here?.day ?? World.today), start)
    #expect(agenda.isSeeking)
    #expect(agenda.selection == here)
    let end = command == .today ? Self.here : Self.far
    _ = agenda.load(request, end)
    #expect(!agenda.isSeeking)
    #expect(agenda.selectedEvent?.title == title)
    // The second answer brings what is new, and leaves the selection where it was moved to.
    _ = agenda.handle(command == .last ? .moveUp : .moveDown)
    let moved = agenda.selection
    _ = agenda.load(request, end)
    #expect(agenda.selection == moved)
  }

  @Test func endsOnTheDayOfAnEventThatIsGone() {
    var (test, _) = saved(cacheFirst: true)
    test.send(.windowLoaded(.around(Self.farDay), Self.before))
    #expect(!test.app.isWaiting)
    #expect(test.app.agenda.selectedEvent?.title == "stranger")
    // And where it was moved to once more.
    (test, _) = saved(cacheFirst: true)
    var moved = Self.made
    moved.time = Self.stranger.time
    test.send(
      .windowLoaded(.around(Self.farDay), World.window([Self.stranger, moved], days: 190...300))
    )
    #expect(test.app.agenda.selectedEvent?.title == "made")
  }

  @Test func givesUpOnlyWhatIsAwaited() {
    var (test, _) = saved(cacheFirst: false)
    test.send(.windowUnreadable(.around(World.today), reason: "The cache is locked."))
    #expect(test.app.isWaiting)
    test.send(.windowUnreadable(.around(Self.farDay), reason: "The cache is locked."))
    #expect(!test.app.isWaiting)
    #expect(test.app.agenda.selectedEvent?.title == "near")
  }
}
