import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Synchronization
import Testing

@testable import LocalCache

/// Calendars that the user has hidden: no list has their events, and all of them are kept.
@Suite struct HiddenCalendarsTests {
  private static let other = CalendarKey(
    account: CacheFixture.account,
    calendar: CalendarID("other")
  )
  private static let main = CalendarKey(
    account: CacheFixture.account,
    calendar: CacheFixture.calendar
  )

  private let fixture: CacheFixture

  init() throws {
    fixture = try CacheFixture()
    try fixture.cache.store(
      calendars: [CacheFixture.info("main"), CacheFixture.info("other")],
      for: CacheFixture.account
    )
  }

  /// An event of the other calendar, some days after those of the tests.
  private func event(_ id: String, day: Int = 0) -> Event {
    var event = CacheFixture.remote(
      id,
      title: "Other \(id)",
      at: 1_800_000_000 + 86_400.0 * Double(day)
    )
    event.calendar = Self.other.calendar
    return event
  }

  private var today: Day { Day(CacheFixture.now, in: .gmt) }

  private func titles(of filter: CalendarFilter = .shown) throws -> [String] {
    try fixture.cache.agenda.window(days: today...today, in: .gmt, of: filter).events.map(\.title)
  }

  @Test func listsAndSearchesLeaveThemOut() throws {
    try fixture.receive(CacheFixture.remote("a"), event("b"))
    #expect(try titles() == ["Other b", "Review"])
    try fixture.cache.setHidden(true, [Self.other])
    #expect(try titles() == ["Review"])
    #expect(try fixture.cache.agenda.search("other", around: today, in: .gmt).count == 0)
    #expect(try fixture.cache.agenda.search("review", around: today, in: .gmt).hits.count == 1)
    #expect(try fixture.cache.event(EventID("b"))?.title == "Other b")
    try fixture.cache.setHidden(false, [Self.other])
    #expect(try titles() == ["Other b", "Review"])
    #expect(try fixture.cache.agenda.search("other", around: today, in: .gmt).count == 1)
  }

  @Test func aSearchSaysHowManyMatchInThem() throws {
    try fixture.receive(CacheFixture.remote("a", title: "Other"), event("b"), event("c", day: 3))
    func found(_ text: String, of filter: CalendarFilter = .shown) throws -> SearchResult {
      try fixture.cache.agenda.search(text, around: today, in: .gmt, of: filter)
    }
    #expect(try found("other").hidden == nil)
    try fixture.cache.setHidden(true, [Self.other])
    let more = HiddenMatches(calendars: [Self.other], count: 2)
    #expect(try found("other").hidden == more)
    #expect(try found("other").hiddenWords == "2 more in hidden calendars")
    #expect(try found("other in:other").hidden == more)
    #expect(try found("c").hiddenWords == "1 in hidden calendars")
    #expect(try found("review").hidden == nil)
    // Where calendars are named nothing is left out.
    #expect(try found("other", of: .only([Self.main])).hidden == nil)
  }

