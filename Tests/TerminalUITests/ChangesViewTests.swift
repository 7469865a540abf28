import CalendarCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

@Suite struct ChangesViewTests {
  @Test("Each edit has a line: mark, word, what it is, account, age; the selected one its reason")
  func lines() {
    var test = TestApp()
    test.openChanges()
    #expect(test.rows[0].hasPrefix(" Changes "))
    #expect(
      Array(test.rows[1...8]) == [
        " ▶ ! not accepted Location of “Planning”: Room 7               work     2 h ago",
        "     The calendar  is read-only. Choose another, or ask its owner.",
        "     Tried once. Try again, or discard it.",
        "   ≠ conflict     Rename to “Planning”                         work  2 days ago",
        "   ↑ waiting      New event “Planning” with a Zoom link, Mon…  work  12 min ago",
        "   ↑ waiting      Move “Planning” to Tue 24 Nov, 10:00         work    just now",
        "   … sending      Answer maybe to “Planning”                   work    just now",
        "",
      ]
    )
    #expect(
      test.rows.last == " r try again  d discard  Enter open  s sync  ? help  Esc back"
    )
    test.press(.moveDown)
    #expect(test.rows[1].hasPrefix("   ! not accepted"))
    #expect(test.row("the service as well.") != "")
    #expect(test.row("Both are kept until you decide: Enter shows them.") != "")
    #expect(test.rows.last == " Enter open  d discard  s sync  ? help  Esc back")
    test.press(.moveDown)
    #expect(test.row("! work") == "" && test.row("work cannot be reached: no route.") != "")
    #expect(test.row("Tried 3 times, next at 14:32.") != "")
  }

  @Test("On a small screen what does not fit on the line stands below it")
  func small() {
    var test = TestApp(columns: 40, rows: 12)
    test.openChanges()
    #expect(test.rows[1] == " ▶ ! Location of “Planning”: Room 7")
    #expect(test.rows[2] == "     not accepted · work · 2 h ago")
    #expect(test.rows[3] == "     The calendar  is read-only. Choose")
    #expect(test.rows[4] == "     another, or ask its owner.")
    #expect(test.row("   ≠ Rename to “Planning”") != "")
    // Every edit can be reached, and is seen with its reason.
    for _ in 0..<5 {
      #expect(test.rows.filter { $0.hasPrefix(" ▶") }.count == 1)
      test.press(.moveDown)
    }
    #expect(test.row("▶").contains("… Answer maybe"))
    #expect(test.row("On its way to the service.") != "")
  }

  @Test("On a large screen the line ends at the margin")
  func large() {
    var test = TestApp(columns: 200, rows: 50)
    test.openChanges()
    #expect(test.row("▶").hasSuffix("2 h ago"))
    #expect(DisplayWidth.columns(of: test.row("▶")) == 199)
  }

  @Test("A long list keeps the selected edit on the screen", arguments: [(80, 24), (40, 10)])
  func scrolls(_ columns: Int, _ rows: Int) {
    var test = TestApp(columns: columns, rows: rows)
    let change = World.changes()[1]
    let many = (1...200).map { (id: Int64) in
      var copy = change
      copy.id = id
      copy.title = "Number \(id)"
      return copy
    }
    test.send(.changesLoaded(many))
    test.press(.changes, .first)
    for number in [1, 2, 3] {
      #expect(test.row("▶").contains("Number \(number)”"))
      test.press(.moveDown)
    }
    test.press(.last)
    #expect(test.row("▶").contains("Number 200"))
    #expect(test.row("Not tried yet") != "")
    for number in [199, 198] {
      test.press(.moveUp)
      #expect(test.row("▶").contains("Number \(number)”"))
    }
  }

  @Test("When all is sent that is said, with what can be done next")
  func nothing() {
    var test = TestApp()
    test.send(.changesLoaded([]))
    test.press(.changes)
    #expect(test.rows.contains("   Everything is sent."))
    #expect(test.row("Esc goes back to the calendar") != "")
    #expect(test.rows.last == " s sync  ? help  Esc back")
    var small = TestApp(columns: 40, rows: 10)
    small.send(.changesLoaded([]))
    small.press(.changes)
    let words = small.rows.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(words.contains("s syncs."))
    // Until the list is read nothing is said of it.
    var early = TestApp()
    early.press(.changes)
    #expect(early.row("Everything is sent.") == "")
  }

  @Test("Wide titles are cut before the account")
  func wide() {
    for columns in 40...90 {
      var test = TestApp(columns: columns, rows: 24)
      var change = World.changes()[1]
      change.title = "顧客との打ち合わせ、来年の計画について 👩‍👩‍👧 とても長い題名"
      test.send(.changesLoaded([change]))
      test.press(.changes)
      #expect(DisplayWidth.columns(of: test.row("▶")) <= columns - Metrics.margin)
      if columns >= Metrics.changeColumns { #expect(test.row("▶").hasSuffix("work    just now")) }
    }
  }

  @Test("The question before discarding shows what is lost")
  func discarding() {
    var test = TestApp()
    test.openChanges()
    test.press(.discard)
    #expect(test.row("Discard this edit?") != "")
    #expect(test.row("− Location: Room 7") != "")
    #expect(test.row("y discard   n leave it") != "")
  }
}

/// What the status line says of edits.
@Suite struct ChangesSummaryTests {
  @Test("What needs a user is said with the key that helps, at the end of the line")
  func says() {
    var test = TestApp()
    test.send(.changesLoaded([World.changes()[1]]))
    #expect(test.rows[22].hasPrefix(" synced 3 min ago"))
    #expect(test.rows[22].hasSuffix("  1 edit waits"))
    test.send(.changesLoaded(World.changes()))
    test.press(.moveDown)
    #expect(test.rows[22].hasSuffix("  1 conflict, 1 not accepted, 3 edits wait · o shows it"))
    #expect(DisplayWidth.columns(of: test.rows[22]) == 79)
    test.press(.changes)
    #expect(test.rows[22] == " synced 3 min ago")
    test.press(.back, .newEvent)
    #expect(test.rows[22].hasSuffix("  1 conflict, 1 not accepted, 3 edits wait"))
  }

  @Test("A long reason of a failed sync makes room for it")
  func room() {
    var directory = World.directory()
    directory.syncStatus[World.work]?.failure = String(repeating: "no route to anywhere ", count: 9)
    for columns in [40, 80] {
      var test = TestApp(columns: columns, rows: 24, directory: directory)
      test.send(.changesLoaded([World.changes()[1]]))
      #expect(test.rows[22].hasPrefix(" ! work: no route"))
      #expect(test.rows[22].hasSuffix("…  1 edit waits"), "\(test.rows[22])")
    }
  }
}
