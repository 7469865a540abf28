import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

@testable import convene

/// What is done at a start where other servers or preferred providers are configured than last time.
@Suite final class KnownServersTests: Sendable {
  private static let now = Date(timeIntervalSince1970: 1_796_000_000)
  private let folder = NSTemporaryDirectory() + "convene-servers-\(UUID().uuidString)"
  private let rule: MeetingServers.Rule
  /// Whether the cache recognizes the server's links by now.
  private let isKnown = Mutex(false)

  init() throws {
    rule = try #require(MeetingServers.Rule(host: "meet.acme.example", name: "Acme"))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private var servers: KnownServers { KnownServers(Paths(under: folder)) }

  /// A cache with events one an hour, about now, each with a link of a server that is not known.
  private func cache(_ count: Int) throws -> LocalCache {
    let servers = MeetingServers([rule])
    let cache = try LocalCache(path: folder + "/cache.sqlite") { [self] event in
      guard isKnown.withLock({ $0 }) else { return nil }
      return JoinLinks(of: event, servers: servers).links.first?.link.provider
    }
    try cache.configure(accounts: [Account(id: .local, service: .local)])
    let calendar = CalendarInfo(id: CalendarID("home"), account: .local, name: "Home")
    try cache.store(calendars: [calendar], for: .local)
    let events = (0..<count).map { number in
      let start = Self.now.addingTimeInterval(Double(number - count / 2) * 3_600)
      return EventEdit(
        event: EventID("e\(number)"),
        change: .create(
          EventDraft(
            account: .local,
            calendar: calendar.id,
            title: "Event \(number)",
            time: .timed(start: start, end: start + 1_800, zone: nil),
            description: "https://meet.acme.example/room\(number)"
          ),
          conferencing: .keep
        )
      )
    }
    try cache.submit(events, at: Self.now)
    return cache
  }

  /// The numbers of the events that are listed with a provider.
  private func found(_ cache: LocalCache) throws -> Set<Int> {
    let days =
      Day(Self.now - 20 * 86_400, in: .gmt)...Day(Self.now + 20 * 86_400, in: .gmt)
    let named = try cache.agenda.window(days: days, in: .gmt).events.filter { $0.provider != nil }
    return Set(named.compactMap { Int($0.id.rawValue.dropFirst()) })
  }

  @Test("A start looks at what is about now and at a page of the rest; the others follow")
  func bounded() throws {
    let cache = try cache(400)
    isKnown.withLock { $0 = true }
    #expect(try found(cache).isEmpty)
    servers.note([rule], LinkRanking([]), in: cache, now: Self.now)
    let first = try found(cache)
    // What runs and what comes next is among them; events are an hour apart.
    #expect(first.isSuperset(of: 190..<230) && first.count <= 160)
    // The next start goes on where that one stopped, though nothing has changed since.
    servers.note([rule], LinkRanking([]), in: cache, now: Self.now)
    let second = try found(cache)
    #expect(second.isSuperset(of: first) && second.isSuperset(of: 0..<200))
    #expect(second.count < 400)
    servers.finish(in: cache)
    #expect(try found(cache) == Set(0..<400))
    // Nothing is left to be done: a start reads the file alone.
    isKnown.withLock { $0 = false }
    servers.note([rule], LinkRanking([]), in: cache, now: Self.now)
    #expect(try found(cache).count == 400)
  }

  @Test("What is configured otherwise before all is looked at begins from the first event again")
  func changedMeanwhile() throws {
    let cache = try cache(400)
    isKnown.withLock { $0 = true }
    servers.note([rule], LinkRanking([]), in: cache, now: Self.now)
    isKnown.withLock { $0 = false }
    servers.note([], LinkRanking([]), in: cache, now: Self.now)
    servers.finish(in: cache)
    #expect(try found(cache).isEmpty)
  }
}
