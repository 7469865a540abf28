import CalendarCore
import Foundation
import Testing

@testable import LocalCache

/// A name that leads to another file is not followed, and what it leads to stays as it is.
@Suite struct OwnFileTests {
  let directory: URL
  var path: String { directory.appendingPathComponent("cache.sqlite").path }
  var victim: String { directory.appendingPathComponent("victim").path }

  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("convene-own-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try Data("precious".utf8).write(to: URL(fileURLWithPath: victim))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: victim)
  }

  private func open() throws { _ = try LocalCache(path: path) { _ in nil } }

  private func expectVictimUntouched() throws {
    #expect(try Data(contentsOf: URL(fileURLWithPath: victim)) == Data("precious".utf8))
    #expect(try DamagedFile.mode(victim) == 0o644)
    try FileManager.default.removeItem(at: directory)
  }

  @Test(arguments: ["", "-lock"])
  func aSymbolicLink(suffix: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + suffix,
      withDestinationPath: victim
    )
    #expect(throws: CacheError.notOwn(path: path + suffix, reason: .symbolicLink)) { try open() }
    try expectVictimUntouched()
  }

  @Test(arguments: ["", "-lock"])
  func aLinkToNothing(suffix: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + suffix,
      withDestinationPath: victim + "-to-be"
    )
    #expect(throws: CacheError.self) { try open() }
    #expect(!FileManager.default.fileExists(atPath: victim + "-to-be"))
    try expectVictimUntouched()
  }

  @Test(arguments: ["", "-lock"])
  func aHardLink(suffix: String) throws {
    try FileManager.default.linkItem(atPath: victim, toPath: path + suffix)
    #expect(throws: CacheError.notOwn(path: path + suffix, reason: .hardLink)) { try open() }
    try expectVictimUntouched()
  }

  @Test(arguments: ["", "-lock"])
  func aFolderOrAPipe(suffix: String) throws {
    #expect(mkfifo(path + suffix, 0o600) == 0)
    #expect(throws: CacheError.notOwn(path: path + suffix, reason: .notAFile)) { try open() }
    unlink(path + suffix)
    try FileManager.default.createDirectory(
      atPath: path + suffix,
      withIntermediateDirectories: false
    )
    #expect(throws: CacheError.notOwn(path: path + suffix, reason: .notAFile)) { try open() }
    try expectVictimUntouched()
  }

  @Test func aLockThatHoldsAText() throws {
    try Data("my notes".utf8).write(to: URL(fileURLWithPath: path + "-lock"))
    #expect(throws: CacheError.notOwn(path: path + "-lock", reason: .otherContent)) { try open() }
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: path + "-lock")) == Data("my notes".utf8)
    )
    try expectVictimUntouched()
  }

  @Test("A file of another user", .enabled(if: getuid() == 0, "only root can give files away"))
  func ofAnotherUser() throws {
    try Data().write(to: URL(fileURLWithPath: path + "-lock"))
    #expect(chown(path + "-lock", 12_345, 12_345) == 0)
    #expect(throws: CacheError.notOwn(path: path + "-lock", reason: .otherOwner)) { try open() }
    try expectVictimUntouched()
  }

  @Test func whatIsSaidNamesTheFileTheReasonAndTheRemedy() {
    let error = CacheError.notOwn(path: "/x/cache.sqlite-lock", reason: .symbolicLink)
    #expect(error.description.contains("/x/cache.sqlite-lock"))
    #expect(error.description.contains("symbolic link"))
    #expect(error.description.contains("Move it away"))
  }
}
