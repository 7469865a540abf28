import CalendarCore
import CalendarServices
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import CalendarSync

/// What is asked for of series when a service does not give them.
@Suite struct MasterReaderTests {
  private static let account = AccountID("work")
  private static let calendar = CalendarID("main")
  private static let now = SuspiciousListsTests.now

  /// Reads what is due twice, of twelve series, four at a time.
  ///
  /// - Returns: The series that were asked for each time.
  private func asked(_ refusal: ServiceError) async throws -> [Set<String>] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-masters-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let cache = try LocalCache(
      path: folder.appendingPathComponent("cache.sqlite").path,
      linkProvider: { _ in nil }
    )
    try cache.configure(
      accounts: [Account(id: Self.account, service: .nylas, grant: GrantID("g"))]
    )
    try cache.store(
      calendars: [CalendarInfo(id: Self.calendar, account: Self.account, name: "Main")],
      for: Self.account
    )
    try cache.sync.apply((0..<12).map(Self.occurrence), readAfter: cache.sync.mark())
    let asked = Mutex<Set<String>>([])
    let service = SuspiciousListsTests.Listed(
      calendarList: { ["main"] },
      page: { _ in ([], nil) },
      refusal: { id in
        asked.withLock { _ = $0.insert(id.rawValue) }
        return refusal
      }
    )
    var policy = SyncPolicy()
    (policy.mastersPerRefresh, policy.concurrency) = (4, 2)
    let reader = MasterReader(
      account: Self.account,
      service: service,
      cache: cache,
      policy: policy,
      clock: ServiceClock(now: { Self.now }, random: { 0.5 }, sleep: { _ in })
    )
    var rounds: [Set<String>] = []
    for _ in 0..<2 {
      await reader.readDue()
      rounds.append(
        asked.withLock { asked in
          defer { asked = [] }
          return asked
        }
      )
    }
    return rounds
  }

  private static func occurrence(_ index: Int) -> Event {
    let start = now + Double(index) * 3_600
    var event = Event(
      id: EventID("o\(index)"),
      remoteID: RemoteEventID("o\(index)"),
      account: account,
      calendar: calendar,
      title: "Daily",
      time: .timed(start: start, end: start + 1_800, zone: nil)
    )
    event.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("s\(index)")),
      originalStart: event.time.startKey
    )
    return event
  }

  /// Nothing more is asked of a service that cannot be asked now.
  @Test(arguments: [
    ServiceError.rateLimited(retryAfter: nil), .unauthorized("over"), .unreachable("no network"),
  ])
  func endsWithTheFirstFailure(_ failure: ServiceError) async throws {
    let rounds = try await asked(failure)
    #expect(rounds == [["s0", "s1"], ["s0", "s1"]])
  }

  /// Series that are refused are not asked for time and again.
  @Test(arguments: [ServiceError.forbidden("no"), .rejected("no"), .notFound("none")])
  func whatIsRefusedIsAskedForOnce(_ refusal: ServiceError) async throws {
    let rounds = try await asked(refusal)
    #expect(rounds == [["s0", "s1", "s2", "s3"], ["s4", "s5", "s6", "s7"]])
  }

  /// One that is damaged at its service keeps no other from being read.
  @Test(arguments: [
    ServiceError.unavailable(status: 500, message: "damaged"), .malformed("unreadable"),
  ])
  func whatIsDamagedKeepsNoOtherAway(_ failure: ServiceError) async throws {
    let rounds = try await asked(failure)
    #expect(rounds.allSatisfy { $0 == ["s0", "s1", "s2", "s3"] })
  }
}
