import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import GRDBSQLite
import Testing

@testable import LocalCache

/// What endless series in one calendar cost: counted in work and not in seconds.
@Suite struct SeriesScaleTests {
  private static let day = Day(SeriesFixture.time("2026-10-12").start(in: .gmt), in: .gmt)

  private func draft(_ title: String, _ day: Day, _ rule: String?) -> EventDraft {
    EventDraft(
      account: .local,
      calendar: CalendarID("home"),
      title: title,
      time: SeriesFixture.time(day.description),
      recurrence: rule.map { Recurrence(lines: [$0]) }
    )
  }

  /// A calendar with weekly series, or with as many events on as many days.
  private func calendar(series count: Int, repeats: Bool) throws -> CacheFixture {
    let fixture = try CacheFixture()
    let cache = fixture.cache
    try cache.store(calendars: [CacheFixture.info("home", account: .local)], for: .local)
    let weeks = repeats ? 0...0 : -26...52
    let drafts = (0..<count).flatMap { number in
      weeks.map { week in
        let day = Self.day.advanced(by: number % 7 + 7 * week)
        return draft("S\(number)", day, repeats ? "RRULE:FREQ=WEEKLY" : nil)
      }
    }
    let edits = drafts.enumerated().map { index, draft in
      EventEdit(event: EventID("e\(index)"), change: .create(draft, conferencing: .keep))
    }
    try cache.submit(edits, at: CacheFixture.now)
    return fixture
  }

  /// The steps of SQLite's machine that one day takes.
  private func steps(_ fixture: CacheFixture) throws -> Int32 {
    let cache = fixture.cache
    let day = Self.day.advanced(by: 21)
    // What is looked at once is expanded.
    _ = try cache.agenda.window(days: day...day, in: .gmt)
    return try cache.pool.read { db in
      let statement = try db.cachedStatement(sql: WindowSQL.all.touching)
      _ = sqlite3_stmt_status(statement.sqliteStatement, 4, 1)
      let query = try WindowQuery(db: db, zone: .gmt, of: .shown)
      #expect(try query.window(day...day).events.count >= 7)
      return sqlite3_stmt_status(statement.sqliteStatement, 4, 0)
    }
  }

  /// A day of series takes the work of a day of events.
  @Test func aDayCostsWhatItsEventsCost() throws {
    let series = try steps(calendar(series: 49, repeats: true))
    let events = try steps(calendar(series: 49, repeats: false))
    #expect(events > 0)
    #expect(Double(series) < 1.3 * Double(events), "\(series) and \(events) steps")
  }

  /// Going on day by day expands the rules once in a long while and not at each step.
  @Test func daysAreExpandedInLongStretches() throws {
    let fixture = try calendar(series: 20, repeats: true)
    let cache = fixture.cache
    var stretches: Set<String> = []
    for step in 0..<900 {
      let day = Self.day.advanced(by: step)
      if step.isMultiple(of: 7) { _ = try cache.agenda.window(days: day...day, in: .gmt) }
      let known = try cache.read { db in
        try Row.fetchOne(db, sql: "SELECT first, last FROM series_days")
          .map { "\($0[0] as Int)…\($0[1] as Int)" }
      }
      stretches.insert(known ?? "")
    }
    #expect(stretches.count <= 3, "\(stretches)")
    // Nothing is doubled where stretches meet.
    let doubled = try cache.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT COUNT(*) FROM (SELECT 1 FROM event WHERE series_part = 2
            GROUP BY series, start_key HAVING COUNT(*) > 1)
          """
      )
    }
    #expect(doubled == 0)
  }

  /// Rules that would never end cost one row each, whatever days are looked at.
  @Test(arguments: [
    "RRULE:FREQ=SECONDLY", "RRULE:FREQ=MINUTELY;INTERVAL=1", "RRULE:FREQ=DAILY;INTERVAL=0",
    "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:RSCALE=HEBREW;FREQ=YEARLY",
  ])
  func aHostileRuleIsShownOnce(_ rule: String) throws {
    let fixture = try calendar(series: 1, repeats: true)
    let cache = fixture.cache
    let master = Event(
      id: EventID("hostile"),
      account: .local,
      calendar: CalendarID("home"),
      title: "Hostile",
      time: SeriesFixture.time(Self.day.description),
      recurrence: Recurrence(lines: [rule])
    )
    try cache.write { db in
      let place = try CalendarPlace.find(CalendarID("home"), in: .local, db)
      _ = try cache.writer(db).insert(master, at: place)
    }
    _ = try cache.agenda.window(
      days: Self.day.advanced(by: 800)...Self.day.advanced(by: 830),
      in: .gmt
    )
    let rows = try cache.read { db in
      try Int.fetchOne(
        db,
        sql: "SELECT COUNT(*) FROM event WHERE series_part = 2 AND title = 'Hostile'"
      ) ?? 0
    }
    #expect(rows <= 1, "\(rows)")
  }
}
