import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import TestSupport
import Testing

/// What edits cost, and what is left of them when something breaks in the middle.
@Suite struct PlanTests {
  private static let meet = ConferencingChange.autocreate(Autocreate(provider: .googleMeet))

  /// An event that the service has, read a moment ago.
  private func event(_ world: SyncWorld, _ change: ConferencingChange = .keep) async throws
    -> EventID
  {
    await world.sync.refreshAll()
    let calendar = try world.calendar(SyncWorld.google)
    let id = try world.create(world.draft(calendar), change)
    #expect(try await world.sync.send(id) == .delivered)
    if change != .keep { _ = try await world.sync.waitForLink(id, timeout: .seconds(10)) }
    return id
  }

  private func cost(_ id: EventID, _ patch: EventPatch, _ world: SyncWorld) async throws -> [String]
  {
    try await world.methods {
      try world.update(id, patch)
      #expect(try await world.sync.send(id) == .delivered)
    }
  }

  @Test func aLinkCostsOneRequest() async throws {
    try await SyncWorld.run { world in
      let id = try await event(world)
      #expect(try await cost(id, EventPatch(conferencing: Self.meet), world) == ["PUT"])
      // The service appends its text; taking the link off is one update.
      _ = try await world.sync.waitForLink(id, timeout: .seconds(10))
      let strip = EventPatch(description: "own words", conferencing: .strip)
      #expect(try await cost(id, strip, world) == ["GET", "PUT"])
      #expect(try await cost(id, EventPatch(time: moved(id, world)), world) == ["GET", "PUT"])
    }
  }

  @Test func aLinkOnAnEventThatARefreshFoundCostsOneRequest() async throws {
    try await SyncWorld.run { world in
      let id = try await event(world)
      let other = try LocalCache(path: world.path + "2", linkProvider: { _ in nil })
      try other.configure(accounts: world.cache.directory().accounts)
      let sync = CalendarSync(
        cache: other,
        services: world.services,
        clock: SyncWorld.clock,
        policy: SyncWorld.quick
      )
      await sync.refreshAll()
      let remote = try #require(try world.cache.event(id)?.remoteID)
      let found = try #require(try other.events(matching: remote.rawValue).first)
      let methods = try await world.methods {
        let change = EventChange.update(EventPatch(conferencing: Self.meet))
        try sync.submit(EventEdit(event: found.id, change: change))
        #expect(try await sync.send(found.id) == .delivered)
      }
      #expect(methods == ["PUT"])
    }
  }

  @Test func aBaseThatIsNotFreshIsReadFirst() async throws {
    var policy = SyncWorld.quick
    policy.baseFreshness = .zero
    try await SyncWorld.run(policy: policy) { world in
      let id = try await event(world)
      #expect(try await cost(id, EventPatch(conferencing: Self.meet), world) == ["GET", "PUT"])
    }
  }

  private func moved(_ id: EventID, _ world: SyncWorld) throws -> EventTime {
    let event = try #require(try world.cache.event(id))
    guard case .timed(let start, let end, let zone) = event.time else { return event.time }
    return .timed(start: start + 3_600, end: end + 3_600, zone: zone)
  }

  /// What is done, and how often what it is done by is sent although every step breaks once.
  static let breaks: [(EventChange, String, Int)] = [
    (.update(EventPatch(title: "New")), "PUT", 1),
    (.update(EventPatch(title: "New", conferencing: meet)), "PUT", 1),
    (.update(EventPatch(description: "new words", conferencing: .strip)), "PUT", 1),
    (.delete, "DELETE", 1),
  ]

  @Test(arguments: breaks, ["lost-answer", "cut", "malformed"])
  func aLostAnswerOfAnyStepDoublesNothing(
    _ it: (EventChange, String, Int),
    _ kind: String
  ) async throws {
    let (change, method, count) = it
    try await SyncWorld.run { world in
      let id = try await event(world, change == .delete ? Self.meet : .keep)
      for method in ["GET", method] {
        try await world.fault(#"{"kind":"\#(kind)","next":1,"method":"\#(method)"}"#)
      }
      let methods = try await world.methods {
        try world.sync.submit(EventEdit(event: id, change: change))
        #expect(try await world.sync.send(id) == .delivered)
      }
      #expect(methods.count { $0 == method } == count, "\(methods)")
      let left = change == .delete ? 0 : 1
      #expect(try await world.stored(try world.calendar(SyncWorld.google)).count == left)
      _ = try await world.sync.waitForLink(id, timeout: .seconds(10))
      let live = try await world.meetings().count { $0.status == "live" }
      if case .update(let patch) = change {
        #expect(live == (patch.conferencing == Self.meet ? 1 : 0))
        #expect(try await world.there(id)?.title == patch.title ?? "Plan")
      } else {
        #expect(live == 0)
      }
    }
  }

  @Test(arguments: ["lost-answer", "cut", "malformed"])
  func aLostSearchDoublesNothing(_ kind: String) async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      for method in ["POST", "GET"] {
        try await world.fault(#"{"kind":"\#(kind)","next":1,"method":"\#(method)"}"#)
      }
      let id = try world.create(world.draft(calendar), Self.meet)
      #expect(try await world.sending(id) == ["POST", "GET", "GET"])
      _ = try await world.sync.waitForLink(id, timeout: .seconds(10))
      #expect(try await world.stored(calendar).count == 1)
      #expect(try await world.meetings().map(\.status) == ["live"])
    }
  }

