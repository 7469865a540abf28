import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

/// No meeting is left of an event that could not be written.
@Suite(.timeLimit(.minutes(3))) struct HostedCompensationTests {
  static let kinds = ServiceKind.allCases

  static let services = kinds.filter { $0 != .local }

  /// The event could not be written: its meeting goes, and a retry makes another one.
  @Test(arguments: services, [HostedWorld.Operation.create, .add, .change])
  func whatIsRefusedLeavesNoMeeting(_ kind: ServiceKind, _ operation: HostedWorld.Operation)
    async throws
  {
    let world = try HostedWorld(kind)
    let id = try await world.prepare(operation)
    let before = world.live
    // Where the event is read first, that is the request in between.
    let isRead = kind == .nylas && operation == .change
    world.begin([isRead ? 2 : 1: .refused(.rejected("no such thing"))])
    let outcome = try await world.carryOut(world.edit(operation, of: id))
    #expect(outcome == .refused("no such thing"))
    #expect(world.live == before)
    let waiting = try #require(try world.cache.outbox.operations(of: id).first)
    #expect(waiting.meeting == nil)
    #expect(waiting.edit.change.asked == HostedWorld.ask(operation == .change ? "teams" : "zoom"))
    try world.sync.retry(id)
    #expect(try await world.settle(id) == .delivered)
    try world.expectEnd(operation, of: id, "\(kind) \(operation)")
  }

  /// The link was made, the event waits to be written, and the user gives up.
  @Test(arguments: services)
  func whatIsDiscardedLeavesNoMeeting(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make()
    world.begin([1: .refused(.unauthorized("sign in"))])
    try world.sync.submit(world.edit(id, .autocreate(HostedWorld.ask("zoom"))))
    #expect(try await world.sync.send(id) == .waiting("sign in"))
    #expect(world.live.count == 1)
    // The link shows already, and its meeting would go with it.
    #expect(try world.cache.event(id)?.meeting?.id == world.live.first?.id)
    let change = try #require(try world.cache.outbox.operations(of: id).first)
    try world.sync.discard(change: change.sequence)
    #expect(try await world.settle(id) == .delivered)
    #expect(world.live.isEmpty)
    #expect(try world.cache.event(id)?.conferencing == Conferencing.none)
  }

  /// The same, while nobody knows whether the meeting was made.
  @Test(arguments: kinds, [HostedWorld.Fate.lostAfter, .lostBefore])
  func aMeetingInDoubtIsLookedForAndDeleted(
    _ kind: ServiceKind,
    _ fate: HostedWorld.Fate
  ) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make()
    world.begin([0: fate, 1: .refused(.unauthorized("sign in"))])
    try world.sync.submit(world.edit(id, .autocreate(HostedWorld.ask("zoom"))))
    #expect(try await world.sync.send(id) == .waiting("sign in"))
    let change = try #require(try world.cache.outbox.operations(of: id).first)
    try world.sync.discard(change: change.sequence)
    #expect(try await world.settle(id) == .delivered)
    #expect(world.live.isEmpty)
    #expect(try world.cache.meetings.meetingTasks().isEmpty)
  }

  /// A creation in doubt that is given up: neither event nor meeting is left.
  @Test(arguments: kinds, 0..<3)
  func aCreationThatIsTakenBack(_ kind: ServiceKind, _ lost: Int) async throws {
    let world = try HostedWorld(kind)
    await world.sync.refreshAll()
    world.begin([lost: .lostAfter, lost + 1: .refused(.unauthorized("sign in"))])
    let id = EventID("made-here")
    try world.sync.submit(world.edit(.create, of: id))
    _ = try await world.sync.send(id)
    try world.sync.submit(EventEdit(event: id, change: .delete))
    #expect(try await world.settle(id) == .delivered)
    #expect(world.live.isEmpty)
    #expect(world.events.isEmpty)
    #expect(try world.cache.event(id) == nil)
    #expect(try world.cache.outbox.operations().isEmpty)
  }

  /// The event is gone when its link is to be written.
  @Test(arguments: services)
  func anEventThatIsGoneHasNoMeeting(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make()
    try world.sync.submit(world.edit(id, .autocreate(HostedWorld.ask("zoom"))))
    world.state.withLock { $0.events = [:] }
    guard case .conflict = try await world.settle(id) else {
      Issue.record("the user decides")
      return
    }
    #expect(world.live.isEmpty)
    // Wanted all the same, it comes again with a link of its own.
    let change = try #require(try world.cache.outbox.operations(of: id).first)
    try world.sync.resolve(change: change.sequence, .side(.mine))
    #expect(try await world.settle(id) == .delivered)
    try world.expectEnd(.add, of: id, "\(kind)")
  }

  /// Somebody else puts another link on it meanwhile; theirs is taken.
  @Test(arguments: [ServiceKind.google, .microsoft], [ConflictChoice.mine, .theirs])
  func aConflictIsResolved(_ kind: ServiceKind, _ side: ConflictChoice) async throws {
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
    let change = try #require(try world.cache.outbox.operations(of: id).first)
    try world.sync.resolve(change: change.sequence, .side(side))
    #expect(try await world.settle(id) == .delivered)
    if side == .mine {
      try world.expectEnd(.add, of: id, "\(kind)")
    } else {
      #expect(world.live.isEmpty)
      #expect(try world.cache.event(id)?.conferencing == .details(other))
    }
  }
}
