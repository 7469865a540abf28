import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import LocalCache

/// The masters of series whose occurrences a service delivers.
@Suite struct SeriesMastersTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }
  static let series = RemoteSeries(calendar: CacheFixture.calendar, id: RemoteEventID("m"))

  init() throws { fixture = try CacheFixture() }

  static func occurrence(_ day: Int, title: String = "Daily") -> Event {
    var event = CacheFixture.remote(
      "m_\(day)",
      title: title,
      at: 1_800_000_000 + Double(day) * 86_400
    )
    event.occurrence = OccurrenceKey(
      series: .remote(series.id),
      originalStart: event.time.startKey
    )
    return event
  }

  static func master(_ rule: String = "FREQ=DAILY;COUNT=6") -> Event {
    var event = CacheFixture.remote("m", title: "Daily")
    event.recurrence = Recurrence(lines: ["RRULE:" + rule])
    return event
  }

  private func toRead(limit: Int = 10) throws -> [RemoteSeries] {
    try cache.seriesToRead(account: CacheFixture.account, near: CacheFixture.now, limit: limit)
  }

  private func store(_ master: Event?) throws {
    try cache.store(masters: [Self.series: master], account: CacheFixture.account)
  }

  @Test func aSeriesIsReadOnceAndAgainWhenAnOccurrenceChanges() throws {
    try fixture.receive(Self.occurrence(0), Self.occurrence(1), CacheFixture.remote("single"))
    #expect(try toRead() == [Self.series])
    #expect(try cache.unreadSeries(of: EventID("m_1")) == Self.series)
    #expect(try cache.unreadSeries(of: EventID("single")) == nil)
    #expect(try cache.series(of: EventID("m_1")) == nil)
    try store(Self.master())
    #expect(try toRead() == [])
    #expect(try cache.unreadSeries(of: EventID("m_1")) == nil)
    let series = try #require(try cache.series(of: EventID("m_1")))
    let event = try #require(try cache.event(EventID("m_1")))
    let outline = SeriesOutline(series, of: event, now: CacheFixture.now)
    #expect(outline.number == 2 && outline.count == 6 && outline.following == 5)
    try fixture.receive(Self.occurrence(0), Self.occurrence(1))
    #expect(try toRead() == [], "nothing has changed")
    try fixture.receive(Self.occurrence(1, title: "Other"))
    #expect(try toRead() == [Self.series])
    // What is known is better than nothing.
    #expect(try cache.series(of: EventID("m_1"))?.exceptions.map(\.title) == ["Other"])
    try store(Self.master("FREQ=DAILY;COUNT=3"))
    #expect(try toRead() == [])
  }

  @Test func aSeriesThatItsServiceDoesNotHaveIsNotAskedForAgain() throws {
    try fixture.receive(Self.occurrence(0))
    try store(nil)
    #expect(try toRead() == [])
    #expect(try cache.series(of: EventID("m_0")) == nil)
    try fixture.receive(Self.occurrence(1))
    #expect(try toRead() == [Self.series])
  }

  @Test func aLostOccurrenceIsAChangeOfItsSeries() throws {
    let window = DateInterval(start: CacheFixture.now - 86_400, duration: 10 * 86_400)
    for removes in [true, false] {
      try fixture.receive(Self.occurrence(0), Self.occurrence(1))
      try store(Self.master())
      #expect(try toRead() == [])
      if removes {
        try cache.apply(
          changes: [],
          gone: [RemoteEventID("m_1")],
          in: CacheFixture.calendar,
          account: CacheFixture.account,
          knownUntil: nil,
          readAfter: cache.mark()
        )
      } else {
        try cache.finishSync(
          calendar: CacheFixture.calendar,
          account: CacheFixture.account,
          window: window,
          seen: [RemoteEventID("m_0")],
          readAfter: cache.mark()
        )
      }
      #expect(try toRead() == [Self.series])
    }
  }

  @Test func theNearestComesFirst() throws {
    var far = Self.occurrence(200)
    far.occurrence?.series = .remote(RemoteEventID("far"))
    try fixture.receive(far, Self.occurrence(3))
    #expect(try toRead().map(\.id) == [RemoteEventID("m"), RemoteEventID("far")])
    #expect(try toRead(limit: 1).map(\.id) == [RemoteEventID("m")])
  }

  /// No list, search or command takes a master for an event.
  @Test func aMasterIsNoEvent() throws {
    try fixture.receive(Self.occurrence(0))
    try store(Self.master())
    #expect(try cache.events(matching: "m").isEmpty)
    #expect(
      try cache.exported(
        calendar: CacheFixture.calendar,
        account: CacheFixture.account
      ).events.map(\.event.id) == [EventID("m_0")]
    )
  }
}
