import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// Series of the local calendar: what is stored of them and what lists show.
@Suite struct SeriesTests {
  let series: SeriesFixture
  private var cache: LocalCache { series.cache }

  init() throws { series = try SeriesFixture() }

  @Test func listsShowOccurrencesAndNotTheMaster() throws {
    #expect(try series.agenda() == SeriesFixture.plain.map { "\($0) 10 Stand-up" })
    let events = try series.window("2026-10-12", "2026-11-15")
    #expect(events.allSatisfy { $0.isRecurring && !$0.isException })
    let second = try #require(try cache.event(events[1].id))
    #expect(second.time == SeriesFixture.time("2026-10-19"))
    #expect(second.recurrence == nil && second.isRecurring && !second.isException)
    #expect(
      second.occurrence
        == OccurrenceKey(series: .event(SeriesFixture.series), originalStart: second.time.startKey)
    )
    let master = try #require(try cache.event(SeriesFixture.series))
    #expect(master.recurrence?.lines == ["RRULE:FREQ=WEEKLY"] && master.occurrence == nil)
    #expect(try cache.events(matching: "series").map(\.id) == [SeriesFixture.series])
    #expect(try cache.events(matching: events[1].id.rawValue).map(\.id) == [events[1].id])
  }

  @Test func daysFarAwayAreExpandedWhenTheyAreLookedAt() throws {
    #expect(try series.window("2031-01-06", "2031-01-06").map(\.title) == ["Stand-up"])
    #expect(try series.window("2060-01-05", "2060-01-05").map(\.title) == ["Stand-up"])
    #expect(try series.window("2026-10-12", "2026-10-18").count == 1)
    #expect(try cache.agenda.firstDay(in: SeriesFixture.berlin) == Day("2026-10-12"))
    let day = try #require(Day("2045-03-01"))
    let near = try cache.agenda.window(around: day, before: 3, after: 3, in: SeriesFixture.berlin)
    #expect(near.events.count >= 6 && near.hasEarlier && near.hasLater)
    let count = try cache.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM event") ?? 0 }
    #expect(count < SeriesRows.most)
  }

  @Test func searchFindsASeriesOnceWithItsNextOccurrence() throws {
    try series.make(EventID("other"), "2026-10-13", ["RRULE:FREQ=WEEKLY;COUNT=3"])
    for (text, days) in [
      ("2026-10-20", ["2026-10-20", "2026-10-26"]), ("2027-01-01", ["2026-10-27", "2027-01-04"]),
    ] {
      let found = try cache.agenda.search(
        "stand",
        around: try #require(Day(text)),
        in: SeriesFixture.berlin
      )
      #expect(found.count == 2)
      #expect(found.hits.map(\.day) == days.compactMap { Day($0) })
      for hit in found.hits { #expect(try cache.event(hit.id)?.title == "Stand-up") }
    }
    try series.edit(0, .all, .update(EventPatch(title: "Daily")))
    let day = try #require(Day("2026-10-20"))
    #expect(try cache.agenda.search("daily", around: day, in: SeriesFixture.berlin).hits.count == 1)
    #expect(try cache.agenda.search("stand", around: day, in: SeriesFixture.berlin).hits.count == 1)
  }
}
