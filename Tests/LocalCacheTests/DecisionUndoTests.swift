import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// What a user decided of a conflict is taken back like an edit, and made once more.
@Suite struct DecisionUndoTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }
  let event = EventID("r1")

  init() throws {
    fixture = try CacheFixture()
    try fixture.receive(CacheFixture.remote("r1"))
  }

  private func decide(_ resolution: ConflictResolution) throws {
    let change = try #require(
      try cache.pending.changes().first { if case .conflict = $0.standing { true } else { false } }
    )
    try cache.pending.resolve(change: change.id, resolution, at: CacheFixture.now)
  }

  /// Undoes or redoes, expecting that there is something to go to.
  private func go(_ direction: UndoDirection, _ fresh: String = "fresh") throws {
    let outcome = try cache.history.undo(direction, freshID: EventID(fresh), at: CacheFixture.now)
    if case .done = outcome { return }
    Issue.record("\(direction) came to \(outcome)")
  }

  /// The service lists nothing any more.
  private func deleteThere() throws {
    try cache.sync.finishSync(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      window: DateInterval(start: CacheFixture.now - 90_000, duration: 180_000),
      seen: [],
      readAfter: cache.sync.mark()
    )
  }

  private func seen() throws -> [String] {
    let day = Day(CacheFixture.now, in: .gmt)
    return try cache.agenda.window(days: day...day, in: .gmt).events.map {
      "\($0.title), \($0.location)"
    }
  }

  @Test func mineIsTakenBackToTheirs() throws {
    try fixture.retitle("r1", "Mine")
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    try decide(.side(.mine))
    try go(.undo)
    #expect(try seen() == ["Theirs, "])
    try go(.redo)
    #expect(try seen() == ["Mine, "])
  }

  /// Theirs was chosen by mistake.
  @Test func theirsIsTakenBackToMine() throws {
    try fixture.retitle("r1", "Mine")
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    try decide(.side(.theirs))
    #expect(try seen() == ["Theirs, "])
    try go(.undo)
    #expect(try seen() == ["Mine, "])
    #expect(try fixture.next().map(\.edit.change) == [.update(EventPatch(title: "Mine"))])
    try go(.redo)
    #expect(try seen() == ["Theirs, "])
    try go(.undo)
    try go(.undo)
    #expect(try seen() == ["Theirs, "])
    #expect(try cache.outbox.operations().isEmpty)
    let last = try cache.history.undo(.undo, freshID: EventID("fresh"), at: CacheFixture.now)
    #expect(last == .nothing)
  }

  @Test func fieldsAreTakenBackToAllOfMine() throws {
    try fixture.submit("r1", .update(EventPatch(title: "Mine", location: "My room")))
    var theirs = CacheFixture.remote("r1", title: "Theirs")
    theirs.location = "Their room"
    try fixture.receive(theirs)
    try decide(.fields([.title: .mine, .location: .theirs]))
    #expect(try seen() == ["Mine, Their room"])
    try go(.undo)
    #expect(try seen() == ["Mine, My room"])
    try go(.undo)
    #expect(try seen() == ["Theirs, Their room"])
    try go(.redo)
    try go(.redo)
    #expect(try seen() == ["Mine, Their room"])
  }

  /// An earlier edit is not undone instead.
  @Test func theEditBeforeStays() throws {
    try fixture.receive(CacheFixture.remote("r2", title: "Other"))
    try fixture.retitle("r2", "Other, renamed")
    try fixture.retitle("r1", "Mine")
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    try decide(.side(.theirs))
    try go(.undo)
    #expect(try fixture.title("r2") == "Other, renamed")
    #expect(try fixture.title("r1") == "Mine")
  }

  @Test func whatIsKeptAgainstADeletionIsDeletedAgain() throws {
    try fixture.submit("r1", .delete)
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    try decide(.side(.theirs))
    #expect(try seen() == ["Theirs, "])
    try go(.undo)
    #expect(try seen() == [])
    #expect(try fixture.next().map(\.edit.change) == [.delete])
    try go(.redo)
    #expect(try seen() == ["Theirs, "])
  }

  @Test func whatIsGivenUpToADeletionComesBack() throws {
    try fixture.retitle("r1", "Mine")
    try deleteThere()
    try decide(.side(.theirs))
    #expect(try seen() == [])
    try go(.undo)
    #expect(try seen() == ["Mine, "])
    try go(.redo)
    #expect(try seen() == [])
  }

  /// A later edit waits behind one that is on its way, and goes with the event as well.
  @Test(arguments: [0, 1])
  func allThatIsGivenUpToADeletionComesBack(decided: Int) throws {
    try fixture.retitle("r1", "Mine")
    let begun = try fixture.begin()
    try fixture.submit("r1", .update(EventPatch(location: "My room")))
    try cache.outbox.postpone(
      begun,
      until: CacheFixture.now,
      reason: "The network is down.",
      mayHaveHappened: false
    )
    try deleteThere()
    let changes = try cache.pending.changes()
    #expect(changes.count == 2)
    let isUndoable = try cache.pending.resolve(change: changes[decided].id, .side(.theirs))
    #expect(isUndoable)
    #expect(try seen() == [])
    try go(.undo)
    #expect(try seen() == ["Mine, My room"])
    try go(.undo)
    #expect(try seen() == ["Mine, "])
    try go(.redo)
    try go(.redo)
    #expect(try seen() == [])
  }

  /// Where the edit stands, undo would take back another one.
  @Test func whatStandsIsNoStep() throws {
    try fixture.retitle("r1", "Mine")
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    let change = try #require(try cache.pending.changes().first)
    #expect(try !cache.pending.resolve(change: change.id, .side(.mine)))
    try fixture.receive(CacheFixture.remote("r2"))
    try fixture.retitle("r2", "Mine")
    try fixture.receive(CacheFixture.remote("r2", title: "Theirs"))
    let other = try #require(try cache.pending.changes().first { $0.id != change.id })
    #expect(try cache.pending.resolve(change: other.id, .side(.theirs)))
  }

  @Test func whatIsMadeAgainGoesAgain() throws {
    try fixture.retitle("r1", "Mine")
    try deleteThere()
    try decide(.side(.mine))
    #expect(try seen() == ["Mine, "])
    try go(.undo)
    #expect(try seen() == [])
    #expect(try cache.outbox.operations().isEmpty)
    try go(.redo)
    #expect(try seen() == ["Mine, "])
  }
}
