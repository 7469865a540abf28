import CalendarCore
import Foundation
import GRDB
import GRDBSQLite
import Testing

@testable import LocalCache

@Suite struct ScaleTests {
  /// What SQLite says it would do for a query.
  private func plan(_ sql: String) throws -> [String] {
    let fixture = try CacheFixture()
    return try fixture.cache.pool.read { db in
      let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
      let values: [String: any DatabaseValueConvertible] = [
        "start": 0, "end": 0, "day": 0, "calendars": "[1]",
      ]
      statement.setUncheckedArguments(
        StatementArguments(values.filter { sql.contains(":\($0.key)") })
      )
      return try Row.fetchAll(statement).map { $0["detail"] }
    }
  }

  /// Every query of the agenda walks an index from a bound; none reads the table from end to end.
  @Test(
    arguments: [WindowSQL.all, .filtered]
      .flatMap { [$0.touching, $0.startsBefore, $0.startsAfter] }
  )
  func listsUseTheirIndexes(sql: String) throws {
    let plan = try plan(sql)
    let steps = plan.filter { $0.contains("event") }
    #expect(!steps.isEmpty)
    for step in steps {
      #expect(step.contains("SEARCH event USING") && step.contains("start_key"), "\(step)")
    }
    #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
  }

  @Test func longEventsAreSoughtByTheirLevel() throws {
    for sql in [WindowSQL.all, .filtered] {
      let plan = try plan(sql.touching)
      #expect(plan.count { $0.contains("event_long (span=? AND start_key") } == 4, "\(plan)")
      let starts = plan.count { $0.contains("event_start (start_key>? AND start_key<?)") }
      #expect(starts == 1, "\(plan)")
    }
  }

  /// Ten times as many events in ten times the time: the same screen for about the same work.
  ///
  /// Counted in steps of SQLite's machine and not in seconds, so that it holds on a busy computer.
  @Test func aScreenCostsTheSameAtAnySize() throws {
    let small = try steps(events: 1_000)
    let large = try steps(events: 10_000)
    #expect(small > 0)
    #expect(Double(large) < 1.3 * Double(small), "\(small) and \(large) steps")
  }

  /// What was over before a day is not read for it, though it may have begun late enough to reach it.
  @Test func aDayReadsNoPagesOfTheDaysBefore() throws {
    let fixture = try CacheFixture()
    let start = CacheFixture.now.timeIntervalSince1970
    let before = (1...2_000).map { CacheFixture.remote("b\($0)", at: start - 400 * Double($0)) }
    let events = before + [CacheFixture.remote("today", at: start + 86_400)]
    try fixture.cache.sync.apply(events, readAfter: fixture.cache.sync.mark())
    let day = Day(CacheFixture.now, in: .gmt).advanced(by: 1)
    try DatabaseQueue(path: fixture.cache.pool.path).read { db in
      let query = try WindowQuery(db: db, zone: .gmt, of: .shown)
      let known = pagesRead(db)
      #expect(try query.window(day...day).events.count == 1)
      let read = pagesRead(db) - known
      #expect((1..<40).contains(read), "\(read) pages")
    }
  }

  /// How many pages of the file a connection has read.
  ///
  /// Source: https://www.sqlite.org/c3ref/c_dbstatus_options.html, SQLITE_DBSTATUS_CACHE_MISS.
  private func pagesRead(_ db: Database) -> Int32 {
    var (count, highest): (Int32, Int32) = (0, 0)
    sqlite3_db_status(db.sqliteConnection, 8, &count, &highest, 0)
    return count
  }

  /// A page of a service is written into the index of words once and not event by event.
  @Test func aPageIsIndexedInOnePiece() throws {
    let fixture = try CacheFixture()
    let events = (0..<200).map { CacheFixture.remote("e\($0)", title: "Review \($0)") }
    let before = try leavesWritten(fixture)
    try fixture.cache.sync.apply(events, readAfter: fixture.cache.sync.mark())
    #expect(
      try fixture.cache.agenda.search("review", around: Day(CacheFixture.now, in: .gmt), in: .gmt)
        .hits
        .count > 1
    )
    let written = try leavesWritten(fixture) - before
    #expect((1..<50).contains(written), "\(written) leaves")
  }

  /// How many leaves of new segments were ever written to the index.
  ///
  /// Source: https://www.sqlite.org/src/file/ext/fts5/fts5_index.c, "Structure record".
  private func leavesWritten(_ fixture: CacheFixture) throws -> Int {
    let record = try fixture.cache.pool.read { db in
      try Data.fetchOne(db, sql: "SELECT block FROM search_data WHERE id = 10")
    }
    // A cookie, and then numbers of seven bits a byte: levels, segments, leaves written.
    var numbers: [Int] = []
    var number = 0
    for byte in try #require(record).dropFirst(4) {
      number = number << 7 | Int(byte & 0x7F)
      guard byte < 0x80 else { continue }
      numbers.append(number)
      number = 0
    }
    return try #require(numbers.dropFirst(2).first)
  }

  private func steps(events count: Int) throws -> Int32 {
    let fixture = try CacheFixture()
    // The same density everywhere: ten events a day, some of them long.
    let events = (0..<count).map { number in
      let start = Double(1_800_000_000 + (number - count / 2) * 8_640)
      let hours = number % 50 == 0 ? 24.0 * 20 : 1
      return CacheFixture.remote("e\(number)", at: start, hours: hours)
    }
    try fixture.cache.sync.apply(events, readAfter: fixture.cache.sync.mark())
    return try fixture.cache.pool.read { db in
      let query = try WindowQuery(db: db, zone: .gmt, of: .shown)
      let day = Day(CacheFixture.now, in: .gmt)
      let sql = [WindowSQL.all.touching, WindowSQL.all.startsBefore, WindowSQL.all.startsAfter]
      let statements = try sql.map(db.cachedStatement)
      for statement in statements { _ = statement.stepCount(reset: true) }
      let first = try query.beginning(100, before: day)
      let last = try query.end(100, after: day)
      #expect(try query.window(first...last).events.count >= 200)
      return statements.reduce(0) { $0 + $1.stepCount(reset: false) }
    }
  }
}

extension Statement {
  /// How many steps SQLite's machine has made for this statement.
  fileprivate func stepCount(reset: Bool) -> Int32 {
    // Source: https://www.sqlite.org/c3ref/c_stmtstatus_counter.html, SQLITE_STMTSTATUS_VM_STEP
    sqlite3_stmt_status(sqliteStatement, 4, reset ? 1 : 0)
  }
}
