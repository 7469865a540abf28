import CalendarServices
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import Synchronization
import Testing

@testable import CalendarSync

/// Lists of a service that cannot be the whole truth take nothing away.
@Suite struct SuspiciousListsTests {
  /// A service whose lists are what a test says.
  struct Listed: CalendarService {
    let calendarList: @Sendable () -> [String]
    /// The pages by their cursors: ids, and the cursor of the next one.
    let page: @Sendable (String?) -> (ids: [String], next: String?)
    /// What says that there are calendars which cannot be read.
    var failure: @Sendable () -> ServiceError? = { nil }
    /// Whether a page lists something that names no event.
    var hasUnnamed: @Sendable () -> Bool = { false }
    /// What single events are refused with.
    var refusal: @Sendable (RemoteEventID) -> ServiceError = { _ in .notFound("none") }
    /// What changes say to be gone, of a service that tells them by tokens; `nil` for one that does
    /// not.
    var gone: (@Sendable () -> [String])?
    var isVersioned: Bool { false }
    var hasSyncTokens: Bool { gone != nil }
    func prepare() async throws(ServiceError) {}

    func grants() async throws(ServiceError) -> [Grant] { [] }
    func calendars() async throws(ServiceError) -> CalendarList {
      CalendarList(
        calendarList().map {
          CalendarInfo(id: CalendarID($0), account: AccountID("work"), name: $0)
        },
        failure: failure()
      )
    }
    func events(
      in calendar: CalendarID,
      window: DateInterval,
      cursor: String?
    ) async throws(ServiceError) -> EventPage {
      let page = page(cursor)
      let start = SuspiciousListsTests.now
      var result = EventPage(
        events: page.ids.map { id in
          var event = Event(
            id: EventID(id),
            remoteID: RemoteEventID(id),
            account: AccountID("work"),
            calendar: calendar,
            title: id,
            time: .timed(start: start, end: start + 3600, zone: nil)
          )
          event.location = "Room"
          return event
        },
        next: page.next
      )
      result.hasUnnamed = hasUnnamed()
      if hasSyncTokens { result.syncToken = "0" }
      return result
    }
    func changes(
      in calendar: CalendarID,
      window: DateInterval,
      since mark: SyncMark,
      cursor: String?
    ) async throws(ServiceError) -> EventPage {
      var page = try await events(in: calendar, window: window, cursor: cursor)
      page.gone = (gone?() ?? []).map { RemoteEventID($0) }
      page.syncToken = mark.token.map { $0 + "+" }
      return page
    }
    func event(_ id: RemoteEventID, in calendar: CalendarID) async throws(ServiceError) -> Event {
      throw refusal(id)
    }
    func create(
      _ draft: EventDraft,
      conferencing: ConferencingChange,
      id: EventID,
      notify: Bool
    ) async throws(ServiceError) -> Event { throw .rejected("no") }
    func find(
      _ id: EventID,
      in calendar: CalendarID,
      near window: DateInterval
    ) async throws(ServiceError) -> Event? { nil }
    func update(
      _ id: RemoteEventID,
      in calendar: CalendarID,
      patch: EventPatch,
      current: Event,
      notify: Bool
    ) async throws(ServiceError) -> Event { throw .rejected("no") }
    func delete(
      _ id: RemoteEventID,
      in calendar: CalendarID,
      current: Event?,
      notify: Bool
    ) async throws(ServiceError) {}
    func respond(
      to id: RemoteEventID,
      in calendar: CalendarID,
      with response: ParticipantResponse
    ) async throws(ServiceError) {}
  }

  static let now = Date(timeIntervalSince1970: 1_796_112_000)

  /// Runs a test with an account at such a service.
  private func run(
    _ service: Listed,
    _ body: (CalendarSync, LocalCache) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-lists-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let cache = try LocalCache(
      path: folder.appendingPathComponent("cache.sqlite").path,
      linkProvider: { _ in nil }
    )
    try cache.configure(
      accounts: [Account(id: AccountID("work"), service: .nylas, grant: GrantID("g"))]
    )
    let sync = CalendarSync(
      cache: cache,
      services: [AccountID("work"): service],
      clock: ServiceClock(now: { Self.now }, random: { 0.5 }, sleep: { _ in })
    )
    try await body(sync, cache)
  }

  private func titles(_ cache: LocalCache) throws -> [String] {
    let today = Day(Self.now, in: .gmt)
    return try cache.agenda.window(days: today...today, in: .gmt).events.map(\.title)
  }

  @Test func aListWithoutCalendarsKeepsThoseThatWereKnown() async throws {
    let list = Mutex(["one", "two"])
    let service = Listed(calendarList: { list.withLock { $0 } }, page: { _ in (["e"], nil) })
    try await run(service) { sync, cache in
      #expect(await sync.refreshAll().values.allSatisfy { $0.failure == nil })
      let known = try titles(cache)
      #expect(!known.isEmpty)
      list.withLock { $0 = [] }
      for onlyChanges in [true, false] {
        let status = await sync.refreshAll(onlyChanges: onlyChanges)[AccountID("work")]
        let failure = try #require(status?.failure)
        #expect(failure.contains("lists no calendar any more, where there were 2"))
        #expect(try titles(cache) == known)
      }
      // One that is gone while others are there is gone.
      list.withLock { $0 = ["one"] }
      #expect(await sync.refreshAll().values.allSatisfy { $0.failure == nil })
      #expect(try cache.directory().calendars.map(\.name) == ["one"])
    }
  }

