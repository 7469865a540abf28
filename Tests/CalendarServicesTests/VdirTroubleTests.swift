import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import CalendarServices

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder on a disk that gives errors: what cannot be read is not gone.
@Suite struct VdirTroubleTests {
  private static let home = CalendarID("home")

  private static func run(_ body: (_ path: String) async throws -> Void) async throws {
    let path = NSTemporaryDirectory() + "convene-vdir-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    for folder in ["home", "work"] {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(folder)",
        withIntermediateDirectories: true
      )
      for name in ["a", "b"] {
        try name.write(toFile: "\(path)/\(folder)/\(name).ics", atomically: true, encoding: .utf8)
      }
    }
    try await body(path)
  }

  private static func store(_ path: String, _ change: (inout FileCalls) -> Void = { _ in })
    -> VdirStore
  {
    var calls = FileCalls()
    change(&calls)
    return VdirStore(account: AccountID("files"), path: path, calls: calls)
  }

  /// A store for which the opening of what has a suffix fails.
  private static func closed(_ path: String, _ suffix: String, _ code: Int32) -> VdirStore {
    store(path) { calls in
      calls.open = { folder, name, flags, mode in
        guard name.hasSuffix(suffix) else { return openat(folder, name, flags, mode) }
        errno = code
        return -1
      }
    }
  }

  private static func expectUnreachable(
    _ words: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
  ) async {
    let error = await #expect(throws: ServiceError.self, sourceLocation: sourceLocation) {
      try await body()
    }
    guard case .unreachable(let message)? = error else {
      Issue.record("\(String(describing: error))", sourceLocation: sourceLocation)
      return
    }
    #expect(message.contains(words), sourceLocation: sourceLocation)
  }

  @Test("A list of names that breaks off is not a shorter list", arguments: [EIO, ESTALE])
  func names(code: Int32) async throws {
    try await Self.run { path in
      let whole = Self.store(path)
      let token = try await whole.changes(in: Self.home, since: nil, cursor: nil).token
      let broken = Self.store(path) { calls in
        calls.next = { entries in
          guard let entry = readdir(entries) else { return nil }
          let isB = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
              String(cString: $0) == "b.ics"
            }
          }
          guard isB else { return entry }
          errno = code
          return nil
        }
      }
      for token in [nil, token] {
        await Self.expectUnreachable("The folder \(path)/home cannot be read") {
          _ = try await broken.changes(in: Self.home, since: token, cursor: nil)
        }
      }
    }
  }

  @Test("A file whose state the disk does not tell is not gone")
  func states() async throws {
    try await Self.run { path in
      func store(_ code: Int32) -> VdirStore {
        Self.store(path) { calls in
          calls.status = { folder, name, status in
            guard name == "b.ics" else {
              return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW)
            }
            errno = code
            return -1
          }
        }
      }
      for code in [EIO, EACCES] {
        await Self.expectUnreachable("The folder \(path)/home cannot be read") {
          _ = try await store(code).changes(in: Self.home, since: nil, cursor: nil)
        }
      }
      // It went between the list and the look.
      let rest = try await store(ENOENT).changes(in: Self.home, since: nil, cursor: nil)
      #expect(rest.changed.keys.map(\.rawValue) == ["a.ics"])
    }
  }

  @Test("A file that the disk does not give is not gone", arguments: [EIO, EMFILE, ESTALE])
  func contents(code: Int32) async throws {
    try await Self.run { path in
      let names = ["a.ics", "b.ics"].map { ResourceName($0) }
      let stores = [
        Self.closed(path, "b.ics", code),
        Self.store(path) { calls in
          calls.read = { file, buffer, room in
            let count = read(file, buffer, room)
            guard count == 1, buffer?.load(as: UInt8.self) == UInt8(ascii: "b") else {
              return count
            }
            errno = code
            return -1
          }
        },
      ]
      for store in stores {
        await Self.expectUnreachable("The file \(path)/home/b.ics cannot be read") {
          _ = try await store.read(names, in: Self.home)
        }
        await Self.expectUnreachable("The file \(path)/home/b.ics cannot be read") {
          let version = ResourceVersion(tag: VdirState.sum(Array("b".utf8)))
          try await store.delete(names[1], in: Self.home, if: version, silently: false)
        }
      }
      #expect(FileManager.default.fileExists(atPath: path + "/home/b.ics"))
    }
  }

  @Test("A file that the user may not read keeps its event, and is not said to be deleted")
  func forbidden() async throws {
    try await Self.run { path in
      let store = Self.closed(path, "b.ics", EACCES)
      let names = ["a.ics", "b.ics", "none.ics"].map { ResourceName($0) }
      let read = try await store.read(names, in: Self.home)
      #expect(read.map(\.name.rawValue) == ["a.ics", "b.ics"])
      #expect(read.map(\.bytes) == [[UInt8(ascii: "a")], []])
      // Neither with the text that it has nor with the one that it seems to have.
      for text in ["b", ""] {
        await Self.expectUnreachable("this user may not read it") {
          let version = ResourceVersion(tag: VdirState.sum(Array(text.utf8)))
          try await store.delete(names[1], in: Self.home, if: version, silently: false)
        }
      }
      try await store.delete(
        names[2],
        in: Self.home,
        if: ResourceVersion(tag: "1"),
        silently: false
      )
    }
  }

  @Test("A file system without modes and links takes events", arguments: [EPERM, ENOTSUP])
  func plainDisk(code: Int32) async throws {
    try await Self.run { path in
      let store = Self.store(path) { calls in
        calls.setMode = { _, _ in
          errno = code
          return -1
        }
        calls.link = { _, _, _ in
          errno = code
          return -1
        }
      }
      let name = ResourceName("c.ics")
      let first = try await store.write([1], as: name, in: Self.home, if: .absent)
      let error = await #expect(throws: ServiceError.self) {
        try await store.write([2], as: name, in: Self.home, if: .absent)
      }
      #expect(error?.kind == "changed")
      #expect(FileManager.default.contents(atPath: path + "/home/c.ics") == Data([1]))
      _ = try await store.write([3], as: name, in: Self.home, if: .version(#require(first)))
      #expect(FileManager.default.contents(atPath: path + "/home/c.ics") == Data([3]))
      let left = try FileManager.default.contentsOfDirectory(atPath: path + "/home")
      #expect(left.sorted() == ["a.ics", "b.ics", "c.ics"])
    }
  }

  @Test("A calendar that cannot be listed is missing, and not gone")
  func collections() async throws {
    try await Self.run { path in
      let list = try await Self.closed(path, "/work", EACCES).collections()
      #expect(list.map(\.id.rawValue) == ["home"])
      #expect(list.failure?.message.contains("\(path)/work cannot be read") == true)
      let whole = try await Self.store(path).collections()
      #expect(whole.map(\.id.rawValue) == ["home", "work"])
      #expect(whole.failure == nil)
      // A file is no calendar, and nothing is wrong with it.
      try "x".write(toFile: path + "/readme", atomically: true, encoding: .utf8)
      #expect(try await Self.store(path).collections().failure == nil)
      // A link to a disk that is not mounted.
      try FileManager.default.removeItem(atPath: path + "/work")
      try FileManager.default.createSymbolicLink(
        atPath: path + "/work",
        withDestinationPath: path + "/away"
      )
      let linked = try await Self.store(path).collections()
      #expect(linked.map(\.id.rawValue) == ["home"])
      #expect(linked.failure?.message.contains("\(path)/work cannot be read") == true)
      try FileManager.default.removeItem(atPath: path + "/home")
      await Self.expectUnreachable("\(path)/work cannot be read") {
        _ = try await Self.store(path).collections()
      }
    }
  }

  @Test("A calendar whose last event was deleted stays one, whatever is hidden in it")
  func hidden() async throws {
    try await Self.run { path in
      for name in ["a", "b"] {
        try FileManager.default.removeItem(atPath: "\(path)/work/\(name).ics")
      }
      try "x".write(toFile: path + "/work/.convene-1.tmp", atomically: true, encoding: .utf8)
      try FileManager.default.createDirectory(
        atPath: path + "/work/.git",
        withIntermediateDirectories: true
      )
      let list = try await Self.store(path).collections()
      #expect(list.map(\.id.rawValue) == ["home", "work"])
    }
  }
}
