import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import LocalCache
import Testing

/// The texts of imported series that are divided here.
@Suite struct ImportedSeriesTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }
  private let local = CalendarID("local")
  private static let start = Date(timeIntervalSince1970: 1_800_000_000)

  init() throws {
    fixture = try CacheFixture()
    var run = CacheImport(calendar: local, account: .local, now: CacheFixture.now, zone: .gmt)
    var master = Self.event("s", "Daily")
    master.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=5"])
    var exception = Self.event("s_x", "Fourth")
    exception.occurrence = OccurrenceKey(series: .event(master.id), originalStart: Self.key(3))
    exception.isException = true
    exception.time = exception.time.moved(to: Self.key(3))
    let series = ImportedSeries(
      master: Self.change(master, "of the master"),
      others: [Self.change(exception, "of the fourth", rid: Self.key(3).description)]
    )
    _ = try cache.imports.carryOut([series], others: [], zone: "Europe/Paris", &run)
  }

  private static func key(_ day: Int) -> OccurrenceKey.Start {
    .moment(start + Double(day) * 86_400)
  }

  private static func event(_ id: String, _ title: String) -> Event {
    Event(
      id: EventID(id),
      account: .local,
      calendar: CalendarID("local"),
      title: title,
      time: .timed(start: start, end: start + 1_800, zone: "UTC")
    )
  }

  private static func change(
    _ event: Event,
    _ text: String,
    rid: String = ""
  ) -> ImportedSeries.Change {
    ImportedSeries.Change(
      event: event,
      isKnown: false,
      text: KeptText(
        uid: "s",
        recurrenceID: rid,
        file: 0,
        position: rid.isEmpty ? 1 : 3,
        zone: "Europe/Paris",
        bytes: Array(text.utf8)
      )
    )
  }

  /// The events that an export has: title or id of a series, UID, start in the series, text.
  private func exported() throws -> Set<String> {
    let events = try cache.exports.exported(calendar: local, account: .local).events
    return Set(
      events.map { kept in
        let event = kept.event
        let start = event.occurrence?.originalStart.description ?? "-"
        let text = kept.text.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "none"
        return "\(event.recurrence == nil ? event.title : event.id.rawValue) "
          + "\(kept.text?.uid ?? "-") \(start) \(text)"
      }
    )
  }

  private func reverse(_ direction: UndoDirection) throws {
    let outcome = try cache.history.undo(direction, freshID: EventID("fresh"), at: CacheFixture.now)
    guard case .doneTogether = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test func `The later part has the text of the series, and undo leaves none of it`() throws {
    let before: Set = ["s s - of the master", "Fourth s \(Self.key(3)) of the fourth"]
    #expect(try exported() == before)
    let days = Day(Self.start, in: .gmt)...Day(Self.start + 6 * 86_400, in: .gmt)
    let third = try cache.agenda.window(days: days, in: .gmt).events[2]
    let later = EventTime.timed(
      start: Self.start + 2 * 86_400 + 3_600,
      end: Self.start + 2 * 86_400 + 5_400,
      zone: "UTC"
    )
    let edit = EventEdit(
      event: third.id,
      change: .update(EventPatch(time: later)),
      scope: .following
    )
    let tail = try cache.submit(edit, at: CacheFixture.now)
    let moved = OccurrenceKey.Start.moment(Self.start + 3 * 86_400 + 3_600)
    let after: Set = [
      "s s - of the master", "\(tail) \(tail) - of the master",
      "Fourth s \(moved) of the fourth",
    ]
    #expect(try exported() == after)
    // A file with either UID finds what it is about.
    let run = CacheImport(calendar: local, account: .local, now: CacheFixture.now, zone: .gmt)
    let kept = try cache.imports.kept([("s", EventID("s")), (tail.rawValue, tail)], for: run)
    #expect(kept[EventUID("s")]?.map(\.event.title).sorted() == ["Daily", "Fourth"])
    #expect(kept[EventUID(tail.rawValue)]?.map(\.event.title).sorted() == ["Daily", "Fourth"])
    try reverse(.undo)
    #expect(try exported() == before)
    try reverse(.redo)
    #expect(try exported() == after)
  }

  @Test(arguments: [false, true])
  func `An exception of a later part is of that, wherever it stands in the file`(
    _ isFirst: Bool
  ) throws {
    var run = CacheImport(calendar: local, account: .local, now: CacheFixture.now, zone: .gmt)
    var master = Self.event("d", "Early")
    master.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=2"])
    var part = Self.event("d_2", "Later")
    part.time = part.time.moved(to: Self.key(2))
    part.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=3"])
    var exception = Self.event("d_3", "Once")
    exception.occurrence = OccurrenceKey(series: .event(part.id), originalStart: Self.key(3))
    exception.isException = true
    exception.time = .timed(
      start: Self.start + 3.5 * 86_400,
      end: Self.start + 3.5 * 86_400 + 1_800,
      zone: "UTC"
    )
    let others = [
      Self.change(part, "later", rid: Self.key(2).description),
      Self.change(exception, "once", rid: Self.key(3).description),
    ]
    let series = ImportedSeries(
      master: Self.change(master, "early"),
      others: isFirst ? others.reversed() : others
    )
    _ = try cache.imports.carryOut([series], others: [], zone: "Europe/Paris", &run)
    let first = Day(Self.start, in: .gmt)
    let shown = try cache.agenda.window(days: first...first.advanced(by: 6), in: .gmt).events
    #expect(
      shown.map(\.title).filter { ["Early", "Later", "Once"].contains($0) }
        == ["Early", "Early", "Later", "Once", "Later"]
    )
  }
}
