import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import LocalCache

/// A local calendar with a series that repeats every Monday.
struct SeriesFixture {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }
  static let series = EventID("series")
  static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt
  static let link = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/1")

  init() throws {
    fixture = try CacheFixture()
    try cache.store(calendars: [CacheFixture.info("home", account: .local)], for: .local)
    try make(Self.series, "2026-10-12", ["RRULE:FREQ=WEEKLY"])
  }

  /// A time of half an hour at ten.
  static func time(_ day: String, hour: Int = 10) -> EventTime {
    let start = (Day(day) ?? Day(daysSinceEpoch: 0)).time(
      secondsFromMidnight: hour * 3_600,
      in: berlin
    )
    return .timed(start: start, end: start.addingTimeInterval(1_800), zone: berlin.identifier)
  }

  func make(_ id: EventID, _ day: String, hour: Int = 10, _ lines: [String]) throws {
    let draft = EventDraft(
      account: .local,
      calendar: CalendarID("home"),
      title: "Stand-up",
      time: Self.time(day, hour: hour),
      recurrence: lines.isEmpty ? nil : Recurrence(lines: lines)
    )
    try cache.submit(
      EventEdit(event: id, change: .create(draft, conferencing: .keep)),
      at: CacheFixture.now
    )
  }

  func window(_ first: String, _ last: String) throws -> [EventSummary] {
    let days = try #require(Day(first))...(try #require(Day(last)))
    return try cache.agenda.window(days: days, in: Self.berlin).events
  }

  /// Five weeks as a user sees them, the ids aside.
  func agenda() throws -> [String] {
    try window("2026-10-12", "2026-11-15").map { event in
      let start = event.time.start(in: Self.berlin)
      let day = Day(start, in: Self.berlin)
      let seconds = Int(start.timeIntervalSince(day.start(in: Self.berlin)))
      let kind = event.isException ? "*" : event.isRecurring ? "" : "-"
      let place = event.location.isEmpty ? "" : " @\(event.location)"
      return "\(day.description.dropFirst(5)) \(seconds / 3_600) \(event.title)\(kind)\(place)"
    }
  }

  func edit(_ index: Int, _ scope: EditScope, _ change: EventChange) throws {
    let events = try window("2026-10-12", "2026-11-15")
    try cache.submit(
      EventEdit(event: events[index].id, change: change, scope: scope),
      at: CacheFixture.now
    )
  }

  func undo(_ direction: UndoDirection = .undo) throws -> UndoOutcome {
    try cache.history.undo(direction, freshID: EventID(UUID().uuidString), at: CacheFixture.now)
  }

  static let plain = ["10-12", "10-19", "10-26", "11-02", "11-09"]
}