  /// More than are counted are not said to be all.
  @Test func aSearchSaysWhereItEndedCounting() throws {
    for day in 0..<1_001 { try fixture.receive(event("e\(day)", day: day)) }
    try fixture.cache.setHidden(true, [Self.other])
    let found = try fixture.cache.agenda.search("other", around: today, in: .gmt)
    #expect(
      found.hidden == HiddenMatches(calendars: [Self.other], count: 1_000, isCapped: true)
    )
    #expect(found.hiddenWords == "1000 or more in hidden calendars")
  }

  /// Few that are shown among many that are hidden, and the other way round.
  @Test func aSearchOfManyHitsTellsBothApart() throws {
    let others = (0..<1_001).map { event("e\($0)", day: $0) }
    let mains = (0..<1_001).map {
      CacheFixture.remote("m\($0)", title: "Main", at: 1_800_000_000 + 86_400 * Double($0))
    }
    let few = CacheFixture.remote("few", title: "Other and main")
    try fixture.cache.sync.apply(others + mains + [few], readAfter: fixture.cache.sync.mark())
    try fixture.cache.setHidden(true, [Self.other])
    let other = try fixture.cache.agenda.search("other", around: today, in: .gmt)
    #expect(other.hits.map(\.id) == [few.id] && other.count == 1 && !other.isCapped)
    #expect(other.hidden?.count == 1_000 && other.hidden?.isCapped == true)
    try fixture.cache.setHidden(false, [Self.other])
    try fixture.cache.setHidden(true, [Self.main])
    let more = try fixture.cache.agenda.search("other", around: today, in: .gmt)
    #expect(more.isCapped && more.count == 1_000 && !more.hits.contains { $0.id == few.id })
    #expect(more.hidden == HiddenMatches(calendars: [Self.main], count: 1))
  }

  /// The index is asked once, whatever is hidden, where every hit can be looked at.
  @Test func whatIsHiddenCostsNoSearchOfItsOwn() throws {
    try fixture.receive(CacheFixture.remote("a", title: "Other"), event("b"), event("c", day: 3))
    try fixture.cache.setHidden(true, [Self.other])
    let asked = Mutex(0)
    let found = try fixture.cache.read { db in
      db.trace { event in
        if "\(event)".contains("search MATCH") { asked.withLock { $0 += 1 } }
      }
      return try SearchQuery(db: db, zone: .gmt)
        .result(SearchTerms("other", today: today), around: today)
    }
    #expect(found.count == 1 && found.hidden?.count == 2)
    #expect(asked.withLock { $0 } == 1)
  }

  @Test func oneThatIsNamedIsListedAlthoughItIsHidden() throws {
    try fixture.receive(CacheFixture.remote("a"), event("b"))
    try fixture.cache.setHidden(true, [Self.other])
    #expect(try titles(of: .only([Self.other])) == ["Other b"])
    #expect(try titles(of: .only([Self.other, Self.main])) == ["Other b", "Review"])
    #expect(try titles(of: .only([])) == [])
    let found = try fixture.cache.agenda.search(
      "other",
      around: today,
      in: .gmt,
      of: .only([Self.other])
    )
    #expect(found.hits.map(\.id) == [EventID("b")])
  }

  /// A stretch of the agenda holds as many events as are wanted, however many are passed over.
  @Test func stretchesCountWhatIsShown() throws {
    try fixture.receive(CacheFixture.remote("first"))
    for number in 0..<60 { try fixture.receive(event("o\(number)", day: number)) }
    try fixture.receive(CacheFixture.remote("last", at: 1_800_000_000 + 80 * 86_400))
    let all = try fixture.cache.agenda.window(around: today, before: 5, after: 5, in: .gmt)
    #expect(all.hasLater)
    try fixture.cache.setHidden(true, [Self.other])
    let shown = try fixture.cache.agenda.window(around: today, before: 5, after: 5, in: .gmt)
    #expect(shown.events.map(\.id) == [EventID("first"), EventID("last")])
    #expect(!shown.hasLater)
    #expect(!shown.hasEarlier)
    try fixture.cache.setHidden(true, [Self.main])
    #expect(try fixture.cache.agenda.firstDay(in: .gmt) == nil)
    #expect(try fixture.cache.agenda.lastDay(in: .gmt) == nil)
    #expect(
      try fixture.cache.agenda.window(around: today, before: 5, after: 5, in: .gmt).events == []
    )
  }

  @Test func occurrencesOfASeriesGoWithTheirCalendar() throws {
    let series = try SeriesFixture()
    #expect(try series.window("2026-10-12", "2026-11-15").count == 5)
    let home = CalendarKey(account: .local, calendar: CalendarID("home"))
    try series.cache.setHidden(true, [home])
    #expect(try series.window("2026-10-12", "2026-11-15") == [])
    #expect(try series.cache.agenda.firstDay(in: .gmt) == nil)
    let day = try #require(Day("2026-10-12"))
    #expect(try series.cache.agenda.search("stand", around: day, in: .gmt).count == 0)
    // What is expanded later is hidden as well.
    #expect(try series.window("2029-10-12", "2029-11-15") == [])
    try series.cache.setHidden(false, [home])
    #expect(try series.window("2026-10-12", "2026-11-15").count == 5)
    #expect(try series.cache.agenda.search("stand", around: day, in: .gmt).count == 1)
  }

  @Test func theChoiceStaysWhenTheServiceListsItsCalendarsAgain() throws {
    try fixture.cache.setHidden(true, [Self.other])
    var renamed = CacheFixture.info("other")
    renamed.name = "Renamed"
    try fixture.cache.store(
      calendars: [CacheFixture.info("main"), renamed],
      for: CacheFixture.account
    )
    let calendars = try fixture.reopened().directory().calendars
    #expect(calendars.filter(\.isHidden).map(\.name) == ["Renamed"])
  }

  @Test func observersAreTold() async throws {
    let (changes, continuation) = AsyncStream.makeStream(of: Void.self)
    let observation = fixture.cache.watch.observe { continuation.yield() }
    defer { observation.cancel() }
    try fixture.cache.setHidden(true, [Self.other])
    var iterator = changes.makeAsyncIterator()
    #expect(await iterator.next() != nil)
  }
}

