import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// Links that services made on their own events at Convene's wish: no host is asked by Convene for them, and
/// no service says who wanted them.
@Suite struct AskedLinksTests {
  private let fixture: CacheFixture
  private var cache: LocalCache { fixture.cache }

  private static let asked = Autocreate(
    provider: .googleMeet,
    settings: ConferencingSettings(["accessType": .text("OPEN")])
  )

  init() throws { fixture = try CacheFixture() }

  /// An event as its service gives it, with the link.
  private func served(_ id: String) -> Event { Self.linked(CacheFixture.remote(id)) }

  private static func linked(_ event: Event) -> Event {
    var event = event
    event.conferencing = .details(
      ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/abc-defg-hij")
    )
    return event
  }

  /// Has the service make the link on an event that is here.
  private func ask(for id: String, as remote: String) throws {
    try fixture.submit(id, .update(EventPatch(conferencing: .autocreate(Self.asked))))
    var stored = try #require(try cache.event(EventID(id)))
    stored.remoteID = RemoteEventID(remote)
    stored.conferencing = served(remote).conferencing
    try cache.outbox.confirm(try fixture.begin(), stored: stored)
    #expect(try asked([remote]) == [remote])
  }

  /// Removes the account and adds it again.
  private func addAgain() throws {
    let all = [
      Account(id: CacheFixture.account, service: .nylas, grant: GrantID("g1")),
      Account(id: .local, service: .local),
    ]
    try cache.configure(accounts: [all[1]])
    try cache.configure(accounts: all)
    try cache.store(calendars: [CacheFixture.info("main")], for: CacheFixture.account)
  }

  /// Those of some events, by what their service calls them, whose link Convene asked for.
  private func asked(_ ids: [String]) throws -> [String] {
    let days = Day(CacheFixture.now - 86_400, in: .gmt)...Day(CacheFixture.now + 500_000, in: .gmt)
    let events = try cache.agenda.window(days: days, in: .gmt).events
      .compactMap { try cache.event($0.id) }
    return ids.filter { id in
      events.contains { $0.remoteID?.rawValue == id && $0.autocreated == Self.asked }
    }
  }

  @Test("An account that is back knows them, and takes none that was given by hand for one of them")
  func copies() throws {
    try fixture.receive(CacheFixture.remote("r1"))
    try ask(for: "r1", as: "r1")
    try addAgain()
    try fixture.receive(served("r1"), served("r2"))
    try fixture.receive(served("r3"))
    #expect(try asked(["r1", "r2", "r3"]) == ["r1"])
  }

  @Test("An event that was made here is known by what its service calls it")
  func madeHere() throws {
    try fixture.create("made", title: "New")
    var created = try #require(try cache.event(EventID("made")))
    created.remoteID = RemoteEventID("r9")
    try cache.outbox.confirm(try fixture.begin(), stored: created)
    try ask(for: "made", as: "r9")
    try addAgain()
    try fixture.receive(served("r9"))
    try fixture.receive(served("copy"))
    let known = try asked(["r9", "copy"])
    #expect(known == ["r9"], "\(known)")
  }

  @Test("A copy that an account lists before the event is none of it")
  func copyFirst() throws {
    try fixture.receive(CacheFixture.remote("r1"))
    try ask(for: "r1", as: "r1")
    try addAgain()
    try fixture.receive(served("r2"), served("r1"))
    #expect(try asked(["r1", "r2"]) == ["r1"])
  }
}
