import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import LocalCache

/// What became of a series is stored with the end of its edit, or not at all: an edit that is
/// confirmed is not looked at again, and services do not report all that a shorter series loses.
@Suite struct SeriesOutcomeTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }

  init() throws {
    fixture = try CacheFixture()
    let occurrences = (0..<4).map { SeriesMastersTests.occurrence($0) }
    try cache.sync.apply(occurrences, readAfter: cache.sync.mark())
    try cache.masters.store(
      masters: [SeriesMastersTests.series: SeriesMastersTests.master()],
      account: CacheFixture.account
    )
  }

  /// An occurrence of the tail that the third day and those after it have become.
  private static func tail(_ day: Int) -> Event {
    var event = CacheFixture.remote(
      "tail_\(day)",
      title: "Other",
      at: 1_800_000_000 + Double(day) * 86_400
    )
    event.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("tail")),
      originalStart: event.time.startKey
    )
    return event
  }

  private func submit() throws -> OutboxOperation {
    try cache.submit(
      EventEdit(
        event: EventID("m_2"),
        change: .update(EventPatch(title: "Other")),
        scope: .following
      ),
      at: CacheFixture.now
    )
    return try fixture.begin()
  }

  private func outcome(in calendar: CalendarID) -> SeriesOutcome {
    let occurrences = [0, 1].map { SeriesMastersTests.occurrence($0) } + [2, 3].map(Self.tail)
    return SeriesOutcome(
      own: occurrences[2],
      occurrences: occurrences,
      gone: [RemoteEventID("m_2"), RemoteEventID("m_3")],
      masters: [RemoteSeries(calendar: calendar, id: RemoteEventID("tail")): nil],
      reversal: nil
    )
  }

  private func shown() throws -> [String] {
    let day = Day(CacheFixture.now, in: .gmt)
    return try cache.agenda.window(days: day...day.advanced(by: 30), in: .gmt).events.map(\.title)
  }

  @Test func itIsStoredAsAWholeOrNotAtAll() throws {
    let operation = try submit()
    let wanted = ["Daily", "Daily", "Other", "Other"]
    // The last of what is stored fails, as on a full disk.
    #expect(throws: CacheError.self) {
      try cache.outbox.confirm(operation, outcome(in: CalendarID("none")), at: CacheFixture.now)
    }
    #expect(try cache.outbox.operations().map(\.sequence) == [operation.sequence])
    #expect(try shown() == wanted, "the edit still shows, once")
    try cache.outbox.confirm(
      operation,
      outcome(in: CacheFixture.calendar),
      at: CacheFixture.now
    )
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try shown() == wanted)
    let day = Day(CacheFixture.now, in: .gmt)
    let window = try cache.agenda.window(days: day...day.advanced(by: 30), in: .gmt)
    let remotes = try window.events.map { try cache.event($0.id)?.remoteID?.rawValue }
    #expect(remotes == ["m_0", "m_1", "tail_2", "tail_3"])
  }

  /// While an edit is carried out a refresh may read the occurrences that it takes away, and store its
  /// answer afterwards.
  @Test(arguments: [true, false])
  func anAnswerThatWasReadBeforeBringsNothingBack(knowsTail: Bool) throws {
    let operation = try submit()
    let mark = try cache.sync.mark()
    // Once the tail was read, no row goes on as one of it.
    if knowsTail { try cache.sync.apply([2, 3].map(Self.tail), readAfter: mark) }
    let read = (0..<4).map { SeriesMastersTests.occurrence($0) }
    try cache.outbox.confirm(
      operation,
      outcome(in: CacheFixture.calendar),
      at: CacheFixture.now
    )
    try cache.sync.apply(read, readAfter: mark)
    let left = try shown()
    #expect(left == ["Daily", "Daily", "Other", "Other"])
    // Should the service have one after all, the next reading shows it.
    try cache.sync.apply([SeriesMastersTests.occurrence(3)], readAfter: cache.sync.mark())
    let found = try shown()
    #expect(found == ["Daily", "Daily", "Other", "Daily", "Other"])
  }
}
