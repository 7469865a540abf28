import CalendarServices
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import Testing

@testable import CalendarSync

/// Links that are being created.
@Suite struct LinkTests {
  @Test func aLinkComesWithoutAKeyPress() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      try await world.running {
        let id = try world.create(
          world.draft(calendar),
          .autocreate(Autocreate(provider: .googleMeet))
        )
        #expect(try world.cache.event(id)?.conferencingState == .pending)
        try await world.until("ready") { try world.cache.event(id)?.conferencingState == .ready }
        let event = try #require(try world.cache.event(id))
        #expect(event.conferencing.provider == .googleMeet)
        #expect(event.description.hasPrefix("own words"))
        // Another provider: the new meeting first, then the old one goes.
        let host = GrantID(world.server.grants[2].id)
        try world.update(
          id,
          EventPatch(
            description: "own words",
            conferencing: .autocreate(Autocreate(provider: .zoomMeeting, hostGrant: host))
          )
        )
        try await world.until("Zoom") {
          guard case .details(let details)? = try world.cache.event(id)?.conferencing else {
            return false
          }
          return details.provider == .zoomMeeting
        }
        try world.update(id, EventPatch(description: "own words", conferencing: .strip))
        try await world.until("stripped") { try world.cache.outbox.operations().isEmpty }
        #expect(try world.cache.event(id)?.description == "own words")
        #expect(
          try await world.meetings() == [
            SyncWorld.Meeting(provider: "Google Meet", status: "deleted"),
            SyncWorld.Meeting(provider: "Zoom Meeting", status: "deleted"),
          ]
        )
      }
    }
  }

  /// Whatever the service shows until the meeting exists, it is on its way.
  @Test(arguments: SandboxConfiguration.PendingAnswer.allCases)
  func aLinkThatIsNotShownYetComes(_ answer: SandboxConfiguration.PendingAnswer) async throws {
    try await SyncWorld.run(linkDelay: .seconds(60), pendingAnswer: answer) { world in
      await world.sync.refreshAll()
      let id = try world.create(
        world.draft(try world.calendar(SyncWorld.google)),
        .autocreate(Autocreate(provider: .googleMeet))
      )
      #expect(try await world.sync.send(id) == .delivered)
      #expect(try world.cache.event(id)?.conferencingState == .pending)
      let early = try await world.sync.waitForLink(id, timeout: .milliseconds(60))
      #expect(early?.conferencingState == .pending)
      await world.sync.refreshAll()
      #expect(try world.cache.event(id)?.conferencingState == .pending)
      await world.server.advanceClock(by: .seconds(60))
      // A command looks once: a network that takes longer than the pause before the second look of
      // a waiting program never got an answer.
      let late = try await world.sync.lookForLink(id, patience: .seconds(20))
      #expect(late?.conferencingState == .ready)
      #expect(late?.autocreated == Autocreate(provider: .googleMeet))
      #expect(late?.description.hasPrefix("own words") == true)
    }
  }

  /// A link that is shown by nothing fails when it was waited for long enough, and not for good.
  @Test(arguments: [true, false])
  func aLinkThatIsNeverShownFails(atAScreen: Bool) async throws {
    var policy = SyncWorld.quick
    policy.linkPatience = atAScreen ? .milliseconds(100) : .seconds(-60)
    let asked = Autocreate(provider: .googleMeet)
    try await SyncWorld.run(linkDelay: .seconds(600), pendingAnswer: .absent, policy: policy) {
      world in
      await world.sync.refreshAll()
      let id = try world.create(
        world.draft(try world.calendar(SyncWorld.google)),
        .autocreate(asked)
      )
      #expect(try await world.sync.send(id) == .delivered)
      #expect(try world.cache.event(id)?.conferencingState == .pending)
      if atAScreen {
        try await world.running {
          try await world.until("failed") {
            try world.cache.event(id)?.conferencingState == .failed
          }
        }
      } else {
        await world.sync.refreshAll()
      }
      let failed = try #require(try world.cache.event(id))
      #expect(failed.conferencingFailure == EventEditor.notCreated(asked))
      #expect(failed.conferencing == .autocreate(asked))
      await world.sync.refreshAll()
      #expect(try world.cache.event(id)?.conferencingState == .failed)
      // It comes after all.
      await world.server.advanceClock(by: .seconds(600))
      await world.sync.refreshAll()
      let ready = try world.cache.event(id)
      #expect(ready?.conferencingState == .ready && ready?.conferencingFailure == nil)
    }
  }

  @Test func aRestartGoesOnLooking() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let id = try world.create(
        world.draft(calendar),
        .autocreate(Autocreate(provider: .googleMeet))
      )
      #expect(try await world.sync.send(id) == .delivered)
      let other = CalendarSync(
        cache: try LocalCache(path: world.path, linkProvider: { _ in nil }),
        services: world.services,
        clock: SyncWorld.clock,
        policy: SyncWorld.quick
      )
      let loops = Task { await other.run() }
      try await world.until("ready") { try world.cache.event(id)?.conferencingState == .ready }
      loops.cancel()
      await loops.value
    }
  }

  @Test func waitingForALinkEnds() async throws {
    try await SyncWorld.run(linkDelay: .seconds(600)) { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let id = try world.create(
        world.draft(calendar),
        .autocreate(Autocreate(provider: .googleMeet))
      )
      #expect(try await world.sync.send(id) == .delivered)
      let event = try await world.sync.waitForLink(id, timeout: .milliseconds(60))
      #expect(event?.conferencingState == .pending)
      #expect(try await world.sync.waitForLink(EventID("none"), timeout: .seconds(9)) == nil)
    }
  }

  @Test func theScheduleSlowsDownAndEnds() {
    var schedule = LinkSchedule(policy: SyncPolicy())
    let event = EventID("e")
    #expect(schedule.due([event], now: 0).isEmpty)
    var turns: [Double] = []
    var now = 0.0
    while let wait = schedule.timeUntilDue(now: now), turns.count < 1000 {
      now += wait
      if schedule.due([event], now: now).contains(event) { turns.append(now) }
    }
    let waits = zip(turns.dropFirst(), turns).map { $0 - $1 }
    #expect(abs((turns.first ?? 0) - 0.3) < 0.001)
    #expect(abs((waits.first ?? 0) - 0.45) < 0.001)
    #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 + 0.001 })
    #expect(abs((waits.last ?? 0) - 5) < 0.001)
    #expect(turns.last ?? 0 > 114 && turns.last ?? 999 < 120)
    // Asked for again, it is looked at again.
    #expect(schedule.due([], now: now).isEmpty)
    #expect(schedule.due([event], now: now).isEmpty)
    #expect(schedule.timeUntilDue(now: now) != nil)
  }

  private static let meet = Autocreate(provider: .googleMeet)
  private static func link(
    _ url: String,
    _ provider: ConferencingProvider = .googleMeet
  ) -> Conferencing { .details(ConferencingDetails(provider: provider, url: url)) }

  static let lookups: [(Conferencing, Double, Conferencing, Double, Bool)] = [
    (.none, 1, .none, 1, false),
    (.none, 1, .autocreate(meet), 2, true),
    (.none, 1, .autocreate(Autocreate(provider: .zoomMeeting)), 2, false),
    (.none, 1, link("a"), 2, true),
    (.none, 1, link("a", .zoomMeeting), 2, false),
    (link("a"), 1, link("a"), 2, false),
    (link("a"), 1, link("b"), 2, true),
    (link("a", .zoomMeeting), 1, link("b"), 2, true),
    (link("a"), 1, .autocreate(meet), 2, true),
    (.autocreate(meet), 1, .autocreate(meet), 1, false),
    (.autocreate(meet), 1, .autocreate(meet), 2, true),
    (.autocreate(meet), 1, link("a"), 2, true),
    (link("a"), 1, .none, 2, false),
  ]

  @Test(arguments: lookups)
  func aLookTellsWhetherItHappened(
    _ before: Conferencing,
    _ changedBefore: Double,
    _ now: Conferencing,
    _ changedNow: Double,
    _ happened: Bool
  ) {
    func event(_ conferencing: Conferencing, _ changed: Double) -> Event {
      Event(
        id: EventID("e"),
        account: AccountID("a"),
        calendar: CalendarID("c"),
        title: "",
        time: .allDay(first: Day(daysSinceEpoch: 1), last: Day(daysSinceEpoch: 1)),
        conferencing: conferencing,
        updatedAt: Date(timeIntervalSince1970: changed)
      )
    }
    #expect(
      event(now, changedNow).shows(Self.meet, notYetIn: event(before, changedBefore)) == happened
    )
  }
}
