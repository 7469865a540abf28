import CalendarCore
import Foundation
import Testing

@testable import LocalCache

/// Locks on systems that lack the best kind of them.
@Suite struct LockFileTests {
  let path = NSTemporaryDirectory() + "convene-lock-\(UUID().uuidString)"

  /// Commands that no system knows: fcntl(2) fails with EINVAL.
  private static let unknown = LockFile.Commands(get: 9_998, set: 9_999)

  @Test(arguments: [[LockFile.Commands.ofFile], [unknown, .ofProcess]])
  func whoIsGoneIsKnown(choices: [LockFile.Commands]) throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let one = try LockFile(path: path, choices: choices)
    _ = try one.whileOpening { () throws(CacheError) in try one.enter() }
    let gone: Int64
    do {
      let other = try LockFile(path: path, choices: choices)
      _ = try other.whileOpening { () throws(CacheError) in try other.enter() }
      gone = other.owner
      #expect(one.isAlive(other.owner) && other.isAlive(one.owner))
    }
    #expect(one.isAlive(one.owner))
    #expect(!one.isAlive(gone))
    #expect(!one.isAlive(12_345))
    #expect(try one.whileWriting { 1 } == 1)
  }

  @Test func withoutAnyLocksItIsSaid() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let error = #expect(throws: CacheError.self) {
      try LockFile(path: path, choices: [Self.unknown])
    }
    guard case .noLocks(path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("cannot be locked") == true)
    #expect(error?.description.contains("XDG_DATA_HOME") == true)
  }

  /// Two that open at once follow one another, and nobody waits for a lock within the kernel.
  @Test func theMarkTellsAnUncleanEnd() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    func entered(_ lock: LockFile) throws -> Bool {
      try lock.whileOpening { () throws(CacheError) in try lock.enter() }
    }
    do {
      let killed = try LockFile(path: path)
      #expect(try !entered(killed))
    }
    let next = try LockFile(path: path)
    #expect(try entered(next))
    next.leave(isSound: true)
    let last = try LockFile(path: path)
    #expect(try !entered(last))
  }
}
