import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// Ids that a user noted still mean the same event once its service has given it another one.
@Suite struct FormerNamesTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }

  init() throws { fixture = try CacheFixture() }

  private static let series = RemoteEventID("m")

  /// A daily series at a service, some hours after noon.
  private func master(_ hours: Int) -> Event {
    var event = CacheFixture.remote("m", at: 1_800_000_000 + Double(hours) * 3_600)
    event.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=3"])
    return event
  }

  private func occurrences(_ hours: Int) -> [Event] {
    (0..<3).map { day in
      let start = 1_800_000_000 + Double(day * 24 + hours) * 3_600
      var event = CacheFixture.remote("m_\(day)_\(hours)", at: start)
      event.occurrence = OccurrenceKey(
        series: .remote(Self.series),
        originalStart: event.time.startKey
      )
      return event
    }
  }

  /// Reads the series, moved by some hours, in a stretch of days from the first one on.
  private func read(_ hours: Int, _ days: Range<Int> = 0..<3, isWhole: Bool = false) throws {
    let key = RemoteSeries(calendar: CacheFixture.calendar, id: Self.series)
    let events = Array(occurrences(hours)[days])
    let (first, count) = (days.lowerBound, days.count + (days.count == 3 ? 2 : 0))
    let window = window(first..<first + count)
    let masters = ListedMasters(
      [master(hours)],
      in: CalendarKey(account: CacheFixture.account, calendar: CacheFixture.calendar),
      window: window,
      listed: Set(events.compactMap(\.remoteID))
    )
    if isWhole {
      try cache.sync.apply(
        events,
        readAfter: cache.sync.mark(),
        reading: reading(window),
        masters: masters
      )
    } else {
      try cache.sync.apply(
        changes: events,
        gone: [],
        in: CacheFixture.calendar,
        account: CacheFixture.account,
        knownUntil: nil,
        reading: reading(window),
        readAfter: cache.sync.mark(),
        masters: masters
      )
    }
    try cache.masters.store(masters: [key: master(hours)], account: CacheFixture.account)
  }

  private func shown() throws -> [EventSummary] {
    let day = Day(CacheFixture.now, in: .gmt)
    return try cache.agenda.window(days: day...day.advanced(by: 4), in: .gmt).events
  }

  /// Somebody else moves a series; Graph gives all of its occurrences other ids then.
  @Test("Both by changes and by a whole reading", arguments: [false, true])
  func aSeriesThatOthersMoveIsFollowed(isWhole: Bool) throws {
    try read(0)
    let before = try shown()
    #expect(before.count == 3)
    for hours in [2, 5] {
      try read(hours, isWhole: isWhole)
      let after = try shown()
      #expect(after.map(\.id) == before.map(\.id))
      #expect(
        after.map { $0.time.start(in: .gmt) } == occurrences(hours).map { $0.time.start(in: .gmt) }
      )
    }
    for hours in [0, 2, 5] {
      for day in 0..<3 {
        let found = try cache.events(matching: "m_\(day)_\(hours)")
        #expect(found.map(\.id) == [before[day].id], "\(day) \(hours)")
      }
    }
    #expect(try cache.events(matching: "work/main/m_1_2").map(\.id) == [before[1].id])
    #expect(try cache.events(matching: "m_3_0") == [])
  }

  /// The calendar is read in stretches: the master comes with each.
  @Test func itIsFollowedInEachStretch() throws {
    try read(0)
    let before = try shown().map(\.id)
    for day in 0..<3 { try read(2, day..<day + 1) }
    #expect(try shown().map(\.id) == before)
  }

  /// A daily series that begins a day later has the same days, but for the first and the last.
  @Test func whatHasItsDayStillStaysThere() throws {
    try read(0)
    let before = try shown()
    try read(24)
    let after = try shown()
    #expect(after.prefix(3).map(\.id) == before.map(\.id))
    #expect(after.prefix(3).map(\.time) == before.map(\.time))
    #expect(try cache.events(matching: "m_0_24").map(\.id) == [before[1].id])
    #expect(try cache.events(matching: "m_1_0").map(\.id) == [before[1].id])
  }

  /// How the events of a calendar are read after a series was moved.
  private enum Way: CaseIterable { case atOnce, inStretches, onTheMiddlePage }

  /// A series was moved by a day, and all of it was read.
  ///
  /// Much later its last occurrence is deleted, and one is added a day behind: that is another one.
  @Test(arguments: Way.allCases)
  private func aMoveThatWasFollowedEverywhereIsOver(_ way: Way) throws {
    try read(0)
    switch way {
    case .atOnce: try read(24)
    // The last stretch is long enough for what moves into it.
    case .inStretches: for day in 0..<4 { try readMoved(day..<day + 1) }
    case .onTheMiddlePage:
      try receive([CacheFixture.remote("a")], of: nil, days: 0..<5, isLast: false)
      let gone = [RemoteEventID("m_0_0")]
      try receive(occurrences(24), of: master(24), days: 0..<5, gone: gone, isLast: false)
      try receive([CacheFixture.remote("b")], of: nil, days: 0..<5)
    }
    let last = try #require(try shown().last)
    #expect(try cache.event(last.id)?.remoteID == RemoteEventID("m_2_24"))
    var added = occurrences(24)[2]
    added.remoteID = RemoteEventID("m_3_24")
    added.id = EventID("m_3_24")
    added.time = occurrences(48)[2].time
    added.occurrence?.originalStart = added.time.startKey
    let events = Array(occurrences(24).prefix(2)) + [added]
    try receive(events, of: master(24), days: 0..<5, gone: [RemoteEventID("m_2_24")])
    let id = try #require(try shown().last).id
    #expect(try cache.event(id)?.remoteID == RemoteEventID("m_3_24"))
    #expect(id != last.id)
  }

  /// The stretches that are read move on with the days.
  @Test func stretchesThatTouchAreKeptAsOne() throws {
    try read(0)
    // The third day is still to be read.
    for day in 0..<2 { try readMoved(day..<day + 1) }
    let followed = try cache.read { db in
      try String.fetchAll(
        db,
        sql: "SELECT followed FROM series_master WHERE followed IS NOT NULL"
      )
    }
    #expect(followed.map { text in text.count { $0 == "[" } } == [2], "\(followed)")
  }

  /// The reading that tells of a move ends after its first page, and goes on later.
  @Test func aReadingThatGoesOnFollowsTheRest() throws {
    try read(0)
    let before = try shown().map(\.id)
    try receive(Array(occurrences(2)[..<1]), of: master(2), days: 0..<5, isLast: false)
    try receive([], of: nil, days: 8..<9)
    try receive(Array(occurrences(2)[1...]), of: master(2), days: 0..<5)
    let after = try before.map { try cache.event($0)?.remoteID?.rawValue }
    #expect(after == ["m_0_2", "m_1_2", "m_2_2"])
  }

  /// The master was read on its own, while a reading was under way that has it as it was.
  @Test func aMoveThatNoReadingHasListedIsFollowedYet() throws {
    try read(0)
    let before = try shown().map(\.id)
    try receive(occurrences(0), of: master(0), days: 0..<5, isLast: false)
    let key = RemoteSeries(calendar: CacheFixture.calendar, id: Self.series)
    try cache.masters.store(masters: [key: master(2)], account: CacheFixture.account)
    try receive([], of: nil, days: 0..<5)
    try receive(occurrences(2), of: master(2), days: 0..<5)
    let after = try before.map { try cache.event($0)?.remoteID?.rawValue }
    #expect(after == ["m_0_2", "m_1_2", "m_2_2"])
  }

  /// The first page of the far stretch was read before the series was moved, the rest is read after it:
  /// only changes tell of the move there.
  @Test func aReadingThatBeganBeforeAMoveHasNotFollowedIt() throws {
    try read(0)
    let before = try shown().map(\.id)
    var far = reading(window(1..<5), stretch: 1)
    far.cursor = "page 2"
    try cache.sync.apply(occurrences(0), readAfter: cache.sync.mark(), reading: far)
    try receive(Array(occurrences(2)[..<1]), of: master(2), days: 0..<1)
    far.cursor = nil
    try cache.sync.apply([], readAfter: cache.sync.mark(), reading: far)
    try receive(Array(occurrences(2)[1...]), of: master(2), days: 1..<5, stretch: 1)
    let after = try before.map { try cache.event($0)?.remoteID?.rawValue }
    #expect(after == ["m_0_2", "m_1_2", "m_2_2"])
    // Now all of it is.
    let left = try cache.read { db in
      try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM series_master WHERE former IS NOT NULL")
    }
    #expect(left == 0)
  }

  /// Reads some days of the series once it is moved by a day.
  private func readMoved(_ days: Range<Int>) throws {
    let events = occurrences(24).enumerated().filter { days.contains($0.offset + 1) }
    let gone = days.contains(0) ? [RemoteEventID("m_0_0")] : []
    try receive(events.map(\.element), of: master(24), days: days, gone: gone)
  }

  /// Some days of those that the series has at first, each from six hours before its occurrence on.
  private func window(_ days: Range<Int>) -> DateInterval {
    let day = 86_400.0
    return DateInterval(
      start: Date(timeIntervalSince1970: 1_800_000_000 + (Double(days.lowerBound) - 0.25) * day),
      duration: Double(days.count) * day
    )
  }

  /// A reading of a stretch that has come to its end.
  private func reading(_ window: DateInterval, stretch: Int = 0) -> StretchReading {
    StretchReading(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account,
      stretch: stretch,
      window: window,
      knownUntil: CacheFixture.now,
      began: CacheFixture.now
    )
  }

  private func receive(
    _ events: [Event],
    of master: Event?,
    days: Range<Int>,
    gone: [RemoteEventID] = [],
    stretch: Int = 0,
    isLast: Bool = true
  ) throws {
    let masters = ListedMasters(
      master.map { [$0] } ?? [],
      in: CalendarKey(account: CacheFixture.account, calendar: CacheFixture.calendar),
      window: window(days),
      listed: Set(events.compactMap(\.remoteID))
    )
    try cache.sync.apply(
      changes: events,
      gone: gone,
      in: CacheFixture.calendar,
      account: CacheFixture.account,
      knownUntil: nil,
      reading: isLast ? reading(window(days), stretch: stretch) : nil,
      readAfter: cache.sync.mark(),
      masters: masters
    )
    guard let master else { return }
    let key = RemoteSeries(calendar: CacheFixture.calendar, id: Self.series)
    try cache.masters.store(masters: [key: master], account: CacheFixture.account)
  }

  /// A name that nothing has is looked up without reading all events.
  @Test func namesAreLookedUpByIndexes() throws {
    for sql in [FormerNames.series, FormerNames.exceptions] {
      let plan = try cache.read { db in
        try Row.fetchAll(
          db,
          sql: "EXPLAIN QUERY PLAN " + sql,
          arguments: ["low": "m", "high": "m\u{10FFFF}"]
        )
        .map { $0["detail"] as String }
      }
      #expect(!plan.contains { $0.contains("SCAN event") || $0.contains("SCAN former") }, "\(plan)")
      #expect(plan.contains { $0.contains("calendar=? AND remote_id>?") }, "\(plan)")
    }
  }

  /// Rows are rescued from a damaged file along their row ids.
  @Test func tablesWithoutRowIDsAreNotRescued() throws {
    let names = try cache.read { db in
      try String.fetchAll(
        db,
        sql:
          "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 1"
      )
    }
    #expect(names.contains("former_name"))
    #expect(Set(names).subtracting(CacheRescue.derived) == [])
  }

  /// What is listed as the name of an event is not what another one was called.
  @Test func shortNamesAreNoFormerOnes() throws {
    try fixture.create("review-1")
    try cache.outbox.confirm(fixture.begin(), stored: fixture.answer("abcdef", title: "New"))
    try fixture.retitle("review-1", "Again")
    try cache.outbox.confirm(fixture.begin(), stored: fixture.answer("c", title: "Again"))
    try fixture.create("abcdef-2")
    let second = try #require(try cache.event(EventID("abcdef-2")))
    let name = try cache.shortName(of: second)
    #expect(try cache.events(matching: name).map(\.id) == [second.id], "\(name)")
  }

  /// An id that another event has by now means that one.
  @Test func whatHasANameNowIsMeant() throws {
    try fixture.receive(CacheFixture.remote("a"))
    try fixture.create("mine")
    try cache.outbox.confirm(fixture.begin(), stored: fixture.answer("b", title: "New"))
    try fixture.retitle("mine", "Again")
    try cache.outbox.confirm(fixture.begin(), stored: fixture.answer("c", title: "Again"))
    #expect(try cache.events(matching: "b").map(\.id) == [EventID("mine")])
    try fixture.receive(CacheFixture.remote("b", title: "Other"))
    #expect(try cache.events(matching: "b").map(\.title) == ["Other"])
    #expect(try cache.events(matching: "c").map(\.id) == [EventID("mine")])
  }

  /// A deleted event that comes back is another one for its service.
  @Test func whatIsBroughtBackKeepsItsNames() throws {
    try fixture.receive(CacheFixture.remote("a"))
    for number in 0..<3 {
      let id = try #require(try cache.events(matching: "a").first).id
      try fixture.submit(id.rawValue, .delete)
      try cache.outbox.confirm(fixture.begin(), stored: nil)
      #expect(try cache.events(matching: "a") == [])
      let outcome = try cache.history.undo(
        .undo,
        freshID: EventID("fresh\(number)"),
        at: CacheFixture.now
      )
      guard case .done = outcome else {
        Issue.record("\(outcome)")
        return
      }
      let back = try #require(try cache.events(matching: "a").first)
      #expect(back.id == EventID("fresh\(number)"))
      try cache.outbox.confirm(
        fixture.begin(),
        stored: fixture.answer("r\(number)", title: "Review")
      )
      for name in ["a"] + (0...number).flatMap({ ["fresh\($0)", "r\($0)"] }) {
        #expect(try cache.events(matching: name).map(\.id) == [back.id], "\(name)")
      }
    }
  }
}
