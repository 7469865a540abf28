import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// A request may still be under way when its sender is gone: the service carries it out later.
@Suite struct UnderWayTests {
  @Test func aCreationUnderWayIsWaitedFor() async throws {
    var policy = SyncPolicy()
    // Five seconds of the real clock: a busy machine delays the request as well.
    policy.arrivalPatience = .seconds(100)
    try await SyncWorld.run(policy: policy, clock: SyncWorld.fastClock) { world in
      await world.sync.refreshAll()
      let draft = world.draft(try world.calendar(SyncWorld.google))
      let meet = ConferencingChange.autocreate(Autocreate(provider: .googleMeet))
      let id = EventID(UUID().uuidString)
      // Three seconds of the client's clock: less than a service may take.
      try await world.fault(#"{"kind":"delay","delay_ms":150,"next":1,"method":"POST"}"#)
      let sending: Task<Void, Never>
      do {
        let other = try LocalCache(path: world.path, linkProvider: { _ in nil })
        try other.submit(
          EventEdit(event: id, change: .create(draft, conferencing: meet)),
          at: world.clock.now()
        )
        let waiting = try #require(try other.outbox.operations().first)
        let begun = try #require(try other.outbox.begin(waiting))
        try other.steps.noteUnderWay(begun, since: world.clock.now())
        let service = try #require(world.services[SyncWorld.google])
        sending = Task {
          _ = try? await service.create(draft, conferencing: meet, id: id, notify: false)
        }
      }
      try await world.running {
        try await world.until("it is delivered and has its link") {
          try world.cache.outbox.operations().isEmpty
            && world.cache.event(id)?.conferencingState == .ready
        }
      }
      await sending.value
      let stored = try await world.stored(world.calendar(SyncWorld.google))
      #expect(stored.map(\.title) == [draft.title])
      #expect(try await world.liveMeetings().count == 1)
    }
  }

  @Test func aSyncShowsNoDoubleOfWhatIsStillLookedFor() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let calendar = try world.calendar(SyncWorld.google)
      let draft = world.draft(calendar)
      let id = EventID(UUID().uuidString)
      // Another process makes the event and dies before it stores the answer.
      do {
        let other = try LocalCache(path: world.path, linkProvider: { _ in nil })
        try other.submit(
          EventEdit(event: id, change: .create(draft, conferencing: .keep)),
          at: world.clock.now()
        )
        let waiting = try #require(try other.outbox.operations().first)
        #expect(try other.outbox.begin(waiting) != nil)
        let service = try #require(world.services[SyncWorld.google])
        _ = try await service.create(draft, conferencing: .keep, id: id, notify: false)
      }
      // The look for it fails, the reading of the calendar after it does not.
      try await world.fault(#"{"kind":"status","status":503,"next":1,"match":"/events"}"#)
      #expect(await world.sync.refresh(SyncWorld.google)?.failure == nil)
      #expect(try world.cache.outbox.operations().count == 1)
      #expect(try world.shown().map(\.id) == [id])
      #expect(try await world.sync.send(id) == .delivered)
      #expect(await world.sync.refresh(SyncWorld.google)?.failure == nil)
      #expect(try world.shown().map(\.id) == [id])
      #expect(try await world.stored(calendar).count == 1)
    }
  }
}
