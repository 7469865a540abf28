import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Synchronization
import Testing

@testable import LocalCache

/// Whichever page of the file is lost: what the others hold is kept, and it is said.
@Suite struct PageDamageTests {
  /// How a page is lost.
  enum Filling: CaseIterable {
    case noise, zeros

    func bytes(_ size: Int) -> Data {
      var random = Seeded(state: 7)
      return switch self {
      case .noise: Data((0..<size).map { _ in UInt8.random(in: 0...255, using: &random) })
      case .zeros: Data(count: size)
      }
    }
  }

  private let size = 4_096

  /// The first page of a table.
  private func root(_ name: String, of file: DamagedFile) throws -> Int {
    let queue = try DatabaseQueue(path: file.path)
    defer { try? queue.close() }
    let page = try queue.read { db in
      try Int.fetchOne(
        db,
        sql: "SELECT rootpage FROM sqlite_master WHERE name = ?",
        arguments: [name]
      )
    }
    return try #require(page)
  }

  private func lose(_ page: Int, of file: DamagedFile, _ filling: Filling) throws {
    try file.change { bytes in
      let start = (page - 1) * size
      bytes.replaceSubrange(start..<start + size, with: filling.bytes(size))
    }
  }

  private func localTitles(_ cache: LocalCache, _ count: Int) throws -> Int {
    try (0..<count).count { try cache.event(EventID("l\($0)"))?.title == "Local \($0)" }
  }

