import Testing
import ViewModels

@Suite struct TextFieldTests {
  @Test(arguments: [
    ("héllo wörld", [Command.deleteWord], "héllo ", 6),
    ("one", [.previousChoice, .backspace], "oe", 1),
    ("one", [.lineStart, .deleteForward], "ne", 0),
    ("one two", [.deleteToStart], "", 0),
    ("one two", [.lineStart, .nextChoice, .deleteToEnd], "o", 1),
    ("👩‍👩‍👧 x", [.backspace, .backspace, .backspace], "", 0),
    ("", [.backspace, .deleteForward, .deleteWord, .previousChoice], "", 0),
  ])
  func edits(_ text: String, _ commands: [Command], _ result: String, _ cursor: Int) {
    var field = TextField(text)
    for command in commands { _ = field.handle(command) }
    #expect(field.text == result)
    #expect(field.cursor == cursor)
  }

  @Test func joinsCombiningCharactersAtTheCursor() {
    var field = TextField("e")
    field.insert("\u{301}")
    #expect(field.cursor == 1)
    _ = field.handle(.backspace)
    #expect(field.text.isEmpty)
  }

  @Test func keepsOneLineWhereOnlyOneMayStand() {
    var field = TextField()
    field.insert("a\r\nb\tc")
    #expect(field.text == "a b c")
  }

  @Test func movesThroughLines() {
    var field = TextField("first\nsecond\nx", isMultiline: true)
    var handled = [field.handle(.moveUp)]
    #expect(field.cursor == 7)
    handled += [field.handle(.moveUp), field.handle(.moveUp), field.handle(.accept)]
    #expect(handled == [true, true, false, true])
    #expect(field.text == "f\nirst\nsecond\nx")
  }
}
