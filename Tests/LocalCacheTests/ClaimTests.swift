import ConferencingCore
import CalendarCore
import Foundation
import LocalCache
import Testing

@Suite struct ClaimTests {
  let fixture: CacheFixture

  init() throws {
    fixture = try CacheFixture()
    try fixture.receive(CacheFixture.remote("r1"))
    try fixture.retitle("r1", "Mine")
  }

  @Test func anotherProcessLeavesAClaimedOperationAlone() throws {
    let offered = try #require(try fixture.next().first)
    let other = try fixture.reopened()
    _ = try #require(try fixture.cache.outbox.begin(offered))
    #expect(
      try other.outbox.nextOperations(account: CacheFixture.account, now: CacheFixture.now).isEmpty
    )
    #expect(try other.outbox.begin(offered) == nil)
  }

  @Test func whatACrashedProcessWasSendingIsOfferedAgainInDoubt() throws {
    var crashed: LocalCache? = try fixture.reopened()
    let offered = try #require(try fixture.next().first)
    _ = try #require(try crashed?.outbox.begin(offered))
    #expect(try fixture.next().isEmpty)
    crashed = nil
    let again = try #require(try fixture.next().first)
    #expect(again.mayHaveHappened)
    #expect(!again.isInFlight)
    let begun = try #require(try fixture.cache.outbox.begin(again))
    #expect(begun.mayHaveHappened)
    #expect(begun.attempts == 2)
    // Doubt stays through a look that could not be taken.
    try fixture.cache.outbox.postpone(
      begun,
      until: CacheFixture.now,
      reason: "No network.",
      mayHaveHappened: false
    )
    #expect(try fixture.next().first?.mayHaveHappened == true)
  }

  @Test func whatACrashedProcessWasSendingCanBeGivenUp() throws {
    var crashed: LocalCache? = try fixture.reopened()
    let offered = try #require(try fixture.next().first)
    _ = try #require(try crashed?.outbox.begin(offered))
    try fixture.cache.outbox.discard(EventID("r1"))
    #expect(try fixture.title("r1") == "Mine")
    crashed = nil
    try fixture.cache.outbox.discard(EventID("r1"))
    #expect(try fixture.title("r1") == "Review")
    #expect(try fixture.cache.outbox.operations().isEmpty)
  }

  @Test func twoCachesTakeTurnsWithoutAnError() async throws {
    let other = try fixture.reopened()
    let caches = [fixture.cache, other]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, cache) in caches.enumerated() {
        group.addTask {
          for number in 0..<100 {
            let draft = EventDraft(CacheFixture.remote("x", title: "\(number)"))
            try cache.submit(
              EventEdit(
                event: EventID("\(index)-\(number)"),
                change: .create(draft, conferencing: .keep)
              ),
              at: CacheFixture.now
            )
            _ = try cache.agenda.window(
              around: Day(CacheFixture.now, in: .gmt),
              before: 50,
              after: 50,
              in: .gmt
            )
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try other.outbox.operations().count == 201)
  }

  @Test func openingAFreshFileFromManySidesMakesOneSchema() async throws {
    let path = fixture.directory.appendingPathComponent("fresh/cache.sqlite").path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let cache = try LocalCache(path: path) { _ in nil }
          try cache.configure(accounts: [Account(id: .local, service: .local)])
        }
      }
      try await group.waitForAll()
    }
    #expect(try LocalCache(path: path) { _ in nil }.directory().calendars.count == 1)
  }
}

extension ClaimTests {
  /// Nothing can be written then, and so nothing is: what came of it is found out by the next attempt.
  @Test func whatWasDroppedIsOfferedAgainInDoubt() throws {
    let offered = try #require(try fixture.next().first)
    let begun = try #require(try fixture.cache.outbox.begin(offered))
    #expect(try fixture.cache.outbox.begin(offered) == nil)
    let end = CacheFixture.now + 5
    fixture.cache.outbox.drop(begun, until: end, reason: "The disk is full.")
    let change = try #require(try fixture.cache.pending.changes().first)
    #expect(change.standing == .waiting(reason: "The disk is full.", next: end))
    #expect(try fixture.next().isEmpty)
    #expect(
      try fixture.cache.outbox.nextOperations(account: CacheFixture.account, now: end).count == 1
    )
    // A user does not wait for it.
    try fixture.cache.outbox.retry(EventID("r1"))
    let again = try #require(try fixture.next().first)
    #expect(again.mayHaveHappened && !again.isInFlight)
    let second = try #require(try fixture.cache.outbox.begin(again))
    #expect(second.mayHaveHappened && second.isInFlight && second.attempts == 2)
    // Who dropped it has no more to do with it.
    fixture.cache.outbox.leave(begun)
    #expect(try fixture.cache.outbox.begin(again) == nil)
    #expect(try fixture.reopened().outbox.begin(again) == nil)
  }

  @Test func whatWasDroppedAndCollidesIsInDoubt() throws {
    let offered = try #require(try fixture.next().first)
    let begun = try #require(try fixture.cache.outbox.begin(offered))
    fixture.cache.outbox.drop(begun, until: CacheFixture.now, reason: "The disk is full.")
    try fixture.receive(CacheFixture.remote("r1", title: "Theirs"))
    let waiting = try #require(try fixture.cache.outbox.operations().first)
    #expect(waiting.conflict != nil && waiting.mayHaveHappened)
  }

  @Test func whatACrashedProcessWasSendingCanBeTriedAgain() throws {
    var crashed: LocalCache? = try fixture.reopened()
    let offered = try #require(try fixture.next().first)
    _ = try #require(try crashed?.outbox.begin(offered))
    crashed = nil
    try fixture.cache.pending.retry(change: offered.sequence)
    let again = try #require(try fixture.next().first)
    #expect(again.mayHaveHappened)
  }

  @Test func anEditInDoubtStaysBeforeADeletion() throws {
    var crashed: LocalCache? = try fixture.reopened()
    let offered = try #require(try fixture.next().first)
    _ = try #require(try crashed?.outbox.begin(offered))
    crashed = nil
    try fixture.submit("r1", .delete)
    #expect(
      try fixture.cache.outbox.operations().map(\.edit.change) == [offered.edit.change, .delete]
    )
    #expect(try fixture.cache.outbox.operations().map(\.mayHaveHappened) == [true, false])
  }
}
