import CalendarCore
import CalendarServices
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import Testing

/// A key that has to be fetched is fetched before an edit counts as under way: who is killed while a
/// key store asks for its password has sent nothing, and nobody has to wait for its arrival.
@Suite(.timeLimit(.minutes(1))) struct KeyBeforeSendingTests {
  @Test func anEditIsUnderWayOnceItsKeyIsThere() async throws {
    try await SyncWorld.run { world in
      await world.sync.refreshAll()
      let asked = AsyncStream<Void>.makeStream()
      let given = AsyncStream<Void>.makeStream()
      let grant = try #require(world.server.grants.first)
      let service = try NylasService(
        NylasConfiguration(
          url: world.server.url,
          grant: GrantID(grant.id),
          apiKey: { [key = world.server.apiKey] in
            asked.continuation.yield()
            for await _ in given.stream {}
            return key
          },
          account: SyncWorld.google
        ),
        transport: world.transport
      )
      let sync = CalendarSync(
        cache: world.cache,
        services: [SyncWorld.google: service],
        clock: world.clock,
        policy: SyncWorld.quick
      )
      let id = EventID(UUID().uuidString)
      let draft = world.draft(try world.calendar(SyncWorld.google))
      try world.cache.submit(
        EventEdit(event: id, change: .create(draft, conferencing: .keep)),
        at: world.clock.now()
      )
      let sending = Task { try await sync.send(id) }
      for await _ in asked.stream { break }
      let waiting = try #require(try world.cache.outbox.operations(of: id).first)
      #expect(waiting.isInFlight && waiting.underWaySince == nil)
      #expect(try await world.stored(world.calendar(SyncWorld.google)).isEmpty)
      given.continuation.finish()
      #expect(try await sending.value == .delivered)
      #expect(try world.cache.outbox.operations(of: id).isEmpty)
      #expect(try await world.stored(world.calendar(SyncWorld.google)).count == 1)
    }
  }
}
