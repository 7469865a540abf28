import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import LocalCache

/// One file of a user who travels: what it holds does not depend on the zone it is read in.
@Suite struct ZoneChangeTests {
  private static let zones = [
    "Europe/Berlin", "Asia/Tokyo", "Australia/Lord_Howe", "America/Los_Angeles",
    "Pacific/Kiritimati", "Pacific/Apia",
  ]
  let series: SeriesFixture
  private var fixture: CacheFixture { series.fixture }
  private static let berlin = SeriesFixture.berlin

  init() throws {
    series = try SeriesFixture()
    let day = try #require(Day("2026-10-24"))
    // A birthday, and a timed event in the night in which Berlin ends summer time.
    try create("birthday", .allDay(first: day, last: day), "RRULE:FREQ=YEARLY")
    try create("fair", .allDay(first: day, last: day.advanced(by: 2)), nil)
    let night = day.time(secondsFromMidnight: 23 * 3_600, in: Self.berlin)
    try create("night", .timed(start: night, end: night + 4 * 3_600, zone: "Europe/Berlin"), nil)
  }

  private func create(_ id: String, _ time: EventTime, _ rule: String?) throws {
    let draft = EventDraft(
      account: .local,
      calendar: CalendarID("home"),
      title: id,
      time: time,
      recurrence: rule.map { Recurrence(lines: [$0]) }
    )
    try fixture.cache.submit(
      EventEdit(event: EventID(id), change: .create(draft, conferencing: .keep)),
      at: CacheFixture.now
    )
  }

  private func zone(_ name: String) throws -> TimeZone {
    try #require(TimeZone(identifier: name))
  }

  /// The events of some days as a fresh process reads them in a zone.
  private func shown(_ first: String, _ last: String, in name: String) throws -> [EventSummary] {
    let days = try #require(Day(first))...(try #require(Day(last)))
    return try fixture.reopened().agenda.window(days: days, in: zone(name)).events
  }

  @Test(
    "Whole days stay on their days, whatever zone the file was opened in before",
    arguments: zones
  )
  func wholeDaysStay(_ name: String) throws {
    for earlier in Self.zones { _ = try shown("2026-10-01", "2026-11-30", in: earlier) }
    func titles(_ day: String) throws -> Set<String> {
      Set(try shown(day, day, in: name).filter(\.time.isAllDay).map(\.title))
    }
    #expect(try titles("2026-10-23").isEmpty)
    #expect(try titles("2026-10-24") == ["birthday", "fair"])
    #expect(try titles("2026-10-26") == ["fair"])
    #expect(try titles("2026-10-27").isEmpty)
    #expect(try titles("2027-10-24") == ["birthday"])
  }

  @Test(
    "Timed events keep their instants, and stand on the days of the new clock",
    arguments: zones
  )
  func timedEventsMove(_ name: String) throws {
    let zone = try zone(name)
    _ = try shown("2026-10-01", "2026-11-30", in: "Europe/Berlin")
    let days = try #require(Day("2026-10-23"))...(try #require(Day("2026-10-26")))
    for day in days {
      let events = try fixture.reopened().agenda.window(days: day...day, in: zone).events
      let night = events.contains { $0.title == "night" }
      let start = try #require(Day("2026-10-24")).time(
        secondsFromMidnight: 23 * 3_600,
        in: Self.berlin
      )
      let touched = Day(start, in: zone)...Day(start + 4 * 3_600 - 1, in: zone)
      #expect(night == touched.contains(day), "\(day)")
    }
  }

  @Test(
    "A series keeps the wall time of its own zone across the clock change there",
    arguments: zones
  )
  func seriesKeepsItsZone(_ name: String) throws {
    _ = try shown("2026-10-01", "2026-11-30", in: "Asia/Tokyo")
    let starts = try shown("2026-10-10", "2026-11-10", in: name)
      .filter { $0.title == "Stand-up" }.map { $0.time.start(in: .gmt) }
    let expected = ["2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09"]
      .map { SeriesFixture.time($0).start(in: .gmt) }
    #expect(starts.filter(expected.contains) == expected)
    #expect(Set(starts).count == starts.count)
    let master = try fixture.reopened().series.series(of: SeriesFixture.series)?.master
    #expect(master?.time == SeriesFixture.time("2026-10-12"))
  }

  @Test("Days far away are expanded once, whichever zone looks at them first")
  func expandsOnce() throws {
    let far = try shown("2040-01-01", "2040-01-31", in: "Pacific/Kiritimati")
    for name in Self.zones {
      let again = try shown("2040-01-01", "2040-01-31", in: name)
      let both = [far, again].map { Set($0.map(\.id)) }
      // On the border of the month an occurrence may be on another day there.
      #expect(both[0].symmetricDifference(both[1]).count <= 1, "\(name)")
      #expect(Set(again.map { $0.time.start(in: .gmt) }).count == again.count)
    }
  }

  @Test("Searching by days goes by the clock of now")
  func searchesByTheClockOfNow() throws {
    let day = try #require(Day("2026-10-25"))
    func finds(_ text: String, in name: String) throws -> Bool {
      let terms = SearchTerms(text, today: day)
      let found = try fixture.reopened().agenda.search(terms, around: day, in: zone(name))
      return found.hits.contains { $0.title == "night" }
    }
    // 23:00 in Berlin on the 24th is 06:00 in Tokyo on the 25th.
    #expect(try !finds("night after:2026-10-25", in: "Europe/Berlin"))
    #expect(try finds("night after:2026-10-25", in: "Asia/Tokyo"))
    #expect(try finds("night before:2026-10-25", in: "America/Los_Angeles"))
    #expect(try !finds("night before:2026-10-25", in: "Asia/Tokyo"))
  }

  @Test("Edits that wait are the same in another zone, and are sent as they were made")
  func editsWait() throws {
    try fixture.receive(CacheFixture.remote("r1"))
    let time = SeriesFixture.time("2026-10-26", hour: 2)
    try fixture.submit("r1", .update(EventPatch(time: time)))
    let before = try fixture.next().map(\.edit)
    for name in Self.zones {
      _ = try shown("2026-10-01", "2026-11-30", in: name)
      let cache = try fixture.reopened()
      #expect(try cache.event(EventID("r1"))?.time == time)
      let waiting = try cache.outbox.nextOperations(
        account: CacheFixture.account,
        now: CacheFixture.now
      )
      #expect(waiting.map(\.edit) == before)
    }
  }

  @Test("The first day is that of the clock of now")
  func firstDayFollows() throws {
    // 06:00 of the next day in Tokyo.
    try create("early", SeriesFixture.time("2026-10-10", hour: 23), nil)
    let first = try Self.zones.map { try fixture.reopened().agenda.firstDay(in: zone($0)) }
    #expect(first == ["10", "11", "11", "10", "11", "11"].map { Day("2026-10-\($0)") })
  }

  @Test("An edit of an occurrence that was made elsewhere stays on its occurrence")
  func exceptionsStay() throws {
    let time = SeriesFixture.time("2026-10-26")
    let events = try series.window("2026-10-12", "2026-11-15")
    let index = try #require(events.firstIndex { $0.title == "Stand-up" && $0.time == time })
    try series.edit(index, .this, .update(EventPatch(title: "Retro")))
    for name in Self.zones {
      let events = try shown("2026-10-10", "2026-11-12", in: name)
      let changed = events.filter(\.isException)
      #expect(changed.map(\.title) == ["Retro"])
      #expect(changed.first?.time == time)
      #expect(events.count { $0.title == "Stand-up" } == 4, "\(name)")
    }
  }
}
