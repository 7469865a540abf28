import CalendarCore
import ConferencingCore
import Foundation
import LocalCache

/// A cache in a directory of its own, which goes with the fixture.
final class CacheFixture {
  let directory: URL
  let cache: LocalCache
  static let account = AccountID("work")
  static let calendar = CalendarID("main")
  static let now = Date(timeIntervalSince1970: 1_800_000_000)

  init(
    service: ServiceKind = .nylas,
    linkProvider: @escaping @Sendable (Event) -> ConferencingProvider? = { _ in nil }
  ) throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-cache-\(UUID().uuidString)")
    cache = try LocalCache(
      path: directory.appendingPathComponent("cache.sqlite").path,
      linkProvider: linkProvider
    )
    try cache.configure(accounts: [
      Account(id: Self.account, service: service, grant: GrantID("g1")),
      Account(id: .local, service: .local),
    ])
    try cache.store(calendars: [Self.info("main")], for: Self.account)
    try cache.store(
      grants: [Grant(id: GrantID("g1"), provider: .google, email: "me@acme.example")],
      for: Self.account
    )
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  var path: String { directory.appendingPathComponent("cache.sqlite").path }

  /// Another cache on the same file, as another process would have it.
  func reopened() throws -> LocalCache { try LocalCache(path: path) { _ in nil } }

  static func info(_ id: String, account: AccountID = account) -> CalendarInfo {
    CalendarInfo(id: CalendarID(id), account: account, name: id.capitalized)
  }

  /// An event as the service gives it.
  static func remote(
    _ id: String,
    title: String = "Review",
    at start: Double = 1_800_000_000,
    hours: Double = 1
  ) -> Event {
    Event(
      id: EventID(id),
      remoteID: RemoteEventID(id),
      account: account,
      calendar: calendar,
      title: title,
      time: .timed(
        start: Date(timeIntervalSince1970: start),
        end: Date(timeIntervalSince1970: start + hours * 3_600),
        zone: "Europe/Paris"
      )
    )
  }

  /// Stores events as if the service had just given them.
  func receive(_ events: Event...) throws {
    try cache.sync.apply(events, readAfter: cache.sync.mark())
  }

  func submit(_ id: String, _ change: EventChange) throws {
    try cache.submit(EventEdit(event: EventID(id), change: change), at: Self.now)
  }

  func retitle(_ id: String, _ title: String) throws {
    try submit(id, .update(EventPatch(title: title)))
  }

  func create(_ id: String, title: String = "New", conferencing: ConferencingChange = .keep) throws
  {
    try submit(id, .create(EventDraft(Self.remote("x", title: title)), conferencing: conferencing))
  }

  func next(_ now: Date = now) throws -> [OutboxOperation] {
    try cache.outbox.nextOperations(account: Self.account, now: now)
  }

  /// Claims the operation that is due first.
  func begin() throws -> OutboxOperation {
    guard let first = try next().first, let begun = try cache.outbox.begin(first) else {
      throw NothingDue()
    }
    return begun
  }

  func title(_ id: String) throws -> String? { try cache.event(EventID(id))?.title }

  /// What the service answers to an operation.
  func answer(_ id: String, title: String) -> Event { Self.remote(id, title: title) }
}

struct NothingDue: Error {}

/// Numbers that look random and are the same every time (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