/// The shortest texts by which commands find events.
@Suite struct ShortNameTests {
  @Test func theBeginningOfAnIDIsEnough() throws {
    let fixture = try CacheFixture()
    let ids = ["abcdefgh01", "abcdefgh02", "xyz", "qwertyuiop", "qwerty"]
    for id in ids { try fixture.receive(CacheFixture.remote(id)) }
    let names = try ids.map { id -> String in
      let event = try #require(try fixture.cache.event(EventID(id)))
      let name = try fixture.cache.shortName(of: event)
      #expect(try fixture.cache.events(matching: name).map(\.id.rawValue) == [id], "\(name)")
      return name
    }
    #expect(names == ["abcdefgh01", "abcdefgh02", "xyz", "qwertyu", "qwerty"])
  }

  @Test func anOccurrenceIsNamedByItsSeriesAndItsDay() throws {
    let fixture = try SeriesFixture()
    let id = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"
    try fixture.make(EventID(id), "2026-10-14", ["RRULE:FREQ=DAILY"])
    try fixture.make(EventID("0a1b9999"), "2026-10-14", [])
    let days = try fixture.window("2026-10-14", "2026-10-20")
    let own = days.filter { $0.id.rawValue.hasPrefix(id) }
    #expect(own.count == 7)
    for summary in own {
      let event = try #require(try fixture.cache.event(summary.id))
      let name = try fixture.cache.shortName(of: event)
      #expect(name == "0a1b2c_" + summary.id.rawValue.dropFirst(id.count + 1).prefix(8))
      #expect(try fixture.cache.events(matching: name).map(\.id) == [summary.id], "\(name)")
    }
    // A day without an occurrence, and what is no day, mean nothing.
    for text in ["0a1b2c_20261013", "0a1b2c_2026", "0a1b2c_%", "0a1b_20261014", "_20261014"] {
      #expect(try fixture.cache.events(matching: text) == [], "\(text)")
    }
  }

  /// At midnight in Berlin it is the day before in UTC.
  @Test func anotherDayNamesNoOccurrence() throws {
    let fixture = try SeriesFixture()
    let id = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"
    try fixture.make(EventID(id), "2026-10-14", hour: 0, ["RRULE:FREQ=DAILY"])
    let days = try fixture.window("2026-10-14", "2026-10-15")
    #expect(days.count == 2)
    for summary in days {
      let event = try #require(try fixture.cache.event(summary.id))
      let name = try fixture.cache.shortName(of: event)
      #expect(name == "0a1b2c_" + summary.id.rawValue.dropFirst(id.count + 1))
      #expect(try fixture.cache.events(matching: name).map(\.id) == [summary.id], "\(name)")
    }
    #expect(try fixture.cache.events(matching: "0a1b2c_20261014") == [])
  }

  @Test func whatSeveralBeginWithNamesThemAll() throws {
    let fixture = try CacheFixture()
    for number in 0..<30 { try fixture.receive(CacheFixture.remote("meeting-\(number)")) }
    #expect(try fixture.cache.events(matching: "meeting-1").map(\.id.rawValue) == ["meeting-1"])
    #expect(try fixture.cache.events(matching: "meeting").count == 10)
    #expect(try fixture.cache.events(matching: "meet") == [])
    #expect(try fixture.cache.events(matching: "") == [])
  }
}
