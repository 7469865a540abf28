import CalendarCore
import ConferencingCore
import Foundation
import GRDB
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
    try cache.masters.seriesToRead(
      account: CacheFixture.account,
      near: CacheFixture.now,
      limit: limit
    )
  }

  private func store(_ master: Event?) throws {
    try cache.masters.store(masters: [Self.series: master], account: CacheFixture.account)
  }

  @Test func aSeriesIsReadOnceAndAgainWhenAnOccurrenceChanges() throws {
    try fixture.receive(Self.occurrence(0), Self.occurrence(1), CacheFixture.remote("single"))
    #expect(try toRead() == [Self.series])
    #expect(try cache.masters.unreadSeries(of: EventID("m_1")) == Self.series)
    #expect(try cache.masters.unreadSeries(of: EventID("single")) == nil)
    #expect(try cache.series.series(of: EventID("m_1")) == nil)
    try store(Self.master())
    #expect(try toRead() == [])
    #expect(try cache.masters.unreadSeries(of: EventID("m_1")) == nil)
    let series = try #require(try cache.series.series(of: EventID("m_1")))
    let event = try #require(try cache.event(EventID("m_1")))
    let outline = SeriesOutline(series, of: event, now: CacheFixture.now)
    #expect(outline.number == 2 && outline.count == 6 && outline.following == 5)
    try fixture.receive(Self.occurrence(0), Self.occurrence(1))
    #expect(try toRead() == [], "nothing has changed")
    try fixture.receive(Self.occurrence(1, title: "Other"))
    #expect(try toRead() == [Self.series])
    // What is known is better than nothing.
    #expect(try cache.series.series(of: EventID("m_1"))?.exceptions.map(\.title) == ["Other"])
    try store(Self.master("FREQ=DAILY;COUNT=3"))
    #expect(try toRead() == [])
  }

  /// A service that delivers occurrences has the master as no event.
  @Test func aSeriesIsFoundByTheBeginningOfItsIDs() throws {
    try fixture.receive(Self.occurrence(0), Self.occurrence(1), Self.occurrence(2))
    try fixture.receive(CacheFixture.remote("other"))
    try store(Self.master())
    let series = cache.series
    let first = EventID("m_0")
    #expect(try series.isOnlySeries(beginningWith: "m_", of: first))
    #expect(try !series.isOnlySeries(beginningWith: "", of: first))
    for (days, next) in [(0.5, "m_1"), (1.5, "m_2"), (9, "m_2")] {
      let moment = Date(timeIntervalSince1970: 1_800_000_000 + days * 86_400)
      #expect(try series.occurrence(ofSeriesOf: first, after: moment)?.id == EventID(next))
    }
  }

  /// Where the master is up to date, a link of its own makes an occurrence differ.
  @Test func anOccurrenceWithALinkOfItsOwnDiffers() throws {
    func linked(_ event: Event, _ code: String) -> Event {
      var event = event
      event.conferencing = .details(
        ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/\(code)")
      )
      return event
    }
    try fixture.receive(
      linked(Self.occurrence(0), "abc-defg-hij"),
      linked(Self.occurrence(1), "own-defg-hij"),
      Self.occurrence(2)
    )
    try store(linked(Self.master(), "abc-defg-hij"))
    func exceptions() throws -> [EventID] {
      try cache.series.series(of: EventID("m_0"))?.exceptions.map(\.id) ?? []
    }
    #expect(try exceptions() == [EventID("m_1")])
    // Another link may be that of the series by now.
    try fixture.receive(linked(Self.occurrence(0), "new-defg-hij"))
    #expect(try exceptions() == [])
    try store(linked(Self.master(), "new-defg-hij"))
    #expect(try exceptions() == [EventID("m_1")])
  }

  @Test func aSeriesThatItsServiceDoesNotHaveIsNotAskedForAgain() throws {
    try fixture.receive(Self.occurrence(0))
    try store(nil)
    #expect(try toRead() == [])
    #expect(try cache.series.series(of: EventID("m_0")) == nil)
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
        try cache.sync.apply(
          changes: [],
          gone: [RemoteEventID("m_1")],
          in: CacheFixture.calendar,
          account: CacheFixture.account,
          knownUntil: nil,
          readAfter: cache.sync.mark()
        )
      } else {
        try cache.sync.finishSync(
          calendar: CacheFixture.calendar,
          account: CacheFixture.account,
          window: window,
          seen: [RemoteEventID("m_0")],
          readAfter: cache.sync.mark()
        )
      }
      #expect(try toRead() == [Self.series])
    }
  }

  /// An answer that was asked for before an occurrence changed may be older than that.
  @Test func anOldAnswerIsNotTakenForNews() throws {
    try fixture.receive(Self.occurrence(0), Self.occurrence(1))
    let first = try cache.masters.revision(of: Self.series, account: CacheFixture.account)
    try store(Self.master())
    func storeOld(_ rule: String, since revision: Int64) throws {
      try cache.masters.store(
        masters: [Self.series: Self.master(rule)],
        account: CacheFixture.account,
        unlessNotedSince: [Self.series: revision]
      )
    }
    func rule() throws -> [String]? {
      try cache.series.series(of: EventID("m_0"))?.master.recurrence?.lines
    }
    try storeOld("FREQ=DAILY;COUNT=9", since: first)
    #expect(try rule() == ["RRULE:FREQ=DAILY;COUNT=6"])
    let second = try cache.masters.revision(of: Self.series, account: CacheFixture.account)
    try fixture.receive(Self.occurrence(1, title: "Other"))
    try storeOld("FREQ=DAILY;COUNT=9", since: second)
    #expect(try rule() == ["RRULE:FREQ=DAILY;COUNT=6"])
    #expect(try toRead() == [Self.series], "it is still to be read")
    let third = try cache.masters.revision(of: Self.series, account: CacheFixture.account)
    try storeOld("FREQ=DAILY;COUNT=9", since: third)
    #expect(try rule() == ["RRULE:FREQ=DAILY;COUNT=9"])
    #expect(try toRead() == [])
  }

  /// So it is with a series of which nothing was ever read.
  @Test func anOldAnswerAboutANewSeriesIsNotTakenForNews() throws {
    let before = try cache.masters.revision(of: Self.series, account: CacheFixture.account)
    try fixture.receive(Self.occurrence(0))
    let isStored = try cache.masters.store(
      masters: [Self.series: Self.master()],
      account: CacheFixture.account,
      unlessNotedSince: [Self.series: before]
    )
    #expect(!isStored)
    #expect(try toRead() == [Self.series])
    #expect(try cache.masters.unreadSeries(of: EventID("m_0")) == Self.series)
  }

  /// Looking for the row of an occurrence of an earlier part walks no calendar.
  @Test func partsAreLookedUpByIndexes() throws {
    func plan(_ sql: String, _ arguments: StatementArguments) throws -> [String] {
      try cache.read {
        try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
          .map { $0["detail"] as String }
      }
    }
    let starting = try plan(SuccessorRows.starting, [0, 1])
    #expect(starting.count == 1 && starting[0].contains("start_key=?"), "\(starting)")
    let part = try plan(SuccessorRows.hasPart, ["m", "m_R", "m_S", "m_R1"])
    #expect(!part.contains { $0.hasPrefix("SCAN event") }, "\(part)")
    let parts = try plan(SeriesMasters.parts, [1, "m", "m_R"])
    #expect(parts.count { $0.contains("calendar=? AND remote_id") } == 2, "\(parts)")
  }

  // MARK: Series that Google divided

  private static let part = RemoteSeries(
    calendar: CacheFixture.calendar,
    id: RemoteEventID("m_R20270117T080000")
  )

  private static func ofPart(_ day: Int) -> Event {
    var event = occurrence(day)
    event.remoteID = RemoteEventID("\(part.id)_\(day)")
    event.occurrence?.series = .remote(part.id)
    return event
  }

  /// An occurrence that stands in the place of one of the part before is that one.
  @Test func anOccurrenceOfALaterPartTakesThePlaceOfTheOldOne() throws {
    try fixture.receive(Self.occurrence(0), Self.occurrence(1), Self.occurrence(2))
    try fixture.submit("m_2", .update(EventPatch(title: "Mine")))
    try fixture.receive(Self.ofPart(1), Self.ofPart(2), Self.ofPart(3))
    #expect(try cache.event(EventID("m_1"))?.masterID == Self.part.id)
    #expect(try cache.events(matching: "m_1").map(\.id) == [EventID("m_1")])
    #expect(try cache.event(EventID("m_0"))?.masterID == Self.series.id)
    // One with edits that wait is left to them.
    #expect(try cache.event(EventID("m_2"))?.masterID == Self.series.id)
    let shown = try cache.read {
      try String.fetchAll($0, sql: "SELECT remote_id FROM event WHERE title = 'Daily' ORDER BY 1")
    }
    #expect(shown == ["m_0"] + [1, 2, 3].map { "\(Self.part.id)_\($0)" })
  }

  @Test func thePartsOfASeriesAreKnown() throws {
    try fixture.receive(Self.occurrence(0), Self.ofPart(1))
    #expect(try cache.masters.parts(ofSeriesOf: EventID("m_0")) == .none)
    var later = Self.master("FREQ=DAILY")
    (later.remoteID, later.time) = (Self.part.id, Self.occurrence(1).time)
    try cache.masters.store(masters: [Self.part: later], account: CacheFixture.account)
    let id = EventID("\(Self.part.id)_1")
    #expect(try cache.masters.parts(ofSeriesOf: id) == SeriesParts(continuesAnother: true))
    try store(Self.master())
    // A series whose id only begins alike is another one.
    var other = Self.master()
    other.remoteID = RemoteEventID("m_Remote")
    let stranger = RemoteSeries(calendar: CacheFixture.calendar, id: RemoteEventID("m_Remote"))
    try cache.masters.store(masters: [stranger: other], account: CacheFixture.account)
    let parts = try cache.masters.parts(ofSeriesOf: id)
    #expect(parts.earlier?.remoteID == Self.series.id && parts.later == nil)
    #expect(try cache.masters.parts(ofSeriesOf: EventID("m_0")).later?.remoteID == Self.part.id)
  }

  /// Search shows what was one series once.
  @Test func partsAreFoundAsOne() throws {
    try fixture.receive(Self.occurrence(0), Self.ofPart(1), Self.ofPart(2))
    let day = Day(Self.occurrence(1).time.start(in: .gmt), in: .gmt)
    let found = try cache.agenda.search("daily", around: day, in: .gmt)
    #expect(found.hits.count == 1)
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
    let day = Day(CacheFixture.now, in: .gmt)
    let window = try cache.agenda.window(
      days: day.advanced(by: -1)...day.advanced(by: 30),
      in: .gmt
    )
    #expect(window.events.map(\.id) == [EventID("m_0")])
  }

  // MARK: Search

  private func found(_ text: String, around day: Int) throws -> [String] {
    let today = Day(CacheFixture.now, in: .gmt).advanced(by: day)
    let result = try cache.agenda.search(SearchTerms(text, today: today), around: today, in: .gmt)
    #expect(result.count == result.hits.count)
    return result.hits.map(\.id.rawValue)
  }

  /// The next occurrence stands for a series, or the last one when all are past.
  @Test func aSeriesIsFoundOnce() throws {
    try fixture.receive(Self.occurrence(0), Self.occurrence(2), Self.occurrence(4))
    try fixture.receive(CacheFixture.remote("single", title: "Daily news", at: 1_800_300_000))
    var moved = Self.occurrence(3)
    moved.time = CacheFixture.remote("x", at: 1_800_000_000 + 3 * 86_400 + 3_600).time
    moved.isException = true
    try fixture.receive(moved)
    #expect(try found("daily", around: 1) == ["m_2", "m_3", "single"])
    #expect(try found("daily", around: 2) == ["m_2", "m_3", "single"])
    #expect(try found("daily", around: 3) == ["m_3", "single", "m_4"])
    #expect(try found("daily", around: 9) == ["m_3", "single", "m_4"])
    #expect(try found("daily after:+3", around: 0) == ["m_3", "single", "m_4"])
  }

  // MARK: Export

  private func exported(only: Set<EventID>? = nil) throws -> [Event] {
    try cache.exports.exported(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      only: only
    ).events.map(\.event)
  }

  private func read(_ days: Double) throws {
    let reading = StretchReading(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      stretch: 0,
      window: DateInterval(start: CacheFixture.now - 10 * 86_400, duration: (10 + days) * 86_400),
      knownUntil: CacheFixture.now,
      began: CacheFixture.now
    )
    try cache.sync.apply([], readAfter: cache.sync.mark(), reading: reading)
  }

  /// Its rule, what differs from it, and what is deleted of it.
  @Test func aSeriesIsExportedAsOne() throws {
    try fixture.receive(Self.occurrence(0), Self.occurrence(1), Self.occurrence(4))
    try fixture.receive(Self.occurrence(2, title: "Other"), CacheFixture.remote("single"))
    try store(Self.master())
    try read(30)
    for only in [nil, [EventID("m_4"), EventID("single")]] as [Set<EventID>?] {
      let events = try exported(only: only)
      #expect(Set(events.map(\.title)) == ["Daily", "Other", "Review"])
      #expect(events.count == 3)
      let master = try #require(events.first { $0.recurrence != nil })
      #expect(
        master.recurrence?.lines == [
          "RRULE:FREQ=DAILY;COUNT=6", "EXDATE:\(Self.occurrence(3).time.startKey)",
          "EXDATE:\(Self.occurrence(5).time.startKey)",
        ]
      )
      let exception = try #require(events.first { $0.title == "Other" })
      #expect(exception.isException)
      #expect(
        exception.occurrence
          == OccurrenceKey(
            series: .event(master.id),
            originalStart: Self.occurrence(2).time.startKey
          )
      )
    }
    #expect(try exported(only: [EventID("single")]).map(\.title) == ["Review"])
  }

  /// Of days that were not read nothing is taken for deleted.
  @Test func whatWasNotReadIsNotLeftOut() throws {
    try fixture.receive(Self.occurrence(0), Self.occurrence(1), Self.occurrence(3))
    try store(Self.master("FREQ=DAILY"))
    try read(4)
    let lines = try #require(try exported().first?.recurrence?.lines)
    #expect(lines == ["RRULE:FREQ=DAILY"])
    // Behind the last one that is listed nothing is said to be deleted either.
    try read(5)
    #expect(try exported().first?.recurrence?.lines == lines)
    try read(6)
    #expect(
      try exported().first?.recurrence?.lines
        == ["RRULE:FREQ=DAILY", "EXDATE:\(Self.occurrence(2).time.startKey)"]
    )
  }

  /// A series whose master is not known is exported as the events that there are.
  @Test func anUnknownSeriesIsExportedAsItsOccurrences() throws {
    try fixture.receive(Self.occurrence(0), Self.occurrence(1))
    #expect(try exported().map(\.id) == [EventID("m_0"), EventID("m_1")])
  }
}
