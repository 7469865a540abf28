import CalendarCore
import ConferencingCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

@Suite struct SearchLineTests {
  private func hits(_ titles: String...) -> SearchResult {
    let hits = World.events.filter { titles.contains($0.title) }.map { event in
      SearchHit(id: event.id, title: event.title, time: event.time, in: World.zone)
    }
    return SearchResult(hits: hits, count: hits.count)
  }

  private func searching(columns: Int = 80, rows: Int = 24) -> TestApp {
    var test = TestApp(columns: columns, rows: rows)
    test.press(.search)
    test.type("plan")
    test.send(.searched("plan", hits("Planning", "Retro")))
    return test
  }

  @Test func showsWhatIsTypedAndHowManyMatch() {
    let test = searching()
    #expect(test.rows[22] == " /plan   1 of 2")
    #expect(test.picture.cursor == Point(column: 6, row: 22))
    #expect(test.rows[23] == " Enter keep  ^U erase  Esc back")
  }

  /// The remedy stands at the end, and was cut off.
  @Test func saysAllOfWhatIsWrongWithADate() {
    var test = TestApp(columns: 60, rows: 24)
    test.press(.goToDate)
    test.type("the day after never, or the one before that")
    test.press(.accept)
    let said = test.app.status.notice?.text ?? ""
    let shown = test.rows.dropFirst(18).joined(separator: " ").split(separator: " ")
    #expect(said.count > 60)
    #expect(shown.joined(separator: " ").contains(said), "\(test.rows.suffix(6))")
  }

  @Test func saysWhatGoesOnWithASearchThatIsKept() {
    var test = searching()
    test.press(.accept)
    #expect(test.rows[22] == " /plan  1 of 2 · ] next [ before · Esc ends")
    #expect(!test.picture.isCursorVisible)
    test.press(.search)
    test.type("xyz")
    test.send(.searched("xyz", SearchResult()))
    #expect(test.rows[22] == " /xyz   no event matches")
    test.press(.accept)
    #expect(test.rows[22] == " No event matches “xyz”. · Esc ends")
  }

  /// What is missed may be in a hidden calendar.
  @Test(arguments: [(80, 24), (40, 12)])
  func saysWhatIsInHiddenCalendars(_ columns: Int, _ rows: Int) {
    let key = CalendarKey(account: .local, calendar: CalendarID("c"))
    var test = searching(columns: columns, rows: rows)
    var some = hits("Planning", "Retro")
    some.hidden = HiddenMatches(calendars: [key], count: 2)
    test.send(.searched("plan", some))
    let line = rows - 2
    let isNarrow = columns < 80
    let more = isNarrow ? "+2" : "2 more in hidden calendars"
    #expect(test.rows[line] == " /plan   1 of 2, \(more)")
    test.press(.accept)
    #expect(test.rows[line].hasPrefix(" /plan  1 of 2, \(more) · "), "\(test.rows[line])")
    #expect(test.rows[line].hasSuffix("Esc ends"), "\(test.rows[line])")
    guard !isNarrow else { return }
    test.press(.search)
    test.type("xyz")
    test.send(.searched("xyz", SearchResult(hidden: some.hidden)))
    #expect(test.rows[line] == " /xyz   no event matches, 2 in hidden calendars")
    test.press(.accept)
    #expect(
      test.rows[line]
        == " No event matches “xyz”. 2 in hidden calendars: C shows them. · Esc ends"
    )
  }

  @Test func marksHitsByASignAndWordsByAnAttribute() throws {
    var test = searching()
    test.theme =
      ThemeFile(
        ThemeLibrary.builtIn.first { $0.name == "monochrome" }?.text ?? "",
        name: "monochrome"
      ).read().theme
    let row = try #require(test.rows.firstIndex { $0.contains("Planning") })
    let word = try #require(test.picture.style(of: "Plan", row: row))
    let rest = try #require(test.picture.style(of: "ning", row: row))
    #expect(word.attributes.contains(.underline) && !rest.attributes.contains(.underline))
    test.press(.accept, .moveUp)
    #expect(test.row("Planning").hasPrefix(" / 15:00"))
    test.press(.back)
    #expect(test.row("Planning").hasPrefix("   15:00"))
  }

  @Test func saysWhatOfASearchWasNotUnderstood() {
    for (columns, rows) in [(80, 24), (40, 12)] {
      var test = TestApp(columns: columns, rows: rows)
      test.press(.search)
      #expect(test.rows[rows - 2].hasPrefix(" /"))
      #expect(test.rows[rows - 4].hasPrefix(" Words, \"a phrase\", -not, title:"))
      test.type("is:late plan")
      var result = hits("Planning")
      result.notes = ["is:late is not known. Known are is:recurring, is:unanswered, is:accepted."]
      test.send(.searched("is:late plan", result))
      #expect(test.rows[rows - 2].hasPrefix(" /"))
      #expect(test.rows[(rows - 5)..<(rows - 2)].contains { $0.contains("is:late is not known.") })
      test.press(.accept)
      // The hits are more than were asked for: the list says so with its own keys below.
      #expect(test.rows[rows - 2].hasSuffix("Esc ends"), "\(test.rows[rows - 2])")
      #expect(test.rows[(rows - 5)..<(rows - 2)].contains { $0.contains("is:late is not known.") })
      test.press(.nextHit)
      #expect(test.rows[(rows - 5)..<(rows - 2)].contains { $0.contains("is:late is not known.") })
      test.press(.back)
      #expect(!test.rows.contains { $0.contains("is:late") })
    }
  }

  @Test func namesAllOperatorsWhereThereIsRoom() {
    var test = TestApp(columns: 80, rows: 24)
    test.press(.search)
    let hint = test.rows[20] + test.rows[21]
    for name in ["title:", "place:", "from:", "with:", "in:", "provider:", "before:", "after:"] {
      #expect(hint.contains(name), "\(name)")
    }
    #expect(hint.contains("is:recurring"))
  }

  @Test func anOperatorWithoutItsValueSaysWhatItNeeds() {
    var test = TestApp(columns: 40, rows: 12)
    test.press(.search)
    test.type("from:")
    test.send(
      .searched("from:", SearchResult(notes: ["from: needs a name or an address: from:ann."]))
    )
    #expect(test.rows[8].hasPrefix(" from: needs a name or an address:"))
    #expect(!test.rows.contains { $0.contains("no event matches") })
  }

  @Test func marksOnlyTheWordsOfAPlaceThere() throws {
    var test = TestApp()
    test.press(.search)
    test.type("title:plan place:room -review from:ann")
    test.send(.searched("title:plan place:room -review from:ann", hits("Planning")))
    let row = try #require(test.rows.firstIndex { $0.contains("Design review") })
    let plain = test.picture.style(of: "Design", row: row)
    #expect(test.picture.style(of: "review", row: row) == plain)
  }

  @Test func keepsToItsLineWithALongSearch() {
    var test = TestApp(columns: 40, rows: 12)
    test.press(.search)
    for _ in 0..<30 { test.type("顧客 ") }
    #expect(DisplayWidth.columns(of: test.rows[10]) <= 40)
    test.press(.accept)
    #expect(test.rows[10].hasSuffix("Esc ends"))
  }
}
