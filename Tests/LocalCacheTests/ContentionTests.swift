import ConferencingCore
import CalendarCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// Several Convenes on one file at once: each waits its turn, and nobody is told of locks.
@Suite(.timeLimit(.minutes(2))) struct ContentionTests {
  @Test func editsOfManyAllArrive() async throws {
    let fixture = try CacheFixture()
    let path = fixture.path
    let failures = await concurrentFailures(4) { writer in
      let cache = try LocalCache(path: path) { _ in nil }
      for number in 0..<50 {
        let draft = EventDraft(CacheFixture.remote("x", title: "\(writer) \(number)"))
        let change = EventChange.create(draft, conferencing: .keep)
        try cache.submit(
          EventEdit(event: EventID("\(writer)-\(number)"), change: change),
          at: CacheFixture.now
        )
      }
    }
    #expect(failures.isEmpty)
    #expect(try fixture.cache.outbox.operations().count == 200)
    #expect(Set(try fixture.cache.outbox.operations().map(\.sequence)).count == 200)
  }

  /// A transaction of another that takes longer than SQLite itself would wait is waited out.
  @Test func aLongTransactionIsWaitedOut() async throws {
    let fixture = try CacheFixture()
    let cache = fixture.cache
    let other = try holder(of: fixture)
    let edit = EventEdit(
      event: EventID("patient"),
      change: .create(EventDraft(CacheFixture.remote("x")), conferencing: .keep)
    )
    let patient = Thread.result {
      WritePatience.$current.withValue(.seconds(100)) {
        Result { try cache.submit(edit, at: CacheFixture.now) }
      }
    }
    // Each is told after as long as SQLite itself waits.
    for number in 0..<10 {
      #expect(throws: CacheError.busy(path: fixture.path)) {
        try WritePatience.$current.withValue(.zero) { try fixture.create("hasty \(number)") }
      }
    }
    try other.inDatabase { try $0.execute(sql: "COMMIT") }
    _ = try await patient.value.get()
    #expect(try cache.outbox.operations().map(\.edit.event) == [EventID("patient")])
  }

  /// Whoever waits long keeps nobody else in the same process from being told soon.
  @Test func aPatientWriterDoesNotHoldUpAnImpatientOne() async throws {
    let fixture = try CacheFixture()
    let cache = fixture.cache
    let other = try holder(of: fixture)
    let patient = Thread.result {
      WritePatience.$current.withValue(.seconds(100)) {
        Result { try cache.sync.apply([CacheFixture.remote("r1")], readAfter: cache.sync.mark()) }
      }
    }
    for number in 0..<5 {
      #expect(throws: CacheError.busy(path: fixture.path)) {
        try WritePatience.$current.withValue(.zero) { try fixture.create("hasty \(number)") }
      }
    }
    // Reads go on.
    #expect(try cache.directory().accounts.count == 2)
    try other.inDatabase { try $0.execute(sql: "COMMIT") }
    try await patient.value.get()
    #expect(try cache.event(EventID("r1")) != nil)
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func aChangeElsewhereIsSeenByTheLogAlone() async throws {
    let fixture = try CacheFixture()
    let cache = fixture.cache
    let (stream, change) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let observation = cache.watch.observe { change.yield() }
    let look = Task { await cache.watch.noticeChangesElsewhere(every: .milliseconds(20)) }
    let other = try fixture.reopened()
    try other.sync.apply([CacheFixture.remote("r1")], readAfter: other.sync.mark())
    for await _ in stream where try fixture.title("r1") != nil { break }
    look.cancel()
    observation.cancel()
  }
}

/// Does something several times at once, and gives what went wrong.
func concurrentFailures(
  _ count: Int,
  _ body: @escaping @Sendable (Int) throws -> Void
) async -> [String] {
  await withTaskGroup(of: String?.self) { group in
    for number in 0..<count {
      group.addTask {
        do {
          try body(number)
          return nil
        } catch {
          return "\(error)"
        }
      }
    }
    var failures: [String] = []
    for await failure in group { if let failure { failures.append(failure) } }
    return failures
  }
}

/// Another process in the midst of a transaction.
private func holder(of fixture: CacheFixture) throws -> DatabaseQueue {
  var configuration = GRDB.Configuration()
  configuration.allowsUnsafeTransactions = true
  let other = try DatabaseQueue(path: fixture.path, configuration: configuration)
  try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
  return other
}

extension Thread {
  /// Does something on a thread of its own.
  static func result<Value: Sendable>(
    _ body: @escaping @Sendable () -> Value
  ) -> Task<Value, Never> {
    let (stream, continuation) = AsyncStream.makeStream(of: Value.self)
    detachNewThread {
      continuation.yield(body())
      continuation.finish()
    }
    return Task {
      for await value in stream { return value }
      return body()
    }
  }
}
