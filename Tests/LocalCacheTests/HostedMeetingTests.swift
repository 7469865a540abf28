import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// Meetings at host grants, as the file keeps them.
@Suite struct HostedMeetingTests {
  let fixture: CacheFixture

  init() throws { fixture = try CacheFixture() }

  private static let asked = Autocreate(provider: .zoomMeeting, hostGrant: GrantID("zoom"))
  private static let meeting = HostedMeeting(
    provider: .zoomMeeting,
    host: GrantID("zoom"),
    id: "42"
  )
  private static let details = ConferencingDetails(
    provider: .zoomMeeting,
    url: "https://zoom.us/j/42"
  )

  private func task(_ number: Int = 0) throws -> MeetingTask? {
    try fixture.cache.meetings.meetingTasks().dropFirst(number).first?.task
  }

  private func localDraft(_ title: String = "Here") -> EventDraft {
    var draft = EventDraft(CacheFixture.remote("x", title: title))
    draft.account = .local
    draft.calendar = CalendarID("local")
    return draft
  }

  /// Claims the operation of an event and has its meeting made.
  @discardableResult private func make(_ account: AccountID) throws -> OutboxOperation {
    let next = try #require(
      try fixture.cache.outbox.nextOperations(account: account, now: CacheFixture.now).first
    )
    let begun = try #require(try fixture.cache.outbox.begin(next))
    let request = MeetingRequest(key: "k", title: "T", time: CacheFixture.remote("x").time)
    try fixture.cache.meetings.note(
      MeetingAttempt(asked: Self.asked, host: GrantID("zoom"), request: request),
      of: begun,
      at: CacheFixture.now
    )
    return try fixture.cache.meetings.store(
      Self.meeting,
      Self.details,
      for: begun,
      at: CacheFixture.now
    )
  }

  /// A local event whose link was made.
  private func linked() throws -> EventID {
    let id = EventID("here")
    try fixture.submit(
      id.rawValue,
      .create(localDraft(), conferencing: .autocreate(Self.asked))
    )
    try fixture.cache.outbox.confirm(try make(.local), stored: nil)
    return id
  }

  @Test func aLocalEventWaitsForItsLinkOnly() throws {
    try fixture.submit("here", .create(localDraft(), conferencing: .keep))
    #expect(try fixture.cache.outbox.operations().isEmpty)
    try fixture.submit("here", .update(EventPatch(title: "There")))
    #expect(try fixture.cache.outbox.operations().isEmpty)
    try fixture.submit("here", .update(EventPatch(conferencing: .autocreate(Self.asked))))
    #expect(try fixture.cache.outbox.operations().map(\.account) == [.local])
    let waiting = try #require(try fixture.cache.event(EventID("here")))
    #expect(waiting.conferencingState == .pending)
    #expect(try fixture.cache.delivery(of: EventID("here")) == .waiting)

    let made = try make(.local)
    #expect(made.edit.change.asked == nil)
    #expect(made.done == [.makeMeeting])
    #expect(try fixture.cache.event(EventID("here"))?.meeting == Self.meeting)
    try fixture.cache.outbox.confirm(made, stored: nil)
    let event = try #require(try fixture.reopened().event(EventID("here")))
    #expect(event.conferencing == .details(Self.details))
    #expect(event.meeting == Self.meeting)
    #expect(event.autocreated == Self.asked)
    #expect(event.title == "There")
    #expect(try fixture.cache.outbox.operations().isEmpty)
    #expect(try fixture.cache.meetings.meetingTasks().isEmpty)
  }

  @Test func aLocalEditLeavesWhatItsMeetingNeeds() throws {
    let id = try linked()
    try fixture.submit(id.rawValue, .update(EventPatch(location: "Room 5")))
    #expect(try task() == nil)
    try fixture.submit(id.rawValue, .update(EventPatch(title: "First")))
    try fixture.submit(id.rawValue, .update(EventPatch(title: "Second")))
    // The later one says it all.
    #expect(try fixture.cache.meetings.meetingTasks().count == 1)
    guard case .update(Self.meeting, let request) = try task() else {
      Issue.record("the meeting follows")
      return
    }
    #expect(request.title == "Second")
    try fixture.submit(id.rawValue, .delete)
    #expect(try fixture.cache.meetings.meetingTasks().map(\.task) == [.delete(Self.meeting)])
    #expect(try fixture.cache.event(id) == nil)
  }

  @Test func undoOfALocalDeletionAsksAgain() throws {
    let id = try linked()
    try fixture.cache.store(hosts: [
      Grant(
        id: GrantID("zoom"),
        provider: .zoom,
        email: "z@acme.example",
        scopes: Set(ConferencingRules.zoomScopes),
        isDirect: true
      )
    ])
    try fixture.submit(id.rawValue, .delete)
    let outcome = try fixture.cache.history.undo(
      .undo,
      freshID: EventID("fresh"),
      at: CacheFixture.now
    )
    guard case .done(_, .renewed(.zoomMeeting)) = outcome else {
      Issue.record("a new link is made: \(outcome)")
      return
    }
    #expect(try fixture.cache.event(EventID("fresh"))?.conferencingState == .pending)
    #expect(try fixture.cache.outbox.operations().first?.edit.change.asked == Self.asked)
  }

  /// A local creation that is given up leaves nothing, and its meeting goes.
  @Test func aLocalCreationIsDiscarded() throws {
    try fixture.submit("here", .create(localDraft(), conferencing: .autocreate(Self.asked)))
    let made = try make(.local)
    try fixture.cache.outbox.postpone(
      made,
      until: CacheFixture.now,
      reason: "later",
      mayHaveHappened: false
    )
    try fixture.cache.pending.discard(change: made.sequence)
    // It becomes the deletion of what it made.
    let next = try #require(
      try fixture.cache.outbox.nextOperations(account: .local, now: .distantFuture).first
    )
    #expect(next.edit.change == .delete)
    try fixture.cache.outbox.confirm(
      try #require(try fixture.cache.outbox.begin(next)),
      stored: nil
    )
    #expect(try fixture.cache.meetings.meetingTasks().map(\.task) == [.delete(Self.meeting)])
    #expect(try fixture.cache.event(EventID("here")) == nil)
    #expect(try fixture.cache.outbox.operations().isEmpty)
  }

  @Test func aRefusedEditAsksAgain() throws {
    try fixture.receive(CacheFixture.remote("r"))
    let ask = EventChange.update(EventPatch(conferencing: .autocreate(Self.asked)))
    try fixture.submit("r", ask)
    try fixture.cache.outbox.reject(try make(CacheFixture.account), reason: "no")
    let refused = try #require(try fixture.cache.outbox.operations().first)
    #expect(refused.edit.change == ask)
    #expect(refused.meeting == nil)
    #expect(refused.done.isEmpty)
    #expect(try fixture.cache.meetings.meetingTasks().map(\.task) == [.delete(Self.meeting)])
  }

  /// The account is another mailbox by now: what waited for the old one is refused.
  @Test func anotherGrantLeavesNoMeeting() throws {
    try fixture.receive(CacheFixture.remote("r"))
    try fixture.submit("r", .update(EventPatch(conferencing: .autocreate(Self.asked))))
    let made = try make(CacheFixture.account)
    try fixture.cache.outbox.postpone(
      made,
      until: CacheFixture.now,
      reason: "later",
      mayHaveHappened: false
    )
    try fixture.cache.configure(accounts: [
      Account(id: CacheFixture.account, service: .nylas, grant: GrantID("g2")),
      Account(id: .local, service: .local),
    ])
    #expect(try fixture.cache.meetings.meetingTasks().map(\.task) == [.delete(Self.meeting)])
  }

  @Test func aTaskIsClaimedOnce() throws {
    let id = try linked()
    try fixture.submit(id.rawValue, .delete)
    let now = CacheFixture.now
    let cache = fixture.cache
    let first = try cache.meetings.beginMeetingTasks(at: now, until: now + 60)
    #expect(first.map(\.task) == [.delete(Self.meeting)])
    #expect(try cache.meetings.beginMeetingTasks(at: now, until: now + 60).isEmpty)
    #expect(try cache.meetings.beginMeetingTasks(at: now, isUrgent: true, until: now + 60).isEmpty)
    // Whoever claimed it is gone.
    #expect(try cache.meetings.beginMeetingTasks(at: now + 61, until: now + 120).count == 1)
    try cache.meetings.postpone(first[0], until: now + 500, reason: "no network")
    #expect(try cache.meetings.beginMeetingTasks(at: now + 130, until: now + 200).isEmpty)
    #expect(
      try cache.meetings.beginMeetingTasks(at: now + 130, isUrgent: true, until: now + 200).count
        == 1
    )
    try cache.meetings.finish(first[0])
    #expect(try cache.meetings.meetingTasks().isEmpty)
  }

  @Test func hostsAreKnownToEveryAccount() throws {
    let zoom = Grant(id: GrantID("zoom"), provider: .zoom, email: "z", isDirect: true)
    try fixture.cache.store(hosts: [zoom])
    var directory = try fixture.cache.directory()
    #expect(directory.grants[.local] == [zoom])
    #expect(directory.grants[CacheFixture.account]?.map(\.id.rawValue) == ["g1", "zoom"])
    try fixture.cache.store(hosts: [])
    directory = try fixture.cache.directory()
    #expect(directory.grants[.local] == [])
    #expect(directory.grants[CacheFixture.account]?.map(\.id.rawValue) == ["g1"])
  }

  /// What the service says of the version is stored, and is no change of the event.
  @Test func aNewVersionIsNoConflict() throws {
    var event = CacheFixture.remote("r")
    event.version = "1"
    try fixture.receive(event)
    try fixture.retitle("r", "Mine")
    event.version = "2"
    try fixture.receive(event)
    let waiting = try #require(try fixture.cache.outbox.operations().first)
    #expect(waiting.conflict == nil)
    #expect(waiting.base?.version == "2")
    #expect(waiting.edit.change == .update(EventPatch(title: "Mine")))
  }
}
