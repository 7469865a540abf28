import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

@Suite(.timeLimit(.minutes(1))) struct ObservationTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }

  init() throws { fixture = try CacheFixture() }

  /// Changes as a stream that keeps one at most.
  private func changes(of cache: LocalCache) -> (AsyncStream<Void>, CacheObservation) {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    return (stream, cache.watch.observe { continuation.yield() })
  }

  @Test func aChangeIsTold() async throws {
    let (stream, observation) = changes(of: cache)
    try fixture.receive(CacheFixture.remote("r1"))
    for await _ in stream { break }
    #expect(try fixture.title("r1") == "Review")
    observation.cancel()
  }

  /// What waits to be done to a meeting is listed among the changes, so that list follows.
  @Test func aMeetingThatWaitsIsTold() async throws {
    let task = MeetingTask.delete(
      HostedMeeting(provider: .zoomMeeting, host: GrantID("zoom"), id: "42")
    )
    let (stream, observation) = changes(of: cache)
    try cache.write { db in
      try MeetingTaskTable(db: db).add(task, of: EventID("gone"), titled: "Gone")
    }
    for await _ in stream { break }
    #expect(try cache.meetings.meetingTasks().map(\.title) == ["Gone"])
    observation.cancel()
  }

  @Test func anObserverMayUseTheCache() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: String?.self)
    let cache = cache
    let observation = cache.watch.observe {
      continuation.yield(try? cache.event(EventID("r1"))?.title)
      try? cache.record(syncStatus: SyncStatus(), for: CacheFixture.account)
    }
    try fixture.receive(CacheFixture.remote("r1"))
    for await title in stream where title == "Review" { break }
    observation.cancel()
  }

  /// What changes nothing is not written, so that there is nothing to tell and no log to grow.
  @Test func whatChangesNothingIsNotWritten() throws {
    let pages = WindowTests.events(50, seed: 1)
    try cache.sync.apply(pages, readAfter: cache.sync.mark())
    let onlooker = try DatabaseQueue(path: fixture.path)
    func version() throws -> Int? {
      try onlooker.inDatabase { try Int.fetchOne($0, sql: "PRAGMA data_version") }
    }
    let before = try version()
    try cache.sync.apply(pages, readAfter: cache.sync.mark())
    try cache.configure(accounts: cache.directory().accounts)
    try cache.store(calendars: [CacheFixture.info("main")], for: CacheFixture.account)
    try cache.store(
      grants: cache.directory().grants[CacheFixture.account] ?? [],
      for: CacheFixture.account
    )
    try cache.sync.finishSync(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      window: DateInterval(start: .distantPast, end: .distantFuture),
      seen: Set(pages.compactMap(\.remoteID)),
      readAfter: cache.sync.mark()
    )
    #expect(try version() == before)
    try fixture.receive(CacheFixture.remote("e1", title: "New"))
    #expect(try version() != before)
  }

  @Test func aChangeOfAnotherProcessIsTold() async throws {
    let other = try fixture.reopened()
    let (stream, observation) = changes(of: cache)
    try other.sync.apply([CacheFixture.remote("r1")], readAfter: other.sync.mark())
    cache.watch.noticeChangesElsewhere()
    for await _ in stream { break }
    #expect(try fixture.title("r1") == "Review")
    observation.cancel()
  }

  @Test func aCancelledObserverHearsNothing() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
    let first = cache.watch.observe { continuation.yield(1) }
    first.cancel()
    let second = cache.watch.observe { continuation.yield(2) }
    try fixture.receive(CacheFixture.remote("r1"))
    for await observer in stream {
      #expect(observer == 2)
      break
    }
    second.cancel()
  }
}
