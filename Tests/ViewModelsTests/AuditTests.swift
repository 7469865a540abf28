import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

/// The screen of an audit: what is found, and what is set right.
@Suite struct AuditTests {
  private static let event = World.event("A", from: World.at(15))
  private static let orphan = AuditFinding(
    .orphan,
    title: "Old",
    reason: "No event has it.",
    remedy: "The meeting is deleted.",
    fix: .deleteMeeting(
      HostedMeeting(provider: .zoomMeeting, host: GrantID("zoom"), id: "1")
    )
  )
  private static let gone = AuditFinding(
    .gone,
    event: event.id,
    title: "A",
    reason: "It is gone.",
    remedy: "A new link is created.",
    fix: .edit(EventEdit(event: event.id, change: .delete))
  )
  private static let host = AuditFinding(
    .host,
    event: event.id,
    title: "ops",
    reason: "Signed out.",
    remedy: "Sign in again."
  )
  private static let missing = AuditFinding(
    .missing,
    event: event.id,
    title: "A",
    reason: "No link.",
    remedy: "A link is created.",
    fix: .edit(EventEdit(event: event.id, change: .delete))
  )

  private func opened(_ findings: [AuditFinding]) -> TestApp {
    var test = TestApp([Self.event])
    test.press(.audit)
    test.send(.audited(AuditReport(findings: findings, events: 3, meetings: 2)))
    return test
  }

  private func screen(_ test: TestApp) throws -> AuditViewModel {
    try #require(test.app.screens.lazy.compactMap { $0 as? AuditViewModel }.first)
  }

  @Test func asksTheHostsAndSaysThatNothingIsWrong() throws {
    var test = TestApp([Self.event])
    test.press(.audit)
    #expect(test.effects.last == .audit)
    #expect(try screen(test).note == "Asking the hosts…")
    test.send(.audited(AuditReport(events: 3, meetings: 2)))
    #expect(
      try screen(test).note == "Nothing is wrong: 3 events and 2 made meetings looked at."
    )
    // A host that was not asked proves nothing.
    test.send(.audited(AuditReport(unasked: ["Host \"zoom\" is silent."], events: 3, meetings: 2)))
    #expect(
      try screen(test).note
        == "Nothing wrong is seen, but not everything could be asked: 3 events and 2 made meetings "
        + "looked at. Host \"zoom\" is silent."
    )
    // Nor does a service that lists no meetings.
    let unlisted = UnlistedMeetings(service: "Nylas", count: 4)
    test.send(.audited(AuditReport(unlisted: [unlisted], events: 3, meetings: 2)))
    #expect(
      try screen(test).note
        == "Nothing wrong is seen, but not everything could be asked: 3 events and 2 made meetings "
        + "looked at. 4 links made by Nylas: not asked, since Nylas does not tell whether a meeting "
        + "still exists."
    )
    test.press(.sync)
    #expect(try screen(test).report == nil && test.effects.last == .audit)
    test.send(.auditFailed(reason: "The file cannot be read."))
    #expect(try screen(test).note == "The file cannot be read.")
    test.press(.back)
    #expect(test.app.screens.isEmpty && test.effects.last == .cancelAudit)
  }

  @Test func oneIsSetRightAfterAQuestion() throws {
    var test = opened([Self.orphan, Self.host])
    test.press(.fix)
    let question = try #require(test.app.screens.last as? ConfirmationViewModel)
    #expect(question.title == "Delete the meeting “Old” at its host?")
    #expect(question.lines.last?.contains("undo does not bring back") == true)
    test.press(.confirm)
    #expect(test.effects.last == .settleFindings([Self.orphan]))
    test.send(.findingsSettled([Self.orphan]))
    #expect(try screen(test).findings == [Self.host])
    // What is for the user is said.
    test.press(.fix)
    #expect(test.app.status.notice?.text == "Sign in again.")
  }

  @Test func allAreSetRightButWhatMayBeMeantSo() throws {
    var test = opened([Self.orphan, Self.gone, Self.host, Self.missing])
    test.press(.fixAll)
    let question = try #require(test.app.screens.last as? ConfirmationViewModel)
    #expect(question.title == "Set 2 faults right, and delete 1 meeting at its host?")
    // What is not among them is said.
    #expect(question.lines.last?.hasPrefix("1 event without a link is left as it is") == true)
    test.press(.confirm)
    #expect(test.effects.last == .settleFindings([Self.orphan, Self.gone]))
    test.press(.last, .fix, .confirm)
    #expect(test.effects.last == .settleFindings([Self.missing]))
  }

  @Test func missingLinksAloneAreSetRightOneByOne() {
    var test = opened([Self.missing])
    test.press(.fixAll)
    let notice = test.app.status.notice?.text ?? ""
    #expect(notice.contains("Missing links are set right one by one"), "\(notice)")
  }

  /// On 40 columns, with a margin.
  @Test func theHeadingsHaveRoomOnANarrowScreen() {
    for kind in AuditFinding.Kind.allCases { #expect(kind.heading.count <= 38, "\(kind.heading)") }
  }

  @Test func opensTheEvent() throws {
    var test = opened([Self.orphan, Self.gone])
    test.press(.open)
    #expect(test.app.status.notice?.text == "There is no event to open.")
    test.press(.moveDown, .open)
    #expect(test.app.screens.last is EventDetailViewModel)
  }
}
