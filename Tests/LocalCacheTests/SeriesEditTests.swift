import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// Edits of series with each scope, and what undo takes back.
@Suite struct SeriesEditTests {
  let series: SeriesFixture
  private var cache: LocalCache { series.cache }

  init() throws { series = try SeriesFixture() }

  // MARK: Edits

  /// What is done to the third of five occurrences, of which the second is an exception.
  struct Case: CustomTestStringConvertible {
    let scope: EditScope
    let change: EventChange
    let agenda: [String]
    var testDescription: String { "\(scope) \(agenda.joined(separator: ", "))" }

    init(_ scope: EditScope, _ change: EventChange, _ agenda: [String]) {
      (self.scope, self.change, self.agenda) = (scope, change, agenda)
    }
  }

  private static let moved = EventChange.update(
    EventPatch(time: SeriesFixture.time("2026-10-27", hour: 12))
  )
  private static let rule = EventChange.update(
    EventPatch(recurrence: Recurrence(lines: ["RRULE:FREQ=WEEKLY;INTERVAL=2"]))
  )
  private static let zone = EventChange.update(
    EventPatch(
      time: .timed(
        start: SeriesFixture.time("2026-10-26", hour: 15).start(in: SeriesFixture.berlin),
        end: SeriesFixture.time("2026-10-26", hour: 16).start(in: SeriesFixture.berlin),
        zone: "America/New_York"
      )
    )
  )
  private static let retro = "10-19 10 Retro*"

  static let cases: [Case] = [
    Case(
      .this,
      .update(EventPatch(title: "Daily")),
      [
        "10-12 10 Stand-up", retro, "10-26 10 Daily*", "11-02 10 Stand-up", "11-09 10 Stand-up",
      ]
    ),
    Case(
      .following,
      .update(EventPatch(title: "Daily")),
      ["10-12 10 Stand-up", retro, "10-26 10 Daily", "11-02 10 Daily", "11-09 10 Daily"]
    ),
    Case(
      .all,
      .update(EventPatch(title: "Daily")),
      ["10-12 10 Daily", retro, "10-26 10 Daily", "11-02 10 Daily", "11-09 10 Daily"]
    ),
    Case(
      .this,
      moved,
      [
        "10-12 10 Stand-up", retro, "10-27 12 Stand-up*", "11-02 10 Stand-up", "11-09 10 Stand-up",
      ]
    ),
    Case(
      .following,
      moved,
      [
        "10-12 10 Stand-up", retro, "10-27 12 Stand-up", "11-03 12 Stand-up", "11-10 12 Stand-up",
      ]
    ),
    Case(
      .all,
      moved,
      [
        "10-13 12 Stand-up", "10-20 12 Retro*", "10-27 12 Stand-up", "11-03 12 Stand-up",
        "11-10 12 Stand-up",
      ]
    ),
    // New York is back in winter a week later.
    Case(
      .all,
      zone,
      [
        "10-12 16 Stand-up", "10-19 16 Retro*", "10-26 15 Stand-up", "11-02 16 Stand-up",
        "11-09 16 Stand-up",
      ]
    ),
    Case(
      .following,
      rule,
      ["10-12 10 Stand-up", retro, "10-26 10 Stand-up", "11-09 10 Stand-up"]
    ),
    Case(.all, rule, ["10-12 10 Stand-up", "10-26 10 Stand-up", "11-09 10 Stand-up"]),
    Case(
      .this,
      .delete,
      ["10-12 10 Stand-up", retro, "11-02 10 Stand-up", "11-09 10 Stand-up"]
    ),
    Case(.following, .delete, ["10-12 10 Stand-up", retro]),
    Case(.all, .delete, []),
  ]

  @Test(arguments: cases)
  func oneUndoTakesAnEditBack(_ one: Case) throws {
    try series.edit(1, .this, .update(EventPatch(title: "Retro")))
    let before = try series.agenda()
    let ids = try series.window("2026-10-12", "2026-11-15").map(\.id)
    try series.edit(2, one.scope, one.change)
    #expect(try series.agenda() == one.agenda)
    for _ in 0..<2 {
      #expect(try series.undo() != .nothing)
      #expect(try series.agenda() == before)
      #expect(try series.window("2026-10-12", "2026-11-15").map(\.id) == ids)
      _ = try series.undo(.redo)
      #expect(try series.agenda() == one.agenda)
    }
    // The exception before it is undone by the next.
    _ = try series.undo()
    _ = try series.undo()
    #expect(try series.agenda() == SeriesFixture.plain.map { "\($0) 10 Stand-up" })
  }

