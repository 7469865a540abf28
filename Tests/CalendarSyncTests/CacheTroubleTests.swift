import CalendarCore
import CalendarServices
import ConferencingCore
import Foundation
import LocalCache
import Sandbox
import Synchronization
import Testing

@testable import CalendarSync

/// The cache cannot take what came of a request, because its disk is full or another program keeps it
/// locked: the edit waits and is not sent twice, without a restart.
@Suite(.timeLimit(.minutes(3))) struct CacheTroubleTests {
  /// Sends an edit once, with no patience for the cache.
  ///
  /// - Returns: Whether what came of it could be stored.
  private func sendOnce(_ id: EventID, in world: HostedWorld) async throws -> Bool {
    let waiting = try #require(try world.cache.outbox.operations(of: id).first)
    let outbox = try #require(world.sync.outbox(of: world.account))
    return await WritePatience.$current.withValue(.zero) {
      (try? await outbox.send(waiting)) != nil
    }
  }

  @Test("Whatever is answered and cannot be stored, the edit waits and is carried out once")
  func answersThatCannotBeStored() async throws {
    for operation in HostedWorld.Operation.allCases {
      for index in 0..<3 { try await carryOut(operation, .google, stoppedAfter: index) }
    }
    try await carryOut(.create, .nylas, stoppedAfter: 0)
  }

  private func carryOut(
    _ operation: HostedWorld.Operation,
    _ kind: ServiceKind,
    stoppedAfter index: Int
  ) async throws {
    let world = try HostedWorld(kind, meetingPatience: .zero)
    let id = try await world.prepare(operation)
    let stop = try WriteStop(world.directory)
    world.state.withLock { $0.stop = stop }
    world.begin([index: .notStored])
    try world.sync.submit(world.edit(operation, of: id))
    let isStored = try await sendOnce(id, in: world)
    let comment: Comment = "\(kind) \(operation), request \(index): \(world.requests)"
    let left = try world.cache.outbox.operations(of: id)
    #expect(left.isEmpty == isStored, comment)
    try #require(left.allSatisfy { !$0.isInFlight && $0.mayHaveHappened }, comment)
    #expect(left.allSatisfy { $0.failure != nil }, comment)
    #expect(try world.cache.pending.changes().allSatisfy { $0.standing != .sending }, comment)
    stop.end()
    #expect(try await world.settle(id) == .delivered, comment)
    try world.expectEnd(operation, of: id, comment)
    for request in ["make", "create", "update", "delete"] {
      #expect(world.requests.count { $0 == request } <= 1, comment)
    }
  }

  @Test("The loop goes on by itself once there is room again")
  func loop() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.prepare(.create)
    let stop = try WriteStop(world.directory)
    world.state.withLock { $0.stop = stop }
    world.begin([1: .notStored])
    try world.sync.submit(world.edit(.create, of: id))
    let lane = try #require(world.sync.lanes[world.account])
    let loop = Task {
      await WritePatience.$current.withValue(.zero) { await lane.sending.run() }
    }
    func isSending() throws -> Bool {
      try !stop.isHolding || world.cache.outbox.operations(of: id).contains(where: \.isInFlight)
    }
    let deadline = ContinuousClock.now + .seconds(30)
    while try isSending(), .now < deadline { await Task.yield() }
    stop.end()
    while try !world.cache.outbox.operations().isEmpty, .now < deadline { await Task.yield() }
    loop.cancel()
    await loop.value
    try world.expectEnd(.create, of: id, "\(world.requests)")
    #expect(world.requests.count { $0 == "create" } == 1)
  }

  /// The service takes its key before the first request: from then on nothing can be stored.
  @Test("An edit of a series goes on where it was, wherever it could not be stored")
  func series() async throws {
    for one in [
      SeriesCase(service: .nylas, scope: .following, operation: .text),
      SeriesCase(service: .nylas, scope: .all, operation: .time),
    ] {
      var (count, isStopped) = (0, true)
      while isStopped {
        isStopped = try await carryOut(one, stoppedBefore: count)
        count += 1
      }
      #expect(count > 1, "\(one)")
    }
  }

  /// - Returns: Whether there was a request of that number.
  private func carryOut(_ one: SeriesCase, stoppedBefore number: Int) async throws -> Bool {
    let wasStopped = Mutex(false)
    try await EightyWorld.run(one.service) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      let stop = try WriteStop(world.directory)
      let left = Mutex<Int?>(number)
      let grant = try #require(world.server.grants.first { $0.provider == "google" })
      let service = try NylasService(
        NylasConfiguration(
          url: world.server.url,
          grant: GrantID(grant.id),
          apiKey: { [key = world.server.apiKey] in
            let isNow = left.withLock { left in
              defer { left = left.flatMap { $0 > 0 ? $0 - 1 : nil } }
              return left == 0
            }
            if isNow { stop.begin() }
            return key
          },
          account: EightyWorld.work
        ),
        transport: world.transport
      )
      let sync = CalendarSync(
        cache: world.cache,
        services: [EightyWorld.work: service],
        clock: SyncWorld.clock,
        policy: SyncWorld.quick
      )
      let id = try world.submit(one).event
      let waiting = try #require(try world.cache.outbox.operations(of: id).first)
      let outbox = try #require(sync.outbox(of: EightyWorld.work))
      let isStored = await WritePatience.$current.withValue(.zero) {
        (try? await outbox.send(waiting)) != nil
      }
      #expect(isStored == !stop.isHolding, "\(one), request \(number)")
      try #require(try world.cache.outbox.operations().allSatisfy { !$0.isInFlight })
      wasStopped.withLock { $0 = stop.isHolding }
      left.withLock { $0 = nil }
      stop.end()
      for _ in 0..<50 where try await sync.send(id) != .delivered {}
      try world.expect(one.expected, "\(one), request \(number), at once")
      await world.sync.refreshAll()
      try world.expect(one.expected, "\(one), request \(number), read again")
      #expect(try world.masters() == (one.scope == .following ? 2 : 1))
    }
    return wasStopped.withLock { $0 }
  }
}
