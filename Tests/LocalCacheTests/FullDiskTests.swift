import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// A disk that is full or read-only: it is said, and nothing is lost.
@Suite(
  .enabled(if: SmallDisk.isPossible, "mounting a small file system needs the rights of root"),
  .serialized
)
struct FullDiskTests {
  let disk: SmallDisk

  init() throws { disk = try SmallDisk() }

  private func filled() throws -> LocalCache {
    let cache = try LocalCache(path: disk.cache) { _ in nil }
    try cache.configure(accounts: [
      Account(id: CacheFixture.account, service: .nylas, grant: GrantID("g1"))
    ])
    try cache.store(calendars: [CacheFixture.info("main")], for: CacheFixture.account)
    return cache
  }

  private func creation(_ id: String, size: Int = 1_000) -> EventEdit {
    var draft = EventDraft(CacheFixture.remote("x", title: id))
    draft.description = String(repeating: "x", count: size)
    return EventEdit(event: EventID(id), change: .create(draft, conferencing: .keep))
  }

  @Test func editsAreRefusedAndKeptWholeUntilThereIsRoom() throws {
    let cache = try filled()
    var taken: [String] = []
    var refusal: CacheError?
    for number in 0..<2_000 where refusal == nil {
      do {
        try cache.submit(creation("e\(number)"), at: CacheFixture.now)
        taken.append("e\(number)")
      } catch {
        refusal = error
      }
    }
    #expect(refusal == .diskFull(path: disk.cache))
    #expect(taken.count > 10)
    #expect(try cache.outbox.operations().map(\.edit.event.rawValue) == taken)
    #expect(throws: CacheError.diskFull(path: disk.cache)) {
      try cache.sync.apply(
        (0..<200).map { CacheFixture.remote("r\($0)", title: String(repeating: "y", count: 900)) },
        readAfter: cache.sync.mark()
      )
    }
    #expect(try cache.event(EventID("r1")) == nil)
    try disk.grow()
    try cache.submit(creation("after"), at: CacheFixture.now)
    #expect(try cache.outbox.operations().count == taken.count + 1)
    #expect(try cache.read { try CacheFile.isSound($0) })
  }

  @Test func itIsSaidWhenTheFileCannotBeMade() throws {
    try disk.fill()
    let error = #expect(throws: CacheError.self) { try LocalCache(path: disk.cache) { _ in nil } }
    guard case .diskFull? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // Nothing that the next start takes for a file that lost what it held.
    #expect(FileIdentity(disk.cache) == nil)
    try disk.grow()
    #expect(try filled().takeRepair() == nil)
  }

  @Test func aFileThatIsThereIsNotLostWhenItCannotBeOpened() throws {
    do {
      let cache = try filled()
      try cache.submit(creation("kept"), at: CacheFixture.now)
    }
    try disk.fill()
    do throws(CacheError) {
      _ = try LocalCache(path: disk.cache) { _ in nil }
    } catch {
      #expect(error == .diskFull(path: disk.cache))
    }
    try disk.grow()
    let cache = try LocalCache(path: disk.cache) { _ in nil }
    #expect(try cache.outbox.operations().map(\.edit.event.rawValue) == ["kept"])
    #expect(cache.takeRepair() == nil)
  }

  @Test func aRebuildWithoutRoomKeepsTheDamagedFile() throws {
    let file = try DamagedFile()
    try file.overwrite("event_start")
    try FileManager.default.copyItem(atPath: file.path, toPath: disk.cache)
    try Data([1]).write(to: URL(fileURLWithPath: disk.cache + "-lock"))
    try disk.fill()
    #expect(throws: CacheError.diskFull(path: disk.cache)) {
      try LocalCache(path: disk.cache) { _ in nil }
    }
    try disk.grow()
    let cache = try LocalCache(path: disk.cache) { _ in nil }
    #expect(cache.takeRepair()?.edits == 2)
  }

  @Test(arguments: [true, false])
  func aReadOnlyDiskCanBeRead(hasLog: Bool) throws {
    do {
      let cache = try filled()
      try cache.sync.apply(
        [CacheFixture.remote("r1", title: "Read me")],
        readAfter: cache.sync.mark()
      )
      if !hasLog { try cache.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) } }
    }
    if !hasLog {
      for suffix in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: disk.cache + suffix)
      }
    }
    try disk.makeReadOnly()
    let cache = try LocalCache(path: disk.cache) { _ in nil }
    #expect(cache.isReadOnly)
    #expect(try cache.event(EventID("r1"))?.title == "Read me")
    #expect(
      try cache.agenda.search("read", around: Day(CacheFixture.now, in: .gmt), in: .gmt).count == 1
    )
    #expect(throws: CacheError.readOnly(path: disk.cache)) {
      try cache.submit(creation("e"), at: CacheFixture.now)
    }
    // The usual start configures what is there already.
    try cache.configure(accounts: [Account(id: .local, service: .local)])
    #expect(try cache.directory().accounts.map(\.id) == [CacheFixture.account])
    let error = CacheError.readOnly(path: disk.cache).description
    #expect(error.contains(disk.cache) && error.contains("read-only"))
  }

  @Test func aReadOnlyDiskWithoutACacheIsNamed() throws {
    try disk.makeReadOnly()
    let error = #expect(throws: CacheError.self) { try LocalCache(path: disk.cache) { _ in nil } }
    #expect(error?.description.contains("read-only") == true, "\(String(describing: error))")
    #expect(error?.description.contains(disk.folder) == true)
  }
}
