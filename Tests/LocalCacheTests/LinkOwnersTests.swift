import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// Links that services made at Convene's wish, in a file that names the events and not their owners.
@Suite struct LinkOwnersTests {
  private static let asked = Autocreate(provider: .googleMeet)

  /// An event as the file names it, and what has the link at the service.
  private static let owners = [
    // An event that has another name at its service, and an occurrence.
    "r1": "remote", "l1": "daily",
    // Events that are not here any more: those of series by the form of their names.
    "gone": "gone", "weekly_20261129T100000Z": "weekly", "days_20261130": "days",
    "part_R20261201T100000_20261208T100000Z": "part", "_20261130": "_20261130",
  ]

  /// A file of the form before, with the links.
  private func makeFile() throws -> DamagedFile {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-owners-\(UUID().uuidString).sqlite").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try ReleasedSchema.all[1].make(at: path)
    let queue = try DatabaseQueue(path: path)
    try queue.write { db in
      try db.execute(
        sql: """
          UPDATE event SET remote_id = 'remote' WHERE id = 'r1';
          UPDATE event SET remote_id = 'daily_20261128', calendar = 1 WHERE id = 'l1';
          UPDATE event_detail SET master_id = 'daily'
            WHERE event = (SELECT key FROM event WHERE id = 'l1');
          """
      )
    }
    try Schema.migrator.migrate(queue, upTo: "2026-11 followed stretches")
    try queue.write { db in
      for event in Self.owners.keys {
        try db.execute(
          sql: "INSERT INTO asked_link (account, url, asked, event) VALUES ('work', ?, ?, ?)",
          arguments: [Self.url(of: event), try StoredJSON.text(Self.asked), event]
        )
      }
    }
    try queue.close()
    return try DamagedFile(copying: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private static func url(of event: String) -> String { "https://meet.google.com/\(event)" }

  private func owners(_ cache: LocalCache) throws -> [String: String] {
    let rows = try cache.read { try Row.fetchAll($0, sql: "SELECT url, owner FROM asked_link") }
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as String) })
  }

  private func expected(_ others: [String: String] = [:]) -> [String: String] {
    let owners = Self.owners.merging(others) { $1 }
    return Dictionary(uniqueKeysWithValues: owners.map { (Self.url(of: $0), $1) })
  }

  @Test("A file of the form before is opened, and they are of the series")
  func migrated() throws {
    let cache = try makeFile().opened()
    #expect(cache.takeRepair() == nil)
    #expect(try owners(cache) == expected())
  }

  @Test("They are saved from a damaged file of the form before")
  func rebuilt() throws {
    let file = try makeFile()
    try file.overwrite("event_start")
    try file.leaveOpen()
    let cache = try file.opened()
    #expect(cache.takeRepair() != nil)
    #expect(try owners(cache) == expected())
    // The event is read from its service again, and its link is known.
    try cache.store(calendars: [CacheFixture.info("main")], for: CacheFixture.account)
    var event = CacheFixture.remote("weekly_20261206T100000Z")
    event.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("weekly")),
      originalStart: event.time.startKey
    )
    event.conferencing = .details(
      ConferencingDetails(provider: .googleMeet, url: Self.url(of: "weekly_20261129T100000Z"))
    )
    try cache.sync.apply([event], readAfter: cache.sync.mark())
    #expect(try cache.event(event.id)?.autocreated == Self.asked)
  }

  @Test("Where the events are lost, they are known by the names of these")
  func withoutEvents() throws {
    let file = try makeFile()
    try file.overwrite("event")
    try file.leaveOpen()
    let cache = try file.opened()
    #expect(cache.takeRepair() != nil)
    #expect(try owners(cache) == expected(["r1": "r1", "l1": "l1"]))
  }
}
