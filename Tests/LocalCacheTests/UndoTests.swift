import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// Undo and redo in the file: what the journal keeps, and what becomes of the outbox.
@Suite struct UndoTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }
  let event = EventID("r1")

  init() throws {
    fixture = try CacheFixture()
    try fixture.receive(CacheFixture.remote("r1"))
  }

  @discardableResult
  private func reverse(
    _ direction: UndoDirection,
    in cache: LocalCache? = nil,
    freshID: String = "fresh"
  ) throws -> UndoOutcome {
    try (cache ?? self.cache).history.undo(
      direction,
      freshID: EventID(freshID),
      at: CacheFixture.now
    )
  }

  private func done(_ outcome: UndoOutcome) throws -> EditStep {
    guard case .done(let step, _) = outcome else { throw NotDone(outcome: outcome) }
    return step
  }

  /// Sends all edits that wait, as the service takes them.
  private func deliver() throws {
    while let first = try fixture.next().first, let begun = try cache.outbox.begin(first) {
      let id = begun.edit.event
      var stored = begun.edit.change == .delete ? nil : try cache.event(id)
      let remote = stored?.remoteID ?? RemoteEventID("service-\(id)")
      stored?.remoteID = remote
      try cache.outbox.confirm(begun, stored: stored)
    }
  }

  private func localDraft(_ title: String) -> EventDraft {
    var draft = EventDraft(CacheFixture.remote("x", title: title))
    (draft.account, draft.calendar) = (.local, CalendarID("local"))
    return draft
  }

  @Test func thereIsNothingToUndoAtFirst() throws {
    #expect(try reverse(.undo) == .nothing)
    #expect(try reverse(.redo) == .nothing)
  }

  @Test func whatWasSentIsSentBack() throws {
    try fixture.retitle("r1", "Mine")
    try deliver()
    let step = try done(reverse(.undo))
    #expect(step.edit.change == .update(EventPatch(title: "Review")))
    #expect(step.before?.title == "Mine" && step.after?.title == "Review")
    #expect(try fixture.title("r1") == "Review")
    #expect(try fixture.next().map(\.edit.change) == [.update(EventPatch(title: "Review"))])
    try deliver()
    #expect(try done(reverse(.redo)).edit.change == .update(EventPatch(title: "Mine")))
    #expect(try fixture.title("r1") == "Mine")
    #expect(try reverse(.redo) == .nothing)
  }

  @Test func whatNeverLeftIsTakenOutOfTheOutbox() throws {
    try fixture.retitle("r1", "One")
    try fixture.submit("r1", .update(EventPatch(title: "Two", location: "Here")))
    try reverse(.undo)
    #expect(try fixture.next().map(\.edit.change) == [.update(EventPatch(title: "One"))])
    #expect(try cache.event(event)?.location == "")
    try reverse(.undo)
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try cache.delivery(of: event) == .delivered)
    #expect(try fixture.title("r1") == "Review")
    try reverse(.redo)
    try reverse(.redo)
    #expect(try fixture.title("r1") == "Two")
    #expect(
      try fixture.next().map(\.edit.change)
        == [.update(EventPatch(title: "Two", location: "Here"))]
    )
  }

  @Test func aLinkThatWasOnlyToGoStays() throws {
    var linked = CacheFixture.remote("r2")
    let details = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/1")
    linked.conferencing = .details(details)
    linked.autocreated = Autocreate(provider: .zoomMeeting)
    try fixture.receive(linked)
    for change in [EventChange.update(EventPatch(conferencing: .strip)), .delete] {
      try fixture.submit("r2", change)
      let outcome = try reverse(.undo)
      #expect(try done(outcome).after?.conferencing == .details(details))
      guard case .done(_, .asItWas) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(try cache.outbox.operations().isEmpty)
      #expect(try cache.event(EventID("r2"))?.conferencing == .details(details))
      try reverse(.redo)
      #expect(try fixture.next().map(\.edit.change) == [change])
      try reverse(.undo)
    }
  }

  @Test func aDeletionThatNeverLeftGivesBackTheEditsBeforeIt() throws {
    try fixture.retitle("r1", "Mine")
    try fixture.submit("r1", .delete)
    #expect(try fixture.next().map(\.edit.change) == [.delete])
    #expect(try done(reverse(.undo)).after?.title == "Mine")
    #expect(try fixture.title("r1") == "Mine")
    #expect(try fixture.next().map(\.edit.change) == [.update(EventPatch(title: "Mine"))])
    try reverse(.undo)
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try fixture.title("r1") == "Review")
    try reverse(.redo)
    try reverse(.redo)
    #expect(try fixture.title("r1") == nil)
    #expect(try fixture.next().map(\.edit.change) == [.delete])
  }

  @Test func whatIsOnItsWayIsNotTakenBackUnseen() throws {
    try fixture.retitle("r1", "Mine")
    let begun = try fixture.begin()
    try reverse(.undo)
    #expect(try cache.outbox.operations().map(\.edit.change).count == 2)
    try cache.outbox.confirm(begun, stored: fixture.answer("r1", title: "Mine"))
    #expect(try fixture.title("r1") == "Review")
    #expect(try fixture.next().map(\.edit.change) == [.update(EventPatch(title: "Review"))])
  }

  @Test func whatWasMadeAndNeverLeftLeavesNothing() throws {
    try fixture.create("n", title: "Lunch")
    #expect(try done(reverse(.undo)).edit.change == .delete)
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try cache.event(EventID("n")) == nil)
    let again = try done(reverse(.redo, freshID: "n2"))
    #expect(again.edit.event == EventID("n2"))
    #expect(try fixture.title("n2") == "Lunch")
    #expect(try fixture.next().map(\.edit.event.rawValue) == ["n2"])
    try reverse(.undo)
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func editsFollowAnEventThatWasMadeAgain() throws {
    try fixture.retitle("r1", "A")
    try deliver()
    try fixture.submit("r1", .update(EventPatch(location: "Here")))
    try deliver()
    try fixture.submit("r1", .delete)
    try deliver()
    let back = try done(reverse(.undo, freshID: "second"))
    #expect(back.edit.event == EventID("second"))
    try deliver()
    #expect(try done(reverse(.undo)).edit.event == EventID("second"))
    #expect(try done(reverse(.undo)).edit.change == .update(EventPatch(title: "Review")))
    #expect(try fixture.title("second") == "Review")
    // And forth again, with the deletion at the end; then all of it back under a third id.
    try reverse(.redo)
    #expect(try fixture.title("second") == "A")
    try reverse(.redo)
    try reverse(.redo)
    #expect(try fixture.title("second") == nil)
    try deliver()
    #expect(try done(reverse(.undo, freshID: "third")).after?.location == "Here")
    try reverse(.undo)
    try reverse(.undo)
    #expect(try fixture.title("third") == "Review")
    #expect(try cache.event(EventID("third"))?.location == "")
    #expect(try reverse(.undo) == .nothing)
  }

  @Test func editsOfARowThatASyncMadeFollowIt() throws {
    try fixture.create("mine", title: "Lunch")
    let begun = try fixture.begin()
    // A sync brings the event before the answer is there, and the user edits that row.
    try fixture.receive(CacheFixture.remote("r9", title: "Lunch"))
    try fixture.retitle("r9", "Late lunch")
    try cache.outbox.confirm(begun, stored: fixture.answer("r9", title: "Lunch"))
    #expect(try fixture.title("mine") == "Late lunch")
    #expect(try done(reverse(.undo)).edit.event == EventID("mine"))
    #expect(try fixture.title("mine") == "Lunch")
  }

  @Test func aNewEditEndsWhatCouldBeRedone() throws {
    try fixture.retitle("r1", "One")
    try fixture.retitle("r1", "Two")
    try reverse(.undo)
    try fixture.retitle("r1", "Three")
    #expect(try reverse(.redo) == .nothing)
    try reverse(.undo)
    #expect(try fixture.title("r1") == "One")
    try reverse(.undo)
    #expect(try fixture.title("r1") == "Review")
  }

  @Test func otherProcessesAndRestartsSeeTheSame() throws {
    try fixture.retitle("r1", "One")
    let other = try fixture.reopened()
    try other.submit(
      EventEdit(event: event, change: .update(EventPatch(title: "Two"))),
      at: CacheFixture.now
    )
    #expect(try done(reverse(.undo)).after?.title == "One")
    #expect(try done(reverse(.undo, in: fixture.reopened())).after?.title == "Review")
    #expect(try done(reverse(.redo, in: other)).after?.title == "One")
  }

  @Test func theLastHundredAreKept() throws {
    for number in 1...105 { try fixture.retitle("r1", "\(number)") }
    for number in (5...104).reversed() {
      #expect(try done(reverse(.undo)).after?.title == "\(number)")
    }
    #expect(try reverse(.undo) == .nothing)
    for _ in 1...100 { try reverse(.redo) }
    #expect(try fixture.title("r1") == "105")
    #expect(try reverse(.redo) == .nothing)
  }

  @Test func theLocalCalendarHasItToo() throws {
    try fixture.submit("h", .create(localDraft("Home"), conferencing: .keep))
    try fixture.retitle("h", "Garden")
    try fixture.submit("h", .delete)
    #expect(try done(reverse(.undo, freshID: "h2")).after?.title == "Garden")
    #expect(try done(reverse(.undo)).after?.title == "Home")
    #expect(try done(reverse(.undo)).edit == EventEdit(event: EventID("h2"), change: .delete))
    #expect(try fixture.title("h2") == nil)
    #expect(try reverse(.undo) == .nothing)
    try reverse(.redo, freshID: "h3")
    try reverse(.redo)
    #expect(try fixture.title("h3") == "Garden")
    try reverse(.redo)
    #expect(try fixture.title("h3") == nil)
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func aDiscardedEditIsForgotten() throws {
    try fixture.retitle("r1", "Kept")
    try deliver()
    try fixture.retitle("r1", "Refused")
    try cache.outbox.reject(fixture.begin(), reason: "No.")
    try cache.outbox.discard(event)
    #expect(try done(reverse(.undo)).after?.title == "Review")
  }

  @Test func anEditWhoseReverseIsDiscardedHoldsAgain() throws {
    try fixture.retitle("r1", "Mine")
    try deliver()
    try reverse(.undo)
    try cache.outbox.reject(fixture.begin(), reason: "No.")
    try cache.outbox.discard(event)
    #expect(try fixture.title("r1") == "Mine")
    #expect(try reverse(.redo) == .nothing)
    #expect(try done(reverse(.undo)).after?.title == "Review")
  }

  @Test func whatIsGoneIsSaidAndPassedOver() throws {
    try fixture.receive(CacheFixture.remote("r2", title: "Other"))
    try fixture.retitle("r1", "Mine")
    try fixture.retitle("r2", "Gone")
    try deliver()
    let mark = try cache.sync.mark()
    try cache.sync.finishSync(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      window: DateInterval(start: CacheFixture.now - 86_400, duration: 172_800),
      seen: [RemoteEventID("r1")],
      readAfter: mark
    )
    #expect(try reverse(.undo) == .impossible(.gone(title: "Gone")))
    #expect(try done(reverse(.undo)).after?.title == "Review")
  }

  @Test func whatIsReadOnlyNowWaitsForBetterTimes() throws {
    try fixture.retitle("r1", "Mine")
    try deliver()
    var calendar = CacheFixture.info("main")
    calendar.isReadOnly = true
    try cache.store(calendars: [calendar], for: CacheFixture.account)
    for _ in 1...2 {
      guard case .impossible(.readOnly(let reason)) = try reverse(.undo) else {
        Issue.record("not refused")
        return
      }
      #expect(reason.contains("read-only"))
    }
    #expect(try cache.outbox.operations().isEmpty)
    calendar.isReadOnly = false
    try cache.store(calendars: [calendar], for: CacheFixture.account)
    #expect(try done(reverse(.undo)).after?.title == "Review")
  }

  @Test func anAnswerIsTakenBackOnlyWhereItNeverLeft() throws {
    var invited = CacheFixture.remote("r2")
    invited.participants = [Participant(email: "me@acme.example")]
    try fixture.receive(invited)
    try fixture.retitle("r1", "Mine")
    try fixture.submit("r2", .respond(.yes))
    #expect(
      try done(reverse(.undo)).after?.participants.first?.response == ParticipantResponse.none
    )
    #expect(try fixture.next().map(\.edit.event.rawValue) == ["r1"])
    try reverse(.redo)
    try deliver()
    try fixture.submit("r2", .respond(.no))
    try deliver()
    #expect(try done(reverse(.undo)).edit.change == .respond(.yes))
    try deliver()
    #expect(try reverse(.undo) == .impossible(.answered(title: "Review")))
    #expect(try done(reverse(.undo)).edit.event == event)
    #expect(try reverse(.undo) == .nothing)
  }

  @Test func anotherMailboxHasNothingToUndo() throws {
    try fixture.retitle("r1", "Mine")
    try deliver()
    try fixture.submit("h", .create(localDraft("Home"), conferencing: .keep))
    try cache.configure(accounts: [
      Account(id: CacheFixture.account, service: .nylas, grant: GrantID("g2")),
      Account(id: .local, service: .local),
    ])
    #expect(try done(reverse(.undo)).edit.change == .delete)
    #expect(try reverse(.undo) == .nothing)
  }
}

/// Undo or redo that did something else.
struct NotDone: Error {
  var outcome: UndoOutcome
}
