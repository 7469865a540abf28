import CalendarCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

@Suite struct PaletteViewTests {
  @Test(arguments: [(80, 24), (200, 50), (40, 12)])
  func showsKeysAndWhatTheyDo(_ columns: Int, _ rows: Int) {
    var test = TestApp(columns: columns, rows: rows)
    test.press(.palette)
    test.type("week")
    #expect(test.row("the days of a week").contains("w  week") || columns < 60)
    #expect(test.rows[rows - 3].hasPrefix(" :week"))
    #expect(test.picture.cursor == Point(column: 6, row: rows - 3))
    test.type("x")
    #expect(test.rows[rows - 3].contains("no command"))
  }

  @Test("The palette opens with the key of editors too, and help names it first")
  func keys() {
    #expect(KeyTable.standard.labels(of: .palette, in: .agenda) == [":", "^P"])
    let help = KeyTable.standard.helpPage(in: .agenda)
    #expect(help.prefix(2).map(\.label) == ["Finding a command", ":  ^P"])
  }

  @Test(
    "The footer of each view names the palette, the way to everything, at 80 columns",
    arguments: [Command.agendaView, .dayView, .weekView, .monthView]
  )
  func named(_ view: Command) {
    var test = TestApp(columns: 80, rows: 24)
    test.press(view)
    let footer = test.rows.last ?? ""
    #expect(footer.contains("  : command  "), "\(footer)")
    #expect(footer.hasPrefix(" Enter open  ") && footer.hasSuffix("  ? help  q quit"), "\(footer)")
  }

  @Test("The hint of quick add takes two rows where the screen is narrow")
  func quickAddHint() {
    var test = TestApp(columns: 40, rows: 12)
    test.press(.quickAdd)
    let rows = test.rows
    #expect(rows[2].contains("Day, time"), "\(rows)")
    #expect(rows[4].hasPrefix("   Title"), "\(rows)")
  }

  @Test("The footer says what Enter does where it is pressed")
  func footer() {
    for (command, words) in [
      (Command.palette, "Enter run"), (.goToDate, "Enter go"), (.shiftTime, "Enter shift"),
      (.search, "Enter keep"), (.chooseSecondZone, "Enter show"),
    ] {
      var test = TestApp(columns: 80, rows: 24)
      test.press(command)
      #expect(test.rows.last?.hasPrefix(" \(words)  ") == true, "\(test.rows.last ?? "")")
    }
  }

  @Test func scrolls() {
    var test = TestApp(columns: 80, rows: 24)
    test.press(.palette)
    #expect(test.rows.contains { $0.hasSuffix(Theme(name: "x").glyphs.below) })
    for _ in 0..<12 { test.press(.moveDown) }
    #expect(test.rows.contains { $0.hasSuffix(Theme(name: "x").glyphs.above) })
  }
}
