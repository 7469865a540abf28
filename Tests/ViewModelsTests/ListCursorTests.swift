import Testing
import ViewModels

@Suite struct ListCursorTests {
  @Test(arguments: [
    (Command.moveDown, 3, 4), (.moveDown, 9, 9), (.moveUp, 3, 2), (.moveUp, 0, 0),
    (.pageDown, 0, 3), (.pageDown, 8, 9), (.pageUp, 9, 6), (.pageUp, 1, 0), (.first, 7, 0),
    (.last, 2, 9),
  ])
  func moves(_ command: Command, _ line: Int, _ target: Int) {
    #expect(ListCursor.line(command, from: line, count: 10, height: 5) == target)
  }

  @Test func staysInAListWithoutLines() {
    #expect(ListCursor.line(.last, from: 0, count: 0, height: 5) == 0)
    #expect(ListCursor.line(.pageDown, from: 0, count: 0, height: 1) == 0)
  }

  @Test func leavesOtherCommandsAlone() {
    #expect(ListCursor.line(.open, from: 1, count: 10, height: 5) == nil)
  }
}
