import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// Edits of a series at a service show on all occurrences that they are for, before they are sent.
@Suite struct SeriesPreviewsTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }

  init() throws {
    fixture = try CacheFixture()
    try receive((0..<6).map { SeriesMastersTests.occurrence($0) })
    try cache.masters.store(
      masters: [SeriesMastersTests.series: SeriesMastersTests.master()],
      account: CacheFixture.account
    )
  }

  private static func count(_ table: String, _ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)") ?? 0
  }

  private func receive(_ events: [Event]) throws {
    try cache.sync.apply(events, readAfter: cache.sync.mark())
  }

  /// The occurrences as a user sees them: day, hour and title.
  private func shown() throws -> [String] {
    let day = Day(CacheFixture.now, in: .gmt)
    let window = try cache.agenda.window(
      days: day.advanced(by: -3)...day.advanced(by: 30),
      in: .gmt
    )
    return window.events.map { event in
      let passed = Int(event.time.start(in: .gmt).timeIntervalSince(CacheFixture.now) / 3_600)
      let place = event.location.isEmpty ? "" : " @\(event.location)"
      return "\(passed / 24)+\(passed % 24) \(event.title)\(place)"
    }
  }

  private func plain(_ range: Range<Int> = 0..<6, _ title: String = "Daily") -> [String] {
    range.map { "\($0)+0 \(title)" }
  }

  private func edit(_ day: Int, _ scope: EditScope, _ change: EventChange) throws {
    try cache.submit(
      EventEdit(event: EventID("m_\(day)"), change: change, scope: scope),
      at: CacheFixture.now
    )
  }

  private func undo(_ direction: UndoDirection = .undo) throws {
    _ = try cache.history.undo(direction, freshID: EventID(UUID().uuidString), at: CacheFixture.now)
  }

  private static let title = EventChange.update(EventPatch(title: "Other"))

  private static func later(_ day: Int) -> EventChange {
    let start = 1_800_000_000 + Double(day) * 86_400 + 7_200
    return .update(EventPatch(time: CacheFixture.remote("x", at: start).time))
  }

  private static func rule(_ rule: String) -> EventChange {
    .update(EventPatch(recurrence: Recurrence(lines: ["RRULE:" + rule])))
  }

  @Test func aTitleShowsOnAllAndIsUndone() throws {
    try edit(2, .all, Self.title)
    #expect(try shown() == plain(0..<6, "Other"))
    try undo()
    #expect(try shown() == plain())
    try undo(.redo)
    #expect(try shown() == plain(0..<6, "Other"))
    try cache.outbox.discard(EventID("m_2"))
    #expect(try shown() == plain())
  }

  @Test func aTitleShowsFromAnOccurrenceOn() throws {
    try edit(2, .following, Self.title)
    #expect(try shown() == plain(0..<2) + plain(2..<6, "Other"))
    try edit(4, .following, .update(EventPatch(title: "Third")))
    #expect(try shown() == plain(0..<2) + plain(2..<4, "Other") + plain(4..<6, "Third"))
    try undo()
    #expect(try shown() == plain(0..<2) + plain(2..<6, "Other"))
    try undo()
    #expect(try shown() == plain())
  }

  @Test(arguments: [EditScope.following, .all]) func aTimeShows(_ scope: EditScope) throws {
    try edit(2, scope, Self.later(2))
    let moved = (0..<6).map { $0 < 2 && scope == .following ? "\($0)+0 Daily" : "\($0)+2 Daily" }
    #expect(try shown() == moved)
    try undo()
    #expect(try shown() == plain())
  }

  /// Occurrences that the rule does not give any more are gone; new ones come from the service.
  @Test func anotherRuleShows() throws {
    try edit(0, .all, Self.rule("FREQ=DAILY;COUNT=3"))
    #expect(try shown() == plain(0..<3))
    try undo()
    #expect(try shown() == plain())
    try edit(2, .following, Self.rule("FREQ=DAILY;INTERVAL=2;COUNT=2"))
    #expect(try shown() == plain(0..<3) + plain(4..<5))
    try undo()
    try edit(2, .all, .update(EventPatch(recurrence: Recurrence(lines: []))))
    #expect(try shown() == plain(2..<3))
    try undo()
    #expect(try shown() == plain())
  }

  @Test func aDeletionShows() throws {
    try edit(2, .following, .delete)
    #expect(try shown() == plain(0..<2))
    try undo()
    #expect(try shown() == plain())
    try edit(2, .all, .delete)
    #expect(try shown() == [])
    try undo()
    #expect(try shown() == plain())
  }

  /// Without its master a series cannot be followed by its rule; what is typed shows all the same.
  @Test func aSeriesThatIsNotReadShowsTextsAndTimes() throws {
    try cache.masters.store(
      masters: [SeriesMastersTests.series: nil],
      account: CacheFixture.account
    )
    try edit(2, .all, Self.title)
    #expect(try shown() == plain(0..<6, "Other"))
    try edit(3, .following, Self.later(3))
    #expect(
      try shown() == plain(0..<3, "Other") + (3..<6).map { "\($0)+2 Other" }
    )
  }

  /// What an exception has of its own stays.
  @Test func anExceptionKeepsItsOwn() throws {
    var moved = SeriesMastersTests.occurrence(3, title: "Special")
    moved.time = CacheFixture.remote("x", at: 1_800_000_000 + 3 * 86_400 + 3_600).time
    moved.isException = true
    try receive([moved])
    try edit(2, .all, Self.title)
    #expect(try shown() == plain(0..<3, "Other") + ["3+1 Special"] + plain(4..<6, "Other"))
    try edit(1, .all, Self.later(1))
    #expect(try shown()[3] == "3+1 Special")
  }

  /// A sync meanwhile takes nothing back, and what is new shows.
  @Test func aSyncMeanwhileIsSeen() throws {
    try edit(2, .all, Self.title)
    var placed = SeriesMastersTests.occurrence(4)
    placed.location = "Room"
    try receive((0..<4).map { SeriesMastersTests.occurrence($0) } + [placed])
    let shown = plain(0..<4, "Other") + ["4+0 Other @Room", "5+0 Other"]
    #expect(try self.shown() == shown)
    try receive([placed])
    #expect(try self.shown() == shown)
    try undo()
    #expect(try self.shown() == plain(0..<4) + ["4+0 Daily @Room", "5+0 Daily"])
  }

  /// One that the service deletes meanwhile goes.
  @Test func aDeletionMeanwhileIsSeen() throws {
    try edit(2, .all, Self.title)
    try cache.sync.apply(
      changes: [],
      gone: [RemoteEventID("m_4")],
      in: CacheFixture.calendar,
      account: CacheFixture.account,
      knownUntil: nil,
      readAfter: cache.sync.mark()
    )
    #expect(try shown() == plain(0..<4, "Other") + plain(5..<6, "Other"))
    try undo()
    #expect(try shown() == plain(0..<4) + plain(5..<6))
  }

  /// An occurrence with an edit of its own shows both, whichever comes first.
  @Test(arguments: [true, false]) func anEditOfItsOwnShowsToo(_ isFirst: Bool) throws {
    let own = EventChange.update(EventPatch(location: "Room"))
    if isFirst { try edit(3, .this, own) }
    try edit(2, .all, Self.title)
    if !isFirst { try edit(3, .this, own) }
    #expect(try shown()[3] == "3+0 Other @Room")
    try cache.outbox.discard(EventID("m_2"))
    #expect(try shown() == plain(0..<3) + ["3+0 Daily @Room"] + plain(4..<6))
    try cache.outbox.discard(EventID("m_3"))
    #expect(try shown() == plain())
  }

  /// What an occurrence is made of its own later stands over an edit of all.
  @Test func theLaterEditStands() throws {
    try edit(2, .all, Self.title)
    try edit(3, .this, .update(EventPatch(title: "Mine")))
    #expect(try shown()[3] == "3+0 Mine")
    try edit(4, .this, .update(EventPatch(title: "Before")))
    try edit(2, .all, .update(EventPatch(title: "After")))
    #expect(try shown()[0] == "0+0 After")
  }

  /// Once the service has it, what it says stands, and nothing is left of the preview.
  @Test func theServiceHasTheLastWord() throws {
    try edit(2, .all, Self.title)
    let begun = try fixture.begin()
    var answer = SeriesMastersTests.occurrence(2, title: "Other")
    answer.id = EventID("m_2")
    try cache.outbox.confirm(begun, stored: answer)
    try receive((0..<6).map { SeriesMastersTests.occurrence($0, title: "Other") })
    #expect(try shown() == plain(0..<6, "Other"))
    let left = try cache.read { db in
      try SeriesPreviewsTests.count("series_preview", db)
        + SeriesPreviewsTests.count("previewed_edit", db)
    }
    #expect(left == 0)
  }

  /// A refused edit shows until it is discarded, as it does on its own occurrence.
  @Test func aRefusedEditShowsUntilItIsDiscarded() throws {
    try edit(2, .all, Self.title)
    try cache.outbox.reject(try fixture.begin(), reason: "no")
    #expect(try shown() == plain(0..<6, "Other"))
    try cache.outbox.discard(EventID("m_2"))
    #expect(try shown() == plain())
  }

  /// A deletion that was refused hides nothing, as on its own occurrence, until it is tried again.
  @Test(arguments: [EditScope.following, .all]) func aRefusedDeletionHidesNothing(
    _ scope: EditScope
  ) throws {
    try edit(2, scope, .delete)
    try cache.outbox.reject(try fixture.begin(), reason: "no")
    #expect(try shown() == plain())
    try cache.outbox.retry(EventID("m_2"))
    #expect(try shown() == plain(0..<(scope == .all ? 0 : 2)))
  }

  @Test func aDeletionThatIsAConflictHidesNothing() throws {
    try edit(2, .following, .delete)
    try receive([SeriesMastersTests.occurrence(2, title: "Theirs")])
    #expect(try cache.pending.conflict(of: EventID("m_2")) != nil)
    #expect(try shown() == plain(0..<2) + ["2+0 Theirs"] + plain(3..<6))
  }

  /// Another calendar may have the same id of a series.
  @Test func aSeriesOfTheSameIDElsewhereStaysAsItIs() throws {
    try cache.store(
      calendars: [CacheFixture.info("main"), CacheFixture.info("other")],
      for: CacheFixture.account
    )
    var other = SeriesMastersTests.occurrence(3)
    other.id = EventID("o_3")
    other.remoteID = RemoteEventID("o_3")
    other.calendar = CalendarID("other")
    try receive([other])
    try edit(2, .all, Self.title)
    try fixture.submit("o_3", .update(EventPatch(location: "Room")))
    #expect(try fixture.title("o_3") == "Daily")
  }

  /// Outside of what a sync reads, nothing is lost that a waiting deletion or a moved time covers.
  @Test(arguments: [EventChange.delete, Self.later(2)]) func aSyncOfADayLosesNothing(
    _ change: EventChange
  ) throws {
    try edit(2, .following, change)
    try cache.sync.finishSync(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      // From where the occurrence of the fourth day is moved to until the next one begins.
      window: DateInterval(start: CacheFixture.now + 4 * 86_400 + 7_200, duration: 3_600),
      seen: [],
      readAfter: cache.sync.mark()
    )
    try undo()
    #expect(try shown() == plain())
  }

  /// Within it, one that its service does not list any more is gone, wherever it shows.
  @Test func aSyncOfADayTakesWhatIsGone() throws {
    try edit(2, .following, Self.later(2))
    try cache.sync.finishSync(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      window: DateInterval(start: CacheFixture.now + 4 * 86_400, duration: 3_600),
      seen: [],
      readAfter: cache.sync.mark()
    )
    try undo()
    #expect(try shown() == plain(0..<4) + plain(5..<6))
  }

  /// An occurrence that comes or changes while an edit waits shows with it.
  @Test func whatASyncBringsShowsTheEdit() throws {
    try receive([SeriesMastersTests.occurrence(4, title: "Other")])
    try edit(2, .all, Self.title)
    // It looked as the edit makes it look, so that no preview of it was needed.
    try receive([SeriesMastersTests.occurrence(4), SeriesMastersTests.occurrence(6)])
    #expect(try shown() == plain(0..<7, "Other"))
    try undo()
    #expect(try shown() == plain(0..<7))
  }
}
