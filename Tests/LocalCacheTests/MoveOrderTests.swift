import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// A move makes the event elsewhere and deletes it where it was: the one only after the other.
@Suite struct MoveOrderTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }

  init() throws {
    fixture = try CacheFixture()
    let all = [CacheFixture.info("main"), CacheFixture.info("other")]
    try cache.store(calendars: all, for: CacheFixture.account)
    try fixture.receive(CacheFixture.remote("r1"))
  }

  private var copy: Event {
    var copy = CacheFixture.remote("c9")
    (copy.id, copy.calendar) = (EventID("copy"), CalendarID("other"))
    return copy
  }

  private func move(_ id: EventID = EventID("r1")) throws {
    try cache.submit(
      [
        EventEdit(event: copy.id, change: .create(EventDraft(copy), conferencing: .keep)),
        EventEdit(event: id, change: .delete, follows: copy.id),
      ],
      at: CacheFixture.now
    )
  }

  private func isListed(_ id: String) throws -> Bool {
    let day = Day(CacheFixture.now, in: .gmt)
    return try cache.agenda.window(days: day...day, in: .gmt).events.contains {
      $0.id == EventID(id)
    }
  }

  @Test func theDeletionWaitsForTheCopy() throws {
    try move()
    #expect(try !isListed("r1"))
    let deletion = try #require(try cache.outbox.operations(of: EventID("r1")).first)
    #expect(try fixture.next().map(\.edit.event) == [copy.id])
    #expect(try cache.outbox.begin(deletion) == nil)
    let creation = try fixture.begin()
    // Neither while it is on its way, nor while it waits for another attempt.
    #expect(try fixture.next().isEmpty && cache.outbox.begin(deletion) == nil)
    try cache.outbox.postpone(
      creation,
      until: CacheFixture.now + 60,
      reason: "busy",
      mayHaveHappened: true
    )
    #expect(try fixture.next().isEmpty && cache.outbox.begin(deletion) == nil)
    let again = try #require(try cache.outbox.begin(creation))
    try cache.outbox.confirm(again, stored: copy)
    #expect(try fixture.next().map(\.edit.event) == [EventID("r1")])
    #expect(try cache.outbox.begin(deletion) != nil)
  }

  @Test func aCopyThatIsRefusedLeavesTheEvent() throws {
    try move()
    try cache.outbox.reject(try fixture.begin(), reason: "No.")
    #expect(try cache.outbox.operations(of: EventID("r1")).isEmpty)
    #expect(try isListed("r1"))
    // Tried again, it is a second event; the first is the user's to delete.
    try cache.outbox.retry(copy.id)
    try cache.outbox.confirm(try fixture.begin(), stored: copy)
    #expect(try fixture.next().isEmpty && isListed("r1"))
  }

  @Test(arguments: [false, true])
  func aCopyThatIsGivenUpLeavesTheEvent(_ isInDoubt: Bool) throws {
    try move()
    if isInDoubt {
      try cache.outbox.postpone(
        try fixture.begin(),
        until: CacheFixture.now,
        reason: "lost",
        mayHaveHappened: true
      )
    }
    let creation = try #require(try cache.outbox.operations(of: copy.id).first)
    try cache.pending.discard(change: creation.sequence)
    #expect(try isListed("r1") && cache.outbox.operations(of: EventID("r1")).isEmpty)
  }

  @Test func anUndoOfAWaitingMoveSendsNothing() throws {
    try move()
    _ = try cache.history.undo(.undo, freshID: EventID("again"), at: CacheFixture.now)
    #expect(try cache.outbox.operations().isEmpty && isListed("r1"))
    // Done once more, the deletion waits for the copy that is made then.
    _ = try cache.history.undo(.redo, freshID: EventID("again"), at: CacheFixture.now)
    #expect(try fixture.next().map(\.edit.event) == [EventID("again")])
    #expect(
      try cache.outbox.operations(of: EventID("r1")).map(\.edit.follows) == [EventID("again")]
    )
  }

  @Test func anUndoOfADeliveredMoveDeletesTheCopyLast() throws {
    try move()
    try cache.outbox.confirm(try fixture.begin(), stored: copy)
    try cache.outbox.confirm(try fixture.begin(), stored: nil)
    #expect(try cache.outbox.operations().isEmpty)
    _ = try cache.history.undo(.undo, freshID: EventID("back"), at: CacheFixture.now)
    #expect(try fixture.next().map(\.edit.event) == [EventID("back")])
    try cache.outbox.reject(try fixture.begin(), reason: "No.")
    #expect(try isListed("copy") && cache.outbox.operations(of: copy.id).isEmpty)
  }
}