  /// The occurrence that was edited is found again, whatever its id is since.
  @Test(arguments: [(EditScope.this, nil), (.following, "10-27 12"), (.all, "10-27 12")])
  func anOccurrenceHasASuccessor(_ scope: EditScope, _ start: String?) throws {
    let before = try series.window("2026-10-12", "2026-11-15")[2].id
    let occurrence = try #require(try cache.event(before))
    let edit = EventEdit(event: before, change: Self.moved, scope: scope)
    let made = try cache.submit(edit, at: CacheFixture.now)
    let successor = try cache.series.successor(of: occurrence, after: edit, in: made)
    #expect((successor == nil) == (start == nil))
    guard let successor else { return }
    #expect(try series.window("2026-10-27", "2026-10-27").map(\.id) == [successor])
  }

  @Test func anEditWithoutAScopeIsForTheOccurrenceAlone() throws {
    let events = try series.window("2026-10-12", "2026-11-15")
    try cache.submit(EventEdit(event: events[3].id, change: .delete), at: CacheFixture.now)
    #expect(
      try series.agenda() == ["10-12", "10-19", "10-26", "11-09"].map { "\($0) 10 Stand-up" }
    )
  }

  @Test func anEditOfTheMasterIsForAll() throws {
    try series.edit(1, .this, .update(EventPatch(location: "Room")))
    try cache.submit(
      EventEdit(
        event: SeriesFixture.series,
        change: .update(EventPatch(time: SeriesFixture.time("2026-10-12", hour: 9)))
      ),
      at: CacheFixture.now
    )
    #expect(try series.agenda()[1] == "10-19 9 Stand-up* @Room")
    #expect(try series.agenda().count == 5)
  }

  @Test func whatCannotBeDoneChangesNothing() throws {
    let before = try series.agenda()
    #expect(throws: CacheError.series(.ruleOfOne)) { try series.edit(1, .this, Self.rule) }
    for scope in EditScope.allCases {
      #expect(throws: CacheError.series(.noAddress)) { try series.edit(1, scope, .respond(.yes)) }
    }
    #expect(try series.agenda() == before)
  }

  /// The rows of a series are written together, so that the first that a text finds are of one.
  @Test func aBeginningOfIDsThatTwoSeriesShareIsOfNeither() throws {
    for name in ["a", "b"] {
      let rule = "RRULE:FREQ=DAILY;COUNT=14"
      try series.make(EventID("040000008200-\(name)"), "2026-10-14", [rule])
    }
    let found = try cache.events(matching: "040000")
    #expect(found.count == 10)
    let first = try #require(found.last).id
    #expect(first.rawValue.hasPrefix("040000008200-a"))
    let store = cache.series
    #expect(try !store.isOnlySeries(beginningWith: "040000", of: first))
    #expect(try store.isOnlySeries(beginningWith: "040000008200-a", of: first))
    #expect(try !store.isOnlySeries(beginningWith: "040000008200-b", of: first))
  }

  @Test func anEventBecomesASeriesAndBack() throws {
    try series.make(EventID("one"), "2026-10-14", [])
    try cache.submit(
      EventEdit(
        event: EventID("one"),
        change: .update(
          EventPatch(title: "Run", recurrence: Recurrence(lines: ["RRULE:FREQ=WEEKLY;COUNT=2"]))
        )
      ),
      at: CacheFixture.now
    )
    let runs = try series.agenda().filter { $0.hasSuffix("Run") }
    #expect(runs == ["10-14 10 Run", "10-21 10 Run"])
    _ = try series.undo()
    #expect(try series.agenda().filter { $0.hasSuffix("-") } == ["10-14 10 Stand-up-"])
    _ = try series.undo(.redo)
    #expect(try series.agenda().count { $0.hasSuffix("Run") } == 2)
  }

  @Test func aSeriesBeginsWithADayOfItsRule() throws {
    try series.make(EventID("thursdays"), "2026-10-13", ["RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=2"])
    #expect(try cache.event(EventID("thursdays"))?.time == SeriesFixture.time("2026-10-15"))
    #expect(throws: CacheError.series(.noOccurrence)) {
      try series.make(EventID("never"), "2026-10-13", ["RRULE:FREQ=DAILY;UNTIL=20260101T000000Z"])
    }
  }

  // MARK: Links

  @Test func exceptionsFollowTheLinkOfTheirSeriesUntilTheyHaveAnother() throws {
    func links() throws -> [String] {
      try series.window("2026-10-12", "2026-11-15").map { event in
        guard case .details(let details)? = try cache.event(event.id)?.conferencing else {
          return "-"
        }
        return String(details.url.suffix(1))
      }
    }
    try series.edit(1, .this, .update(EventPatch(title: "Retro")))
    let other = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/2")
    try series.edit(2, .this, .update(EventPatch(conferencing: .details(other))))
    #expect(try links() == ["-", "-", "2", "-", "-"])
    try series.edit(0, .all, .update(EventPatch(conferencing: .details(SeriesFixture.link))))
    #expect(try links() == ["1", "1", "2", "1", "1"])
    let events = try series.window("2026-10-12", "2026-11-15")
    #expect(events.allSatisfy { $0.provider == .zoomMeeting })
    try series.edit(3, .following, .update(EventPatch(title: "Daily")))
    #expect(try links() == ["1", "1", "2", "1", "1"])
    _ = try series.undo()
    try series.edit(3, .all, .update(EventPatch(conferencing: .strip)))
    #expect(try links() == ["-", "-", "2", "-", "-"])
    _ = try series.undo()
    #expect(try links() == ["1", "1", "2", "1", "1"])
  }

  /// A tail that gets a link of its own takes the exceptions behind the cut with it, and undo gives
  /// them the old one again.
  @Test func exceptionsGoWithTheLinkOfTheirPart() throws {
    let asked = Autocreate(provider: .zoomMeeting, hostGrant: GrantID("zoom"))
    func providers() throws -> [String] {
      try series.window("2026-10-12", "2026-11-15").map { event in
        switch try cache.event(event.id)?.conferencing {
        case .details(let details)?: String(details.url.suffix(1))
        case .autocreate?: "…"
        default: "-"
        }
      }
    }
    try series.edit(3, .this, .update(EventPatch(title: "Retro")))
    try series.edit(0, .all, .update(EventPatch(conferencing: .details(SeriesFixture.link))))
    let third = try series.window("2026-10-12", "2026-11-15")[2]
    var edit = EventEdit(
      event: third.id,
      change: .update(EventPatch(title: "Daily")),
      scope: .following
    )
    edit.splitLink = .new(asked)
    try cache.submit(edit, at: CacheFixture.now)
    #expect(try providers() == ["1", "1", "…", "…", "…"])
    #expect(try cache.outbox.operations().map(\.edit.change.asked) == [asked])
    _ = try series.undo()
    #expect(try providers() == ["1", "1", "1", "1", "1"])
    #expect(try cache.outbox.operations().isEmpty)
  }

  @Test func aMeetingThatTheOtherHalfNeedsIsNotDeleted() throws {
    func tasks() throws -> Int {
      try cache.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM meeting_task") ?? 0 }
    }
    try cache.write { db in
      let stored = try #require(try StoredEvent.find(SeriesFixture.series, db))
      var event = stored.event
      event.conferencing = .details(SeriesFixture.link)
      event.autocreated = Autocreate(provider: .zoomMeeting)
      event.meeting = HostedMeeting(provider: .zoomMeeting, host: GrantID("zoom"), id: "1")
      try cache.writer(db).update(stored.key, to: event)
    }
    try series.edit(2, .following, .update(EventPatch(title: "Daily")))
    try series.edit(0, .all, .delete)
    #expect(try tasks() == 0)
    #expect(try series.agenda() == ["10-26", "11-02", "11-09"].map { "\($0) 10 Daily" })
    // It is that half's now.
    try series.edit(0, .all, .delete)
    #expect(try tasks() == 1)
  }

  // MARK: The file

  @Test func aRebuiltFileHasTheSeriesWithTheirExceptions() throws {
    try series.edit(1, .this, .update(EventPatch(title: "Retro")))
    try series.edit(2, .this, .delete)
    let before = try series.agenda()
    try cache.write { db in
      // What is computed is not needed to compute it again.
      try db.execute(sql: "DELETE FROM event WHERE series_part = 2")
      try SeriesRows(db: db).rebuild()
    }
    #expect(try series.agenda() == before)
    #expect(try series.fixture.reopened().event(SeriesFixture.series)?.recurrence?.lines.count == 2)
  }

  /// One occurrence is being given a link, of its own or never, when all of the series is deleted: the
  /// series goes once that is delivered, so that the meeting goes with it.
  @Test(arguments: [false, true])
  func aSeriesGoesBehindEditsOfItsExceptions(_ isUnderWay: Bool) throws {
    let asked = Autocreate(provider: .zoomMeeting, hostGrant: GrantID("zoom"))
    try series.edit(2, .this, .update(EventPatch(conferencing: .autocreate(asked))))
    let link = try #require(try cache.outbox.operations().first)
    if isUnderWay { #expect(try cache.outbox.begin(link) != nil) }
    try series.edit(3, .all, .delete)
    #expect(try series.agenda().isEmpty)
    #expect(try cache.outbox.operations().isEmpty == !isUnderWay)
    guard isUnderWay else { return }
    let deletion = try #require(try cache.outbox.operations().last)
    #expect(deletion.edit.event == SeriesFixture.series)
    #expect(try cache.outbox.begin(deletion) == nil)
    try cache.outbox.confirm(link, stored: nil)
    for _ in 0..<2 {
      let next = try cache.outbox.nextOperations(account: .local, now: CacheFixture.now)
      #expect(next.count == 1)
      let begun = try #require(try cache.outbox.begin(next[0]))
      try cache.outbox.confirm(begun, stored: nil)
    }
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try cache.event(SeriesFixture.series) == nil)
  }
}