  @Test func aReadingThatWasLostIsNoDoubt() async throws {
    var policy = SyncWorld.quick
    policy.sendPatience = .zero
    try await SyncWorld.run(policy: policy) { world in
      let id = try await event(world)
      try await world.fault(#"{"kind":"lost-answer","next":1,"method":"GET"}"#)
      try world.update(id, EventPatch(title: "New"))
      guard case .waiting = try await world.sync.send(id) else {
        Issue.record("not waiting")
        return
      }
      #expect(try world.cache.outbox.operations(of: id).first?.mayHaveHappened == false)
    }
  }

  @Test(arguments: ["lost-answer", "status"])
  func aCreationInDoubtThatIsDiscardedLeavesNothing(_ kind: String) async throws {
    for isDeleted in [false, true] {
      var policy = SyncWorld.quick
      policy.sendPatience = .zero
      try await SyncWorld.run(policy: policy) { world in
        await world.sync.refreshAll()
        let calendar = try world.calendar(SyncWorld.google)
        try await world.fault(#"{"kind":"\#(kind)","status":503,"next":1,"method":"POST"}"#)
        let id = try world.create(world.draft(calendar), Self.meet)
        guard case .waiting = try await world.sync.send(id) else {
          Issue.record("not waiting")
          return
        }
        #expect(try await world.stored(calendar).count == (kind == "status" ? 0 : 1))
        if isDeleted {
          try world.sync.submit(EventEdit(event: id, change: .delete))
        } else {
          try world.sync.discard(change: try #require(try world.cache.pending.changes().first).id)
        }
        #expect(try world.cache.event(id) == nil)
        // The program ends here; the next start goes on.
        let next = try world.restarted()
        let loops = Task { await next.run() }
        try await world.until("taken back") { try world.cache.outbox.operations().isEmpty }
        loops.cancel()
        await loops.value
        #expect(try await world.stored(calendar).isEmpty)
        #expect(try await world.meetings().allSatisfy { $0.status != "live" })
        #expect(try await world.requests("POST") == 1)
        await world.sync.refreshAll()
        #expect(try world.shown().isEmpty)
      }
    }
  }

  @Test func aCrashBetweenTheSearchAndTheDeletionIsGoneOnWith() async throws {
    var policy = SyncWorld.quick
    policy.sendPatience = .zero
    try await SyncWorld.run(policy: policy) { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      try await world.fault(#"{"kind":"lost-answer","next":1,"method":"POST"}"#)
      let id = try world.create(world.draft(calendar), Self.meet)
      _ = try await world.sync.send(id)
      try world.sync.submit(EventEdit(event: id, change: .delete))
      do {
        let other = try LocalCache(path: world.path, linkProvider: { _ in nil })
        let head = try #require(try other.outbox.operations(of: id).first)
        let begun = try #require(try other.outbox.begin(head))
        let found = try await world.services[SyncWorld.google]?.find(
          id,
          in: calendar.id,
          near: DateInterval(start: TestClock.now, duration: 200_000)
        )
        #expect(try other.steps.found(try #require(found), by: begun).remoteID != nil)
      }
      let methods = try await world.sending(id)
      #expect(methods == ["DELETE"])
      #expect(try await world.stored(calendar).isEmpty)
      await world.sync.refreshAll()
      #expect(try world.shown().isEmpty)
    }
  }

  @Test func aCrashAfterAnUpdateIsSeenByTheCheck() async throws {
    try await SyncWorld.run { world in
      let id = try await event(world)
      try world.update(id, EventPatch(title: "New"))
      do {
        let other = try LocalCache(path: world.path, linkProvider: { _ in nil })
        let head = try #require(try other.outbox.operations(of: id).first)
        let begun = try #require(try other.outbox.begin(head))
        guard case .proceed = try other.steps.check(begun, found: begun.base, at: TestClock.now)
        else {
          Issue.record("not to be sent")
          return
        }
        try await world.changeThere(id, EventPatch(title: "New"))
      }
      let methods = try await world.sending(id)
      #expect(methods == ["GET"])
      #expect(try world.cache.event(id)?.title == "New")
    }
  }

  @Test func aCrashAfterAnAnswerToAnInvitationDoesNotAnswerTwice() async throws {
    try await SyncWorld.run(events: nil) { world in
      await world.sync.refreshAll()
      let own = try #require(world.server.grants.first?.email)
      let shown: [Event] = try world.shown().compactMap { try world.cache.event($0.id) }
      let ofGoogle = shown.filter { $0.account == SyncWorld.google && $0.organizer?.email != own }
      let invited = ofGoogle.first { (event: Event) -> Bool in
        event.participants.contains { $0.email == own && $0.response != .maybe }
      }
      let id = try #require(invited?.id)
      try world.sync.submit(EventEdit(event: id, change: .respond(.maybe)))
      do {
        let other = try LocalCache(path: world.path, linkProvider: { _ in nil })
        let head = try #require(try other.outbox.operations(of: id).first)
        let begun = try #require(try other.outbox.begin(head))
        let service = try #require(world.services[SyncWorld.google])
        let remote = try #require(begun.remoteID)
        try await service.respond(to: remote, in: begun.calendar, with: .maybe)
        try other.steps.finish(.respond, of: begun)
      }
      let methods = try await world.sending(id)
      #expect(methods == ["GET"])
      #expect(
        try world.cache.event(id)?.participants.first { $0.email == own }?.response == .maybe
      )
    }
  }
}
