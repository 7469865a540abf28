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

/// A folder of calendars as khal and vdirsyncer have it.
@Suite struct VdirStoreTests {
  private static let home = CalendarID("home")

  private static func run(_ body: (_ path: String, VdirStore) async throws -> Void) async throws {
    let path = NSTemporaryDirectory() + "convene-vdir-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try make(path + "/home")
    try await body(path, VdirStore(account: AccountID("files"), path: path))
  }

  private static func make(_ folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private static func put(_ text: String, _ path: String, atomically: Bool = true) throws {
    try text.write(toFile: path, atomically: atomically, encoding: .utf8)
  }

  @Test("Each folder is a calendar, with its name and colour; others are none")
  func collections() async throws {
    try await Self.run { path, store in
      try Self.put("Home & garden\n", path + "/home/displayname")
      try Self.put("#3A86ff\n", path + "/home/color")
      try Self.make(path + "/empty")
      try Self.make(path + "/notes")
      try Self.put("x", path + "/notes/readme.txt")
      try Self.make(path + "/.git")
      try Self.make(path + "/work")
      try Self.put("x", path + "/work/a.ics")
      try Self.put("red", path + "/work/color")
      let list = try await store.collections()
      #expect(list.map(\.id.rawValue) == ["empty", "home", "work"])
      #expect(list.map(\.name) == ["empty", "Home & garden", "work"])
      #expect(list.map(\.color) == ["", "#3a86ff", ""])
      #expect(list.map(\.isPrimary) == [true, false, false])
      // A single calendar.
      let one = VdirStore(account: AccountID("files"), path: path + "/work/")
      #expect(try await one.collections().map(\.name) == ["work"])
      #expect(
        try await one.changes(in: CalendarID("."), since: nil, cursor: nil).changed.count == 1
      )
    }
  }

  @Test("A single calendar stays one when its last event is deleted")
  func lastEvent() async throws {
    try await Self.run { path, _ in
      let text = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
      try Self.put(text, path + "/home/a.ics")
      let store = VdirStore(account: AccountID("files"), path: path + "/home")
      let calendar = try #require(try await store.collections().first).id
      let name = ResourceName("a.ics")
      let token = try await store.changes(in: calendar, since: nil, cursor: nil).token
      let seen = try #require(try await store.read([name], in: calendar).first)
      try await store.delete(name, in: calendar, if: seen.version, silently: false)
      #expect(try await store.collections().map(\.id) == [calendar])
      #expect(try await store.changes(in: calendar, since: token, cursor: nil).removed == [name])
    }
  }

