import ConferencingCore
import CalendarCore
import Foundation
import Testing

@testable import LocalCache

/// The file of a first start, also of one that was killed in the middle.
@Suite struct FreshFileTests {
  let file: DamagedFile

  init() throws {
    file = try DamagedFile(localEvents: 2, remoteEvents: 2)
    try FileManager.default.removeItem(atPath: file.path)
  }

  private func expectEmpty(_ cache: LocalCache) throws {
    #expect(cache.takeRepair() == nil)
    #expect(try cache.event(EventID("l0")) == nil)
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try cache.read { try CacheFile.isSound($0) })
    #expect(!FileManager.default.fileExists(atPath: file.path + "-new"))
  }

  @Test func aStartThatWasKilledIsForgotten() throws {
    for suffix in ["-new", "-new-journal"] {
      try Data("half".utf8).write(to: URL(fileURLWithPath: file.path + suffix))
    }
    try file.leaveOpen()
    try expectEmpty(try file.opened())
    #expect(!FileManager.default.fileExists(atPath: file.path + "-new-journal"))
  }

  /// What SQLite kept beside a file that was removed does not belong to the next one.
  @Test func theLogOfARemovedFileIsNotRead() throws {
    let source = try DamagedFile(localEvents: 2, remoteEvents: 2)
    let cache = try source.opened()
    try cache.configure(accounts: [Account(id: .local, service: .local)])
    let log = try Data(contentsOf: URL(fileURLWithPath: source.path + "-wal"))
    #expect(!log.isEmpty)
    try log.write(to: URL(fileURLWithPath: file.path + "-wal"))
    try expectEmpty(try file.opened())
  }

  @Test func aLinkThatLeadsNowhereStays() throws {
    let target = file.path + "-elsewhere"
    try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)
    #expect(throws: CacheError.notOwn(path: file.path, reason: .symbolicLink)) {
      try file.opened()
    }
    let found = try FileManager.default.destinationOfSymbolicLink(atPath: file.path)
    #expect(found == target)
  }
}
