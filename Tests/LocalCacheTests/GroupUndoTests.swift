import ConferencingCore
import CalendarCore
import Foundation
import LocalCache
import Testing

/// Edits that are made together: stored all or none, and taken back by one undo.
@Suite struct GroupUndoTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }

  init() throws {
    fixture = try CacheFixture()
    try fixture.receive(CacheFixture.remote("r1"))
  }

  @discardableResult
  private func reverse(
    _ direction: UndoDirection,
    freshID: String = "fresh"
  ) throws -> UndoOutcome {
    try cache.history.undo(
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

  private func rename(_ id: String, _ title: String) -> EventEdit {
    EventEdit(event: EventID(id), change: .update(EventPatch(title: title)))
  }

  private func together(_ outcome: UndoOutcome) throws -> [EditStep] {
    guard case .doneTogether(let steps, _, _) = outcome else { throw NotDone(outcome: outcome) }
    return steps
  }

  @Test(arguments: [false, true])
  func editsMadeTogetherAreUndoneTogether(isDelivered: Bool) throws {
    try fixture.receive(CacheFixture.remote("r2"))
    try fixture.receive(CacheFixture.remote("r3"))
    try fixture.retitle("r3", "Alone")
    let deletion = EventEdit(event: EventID("r3"), change: .delete)
    let create = EventEdit(
      event: EventID("n1"),
      change: .create(localDraft("New"), conferencing: .keep)
    )
    try cache.submit(
      [rename("r1", "A"), rename("r2", "B"), rename("r1", "C"), deletion, create],
      at: CacheFixture.now
    )
    if isDelivered { try deliver() }
    let undone = try together(reverse(.undo, freshID: "again"))
    #expect(
      undone.map(\.edit.event.rawValue) == ["n1", isDelivered ? "again" : "r3", "r1", "r2", "r1"]
    )
    #expect(try fixture.title("r1") == "Review" && fixture.title("r2") == "Review")
    #expect(try fixture.title(isDelivered ? "again" : "r3") == "Alone")
    #expect(try cache.event(EventID("n1")) == nil)
    if !isDelivered { #expect(try fixture.next().map(\.edit.event.rawValue) == ["r3"]) }
    let redone = try together(reverse(.redo, freshID: "n2"))
    #expect(redone.count == 5)
    #expect(try fixture.title("r1") == "C" && fixture.title("r2") == "B")
    #expect(try cache.event(EventID(isDelivered ? "again" : "r3")) == nil)
    #expect(try cache.event(EventID("n2"))?.title == "New")
    #expect(try together(reverse(.undo, freshID: "once")).count == 5)
    // Then the edit that was made alone.
    #expect(try done(reverse(.undo)).after?.title == "Review")
    #expect(try reverse(.undo) == .nothing)
  }

  @Test func ofEditsMadeTogetherAllAreStoredOrNone() throws {
    #expect(throws: CacheError.noSuchEvent(EventID("absent"))) {
      try cache.submit([rename("r1", "A"), rename("absent", "B")], at: CacheFixture.now)
    }
    #expect(try fixture.title("r1") == "Review")
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try reverse(.undo) == .nothing)
    try cache.submit([], at: CacheFixture.now)
    #expect(try reverse(.undo) == .nothing)
  }

  /// What cannot be undone keeps the others as they are, and is said; after that it is passed over.
  @Test func whereOneCannotBeUndoneNoneIs() throws {
    try fixture.receive(CacheFixture.remote("r2"))
    try cache.submit([rename("r1", "A"), rename("r2", "B")], at: CacheFixture.now)
    try deliver()
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    #expect(try reverse(.undo) == .impossible(.overtaken(title: "A")))
    #expect(try fixture.title("r2") == "B")
    #expect(try fixture.title("r1") == "Theirs")
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try done(reverse(.undo)).after?.id == EventID("r2"))
    #expect(try fixture.title("r2") == "Review")
  }

  /// An invitation that was deleted comes back from its organizer alone; the others need not wait for that.
  @Test(arguments: [["r1", "r2", "r3"], ["r2", "r1", "r3"], ["r1", "r3", "r2"]])
  func ofDeletedEventsThoseComeBackThatCan(_ order: [String]) throws {
    try fixture.receive(CacheFixture.remote("r3"))
    var invitation = CacheFixture.remote("r2", title: "Council")
    invitation.organizer = Person(name: "Ingrid", email: "ingrid@elsewhere.example")
    invitation.participants = [Participant(email: "me@acme.example")]
    try fixture.receive(invitation)
    let edits = order.map { EventEdit(event: EventID($0), change: .delete) }
    try cache.submit(edits, at: CacheFixture.now)
    try deliver()
    var number = 0
    let outcome = try cache.history.undo(
      .undo,
      freshID: {
        number += 1
        return EventID("again\(number)")
      }(),
      at: CacheFixture.now
    )
    guard case .doneTogether(let steps, _, let left) = outcome else {
      throw NotDone(outcome: outcome)
    }
    #expect(left == [.invited(title: "Council", by: "Ingrid")])
    #expect(steps.count == 2)
    for step in steps { #expect(try cache.event(step.edit.event)?.title == "Review") }
    // The one that cannot is not asked for again, and the others go once more.
    #expect(try together(reverse(.redo)).count == 2)
    for step in steps { #expect(try cache.event(step.edit.event) == nil) }
  }

  @Test func editsMadeTogetherCountAsOne() throws {
    for number in 0..<120 {
      try cache.submit(
        [rename("r1", "\(number)"), rename("r1", "\(number)!")],
        at: CacheFixture.now
      )
    }
    for _ in 0..<100 { _ = try together(reverse(.undo)) }
    #expect(try reverse(.undo) == .nothing)
    #expect(try fixture.title("r1") == "19!")
  }
}
