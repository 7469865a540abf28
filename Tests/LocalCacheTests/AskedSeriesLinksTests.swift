import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import LocalCache

/// A link that was asked for on one occurrence is that of its series: every occurrence knows that Convene
/// asked for it, whatever was read when.
@Suite struct AskedSeriesLinksTests {
  /// A service that delivers occurrences, and which of six were read with the link before the one whose
  /// request was noted.
  struct Case: CustomTestStringConvertible {
    let service: ServiceKind
    let early: [Int]
    var testDescription: String { "\(service.name), early \(early)" }
  }

  static let cases: [Case] = [ServiceKind.google, .microsoft, .nylas].flatMap { service in
    [[], [0, 1], [4, 5], [0, 1, 3, 4, 5]].map { Case(service: service, early: $0) }
  }

  private static let asked = Autocreate(provider: .googleMeet)

  private static func linked(_ number: Int) -> Event {
    var event = SeriesMastersTests.occurrence(number)
    event.conferencing = .details(
      ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/abc-defg-hij")
    )
    return event
  }

  /// A series whose link was asked for on its third occurrence.
  private func fixture(_ one: Case) throws -> CacheFixture {
    let fixture = try CacheFixture(service: one.service)
    let cache = fixture.cache
    let all = (0..<6).map { SeriesMastersTests.occurrence($0) }
    try cache.sync.apply(all, readAfter: cache.sync.mark())
    let change = EventChange.update(EventPatch(conferencing: .autocreate(Self.asked)))
    try cache.submit(
      EventEdit(event: EventID("m_2"), change: change, scope: .all),
      at: CacheFixture.now
    )
    let begun = try fixture.begin()
    // A refresh goes on while the request is under way.
    try cache.sync.apply(one.early.map(Self.linked), readAfter: cache.sync.mark())
    try cache.outbox.confirm(begun, stored: Self.linked(2))
    try receive(in: cache)
    return fixture
  }

  private func receive(_ numbers: [Int] = Array(0..<6), in cache: LocalCache) throws {
    try cache.sync.apply(numbers.map(Self.linked), readAfter: cache.sync.mark())
  }

  /// The occurrences that know it.
  private func known(_ cache: LocalCache) throws -> [Int] {
    try (0..<6).filter { try cache.event(EventID("m_\($0)"))?.autocreated == Self.asked }
  }

  @Test("All occurrences know it", arguments: cases)
  func atOnce(_ one: Case) throws {
    #expect(try known(fixture(one).cache) == Array(0..<6))
  }

  @Test("An account that is back knows it of all, whatever comes first", arguments: cases)
  func addedAgain(_ one: Case) throws {
    let fixture = try fixture(one)
    let cache = fixture.cache
    let accounts = [
      Account(id: CacheFixture.account, service: one.service, grant: GrantID("g1")),
      Account(id: .local, service: .local),
    ]
    try cache.configure(accounts: [accounts[1]])
    try cache.configure(accounts: accounts)
    try cache.store(calendars: [CacheFixture.info("main")], for: CacheFixture.account)
    var copy = CacheFixture.remote("copy")
    copy.conferencing = Self.linked(0).conferencing
    try fixture.receive(copy)
    try receive(one.early, in: cache)
    try receive(in: cache)
    #expect(try known(cache) == Array(0..<6))
    #expect(try cache.event(EventID("copy"))?.autocreated == nil)
  }

  @Test("A new occurrence that a page has before it knows it too", arguments: [false, true])
  func newOnTheSamePage(isEdited: Bool) throws {
    let fixture = try CacheFixture(service: .google)
    let cache = fixture.cache
    let first = (1..<6).map { SeriesMastersTests.occurrence($0) }
    try cache.sync.apply(first, readAfter: cache.sync.mark())
    let change = EventChange.update(EventPatch(conferencing: .autocreate(Self.asked)))
    try cache.submit(
      EventEdit(event: EventID("m_2"), change: change, scope: .all),
      at: CacheFixture.now
    )
    // The service has taken the request, and makes the link later.
    try cache.outbox.confirm(try fixture.begin(), stored: SeriesMastersTests.occurrence(2))
    if isEdited { try fixture.submit("m_2", .update(EventPatch(title: "Mine"))) }
    try receive([0, 2], in: cache)
    #expect(try known(cache).contains(0))
    try receive(in: cache)
    #expect(try known(cache) == Array(0..<6))
  }

  @Test("A rebuilt cache knows it of all")
  func rebuilt() throws {
    let file = try DamagedFile()
    do {
      let cache = try file.opened()
      try cache.write { db in
        var event = Self.linked(2)
        event.autocreated = Self.asked
        try AskedLinkTable(db: db).record(event)
      }
    }
    try file.overwrite("event_start")
    try file.leaveOpen()
    let cache = try file.opened()
    #expect(cache.takeRepair() != nil)
    try cache.store(calendars: [CacheFixture.info("main")], for: CacheFixture.account)
    try receive(in: cache)
    #expect(try known(cache) == Array(0..<6))
  }
}
