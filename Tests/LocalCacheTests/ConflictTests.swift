import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// Changes of the service's under edits that wait, and what becomes of them.
@Suite struct ConflictTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }
  let event = EventID("r1")

  init() throws {
    fixture = try CacheFixture()
    try fixture.receive(CacheFixture.remote("r1"))
  }

  private func conflict() throws -> EventConflict {
    try #require(try cache.pending.conflict(of: event))
  }

  private func change() throws -> Int64 { try #require(try cache.pending.changes().first).id }

  private func finish(seen: [String] = []) throws {
    try cache.sync.finishSync(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      window: DateInterval(start: CacheFixture.now - 90_000, duration: 180_000),
      seen: Set(seen.map { RemoteEventID($0) }),
      readAfter: cache.sync.mark()
    )
  }

  @Test func whatCollidesWaitsForThePerson() throws {
    try fixture.retitle("r1", "Mine")
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    #expect(try fixture.title("r1") == "Mine")
    #expect(
      try cache.delivery(of: event) == .conflict("The title was changed at the service as well.")
    )
    #expect(try fixture.next(.distantFuture).isEmpty)
    let conflict = try conflict()
    #expect(conflict.base.title == "Review")
    #expect(conflict.mine?.title == "Mine")
    #expect(conflict.theirs?.title == "Theirs")
    #expect(conflict.fields == [.title])
    #expect(try cache.pending.changes().map(\.standing) == [.conflict(conflict)])
    // A retry is no answer to it.
    try cache.outbox.retry(event)
    try cache.pending.retry(change: change())
    #expect(try fixture.next(.distantFuture).isEmpty)
  }

  @Test func oneSideIsTaken() throws {
    try fixture.retitle("r1", "Mine")
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    try cache.pending.resolve(change: change(), .side(.mine))
    let next = try #require(try fixture.next().first)
    #expect(next.edit.change == .update(EventPatch(title: "Mine")))
    #expect(next.base?.title == "Theirs")
    #expect(try cache.delivery(of: event) == .waiting)
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs, later"))
    try cache.pending.resolve(change: change(), .fields([:]))
    #expect(try fixture.title("r1") == "Theirs, later")
    #expect(try cache.delivery(of: event) == .delivered)
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func whatDoesNotCollideStandsTogether() throws {
    try fixture.retitle("r1", "Mine")
    var theirs = CacheFixture.remote("r1")
    theirs.location = "Room 2"
    try fixture.receive(theirs)
    let shown = try #require(try cache.event(event))
    #expect(shown.title == "Mine" && shown.location == "Room 2")
    #expect(try fixture.next().first?.edit.change == .update(EventPatch(title: "Mine")))
    // The same change there is the edit done.
    try fixture.receive(CacheFixture.remote("r1", title: "Mine"))
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try cache.delivery(of: event) == .delivered)
  }

  @Test func aLaterChangeThereIsKeptOrEndsIt() throws {
    try fixture.retitle("r1", "Mine")
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs, later"))
    #expect(try conflict().theirs?.title == "Theirs, later")
    #expect(try conflict().base.title == "Review")
    try fixture.receive(CacheFixture.remote("r1"))
    #expect(try cache.pending.conflict(of: event) == nil)
    #expect(try fixture.next().first?.edit.change == .update(EventPatch(title: "Mine")))
  }

  @Test func laterEditsStackBehindIt() throws {
    try fixture.retitle("r1", "Mine")
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    try fixture.submit("r1", .update(EventPatch(location: "Room 2")))
    #expect(try cache.outbox.operations().count == 2)
    #expect(try cache.pending.changes().last?.standing == .waiting(reason: nil, next: nil))
    try cache.pending.resolve(change: change(), .side(.theirs))
    let shown = try #require(try cache.event(event))
    #expect(shown.title == "Theirs" && shown.location == "Room 2")
    #expect(try fixture.next().map(\.edit.change) == [.update(EventPatch(location: "Room 2"))])
  }

  @Test func discardingItTakesTheirs() throws {
    try fixture.retitle("r1", "Mine")
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    try cache.pending.discard(change: change())
    #expect(try fixture.title("r1") == "Theirs")
    #expect(try cache.pending.changes().isEmpty)
    #expect(throws: CacheError.noSuchChange(99)) { try cache.pending.discard(change: 99) }
  }

  @Test func deletedHereAndEditedThere() throws {
    try fixture.submit("r1", .delete)
    var answered = CacheFixture.remote("r1")
    answered.updatedAt = CacheFixture.now
    try fixture.receive(answered)
    #expect(try cache.pending.conflict(of: event) == nil)
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    #expect(try fixture.title("r1") == "Theirs")
    #expect(try conflict().mine == nil)
    try cache.pending.resolve(change: change(), .side(.mine))
    #expect(try fixture.title("r1") == nil)
    #expect(try fixture.next().map(\.edit.change) == [.delete])
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs, later"))
    try cache.pending.resolve(change: change(), .side(.theirs))
    #expect(try fixture.title("r1") == "Theirs, later")
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func editedHereAndDeletedThere() throws {
    try fixture.retitle("r1", "Mine")
    try finish()
    #expect(try fixture.title("r1") == "Mine")
    #expect(try conflict().theirs == nil)
    try finish()
    #expect(try cache.outbox.operations().count == 1)
    // It was only out of sight.
    try fixture.receive(CacheFixture.remote("r1"))
    #expect(try cache.pending.conflict(of: event) == nil)
    #expect(try fixture.next().count == 1)
    try finish()
    try fixture.submit("r1", .update(EventPatch(location: "Room 2")))
    try cache.pending.resolve(change: change(), .side(.mine))
    let next = try fixture.next()
    #expect(next.count == 1 && next.first?.remoteID == nil && next.first?.edit.event == event)
    guard case .create(let draft, conferencing: .keep)? = next.first?.edit.change else {
      Issue.record("not a creation")
      return
    }
    #expect(draft.title == "Mine")
    #expect(try cache.event(event)?.location == "Room 2")
    try cache.outbox.confirm(fixture.begin(), stored: fixture.answer("r9", title: "Mine"))
    #expect(try cache.event(event)?.remoteID == RemoteEventID("r9"))
  }

  @Test func deletedThereIsTaken() throws {
    try fixture.retitle("r1", "Mine")
    try finish()
    try cache.pending.resolve(change: change(), .side(.theirs))
    #expect(try cache.event(event) == nil)
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func deletedOnBothSidesIsDone() throws {
    try fixture.submit("r1", .delete)
    try finish()
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try cache.event(event) == nil)
  }

  @Test func whatIsOnItsWayOrInDoubtIsNotJudgedByAReading() throws {
    try fixture.retitle("r1", "Mine")
    let begun = try fixture.begin()
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    try finish()
    #expect(try cache.pending.conflict(of: event) == nil)
    try cache.outbox.postpone(
      begun,
      until: CacheFixture.now,
      reason: "The answer was lost.",
      mayHaveHappened: true
    )
    try finish()
    #expect(try cache.pending.conflict(of: event) == nil)
    // It was carried out: what the service has says so.
    try fixture.receive(CacheFixture.remote("r1", title: "Mine"))
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func aCheckTellsWhatIsToBeDone() throws {
    try fixture.retitle("r1", "Mine")
    let begun = try fixture.begin()
    var theirs = CacheFixture.remote("r1")
    theirs.location = "Room 2"
    guard
      case .proceed(let checked) = try cache.steps.check(begun, found: theirs, at: CacheFixture.now)
    else {
      Issue.record("not to be sent")
      return
    }
    #expect(checked.isInFlight && checked.base?.location == "Room 2")
    #expect(checked.done == [.check])
    let same = CacheFixture.remote("r1", title: "Mine")
    #expect(try cache.steps.check(checked, found: same, at: CacheFixture.now) == .settled)
    #expect(try fixture.title("r1") == "Mine")
    try fixture.retitle("r1", "Mine again")
    let other = CacheFixture.remote("r1", title: "Theirs")
    guard
      case .conflict = try cache.steps.check(fixture.begin(), found: other, at: CacheFixture.now)
    else {
      Issue.record("no conflict")
      return
    }
    #expect(try fixture.title("r1") == "Mine again")
  }

  @Test func editsThatComeToNothingAreDropped() throws {
    try fixture.retitle("r1", "Mine")
    try fixture.retitle("r1", "Review")
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try cache.delivery(of: event) == .delivered)
    let ask = Autocreate(provider: .googleMeet)
    try fixture.submit("r1", .update(EventPatch(title: "New", conferencing: .autocreate(ask))))
    try fixture.submit("r1", .update(EventPatch(conferencing: .strip)))
    #expect(try fixture.next().map(\.edit.change) == [.update(EventPatch(title: "New"))])
  }

  @Test func oneEditIsDiscardedAndLaterOnesStay() throws {
    try fixture.submit("r1", .update(EventPatch(title: "First", description: "first")))
    try cache.outbox.postpone(
      fixture.begin(),
      until: CacheFixture.now,
      reason: "The answer was lost.",
      mayHaveHappened: true
    )
    try fixture.submit("r1", .update(EventPatch(location: "Room 2", description: "first")))
    let changes = try cache.pending.changes()
    #expect(changes.count == 2)
    try cache.pending.discard(change: try #require(changes.first).id)
    let shown = try #require(try cache.event(event))
    #expect(shown.title == "Review" && shown.location == "Room 2" && shown.description == "")
    #expect(try fixture.next().map(\.edit.change) == [.update(EventPatch(location: "Room 2"))])
  }

  @Test func discardingACreationDiscardsWhatBuildsOnIt() throws {
    try fixture.create("n")
    try cache.outbox.reject(fixture.begin(), reason: "No.")
    try fixture.submit("n", .respond(.yes))
    let changes = try cache.pending.changes()
    #expect(changes.map(\.title) == ["New", "New"])
    #expect(changes.map(\.attempts) == [1, 0])
    try cache.pending.discard(change: try #require(changes.first).id)
    #expect(try cache.event(EventID("n")) == nil)
    #expect(try cache.pending.changes().isEmpty)
  }
}
