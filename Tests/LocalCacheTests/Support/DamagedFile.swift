import CalendarCore
import ConferencingCore
import Foundation
import GRDB

@testable import LocalCache

/// A cache file as a crash leaves it: with local events, edits that wait and events of a service,
/// and nobody who closed it.
final class DamagedFile {
  let directory: URL
  let path: String

  /// Makes a file; it is whole until something is done to it.
  init(localEvents: Int = 40, remoteEvents: Int = 40) throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-damage-\(UUID().uuidString)")
    path = directory.appendingPathComponent("cache.sqlite").path
    let cache = try opened()
    try cache.configure(accounts: [
      Account(id: CacheFixture.account, service: .nylas, grant: GrantID("g1")),
      Account(id: .local, service: .local),
    ])
    try cache.store(calendars: [CacheFixture.info("main")], for: CacheFixture.account)
    let events = (0..<remoteEvents).map {
      CacheFixture.remote("r\($0)", at: 1_800_000_000 + Double($0) * 3_600)
    }
    try cache.sync.apply(events, readAfter: cache.sync.mark())
    for number in 0..<localEvents {
      var draft = EventDraft(CacheFixture.remote("x", title: "Local \(number)"))
      (draft.account, draft.calendar) = (.local, CalendarID("local"))
      try submit(cache, "l\(number)", .create(draft, conferencing: .keep))
    }
    try submit(cache, "r1", .update(EventPatch(title: "Mine")))
    try submit(cache, "made", .create(EventDraft(CacheFixture.remote("x")), conferencing: .keep))
  }

  /// Makes a file of bytes that another one had.
  init(copying bytes: Data) throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-damage-\(UUID().uuidString)")
    path = directory.appendingPathComponent("cache.sqlite").path
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  /// Brings everything into the file, without free pages, and takes away what SQLite keeps beside it.
  func close() throws {
    let queue = try DatabaseQueue(path: path)
    try queue.vacuum()
    try queue.inDatabase { _ = try $0.checkpoint(.truncate) }
    try queue.close()
    for suffix in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  func opened() throws -> LocalCache { try LocalCache(path: path) { _ in nil } }

  private func submit(_ cache: LocalCache, _ id: String, _ change: EventChange) throws {
    try cache.submit(EventEdit(event: EventID(id), change: change), at: CacheFixture.now)
  }

  /// Leaves the mark of somebody who did not come to close the file.
  func leaveOpen() throws {
    try Data([1]).write(to: URL(fileURLWithPath: path + "-lock"))
  }

  /// Changes the bytes of the file.
  func change(_ body: (inout Data) -> Void) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    body(&bytes)
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  /// Overwrites the first page of a table or an index.
  func overwrite(_ name: String) throws {
    let queue = try DatabaseQueue(path: path)
    let (page, size) = try queue.read { db in
      let page = try Int.fetchOne(
        db,
        sql: "SELECT rootpage FROM sqlite_master WHERE name = ?",
        arguments: [name]
      )
      return (page ?? 0, try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
    }
    try queue.close()
    try change { bytes in
      let start = (page - 1) * size
      bytes.replaceSubrange(start..<start + size, with: Data(repeating: 0xA5, count: size))
    }
  }

  /// The files that were kept aside.
  func kept() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.contains(".damaged-") && !$0.hasSuffix("-wal") }.sorted()
  }

  static func mode(_ path: String) throws -> Int? {
    let value = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    return (value as? NSNumber)?.intValue
  }
}
