import CalendarCore
import ConferencingCore
import Testing
import ViewModels

@testable import TerminalUI

/// Marks on the screen, and the question about all marked events.
@Suite struct BulkViewTests {
  @Test func aMarkStandsInTheColourOfTheCalendar() throws {
    var test = TestApp()
    let title = try #require(test.app.selectedEvent?.title)
    #expect(!test.rows.joined().contains("✓"))
    test.press(.mark, .moveUp)
    let row = test.row(title)
    #expect(row.contains("✓ \(title)") && !row.contains("●"))
    #expect(test.rows.first?.contains(" 1 marked ") == true)
    test.theme = Theme(name: "plain", glyphs: .ascii)
    #expect(test.row(title).contains("+ \(title)"))
    test.press(.back)
    #expect(test.rows.first?.contains("marked") == false)
  }

  @Test(arguments: [Command.dayView, .weekView, .monthView])
  func aMarkStandsAtTheEdgeInGrids(_ view: Command) {
    var test = TestApp()
    test.press(.mark, .moveUp, view)
    #expect(test.rows.dropFirst().contains { $0.contains("✓") }, "\(test.rows)")
    #expect(test.rows.first?.contains("1 marked") == true)
  }

  @Test func theCountHasRoomOnASmallScreen() {
    var test = TestApp(columns: 40, rows: 12)
    test.press(.mark, .mark)
    #expect(test.rows.first?.contains("✓2") == true)
  }

  @Test("All that can be chosen for marked events is shown where it fits")
  func choices() {
    var test = TestApp(columns: 200, rows: 50)
    test.press(.mark, .conferencing)
    let text = test.rows.joined(separator: "\n")
    for choice in ["None", "Create a link", "Change their settings", "Link I have"] {
      #expect(text.contains(choice), "\(text)")
    }
    #expect(!text.contains("2/4"), "\(text)")
  }

  @Test(arguments: [(40, 12), (80, 24), (200, 50)])
  func theQuestionSaysWhatHappensToHowMany(_ columns: Int, _ rows: Int) {
    var test = TestApp(columns: columns, rows: rows)
    test.deleteMarked()
    let text = test.rows.joined(separator: "\n")
    #expect(text.contains("Delete 3 events?"), "\(text)")
  }
}

/// The audit where there is little room.
@Suite struct AuditViewTests {
  @Test("What the screen is for has a key in the footer on a narrow screen too")
  func footer() {
    var test = TestApp(columns: 40, rows: 12)
    test.openAudit()
    test.press(.last)
    #expect(test.rows.last?.contains("set right") == true, "\(test.rows)")
  }

  @Test("What helps is read whole where there is little room; a fix is not said as done")
  func remedies() {
    let finding = AuditFinding(
      .text,
      title: "Text and field",
      reason: "Its description has https://us02web.zoom.us/j/82021512759 (Zoom Meeting), and its "
        + "meeting is https://meet.google.com/abc-defg-hij (Google Meet).",
      remedy: "Edit the description, or put that link on the event."
    )
    var fixable = finding
    fixable.fix = .edit(EventEdit(event: EventID("x"), change: .delete))
    for (finding, words) in [
      (finding, "Edit the description, or put that link on the event."),
      (fixable, "Fix: Edit the description, or put that link on the event."),
    ] {
      var test = TestApp(columns: 40, rows: 12)
      test.press(.audit)
      test.send(.audited(AuditReport(findings: [finding], events: 1)))
      let text = test.rows.joined(separator: " ").split(separator: " ").joined(separator: " ")
      #expect(text.contains(words), "\(text)")
      #expect(text.contains("Text and field"), "\(text)")
    }
  }

  @Test(
    "What was not looked at stands behind the findings",
    arguments: [(40, 12), (80, 24), (200, 50)]
  )
  func gaps(_ columns: Int, _ rows: Int) {
    var test = TestApp(columns: columns, rows: rows)
    test.openAudit(unlisted: [UnlistedMeetings(service: "Nylas", count: 4)])
    test.press(.last)
    let text = test.rows.joined(separator: "\n")
    #expect(text.contains("Not looked at"), "\(text)")
    #expect(text.contains("4 links made by Nylas"), "\(text)")
  }
}

extension TestApp {
  /// Marks all events, whose deletion is asked about then; one of them is gone.
  mutating func deleteMarked() {
    press(.mark, .delete)
    var planned = events.prefix(3).map { BulkEvent(id: $0.id, event: $0) }
    for index in planned.indices { planned[index].event?.isReadOnly = false }
    let plan = BulkPlan(
      .delete,
      of: planned + [BulkEvent(id: EventID("gone"), event: nil)],
      in: World.directory(),
      viewer: World.zone,
      freshID: { EventID("fresh") }
    )
    send(.bulkPlanned(plan))
  }
}

extension TestApp {
  /// Opens the audit, with a fault of each kind.
  mutating func openAudit(unlisted: [UnlistedMeetings] = []) {
    press(.audit)
    let findings = AuditFinding.Kind.allCases.map { kind in
      AuditFinding(
        kind,
        event: events.first?.id,
        title: "A fault \u{1B}[31m of 東京 with a title that is longer than a narrow screen is wide",
        time: events.first?.time,
        reason: "Its Zoom Meeting link was made for another event, and goes with that.",
        remedy: "It gets a link of its own.",
        fix: .edit(EventEdit(event: EventID("x"), change: .delete))
      )
    }
    send(
      .audited(AuditReport(findings: findings, unlisted: unlisted, events: 3, meetings: 2))
    )
  }
}
