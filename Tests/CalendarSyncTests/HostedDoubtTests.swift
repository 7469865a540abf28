import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

/// Neither a dead link nor a meeting that nobody knows of, whatever comes between two requests.
@Suite(.timeLimit(.minutes(3))) struct HostedDoubtTests {
  static let services = ServiceKind.allCases.filter { $0 != .local }

  private static let refusals: [Int: HostedWorld.Fate] = Dictionary(
    uniqueKeysWithValues: (0..<60).map { ($0, .refused(.unauthorized("sign in"))) }
  )

  private static func fates(_ first: [Int: HostedWorld.Fate]) -> [Int: HostedWorld.Fate] {
    refusals.merging(first) { $1 }
  }

  /// The meeting that was given up still waits to be deleted when the edit is tried again.
  @Test(arguments: services)
  func aRetryGetsAMeetingOfItsOwn(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.prepare(.create)
    world.begin([1: .refused(.rejected("no")), 2: .refused(.unauthorized("sign in"))])
    try world.sync.submit(world.edit(.create, of: id))
    #expect(try await world.sync.send(id) == .refused("no"))
    #expect(try world.cache.meetings.meetingTasks().count == 1)
    world.begin()
    try world.sync.retry(id)
    #expect(try await world.settle(id) == .delivered)
    try world.expectEnd(.create, of: id, "\(kind)")
  }

  /// Somebody else puts a link on the event while nobody knows whether the meeting was made.
  @Test(arguments: [ServiceKind.google, .microsoft], [ConflictChoice.mine, .theirs])
  func aConflictWithAMeetingInDoubt(_ kind: ServiceKind, _ side: ConflictChoice) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make()
    world.begin(Self.fates([0: .lostAfter]))
    try world.sync.submit(world.edit(id, .autocreate(HostedWorld.ask("zoom"))))
    _ = try await world.sync.send(id)
    let other = ConferencingDetails(provider: .unknown, url: "https://other.example/1")
    world.state.withLock { state in
      guard var event = state.events.values.first else { return }
      event.description = InvitationBlock.appended(to: event.description, other)
      _ = state.store(event, .keep, kind: kind)
    }
    await world.sync.refreshAll()
    let change = try #require(try world.cache.outbox.operations(of: id).first)
    #expect(change.conflict != nil)
    #expect(world.live.count == 1)
    world.begin()
    try world.sync.resolve(change: change.sequence, .side(side))
    #expect(try await world.settle(id) == .delivered)
    if side == .mine {
      try world.expectEnd(.add, of: id, "\(kind)")
    } else {
      #expect(world.live.isEmpty)
    }
  }

  /// The event of a meeting is deleted at the service while an edit of it waits.
  @Test(arguments: services, [ConflictChoice.mine, .theirs, nil])
  func aDeletedEventLeavesNoMeeting(_ kind: ServiceKind, _ side: ConflictChoice?) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make("zoom")
    try world.sync.submit(EventEdit(event: id, change: .update(EventPatch(title: "Moved"))))
    world.state.withLock { $0.events = [:] }
    guard case .conflict = try await world.settle(id) else {
      Issue.record("the user decides")
      return
    }
    let change = try #require(try world.cache.outbox.operations(of: id).first)
    if let side {
      try world.sync.resolve(change: change.sequence, .side(side))
    } else {
      try world.sync.discard(change: change.sequence)
    }
    #expect(try await world.settle(id) == .delivered)
    let meeting = try world.cache.event(id)?.meeting?.id
    #expect((meeting != nil) == (side == .mine))
    #expect(world.live.map(\.id) == [meeting].compactMap { $0 })
  }

  /// What a host refuses is not the calendar's fault.
  @Test(arguments: services)
  func aHostThatRefusesLeavesTheCalendarAlone(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make()
    world.begin([0: .refused(.conferencingRefused(.zoomMeeting, message: "no"))])
    #expect(try await world.carryOut(world.edit(.add, of: id)) == .refused("no"))
    #expect(try world.cache.directory().calendars.allSatisfy(\.refusedProviders.isEmpty))
  }

  /// The service had trouble and may have written the link: a meeting too many is better than a
  /// dead link.
  @Test(arguments: services)
  func aWriteInTroubleKeepsItsMeeting(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make()
    world.begin(
      Self.fates([:]).filter { $0.key > 1 }
        .merging([1: .refused(.unavailable(status: 503, message: "trouble"))]) { $1 }
    )
    try world.sync.submit(world.edit(.add, of: id))
    #expect(try await world.sync.send(id) == .waiting("sign in"))
    let change = try #require(try world.cache.outbox.operations(of: id).first)
    world.begin()
    try world.sync.discard(change: change.sequence)
    #expect(try await world.settle(id) == .delivered)
    #expect(world.live.count == 1)
  }

  /// The answer was lost, and then the service does not let anybody look.
  @Test(arguments: services)
  func aRefusedLookKeepsTheDoubt(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.prepare(.create)
    world.begin([1: .lostAfter, 2: .refused(.forbidden("no"))])
    try world.sync.submit(world.edit(.create, of: id))
    #expect(try await world.sync.send(id) == .refused("no"))
    #expect(world.live.count == 1)
    try world.sync.retry(id)
    #expect(try await world.settle(id) == .delivered)
    try world.expectEnd(.create, of: id, "\(kind)")
  }

  /// A meeting that is going on can be moved and deleted later.
  @Test(arguments: services, [HostedWorld.Operation.time, .delete])
  func aMeetingThatIsGoingOnIsTriedAgain(
    _ kind: ServiceKind,
    _ operation: HostedWorld.Operation
  ) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.prepare(operation)
    let host = kind == .nylas ? 2 : 1
    world.begin([host: .refused(.rejected("It is going on."))])
    try world.sync.submit(world.edit(operation, of: id))
    _ = try await world.settle(id)
    try world.expectEnd(operation, of: id, "\(kind)")
    #expect(try world.cache.event(id)?.conferencingFailure == nil)
  }

  /// An edit that collides does not keep its event from being deleted.
  @Test(arguments: [ServiceKind.google, .microsoft])
  func aDeletionDoesNotWaitForAConflict(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make()
    let other = ConferencingDetails(provider: .unknown, url: "https://other.example/1")
    try world.sync.submit(world.edit(id, .autocreate(HostedWorld.ask("zoom"))))
    world.state.withLock { state in
      guard var event = state.events.values.first else { return }
      event.description = InvitationBlock.appended(to: event.description, other)
      _ = state.store(event, .keep, kind: kind)
    }
    guard case .conflict = try await world.settle(id) else {
      Issue.record("both put a link")
      return
    }
    try world.sync.submit(EventEdit(event: id, change: .delete))
    #expect(try await world.settle(id) == .delivered)
    #expect(world.live.isEmpty)
    #expect(world.events.isEmpty)
  }
}