  @Test(arguments: Filling.allCases)
  func everyPageInTurn(filling: Filling) throws {
    let whole = try DamagedFile(localEvents: 20, remoteEvents: 5)
    try whole.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: whole.path))
    let operations = try root("operation", of: whole)
    try whole.close()
    #expect(bytes.count / size > 30)
    for page in 1...bytes.count / size {
      let file = try DamagedFile(copying: bytes)
      try lose(page, of: file, filling)
      let cache = try file.opened()
      let repair = cache.takeRepair()
      #expect(repair != nil, "page \(page) is not said")
      // An event whose own page is lost is still whole in the journal.
      #expect(try localTitles(cache, 20) == 20, "page \(page): \(String(describing: repair))")
      let edits = try cache.outbox.operations()
      #expect(edits.count == 2 || page == operations, "page \(page): \(edits)")
      #expect(edits.count == 2 || repair?.loss == .edits(2), "page \(page)")
      if edits.count == 2 {
        #expect(try cache.event(EventID("r1"))?.title == "Mine", "page \(page)")
        #expect(try cache.event(EventID("made")) != nil, "page \(page)")
      }
      #expect(try cache.read { try CacheFile.isSound($0) }, "page \(page)")
      // The next start configures what there is, and one can go on.
      try cache.configure(accounts: [
        Account(id: CacheFixture.account, service: .nylas, grant: GrantID("g1")),
        Account(id: .local, service: .local),
      ])
      var draft = EventDraft(CacheFixture.remote("x", title: "After"))
      (draft.account, draft.calendar) = (.local, CalendarID("local"))
      let edit = EventEdit(event: EventID("after"), change: .create(draft, conferencing: .keep))
      try cache.submit(edit, at: CacheFixture.now)
      #expect(try cache.event(EventID("l3")) != nil, "page \(page)")
      let ids = try cache.directory().accounts.map(\.id)
      #expect(ids == [CacheFixture.account, .local], "page \(page)")
      if edits.count == 2 {
        // No edit is refused because the account of its event had to be recreated.
        #expect(try cache.outbox.operations().allSatisfy { !$0.isRefused }, "page \(page)")
        #expect(try Set(cache.outbox.operations().map(\.account)) == [CacheFixture.account])
      }
    }
  }

  /// The page that leads to all others of a large table is lost, and none of those.
  @Test(arguments: ["event", "event_detail", "account", "calendar"])
  func theFirstPageOfALargeTable(name: String) throws {
    let file = try DamagedFile(localEvents: 700, remoteEvents: 300)
    try file.close()
    let root = try root(name, of: file)
    try file.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
    #expect(bytes.count > 1 << 19)
    try lose(root, of: file, .noise)
    let cache = try file.opened()
    let repair = try #require(cache.takeRepair())
    #expect(repair.localEvents == 700, "\(repair)")
    #expect(repair.edits == 2 && repair.loss == .none, "\(repair)")
    #expect(try localTitles(cache, 700) == 700)
  }

  /// More rows than a page holds.
  private static let mostRows = 60

  /// A file of several thousand events: what is on other pages than the lost one is kept.
  ///
  /// `CONVENE_PAGES` says how many pages are tried, spread over the file.
  @Test func pagesOfALargeFile() throws {
    let locals = 1_500
    let whole = try DamagedFile(localEvents: locals, remoteEvents: 3_000)
    try whole.close()
    let operations = try root("operation", of: whole)
    try whole.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: whole.path))
    let count = bytes.count / size
    #expect(count > 200)
    let tried =
      ProcessInfo.processInfo.environment["CONVENE_PAGES"].flatMap { Int($0) } ?? 12
    for index in 0..<min(tried, count) {
      let page = 1 + index * count / min(tried, count)
      let file = try DamagedFile(copying: bytes)
      try lose(page, of: file, index.isMultiple(of: 2) ? .noise : .zeros)
      let cache = try file.opened()
      var repair = cache.takeRepair()
      let told = Told()
      cache.observeRepairs { repair in told.repairs.withLock { $0.append(repair) } }
      // A page of rows takes its own with it, and no others; what is lost is said.
      let kept = try localTitles(cache, locals)
      #expect(kept > locals - Self.mostRows, "page \(page): \(String(describing: repair))")
      #expect(try page == operations || cache.outbox.operations().count == 2, "page \(page)")
      repair = repair ?? told.repairs.withLock { $0.first }
      if kept < locals {
        #expect(repair?.description.contains("may be lost") == true, "page \(page)")
      }
      if let repair { #expect(repair.localEvents == kept, "page \(page): \(repair)") }
    }
  }

  /// What was committed last is in the log, and is saved from there.
  @Test func theLogIsReadAsWell() throws {
    let file = try DamagedFile(localEvents: 5, remoteEvents: 5)
    let source = try file.opened()
    var draft = EventDraft(CacheFixture.remote("x", title: "In the log"))
    (draft.account, draft.calendar) = (.local, CalendarID("local"))
    try source.submit(
      EventEdit(event: EventID("logged"), change: .create(draft, conferencing: .keep)),
      at: CacheFixture.now
    )
    let log = try Data(contentsOf: URL(fileURLWithPath: file.path + "-wal"))
    let other = try DamagedFile(copying: Data(contentsOf: URL(fileURLWithPath: file.path)))
    try log.write(to: URL(fileURLWithPath: other.path + "-wal"))
    try other.change { $0 = Data() }
    let cache = try other.opened()
    #expect(cache.takeRepair()?.localEvents ?? 0 >= 1)
    #expect(try cache.event(EventID("logged"))?.title == "In the log")
  }

  @Test func anEmptiedFileIsSaid() throws {
    let file = try DamagedFile(localEvents: 1, remoteEvents: 2)
    try file.close()
    try file.change { $0 = Data() }
    let cache = try file.opened()
    #expect(cache.takeRepair()?.loss == .unknown)
  }

  /// An event is recreated as it was when the file was damaged: not at all when its creation was
  /// undone, and with its new id when its deletion was.
  @Test func undoneEditsCountInTheOrderOfTheirUndoing() throws {
    let file = try DamagedFile(localEvents: 2, remoteEvents: 2)
    do {
      let cache = try file.opened()
      var draft = EventDraft(CacheFixture.remote("x", title: "Undone"))
      (draft.account, draft.calendar) = (.local, CalendarID("local"))
      let edits: [(String, EventChange)] = [
        ("u", .create(draft, conferencing: .keep)), ("u", .update(EventPatch(title: "Later"))),
        ("l0", .delete), ("l1", .update(EventPatch(title: "Other"))),
      ]
      for (id, change) in edits {
        try cache.submit(EventEdit(event: EventID(id), change: change), at: CacheFixture.now)
      }
      for _ in edits {
        _ = try cache.history.undo(.undo, freshID: EventID("again"), at: CacheFixture.now)
      }
    }
    try file.close()
    let root = try root("event", of: file)
    try file.close()
    try lose(root, of: file, .noise)
    let cache = try file.opened()
    #expect(cache.takeRepair() != nil)
    #expect(try cache.event(EventID("u")) == nil)
    #expect(try cache.event(EventID("again"))?.title == "Local 0")
    #expect(try cache.event(EventID("l1"))?.title == "Local 1")
  }

  /// The pages of a long row may lead to each other in a circle.
  @Test func aRowThatLeadsToItselfIsNotRead() throws {
    let file = try DamagedFile(localEvents: 1, remoteEvents: 2)
    let queue = try DatabaseQueue(path: file.path)
    let long = String(repeating: "a", count: 30_000)
    try queue.inDatabase { try $0.execute(sql: "CREATE TABLE long (a /* \(long) */)") }
    try queue.close()
    try file.close()
    func names() -> [String] {
      let texts = ["type", "name", "tbl_name", "rootpage", "sql"]
      let columns = texts.map { name in
        PageRows.Column(
          name: name,
          type: name == "rootpage" ? "INTEGER" : "TEXT",
          isNullable: true,
          isOptional: false,
          isRowID: false,
          isComputed: false
        )
      }
      var names: [String] = []
      PageRows(path: file.path).read("sqlite_master", columns) { row in
        names += row["name"].flatMap(String.fromDatabaseValue).map { [$0] } ?? []
      }
      return names
    }
    #expect(names().contains("long"))
    var circles = 0
    try file.change { bytes in
      for page in 1...bytes.count / size {
        let start = (page - 1) * size
        guard bytes[start + 4..<start + size].allSatisfy({ $0 == UInt8(ascii: "a") }) else {
          continue
        }
        circles += 1
        let number = [page >> 24, page >> 16, page >> 8, page].map { UInt8($0 & 0xff) }
        bytes.replaceSubrange(start..<start + 4, with: number)
      }
    }
    #expect(circles > 2)
    #expect(names().contains("event") && !names().contains("long"))
  }

  /// Damage that is met in the middle of the work is told to who asked for that.
  @Test func aRepairIsToldWhenItHappens() throws {
    let file = try DamagedFile(localEvents: 700, remoteEvents: 300)
    try file.close()
    let page = try root("event_start", of: file)
    try file.close()
    try lose(page, of: file, .noise)
    let cache = try file.opened()
    try #require(cache.takeRepair() == nil)
    let told = Told()
    cache.observeRepairs { repair in told.repairs.withLock { $0.append(repair) } }
    let day = Day(CacheFixture.now, in: .gmt)
    _ = try cache.agenda.window(days: day...day.advanced(by: 3), in: .gmt)
    #expect(told.repairs.withLock { $0.map(\.localEvents) } == [700])
    #expect(cache.takeRepair() == nil)
  }
}

/// What was told; a class because a closure adds to it.
private final class Told: Sendable {
  let repairs = Mutex<[CacheRepair]>([])
}
