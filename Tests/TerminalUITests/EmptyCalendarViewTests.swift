import CalendarCore
import ConferencingCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

/// The screens of somebody who has just begun: no account, no event.
@Suite struct EmptyCalendarViewTests {
  private static let local = Directory(
    accounts: [Account(id: .local, service: .local)],
    calendars: [CalendarInfo(id: CalendarID("local"), account: .local, name: "Personal")]
  )

  /// The rows as one text, so that a sentence may be in several.
  private func text(_ test: TestApp) -> String {
    test.rows.map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
  }

  @Test(
    "The agenda names a new event, the import and the way to an account",
    arguments: [40, 80, 200]
  )
  func agenda(_ columns: Int) {
    let test = TestApp([], columns: columns, rows: columns == 40 ? 12 : 24, directory: Self.local)
    let text = text(test)
    #expect(text.contains("Nothing planned."))
    #expect(text.contains("n makes an event, N from a line."), "\(text)")
    #expect(text.contains("gI imports a calendar file (.ics)."), "\(text)")
    let account = "An account: convene accounts add google work (or microsoft, caldav, nylas)."
    #expect(text.contains(account), "\(text)")
  }

  @Test("On a small screen each sentence is there as a whole, or not at all")
  func smallAgenda() {
    let test = TestApp([], columns: 40, rows: 12, directory: Self.local)
    #expect(
      test.rows[1...9] == [
        " Today  Monday 23 November", "   14:30 ──────────────────────────────",
        " ▶ Nothing planned.", "", "   n makes an event, N from a line.",
        "   gI imports a calendar file (.ics).", "   An account: convene accounts add",
        "   google work (or microsoft, caldav,", "   nylas).",
      ]
    )
    let lower = TestApp([], columns: 40, rows: 11, directory: Self.local).rows
    #expect(lower[6] == "   gI imports a calendar file (.ics).")
    #expect(lower[7...8].allSatisfy { $0.isEmpty }, "\(lower)")
  }

  @Test("Calendars and accounts name the way to an account")
  func accounts() {
    var test = TestApp([], directory: Self.local)
    test.press(.accounts)
    #expect(text(test).contains("An account: convene accounts add google work"))
  }

  @Test("Nothing of it stands where there is an event or an account")
  func notForOthers() {
    for test in [TestApp(directory: Self.local), TestApp([])] {
      #expect(!text(test).contains("An account:"))
    }
    var other = TestApp([])
    other.press(.accounts)
    #expect(!text(other).contains("An account:"))
  }
}
