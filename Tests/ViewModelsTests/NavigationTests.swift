import ConferencingCore
import CalendarCore
import Testing

@testable import ViewModels

/// A screen that nothing but this file knows of.
private struct Counter: ScreenModel {
  var count = 0
  var told: [Bool] = []
  let name: String

  init(_ name: String) { self.name = name }

  func context(in app: AppState) -> CommandContext { .reading }
  var heading: String? { name }
  var effectsOfClosing: [Effect] { [.cancelSignIn(AccountID(name))] }
  func footer(in app: AppState) -> [Command] { [.moveDown, .sync, .back] }

  func availability(of command: Command, in app: AppState) -> Availability {
    command == .sync ? .not("Nothing to sync in \(name).") : .available
  }

  mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .moveDown: count += 1
    case .open: app.open(Counter(name + "'"))
    case .delete:
      app.open(
        ConfirmationViewModel(
          title: "Sure?",
          confirmLabel: "yes",
          answer: .carryOut(.signOut(AccountID(name)))
        )
      )
    case .back: app.close()
    default: break
    }
    return []
  }

  mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    if case .syncing(let isSyncing) = action { told.append(isSyncing) }
    return []
  }

  mutating func take(
    _ answer: ConfirmationViewModel.Answer,
    in app: inout AppState
  ) -> [Effect]? {
    count += 100
    return name == "a" ? [] : nil
  }
}

/// Screens are opened, told, asked and closed by what they are to each other, and not by their kind.
@Suite struct NavigationTests {
  private func app(_ names: String...) -> TestApp {
    var test = TestApp()
    for name in names { test.app.navigation.open(Counter(name)) }
    return test
  }

  private func counters(_ test: TestApp) -> [Counter] {
    test.app.screens.compactMap { $0 as? Counter }
  }

  @Test("A screen that nobody knows has its keys, footer, heading and reasons")
  func unknownScreen() {
    var test = app("a")
    #expect(test.app.context == .reading)
    #expect(test.app.title == "a")
    #expect(test.app.footer == [.moveDown, .back])
    test.press(.moveDown, .moveDown)
    #expect(counters(test).map(\.count) == [2])
    test.effects = []
    test.press(.sync)
    #expect(test.effects.isEmpty)
    #expect(test.app.status.notice == Notice(.info, "Nothing to sync in a."))
  }

  @Test("Keys are for the topmost alone, what happens is told to all")
  func telling() {
    var test = app("a")
    test.press(.open, .moveDown)
    test.send(.syncing(true))
    #expect(counters(test).map(\.count) == [0, 1])
    #expect(counters(test).map(\.told) == [[true], [true]])
  }

  @Test("Closing a screen ends what only it waits for")
  func closing() {
    var test = app("a", "b")
    test.press(.back)
    #expect(test.effects.last == .cancelSignIn(AccountID("b")))
    #expect(counters(test).map(\.name) == ["a"])
  }

  @Test("An answer goes to the screen that asked; what that does not take is done as it is")
  func answers() {
    var taken = app("a")
    taken.effects = []
    taken.press(.delete, .confirm)
    #expect(counters(taken).map(\.count) == [100])
    #expect(taken.effects.isEmpty)
    var passed = app("b")
    passed.effects = []
    passed.press(.delete, .confirm)
    #expect(passed.effects == [.signOut(AccountID("b"))])
    var refused = app("b")
    refused.effects = []
    refused.press(.delete, .refuse)
    #expect(counters(refused).map(\.count) == [0])
    #expect(refused.effects.isEmpty)
  }

  @Test("A list that is open already is gone back to, and all on it is closed")
  func showing() {
    var test = TestApp()
    test.press(.changes)
    test.app.navigation.open(Counter("a"))
    test.app.navigation.open(Counter("b"))
    test.effects = []
    var state = test.app.state
    state.show(ChangesScreen())
    let effects = test.app.navigation.carryOutRequests(&state)
    #expect(effects == [.cancelSignIn(AccountID("b")), .cancelSignIn(AccountID("a"))])
    #expect(test.app.isShowing(ChangesScreen.self))
  }

  @Test("Two states of the screens are told apart by what is in them")
  func equality() {
    #expect(app("a").app == app("a").app)
    #expect(app("a").app.navigation != app("b").app.navigation)
    var other = app("a")
    other.press(.moveDown)
    #expect(other.app.navigation != app("a").app.navigation)
  }

  @Test("The doctor is not waited for any more once its page is closed")
  func doctor() {
    var test = TestApp()
    test.press(.accounts, .doctor)
    #expect(test.effects.last == .examine)
    test.press(.back)
    #expect(test.effects.last == .cancelExamination)
    test.press(.help, .back)
    #expect(test.effects.filter { $0 == .cancelExamination }.count == 1)
  }
}
