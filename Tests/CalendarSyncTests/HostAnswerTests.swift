import ConferencingCore
import CalendarServices
import CalendarSync
import CalendarCore
import Foundation
import LocalCache
import Synchronization
import Testing

/// What hosts and services with versions say, and what becomes of the edit.
@Suite(.timeLimit(.minutes(3))) struct HostAnswerTests {
  static let kinds = ServiceKind.allCases

  /// The meeting was deleted at its host: the event moves, and says so.
  @Test(arguments: kinds)
  func aMeetingThatIsGoneKeepsNoEventInItsPlace(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make("zoom")
    world.state.withLock { $0.meetings[0].isLive = false }
    #expect(try await world.carryOut(world.edit(.time, of: id)) == .delivered)
    let event = try #require(try world.cache.event(id))
    #expect(event.time == HostedWorld.time(5))
    #expect(event.conferencingFailure?.contains("Zoom Meeting") == true)
    // It stays said after the next sync, and goes with the next link.
    await world.sync.refreshAll()
    #expect(try world.cache.event(id)?.conferencingState == .failed)
    #expect(
      try await world.carryOut(world.edit(id, .autocreate(HostedWorld.ask("zoom")))) == .delivered
    )
    #expect(try world.cache.event(id)?.conferencingState == .ready)
    #expect(world.live.count == 1)
  }

  @Test(
    arguments: kinds,
    [
      ServiceError.unauthorized("sign in"), .rateLimited(retryAfter: .milliseconds(1)),
      .unreachable("no network"),
    ]
  )
  func anEditWaitsForItsHost(_ kind: ServiceKind, _ error: ServiceError) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make()
    world.begin([0: .refused(error)])
    try world.sync.submit(world.edit(id, .autocreate(HostedWorld.ask("zoom"))))
    let event = try #require(try world.cache.event(id))
    #expect(event.conferencingState == .pending)
    let change = try #require(try world.cache.outbox.operations(of: id).first)
    #expect(try await world.settle(id) == .delivered, "\(change)")
    try world.expectEnd(.add, of: id, "\(kind) \(error)")
  }

  @Test(arguments: kinds)
  func aHostThatRefusesIsSaid(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make()
    world.begin([0: .refused(.notFound("no such user"))])
    let outcome = try await world.carryOut(world.edit(.add, of: id))
    #expect(outcome == .refused("no such user"))
    #expect(try world.cache.outbox.operations(of: id).first?.meeting == nil)
    #expect(try world.cache.meetings.meetingTasks().isEmpty)
  }

  /// A deletion that waits for its host is not lost, and says why it waits.
  @Test(arguments: kinds)
  func aDeletionWaitsForItsHost(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make("zoom")
    let host = kind == .local ? 0 : (kind == .nylas ? 2 : 1)
    world.begin([host: .refused(.unauthorized("sign in"))])
    try world.sync.submit(EventEdit(event: id, change: .delete))
    _ = try await world.sync.send(id)
    await world.sync.refreshAll()
    #expect(try await world.settle(id) == .delivered)
    #expect(world.live.isEmpty)
    #expect(try world.cache.meetings.meetingTasks().isEmpty)
  }

  /// A meeting that waits is listed with its reason, under a number of its own, and can be tried again
  /// or given up.
  @Test(arguments: kinds, [true, false])
  func aMeetingThatWaitsIsListed(_ kind: ServiceKind, isGivenUp: Bool) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make("zoom")
    let host = kind == .local ? 0 : (kind == .nylas ? 2 : 1)
    // For as long as the test looks: the world is quick to try again.
    let refusals = (host..<host + 100).map {
      ($0, HostedWorld.Fate.refused(.unauthorized("sign in")))
    }
    world.begin(Dictionary(uniqueKeysWithValues: refusals))
    try world.sync.submit(EventEdit(event: id, change: .delete))
    _ = try await world.sync.send(id)
    let changes = try world.cache.pending.changes()
    let change = try #require(changes.first)
    #expect(changes.count == 1)
    #expect(change.meeting?.provider == .zoomMeeting)
    #expect(change.title == "Plan")
    guard case .waiting(let reason, let next) = change.standing else {
      Issue.record("\(change.standing)")
      return
    }
    #expect(reason?.contains("sign in") == true)
    #expect(next != nil)
    let unsent = try world.cache.directory().unsent
    #expect(unsent[AccountID("\(try #require(change.meeting).host)")]?.waiting == 1)
    if isGivenUp {
      try world.cache.pending.discard(change: change.id)
      #expect(world.live.count == 1)
    } else {
      world.begin()
      try world.cache.pending.retry(change: change.id)
      await world.sync.refreshAll()
      #expect(world.live.isEmpty)
    }
    #expect(try world.cache.pending.changes().isEmpty)
    #expect(throws: CacheError.noSuchChange(change.id)) {
      try world.cache.pending.discard(change: change.id)
    }
    // No edit gets the number of a meeting.
    world.begin()
    let other = try await world.make()
    if kind != .local {
      try world.sync.submit(EventEdit(event: other, change: .update(EventPatch(title: "Later"))))
      #expect(try world.cache.outbox.operations().allSatisfy { $0.sequence > change.id })
    }
  }

  // MARK: Versions

  /// The event was changed there: one look, and the edit goes onto what is there now.
  @Test(arguments: [ServiceKind.google, .microsoft])
  func aChangedEventIsRebasedOnce(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make("zoom")
    world.state.withLock { state in
      guard var event = state.events.values.first else { return }
      event.location = "Room 5"
      _ = state.store(event, .keep, kind: kind)
    }
    world.begin()
    #expect(try await world.carryOut(world.edit(.time, of: id)) == .delivered)
    #expect(world.requests == ["update", "read", "update", "update meeting"])
    #expect(try world.cache.event(id)?.location == "Room 5")
    #expect(world.events.first?.title == "Moved")
  }

  @Test(arguments: [ServiceKind.google, .microsoft])
  func rebasesHaveABound(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make()
    var fates: [Int: HostedWorld.Fate] = [:]
    for index in 0..<20 where index == 0 || index % 2 == 0 {
      fates[index] = .refused(.changed("412"))
    }
    world.begin(fates)
    try world.sync.submit(EventEdit(event: id, change: .update(EventPatch(title: "Moved"))))
    #expect(try await world.settle(id) == .delivered)
    #expect(world.events.first?.title == "Moved")
  }
}
