import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// What the detail screen and the agenda say of a series.
///
/// Its first occurrence is on Monday, 23 November 2026, at 15:00.
@Suite struct SeriesRowsTests {
  private func master(_ rule: String) -> Event {
    var event = World.event("stand-up", from: World.at(15))
    event.recurrence = Recurrence(lines: ["RRULE:" + rule])
    return event
  }

  private func occurrence(day: Int, movedTo hour: Int = 15) -> Event {
    var event = World.event("stand-up", from: World.at(hour, day: day))
    event.id = EventID("o")
    event.occurrence = OccurrenceKey(
      series: .event(EventID("e-stand-up")),
      originalStart: .moment(World.at(15, day: day))
    )
    return event
  }

  private func outline(
    of event: Event,
    in master: Event,
    parts: SeriesParts = .none
  ) -> SeriesOutline? {
    SeriesEditor(master: master, exceptions: [])
      .map { SeriesOutline($0, of: event, parts: parts, now: World.now) }
  }

  private func rows(
    _ event: Event,
    of master: Event?,
    parts: SeriesParts = .none
  ) -> [String] {
    let series = master.flatMap { outline(of: event, in: $0, parts: parts) }
    let rows = EventDetailRows(
      event: event,
      series: series,
      delivery: .delivered,
      directory: World.directory(),
      clock: WallClock(World.zone),
      now: World.now
    ).rows
    return rows.filter { ["Repeats", "Series"].contains($0.label) }
      .map { "\($0.label): \($0.value)" }
  }

  @Test func `An occurrence says its rule and its number`() {
    #expect(
      rows(occurrence(day: 14), of: master("FREQ=WEEKLY;COUNT=12"))
        == ["Repeats: every Monday, 12 times  (3rd of 12)"]
    )
    #expect(
      rows(occurrence(day: 14), of: master("FREQ=WEEKLY")) == ["Repeats: every Monday  (3rd)"]
    )
  }

  @Test func `A part of a series that Google divided says what it continues`() {
    let third = occurrence(day: 14)
    let series = master("FREQ=WEEKLY;COUNT=12")
    var earlier = World.event("stand-up", from: World.at(15, day: -70))
    var later = World.event("weekly", from: World.at(15, day: 84))
    #expect(
      rows(third, of: series, parts: SeriesParts(continuesAnother: true)) == [
        "Repeats: every Monday, 12 times  (3rd of 12 since Mon 23 Nov)",
        "Series: continues an earlier series",
      ]
    )
    #expect(
      rows(third, of: series, parts: SeriesParts(continuesAnother: true, earlier: earlier))[1]
        == "Series: continues the series since Mon 14 Sep"
    )
    earlier.title = "Daily"
    #expect(
      rows(third, of: series, parts: SeriesParts(continuesAnother: true, earlier: earlier))[1]
        == "Series: continues “Daily” since Mon 14 Sep"
    )
    #expect(
      rows(third, of: series, parts: SeriesParts(continuesAnother: false, later: later)) == [
        "Repeats: every Monday, 12 times  (3rd)",
        "Series: goes on as “weekly” from Mon 15 Feb 2027",
      ]
    )
    later.title = series.title
    #expect(
      rows(third, of: series, parts: SeriesParts(continuesAnother: false, later: later))[1]
        == "Series: goes on from Mon 15 Feb 2027"
    )
  }

  @Test func `Of a series that is not stored no more is said`() {
    #expect(rows(occurrence(day: 14), of: nil) == ["Repeats: as part of a series"])
    #expect(rows(World.event("review", from: World.at(15)), of: nil) == [])
  }

  @Test func `A moved occurrence says from where`() {
    var event = occurrence(day: 14, movedTo: 17)
    event.isException = true
    #expect(
      rows(event, of: master("FREQ=WEEKLY")) == [
        "Repeats: every Monday  (3rd)", "Series: moved from Mon 7 Dec, 15:00–16:00",
      ]
    )
    event = occurrence(day: 14)
    event.isException = true
    #expect(
      rows(event, of: master("FREQ=WEEKLY")).last
        == "Series: changed from the other occurrences"
    )
  }

  @Test func `A rule that is not followed says why`() {
    #expect(
      rows(master("FREQ=HOURLY"), of: nil) == [
        "Repeats: by the rule FREQ=HOURLY. Shown once, for its rule repeats more often than daily."
      ]
    )
  }

  @Test func `The screen asks for the series, and shows it when it is there`() {
    var app = AppState(now: World.now, zone: World.zone, newIDs: NewIDs(seed: 7))
    let event = occurrence(day: 14)
    var screen = EventDetailViewModel(id: event.id)
    let effects = screen.receive(.eventLoaded(event.id, event, .delivered), in: &app)
    #expect(effects == [.loadSeries(event.id)])
    let series = outline(of: event, in: master("FREQ=WEEKLY"))
    _ = screen.receive(.seriesLoaded(event.id, series), in: &app)
    #expect(screen.rows.contains { $0.value == "every Monday  (3rd)" })
  }

  @Test func `The event beside the list says its rule too`() throws {
    let event = occurrence(day: 0)
    var test = TestApp([event])
    test.send(.resized(columns: 200, rows: 50))
    // Lists know that an event is of a series.
    #expect(test.effects.contains(.loadSeries(event.id)))
    test.send(.seriesLoaded(event.id, outline(of: event, in: master("FREQ=WEEKLY"))))
    let rows = try #require(test.app.preview?.rows)
    #expect(rows.contains { $0.value == "every Monday  (1st)" })
  }
}
