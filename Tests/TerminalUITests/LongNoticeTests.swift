import Terminal
import Testing
import ViewModels

@testable import TerminalUI

/// What is said is whole, for the remedy stands at its end.
@Suite struct LongNoticeTests {
  private static let long =
    "Zoom grant \"ops@acme.example\" lacks meeting:update:meeting. Add the scope to the Zoom app and "
    + "sign in again: convene accounts login zoom"

  @Test(arguments: [(80, 24), (60, 24), (40, 24)])
  func keepsTheRemedy(_ columns: Int, _ rows: Int) {
    var test = TestApp(columns: columns, rows: rows)
    let footer = test.rows.last
    test.send(.notice(Notice(.problem, Self.long)))
    let words = test.rows.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(words.contains("! " + Self.long))
    #expect(test.rows.last == footer)
    test.press(.moveDown)
    #expect(!test.rows.contains { $0.contains("Zoom grant") })
  }

  @Test func takesNoMoreThanItsPart() {
    var test = TestApp(columns: 40, rows: 12)
    test.send(.notice(Notice(.problem, String(repeating: "so much ", count: 90))))
    #expect(test.rows.filter { $0.contains("so much") }.count == 2)
    #expect(test.rows[10].hasSuffix("…"))
  }
}