  /// A Mac writes a letter with an accent as two, other systems as one: to Linux these are two files.
  @Test("Files whose names differ in their bytes alone are two")
  func names() async throws {
    try await Self.run { path, store in
      let names = [ResourceName("\u{FC}ber.ics"), ResourceName("u\u{308}ber.ics")]
      for (name, uid) in zip(names, ["one", "two"]) {
        try Self.put("BEGIN:VCALENDAR\r\nUID:\(uid)\r\n", "\(path)/home/\(name)", atomically: false)
      }
      let all = try await store.changes(in: Self.home, since: nil, cursor: nil)
      // A disk that takes the two for one, as that of a Mac, has one.
      guard try FileManager.default.contentsOfDirectory(atPath: path + "/home").count == 2 else {
        return
      }
      #expect(Set(all.changed.keys) == Set(names) && all.changed.count == 2)
      let read = try await store.read(names, in: Self.home)
      #expect(
        read.map { String(decoding: $0.bytes, as: UTF8.self).contains("one") } == [true, false]
      )
      try FileManager.default.removeItem(atPath: "\(path)/home/\(names[0])")
      let later = try await store.changes(in: Self.home, since: all.token, cursor: nil)
      #expect(later.removed.count == 1 && later.removed.first == names[0])
      #expect(later.changed.isEmpty)
    }
  }

  @Test("Files that cannot be read are named, with the line and the reason")
  func brokenFiles() async throws {
    try await Self.run { path, store in
      let head = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n"
      try Self.put(head + "SUMMARY:No start\nEND:VEVENT\nEND:VCALENDAR\n", path + "/home/a.ics")
      try Self.put(head + "DTSTART:20261201T0900", path + "/home/b.ics")
      try Self.put(
        head + "DTSTART:20261201T090000Z\nEND:VEVENT\nEND:VCALENDAR\n",
        path + "/home/c.ics"
      )
      let broken = try await store.brokenFiles()
      try #require(broken.count == 2)
      #expect(broken[0].hasPrefix("home/a.ics is not shown. Line 2: "))
      #expect(broken[1].hasPrefix("home/b.ics is not shown. It is cut off"))
      let few = try await store.brokenFiles(limit: 1)
      #expect(few.count == 2 && few.last == "and 1 more")
    }
  }

  @Test("Files of one calendar with the same UID are named: their event is shown twice")
  func sameEvent() async throws {
    try await Self.run { path, store in
      func event(_ uid: String) -> String {
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:\(uid)\nDTSTART:20261201T090000Z\nEND:VEVENT\n"
          + "END:VCALENDAR\n"
      }
      for (file, uid) in [("K2", "k"), ("copyK2", "k"), ("K3", "k3"), ("K4", "K"), ("K5", "k")] {
        try Self.put(event(uid), "\(path)/home/\(file).ics")
      }
      let broken = try await store.brokenFiles()
      #expect(
        broken == [
          "home/K2.ics, home/K5.ics and home/copyK2.ics have one UID, so their event is shown 3 times. "
            + "Keep one of them."
        ]
      )
      // In another calendar it is another event.
      for file in ["K5", "copyK2"] {
        try FileManager.default.removeItem(atPath: "\(path)/home/\(file).ics")
      }
      try FileManager.default.createDirectory(
        atPath: path + "/work",
        withIntermediateDirectories: true
      )
      try Self.put(event("k"), path + "/work/K2.ics")
      #expect(try await store.brokenFiles().isEmpty)
    }
  }

  @Test("A folder that is not there is no folder without calendars")
  func missing() async throws {
    try await Self.run { path, store in
      try FileManager.default.removeItem(atPath: path + "/home")
      let empty = await #expect(throws: ServiceError.self) { try await store.collections() }
      #expect(empty?.message.contains("\(path) has no calendars. Mount the disk") == true)
      try FileManager.default.removeItem(atPath: path)
      for body in [
        { _ = try await store.collections() },
        { _ = try await store.changes(in: Self.home, since: nil, cursor: nil) },
      ] as [@Sendable () async throws -> Void] {
        let error = await #expect(throws: ServiceError.self) { try await body() }
        guard case .unreachable(let message)? = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(message.contains(path) && message.contains("it does not exist"))
        #expect(message.contains("correct path"))
      }
    }
  }

  @Test("The empty place of a disk that is not mounted is not a calendar without events")
  func unmounted() async throws {
    try await Self.run { path, store in
      try Self.put("x", path + "/home/a.ics")
      let token = try await store.changes(in: Self.home, since: nil, cursor: nil).token
      try FileManager.default.moveItem(atPath: path + "/home", toPath: path + "/away")
      try Self.make(path + "/home")
      let error = await #expect(throws: ServiceError.self) {
        try await store.changes(in: Self.home, since: token, cursor: nil)
      }
      #expect(error?.message.contains("is empty, and not the one that it was") == true)
    }
  }

  @Test("What changed is told by the token, also within a tick of the clock")
  func changes() async throws {
    try await Self.run { path, store in
      for name in ["a", "b", "c"] { try Self.put("1", path + "/home/\(name).ics") }
      func changes(_ token: String?) async throws -> ResourceChanges {
        try await store.changes(in: Self.home, since: token, cursor: nil)
      }
      let whole = try await changes(nil)
      #expect(whole.isFullListing && whole.changed.count == 3)
      var now = try await changes(whole.token)
      #expect(!now.isFullListing && now.changed.isEmpty && now.removed.isEmpty)
      // In place, with the same size, at once.
      let file = try #require(fopen(path + "/home/b.ics", "r+"))
      fputs("2", file)
      fclose(file)
      try FileManager.default.removeItem(atPath: path + "/home/c.ics")
      try Self.put("new", path + "/home/d.ics")
      try Self.put("x", path + "/home/.d.ics.tmp")
      try Self.put("x", path + "/home/e.ics.tmp")
      try Self.put("x", path + "/home/f.icsabc")
      now = try await changes(now.token)
      #expect(Set(now.changed.keys.map(\.rawValue)) == ["b.ics", "d.ics"])
      #expect(now.removed.map(\.rawValue) == ["c.ics"])
      let error = await #expect(throws: ServiceError.self) { _ = try await changes("nonsense") }
      #expect(error?.kind == "sync expired")
    }
  }

  @Test("Links, pipes and folders with the name of an item are none")
  func strange() async throws {
    try await Self.run { path, store in
      try Self.put("secret", path + "/outside")
      try FileManager.default.createSymbolicLink(
        atPath: path + "/home/link.ics",
        withDestinationPath: path + "/outside"
      )
      #expect(mkfifo(path + "/home/pipe.ics", 0o600) == 0)
      try Self.make(path + "/home/folder.ics")
      try Self.put("x", path + "/home/a\nb.ics")
      try Self.put("ok", path + "/home/Grüße %_20261201.ics")
      let found = try await store.changes(in: Self.home, since: nil, cursor: nil).changed.keys
      #expect(found.map(\.rawValue) == ["Grüße %_20261201.ics"])
      let names = ["link.ics", "pipe.ics", "folder.ics", "../outside", "..", "none.ics"]
      let read = try await store.read(names.map { ResourceName($0) }, in: Self.home)
      #expect(read.isEmpty)
      await #expect(throws: ServiceError.self) {
        try await store.write([1], as: ResourceName("../x.ics"), in: Self.home, if: .absent)
      }
      await #expect(throws: ServiceError.self) {
        try await store.read([], in: CalendarID("../home"))
      }
    }
  }

  @Test("Only the version that was read is replaced or deleted, and nothing is left behind")
  func conditions() async throws {
    try await Self.run { path, store in
      let name = store.name(forUID: "a-1")
      #expect(name.rawValue == "a-1.ics")
      let first = try await store.write(Array("1".utf8), as: name, in: Self.home, if: .absent)
      let version = try #require(first)
      await #expect(throws: ServiceError.self) {
        try await store.write(Array("x".utf8), as: name, in: Self.home, if: .absent)
      }
      chmod(path + "/home/a-1.ics", 0o640)
      let second = try await store.write(
        Array("2".utf8),
        as: name,
        in: Self.home,
        if: .version(version)
      )
      let mode = try FileManager.default.attributesOfItem(atPath: path + "/home/a-1.ics")[
        .posixPermissions
      ]
      #expect(mode as? Int == 0o640)
      let stale = await #expect(throws: ServiceError.self) {
        try await store.write(Array("x".utf8), as: name, in: Self.home, if: .version(version))
      }
      #expect(stale?.kind == "changed")
      await #expect(throws: ServiceError.self) {
        try await store.delete(name, in: Self.home, if: version, silently: false)
      }
      #expect(try String(contentsOfFile: path + "/home/a-1.ics", encoding: .utf8) == "2")
      try await store.delete(name, in: Self.home, if: try #require(second), silently: false)
      try await store.delete(name, in: Self.home, if: version, silently: false)
      #expect(try FileManager.default.contentsOfDirectory(atPath: path + "/home").isEmpty)
      #expect(store.name(forUID: "../a").rawValue.contains("/") == false)
      #expect(store.name(forUID: ".a").rawValue.hasPrefix(".") == false)
      #expect(store.name(forUID: String(repeating: "a", count: 300)).rawValue.utf8.count < 100)
    }
  }

  @Test("An event whose UID is no name is found again after its answer was lost")
  func longIDs() async throws {
    try await Self.run { _, store in
      for uid in [String(repeating: "long-", count: 40), "a/b@example.org", "a,b;c", ".x"] {
        let name = store.name(forUID: uid)
        #expect(store.name(forUID: uid) == name)
        let written = uid.replacing(",", with: "\\,").replacing(";", with: "\\;")
        let lines = ["UID:" + written.prefix(71), " " + written.dropFirst(71)]
        let text = "BEGIN:VEVENT\r\n" + lines.joined(separator: "\r\n") + "\r\nEND:VEVENT\r\n"
        _ = try await store.write(Array(text.utf8), as: name, in: Self.home, if: .absent)
        #expect(try await store.find(uid: uid, in: Self.home)?.name == name)
        #expect(try await store.find(uid: uid + "x", in: Self.home) == nil)
        // It is not made twice.
        await #expect(throws: ServiceError.self) {
          try await store.write(Array(text.utf8), as: name, in: Self.home, if: .absent)
        }
      }
      #expect(store.name(forUID: "a-1").rawValue == "a-1.ics")
    }
  }

  @Test("To find an event no file is read after its own, and none is kept")
  func findingReadsFileByFile() async throws {
    try await Self.run { path, _ in
      let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:%\nEND:VEVENT\nEND:VCALENDAR\n"
      for name in ["a", "b", "c", "d"] {
        try Self.put(text.replacing("%", with: "u" + name), path + "/home/\(name).ics")
      }
      let opened = Recorder<String>()
      var calls = FileCalls()
      calls.open = { folder, name, flags, mode in
        if name.hasSuffix(".ics") { opened.add(name) }
        return openat(folder, name, flags, mode)
      }
      let store = VdirStore(account: AccountID("files"), path: path, calls: calls)
      #expect(try await store.find(uid: "ub", in: Self.home)?.name.rawValue == "b.ics")
      #expect(opened.all == ["ub.ics", "a.ics", "b.ics"])
    }
  }

  @Test("The id of an event names its file, whatever that is called")
  func ids() throws {
    let start = try #require(OccurrenceKey.Start(description: "20261201T090000Z"))
    for name in [
      "a.ics", "a", "a_20261201.ics", "a_20261201T090000Z", "%41.ics", "-x.ics", ".ics", "Ü .ics",
      "a%.ics", "x_.ics", "a.ics.ics",
    ] {
      for start in [nil, start, .day(Day(start.instant, in: .gmt))] {
        let id = ResourceEventID(ResourceName(name), start: start)
        #expect(ResourceEventID(id.remoteID) == id, "\(id.remoteID)")
        #expect(!id.remoteID.rawValue.hasPrefix("-"))
      }
    }
    #expect(ResourceEventID(ResourceName("abc-1@x.ics")).remoteID.rawValue == "abc-1@x")
  }
}
