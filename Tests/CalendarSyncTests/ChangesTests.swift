import ConferencingCore
import CalendarServices
import CalendarCore
import Foundation
import LocalCache
import Sandbox
import TestSupport
import Testing

@testable import CalendarSync

/// After a complete reading only changes are asked for; a reading that is cut off goes on.
@Suite(.timeLimit(.minutes(3))) struct ChangesTests {
  @Test func aQuietRefreshCostsARequestACalendar() async throws {
    try await SyncWorld.run(events: nil) { world in
      await world.sync.refreshAll()
      let before = try await world.reads().count
      let shown = try world.shown()
      await world.sync.refreshAll(onlyChanges: true)
      let reads = try await world.reads().dropFirst(before)
      let calendars = try world.cache.directory().calendars.count
      let lists = reads.filter { $0.contains("/events?") }
      #expect(lists.count == calendars)
      #expect(lists.allSatisfy { $0.contains("updated_after=") })
      // Beside them, for each of the two accounts: grants and calendars.
      #expect(reads.filter { !$0.contains("/events") }.count == 4)
      #expect(try world.shown() == shown)
    }
  }

  @Test func whatIsMadeChangedAndDeletedElsewhereArrives() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      for account in [SyncWorld.google, SyncWorld.microsoft] {
        let calendar = try world.calendar(account)
        let service = try #require(world.services[account])
        func shown() throws -> [String] {
          try world.shown().filter { $0.account == account }.map(\.title)
        }
        let made = try await service.create(
          world.draft(calendar),
          conferencing: .keep,
          id: EventID("x"),
          notify: false
        )
        await world.sync.refreshAll(onlyChanges: true)
        #expect(try shown() == ["Plan"])
        let id = try #require(made.remoteID)
        _ = try await service.update(
          id,
          in: calendar.id,
          patch: EventPatch(title: "Better plan"),
          current: made,
          notify: false
        )
        await world.sync.refreshAll(onlyChanges: true)
        #expect(try shown() == ["Better plan"])
        try await service.delete(id, in: calendar.id, current: nil, notify: false)
        await world.sync.refreshAll(onlyChanges: true)
        // Microsoft forgets what is deleted: only a complete reading tells.
        #expect(try shown() == (account == SyncWorld.google ? [] : ["Better plan"]))
        await world.sync.refreshAll()
        #expect(try shown().isEmpty)
      }
    }
  }

  @Test func aDeletionElsewhereKeepsAnEditThatWaits() async throws {
    try await SyncWorld.run { world in
      let calendar: CalendarInfo
      await world.sync.refreshAll()
      calendar = try world.calendar(SyncWorld.google)
      let service = try #require(world.services[SyncWorld.google])
      let made = try await service.create(
        world.draft(calendar),
        conferencing: .keep,
        id: EventID("x"),
        notify: false
      )
      await world.sync.refreshAll(onlyChanges: true)
      let event = try #require(try world.shown().first)
      try await service.delete(
        try #require(made.remoteID),
        in: calendar.id,
        current: nil,
        notify: false
      )
      try await world.fault(#"{"kind":"status","status":503,"share":1,"method":"PUT"}"#)
      try world.update(event.id, EventPatch(title: "Mine"))
      await world.sync.refreshAll(onlyChanges: true)
      #expect(try world.cache.event(event.id)?.title == "Mine")
      #expect(try world.cache.outbox.operations().count == 1)
    }
  }

  /// A first fill that breaks off goes on at its page, in this process or in the next.
  @Test(arguments: [false, true])
  func aFirstFillGoesOnWhereItBrokeOff(inANewProcess: Bool) async throws {
    var policy = SyncWorld.quick
    policy.concurrency = 1
    try await SyncWorld.run(events: 4_000, policy: policy) { world in
      try await world.fault(
        #"{"kind":"status","status":500,"share":1,"match":"/events","after":9}"#
      )
      let broken = await world.sync.refreshAll()
      #expect(broken.values.contains { $0.failure != nil })
      #expect(try !world.shown().isEmpty)
      let before = try await world.reads()
      // The last of them may have answered after its reader had given up.
      let good = Set(
        try await world.reads(answered: 200).filter { $0.contains("/events?") }.dropLast()
      )
      #expect(!good.isEmpty)
      try await world.clearFaults()
      let sync = try inANewProcess ? world.restarted() : world.sync
      let whole = await sync.refreshAll(onlyChanges: true)
      #expect(whole.values.allSatisfy { $0.failure == nil })
      let after = try await world.reads().dropFirst(before.count)
      // No page that was stored is asked for again, save what changed since.
      let again = after.filter { $0.contains("/events?") && good.contains($0) }
      #expect(again.isEmpty, "\(again)")
      let fresh = try world.separateCache()
      await fresh.sync.refreshAll()
      let days =
        Day(TestClock.now, in: .gmt).advanced(
          by: -300
        )...Day(TestClock.now, in: .gmt).advanced(by: 700)
      let (ids, wanted) = (
        try world.cache.agenda.window(days: days, in: .gmt).events.map(\.id),
        try fresh.cache.agenda.window(days: days, in: .gmt).events.map(\.id)
      )
      #expect(Set(ids) == Set(wanted))
      #expect(wanted.count > 2_000)
    }
  }

  @Test func aCursorThatIsNotTakenAnyMoreMeansReadingAnew() async throws {
    try await SyncWorld.run(events: nil) { world in
      await world.sync.refreshAll()
      let shown = try world.shown()
      let account = SyncWorld.google
      for var reading in try world.cache.sync.readings(account: account).values.joined() {
        reading.cursor = "no such page"
        try world.cache.sync.apply([], readAfter: world.cache.sync.mark(), reading: reading)
      }
      let status = await world.sync.refreshAll(onlyChanges: true)
      #expect(status.values.allSatisfy { $0.failure == nil })
      #expect(
        try world.cache.sync.readings(account: account).values.joined().allSatisfy(\.isComplete)
      )
      #expect(try world.shown() == shown)
    }
  }

  /// Whatever goes wrong, at whichever request: the list stays, and the next refresh fixes all.
  @Test(
    arguments: [
      #""kind":"status","status":500"#, #""kind":"status","status":401"#,
      #""kind":"status","status":404"#, #""kind":"status","status":429,"retry_after":1"#,
      #""kind":"cut""#, #""kind":"malformed""#, #""kind":"lost-answer""#,
    ],
    [true, false]
  )
  func aFaultAtAnyRequestEmptiesNothing(fault: String, onlyChanges: Bool) async throws {
    var policy = SyncWorld.quick
    policy.concurrency = 1
    try await SyncWorld.run(events: nil, policy: policy) { world in
      await world.sync.refreshAll()
      let shown = try world.shown()
      let before = try await world.reads().count
      await world.sync.refreshAll(onlyChanges: onlyChanges)
      let requests = try await world.reads().count - before
      #expect(requests >= 10)
      for number in 0..<requests {
        try await world.fault("{\(fault),\"next\":1,\"after\":\(number)}")
        let statuses = await world.sync.refreshAll(onlyChanges: onlyChanges)
        #expect(statuses.values.contains { $0.failure != nil }, "request \(number)")
        #expect(try world.shown() == shown, "request \(number)")
        try await world.clearFaults()
      }
      let statuses = await world.sync.refreshAll()
      #expect(statuses.values.allSatisfy { $0.failure == nil })
      #expect(try world.shown() == shown)
    }
  }

  @Test func theScreenIsToldWhileARefreshGoesOn() async throws {
    try await SyncWorld.run(events: nil) { world in
      let (stream, told) = AsyncStream<Bool>.makeStream()
      world.sync.observeActivity { told.yield($0) }
      await world.sync.refreshAll()
      world.sync.observeActivity(nil)
      await world.sync.refreshAll()
      told.finish()
      var all: [Bool] = []
      for await isSyncing in stream { all.append(isSyncing) }
      #expect(all == [true, false])
    }
  }

  /// Offline, edits wait and it is said since when; back online they go out by themselves.
  @Test func editsGoOutWhenTheServiceIsBack() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let port = try #require(URL(string: world.server.url)?.port)
      await world.server.stop()
      var ids: [EventID] = []
      try await world.running {
        try await world.until("it is said to be offline") {
          try world.cache.directory().syncStatus[SyncWorld.google]?.offlineSince != nil
        }
        for number in 0..<5 {
          ids.append(try world.create(world.draft(calendar, title: "\(number)")))
        }
        try await world.until("they wait") {
          let directory = try world.cache.directory()
          let operations = try world.cache.outbox.operations()
          return directory.unsent[SyncWorld.google] == UnsentEdits(waiting: 5)
            && operations.allSatisfy { $0.failure != nil && !$0.isInFlight }
        }
        let since = try world.cache.directory().syncStatus[SyncWorld.google]?.offlineSince
        let server = try await SyncWorld.start(events: 0, port: port)
        try await world.until("all are sent") {
          try ids.allSatisfy { try world.cache.delivery(of: $0) == .delivered }
        }
        try await world.until("it is said to be there again") {
          try world.cache.directory().syncStatus.values.allSatisfy { $0.offlineSince == nil }
        }
        #expect(since != nil)
        #expect(try await world.stored(calendar).count == 5)
        await server.stop()
      }
    }
  }
}
