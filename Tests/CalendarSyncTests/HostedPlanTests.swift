import ConferencingCore
import CalendarServices
import CalendarSync
import CalendarCore
import Foundation
import LocalCache
import Synchronization
import Testing

/// Meetings at host grants: made, moved and deleted with their events, whatever is lost on the way.
@Suite(.timeLimit(.minutes(3))) struct HostedPlanTests {
  static let kinds = ServiceKind.allCases

  @Test(arguments: kinds, HostedWorld.Operation.allCases)
  func anEditIsCarriedOut(_ kind: ServiceKind, _ operation: HostedWorld.Operation) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.prepare(operation)
    world.begin()
    let outcome = try await world.carryOut(world.edit(operation, of: id))
    #expect(outcome == .delivered)
    try world.expectEnd(operation, of: id, "\(kind) \(operation)")
    guard kind != .nylas else { return }
    let hasService = kind != .local
    let expected: [String] =
      switch operation {
      case .create: hasService ? ["make", "create"] : ["make"]
      case .add: hasService ? ["make", "update"] : ["make"]
      case .time: hasService ? ["update", "update meeting"] : ["update meeting"]
      case .change: hasService ? ["make", "update", "delete meeting"] : ["make", "delete meeting"]
      case .strip: hasService ? ["update", "delete meeting"] : ["delete meeting"]
      case .delete: hasService ? ["delete", "delete meeting"] : ["delete meeting"]
      }
    #expect(world.requests == expected)
  }

  /// Each request of each plan is lost in turn, before it arrives and after it was carried out.
  @Test(arguments: kinds, HostedWorld.Operation.allCases)
  func whateverIsLost(_ kind: ServiceKind, _ operation: HostedWorld.Operation) async throws {
    for index in 0..<5 {
      for fate in [HostedWorld.Fate.lostBefore, .lostAfter] {
        let world = try HostedWorld(kind)
        let id = try await world.prepare(operation)
        world.begin([index: fate])
        let outcome = try await world.carryOut(world.edit(operation, of: id))
        let comment: Comment = "\(kind) \(operation), request \(index) \(fate): \(world.requests)"
        #expect(outcome == .delivered, comment)
        try world.expectEnd(operation, of: id, comment)
      }
    }
  }

  /// Two requests in a row are lost.
  @Test(arguments: kinds, [HostedWorld.Operation.create, .add, .change])
  func whateverIsLostTwice(_ kind: ServiceKind, _ operation: HostedWorld.Operation) async throws {
    for index in 0..<4 {
      let world = try HostedWorld(kind)
      let id = try await world.prepare(operation)
      world.begin([index: .lostAfter, index + 1: .lostAfter])
      let outcome = try await world.carryOut(world.edit(operation, of: id))
      let comment: Comment = "\(kind) \(operation), requests \(index)…: \(world.requests)"
      #expect(outcome == .delivered, comment)
      try world.expectEnd(operation, of: id, comment)
    }
  }

  @Test(arguments: kinds)
  func undoTakesTheMeetingBack(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make()
    #expect(try await world.carryOut(world.edit(.add, of: id)) == .delivered)
    #expect(world.live.count == 1)
    _ = try world.sync.undo(.undo, freshID: EventID("fresh"))
    #expect(try await world.settle(id) == .delivered)
    try world.expectEnd(.strip, of: id, "\(kind) undo")
    _ = try world.sync.undo(.redo, freshID: EventID("fresh"))
    #expect(try await world.settle(id) == .delivered)
    try world.expectEnd(.add, of: id, "\(kind) redo")
  }

  // MARK: Sync tokens

  @Test func changesAreAskedForByToken() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make()
    let readings = try world.cache.sync.readings(account: world.account)
    #expect(readings.values.joined().allSatisfy { $0.syncToken != nil })
    // What is near, and all.
    #expect(readings.values.joined().count == 2)
    world.state.withLock { state in
      guard var event = state.events.values.first else { return }
      event.title = "Theirs"
      state.changed = []
      _ = state.store(event, .keep, kind: .google)
    }
    await world.sync.refreshAll(onlyChanges: true)
    #expect(try world.cache.event(id)?.title == "Theirs")
    let after = try world.cache.sync.readings(account: world.account)
    #expect(after != readings)

    // What is no more goes.
    world.state.withLock { state in
      state.gone = Array(state.events.keys)
      state.events = [:]
    }
    await world.sync.refreshAll(onlyChanges: true)
    #expect(try world.cache.event(id) == nil)
  }

  /// An event that was moved out of a stretch is gone from it like one that was deleted; it stays,
  /// with all that only this cache knows of it.
  @Test func anEventThatLeavesAStretchStays() async throws {
    let world = try HostedWorld(.microsoft)
    let id = try await world.make("zoom")
    let meeting = try #require(try world.cache.event(id)?.meeting)
    world.state.withLock { state in
      guard var event = state.events.values.first else { return }
      event.time = HostedWorld.time(24)
      _ = state.store(event, .keep, kind: .microsoft)
      state.changed = []
      state.gone = Array(state.events.keys)
    }
    await world.sync.refreshAll(onlyChanges: true)
    let event = try #require(try world.cache.event(id))
    #expect(event.time == HostedWorld.time(24))
    #expect(event.meeting == meeting)
  }

  @Test func anExpiredTokenMakesAWholeReading() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make()
    world.state.withLock { state in
      state.isTokenExpired = true
      state.events = [:]
    }
    let status = await world.sync.refreshAll(onlyChanges: true)
    #expect(status[world.account]?.failure == nil)
    #expect(try world.cache.event(id) == nil)
  }
}
