import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Synchronization
import Testing

/// An audit against a service and hosts: what became of meetings behind the back of this cache.
@Suite struct AuditTests {
  @Test(arguments: [ServiceKind.google, .microsoft, .nylas])
  func aMeetingWhoseEventWasDeletedElsewhereIsDeleted(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make("zoom")
    #expect(try await world.sync.audit().findings.isEmpty)
    let remote = try #require(try world.cache.event(id)?.remoteID)
    world.state.withLock { state in
      state.events[remote] = nil
      state.gone.append(remote)
    }
    await world.sync.refreshAll()
    #expect(try world.cache.event(id) == nil && world.live.count == 1)
    let report = try await world.sync.audit()
    #expect(report.findings.map(\.kind) == [.orphan])
    let (events, meetings) = try world.sync.settle(report.findings)
    #expect(events.isEmpty && meetings == 1)
    #expect(try await world.sync.sendMeetingTasks() == nil)
    #expect(world.live.isEmpty)
    #expect(try await world.sync.audit().findings.isEmpty)
    #expect(try await world.sync.audit().meetings == 0)
  }

  @Test func aMeetingThatWasDeletedAtItsHostIsMadeAgain() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    try world.cache.store(hosts: [
      Grant(
        id: GrantID("zoom"),
        provider: .zoom,
        email: "z@acme.example",
        scopes: Set(ConferencingRules.zoomScopes),
        isDirect: true
      )
    ])
    world.state.withLock { $0.meetings[0].isLive = false }
    let report = try await world.sync.audit()
    #expect(report.findings.map(\.kind) == [.gone], "\(report)")
    let (events, _) = try world.sync.settle(report.findings)
    #expect(events == [id])
    #expect(try await world.settle(id) == .delivered)
    #expect(world.live.count == 1)
    #expect(try world.cache.event(id)?.meeting?.id == world.live.first?.id)
    #expect(try await world.sync.audit().findings.isEmpty)
  }

  /// The cache of a second computer with the same accounts: nothing is known of the meeting.
  private func forget(_ id: EventID, in world: HostedWorld) async throws -> EventID {
    let meeting = try #require(try world.cache.event(id)?.meeting)
    let accounts = [
      Account(id: HostedWorld.work, service: world.kind), Account(id: .local, service: .local),
    ]
    try world.cache.configure(accounts: [accounts[1]])
    try world.cache.audit.forget([meeting])
    try world.cache.configure(accounts: accounts)
    await world.sync.refreshAll()
    try world.cache.store(hosts: [
      Grant(
        id: GrantID("zoom"),
        provider: .zoom,
        email: "z@acme.example",
        scopes: Set(ConferencingRules.zoomScopes),
        isDirect: true
      )
    ])
    let seen = EventID(try #require(world.events.first?.remoteID).rawValue)
    #expect(try world.cache.event(seen)?.meeting == nil)
    return seen
  }

  /// On a second computer nothing is known of a meeting until an audit: then it goes with its event.
  @Test(arguments: [ServiceKind.google, .microsoft])
  func aMeetingThatAnotherComputerMadeIsKnownAfterAnAudit(_ kind: ServiceKind) async throws {
    let world = try HostedWorld(kind)
    let id = try await world.make("zoom")
    let meeting = try #require(try world.cache.event(id)?.meeting)
    let seen = try await forget(id, in: world)
    #expect(try await world.sync.audit().findings.isEmpty)
    let event = try #require(try world.cache.event(seen))
    #expect(event.meeting == meeting && event.autocreated?.hostGrant == GrantID("zoom"))
    let strip = EventChange.update(EventPatch(conferencing: .strip))
    #expect(try await world.carryOut(EventEdit(event: seen, change: strip)) == .delivered)
    #expect(try await world.sync.sendMeetingTasks() == nil)
    #expect(world.live.isEmpty)
  }

  /// The other computer may have given its link to an event that is not to be seen here.
  @Test func aMeetingThatAnotherComputerMadeIsNotDeletedForItsEventBeingGone() async throws {
    let world = try HostedWorld(.google)
    let id = try await world.make("zoom")
    let meeting = try #require(try world.cache.event(id)?.meeting)
    let seen = try await forget(id, in: world)
    #expect(try await world.sync.audit().findings.isEmpty)
    #expect(try world.cache.event(seen)?.meeting == meeting)
    let remote = try #require(world.events.first?.remoteID)
    world.state.withLock { state in
      state.events[remote] = nil
      state.gone.append(remote)
    }
    await world.sync.refreshAll()
    var finding = try #require(try await world.sync.audit().findings.first)
    #expect(finding.kind == .orphan && finding.fix == nil, "\(finding)")
    // Nor where a screen that was opened before asks for it.
    finding.fix = .deleteMeeting(meeting)
    #expect(try world.sync.settle([finding]).meetings == 0)
    #expect(world.live.count == 1)
  }

  /// Whatever request is lost, an audit says nothing that is not so.
  @Test(arguments: [HostedWorld.Fate.lostBefore, .lostAfter, .refused(.unauthorized("sign in"))])
  func aHostThatDoesNotAnswerIsNoProof(_ fate: HostedWorld.Fate) async throws {
    let world = try HostedWorld(.google)
    _ = try await world.make("zoom")
    world.begin([0: fate])
    let report = try await world.sync.audit()
    #expect(report.findings.allSatisfy { $0.kind == .host })
    #expect(report.unasked.count == 1)
  }
}
