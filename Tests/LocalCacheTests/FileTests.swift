import CalendarCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

@Suite struct FileTests {
  let fixture: CacheFixture

  init() throws { fixture = try CacheFixture() }

  private func mode(_ path: String) throws -> Int? {
    let value = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    return (value as? NSNumber)?.intValue
  }

  private func open(_ path: String) throws -> LocalCache { try LocalCache(path: path) { _ in nil } }

  @Test func filesAreForTheirOwnerAlone() throws {
    #expect(try mode(fixture.directory.path) == 0o700)
    for suffix in ["", "-wal", "-shm", "-lock"] {
      #expect(try mode(fixture.path + suffix) == 0o600, "\(suffix)")
    }
  }

  @Test func aFileOpenToOthersIsClosed() throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: fixture.path)
    _ = try fixture.reopened()
    #expect(try mode(fixture.path) == 0o600)
  }

  @Test func parentsAreMadeForTheirOwnerAlone() throws {
    let nested = fixture.directory.appendingPathComponent("a/b").path
    _ = try open(nested + "/cache.sqlite")
    #expect(try mode(nested) == 0o700)
  }

  @Test func aNewerFileIsLeftAlone() throws {
    let queue = try DatabaseQueue(path: fixture.path)
    try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2099 wonders')") }
    #expect(throws: CacheError.newerSchema(path: fixture.path)) { try fixture.reopened() }
  }

  @Test(arguments: ["/proc/convene/cache.sqlite", "/dev/null/cache.sqlite", "/"])
  func aPlaceThatCannotBeWrittenIsNamed(path: String) throws {
    let error = #expect(throws: CacheError.self) { try open(path) }
    #expect(error?.description.contains("/") == true)
  }

  @Test func aFullDiskIsNamedAndChangesNothing() throws {
    try fixture.receive(CacheFixture.remote("r1"))
    try fixture.cache.pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA max_page_count = 1")  // No less than there are now.
    }
    var long = CacheFixture.remote("r2")
    long.description = String(repeating: "x", count: 1_000_000)
    #expect(throws: CacheError.diskFull(path: fixture.path)) { try fixture.receive(long) }
    #expect(try fixture.title("r2") == nil)
    #expect(try fixture.title("r1") == "Review")
  }

  @Test func theLogIsWrittenAheadAndSafely() throws {
    let settings = try fixture.cache.pool.writeWithoutTransaction { db in
      try ["journal_mode", "synchronous", "foreign_keys"].map {
        try String.fetchOne(db, sql: "PRAGMA \($0)")
      }
    }
    #expect(settings == ["wal", "1", "1"])
  }

  /// The schema itself refuses what the program must never write.
  @Test(arguments: [
    "UPDATE event SET is_read_only = 2", "UPDATE event SET id = ''",
    "UPDATE event SET ends = begins - 1", "UPDATE event SET status = 'perhaps'",
    "UPDATE event SET conferencing_state = 'maybe'", "UPDATE event SET title = NULL",
    "UPDATE event SET begins = 'noon'", "UPDATE event SET calendar = 99",
    "UPDATE event SET id = 'same'", "UPDATE event SET remote_id = 'same'",
    "UPDATE event_detail SET participants = '['", "UPDATE event_detail SET event = 99",
    "UPDATE operation SET kind = 'guess'", "UPDATE operation SET state = 'in_flight'",
    "UPDATE operation SET state = 'refused'", "DELETE FROM event", "DELETE FROM account",
    "INSERT INTO revision VALUES (2, 0)", "UPDATE account SET id = ''",
  ])
  func theSchemaHolds(statement: String) throws {
    try fixture.receive(CacheFixture.remote("r1"), CacheFixture.remote("r2"))
    try fixture.retitle("r1", "Mine")
    let queue = try DatabaseQueue(path: fixture.path)
    #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: statement) } }
  }
}