  /// One that cannot be read keeps no other from being read, and takes none away.
  @Test func aListThatIsNotWholeUpdatesWhatItHas() async throws {
    let list = Mutex(["one", "two"])
    let events = Mutex(["old"])
    let failure = Mutex<ServiceError?>(nil)
    let service = Listed(
      calendarList: { list.withLock { $0 } },
      page: { _ in (events.withLock { $0 }, nil) },
      failure: { failure.withLock { $0 } }
    )
    try await run(service) { sync, cache in
      #expect(await sync.refreshAll().values.allSatisfy { $0.failure == nil })
      list.withLock { $0 = ["one", "three"] }
      events.withLock { $0 = ["new"] }
      failure.withLock { $0 = .malformed("One cannot be read.") }
      let status = await sync.refreshAll(onlyChanges: false)[AccountID("work")]
      #expect(status?.failure == "One cannot be read.")
      let names = Set(try cache.directory().calendars.map(\.name))
      #expect(names == ["one", "two", "three"])
      let shown = try titles(cache)
      #expect(!shown.isEmpty && Set(shown) == ["new"])
      // Not even where none of them can be read.
      list.withLock { $0 = [] }
      let none = await sync.refreshAll(onlyChanges: false)[AccountID("work")]
      #expect(none?.failure == "One cannot be read.")
      #expect(try cache.directory().calendars.count == 3)
      list.withLock { $0 = ["one"] }
      failure.withLock { $0 = nil }
      #expect(await sync.refreshAll().values.allSatisfy { $0.failure == nil })
      #expect(try cache.directory().calendars.map(\.name) == ["one"])
    }
  }

  /// What names no event may be one that is known.
  @Test func aListWithNamelessEventsTakesNoneAway() async throws {
    let events = Mutex(["a", "b"])
    let hasUnnamed = Mutex(false)
    let service = Listed(
      calendarList: { ["one"] },
      page: { _ in (events.withLock { $0 }, nil) },
      hasUnnamed: { hasUnnamed.withLock { $0 } }
    )
    try await run(service) { sync, cache in
      #expect(await sync.refreshAll().values.allSatisfy { $0.failure == nil })
      let shown1 = Set(try titles(cache))
      #expect(shown1 == ["a", "b"])
      events.withLock { $0 = ["new"] }
      hasUnnamed.withLock { $0 = true }
      for onlyChanges in [true, false] {
        let status = await sync.refreshAll(onlyChanges: onlyChanges)[AccountID("work")]
        #expect(status?.failure == nil)
        let shown2 = Set(try titles(cache))
        #expect(shown2.isSuperset(of: ["a", "b"]))
      }
      let shown3 = Set(try titles(cache))
      #expect(shown3 == ["a", "b", "new"])
      hasUnnamed.withLock { $0 = false }
      #expect(await sync.refreshAll().values.allSatisfy { $0.failure == nil })
      let shown4 = Set(try titles(cache))
      #expect(shown4 == ["new"])
    }
  }

  /// An event that is said to be gone, and of which the service does not say what became of it, keeps
  /// no other from being read; it is asked for until that is known.
  @Test(arguments: [ServiceError.forbidden("no"), .unavailable(status: 500, message: "damaged")])
  func anEventThatIsRefusedKeepsNoOtherAway(_ refusal: ServiceError) async throws {
    let events = Mutex(["a", "b"])
    let answer = Mutex(refusal)
    let service = Listed(
      calendarList: { ["one"] },
      page: { _ in (events.withLock { $0 }, nil) },
      refusal: { _ in answer.withLock { $0 } },
      gone: { ["b"] }
    )
    try await run(service) { sync, cache in
      #expect(await sync.refreshAll().values.allSatisfy { $0.failure == nil })
      events.withLock { $0 = ["new"] }
      for _ in 0..<2 {
        #expect(await sync.refreshAll(onlyChanges: true).values.allSatisfy { $0.failure == nil })
        let shown = Set(try titles(cache))
        #expect(shown == ["a", "b", "new"])
      }
      answer.withLock { $0 = .notFound("none") }
      #expect(await sync.refreshAll(onlyChanges: true).values.allSatisfy { $0.failure == nil })
      let shown = Set(try titles(cache))
      #expect(shown == ["a", "new"])
    }
  }

  /// An account that has none from the start is no fault.
  @Test func anAccountWithoutCalendarsIsUpToDate() async throws {
    try await run(Listed(calendarList: { [] }, page: { _ in ([], nil) })) { sync, _ in
      #expect(await sync.refreshAll().values.allSatisfy { $0.failure == nil })
    }
  }

  /// Cursors in turn, and ever new ones, end a reading; what was read before stays.
  @Test(arguments: [true, false]) func aReadingWithoutAnEndEnds(_ isInTurn: Bool) async throws {
    let isEndless = Mutex(false)
    let count = Mutex(0)
    let service = Listed(
      calendarList: { ["one"] },
      page: { cursor in
        guard isEndless.withLock({ $0 }) else { return (["kept"], nil) }
        let number = count.withLock { count -> Int in
          count += 1
          return count
        }
        return (["new"], isInTurn ? (cursor == "a" ? "b" : "a") : "n\(number)")
      }
    )
    try await run(service) { sync, cache in
      #expect(await sync.refreshAll().values.allSatisfy { $0.failure == nil })
      isEndless.withLock { $0 = true }
      for onlyChanges in [true, false] {
        count.withLock { $0 = 0 }
        let status = await sync.refreshAll(onlyChanges: onlyChanges)[AccountID("work")]
        #expect(status?.failure?.contains("fault of the service") == true)
        #expect(count.withLock { $0 } <= (isInTurn ? 3 : PageChain.mostIdlePages + 1))
        let shown = try titles(cache)
        #expect(shown.contains("kept"))
      }
    }
  }
}
