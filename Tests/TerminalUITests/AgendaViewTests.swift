import CalendarCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

@Suite struct AgendaViewTests {
  @Test(arguments: [
    ("Standup", "   09:00–09:15 ● Standup", "Meet"),
    ("Planning", "   15:00–16:00 ● Planning", "Zoom"),
    ("Kick-off", "   16:00–17:00 ● Kick-off", "Teams …"),
    ("Broken link", "   17:00–18:00 ● Broken link", "Zoom !"),
    ("Waits", "   18:00–19:00 ● Waits", "        ↑"),
    ("Refused", "   19:00–20:00 ● Refused", "        !"),
    ("Collides", "   20:00–21:00 ● Collides", "        ≠"),
  ])
  func marksWhatAnEventHas(_ title: String, _ start: String, _ end: String) {
    for (columns, rows) in [(80, 24), (60, 24)] {
      let row = TestApp(columns: columns, rows: rows).row(title)
      #expect(row.hasPrefix(start), "\(row)")
      #expect(row.hasSuffix(end), "\(row)")
      // All marks begin in one column and end at the margin.
      #expect(DisplayWidth.columns(of: row) <= columns - Metrics.margin)
    }
  }

  @Test func putsMarksBelowEachOther() {
    let rows = TestApp().rows
    let columns = ["Meet", "Zoom", "Teams …", "Zoom !"].map { mark in
      rows.first { $0.hasSuffix(mark) }.map { $0.count - mark.count }
    }
    #expect(Set(columns) == [80 - Metrics.margin - Metrics.meetingWidth])
  }

  @Test func showsDaysAndTheTimeBetweenEvents() throws {
    let rows = TestApp(columns: 80, rows: 30).rows
    #expect(rows[0].hasPrefix(" Convene"))
    #expect(rows[0].hasSuffix("Mon 23 Nov  14:30"))
    let today = try #require(rows.firstIndex(of: " Today  Monday 23 November"))
    let now = try #require(rows.firstIndex { $0.hasPrefix("   14:30 ─") })
    #expect(rows[now].hasSuffix("─") && rows[now].count == 80 - Metrics.margin)
    #expect(rows[today + 1].contains("all day 1/2 ● Trip"))
    #expect(rows[now - 1].contains("Design review"))
    #expect(rows[now + 1].contains("Planning"))
    #expect(rows.contains(" Tomorrow  Tuesday 24 November"))
    #expect(rows[28] == " synced 3 min ago")
  }

  @Test func marksTheSelectedLineInTheGutterAlone() {
    var test = TestApp()
    #expect(test.row("▶").hasPrefix(" ▶ 14:00–15:00 ● Design review  Room 5"))
    test.press(.moveDown)
    #expect(test.row("▶").hasPrefix(" ▶ 15:00–16:00 ● Planning"))
    // In a theme without colours everything is told by text and attributes.
    test.theme =
      ThemeFile(
        ThemeLibrary.builtIn.first { $0.name == "monochrome" }?.text ?? "",
        name: "monochrome"
      ).read().theme
    let picture = test.picture
    for row in 0..<24 {
      #expect(picture.cells(row).allSatisfy { $0.style.foreground == .standard })
    }
    #expect(test.rows == TestApp.moved.rows)
  }

  @Test func cutsLongAndWideTitlesBeforeTheMarks() {
    for columns in 40...90 {
      var test = TestApp(columns: columns, rows: 24)
      test.press(.nextDay)
      let long = test.row("A very long")
      #expect(long.contains("…"), "\(long)")
      let edge = columns - Metrics.margin - Metrics.meetingWidth
      for row in [long, test.row("顧客")] {
        #expect(DisplayWidth.columns(of: row) < edge, "\(columns): \(row)")
      }
    }
  }

  @Test func namesWhatHasNoTitleAndWhatGoesOnUntilTheNextDay() {
    var test = TestApp()
    test.press(.last)
    #expect(test.row("23:00 →").contains("(no title)"))
    #expect(test.row("→ 01:00").contains("(no title)"))
  }

  @Test func saysThatNothingIsPlanned() {
    let rows = TestApp([]).rows
    #expect(rows.contains(" ▶ Nothing planned."))
    #expect(rows.last == " n new  u undo  t today  C calendars  m month  : command  ? help  q quit")
  }

  @Test func showsTheSelectedEventBesideTheList() {
    var test = TestApp(columns: 200, rows: 50)
    let bar = 200 * 11 / 20
    let rows = test.rows
    for row in 1..<47 { #expect(test.picture.cells(row)[bar].text == "│") }
    #expect(rows[10].contains("│ Design review") || rows[10].contains("│   Design review"))
    #expect(rows.contains { $0.contains("│") && $0.contains("https://zoom.us/j/123456789") })
    test.press(.moveDown)
    #expect(test.rows.contains { $0.contains("Bring the plan.") })
    // The list has the same lines, cut earlier.
    #expect(test.row("▶").hasPrefix(" ▶ 15:00–16:00 ● Planning"))
    #expect(TestApp(columns: AppMetrics.previewColumns - 1, rows: 50).row("│") == "")
  }

  @Test func showsTheMonthBesideTheList() {
    let bar = 132 * 11 / 20
    func month(_ test: TestApp) -> [String] {
      test.rows[1...8].map { row in
        let text = String(row.dropFirst(min(row.count, bar + 1)))
        return String(text.reversed().drop(while: \.isWhitespace).reversed())
      }
    }
    var test = TestApp(
      [World.event("Plan", from: World.at(15)), World.event("Far", from: World.at(9, day: 3))],
      columns: 132,
      rows: 43
    )
    #expect(
      month(test) == [
        "      November 2026", "      Mo  Tu  We  Th  Fr  Sa  Su",
        " W44  26  27  28  29  30  31   1",
        " W45   2   3   4   5   6   7   8", " W46   9  10  11  12  13  14  15",
        " W47  16  17  18  19  20  21  22", " W48 [23] 24  25  26· 27  28  29",
        " W49  30   1   2   3   4   5   6",
      ]
    )
    test.press(.moveDown)
    #expect(month(test)[6] == " W48  23· 24  25 [26] 27  28  29")
    test.app.preferences.showsWeekNumbers = false
    test.app.preferences.firstWeekday = 7
    #expect(month(test)[1] == "  Su  Mo  Tu  We  Th  Fr  Sa")
    // A day without events has it too, and a screen with little room has not.
    #expect(TestApp([], columns: 132, rows: 43).rows[1].contains("│      November 2026"))
    for (columns, rows) in [(109, 50), (132, 22)] {
      #expect(!TestApp(columns: columns, rows: rows).rows.contains { $0.contains(" Mo  Tu") })
    }
  }

  @Test func showsCalendarColoursUnlessTheThemeHasNone() {
    var test = TestApp()
    test.press(.moveDown)
    let row = test.rows.firstIndex { $0.contains("Kick-off") } ?? 0
    #expect(test.picture.style(of: "●", row: row)?.foreground == .rgb(0x33, 0x66, 0xcc))
    test.theme = Theme(name: "none", usesCalendarColors: false)
    #expect(test.picture.style(of: "●", row: row)?.foreground == .standard)
  }
}

extension TestApp {
  /// The agenda with the event after the next selected.
  fileprivate static var moved: TestApp {
    var test = TestApp()
    test.press(.moveDown)
    return test
  }
}
