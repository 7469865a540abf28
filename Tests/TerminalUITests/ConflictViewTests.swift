import CalendarCore
import ConferencingCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

@Suite struct ConflictViewTests {
  @Test("Each field has a block: what it was, mine, theirs, and the choice")
  func blocks() {
    var test = TestApp(columns: 80, rows: 60)
    test.openConflict()
    #expect(test.rows[0].hasPrefix(" Conflict · Planning of the plan "))
    let lines = [
      " ▶ Title", "     was       Planning", "     mine      Planning of the plan",
      "     theirs    Plan: Planning", "     keep      mine    theirs    both", "", "   Time",
      "     was       Mon 23 Nov, 15:00–16:00", "     mine      Tue 24 Nov, 10:00–11:00",
      "     theirs    Mon 23 Nov, 16:00–17:00", "     keep      mine    theirs", "",
      "   Description", "     was       Bring the plan.", "               And cake.",
      "     mine    − Bring the plan.", "             + Bring the new plan.",
      "               And cake.", "     theirs    Bring the plan.", "             − And cake.",
      "             + And coffee.", "     keep      mine    theirs    both",
    ]
    let first = test.rows.firstIndex(of: lines[0]) ?? 0
    #expect(Array(test.rows[first...].prefix(lines.count)) == lines)
    #expect(test.row("+ 顧客 <kokyaku@acme.example>") != "")
    #expect(test.row("− bob@acme.example") != "")
    #expect(test.row("a new Google Meet link") != "")
    #expect(test.row("https://meet.google.com/abc-defg-hij") != "")
    #expect(test.row("Also changed there: location. That is kept.") != "")
    #expect(
      test.rows.last == " m mine  t theirs  b both  Tab next field  ? help  ^S save  Esc back"
    )
  }

  @Test("What is chosen is marked by more than a colour, both with what they make")
  func choices() {
    var test = TestApp(columns: 80, rows: 60)
    test.openConflict()
    test.press(.keepBoth)
    #expect(test.row("keep") == "     keep      mine    theirs  ‹ both ›")
    #expect(test.row("result") == "     result    Planning of the plan / Plan: Planning")
    test.press(.keepMine, .nextField, .keepBoth)
    #expect(test.row("‹ mine ›") == "     keep    ‹ mine ›  theirs    both")
    #expect(test.row("! You can't keep both. Choose mine or theirs.") != "")
    test.press(.save)
    #expect(test.row("! Not decided yet") != "")
  }

  @Test("Lines that came and went have their own look, and a mark without it")
  func looks() throws {
    var test = TestApp(columns: 80, rows: 60)
    test.theme =
      ThemeFile(ThemeLibrary.builtIn.first { $0.name == "dark" }?.text ?? "", name: "dark").read()
      .theme
    test.openConflict()
    for (text, role) in [("− And cake.", ThemeRole.removed), ("+ And coffee.", .added)] {
      let row = try #require(test.rows.firstIndex { $0.contains(text) })
      #expect(test.picture.style(of: text, row: row) == test.theme[role])
    }
    #expect(test.theme[.added] != test.theme[.removed])
  }

  @Test("A deletion offers two ways, each with what it does", arguments: [(80, 24), (40, 12)])
  func deletions(_ columns: Int, _ rows: Int) {
    var test = TestApp(columns: columns, rows: rows)
    test.openConflict { ($0.theirs, $0.fields) = (nil, []) }
    var text = test.rows.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(text.contains("attendees are invited again."), "\(test.rows)")
    #expect(text.contains("Keep my changes") && text.contains("Delete it here too"))
    // Nobody is invited where there is nobody, or only the user.
    for people in [[], [Participant(email: "ada@acme.example")]] {
      var alone = TestApp(columns: columns, rows: rows)
      alone.openConflict { conflict in
        (conflict.theirs, conflict.fields) = (nil, [])
        conflict.mine?.participants = people
      }
      let said = alone.rows.joined(separator: " ").split(separator: " ").joined(separator: " ")
      #expect(said.contains("The event is made again at the service.") && !said.contains("invited"))
    }
    var silent = World.directory()
    silent.grants = [
      World.work: [Grant(id: World.google.id, provider: .unscheduled, email: "ada@acme.example")]
    ]
    var unmailed = TestApp(columns: columns, rows: rows, directory: silent)
    unmailed.openConflict { ($0.theirs, $0.fields) = (nil, []) }
    #expect(!unmailed.rows.joined(separator: " ").contains("invited"))
    test.press(.keepTheirs)
    #expect(test.row("‹ Delete it here too ›") != "")
    test = TestApp(columns: columns, rows: rows)
    test.openConflict { ($0.mine, $0.fields) = (nil, []) }
    test.press(.keepMine)
    text = test.rows.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(text.contains("‹ Delete it all the same ›"), "\(test.rows)")
  }

  @Test("On a small screen every field can be reached and decided")
  func small() {
    var test = TestApp(columns: 40, rows: 12)
    test.openConflict()
    var seen: Set<String> = []
    for label in ["Title", "Time", "Description", "People", "Meeting link"] {
      #expect(
        test.row("▶").hasPrefix(" ▶ \(label)") || test.rows[1].hasPrefix(" ▶"),
        "\(test.rows)"
      )
      seen.formUnion(test.rows)
      test.press(.keepTheirs)
      #expect(test.row("‹ theirs ›") != "", "\(label): \(test.rows)")
      seen.formUnion(test.rows)
      test.press(.nextField)
    }
    for text in ["Planning of the plan", "+ And coffee.", "https://meet.google.com"] {
      #expect(seen.contains { $0.contains(text) }, "\(text)")
    }
    #expect(test.rows.last == " m mine  t theirs  ^S save  Esc back")
  }

  @Test("Huge texts are drawn at once")
  func huge() {
    var test = TestApp(columns: 40, rows: 12)
    let began = ContinuousClock.now
    test.openConflict { conflict in
      conflict.mine?.description = String(repeating: "wörd ", count: 200_000)
      conflict.theirs?.description = String(repeating: "x\n", count: 100_000)
      conflict.mine?.title = String(repeating: "👩‍👩‍👧", count: 50_000)
    }
    for _ in 0..<20 {
      test.press(.pageDown)
      _ = test.picture
    }
    // Generous, for debug builds on slow machines: what matters is that it does not grow out of bounds.
    #expect(ContinuousClock.now - began < .seconds(120))
  }
}
