import ConferencingCore
import CalendarCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// Files of every released form are brought to the newest one, with all that is in them.
@Suite struct MigrationTests {
  let directory = FileManager.default.temporaryDirectory
    .appendingPathComponent("convene-schema-\(UUID().uuidString)")
  var path: String { directory.appendingPathComponent("cache.sqlite").path }

  init() throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  private func expectData(_ cache: LocalCache) throws {
    #expect(try cache.event(EventID("r1"))?.title == "Mine")
    #expect(try cache.event(EventID("l1"))?.title == "Holiday")
    let operation = try #require(try cache.outbox.operations().first)
    #expect(operation.base?.title == "Theirs")
    #expect(operation.base?.description == "own words")
    #expect(operation.edit.change == .update(EventPatch(title: "Mine")))
    let directory = try cache.directory()
    #expect(directory.accounts.map(\.id) == [AccountID("work"), .local])
    #expect(
      directory.syncStatus[AccountID("work")]?.lastSuccess
        == Date(timeIntervalSince1970: 1_800_000_000)
    )
    #expect(directory.unsent == [AccountID("work"): UnsentEdits(waiting: 1)])
    let day = Day(Date(timeIntervalSince1970: 1_800_000_000), in: .gmt)
    let window = try cache.agenda.window(days: day.advanced(by: -1)...day.advanced(by: 1), in: .gmt)
    #expect(Set(window.events.map(\.title)) == ["Mine", "Holiday"])
    #expect(try cache.read { try CacheFile.isSound($0) })
  }

  /// However released migrations are put together, they make the same statements, to the letter.
  ///
  /// `Fixtures/schema.sql` is what they made before they were told by subject; a new migration adds to it.
  @Test func aNewFileHasTheReleasedStatements() throws {
    let text = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures/schema.sql"),
      encoding: .utf8
    )
    let released = text.dropLast(2).components(separatedBy: ";\n\n")
    let cache = try LocalCache(path: path) { _ in nil }
    // What SQLite and GRDB add for themselves is theirs.
    let made = try cache.read {
      try String.fetchAll(
        $0,
        sql: """
          SELECT sql FROM sqlite_master
          WHERE sql NOT LIKE 'CREATE TABLE ''%' AND name NOT LIKE 'sqlite_%'
            AND name <> 'grdb_migrations'
          ORDER BY type, name
          """
      )
    }
    #expect(made.count == released.count)
    for (made, released) in zip(made, released) { #expect(made == released) }
  }

  @Test func everyReleasedFormIsTried() {
    let released = Set(ReleasedSchema.all.flatMap(\.migrations))
    // The newest one becomes a fixture when it is released.
    #expect(released.isSubset(of: Schema.migrator.migrations))
    #expect(ReleasedSchema.all.count == released.count)
  }

  @Test(arguments: ReleasedSchema.all)
  func aReleasedFileOpens(_ schema: ReleasedSchema) throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    try schema.make(at: path)
    try expectData(try LocalCache(path: path) { _ in nil })
    // It goes on working, and opens again.
    let cache = try LocalCache(path: path) { _ in nil }
    #expect(try cache.read(Schema.migrator.hasCompletedMigrations))
    let first = try #require(try cache.outbox.operations().first)
    try cache.outbox.confirm(try #require(try cache.outbox.begin(first)), stored: nil)
    #expect(try cache.event(EventID("r1"))?.title == "Mine")
  }

  @Test(arguments: ReleasedSchema.all)
  func manyAtOnceOpenAReleasedFile(_ schema: ReleasedSchema) async throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    try schema.make(at: path)
    let path = path
    let failures = await concurrentFailures(6) { _ in
      _ = try LocalCache(path: path) { _ in nil }.directory()
    }
    #expect(failures.isEmpty)
    try expectData(try LocalCache(path: path) { _ in nil })
  }

  @Test func aDamagedReleasedFileIsRebuiltInTheNewestForm() throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    try ReleasedSchema.all[0].make(at: path)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let page = try DatabaseQueue(path: path).read { db in
      try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'event_start'")
    }
    let start = (try #require(page) - 1) * 4_096
    bytes.replaceSubrange(start..<start + 4_096, with: Data(repeating: 0xA5, count: 4_096))
    try bytes.write(to: URL(fileURLWithPath: path))
    try Data([1]).write(to: URL(fileURLWithPath: path + "-lock"))
    let cache = try LocalCache(path: path) { _ in nil }
    #expect(cache.takeRepair()?.edits == 1)
    #expect(try cache.read(Schema.migrator.hasCompletedMigrations))
    #expect(try cache.event(EventID("l1"))?.title == "Holiday")
    #expect(try cache.outbox.operations().first?.base?.title == "Theirs")
  }
}
