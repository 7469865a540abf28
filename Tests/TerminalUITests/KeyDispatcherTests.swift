import CalendarCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

@Suite struct KeyDispatcherTests {
  private var keys = KeyDispatcher(table: .standard)
  private var test = TestApp()

  private mutating func press(_ key: Key) -> Action? { keys.action(for: key, in: test.app) }

  @Test mutating func waitsForTheSecondKeyOfASequence() {
    #expect(press(.character("g")) == nil)
    #expect(keys.pending == [.character("g")])
    #expect(press(.character("g")) == .command(.first))
    #expect(keys.pending == [])
  }

  @Test(arguments: [
    (Key.character("x"), Action.unboundKey("gx")), (.character("q"), .unboundKey("gq")),
    (.character("v"), .unboundKey("gv")), (.escape, .command(.back)),
    (.down, .command(.moveDown)), (.function(9), .unboundKey("F9")),
  ])
  mutating func endsASequenceThatLeadsNowhere(_ key: Key, _ action: Action) {
    #expect(press(.character("g")) == nil)
    #expect(press(key) == action)
    #expect(keys.pending == [])
  }

  @Test mutating func saysWhichKeyDoesNothing() {
    #expect(press(.control("g")) == .unboundKey("^G"))
    #expect(press(.alt("x")) == .unboundKey("M-x"))
  }

  /// Elsewhere the key has a name that says what it does there, and this place has keys of its own.
  @Test mutating func saysWhereAKeyMeansSomething() throws {
    let all = try said(.character("F"))
    #expect(all == "F does nothing here; in the audit it is “set all right”. ? lists the keys.")
    let none = try said(.control("g"))
    #expect(none == "^G does nothing here. ? lists the keys.")
    let line = try said(.control("a"))
    #expect(line == "^A does nothing here. ? lists the keys.")
    test.press(.help)
    let delete = try said(.character("x"))
    #expect(delete == "x does nothing here; in the calendar or on an event it is “delete”.")
  }

  /// What the status line says to a key.
  private mutating func said(_ key: Key) throws -> String {
    test.send(try #require(press(key)))
    let notice = try #require(test.app.status.notice?.text)
    return KeyTable.standard.resolve(notice, in: test.app.context)
  }

  @Test mutating func saysWhatAnswersAQuestion() throws {
    test.press(.delete)
    test.send(try #require(press(.character("w"))))
    let notice = try #require(test.app.status.notice?.text)
    #expect(
      KeyTable.standard.resolve(notice, in: .dialog) == "w does nothing here: y yes, n no."
    )
    #expect(test.app.screens.count == 1)
  }

  @Test mutating func takesLettersAsTextWhereTextIsTyped() {
    test.press(.newEvent)
    for character in "jqg?xé顧 " {
      #expect(press(.character(character)) == .text(String(character)))
    }
    #expect(press(.control("s")) == .command(.save))
    #expect(press(.left) == .command(.previousChoice))
    #expect(press(.escape) == .command(.back))
  }

  @Test mutating func turnsAChoiceWithTheSpaceBarAndTakesNoOtherText() {
    test.press(.conferencing)
    #expect(press(.character(" ")) == .text(" "))
    #expect(press(.character("x")) == .unboundKey("x", elsewhere: [.delete]))
  }

  @Test mutating func pastesOnlyWhereTextIsTyped() {
    let text = "https://zoom.us/j/1\nq"
    #expect(press(.paste(text)) == .notice(Notice(.info, "Nothing to paste into here.")))
    test.press(.newEvent)
    #expect(press(.paste(text)) == .text(text))
  }

  @Test mutating func leavesControlCharactersOutOfAPaste() {
    test.press(.newEvent)
    #expect(press(.paste("a\u{3}b\u{1A}\u{1B}[31mc\u{9B}\td\ne")) == .text("ab[31mc\td\ne"))
  }

  @Test mutating func quitsFromAnywhereByControlC() {
    for context in [Command.newEvent, .conferencing, .help] {
      test = TestApp()
      test.press(context)
      #expect(press(.control("c")) == .command(.exit))
    }
  }

  @Test mutating func choosesAnItemOfAListByItsLetter() {
    test.select("Planning")
    test.press(.respond)
    #expect(test.app.context == .dialog)
    #expect(press(.character("y")) == .text("y"))
    #expect(press(.character("m")) == .text("m"))
    #expect(press(.character("j")) == .command(.moveDown))
    #expect(press(.enter) == .command(.choose))
    #expect(press(.character("q")) == .command(.back))
  }

  @Test mutating func answersAQuestionWithYesAndNo() {
    test.press(.delete)
    #expect(press(.character("y")) == .command(.confirm))
    #expect(press(.character("n")) == .command(.refuse))
    #expect(press(.character("x")) == .unboundKey("x", elsewhere: [.delete]))
  }

  @Test mutating func tellsTheNewSizeInTheMiddleOfASequence() {
    #expect(press(.character("g")) == nil)
    let size = Size(columns: 100, rows: 30)
    #expect(press(.resize(size)) == .resized(columns: 100, rows: 30))
    #expect(press(.character("g")) == .command(.first))
  }

  @Test mutating func usesTheKeysOfThePlace() {
    #expect(press(.character("y")) == .command(.copyLink))
    test.press(.open)
    #expect(press(.character("y")) == .command(.copyField))
    #expect(press(.character("q")) == .command(.back))
  }

  @Test mutating func usesRemappedKeys() throws {
    try keys.table.remap(["quit": ["ZZ"]])
    #expect(press(.character("q")) == .unboundKey("q", elsewhere: [.back]))
    #expect(press(.character("Z")) == nil)
    #expect(press(.character("Z")) == .command(.quit))
  }
}
