import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import LocalCache
import Testing

/// The index of words while a calendar file is imported.
@Suite struct ImportIndexTests {
  private static let start = Date(timeIntervalSince1970: 1_800_000_000)

  /// An event of a file; every tenth one is a series.
  private static func series(_ number: Int) -> ImportedSeries {
    let time = start + Double(number * 37 % 200) * 86_400
    var event = Event(
      id: EventID("event-\(number)"),
      account: .local,
      calendar: CalendarID("local"),
      title: "Number\(number)",
      time: .timed(start: time, end: time + 1_800, zone: "UTC")
    )
    if number % 10 == 0 { event.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=2"]) }
    let text = KeptText(
      uid: event.id.rawValue,
      recurrenceID: "",
      file: 0,
      position: number * 2 + 1,
      zone: "UTC",
      bytes: Array("text \(number)".utf8)
    )
    return ImportedSeries(master: .init(event: event, isKnown: false, text: text))
  }

  /// FTS5 begins a segment with each row that is before the last one, and to merge hundreds of them
  /// took most of the time of an import.
  @Test func `Events of a file in whatever order are one segment of the index`() throws {
    let fixture = try CacheFixture()
    var run = CacheImport(
      calendar: CalendarID("local"),
      account: .local,
      now: CacheFixture.now,
      zone: .gmt
    )
    let page = (0..<200).map(Self.series)
    _ = try fixture.cache.imports.carryOut(page, others: [], zone: "UTC", &run)
    let segments = try DatabaseQueue(path: fixture.path).read { db in
      try Int.fetchOne(db, sql: "SELECT COUNT(DISTINCT segid) FROM search_idx")
    }
    #expect(segments == 1)
    let day = Day(Self.start, in: .gmt)
    let shown = try fixture.cache.agenda.window(days: day...day.advanced(by: 200), in: .gmt).events
    #expect(shown.count == 220)
    let uids = (198..<203).map { (uid: "event-\($0)", id: EventID("event-\($0)")) }
    let known = try fixture.cache.imports.kept(uids, for: run).keys.map(\.text)
    #expect(known.sorted() == ["event-198", "event-199"])
  }
}
