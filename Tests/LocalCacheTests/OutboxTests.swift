import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

@Suite struct OutboxTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }
  let event = EventID("r1")

  init() throws {
    fixture = try CacheFixture()
    try fixture.receive(CacheFixture.remote("r1"))
  }

  @Test func anUpdateShowsAtOnceAndWaits() throws {
    try fixture.retitle("r1", "Mine")
    #expect(try fixture.title("r1") == "Mine")
    #expect(try cache.delivery(of: event) == .waiting)
    let next = try fixture.next()
    #expect(next.count == 1)
    #expect(next.first?.base?.title == "Review")
    #expect(next.first?.remoteID == RemoteEventID("r1"))
    #expect(next.first?.submittedAt == CacheFixture.now)
  }

  @Test func confirmingStoresTheAnswer() throws {
    try fixture.retitle("r1", "Mine")
    let begun = try fixture.begin()
    #expect(begun.attempts == 1)
    #expect(begun.isInFlight)
    #expect(try fixture.next().isEmpty)
    try cache.outbox.confirm(begun, stored: fixture.answer("r1", title: "Mine, tidied"))
    #expect(try fixture.title("r1") == "Mine, tidied")
    #expect(try cache.delivery(of: event) == .delivered)
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func laterEditsStayOnTopOfAnAnswer() throws {
    try fixture.retitle("r1", "First")
    let begun = try fixture.begin()
    try fixture.submit("r1", .update(EventPatch(location: "Room 2")))
    #expect(try cache.outbox.operations().count == 2)
    try cache.outbox.confirm(begun, stored: fixture.answer("r1", title: "First there"))
    let shown = try #require(try cache.event(event))
    #expect(shown.title == "First there")
    #expect(shown.location == "Room 2")
    #expect(try fixture.next().first?.base?.title == "First there")
    #expect(try cache.delivery(of: event) == .waiting)
  }

  @Test func unsentUpdatesBecomeOne() throws {
    try fixture.retitle("r1", "One")
    try fixture.submit("r1", .update(EventPatch(title: "Two", location: "Here")))
    let next = try fixture.next()
    #expect(next.map(\.edit.change) == [.update(EventPatch(title: "Two", location: "Here"))])
  }

  @Test func whatIsClaimedIsWhatStandsNow() throws {
    try fixture.retitle("r1", "Old")
    let offered = try #require(try fixture.next().first)
    try fixture.retitle("r1", "Newer")
    let begun = try #require(try cache.outbox.begin(offered))
    #expect(begun.edit.change == .update(EventPatch(title: "Newer")))
    #expect(try cache.outbox.begin(offered) == nil)
  }

  @Test func aCreationGetsItsRemoteID() throws {
    try fixture.create("local-uuid", title: "Lunch")
    let begun = try fixture.begin()
    #expect(begun.base == nil && begun.remoteID == nil)
    try cache.outbox.confirm(begun, stored: fixture.answer("r9", title: "Lunch"))
    let shown = try #require(try cache.event(EventID("local-uuid")))
    #expect(shown.remoteID == RemoteEventID("r9"))
    try fixture.retitle("local-uuid", "Late lunch")
    #expect(try fixture.next().first?.remoteID == RemoteEventID("r9"))
  }

  @Test func aCorrectionOfARefusedCreationReplacesIt() throws {
    try fixture.create("n", conferencing: .autocreate(Autocreate(provider: .zoomMeeting)))
    try cache.outbox.reject(fixture.begin(), reason: "No host grant.")
    #expect(try cache.delivery(of: EventID("n")) == .refused("No host grant."))
    #expect(try fixture.next().isEmpty)
    try fixture.submit(
      "n",
      .update(
        EventPatch(
          title: "Better",
          conferencing: .autocreate(Autocreate(provider: .googleMeet))
        )
      )
    )
    let next = try fixture.next()
    guard case .create(let draft, let conferencing)? = next.first?.edit.change else {
      Issue.record("not a creation: \(next)")
      return
    }
    #expect(draft.title == "Better")
    #expect(conferencing == .autocreate(Autocreate(provider: .googleMeet)))
    #expect(try cache.delivery(of: EventID("n")) == .waiting)
  }

  @Test func deletingHidesUntilConfirmed() throws {
    try fixture.submit("r1", .delete)
    #expect(try cache.event(event) == nil)
    #expect(try cache.delivery(of: event) == .waiting)
    try cache.outbox.confirm(fixture.begin(), stored: nil)
    #expect(try cache.event(event) == nil)
    #expect(try cache.delivery(of: event) == .delivered)
  }

  @Test func aRefusedDeletionShowsTheEventAgain() throws {
    try fixture.submit("r1", .delete)
    try cache.outbox.reject(fixture.begin(), reason: "Not yours.")
    #expect(try fixture.title("r1") == "Review")
    #expect(try cache.delivery(of: event) == .refused("Not yours."))
    try cache.outbox.retry(event)
    #expect(try cache.event(event) == nil)
    try cache.outbox.discard(event)
    #expect(try fixture.title("r1") == "Review")
    #expect(try cache.delivery(of: event) == .delivered)
  }

  @Test func deletingWhatWasNeverSentDropsBoth() throws {
    try fixture.create("n")
    try fixture.submit("n", .delete)
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try cache.event(EventID("n")) == nil)
    // The id is free again.
    try fixture.create("n")
  }

  @Test func deletingWhatMayHaveBeenSentLooksForIt() throws {
    try fixture.create("n")
    try cache.outbox.postpone(
      fixture.begin(),
      until: CacheFixture.now,
      reason: "The answer was lost.",
      mayHaveHappened: true
    )
    try fixture.submit("n", .delete)
    #expect(try cache.outbox.operations().map(\.edit.change) == [.delete])
    #expect(try cache.event(EventID("n")) == nil)
    let begun = try fixture.begin()
    #expect(begun.mayHaveHappened && begun.remoteID == nil)
    #expect(begun.base?.title == "New" && begun.base?.remoteID == nil)
    let found = try cache.steps.found(fixture.answer("r9", title: "New"), by: begun)
    #expect(found.remoteID == RemoteEventID("r9"))
    try cache.outbox.confirm(found, stored: nil)
    #expect(try cache.event(EventID("n")) == nil)
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func deletingWhatIsBeingSentWaitsForTheAnswer() throws {
    try fixture.create("n")
    let begun = try fixture.begin()
    try fixture.submit("n", .delete)
    #expect(try cache.outbox.operations().map(\.edit.change).count == 2)
    try cache.outbox.confirm(begun, stored: fixture.answer("r9", title: "New"))
    #expect(try cache.event(EventID("n")) == nil)
    #expect(try fixture.next().first?.edit.change == .delete)
    #expect(try fixture.next().first?.remoteID == RemoteEventID("r9"))
  }

  @Test func deletingWhatWasBeingSentAndLostLooksForIt() throws {
    try fixture.create("n")
    let begun = try fixture.begin()
    try cache.pending.discard(change: begun.sequence)
    #expect(try cache.event(EventID("n")) == nil)
    try cache.outbox.postpone(
      begun,
      until: CacheFixture.now,
      reason: "The answer was lost.",
      mayHaveHappened: true
    )
    let again = try fixture.begin()
    #expect(again.edit.change == .delete)
    #expect(try cache.outbox.operations().count == 1)
    try cache.outbox.confirm(again, stored: nil)
    #expect(try cache.outbox.operations().isEmpty)
    // Nothing is left of it: the id is free again.
    try fixture.create("n")
  }

  @Test func deletingDropsWaitingUpdates() throws {
    try fixture.retitle("r1", "Pointless")
    try cache.outbox.reject(fixture.begin(), reason: "No.")
    try fixture.submit("r1", .delete)
    #expect(try fixture.next().map(\.edit.change) == [.delete])
  }

  @Test func postponedOperationsComeWhenDue() throws {
    try fixture.retitle("r1", "Mine")
    let later = CacheFixture.now.addingTimeInterval(60)
    try cache.outbox.postpone(
      fixture.begin(),
      until: later,
      reason: "No network.",
      mayHaveHappened: false
    )
    #expect(try fixture.next().isEmpty)
    #expect(try fixture.next(later).first?.failure == "No network.")
    #expect(try fixture.next(later).first?.mayHaveHappened == false)
    #expect(try cache.delivery(of: event) == .waiting)
    try cache.outbox.retry(event)
    #expect(try fixture.next().count == 1)
  }

  @Test func discardingPutsTheServicesEventBack() throws {
    try fixture.retitle("r1", "Mine")
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    #expect(try fixture.title("r1") == "Mine")
    try cache.outbox.discard(event)
    #expect(try fixture.title("r1") == "Theirs")
    try fixture.create("n")
    try cache.outbox.discard(EventID("n"))
    #expect(try cache.event(EventID("n")) == nil)
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func discardingLeavesWhatIsOnItsWay() throws {
    try fixture.retitle("r1", "Sent")
    let begun = try fixture.begin()
    try fixture.submit("r1", .update(EventPatch(location: "Not sent")))
    try cache.outbox.discard(event)
    #expect(try fixture.title("r1") == "Sent")
    #expect(try cache.event(event)?.location == "")
    try cache.outbox.confirm(begun, stored: nil)
    #expect(try fixture.title("r1") == "Sent")
    #expect(try cache.delivery(of: event) == .delivered)
  }

  @Test func anAnswerToAnInvitationIsTheOwners() throws {
    var invited = CacheFixture.remote("r2")
    invited.participants = [
      Participant(email: "ME@acme.example"), Participant(email: "you@acme.example"),
    ]
    try fixture.receive(invited)
    try fixture.submit("r2", .respond(.yes))
    #expect(try cache.event(EventID("r2"))?.participants.map(\.response) == [.yes, .none])
    // The service answers nothing: what was expected is what it has.
    try cache.outbox.confirm(fixture.begin(), stored: nil)
    #expect(try cache.event(EventID("r2"))?.participants.map(\.response) == [.yes, .none])
  }

  @Test func operationsOfDifferentEventsAreIndependent() throws {
    try fixture.receive(CacheFixture.remote("r2"))
    try fixture.retitle("r1", "A")
    try fixture.retitle("r2", "B")
    try cache.outbox.reject(fixture.begin(), reason: "No.")
    #expect(try fixture.next().map(\.edit.event.rawValue) == ["r2"])
  }

  @Test func unknownThingsAreNamed() throws {
    #expect(throws: CacheError.noSuchEvent(EventID("nope"))) {
      try fixture.retitle("nope", "X")
    }
    #expect(throws: CacheError.eventExists(EventID("r1"))) { try fixture.create("r1") }
    var draft = EventDraft(CacheFixture.remote("x"))
    draft.calendar = CalendarID("gone")
    #expect(throws: CacheError.noSuchCalendar(CalendarID("gone"), account: CacheFixture.account)) {
      try fixture.submit("y", .create(draft, conferencing: .keep))
    }
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func theLocalAccountHasNoOutbox() throws {
    var draft = EventDraft(CacheFixture.remote("x", title: "Home"))
    (draft.account, draft.calendar) = (.local, CalendarID("local"))
    try fixture.submit("h", .create(draft, conferencing: .keep))
    #expect(try cache.delivery(of: EventID("h")) == .delivered)
    try fixture.retitle("h", "Home office")
    #expect(try fixture.title("h") == "Home office")
    try fixture.submit("h", .delete)
    #expect(try fixture.title("h") == nil)
    #expect(try cache.outbox.operations().isEmpty)
  }
}
