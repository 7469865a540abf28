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
