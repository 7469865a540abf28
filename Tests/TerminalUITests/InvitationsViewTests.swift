import CalendarCore
import ConferencingCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

/// The list of invitations, their count in the header, and the marks of what was answered.
@Suite struct InvitationsViewTests {
  private static func pending(_ count: Int) -> [PendingInvitation] {
    let titles = ["Vendor demo: observability", "東京オフィスとの打ち合わせ、来年の計画について", "Retro\u{1B}[31m\nred"]
    return (0..<count).map { number in
      PendingInvitation(
        event: EventSummary(
          id: EventID("i\(number)"),
          account: World.work,
          calendar: World.team,
          title: titles[number % titles.count],
          time: .timed(
            start: World.at(14, 30, day: number + 1),
            end: World.at(15, 15, day: number + 1),
            zone: nil
          ),
          provider: .microsoftTeams,
          response: ParticipantResponse.none
        ),
        organizer: Person(name: number == 0 ? "Jonas Weber" : "", email: "ann@acme.example")
      )
    }
  }

  private func app(_ count: Int, columns: Int = 80, rows: Int = 24) -> TestApp {
    var test = TestApp(columns: columns, rows: rows)
    test.send(.invitationsLoaded(Self.pending(count)))
    return test
  }

  @Test func theHeaderCountsThem() {
    #expect(app(0).rows[0].hasSuffix("     Mon 23 Nov  14:30"))
    #expect(app(3).rows[0].hasSuffix("3 to answer (i)   Mon 23 Nov  14:30"))
    #expect(app(3, columns: 40, rows: 12).rows[0].hasSuffix("?3  Mon 23 Nov  14:30"))
  }

  @Test func theListHasTimeTitleAndOrganizer() {
    var test = app(3)
    test.press(.invitations)
    #expect(test.rows[0].hasPrefix(" Invitations"))
    #expect(
      test.rows[1]
        == " ▶ Tue 24 Nov  14:30–15:15 ○ Vendor demo: observab…  Jonas Weber      Teams"
    )
    #expect(test.rows[2].contains("Wed 25 Nov  14:30–15:15 ○ 東京オフィスとの"))
    #expect(test.rows[3].contains("Retro"))
    #expect(test.rows[23].hasPrefix(" y yes  m maybe  n no  Enter open"))
    let narrow = app(3, columns: 40, rows: 12)
    var copy = narrow
    copy.press(.invitations)
    #expect(copy.rows[1] == " ▶ 24 Nov ○ Vendor demo: observability")
  }

  @Test func whatWasAnsweredSaysIt() {
    var test = app(3)
    test.press(.invitations)
    test.send(.submitted(EventEdit(event: EventID("i0"), change: .respond(.maybe))))
    #expect(test.rows[1].hasPrefix("   Tue 24 Nov  14:30–15:15 ◌ Vendor demo"))
    #expect(test.rows[1].contains(" · maybe  Jonas Weber"), "\(test.rows[1])")
    #expect(test.rows[2].hasPrefix(" ▶ Wed 25 Nov"))
    test.press(.back)
    #expect(test.rows[0].contains("2 to answer"))
  }

  @Test("Organizers stand in one column, and a series keeps its mark behind a title that is cut")
  func columns() {
    var test = TestApp()
    var pending = Self.pending(3)
    pending[0].series = "s"
    pending[0].event.title = "A title that is much longer than the room that there is for it"
    test.send(.invitationsLoaded(pending))
    test.press(.invitations, .mark)
    func column(_ row: Int, of text: String) -> Int? {
      let before = test.rows[row].firstRange(of: text).map { test.rows[row][..<$0.lowerBound] }
      return before.map { DisplayWidth.columns(of: String($0)) }
    }
    #expect(column(1, of: "Jonas Weber") == 53)
    #expect(column(1, of: "Jonas Weber") == column(2, of: "ann@acme.example"))
    #expect(test.rows[1].contains("✓ A title that is muc… ↻  Jonas Weber"), "\(test.rows[1])")
    var narrow = app(10, columns: 40, rows: 12)
    narrow.press(.invitations)
    #expect(narrow.rows[7].hasPrefix("   30 Nov ○ ") && narrow.rows[8].hasPrefix("   1 Dec  ○ "))
    #expect(test.rows[0].hasPrefix(" 1 marked"))
  }

  @Test func manyScrollAndNoneSaySo() {
    var test = app(60)
    test.press(.invitations, .last)
    #expect(test.rows.contains { $0.hasPrefix(" ▶ ") })
    test.press(.first)
    #expect(test.rows[1].hasPrefix(" ▶ Tue 24 Nov"))
    var none = app(0)
    none.press(.invitations)
    #expect(none.row("No invitation waits for an answer.") != "")
    #expect(none.rows[23].hasPrefix(" s sync"))
  }

  @Test(arguments: [
    (ParticipantResponse.none, "○ Standup (needs answer)"),
    (.maybe, "◌ Standup (tentative)"), (.no, "× Standup (declined)"), (.yes, "● Standup"),
  ])
  func theAgendaMarksThem(_ response: ParticipantResponse, _ text: String) {
    var window = World.window([World.event("Standup", from: World.at(20))])
    window.events[0].response = response
    var test = TestApp([])
    test.send(.windowLoaded(.around(World.today), window))
    #expect(test.row("Standup").contains(text), "\(test.rows)")
  }
}
