import Testing
import ViewModels

/// ^C, which quits from anywhere.
@Suite struct ExitTests {
  private func title(_ test: TestApp) -> String? {
    guard let question = test.app.screens.last as? ConfirmationViewModel else { return nil }
    return question.title
  }

  @Test func quitsWhereNothingIsLost() {
    var test = TestApp([World.event("review", from: World.at(15))])
    test.press(.exit)
    #expect(test.effects.last == .quit)
    for commands in [[Command.open], [.newEvent], [.conferencing], [.help], [.themes], [.search]] {
      var test = TestApp([World.event("review", from: World.at(15))])
      for command in commands { test.press(command) }
      test.press(.exit)
      #expect(test.effects.last == .quit, "\(commands)")
    }
  }

  @Test func asksBeforeATextIsLost() {
    var test = TestApp()
    test.press(.newEvent)
    test.type("Planning")
    test.press(.exit)
    #expect(title(test) == "Discard unsaved changes and quit?")
    #expect(test.effects.last != .quit)
    // Once more does not answer it.
    test.press(.exit)
    #expect(test.app.screens.count == 2)
    #expect(test.effects.last != .quit)
    test.press(.refuse)
    #expect(test.app.context == .form)
    test.press(.exit, .confirm)
    #expect(test.effects.last == .quit)
  }

  @Test func asksAlsoWhereTheFormIsBelow() {
    var test = TestApp()
    test.press(.newEvent)
    test.type("Planning")
    test.press(.help, .exit)
    #expect(title(test) == "Discard unsaved changes and quit?")
    test.press(.refuse, .back, .back, .exit)
    #expect(title(test) == "Discard unsaved changes and quit?")
    var link = TestApp([World.event("review", from: World.at(15))])
    link.press(.conferencing, .nextChoice, .exit)
    #expect(title(link) == "Discard unsaved changes and quit?")
  }
}
