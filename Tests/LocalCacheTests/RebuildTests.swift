import ConferencingCore
import CalendarCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// A damaged file is rebuilt, and what has no other copy is saved from it.
@Suite struct RebuildTests {
  let file: DamagedFile

  init() throws { file = try DamagedFile() }

  private func expectWhole(
    _ cache: LocalCache,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try cache.outbox.operations().count == 2, sourceLocation: sourceLocation)
    #expect(
      try cache.event(EventID("r1"))?.title == "Mine",
      sourceLocation: sourceLocation
    )
    #expect(try cache.event(EventID("made")) != nil, sourceLocation: sourceLocation)
    for number in 0..<40 {
      let title = try cache.event(EventID("l\(number)"))?.title
      #expect(title == "Local \(number)", sourceLocation: sourceLocation)
    }
    #expect(try cache.read { try CacheFile.isSound($0) }, sourceLocation: sourceLocation)
  }

  @Test func aSoundFileThatWasLeftOpenStays() throws {
    try file.leaveOpen()
    let cache = try file.opened()
    #expect(cache.takeRepair() == nil)
    try expectWhole(cache)
    #expect(try cache.event(EventID("r30")) != nil)
    #expect(try file.kept().isEmpty)
  }

  /// Damage that lists never meet is found by the look after an unclean end.
  @Test(arguments: ["event_pending", "event_start", "operation_event", "reading", "event_base"])
  func damageBesideTheDataLosesNothing(part: String) throws {
    try file.overwrite(part)
    try file.leaveOpen()
    let cache = try file.opened()
    let repair = try #require(cache.takeRepair())
    #expect(cache.takeRepair() == nil)
    #expect(repair.edits == 2 && repair.localEvents == 40 && repair.loss == .none, "\(repair)")
    try expectWhole(cache)
    // Events that a service has are read afresh.
    #expect(try cache.event(EventID("r30")) == nil)
    #expect(try cache.directory().syncStatus[CacheFixture.account]?.lastSuccess == nil)
    let kept = try #require(try file.kept().first)
    #expect(repair.keptAt.hasSuffix(kept) && repair.description.contains(repair.keptAt))
    #expect(try DamagedFile.mode(repair.keptAt) == 0o600)
    #expect(try DamagedFile.mode(file.path) == 0o600)
  }

  @Test func finishedStepsAreSaved() throws {
    do {
      let cache = try file.opened()
      let operation = try #require(try cache.outbox.operations().first)
      try cache.steps.finish(.update, of: operation)
    }
    try file.overwrite("event_pending")
    try file.leaveOpen()
    let cache = try file.opened()
    #expect(cache.takeRepair() != nil)
    #expect(try cache.outbox.operations().first?.done == [.update])
  }

  @Test(arguments: [false, true])
  func whatIsHiddenAndWhatIsUnansweredIsSaved(isHeaderLost: Bool) throws {
    do {
      let cache = try file.opened()
      let grant = Grant(id: GrantID("g1"), provider: .google, email: "me@acme.example")
      try cache.store(grants: [grant], for: CacheFixture.account)
      var event = CacheFixture.remote("asked")
      event.participants = [Participant(email: grant.email, response: .none)]
      event.organizer = Person(name: "Ann", email: "ann@acme.example")
      try cache.sync.apply([event], readAfter: cache.sync.mark())
      let edit = EventEdit(event: EventID("asked"), change: .update(EventPatch(title: "New")))
      try cache.submit(edit, at: CacheFixture.now)
      try cache.setHidden(true, [CalendarKey(account: .local, calendar: CalendarID("local"))])
    }
    try file.close()
    if isHeaderLost {
      try file.change { $0.replaceSubrange(0..<64, with: Data(repeating: 0xA5, count: 64)) }
    } else {
      try file.overwrite("event_start")
      try file.leaveOpen()
    }
    let cache = try file.opened()
    #expect(cache.takeRepair() != nil)
    let row = try cache.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT GROUP_CONCAT(id) FROM calendar WHERE is_shown = 0) AS hidden,
            (SELECT own_address FROM account WHERE id = ?) AS address,
            (SELECT response FROM event WHERE id = 'asked') AS response
          """,
        arguments: [CacheFixture.account.rawValue]
      )
    }
    #expect(row == ["hidden": "local", "address": "me@acme.example", "response": "noreply"])
  }

  /// What a query meets is fixed in the middle of the work, and the query is answered.
  @Test func damageThatAQueryMeetsIsMendedAtOnce() throws {
    // So large that it is not looked through at the start.
    let file = try DamagedFile(remoteEvents: 2_000)
    try file.overwrite("event_start")
    let cache = try file.opened()
    let day = Day(CacheFixture.now, in: .gmt)
    #expect(cache.takeRepair() == nil)
    let window = try cache.agenda.window(days: day...day.advanced(by: 3), in: .gmt)
    #expect(window.events.contains { $0.title == "Local 1" })
    #expect(cache.takeRepair()?.edits == 2)
    try expectWhole(cache)
    // It goes on working, and tells of changes.
    try cache.submit(
      EventEdit(event: EventID("l1"), change: .update(EventPatch(title: "New"))),
      at: CacheFixture.now
    )
    #expect(try file.opened().event(EventID("l1"))?.title == "New")
  }

  @Test func anEditIsKeptThatMeetsTheDamage() throws {
    try file.overwrite("operation_event")
    let cache = try file.opened()
    try cache.submit(
      EventEdit(event: EventID("r1"), change: .update(EventPatch(title: "Newest"))),
      at: CacheFixture.now
    )
    #expect(cache.takeRepair() != nil)
    #expect(try cache.event(EventID("r1"))?.title == "Newest")
  }

  @Test func whatIsNoDatabaseIsKeptAside() throws {
    try Data(repeating: 0x41, count: 8_192).write(to: URL(fileURLWithPath: file.path))
    let cache = try file.opened()
    let repair = try #require(cache.takeRepair())
    #expect(repair.loss == .unknown)
    #expect(repair.description.contains("could not be read"))
    #expect(try cache.outbox.operations().isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: repair.keptAt)).count == 8_192)
  }

  @Test(arguments: [0.3, 0.6, 0.9])
  func aFileThatWasCutOffIsRebuilt(share: Double) throws {
    try file.change { $0 = $0.prefix(Int(Double($0.count) * share)) }
    try file.leaveOpen()
    let cache = try file.opened()
    #expect(cache.takeRepair() != nil)
    #expect(try cache.read { try CacheFile.isSound($0) })
    try cache.configure(accounts: [Account(id: .local, service: .local)])
  }

  /// Wherever bytes are flipped, the file opens, is sound afterwards, and says what it lost.
  @Test(arguments: 0..<12)
  func flippedBytesNeverKeepItFromOpening(seed: Int) throws {
    var random = Seeded(state: UInt64(seed))
    try file.change { bytes in
      for _ in 0..<40 {
        let place = Int.random(in: 100..<bytes.count, using: &random)
        bytes[place] ^= UInt8.random(in: 1...255, using: &random)
      }
    }
    try file.leaveOpen()
    let cache = try file.opened()
    #expect(try cache.read { try CacheFile.isSound($0) })
  }

  @Test func editsThatCannotBeSavedAreCounted() throws {
    try file.overwrite("event")
    try file.leaveOpen()
    let repair = try #require(try file.opened().takeRepair())
    #expect(repair.edits + (repair.loss == .edits(2) ? 2 : 0) == 2, "\(repair)")
    #expect(repair.loss != .unknown)
  }

  /// Killed before the new file was whole: what is half done is thrown away.
  @Test func aHalfBuiltFileIsNoFile() throws {
    try Data("half".utf8).write(to: URL(fileURLWithPath: file.path + "-rebuilding"))
    try file.overwrite("event_start")
    try file.leaveOpen()
    try expectWhole(try file.opened())
  }

  /// Killed between the renames, wherever: the next one does the rest.
  @Test(arguments: [true, false])
  func aRebuildThatWasKilledIsFinished(isOldMoved: Bool) throws {
    let whole = try DamagedFile()
    try FileManager.default.moveItem(atPath: whole.path, toPath: file.path + "-rebuilt")
    if isOldMoved {
      try FileManager.default.moveItem(atPath: file.path, toPath: file.path + ".damaged-x")
    } else {
      try Data(repeating: 0x41, count: 8_192).write(to: URL(fileURLWithPath: file.path))
    }
    try expectWhole(try file.opened())
    #expect(try file.kept().count == 1)
    #expect(!FileManager.default.fileExists(atPath: file.path + "-rebuilt"))
  }

  @Test func anotherConveneTakesTheNewFile() async throws {
    let other = try file.opened()
    let (stream, change) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let observation = other.watch.observe { change.yield() }
    try file.overwrite("event_start")
    let cache = try file.opened()
    _ = try? cache.agenda.window(
      days: Day(CacheFixture.now, in: .gmt)...Day(CacheFixture.now, in: .gmt),
      in: .gmt
    )
    try #require(cache.takeRepair() != nil)
    // The other one edits at once, and its edit is in the file that is there now.
    try other.submit(
      EventEdit(event: EventID("l2"), change: .update(EventPatch(title: "Other"))),
      at: CacheFixture.now
    )
    #expect(try cache.event(EventID("l2"))?.title == "Other")
    for await _ in stream { break }
    observation.cancel()
  }

  @Test func aDamagedFileOfANewerConveneIsLeftAlone() throws {
    let queue = try DatabaseQueue(path: file.path)
    try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2099 wonders')") }
    try queue.close()
    try file.overwrite("event_start")
    try file.leaveOpen()
    #expect(throws: CacheError.newerSchema(path: file.path)) { try file.opened() }
    #expect(try file.kept().isEmpty)
  }

  @Test func whoLeavesInOrderLeavesNoMark() throws {
    func mark() throws -> Int {
      try Data(contentsOf: URL(fileURLWithPath: file.path + "-lock")).count
    }
    #expect(try mark() == 0)
    do {
      let first = try file.opened()
      let second = try file.opened()
      #expect(try mark() == 1)
      second.close()
      #expect(try mark() == 1)
      _ = try first.directory()
    }
    #expect(try mark() == 0)
  }
}
